#include "office/screening.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "office/files.h"
#include "office/lists.h"
#include "office/mapped_file.h"

namespace standstill::office {

namespace {

// Snapshots follow from the lists and are made again where they are missing; so many are kept.
constexpr std::size_t kSnapshots = 6;
constexpr std::size_t kScreeners = 4;  // in memory, for different days and lists

// A screener that reads in a mapped file, and the file.
struct Mapped {
    MappedFile file;
    screening::Screener screener;
};

std::string wish_text(const WantedLists& wanted) {
    return fmt::format("{} {}", wanted.as_of ? base::to_string(*wanted.as_of) : "newest",
                       fmt::join(wanted.lists, " "));
}

// Changes whenever a list has been imported.
std::string stamp_of(const std::filesystem::path& folder) {
    std::error_code error;
    const std::filesystem::path manifest = folder / "lists" / "manifest.json";
    auto time = std::filesystem::last_write_time(manifest, error);
    if (error) return "none";
    auto size = std::filesystem::file_size(manifest, error);
    return fmt::format("{} {}", time.time_since_epoch().count(), size);
}

bool wants(const WantedLists& wanted, const std::string& list) {
    return wanted.lists.empty() ||
           std::find(wanted.lists.begin(), wanted.lists.end(), list) != wanted.lists.end();
}

base::Result<std::vector<KeptList>> chosen(const Lists& lists, const WantedLists& wanted,
                                           std::span<const screening::ListVersion> shipped) {
    if (wanted.lists.empty()) return lists.all(wanted.as_of);
    std::vector<KeptList> out;
    for (const std::string& list : wanted.lists) {
        bool is_shipped = std::any_of(shipped.begin(), shipped.end(),
                                      [&](const auto& one) { return one.list == list; });
        if (is_shipped) continue;
        auto version = lists.find(list, wanted.as_of);
        if (!version) return version.error();
        out.push_back(std::move(*version));
    }
    return out;
}

// Which snapshot holds just these versions, made by just these rules.
std::string snapshot_name(std::span<const KeptList> versions,
                          std::span<const screening::ListVersion> shipped,
                          const WantedLists& wanted) {
    std::string text = screening::Screener::made_by() + "\n";
    for (const KeptList& version : versions)
        text += fmt::format("{} {} {}\n", version.list, base::to_string(version.published),
                            to_hex(version.digest));
    for (const screening::ListVersion& list : shipped)
        if (wants(wanted, list.list))
            text += fmt::format("shipped {} {}\n", list.list, to_hex(list.digest));
    return to_hex(base::sha256(text)).substr(0, 32) + ".snapshot";
}

SharedScreener open_snapshot(const std::filesystem::path& path) {
    auto file = MappedFile::open(path.string());
    if (!file) return nullptr;
    auto screener = screening::Screener::open(file->bytes());
    // Of another program or damaged: made again.
    if (!screener) return nullptr;
    auto held = std::make_shared<Mapped>(Mapped{std::move(*file), std::move(*screener)});
    return {held, &held->screener};
}

// The older ones go; the new one is kept where the folder can be written at all.
void keep_snapshot(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    const std::filesystem::path folder = path.parent_path();
    std::filesystem::create_directories(folder, error);
    if (error || !write_file(path.string(), bytes)) return;
    std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".snapshot")
            all.emplace_back(entry.last_write_time(error), entry.path());
    std::sort(all.rbegin(), all.rend());
    for (std::size_t i = kSnapshots; i < all.size(); ++i)
        std::filesystem::remove(all[i].second, error);
}

}  // namespace

Screening::Screening(std::filesystem::path folder, std::vector<screening::ListVersion> shipped)
    : folder_(std::move(folder)), shipped_(std::move(shipped)) {}

base::Result<SharedScreener> Screening::make(const WantedLists& wanted) const {
    auto lists = Lists::open(folder_);
    if (!lists) return lists.error();
    auto versions = chosen(*lists, wanted, shipped_);
    if (!versions) return versions.error();
    const std::filesystem::path path =
        folder_ / "lists" / "snapshots" / snapshot_name(*versions, shipped_, wanted);
    if (SharedScreener kept = open_snapshot(path)) return kept;
    std::vector<screening::ListVersion> loaded;
    for (const KeptList& version : *versions) {
        auto read = lists->load(version);
        if (!read) return read.error();
        // As it was kept: a person, or the day of import, may have dated it.
        read->published = version.published;
        loaded.push_back(std::move(*read));
    }
    std::vector<const screening::ListVersion*> all;
    for (const screening::ListVersion& version : loaded) all.push_back(&version);
    for (const screening::ListVersion& list : shipped_)
        if (wants(wanted, list.list)) all.push_back(&list);
    auto made = screening::Screener::make(all);
    if (!made) return made.error();
    if (!versions->empty()) keep_snapshot(path, made->bytes());
    return SharedScreener(std::make_shared<const screening::Screener>(std::move(*made)));
}

base::Result<SharedScreener> Screening::open(const WantedLists& wanted) {
    const std::string wish = wish_text(wanted), stamp = stamp_of(folder_);
    {
        std::lock_guard lock(mutex_);
        auto kept = kept_.find(wish);
        if (kept != kept_.end()) {
            if (kept->second.stamp == stamp) return kept->second.screener;
            // One asker makes the new one; the others are answered from the old one meanwhile.
            if (!being_made_.insert(wish).second) return kept->second.screener;
        }
    }
    auto made = make(wanted);
    std::lock_guard lock(mutex_);
    being_made_.erase(wish);
    if (!made) return made.error();
    if (kept_.size() >= kScreeners && !kept_.contains(wish)) kept_.clear();
    kept_[wish] = Kept{stamp, *made};
    return *made;
}

}  // namespace standstill::office
