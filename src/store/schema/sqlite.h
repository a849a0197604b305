// The tables of the SQLite store, as the steps that lead from an empty file to the present form.
//
// Step n brings a file of schema version n to version n + 1. A step that was released never
// changes; a new form is a new step at the end. ../docs/formats/database.md explains the tables and
// what may be rebuilt.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace standstill::store::schema {

// "Stst", at offset 68 of the file: other programs know by it that the file is ours.
inline constexpr std::uint32_t kApplicationId = 0x53747374;

inline constexpr std::array<std::string_view, 1> kSqliteSteps{R"sql(

-- The log. One row for what one transaction kept (several, where that was much): `events` is one
-- event per line, each line the exact bytes of a leaf. This column is the truth; everything else in
-- this file but the checkpoints can be made again from it.
CREATE TABLE batch (
    first    INTEGER PRIMARY KEY,  -- index of the first event
    count    INTEGER NOT NULL,     -- number of events
    commands BLOB    NOT NULL,     -- derived: 32 bytes for each command that begins here
    leaves   BLOB    NOT NULL,     -- derived: 32 bytes for each event, its leaf hash
    events   TEXT    NOT NULL
) STRICT;

-- The streams, in the order of their first event.
CREATE TABLE stream (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE
) STRICT;

-- Where a command is, by 8 bytes of the hash of its id; holds the commands below head.folded.
CREATE TABLE command (
    hash  INTEGER NOT NULL,
    first INTEGER NOT NULL,
    PRIMARY KEY (hash, first)
) STRICT, WITHOUT ROWID;

-- Where the events of a stream are; holds the commands below head.folded.
CREATE TABLE span (
    stream        INTEGER NOT NULL,
    first_version INTEGER NOT NULL,
    first         INTEGER NOT NULL,
    count         INTEGER NOT NULL,
    PRIMARY KEY (stream, first_version)
) STRICT, WITHOUT ROWID;

-- The one row that every transaction updates: the size of the log and the right edge of its tree.
CREATE TABLE head (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    size     INTEGER NOT NULL,
    frontier BLOB    NOT NULL,
    folded   INTEGER NOT NULL
) STRICT;
INSERT INTO head VALUES (1, 0, x'', 0);

-- Signed checkpoints as they were published. `frontier` is that of the second computation, which
-- read the events again before the checkpoint was kept; the next one goes on from there.
CREATE TABLE checkpoint (
    number   INTEGER PRIMARY KEY,
    size     INTEGER NOT NULL,
    root     BLOB    NOT NULL,
    note     BLOB    NOT NULL,
    frontier BLOB    NOT NULL
) STRICT;

)sql"};

inline constexpr std::uint32_t kSqliteVersion = kSqliteSteps.size();

}  // namespace standstill::store::schema
