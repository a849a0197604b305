#include "office/lists.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <deque>

#include "base/text.h"
#include "office/files.h"
#include "office/list_import.h"
#include "office/list_manifest.h"
#include "office/mapped_file.h"

namespace standstill::office {

namespace {

namespace fs = std::filesystem;
using screening::Hints;
using screening::ListVersion;
using screening::Source;

constexpr std::size_t kMaxManifest = std::size_t{64} << 20;

base::Error unavailable(const fs::path& path, const std::string& says) {
    return base::fail(base::ErrorKind::Unavailable, fmt::format("{}: {}", path.string(), says));
}

// A lock that goes with the process.
class Lock {
public:
    explicit Lock(const fs::path& file)
        : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
        is_held_ = file_ >= 0 && ::flock(file_, LOCK_EX) == 0;
    }
    ~Lock() {
        if (file_ >= 0) ::close(file_);
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    bool is_held() const { return is_held_; }

private:
    int file_;
    bool is_held_ = false;
};

}  // namespace

base::Result<Lists> Lists::open(const fs::path& data) {
    Lists out(data / "lists");
    auto read = out.read_manifest();
    if (!read) return read.error();
    return out;
}

base::Status Lists::read_manifest() {
    const fs::path file = folder_ / "manifest.json";
    std::error_code error;
    versions_.clear();
    if (!fs::exists(file, error)) return base::Done{};
    auto text = read_file(file.string(), kMaxManifest);
    if (!text) return text.error();
    auto versions = parse_manifest(*text, file.string());
    if (!versions) return versions.error();
    versions_ = std::move(*versions);
    sort_versions(versions_);
    return base::Done{};
}

base::Result<KeptList> Lists::find(const std::string& list, std::optional<base::Day> as_of) const {
    const KeptList* found = nullptr;
    bool is_known = false;
    for (const KeptList& one : versions_) {
        if (one.list != list) continue;
        is_known = true;
        if (!as_of || one.published <= *as_of) found = &one;
    }
    if (found != nullptr) return *found;
    if (is_known)
        return base::fail(
            base::ErrorKind::NotFound,
            fmt::format("no version of `{}` is of {} or before", list, base::to_string(*as_of)));
    std::vector<std::string> ids;
    for (const KeptList& one : all()) ids.push_back(one.list);
    return base::fail(base::ErrorKind::NotFound, fmt::format("no list `{}` was imported{}", list,
                                                             base::did_you_mean(list, ids)));
}

std::vector<KeptList> Lists::all(std::optional<base::Day> as_of) const {
    std::vector<KeptList> out;
    for (const KeptList& one : versions_) {
        if (as_of && one.published > *as_of) continue;
        if (!out.empty() && out.back().list == one.list)
            out.back() = one;
        else
            out.push_back(one);
    }
    return out;
}

base::Result<ListVersion> Lists::load(const KeptList& version) const {
    std::deque<MappedFile> maps;
    std::vector<Source> sources;
    for (const KeptFile& file : version.files) {
        const fs::path path = folder_ / "files" / base::to_hex(file.digest);
        auto map = MappedFile::open(path.string());
        if (!map)
            return base::fail(base::ErrorKind::Corrupt,
                              fmt::format("the bytes of {} ({}) are gone: {}", version.list,
                                          file.name, map.error().message));
        if (base::sha256(map->bytes()) != file.digest)
            return base::fail(
                base::ErrorKind::Corrupt,
                fmt::format("{}: the bytes of {} ({}) are not those that were imported",
                            path.string(), version.list, file.name));
        maps.push_back(std::move(*map));
        sources.push_back({file.name, maps.back().bytes()});
    }
    Hints hints;
    hints.list = version.list;
    hints.title = version.title;
    hints.published = version.published;
    hints.columns = version.columns;
    return screening::import_list(sources, hints);
}

base::Result<ImportReport> Lists::import(const ImportOrder& order) {
    if (!order.list.empty())
        if (auto good = check_list_id(order.list); !good) return good.error();
    std::error_code error;
    fs::create_directories(folder_ / "files", error);
    if (error) return unavailable(folder_, error.message());
    Lock lock(folder_ / "manifest.lock");
    if (!lock.is_held()) return unavailable(folder_ / "manifest.lock", std::strerror(errno));
    if (auto read = read_manifest(); !read) return read.error();
    return import_into(folder_, versions_, order);
}

base::Result<ListVersion> read_list_files(const std::vector<std::string>& paths,
                                          const Hints& hints) {
    auto files = list_files(paths);
    if (!files) return files.error();
    std::deque<std::string> bytes;
    std::vector<Source> sources;
    for (const auto& [path, is_of_folder] : *files) {
        auto read = read_file(path.string(), kMaxListFile);
        if (!read) return read.error();
        bytes.push_back(std::move(*read));
        sources.push_back({path.string(), bytes.back()});
    }
    auto groups = screening::group(sources, hints);
    if (!groups) return groups.error();
    if (groups->size() != 1)
        return base::invalid(
            fmt::format("{}: {} lists, expected one", paths.front(), groups->size()));
    return screening::import_list(groups->front(), hints);
}

}  // namespace standstill::office
