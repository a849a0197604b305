#include "store/sqlite/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "store/schema/sqlite.h"

namespace standstill::store::sqlite {

using base::Done;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// Digits that SQLite printed; nothing else is in them.
std::uint32_t number_in(std::string_view text) {
    std::uint32_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

constexpr int kLockWaitMilliseconds = 5000;
// Measured (../docs/formats/database.md): larger pages write more for a single append.
constexpr int kPageBytes = 4096;
// A writer keeps the inner pages of the tables at hand; readers are many.
constexpr int kWriterCacheKibibytes = 8192;
constexpr int kReaderCacheKibibytes = 2048;

std::string reason(int error) { return std::generic_category().message(error); }

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

Status flush(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool good = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!good)
        return fail(ErrorKind::Unavailable,
                    fmt::format("`{}` cannot be flushed: {}", path.string(), reason(error)));
    return Done{};
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
}

base::Error newer(const std::filesystem::path& file, std::uint32_t version) {
    return fail(
        ErrorKind::Invalid,
        fmt::format(
            "`{}` has schema version {}, this program knows versions up to {}; use a newer one",
            file.string(), version, schema::kSqliteVersion));
}

// Runs the steps from the version on, and says what the file is now, in one transaction.
Status migrate(Database& database, std::uint32_t version) {
    if (auto done = database.run("BEGIN IMMEDIATE"); !done) return done;
    for (std::uint32_t step = version; step < schema::kSqliteVersion; ++step)
        if (auto done = database.run(std::string{schema::kSqliteSteps[step]}); !done) {
            auto undone = database.run("ROLLBACK");
            return base::in_context(done.error(), fmt::format("schema step {}", step + 1));
        }
    return database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT",
                                    schema::kApplicationId, schema::kSqliteVersion));
}

}  // namespace

Result<Ownership> Ownership::take(const std::filesystem::path& file) {
    const std::string lock = file.string() + ".lock";
    const int descriptor = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorKind::Unavailable,
                    fmt::format("`{}` cannot be opened for writing: {}", lock, reason(errno)));
    Ownership ownership{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        std::array<char, 32> holder{};
        const auto size = ::pread(descriptor, holder.data(), holder.size() - 1, 0);
        return fail(
            ErrorKind::Unavailable,
            fmt::format("`{}` is being written by another process ({}); only one may write it",
                        file.string(), size > 0 ? holder.data() : "unknown"));
    }
    // For people only: the lock is the flock, not the text.
    const std::string self = fmt::format("process {}", ::getpid());
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, self.data(), self.size(), 0) < 0) {
    }
    return ownership;
}

Ownership::Ownership(Ownership&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

Ownership& Ownership::operator=(Ownership&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

Ownership::~Ownership() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Status recognise(const std::filesystem::path& file) {
    std::error_code error;
    const auto kind = std::filesystem::status(file, error).type();
    if (kind == std::filesystem::file_type::not_found)
        return fail(ErrorKind::NotFound, fmt::format("there is no file `{}`", file.string()));
    if (kind != std::filesystem::file_type::regular)
        return fail(ErrorKind::Invalid, fmt::format("`{}` is not a regular file", file.string()));

    auto header = header_of(file);
    if (!header) return header.error();
    if (header->empty())
        return fail(ErrorKind::NotFound, fmt::format("the file `{}` is empty", file.string()));
    if (header->size() < 100 || !header->starts_with("SQLite format 3"))
        return fail(ErrorKind::Invalid, fmt::format("`{}` is not a database", file.string()));
    if (big_endian(std::string_view{*header}.substr(68, 4)) != schema::kApplicationId)
        return fail(ErrorKind::Invalid,
                    fmt::format("`{}` is a database of another program", file.string()));
    if (const auto version = big_endian(std::string_view{*header}.substr(60, 4));
        version > schema::kSqliteVersion)
        return newer(file, version);
    return Done{};
}

Status create(const std::filesystem::path& file) {
    const std::filesystem::path draft = file.string() + ".new";
    std::error_code error;
    std::filesystem::remove(draft, error);  // left over from a crash
    {
        auto database = Database::open(draft, Access::ReadWrite);
        if (!database) return database.error();
        // In memory: the draft is thrown away if anything fails, so it needs no journal beside it.
        auto done = database->run(fmt::format(
            "PRAGMA page_size = {}; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL",
            kPageBytes));
        if (done) done = migrate(*database, 0);
        if (!done) {
            std::filesystem::remove(draft, error);
            return done;
        }
    }
    std::filesystem::rename(draft, file, error);
    if (error)
        return fail(ErrorKind::Unavailable,
                    fmt::format("`{}` cannot be created: {}", file.string(), error.message()));
    return flush(folder_of(file), O_RDONLY | O_DIRECTORY);
}

Status flush_write_ahead_log(const std::filesystem::path& file) {
    // SQLite holds no locks on this file, so that to close it drops none.
    const std::filesystem::path log = file.string() + "-wal";
    std::error_code error;
    if (!std::filesystem::exists(log, error)) return Done{};
    return flush(log, O_RDONLY);
}

Result<Database> open_recognised(const std::filesystem::path& file, Access access) {
    auto database = Database::open(file, access);
    if (!database) return database;
    database->wait_for_locks(kLockWaitMilliseconds);

    if (access == Access::ReadWrite) {
        auto version = database->ask("PRAGMA user_version");
        if (!version) return version.error();
        // The header may be older than what the write-ahead log says, so the version is asked for
        // again.
        const auto known = number_in(*version);
        if (known > schema::kSqliteVersion) return newer(file, known);
        if (known < schema::kSqliteVersion)
            if (auto done = migrate(*database, known); !done) return done.error();
        auto mode = database->ask("PRAGMA journal_mode = WAL");
        if (!mode) return mode.error();
        if (*mode != "wal")
            return fail(
                ErrorKind::Unavailable,
                fmt::format(
                    "`{}` lies on a file system that cannot share memory; SQLite's write-ahead "
                    "log needs a local disk",
                    database->file()));
    }
    // FULL flushes the log of each transaction before COMMIT returns; NORMAL would lose
    // acknowledged ones.
    auto done = database->run(
        fmt::format("PRAGMA synchronous = FULL; "
                    "PRAGMA cache_size = -{}; PRAGMA foreign_keys = ON; "
                    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
                    access == Access::ReadWrite ? kWriterCacheKibibytes : kReaderCacheKibibytes));
    if (!done) return done.error();
    return database;
}

}  // namespace standstill::store::sqlite
