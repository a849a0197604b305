// What only the SQLite driver can meet: files of others, other processes, a full disk, changed
// bytes.
#include <fmt/format.h>
#include <sched.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <array>
#include <fstream>
#include <functional>
#include <iterator>

#include "log_fixture.h"
#include "store/sqlite/event_log.h"

namespace standstill::store::sqlite {
namespace {

using base::ErrorKind;

std::unique_ptr<EventLog> opened(const std::filesystem::path& file,
                                 Access access = Access::ReadWrite,
                                 std::uint64_t fold_at_least = kFoldAtLeast) {
    auto log = EventLog::open(file, access, fold_at_least);
    if (!log) {
        ADD_FAILURE() << log.error().message;
        return nullptr;
    }
    return std::move(*log);
}

std::string bytes_of(const std::filesystem::path& file) {
    if (std::filesystem::is_directory(file)) return "";
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// What another program does to the file.
void meddle(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection);
    sqlite3_close(connection);
}

// The refusal must be of this kind, name the file, and leave the folder as it was.
void expect_refused(const std::filesystem::path& file, ErrorKind kind, std::string_view part) {
    const std::string before = bytes_of(file);
    auto names = [&] {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(file.parent_path()))
            found.push_back(entry.path().filename());
        return found;
    };
    const auto names_before = names();
    for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
        const auto log = EventLog::open(file, access);
        ASSERT_FALSE(log);
        EXPECT_EQ(log.error().kind, kind) << log.error().message;
        EXPECT_NE(log.error().message.find("`" + file.string() + "`"), std::string::npos)
            << log.error().message;
        EXPECT_NE(log.error().message.find(part), std::string::npos) << log.error().message;
    }
    EXPECT_EQ(bytes_of(file), before);
    EXPECT_EQ(names(), names_before);
}

TEST(SqliteFile, RefusesADatabaseOfAnotherProgram) {
    const Folder folder;
    meddle(folder / "other.db", "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    expect_refused(folder / "other.db", ErrorKind::Invalid, "database of another program");
    meddle(folder / "named.db", "PRAGMA application_id = 7; CREATE TABLE t (a)");
    expect_refused(folder / "named.db", ErrorKind::Invalid, "database of another program");
}

TEST(SqliteFile, RefusesANewerVersion) {
    const Folder folder;
    opened(folder / "log.db").reset();
    std::filesystem::remove(folder / "log.db.lock");
    meddle(folder / "log.db", "PRAGMA user_version = 7");
    expect_refused(folder / "log.db", ErrorKind::Invalid, "schema version 7");
}

TEST(SqliteFile, RefusesWhatIsNoDatabase) {
    const Folder folder;
    std::ofstream(folder / "notes.txt")
        << "not a database, but a text that is long enough to have a header "
           "of one hundred bytes and more";
    expect_refused(folder / "notes.txt", ErrorKind::Invalid, "is not a database");
    std::ofstream(folder / "short.txt") << "short";
    expect_refused(folder / "short.txt", ErrorKind::Invalid, "is not a database");
    std::filesystem::create_directory(folder / "folder.db");
    expect_refused(folder / "folder.db", ErrorKind::Invalid, "not a regular file");
}

TEST(SqliteFile, TakesAnyName) {
    const Folder folder;
    for (const char* name : {"a?mode=memory", "b%20c#d", ":memory:", "file:e", "ü 'q'.db"}) {
        SCOPED_TRACE(name);
        {
            auto log = opened(folder / name);
            EXPECT_EQ(append_one(*log, command("a", "case-1")), "0@0+1");
        }
        EXPECT_TRUE(std::filesystem::exists(folder / name));
        EXPECT_EQ(number(*opened(folder / name)->size()), 1u);
    }
}

TEST(SqliteFile, SaysWhatIsMissing) {
    const Folder folder;
    const auto nothing = EventLog::open(folder / "log.db", Access::ReadOnly);
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().kind, ErrorKind::NotFound);
    const auto no_folder = EventLog::open(folder / "missing" / "log.db");
    ASSERT_FALSE(no_folder);
    EXPECT_EQ(no_folder.error().kind, ErrorKind::Unavailable);
    EXPECT_NE(no_folder.error().message.find("No such file"), std::string::npos)
        << no_folder.error().message;
}

