#include "office/evidence_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "office/files.h"

namespace standstill::office {

namespace {

base::Error refused(const std::filesystem::path& path, std::string_view what) {
    return base::fail(base::ErrorKind::Unavailable,
                      fmt::format("{}: {}: {}", path.string(), what, std::strerror(errno)));
}

// An open file that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int get() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

base::Status write_new(const std::filesystem::path& path, std::string_view bytes) {
    constexpr mode_t kOwnerOnly = 0600;
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly));
    if (!file.is_open()) return refused(path, "cannot be made");
    if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0)
        return refused(path, "cannot be written");
    return base::Done{};
}

std::filesystem::path place_of(const std::filesystem::path& folder, const base::Digest& digest) {
    return folder / "evidence" / base::to_hex(digest);
}

}  // namespace

base::Result<base::Digest> keep_evidence(const std::filesystem::path& folder,
                                         std::string_view bytes, std::string_view unique) {
    base::Digest digest = base::sha256(bytes);
    std::filesystem::path inside = folder / "evidence", place = place_of(folder, digest);
    constexpr mode_t kOwnerOnly = 0700;
    if (::mkdir(inside.c_str(), kOwnerOnly) != 0 && errno != EEXIST)
        return refused(inside, "cannot be made");
    // Kept already, and from now on as young as a new one, which nobody sweeps away.
    if (kept_evidence(folder, digest, bytes.size()) &&
        ::utimensat(AT_FDCWD, place.c_str(), nullptr, 0) == 0)
        return digest;
    std::filesystem::path incoming = inside / fmt::format(".incoming-{}", unique);
    base::Status written = write_new(incoming, bytes);
    // A link, not a renaming: what is kept is never replaced, also not by an equal file.
    bool is_linked = written && (::link(incoming.c_str(), place.c_str()) == 0 || errno == EEXIST);
    base::Error error = !written ? written.error() : refused(place, "cannot be kept");
    ::unlink(incoming.c_str());
    if (!is_linked) return error;
    Descriptor there(::open(inside.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!there.is_open() || ::fsync(there.get()) != 0) return refused(inside, "cannot be kept");
    // What stood there before may have been damaged.
    auto kept = kept_evidence(folder, digest, bytes.size());
    if (!kept) return kept.error();
    return digest;
}

base::Result<std::string> kept_evidence(const std::filesystem::path& folder,
                                        const base::Digest& digest, std::size_t limit) {
    std::filesystem::path place = place_of(folder, digest);
    auto bytes = office::read_file(place.string(), limit);
    if (!bytes) return bytes.error();
    if (base::sha256(*bytes) != digest)
        return base::fail(
            base::ErrorKind::Corrupt,
            fmt::format("{}: the bytes are not those of the digest any more", place.string()));
    return std::move(*bytes);
}

bool has_evidence(const std::filesystem::path& folder, const base::Digest& digest) {
    std::error_code error;
    return std::filesystem::is_regular_file(place_of(folder, digest), error);
}

}  // namespace standstill::office
