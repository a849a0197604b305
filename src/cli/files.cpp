#include "cli/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "cli/zone_source.h"

namespace standstill::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCaseFile = std::size_t{16} << 20;

base::Error not_there(const std::string& path) {
    return base::fail(base::ErrorKind::NotFound, fmt::format("{}: no such file or folder", path));
}

}  // namespace

base::Result<std::vector<std::string>> case_files(const std::vector<std::string>& paths) {
    std::vector<std::string> out;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!fs::exists(path, error)) return not_there(path);
        if (!fs::is_directory(path, error)) {
            out.push_back(path);
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
            std::string kind = entry.path().extension().string();
            bool is_case = kind == ".yaml" || kind == ".yml" || kind == ".json";
            // What must not read as a case has a folder of its own, and tests of its own.
            bool malformed = entry.path().parent_path().filename() == "malformed";
            if (entry.is_regular_file() && is_case && !malformed)
                out.push_back(entry.path().string());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

base::Result<review::Case> load_case(const std::string& path, review::Library& library,
                                     const law::Readings& readings) {
    auto bytes = read_file(path, kMaxCaseFile);
    if (!bytes) return bytes.error();
    auto document = base::parse_document(*bytes, path);
    if (!document) return document.error();
    return review::read_case(*document, path, library, system_zones(), readings);
}

review::ZoneSource system_zones() {
    auto known = std::make_shared<std::map<std::string, base::ZoneTable>>();
    return [known](const std::string& name) -> base::Result<base::ZoneTable> {
        auto found = known->find(name);
        if (found != known->end()) return found->second;
        auto zone = load_zone(name);
        if (zone) known->emplace(name, *zone);
        return zone;
    };
}

}  // namespace standstill::cli
