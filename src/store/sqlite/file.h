// The database file: is it ours, is it of our version, who writes it.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "store/sqlite/database.h"

namespace standstill::store::sqlite {

// The right to write a log, held by one process at a time and given back when the process ends,
// however it ends. A second writer would not know what the first holds in memory.
class Ownership {
public:
    // Fails with Unavailable, naming the process that has it, when another one does.
    static base::Result<Ownership> take(const std::filesystem::path& file);

    Ownership(Ownership&& other) noexcept;
    Ownership& operator=(Ownership&& other) noexcept;
    ~Ownership();

private:
    explicit Ownership(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

// Looks at a file before SQLite does, because SQLite may write to a file by opening it. Fails with
// Invalid when it is not ours or newer than this program, with NotFound when it does not exist or
// is empty.
base::Status recognise(const std::filesystem::path& file);

// Makes a new database in one step: it appears under its name complete or not at all.
base::Status create(const std::filesystem::path& file);

// Flushes what SQLite's write-ahead log holds. A crash may have left transactions that were written
// and not flushed; whoever opens the log sees them, so they must last. Done by hand: SQLite flushes
// only while it moves them into the database, for which a full disk has no room.
base::Status flush_write_ahead_log(const std::filesystem::path& file);

// Opens a recognised file, brings it to the present version where it is older, and sets up the
// connection.
base::Result<Database> open_recognised(const std::filesystem::path& file, Access access);

}  // namespace standstill::store::sqlite
