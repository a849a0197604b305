#include "ledger/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>

#include "base/text.h"

namespace standstill::ledger {

namespace {

using base::invalid;
using base::Result;

constexpr std::size_t kBlock = 512;
constexpr std::size_t kEnd = 2 * kBlock;
constexpr std::size_t kMaxName = 100;
constexpr std::uint64_t kMaxFile = (std::uint64_t{1} << 33) - 1;  // eleven octal digits
constexpr std::size_t kSizeAt = 124;

using Header = std::array<char, kBlock>;

bool is_file_name(std::string_view name) {
    if (name.empty() || name.size() > kMaxName) return false;
    bool letters = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("._+@=-/").find(c) != std::string_view::npos;
    });
    if (!letters) return false;
    auto parts = base::split(name, '/');
    return std::none_of(parts.begin(), parts.end(), [](const std::string& part) {
        return part.empty() || part == "." || part == "..";
    });
}

// POSIX.1-1988 ustar, the fields at their offsets.
Header header_of(std::string_view name, std::uint64_t size) {
    Header header{};
    auto put = [&](std::size_t at, std::string_view text) {
        std::memcpy(header.data() + at, text.data(), text.size());
    };
    put(0, name);
    put(100, "0000644");  // mode
    put(108, "0000000");  // owner
    put(116, "0000000");  // group
    put(kSizeAt, fmt::format("{:011o}", size));
    put(136, "00000000000");  // time
    put(148, "        ");     // the checksum counts itself as spaces
    put(156, "0");            // a regular file
    put(257, std::string_view("ustar\00000", 8));
    put(329, "0000000");  // device
    put(337, "0000000");
    unsigned sum = 0;
    for (char c : header) sum += static_cast<unsigned char>(c);
    put(148, fmt::format("{:06o}", sum));
    header[154] = '\0';
    return header;
}

std::optional<std::uint64_t> octal(std::string_view digits) {
    std::uint64_t value = 0;
    for (char c : digits) {
        if (c < '0' || c > '7') return std::nullopt;
        value = value << 3 | static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

std::size_t padded(std::size_t size) { return (size + kBlock - 1) / kBlock * kBlock; }

bool is_zero(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

}  // namespace

Result<std::string> write_archive(const Files& files) {
    std::size_t size = kEnd;
    for (const auto& [name, bytes] : files) {
        if (!is_file_name(name))
            return invalid(fmt::format("`{}` cannot be the name of a file in an archive", name));
        if (bytes.size() > kMaxFile) return invalid(fmt::format("`{}` is longer than 8 GiB", name));
        size += kBlock + padded(bytes.size());
    }
    std::string out;
    out.reserve(size);
    for (const auto& [name, bytes] : files) {
        Header header = header_of(name, bytes.size());
        out.append(header.data(), header.size());
        out += bytes;
        out.append(padded(bytes.size()) - bytes.size(), '\0');
    }
    out.append(kEnd, '\0');
    return out;
}

Result<std::vector<ArchiveFile>> read_archive(std::string_view bytes) {
    std::vector<ArchiveFile> files;
    std::size_t at = 0;
    auto bad = [&](std::string_view why) {
        return invalid(fmt::format("not an archive, at byte {}: {}", at, why));
    };
    while (true) {
        if (bytes.size() - at < kBlock) return bad("it ends within a header");
        std::string_view header = bytes.substr(at, kBlock);
        if (header[0] == '\0') break;
        std::string_view name = header.substr(0, kMaxName);
        name = name.substr(0, name.find('\0'));
        auto size = octal(header.substr(kSizeAt, 11));
        if (!is_file_name(name) || !size) return bad("not the header of a file");
        Header expected = header_of(name, *size);
        if (header != std::string_view(expected.data(), expected.size()))
            return bad("a header that is not written as it would be");
        if (!files.empty() && files.back().name >= name)
            return bad(fmt::format("`{}` is not in order", name));
        std::size_t begin = at + kBlock;
        if (*size > bytes.size() - begin || padded(*size) > bytes.size() - begin)
            return bad(fmt::format("`{}` has fewer than {} bytes", name, *size));
        files.push_back({name, bytes.substr(begin, *size)});
        at = begin + *size;
        if (!is_zero(bytes.substr(at, padded(*size) - *size)))
            return bad("bytes after the end of a file");
        at = begin + padded(*size);
    }
    if (bytes.size() - at != kEnd || !is_zero(bytes.substr(at)))
        return bad("it does not end in two empty blocks");
    return files;
}

const ArchiveFile* find_file(const std::vector<ArchiveFile>& files, std::string_view name) {
    auto found =
        std::lower_bound(files.begin(), files.end(), name,
                         [](const ArchiveFile& file, std::string_view n) { return file.name < n; });
    return found != files.end() && found->name == name ? &*found : nullptr;
}

}  // namespace standstill::ledger
