#include "office/lists.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <set>
#include <tuple>

#include "base/text.h"
#include "office/files.h"
#include "office/list_manifest.h"
#include "office/mapped_file.h"

namespace standstill::office {

namespace {

namespace fs = std::filesystem;
using screening::Hints;
using screening::ListVersion;
using screening::Source;

constexpr std::size_t kMaxManifest = std::size_t{64} << 20;
constexpr std::size_t kMaxFiles = 1000;
constexpr std::uintmax_t kMaxListFile = std::uintmax_t{4} << 30;

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

// A copy of a file that is going to be imported, in the folder of lists; gone again unless kept.
struct Staged {
    fs::path from;
    fs::path part;
    bool is_of_folder = false;
    std::optional<MappedFile> map;

    Staged(fs::path source, fs::path copy, bool of_folder)
        : from(std::move(source)), part(std::move(copy)), is_of_folder(of_folder) {}
    Staged(const Staged&) = delete;
    Staged& operator=(const Staged&) = delete;
    ~Staged() {
        std::error_code ignored;
        if (!part.empty()) fs::remove(part, ignored);
    }

    base::Status copy() {
        std::error_code error;
        if (const std::uintmax_t size = fs::file_size(from, error); !error && size > kMaxListFile)
            return base::invalid(fmt::format("{}: larger than 4 GiB", from.string()));
        fs::copy_file(from, part, fs::copy_options::overwrite_existing, error);
        if (error) return unavailable(from, error.message());
        // The copy is ours: what its source allowed does not matter.
        fs::permissions(part,
                        fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read |
                            fs::perms::others_read,
                        error);
        auto opened = MappedFile::open(part.string());
        if (!opened) return opened.error();
        map.emplace(std::move(*opened));
        return base::Done{};
    }
    Source source() const { return {from.string(), map->bytes()}; }
};

base::Status flush(const fs::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool good = file >= 0 && ::fsync(file) == 0;
    const int reason = errno;
    if (file >= 0) ::close(file);
    if (!good) return unavailable(path, std::strerror(reason));
    return base::Done{};
}

// The files named, and for a folder the files in it and below, sorted; hidden ones are left out.
base::Result<std::vector<std::pair<fs::path, bool>>> files_of(
    const std::vector<std::string>& paths) {
    std::vector<std::pair<fs::path, bool>> out;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            if (!fs::is_regular_file(path, error))
                return base::fail(base::ErrorKind::NotFound,
                                  fmt::format("{}: no such file or folder", path));
            out.emplace_back(path, false);
            continue;
        }
        std::vector<fs::path> inside;
        for (auto it = fs::recursive_directory_iterator(path, error);
             !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
            const bool is_hidden = it->path().filename().string().starts_with('.');
            if (it->is_directory() && is_hidden) it.disable_recursion_pending();
            if (it->is_regular_file() && !is_hidden) inside.push_back(it->path());
        }
        if (error) return unavailable(path, error.message());
        std::ranges::sort(inside);
        for (fs::path& one : inside) out.emplace_back(std::move(one), true);
    }
    if (out.size() > kMaxFiles) return base::invalid("more than 1,000 files at once");
    return out;
}

Hints hints_of(const ImportOrder& order) {
    Hints hints;
    hints.list = order.list;
    hints.published = order.published;
    hints.columns = order.columns;
    hints.progress = order.progress;
    return hints;
}

auto by_day(const KeptList& of) { return std::tie(of.list, of.published, of.imported); }

// A list by its id in a path or on a terminal: letters, digits and few marks.
base::Status check_id(const std::string& id) {
    const bool is_good = !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
    if (is_good) return base::Done{};
    return base::invalid(
        fmt::format("`{}` is no id of a list: 1 to 64 of `a-z 0-9 - _ .`", id.substr(0, 80)));
}

// One import: stages, reads, checks, and only then keeps.
class Import {
public:
    Import(fs::path folder, std::vector<KeptList>& versions, const ImportOrder& order)
        : folder_(std::move(folder)), versions_(versions), order_(order) {}

