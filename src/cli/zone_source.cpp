#include "cli/zone_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "cli/zone_file.h"

namespace standstill::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabase = "/usr/share/zoneinfo";

// Names are joined to a path, so only what a zone's name can be made of gets that far.
bool is_zone_name(std::string_view name) {
    auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-' || c == '+' || c == '/';
    };
    // `posix/` repeats the database and `right/` counts leap seconds; neither is a place.
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, belongs) &&
           name.front() != '/' && !name.starts_with("posix") && !name.starts_with("right/") &&
           name != "localtime";
}

// The file, or as much of it as is asked for; empty where it cannot be read.
std::string bytes_of(const fs::path& path, std::size_t most) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return {};
    std::ifstream file(path, std::ios::binary);
    std::string bytes(most, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(most));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

}  // namespace

std::vector<std::string> zone_names() {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(kDatabase, error), end; !error && entry != end;
         entry.increment(error)) {
        std::string name = entry->path().lexically_relative(kDatabase).generic_string();
        if (name == "posix" || name == "right") entry.disable_recursion_pending();
        if (is_zone_name(name) && bytes_of(entry->path(), 4) == "TZif")
            names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return names;
}

base::Result<base::ZoneTable> load_zone(const std::string& name) {
    std::error_code error;
    if (!fs::is_directory(kDatabase, error))
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("no time zones at {}, is tzdata installed?", kDatabase));
    std::string bytes;
    // One byte more than a zone may have, so that a longer file is seen to be longer.
    if (is_zone_name(name)) bytes = bytes_of(fs::path(kDatabase) / name, (256U << 10) + 1);
    if (bytes.empty()) {
        auto names = zone_names();
        return base::fail(base::ErrorKind::NotFound, fmt::format("unknown time zone `{}`{}", name,
                                                                 base::did_you_mean(name, names)));
    }
    return parse_zone_file(bytes, name);
}

}  // namespace standstill::cli
