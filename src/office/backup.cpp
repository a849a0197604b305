#include "office/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

#include "office/files.h"
#include "store/sqlite/event_log.h"

namespace standstill::office {

namespace {

namespace fs = std::filesystem;

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

constexpr std::size_t kMostNote = 1'000'000;

bool ends_with_any(const std::string& name, std::initializer_list<const char*> ends) {
    for (const char* end : ends)
        if (name.ends_with(end)) return true;
    return false;
}

base::Error failed(const fs::path& path, const std::error_code& error) {
    return fail(ErrorKind::Unavailable, fmt::format("{}: {}", path.string(), error.message()));
}

// What belongs to a running process, or follows from the rest.
bool is_left_out(const std::string& name, WithKey with_key) {
    if (name == "log.key") return with_key == WithKey::No;
    return name.starts_with("index.db") || name == "head.note" ||
           ends_with_any(name, {"-wal", "-shm", "-journal", ".lock", ".part", ".new"});
}

Status copy_database(const fs::path& from, const fs::path& to) {
    auto database = store::sqlite::Database::open(from, store::sqlite::Access::ReadOnly);
    if (!database) return database.error();
    database->wait_for_locks(10'000);
    auto copy = database->prepare("VACUUM INTO ?");
    if (!copy) return copy.error();
    const std::string name = to.string();
    copy->bind_text(1, name);
    return copy->run();
}

Status copy_all(const fs::path& from, const fs::path& to, WithKey with_key, BackedUp& out) {
    std::error_code error;
    fs::create_directories(to, error);
    if (error) return failed(to, error);
    for (auto it = fs::recursive_directory_iterator(from, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        const fs::path relative = fs::relative(it->path(), from);
        const std::string name = relative.filename().string();
        if (it->is_directory()) {
            fs::create_directories(to / relative, error);
            if (error) return failed(to / relative, error);
            continue;
        }
        if (!it->is_regular_file() || is_left_out(name, with_key)) continue;
        if (name.ends_with(".db")) {
            auto copied = copy_database(it->path(), to / relative);
            if (!copied) return copied;
        } else {
            fs::copy_file(it->path(), to / relative, error);
            if (error) return failed(to / relative, error);
        }
        ++out.files;
    }
    if (error) return failed(from, error);
    return base::Done{};
}

// Everything on disk before it is called a backup.
Status flush_all(const fs::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool good = file >= 0 && ::syncfs(file) == 0;
    const int reason = errno;
    if (file >= 0) ::close(file);
    if (good) return base::Done{};
    return fail(ErrorKind::Unavailable,
                fmt::format("{}: cannot be flushed: {}", folder.string(), std::strerror(reason)));
}

// Checks a log whole; the note of its newest checkpoint comes out beside.
Result<std::string> check_log(const fs::path& file, BackedUp& out) {
    auto log = store::sqlite::EventLog::open(file, store::sqlite::Access::ReadOnly);
    if (!log) return log.error();
    auto checked = (*log)->check();
    if (!checked) return checked.error();
    out.events = checked->events;
    out.root = checked->root;
    auto latest = (*log)->latest_checkpoint();
    if (!latest) return latest.error();
    if (!*latest) return std::string();
    out.signed_size = ledger::number((*latest)->size);
    return (*latest)->note;
}

// The size that a checkpoint names, for a comparison; whoever opens the folder verifies it.
std::uint64_t size_of(const std::string& note) {
    const std::size_t line = note.find('\n');
    std::uint64_t size = 0;
    if (line != std::string::npos)
        std::from_chars(note.data() + line + 1, note.data() + note.size(), size);
    return size;
}

Status keep_head(const fs::path& file, const std::string& note) {
    if (note.empty()) return base::Done{};
    std::error_code ignored;
    if (fs::exists(file, ignored)) {
        auto there = read_file(file.string(), kMostNote);
        if (!there) return there.error();
        if (size_of(*there) >= size_of(note)) return base::Done{};
    }
    return write_file_durably(file.string(), note);
}

}  // namespace

Result<BackedUp> back_up(const fs::path& folder, const fs::path& target, WithKey with_key) {
    std::error_code error;
    if (fs::exists(target, error) && !fs::is_empty(target, error))
        return fail(
            ErrorKind::Conflict,
            fmt::format("{}: is there already; a backup goes into a new folder", target.string()));
    if (!fs::exists(folder / "standstill.db", error))
        return fail(ErrorKind::NotFound,
                    fmt::format("{}: nothing has been recorded here", folder.string()));
    BackedUp out;
    if (auto copied = copy_all(folder, target, with_key, out); !copied) return copied.error();
    auto note = check_log(target / "standstill.db", out);
    if (!note) return base::in_context(note.error(), "the copy does not check");
    if (auto kept = keep_head(target / "head.note", *note); !kept) return kept.error();
    if (auto flushed = flush_all(target); !flushed) return flushed.error();
    return out;
}

Result<BackedUp> restore(const fs::path& copy, const fs::path& folder) {
    std::error_code error;
    if (fs::exists(folder / "standstill.db", error))
        return fail(ErrorKind::Conflict,
                    fmt::format("{}: has a log already; move it away first (leave head.note)",
                                folder.string()));
    BackedUp out;
    auto note = check_log(copy / "standstill.db", out);
    if (!note) return base::in_context(note.error(), "the copy does not check");
    out = {};
    if (auto copied = copy_all(copy, folder, WithKey::Yes, out); !copied) return copied.error();
    note = check_log(folder / "standstill.db", out);
    if (!note) return note.error();
    if (auto kept = keep_head(folder / "head.note", *note); !kept) return kept.error();
    if (auto flushed = flush_all(folder); !flushed) return flushed.error();
    return out;
}

}  // namespace standstill::office