    base::Result<ImportReport> run() {
        auto staged = stage();
        if (!staged) return staged.error();
        auto groups = group_staged();
        if (!groups) return groups.error();
        if (groups->empty()) return base::invalid("none of the files is a list");
        if (groups->size() > 1 && !order_.list.empty())
            return base::invalid(fmt::format(
                "{} lists among the files; an id is given to one at a time", groups->size()));
        ImportReport report;
        report.skipped = skipped_;
        for (const std::vector<Source>& group : *groups) {
            auto one = take(group);
            if (!one) return one.error();
            report.lists.push_back(std::move(*one));
        }
        auto kept = keep();
        if (!kept) return kept.error();
        return report;
    }

private:
    base::Status stage() {
        // What a crash left half copied; whoever copies holds the lock.
        std::error_code error;
        for (const auto& left : fs::directory_iterator(folder_ / "files", error))
            if (left.path().extension() == ".part") fs::remove(left.path(), error);
        auto files = files_of(order_.paths);
        if (!files) return files.error();
        for (auto& [path, is_of_folder] : *files) {
            staged_.emplace_back(
                path, folder_ / "files" / fmt::format("{}.{}.part", ::getpid(), staged_.size()),
                is_of_folder);
            auto copied = staged_.back().copy();
            if (!copied) return copied;
        }
        return base::Done{};
    }

    // What is no list is an error where a person named it, and left out where it lay in a folder.
    base::Result<std::vector<std::vector<Source>>> group_staged() {
        std::vector<Source> sources;
        for (const Staged& one : staged_) {
            auto seen = screening::sniff(one.source(), hints_of(order_));
            if (!seen && !one.is_of_folder) return seen.error();
            if (seen)
                sources.push_back(one.source());
            else
                skipped_.push_back(seen.error().message);
        }
        return screening::group(sources, hints_of(order_));
    }

    base::Result<bool> is_delta_alone(const std::vector<Source>& group) const {
        for (const Source& source : group) {
            auto seen = screening::sniff(source, hints_of(order_));
            if (!seen) return seen.error();
            if (seen->part != "delta") return false;
        }
        return true;
    }

    // What a delta is applied to: the newest version of its list.
    base::Result<KeptList> base_of_delta(const std::vector<Source>& group) const {
        std::vector<std::string> lists;
        for (const KeptList& one : versions_)
            if (one.format == "ftm" && (lists.empty() || lists.back() != one.list))
                lists.push_back(one.list);
        const std::string id = !order_.list.empty() ? order_.list
                               : lists.size() == 1  ? lists[0]
                                                    : "";
        const KeptList* found = nullptr;
        for (const KeptList& one : versions_)
            if (one.list == id && (!order_.published || one.published <= *order_.published))
                found = &one;
        if (found == nullptr)
            return base::fail(
                base::ErrorKind::NotFound,
                fmt::format(
                    "{}: a delta says what changed of a list, and that list is not here; import the "
                    "whole first, and name its id where there are several",
                    group.front().name));
        return *found;
    }

    base::Result<Imported> take(const std::vector<Source>& group) {
        std::vector<Source> sources = group;
        std::vector<KeptFile> files;
        Hints hints = hints_of(order_);
        auto is_delta = is_delta_alone(group);
        if (!is_delta) return is_delta.error();
        if (*is_delta) {
            auto base = base_of_delta(group);
            if (!base) return base.error();
            hints.list = base->list;
            sources.clear();
            for (const KeptFile& file : base->files) {
                auto map =
                    MappedFile::open((folder_ / "files" / base::to_hex(file.digest)).string());
                if (!map) return map.error();
                const bool is_there = std::ranges::any_of(group, [&](const Source& one) {
                    return base::sha256(one.bytes) == file.digest;
                });
                if (is_there) return Imported{*base, false, {}};
                maps_.push_back(std::move(*map));
                sources.push_back({file.name, maps_.back().bytes()});
                files.push_back(file);
            }
            sources.insert(sources.end(), group.begin(), group.end());
        }
        auto list = screening::import_list(sources, hints);
        if (!list) return list.error();
        if (auto good = check_id(list->list); !good) return good.error();
        for (const Source& source : group)
            files.push_back({fs::path(source.name).filename().string(), base::sha256(source.bytes),
                             source.bytes.size()});
        return weigh(*list, std::move(files));
    }

