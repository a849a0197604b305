// Which lists a screening searches.
#include "cli/desk.h"
#include "cli/screen.h"
#include "cli/shipped.h"
#include "office/mapped_file.h"
#include "office/screening.h"

namespace standstill::cli {

namespace {

using SharedScreener = std::shared_ptr<const screening::Screener>;

// Files as they are, each a list; those of one list in several files together.
base::Result<SharedScreener> screener_of_files(const ScreenOptions& options,
                                               std::vector<screening::ListVersion> lists) {
    std::vector<office::MappedFile> files;
    std::vector<screening::Source> sources;
    for (const std::string& path : options.list_files) {
        auto file = office::MappedFile::open(path);
        if (!file) return file.error();
        files.push_back(std::move(*file));
    }
    for (std::size_t i = 0; i < files.size(); ++i)
        sources.push_back({options.list_files[i], files[i].bytes()});
    auto groups = screening::group(sources);
    if (!groups) return groups.error();
    for (const std::vector<screening::Source>& group : *groups) {
        auto read = screening::import_list(group);
        if (!read) return read.error();
        lists.push_back(std::move(*read));
    }
    std::vector<const screening::ListVersion*> all;
    for (const screening::ListVersion& list : lists) all.push_back(&list);
    auto made = screening::Screener::make(all);
    if (!made) return made.error();
    return SharedScreener(std::make_shared<const screening::Screener>(std::move(*made)));
}

}  // namespace

base::Result<SharedScreener> open_screener(const Common& common, const ScreenOptions& options) {
    std::vector<screening::ListVersion> shipped;
    if (!options.without_vendors) {
        auto lists = shipped_lists();
        if (!lists) return lists.error();
        shipped = std::move(*lists);
    }
    if (!options.list_files.empty()) {
        if (!options.as_of.empty() || !options.lists.empty())
            return base::invalid(
                "--list-file searches files as they are; --as-of and --list are "
                "for the lists of the data folder");
        return screener_of_files(options, std::move(shipped));
    }
    office::WantedLists wanted;
    wanted.lists = options.lists;
    if (!options.as_of.empty()) {
        auto day = base::parse_day(options.as_of);
        if (!day) return base::in_context(day.error(), "--as-of");
        wanted.as_of = *day;
    }
    auto folder = data_folder(common);
    if (!folder) return folder.error();
    return office::Screening(*folder, std::move(shipped)).open(wanted);
}

}  // namespace standstill::cli
