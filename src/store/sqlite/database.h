// SQLite as values that clean up after themselves.
//
// The only file of this room that speaks to SQLite's C interface is database.cpp. A connection is
// used by one thread at a time; who shares one guards it.
//
// Every failure names the file and says what a person can do about it: the disk is full, the folder
// is read-only, another program holds the lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace standstill::store::sqlite {

enum class Access { ReadWrite, ReadOnly };

// A statement that is compiled once and run often. Parameters and columns count from 1 and from 0,
// as in SQLite. Bound and returned views are not copied: bound ones must live until step, returned
// ones live until the next step or reset.
class Statement {
public:
    Statement() = default;
    Statement(sqlite3_stmt* statement, std::string file)
        : statement_(statement), file_(std::move(file)) {}

    Statement& bind(int parameter, std::uint64_t number);
    Statement& bind_text(int parameter, std::string_view text);
    Statement& bind_blob(int parameter, std::string_view bytes);

    // True where there is a row, false at the end; then the statement is ready to be bound again.
    base::Result<bool> step();
    // Runs a statement that returns no rows.
    base::Status run();
    // Gives up the rows that were not read.
    void reset();

    std::uint64_t number(int column) const;
    std::string_view bytes(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    std::string file_;
};

// Gives up unread rows at the end of a scope, so that an early return leaves no read transaction
// open.
class Rows {
public:
    explicit Rows(Statement& statement) : statement_(statement) {}
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows() { statement_.reset(); }

private:
    Statement& statement_;
};

// The first bytes of a file, of which SQLite's header is 100 (sqlite.org/fileformat2.html,
// section 1.3); fewer where the file is shorter. Nothing is locked or written, and no page but this
// one is looked at: a process that was killed may have left the others half moved out of the
// write-ahead log, which is no damage.
//
// Read through SQLite and not by hand, because to close a file drops the locks that this process
// holds on it elsewhere (sqlite.org/howtocorrupt.html, section 2.2); SQLite keeps count.
base::Result<std::string> header_of(const std::filesystem::path& file);

class Database {
public:
    // Opens an existing or new file. Nothing is read or written yet.
    static base::Result<Database> open(const std::filesystem::path& file, Access access);

    base::Result<Statement> prepare(std::string_view sql);
    // Runs statements that return no rows of interest.
    base::Status run(const std::string& sql);
    // The first column of the first row, as text.
    base::Result<std::string> ask(std::string_view sql);

    // From now on each commit writes the length of the write-ahead log, in pages, to a place that
    // outlives this; and SQLite no longer moves it into the database by itself.
    void count_wal_pages(std::uint64_t* pages);

    // Rows changed by the latest statement.
    std::uint64_t changes() const;
    // How long a statement waits for a lock that another program holds, then fails with
    // Unavailable.
    void wait_for_locks(int milliseconds);
    // Whether the latest failure came from the device (not from a full disk or a lock): after a
    // failed flush nobody knows what was kept, so a writer must stop.
    bool device_failed() const;

    const std::string& file() const { return file_; }

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    std::unique_ptr<sqlite3, Close> connection_;
    std::string file_;
};

}  // namespace standstill::store::sqlite