    base::Result<Imported> weigh(const ListVersion& list, std::vector<KeptFile> files) {
        for (const KeptList& one : versions_)
            if (one.list == list.list && one.digest == list.digest && one.columns == order_.columns)
                return Imported{one, false, list.notes};
        Imported out;
        out.notes = list.notes;
        KeptList& made = out.version;
        made.list = list.list;
        made.title = list.title;
        made.dated_by = order_.published ? DatedBy::Person
                        : list.published ? DatedBy::Content
                                         : DatedBy::Import;
        made.published =
            list.published ? *list.published : std::chrono::floor<std::chrono::days>(order_.now);
        made.imported = order_.now;
        made.digest = list.digest;
        made.format = list.format;
        made.entries = list.entities.size();
        made.files = std::move(files);
        made.columns = order_.columns;
        if (made.dated_by == DatedBy::Import)
            out.notes.push_back(
                "the file does not say of which day it is; the day of the import stands for it");
        const KeptList* before = nullptr;
        for (const KeptList& one : versions_)
            if (one.list == made.list && one.published <= made.published) before = &one;
        if (before != nullptr && 2 * made.entries < before->entries && !order_.accepts_shrink)
            return base::fail(
                base::ErrorKind::Conflict,
                fmt::format(
                    "{}: {} has {} entries, and {} on {}: more than half are gone, which is more often a "
                    "broken download than a change; the version before stays unless this is accepted "
                    "(--accept-shrink)",
                    made.files.back().name, made.list, made.entries, before->entries,
                    base::to_string(before->published)));
        versions_.push_back(made);
        std::ranges::stable_sort(versions_, {}, by_day);
        is_changed_ = true;
        return out;
    }

    // The bytes first, then the manifest that names them: a crash between the two leaves a file
    // that nobody names.
    base::Status keep() {
        if (!is_changed_) return base::Done{};
        std::set<base::Digest> named;
        for (const KeptList& version : versions_)
            for (const KeptFile& file : version.files) named.insert(file.digest);
        for (Staged& one : staged_) {
            const base::Digest digest = base::sha256(one.map->bytes());
            const fs::path home = folder_ / "files" / base::to_hex(digest);
            std::error_code error;
            if (!named.contains(digest) || fs::exists(home, error)) continue;
            if (auto flushed = flush(one.part, O_RDONLY); !flushed) return flushed;
            fs::rename(one.part, home, error);
            if (error) return unavailable(home, error.message());
            one.part.clear();
        }
        if (auto flushed = flush(folder_ / "files", O_RDONLY | O_DIRECTORY); !flushed)
            return flushed;
        return write_file_durably((folder_ / "manifest.json").string(), print_manifest(versions_));
    }

    fs::path folder_;
    std::vector<KeptList>& versions_;
    const ImportOrder& order_;
    std::deque<Staged> staged_;
    std::deque<MappedFile> maps_;
    std::vector<std::string> skipped_;
    bool is_changed_ = false;
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
    std::ranges::stable_sort(versions_, {}, by_day);
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
        if (auto good = check_id(order.list); !good) return good.error();
    std::error_code error;
    fs::create_directories(folder_ / "files", error);
    if (error) return unavailable(folder_, error.message());
    Lock lock(folder_ / "manifest.lock");
    if (!lock.is_held()) return unavailable(folder_ / "manifest.lock", std::strerror(errno));
    if (auto read = read_manifest(); !read) return read.error();
    std::vector<KeptList> versions = versions_;
    auto report = Import(folder_, versions, order).run();
    if (report) versions_ = std::move(versions);
    return report;
}

base::Result<ListVersion> read_list_files(const std::vector<std::string>& paths,
                                          const Hints& hints) {
    auto files = files_of(paths);
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