TEST(SqliteFile, BeginsAnewInAnEmptyFileAndAfterADraftThatWasLeftBehind) {
    const Folder folder;
    std::ofstream(folder / "log.db").close();
    std::ofstream(folder / "log.db.new") << "half of a database";
    auto log = opened(folder / "log.db");
    EXPECT_EQ(append_one(*log, command("a", "case-1")), "0@0+1");
    EXPECT_FALSE(std::filesystem::exists(folder / "log.db.new"));
}

TEST(SqliteFile, HasOneWriterAndAnyNumberOfReaders) {
    const Folder folder;
    auto writer = opened(folder / "log.db");
    append_one(*writer, command("a", "case-1"));

    const auto second = EventLog::open(folder / "log.db");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Unavailable);
    EXPECT_NE(second.error().message.find("process " + std::to_string(::getpid())),
              std::string::npos)
        << second.error().message;

    auto reader = opened(folder / "log.db", Access::ReadOnly);
    EXPECT_EQ(number(*reader->size()), 1u);
    append_one(*writer, command("b", "case-1"));
    append_one(*writer, command("c", "case-2"));
    EXPECT_EQ(number(*reader->size()), 3u);
    EXPECT_EQ(*reader->head(), *writer->head());
    EXPECT_EQ(versions(*reader, "case-1"), (std::vector<std::uint64_t>{0, 1}));
    EXPECT_EQ(said(**reader->receipt("c")), "2@0+1 again");
    EXPECT_TRUE(starts_with(append_one(*reader, command("d", "case-1")), "Unavailable"));
    EXPECT_TRUE(reader->check());

    writer.reset();
    EXPECT_EQ(number(*reader->size()), 3u);
    EXPECT_EQ(append_one(*opened(folder / "log.db"), command("d", "case-1")), "3@2+1");
}

