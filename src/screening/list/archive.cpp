#include "screening/list/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace standstill::screening {

namespace {

constexpr std::size_t kMaxFiles = 64;
constexpr std::size_t kMaxBytes = std::size_t{1} << 30;
constexpr std::size_t kMaxRatio = 200;
constexpr std::size_t kAlwaysGood = std::size_t{16} << 20;

base::Error damaged(const std::string& name, archive* from) {
    const char* says = archive_error_string(from);
    return base::invalid(fmt::format("{}: the archive is damaged or truncated ({})", name,
                                     says == nullptr ? "no reason given" : says));
}

// The name of a file in an archive is text of the outside: what is not a plain name is not told.
std::string plain(const char* name) {
    if (name == nullptr || !base::is_utf8(name)) return "file";
    std::string out = name;
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20) c = '?';
    return out;
}

base::Status read_entry(archive* from, std::size_t limit, std::size_t& total,
                        const std::string& name, std::string& out) {
    char buffer[64 << 10];
    for (;;) {
        const la_ssize_t got = archive_read_data(from, buffer, sizeof buffer);
        if (got < 0) return damaged(name, from);
        if (got == 0) return base::Done{};
        total += static_cast<std::size_t>(got);
        if (total > limit)
            return base::invalid(fmt::format(
                "{}: unpacks to more than {} MiB, which is more than a list of this size "
                "can be",
                name, limit >> 20));
        out.append(buffer, static_cast<std::size_t>(got));
    }
}

}  // namespace

bool is_archive(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") ||
           bytes.starts_with("\x1F\x8B") || (bytes.size() > 262 && bytes.substr(257, 5) == "ustar");
}

base::Result<std::vector<Unpacked>> unpack(std::string_view bytes, const std::string& name) {
    std::unique_ptr<archive, void (*)(archive*)> from(
        archive_read_new(), [](archive* made) { archive_read_free(made); });
    if (from == nullptr)
        return base::fail(base::ErrorKind::Unavailable, name + ": no memory to unpack it");
    // Only what the first bytes promise: where the raw format stood beside ZIP, a ZIP without its
    // end would pass for a file.
    if (bytes.starts_with("PK")) {
        archive_read_support_format_zip_seekable(from.get());
    } else {
        archive_read_support_filter_gzip(from.get());
        archive_read_support_format_tar(from.get());
        if (bytes.starts_with("\x1F\x8B")) archive_read_support_format_raw(from.get());
    }
    if (archive_read_open_memory(from.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        return damaged(name, from.get());
    const std::size_t limit =
        std::min(kMaxBytes, std::max(kAlwaysGood, std::min(kMaxBytes, bytes.size()) * kMaxRatio));
    std::size_t total = 0;
    std::vector<Unpacked> out;
    archive_entry* entry = nullptr;
    for (;;) {
        const int state = archive_read_next_header(from.get(), &entry);
        if (state == ARCHIVE_EOF) break;
        if (state != ARCHIVE_OK) return damaged(name, from.get());
        // Bytes that begin like gzip and go on otherwise would pass unchanged for a file.
        if (bytes.starts_with("\x1F\x8B") &&
            archive_filter_code(from.get(), 0) != ARCHIVE_FILTER_GZIP)
            return base::invalid(
                fmt::format("{}: the archive is damaged or truncated (no gzip)", name));
        if (archive_entry_filetype(entry) == AE_IFDIR) continue;
        if (out.size() == kMaxFiles)
            return base::invalid(fmt::format("{}: holds more than {} files", name, kMaxFiles));
        if (archive_entry_is_encrypted(entry) != 0)
            return base::invalid(fmt::format("{}: is encrypted; unpack it first", name));
        const bool is_raw = archive_format(from.get()) == ARCHIVE_FORMAT_RAW;
        Unpacked one{is_raw ? name : name + "/" + plain(archive_entry_pathname(entry)), {}};
        auto read = read_entry(from.get(), limit, total, one.name, one.bytes);
        if (!read) return read.error();
        if (is_archive(one.bytes))
            return base::invalid(
                fmt::format("{}: an archive in an archive; unpack the outer one first", one.name));
        out.push_back(std::move(one));
    }
    if (out.empty()) return base::invalid(fmt::format("{}: an archive with no file in it", name));
    return out;
}

}  // namespace standstill::screening
