// The lists of a data folder, ready to be asked by many at once.
//
// What is asked first makes the index of the newest versions; it is kept, and made again when a
// list has been imported since, by this process or another. The asker who notices makes the new
// one; all others are answered from the old one until it is there, so nobody else waits. Any thread
// may call.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "screening/list/import.h"
#include "screening/screen/screener.h"

namespace standstill::office {

using SharedScreener = std::shared_ptr<const screening::Screener>;

// Which lists: all of the folder, or those named; as of now or of a day.
struct WantedLists {
    std::vector<std::string> lists;  // by id; empty: all
    std::optional<base::Day> as_of;
};

class Screening {
public:
    // `shipped` are lists that come with the program (the table of vendors); they are searched
    // beside those of the folder.
    Screening(std::filesystem::path folder, std::vector<screening::ListVersion> shipped);

    // NotFound: a list that is named is not there, or has no version of that day.
    // Corrupt, Unavailable: as office/lists.h.
    base::Result<SharedScreener> open(const WantedLists& wanted = {});

private:
    struct Kept {
        std::string stamp;  // of what it was made of
        SharedScreener screener;
    };
    base::Result<SharedScreener> make(const WantedLists& wanted) const;

    std::filesystem::path folder_;
    std::vector<screening::ListVersion> shipped_;
    std::mutex mutex_;
    std::map<std::string, Kept> kept_;  // by what was wanted; a few
    std::set<std::string> being_made_;
};

}  // namespace standstill::office