TEST(SqliteFile, SaysWhenAnotherProgramHoldsTheLock) {
    const Folder folder;
    auto log = opened(folder / "log.db");
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open((folder / "log.db").c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    const std::string outcome = append_one(*log, command("a", "case-1"));
    EXPECT_TRUE(starts_with(outcome, "Unavailable")) << outcome;
    EXPECT_NE(outcome.find("locked by another program"), std::string::npos) << outcome;
    sqlite3_close(other);
    EXPECT_EQ(append_one(*log, command("a", "case-1")), "0@0+1");
}

TEST(SqliteFile, StopsWhenAnotherProgramWroteToTheLog) {
    const Folder folder;
    auto log = opened(folder / "log.db");
    append_one(*log, command("a", "case-1"));
    meddle(folder / "log.db", "UPDATE head SET size = 5");
    EXPECT_TRUE(starts_with(append_one(*log, command("b", "case-1")), "Corrupt"));
    meddle(folder / "log.db", "UPDATE head SET size = 1");
    EXPECT_TRUE(starts_with(append_one(*log, command("b", "case-1")), "Corrupt"));
    log.reset();
    EXPECT_EQ(append_one(*opened(folder / "log.db"), command("b", "case-1")), "1@1+1");
}

// --- what was kept and does not check
// -------------------------------------------------------------------

// A log whose events are spread over rows, tables and checkpoints.
void fill(const std::filesystem::path& file) {
    auto log = opened(file);
    for (int i = 0; i < 20; ++i)
        append_one(
            *log, command("c" + std::to_string(i), "case-" + std::to_string(i % 3), "a report", 4));
    const auto root = log->verified_root(ledger::TreeSize{50});
    ASSERT_TRUE(log->store_checkpoint({ledger::TreeSize{50}, *root, "signed"}, std::nullopt));
}

TEST(SqliteCheck, FindsEachThingThatWasChanged) {
    constexpr std::pair<const char*, const char*> kChanges[] = {
        {"an event",
         "UPDATE batch SET events = replace(events, 'a report', 'A report') WHERE first = 40"},
        {"the version of an event",
         "UPDATE batch SET events = replace(events, '\"ver\":9', '\"ver\":8')"},
        {"a leaf hash", "UPDATE batch SET leaves = zeroblob(128) WHERE first = 40"},
        {"the place of a command", "UPDATE batch SET commands = zeroblob(32) WHERE first = 40"},
        {"a row", "DELETE FROM batch WHERE first = 40"},
        {"the last row", "DELETE FROM batch WHERE first = 76"},
        {"the number of events", "UPDATE batch SET count = 3 WHERE first = 40"},
        {"the size", "UPDATE head SET size = 79"},
        {"the frontier", "UPDATE head SET frontier = zeroblob(64)"},
        {"what the tables know", "UPDATE head SET folded = 40"},
        {"a stream", "UPDATE stream SET name = 'case-9' WHERE number = 1"},
        {"the root of a checkpoint", "UPDATE checkpoint SET root = zeroblob(32)"},
        {"the size of a checkpoint", "UPDATE checkpoint SET size = 49"},
        {"the frontier of a checkpoint", "UPDATE checkpoint SET frontier = zeroblob(96)"},
    };
    for (const auto& [what, sql] : kChanges) {
        SCOPED_TRACE(what);
        const Folder folder;
        fill(folder / "log.db");
        ASSERT_TRUE(opened(folder / "log.db")->check());
        meddle(folder / "log.db", sql);
        auto log = EventLog::open(folder / "log.db");
        if (!log) {
            EXPECT_EQ(log.error().kind, ErrorKind::Corrupt) << log.error().message;
            continue;
        }
        const auto sound = (*log)->check();
        ASSERT_FALSE(sound);
        EXPECT_EQ(sound.error().kind, ErrorKind::Corrupt) << sound.error().message;
    }
}

TEST(SqliteCheck, RefusesToReadOrSignAChangedEvent) {
    const Folder folder;
    fill(folder / "log.db");
    meddle(folder / "log.db",
           "UPDATE batch SET events = replace(events, 'a report', 'A report') WHERE first = 60");
    auto log = opened(folder / "log.db");
    const auto events = log->read(ledger::LeafIndex{62}, 1);
    ASSERT_FALSE(events);
    EXPECT_EQ(events.error().kind, ErrorKind::Corrupt);
    EXPECT_NE(events.error().message.find("event 62"), std::string::npos) << events.error().message;
    EXPECT_TRUE(log->read(ledger::LeafIndex{0}, 60));
    EXPECT_TRUE(log->verified_root(ledger::TreeSize{60}));
    const auto root = log->verified_root(ledger::TreeSize{80});
    ASSERT_FALSE(root);
    EXPECT_EQ(root.error().kind, ErrorKind::Corrupt);
}

// --- places that go from memory into the tables
// ---------------------------------------------------------

TEST(SqliteFold, FindsEveryCommandAndStreamInMemoryAndInTheTables) {
    const Folder folder;
    auto log = opened(folder / "log.db", Access::ReadWrite, 7'000);
    constexpr int kBatches = 40, kBatch = 1'000;  // several generations, and one on its way
    auto batch = [](int number) {
        std::vector<ledger::Command> commands;
        for (int i = 0; i < kBatch; ++i)
            commands.push_back(command("c" + std::to_string(number * kBatch + i),
                                       "case-" + std::to_string((number * 7 + i) % 1'200)));
        return commands;
    };
    // Each command has one event, so the index of a command is its number.
    auto expect_repeated = [&](int until) {
        for (int number = 0; number < until; number += 13) {
            std::uint64_t index = static_cast<std::uint64_t>(number) * kBatch;
            for (const auto& outcome : log->append(batch(number))) {
                ASSERT_TRUE(outcome) << outcome.error().message;
                ASSERT_TRUE(outcome->repeated);
                ASSERT_EQ(outcome->first_index, ledger::LeafIndex{index++});
            }
        }
    };
    for (int number = 0; number < kBatches; ++number) {
        for (const auto& outcome : log->append(batch(number))) ASSERT_TRUE(outcome);
        if (number % 13 == 12) expect_repeated(number + 1);
    }
    ASSERT_EQ(number(*log->size()), std::uint64_t{kBatches} * kBatch);
    std::uint64_t events = 0;
    const auto streams = *log->streams();
    for (const auto& stream : streams) {
        const auto found = versions(*log, stream);
        for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i], i) << stream;
        events += found.size();
    }
    EXPECT_EQ(events, std::uint64_t{kBatches} * kBatch);
    log.reset();
    log = opened(folder / "log.db", Access::ReadWrite, 7'000);
    expect_repeated(kBatches);
    EXPECT_EQ(number(*log->size()), std::uint64_t{kBatches} * kBatch);
    const auto report = log->check();
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->commands, std::uint64_t{kBatches} * kBatch);
    EXPECT_EQ(report->streams, 1'200u);
}

// --- disks that refuse
// ----------------------------------------------------------------------------------

// Runs in a child with mounts of its own; the text it returns is empty when all was as it should
// be.
std::string in_own_mounts(const std::function<std::string()>& story) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return "no pipe";
    const pid_t child = ::fork();
    if (child == 0) {
        std::string text = "not permitted";
        if (::unshare(CLONE_NEWNS) == 0 &&
            ::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0)
            text = story();
        if (::write(ends[1], text.data(), text.size()) < 0) std::_Exit(1);
        std::_Exit(0);
    }
    ::close(ends[1]);
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t size = 0; (size = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
        text.append(buffer.data(), static_cast<std::size_t>(size));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : "the child crashed: " + text;
}

TEST(SqliteDisk, SaysThatItIsFullAndGoesOnWhenThereIsRoom) {
    const Folder folder;
    const std::string said_by_child = in_own_mounts([&]() -> std::string {
        if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=4m") != 0)
            return "not permitted";
        std::ofstream(folder / "ballast") << std::string(1'000'000, 'b');
        auto log = EventLog::open(folder / "log.db");
        if (!log) return log.error().message;
        std::uint64_t kept = 0;
        std::string outcome;
        for (int i = 0; i < 1'000; ++i) {
            outcome = append_one(
                **log, command("c" + std::to_string(i), "case-1", std::string(5'000, 'x'), 20));
            if (outcome.find('@') == std::string::npos) break;
            kept += 20;
        }
        if (!starts_with(outcome, "Unavailable") || outcome.find("full") == std::string::npos)
            return outcome;
        if (number(*(*log)->size()) != kept) return "the size counts what was refused";
        if (auto events = (*log)->read(ledger::LeafIndex{0}, 100'000);
            !events || events->size() != kept)
            return "what was kept cannot be read";
        std::filesystem::remove(folder / "ballast");
        outcome = append_one(**log, command("after", "case-1"));
        if (outcome != fmt::format("{}@{}+1", kept, kept))
            return "after there was room: " + outcome;
        log->reset();
        auto again = EventLog::open(folder / "log.db");
        if (!again) return again.error().message;
        const auto sound = (*again)->check();
        return sound ? "" : sound.error().message;
    });
    if (said_by_child == "not permitted") GTEST_SKIP() << "needs the right to mount";
    EXPECT_EQ(said_by_child, "");
}

TEST(SqliteDisk, SaysThatItIsReadOnly) {
    const Folder folder;
    fill(folder / "log.db");
    const std::string said_by_child = in_own_mounts([&]() -> std::string {
        const char* path = folder.path().c_str();
        if (::mount(path, path, nullptr, MS_BIND, nullptr) != 0 ||
            ::mount(path, path, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) != 0)
            return "not permitted";
        for (const char* name : {"log.db", "new.db"}) {
            const auto log = EventLog::open(folder / name);
            if (log) return "opened for writing";
            if (log.error().kind != ErrorKind::Unavailable ||
                log.error().message.find("Read-only file system") == std::string::npos ||
                log.error().message.find((folder / name).string()) == std::string::npos)
                return log.error().message;
        }
        return "";
    });
    if (said_by_child == "not permitted") GTEST_SKIP() << "needs the right to mount";
    EXPECT_EQ(said_by_child, "");
}

}  // namespace
}  // namespace standstill::store::sqlite
