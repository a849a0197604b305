#include "server/identity/people_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>

namespace standstill::server::identity {

namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using store::sqlite::Database;
using store::sqlite::Rows;

constexpr int kVersion = 1;
constexpr int kApplicationId = 0x53745065;  // "StPe"
constexpr std::string_view kSchema =
    "CREATE TABLE entry (kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, "
    "PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;";

// Before SQLite does it with whatever mask is set: the file holds what passwords are checked by.
Status make_private(const std::filesystem::path& file) {
    int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorKind::Unavailable,
                    fmt::format("`{}` cannot be opened: {}", file.string(), std::strerror(errno)));
    ::close(descriptor);
    return base::Done{};
}

Status bring_up(Database& database) {
    auto version = database.ask("PRAGMA user_version");
    if (!version) return version.error();
    auto application = database.ask("PRAGMA application_id");
    if (!application) return application.error();
    bool is_new = *version == "0" && *application == "0";
    if (!is_new && *application != std::to_string(kApplicationId))
        return fail(ErrorKind::Invalid,
                    fmt::format("`{}` is a database of another program", database.file()));
    if (!is_new && *version != std::to_string(kVersion))
        return fail(ErrorKind::Invalid,
                    fmt::format("`{}` is of version {}, this program knows {}; use a newer one",
                                database.file(), *version, kVersion));
    auto mode = database.ask("PRAGMA journal_mode = WAL");
    if (!mode) return mode.error();
    auto set = database.run(
        "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; "
        "PRAGMA secure_delete = ON");
    if (!set || !is_new) return set;
    return database.run(fmt::format(
        "BEGIN IMMEDIATE; {} PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT", kSchema,
        kApplicationId, kVersion));
}

Result<boost::json::object> body_of(std::string_view text, const std::string& key) {
    boost::system::error_code error;
    boost::json::value value = boost::json::parse(text, error);
    if (error || !value.is_object())
        return fail(ErrorKind::Corrupt, fmt::format("the entry `{}` is no JSON object", key));
    return std::move(value.as_object());
}

}  // namespace

Result<PeopleFile> PeopleFile::open(const std::filesystem::path& file) {
    auto ownership = store::sqlite::Ownership::take(file);
    if (!ownership) return ownership.error();
    if (auto made = make_private(file); !made) return made.error();
    auto database = Database::open(file, store::sqlite::Access::ReadWrite);
    if (!database) return database.error();
    database->wait_for_locks(5'000);
    if (auto done = bring_up(*database); !done) return done.error();
    return PeopleFile(std::move(*ownership), std::move(*database));
}

Result<std::vector<PeopleFile::Entry>> PeopleFile::all(std::string_view kind) {
    auto statement = database_.prepare("SELECT key, body FROM entry WHERE kind = ? ORDER BY key");
    if (!statement) return statement.error();
    Rows rows(*statement);
    statement->bind_text(1, kind);
    std::vector<Entry> out;
    while (true) {
        auto row = statement->step();
        if (!row) return row.error();
        if (!*row) return out;
        std::string key(statement->bytes(0));
        auto body = body_of(statement->bytes(1), key);
        if (!body) return base::in_context(body.error(), database_.file());
        out.push_back({std::move(key), std::move(*body)});
    }
}

Result<std::optional<boost::json::object>> PeopleFile::get(std::string_view kind,
                                                           const std::string& key) {
    auto statement = database_.prepare("SELECT body FROM entry WHERE kind = ? AND key = ?");
    if (!statement) return statement.error();
    Rows rows(*statement);
    auto row = statement->bind_text(1, kind).bind_text(2, key).step();
    if (!row) return row.error();
    if (!*row) return std::optional<boost::json::object>();
    auto body = body_of(statement->bytes(0), key);
    if (!body) return base::in_context(body.error(), database_.file());
    return std::optional(std::move(*body));
}

Result<std::vector<std::string>> PeopleFile::keys(std::string_view kind,
                                                  const std::string& prefix) {
    auto statement = database_.prepare(
        "SELECT key FROM entry WHERE kind = ?1 AND substr(key, 1, length(?2)) = ?2 ORDER BY key");
    if (!statement) return statement.error();
    Rows rows(*statement);
    statement->bind_text(1, kind).bind_text(2, prefix);
    std::vector<std::string> out;
    while (true) {
        auto row = statement->step();
        if (!row) return row.error();
        if (!*row) return out;
        out.emplace_back(statement->bytes(0));
    }
}

Status PeopleFile::put(std::string_view kind, const std::string& key,
                       const boost::json::object& body) {
    auto statement = database_.prepare("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)");
    if (!statement) return statement.error();
    std::string text = boost::json::serialize(body);
    return statement->bind_text(1, kind).bind_text(2, key).bind_text(3, text).run();
}

Status PeopleFile::remove(std::string_view kind, const std::string& key) {
    auto statement = database_.prepare("DELETE FROM entry WHERE kind = ? AND key = ?");
    if (!statement) return statement.error();
    return statement->bind_text(1, kind).bind_text(2, key).run();
}

}  // namespace standstill::server::identity
