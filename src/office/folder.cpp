#include "office/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>

#include "base/digest.h"
#include "office/files.h"

namespace standstill::office {

namespace {

namespace fs = std::filesystem;

constexpr const char* kHeadFile = "head.note";
constexpr const char* kKeyFile = "log.key";

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

base::Result<ledger::SigningKey> load_key(const fs::path& path, Folder::For purpose,
                                          bool log_is_new) {
    std::error_code error;
    if (!fs::exists(path, error)) {
        if (purpose == Folder::For::Reading || !log_is_new)
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

base::Result<ledger::SigningKey> key_in(const fs::path& folder) {
    return load_key(folder / kKeyFile, Folder::For::Reading, false);
}

base::Result<Folder> Folder::open(const fs::path& folder, For purpose,
                                  const fs::path& witness_file) {
    std::error_code error;
    if (purpose == For::Writing) {
        fs::create_directories(folder, error);
        if (error)
            return base::fail(base::ErrorKind::Unavailable,
                              fmt::format("{}: {}", folder.string(), error.message()));
    }
    fs::path file = folder / "standstill.db";
    bool log_is_new = !fs::exists(file, error);
    auto key = load_key(folder / kKeyFile, purpose, log_is_new);
    if (!key && log_is_new && purpose == For::Reading)
        return base::fail(base::ErrorKind::NotFound,
                          fmt::format("{}: nothing has been recorded here", folder.string()));
    if (!key) return key.error();
    auto log =
        store::sqlite::EventLog::open(file,
                                      purpose == For::Writing ? store::sqlite::Access::ReadWrite
                                                              : store::sqlite::Access::ReadOnly,
                                      kPlacesInMemory);
    if (!log) return log.error();
    Folder out(folder, std::move(*log), std::move(*key));
    out.head_files_.push_back(folder / kHeadFile);
    if (!witness_file.empty()) out.head_files_.push_back(witness_file);
    for (const fs::path& head : out.head_files_) {
        auto checked = out.check_head(head);
        if (!checked) out.head_trouble_ = base::in_context(checked.error(), head.string());
    }
    return out;
}

// Holds the checkpoint in a file against the log: it must be a beginning of it.
base::Status Folder::check_head(const fs::path& file) const {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return base::Done{};
    auto note = read_file(file.string(), ledger::kMaxNoteBytes);
    if (!note) return note.error();
    const ledger::VerifierKey key = key_.verifier();
    auto opened = ledger::open_checkpoint(*note, {&key, 1});
    if (!opened) return base::in_context(opened.error(), "not a checkpoint of this log");
    const ledger::Checkpoint& head = opened->checkpoint;
    auto size = log_->size();
    if (!size) return size.error();
    if (*size < head.size)
        return base::fail(
            base::ErrorKind::Conflict,
            fmt::format("a checkpoint of {} events was signed, and the log has {}: an older copy "
                        "was put back. Put the newer one back; nothing is recorded or signed until "
                        "then",
                        ledger::number(head.size), ledger::number(*size)));
    auto latest = log_->latest_checkpoint();
    if (!latest) return latest.error();
    base::Digest root;
    if (*latest && (*latest)->size == head.size) {
        root = (*latest)->root;
    } else {
        auto again = log_->verified_root(head.size);
        if (!again) return again.error();
        root = *again;
    }
    if (root == head.root) return base::Done{};
    return base::fail(
        base::ErrorKind::Conflict,
        fmt::format("the checkpoint of {} events has the root {}, this log has {}: it is another "
                    "log, or an older copy that was written to. Nothing is recorded or signed",
                    ledger::number(head.size), base::to_hex(head.root), base::to_hex(root)));
}

// Flushed before the note is given out: whoever has it can count on the files to know it.
base::Status Folder::keep_head(const std::string& note) {
    if (note == head_kept_) return base::Done{};
    for (const fs::path& file : head_files_) {
        auto written = write_file_durably(file.string(), note);
        if (!written) return written;
    }
    head_kept_ = note;
    return base::Done{};
}

base::Result<ledger::StoredCheckpoint> Folder::sign_head() {
    if (head_trouble_) return *head_trouble_;
    auto size = log_->size();
    if (!size) return size.error();
    auto latest = log_->latest_checkpoint();
    if (!latest) return latest.error();
    if (*latest && (*latest)->size == *size) {
        if (auto kept = keep_head((*latest)->note); !kept) return kept.error();
        return **latest;
    }
    auto root = log_->verified_root(*size);
    if (!root) return root.error();
    auto note = ledger::sign_checkpoint({key_.verifier().name, *size, *root, {}}, key_);
    if (!note) return note.error();
    ledger::StoredCheckpoint checkpoint{*size, *root, *note};
    auto stored = log_->store_checkpoint(
        checkpoint, *latest ? std::optional((*latest)->size) : std::optional<ledger::TreeSize>());
    if (!stored) return stored.error();
    if (auto kept = keep_head(checkpoint.note); !kept) return kept.error();
    return checkpoint;
}

base::Status Folder::keep_rules(const law::RuleFiles& files, const law::Program& program) {
    // The gate and a bundle may want the same packs kept at once.
    static std::mutex one_at_a_time;
    const std::lock_guard lock{one_at_a_time};
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

base::Result<law::RuleFiles> Folder::kept_rules() const {
    std::error_code error;
    if (!fs::exists(folder_ / "rules", error)) return law::RuleFiles{};
    return read_rules((folder_ / "rules").string());
}

}  // namespace standstill::office
