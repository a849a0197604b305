#include "store/sqlite/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace standstill::store::sqlite {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

Error failure(sqlite3* connection, const std::string& file) {
    const int code = sqlite3_errcode(connection) & 0xff;
    switch (code) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return fail(
                ErrorKind::Unavailable,
                fmt::format("`{}` is locked by another program; close it and try again", file));
        case SQLITE_FULL:
            return fail(ErrorKind::Unavailable,
                        fmt::format("the disk that holds `{}` is full; nothing was changed", file));
        case SQLITE_READONLY:
            return fail(
                ErrorKind::Unavailable,
                fmt::format("`{}` cannot be written: the file or its folder is read-only", file));
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return fail(
                ErrorKind::Unavailable,
                fmt::format(
                    "`{}` cannot be opened; check that its folder exists and may be written",
                    file));
        case SQLITE_NOTADB:
            return fail(ErrorKind::Invalid, fmt::format("`{}` is not a database", file));
        case SQLITE_CORRUPT:
            return fail(ErrorKind::Corrupt,
                        fmt::format("`{}` is damaged: {}", file, sqlite3_errmsg(connection)));
        case SQLITE_CONSTRAINT:
            return fail(ErrorKind::Corrupt,
                        fmt::format("`{}` holds two entries where one is allowed: {}", file,
                                    sqlite3_errmsg(connection)));
        default:
            return fail(
                ErrorKind::Unavailable,
                fmt::format("`{}` could not be read or written: {} (SQLite {})", file,
                            sqlite3_errmsg(connection), sqlite3_extended_errcode(connection)));
    }
}

struct FreeFilename {
    void operator()(const char* name) const { sqlite3_free_filename(const_cast<char*>(name)); }
};

}  // namespace

Result<std::string> header_of(const std::filesystem::path& file) {
    auto unreadable = [&] {
        return fail(ErrorKind::Unavailable, fmt::format("`{}` cannot be read", file.string()));
    };
    // SQLite wants the names of the journals beside that of the file.
    const std::string name = std::filesystem::absolute(file).string();
    const std::unique_ptr<const char, FreeFilename> full{sqlite3_create_filename(
        name.c_str(), (name + "-journal").c_str(), (name + "-wal").c_str(), 0, nullptr)};
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    if (!full || system == nullptr) return unreadable();

    std::vector<std::max_align_t> memory(
        static_cast<std::size_t>(system->szOsFile) / sizeof(std::max_align_t) + 1);
    auto* handle = reinterpret_cast<sqlite3_file*>(memory.data());
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    const bool is_open = system->xOpen(system, full.get(), handle, flags, &flags) == SQLITE_OK;
    std::string header(100, '\0');
    sqlite3_int64 size = 0;
    bool is_read = is_open && handle->pMethods->xFileSize(handle, &size) == SQLITE_OK;
    if (is_read) {
        header.resize(static_cast<std::size_t>(std::min<sqlite3_int64>(size, 100)));
        is_read = handle->pMethods->xRead(handle, header.data(), static_cast<int>(header.size()),
                                          0) == SQLITE_OK;
    }
    if (handle->pMethods != nullptr) handle->pMethods->xClose(handle);
    if (!is_read) return unreadable();
    return header;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

// Binding fails only for a wrong parameter, which is a bug, or for lack of memory; step then
// reports it, since SQLite keeps the parameter NULL and no column accepts that.
Statement& Statement::bind(int parameter, std::uint64_t number) {
    sqlite3_bind_int64(statement_.get(), parameter, static_cast<sqlite3_int64>(number));
    return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view text) {
    sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
    // A null pointer would bind NULL instead of no bytes.
    sqlite3_bind_blob64(statement_.get(), parameter, bytes.empty() ? "" : bytes.data(),
                        bytes.size(), SQLITE_STATIC);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    Error error = failure(sqlite3_db_handle(statement_.get()), file_);
    reset();
    return error;
}

Status Statement::run() {
    auto row = step();
    if (!row) return row.error();
    reset();
    return Done{};
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::uint64_t Statement::number(int column) const {
    return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

std::string_view Statement::bytes(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Result<Database> Database::open(const std::filesystem::path& file, Access access) {
    // A name that begins with a colon or `file:` would mean something else to SQLite.
    const std::string name = std::filesystem::absolute(file).string();
    const int flags = access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    Database database;
    database.file_ = file.string();
    sqlite3* connection = nullptr;
    const int code =
        sqlite3_open_v2(name.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    database.connection_.reset(connection);
    if (connection == nullptr)
        return fail(ErrorKind::Unavailable, fmt::format("no memory to open `{}`", database.file_));
    if (code != SQLITE_OK) return failure(connection, database.file_);
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure(connection_.get(), file_);
    return Statement{statement, file_};
}

Status Database::run(const std::string& sql) {
    if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(connection_.get(), file_);
    return Done{};
}

Result<std::string> Database::ask(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    auto row = statement->step();
    if (!row) return row.error();
    if (!*row)
        return fail(ErrorKind::NotFound, fmt::format("`{}` has no answer to `{}`", file_, sql));
    return std::string{statement->bytes(0)};
}

std::uint64_t Database::changes() const {
    return static_cast<std::uint64_t>(sqlite3_changes64(connection_.get()));
}

void Database::count_wal_pages(std::uint64_t* pages) {
    // SQLite's own habit of moving the log is such a hook too, and there can be only one.
    sqlite3_wal_hook(
        connection_.get(),
        [](void* place, sqlite3*, const char*, int length) {
            *static_cast<std::uint64_t*>(place) = static_cast<std::uint64_t>(length);
            return SQLITE_OK;
        },
        pages);
}

void Database::wait_for_locks(int milliseconds) {
    sqlite3_busy_timeout(connection_.get(), milliseconds);
}

bool Database::device_failed() const {
    return (sqlite3_extended_errcode(connection_.get()) & 0xff) == SQLITE_IOERR;
}

}  // namespace standstill::store::sqlite
