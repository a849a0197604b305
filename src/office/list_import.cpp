#include "office/list_import.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <set>
#include <tuple>

#include "office/files.h"
#include "office/list_manifest.h"
#include "office/mapped_file.h"

namespace standstill::office {

namespace {

namespace fs = std::filesystem;
using screening::Hints;
using screening::ListVersion;
using screening::Source;

constexpr std::size_t kMaxFiles = 1000;

base::Error unavailable(const fs::path& path, const std::string& says) {
    return base::fail(base::ErrorKind::Unavailable, fmt::format("{}: {}", path.string(), says));
}

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

Hints hints_of(const ImportOrder& order) {
    Hints hints;
    hints.list = order.list;
    hints.published = order.published;
    hints.columns = order.columns;
    hints.progress = order.progress;
    return hints;
}

auto by_day(const KeptList& of) { return std::tie(of.list, of.published, of.imported); }

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
        auto files = list_files(order_.paths);
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
        if (auto good = check_list_id(list->list); !good) return good.error();
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
        // The aliases without the names would be a list too, and screen nearly nobody.
        if (before != nullptr && made.format == "ofac-csv" && before->format == made.format &&
            made.files.size() < before->files.size() && !order_.accepts_shrink)
            return base::fail(
                base::ErrorKind::Conflict,
                fmt::format("{}: {} came in {} files on {} and comes in {} now: a part is missing; "
                            "the version before stays unless this is accepted (--accept-shrink)",
                            made.files.front().name, made.list, before->files.size(),
                            base::to_string(before->published), made.files.size()));
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
        sort_versions(versions_);
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

base::Result<ImportReport> import_into(const fs::path& folder, std::vector<KeptList>& versions,
                                       const ImportOrder& order) {
    std::vector<KeptList> made = versions;
    auto report = Import(folder, made, order).run();
    if (report) versions = std::move(made);
    return report;
}

void sort_versions(std::vector<KeptList>& versions) {
    std::ranges::stable_sort(versions, {}, by_day);
}

base::Status check_list_id(const std::string& id) {
    const bool is_good = !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
    if (is_good) return base::Done{};
    return base::invalid(
        fmt::format("`{}` is no id of a list: 1 to 64 of `a-z 0-9 - _ .`", id.substr(0, 80)));
}

base::Result<std::vector<std::pair<fs::path, bool>>> list_files(
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

}  // namespace standstill::office
