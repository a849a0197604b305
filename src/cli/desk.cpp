#include "cli/desk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/digest.h"
#include "cli/files.h"
#include "review/case_log.h"

namespace standstill::cli {

namespace {

namespace fs = std::filesystem;

base::Result<fs::path> data_folder(const Common& common) {
    if (!common.data.empty()) return fs::path(common.data);
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0')
        return fs::path(data) / "standstill";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return fs::path(home) / ".local/share/standstill";
    return base::fail(base::ErrorKind::Unavailable,
                      "neither --data nor $HOME says where the data folder is");
}

// Writes a new key so that nobody but its owner ever sees it, and never over an old one.
base::Status write_key(const fs::path& path, const std::string& text) {
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return base::fail(
            base::ErrorKind::Unavailable,
            fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno)));
    bool good = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                ::fsync(file) == 0;
    ::close(file);
    if (!good)
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("{}: cannot be written", path.string()));
    return base::Done{};
}

base::Result<ledger::SigningKey> new_key(const fs::path& path) {
    std::array<char, 32> seed{};
    if (::getrandom(seed.data(), seed.size(), 0) != static_cast<ssize_t>(seed.size()))
        return base::fail(base::ErrorKind::Unavailable, "the system gives no randomness for a key");
    std::string_view bytes(seed.data(), seed.size());
    std::string name = "standstill.local/" + base::to_hex(base::sha256(bytes)).substr(0, 8);
    auto key = ledger::SigningKey::make(name, ledger::SignatureType::Ed25519, bytes);
    if (!key) return key.error();
    auto written = write_key(path, key->print(bytes) + "\n");
    if (!written) return written.error();
    return key;
}

base::Result<ledger::SigningKey> load_key(const fs::path& path, Desk::For purpose,
                                          bool log_is_new) {
    std::error_code error;
    if (!fs::exists(path, error)) {
        if (purpose == Desk::For::Reading || !log_is_new)
            return base::fail(
                base::ErrorKind::NotFound,
                fmt::format("{}: the key of the log is missing; put it back from your copy",
                            path.string()));
        return new_key(path);
    }
    auto text = read_file(path.string(), 4096);
    if (!text) return text.error();
    while (!text->empty() && text->back() == '\n') text->pop_back();
    auto key = ledger::SigningKey::parse(*text);
    if (!key) return base::in_context(key.error(), path.string());
    return key;
}

}  // namespace

base::Instant now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string actor_or_user(const std::string& actor) {
    if (!actor.empty()) return actor;
    if (const char* user = std::getenv("USER"); user != nullptr && *user != '\0') return user;
    return fmt::format("uid-{}", ::getuid());
}

std::string command_id(std::string_view kind, std::string_view content) {
    return fmt::format("{}:{}", kind, base::to_hex(base::sha256(content)).substr(0, 40));
}

base::Result<Desk> Desk::open(const Common& common, For purpose) {
    auto folder = data_folder(common);
    if (!folder) return folder.error();
    std::error_code error;
    if (purpose == For::Writing) {
        fs::create_directories(*folder, error);
        if (error)
            return base::fail(base::ErrorKind::Unavailable,
                              fmt::format("{}: {}", folder->string(), error.message()));
    }
    fs::path file = *folder / "standstill.db";
    bool log_is_new = !fs::exists(file, error);
    auto key = load_key(*folder / "log.key", purpose, log_is_new);
    if (!key && log_is_new && purpose == For::Reading)
        return base::fail(base::ErrorKind::NotFound,
                          fmt::format("{}: nothing has been recorded here", folder->string()));
    if (!key) return key.error();
    auto log = store::sqlite::EventLog::open(file, purpose == For::Writing
                                                       ? store::sqlite::Access::ReadWrite
                                                       : store::sqlite::Access::ReadOnly);
    if (!log) return log.error();
    return Desk(*folder, std::move(*log), std::move(*key));
}

base::Result<ledger::StoredCheckpoint> Desk::sign_head() {
    auto size = log_->size();
    if (!size) return size.error();
    auto latest = log_->latest_checkpoint();
    if (!latest) return latest.error();
    if (*latest && (*latest)->size == *size) return **latest;
    auto root = log_->verified_root(*size);
    if (!root) return root.error();
    auto note = ledger::sign_checkpoint({key_.verifier().name, *size, *root, {}}, key_);
    if (!note) return note.error();
    ledger::StoredCheckpoint checkpoint{*size, *root, *note};
    auto stored = log_->store_checkpoint(
        checkpoint, *latest ? std::optional((*latest)->size) : std::optional<ledger::TreeSize>());
    if (!stored) return stored.error();
    return checkpoint;
}

base::Status Desk::keep_rules(const law::RuleFiles& files, const law::Program& program) {
    fs::path folder = folder_ / "rules" / program.digest.substr(0, 16);
    std::error_code error;
    if (fs::exists(folder, error)) return base::Done{};
    fs::path beside = folder;
    beside += ".part";
    fs::remove_all(beside, error);
    for (const auto& [path, bytes] : law::files_of(files, program)) {
        fs::create_directories((beside / path).parent_path(), error);
        auto written = write_file((beside / path).string(), bytes);
        if (!written) return written;
    }
    fs::rename(beside, folder, error);
    if (error)
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("{}: {}", folder.string(), error.message()));
    return base::Done{};
}

base::Result<law::RuleFiles> Desk::kept_rules() const {
    std::error_code error;
    if (!fs::exists(folder_ / "rules", error)) return law::RuleFiles{};
    return read_rules((folder_ / "rules").string());
}

bool names_a_file(const std::string& name) {
    std::error_code error;
    return name == "-" || name.find_first_of("./") != std::string::npos || fs::exists(name, error);
}

base::Result<review::Case> find_case(const std::string& name, const Common& common,
                                     review::Library& library) {
    if (names_a_file(name)) return load_case(name, library);
    auto desk = Desk::open(common, Desk::For::Reading);
    if (!desk)
        return desk.error().kind == base::ErrorKind::NotFound
                   ? base::fail(base::ErrorKind::NotFound,
                                fmt::format("`{}` is neither a file nor a case on record ({})",
                                            name, desk.error().message))
                   : desk.error();
    return review::case_from_log(desk->log(), name, library, system_zones());
}

}  // namespace standstill::cli
