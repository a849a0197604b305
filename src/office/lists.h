// The lists of a data folder: every version that was ever imported, with its bytes.
//
//   lists/manifest.json    which versions there are (docs/formats/lists.md)
//   lists/files/SHA256     the bytes, each once, whatever lists and versions they belong to
//
// Nothing is changed or removed: an answer of years ago names its version, and the version is
// there. An import either is whole, on disk and in the manifest, or has changed nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/instant.h"
#include "base/result.h"
#include "screening/list/import.h"

namespace standstill::office {

struct KeptFile {
    std::string name;  // as it was called when it came, without its folder
    base::Digest digest;
    std::uint64_t size = 0;

    friend bool operator==(const KeptFile&, const KeptFile&) = default;
};

// Who says of which day a version is.
enum class DatedBy { Content, Person, Import };

struct KeptList {
    std::string list;
    std::string title;
    base::Day published;
    DatedBy dated_by = DatedBy::Import;
    base::Instant imported;
    base::Digest digest;  // screening::digest_of its files
    std::string format;
    std::uint64_t entries = 0;
    std::vector<KeptFile> files;  // in the order in which they are read
    std::vector<std::pair<std::string, std::string>> columns;  // Hints::columns

    friend bool operator==(const KeptList&, const KeptList&) = default;
};

struct ImportOrder {
    std::vector<std::string> paths;  // files, and folders, of which every file that is a list
    std::string list;                // id; empty: as the content says
    std::optional<base::Day> published;
    std::vector<std::pair<std::string, std::string>> columns;
    bool accepts_shrink = false;
    base::Instant now;
    std::function<void(std::size_t done, std::size_t of)> progress;
};

struct Imported {
    KeptList version;
    bool is_new = true;  // false: these bytes are there already, and nothing was done
    std::vector<std::string> notes;
};

struct ImportReport {
    std::vector<Imported> lists;
    std::vector<std::string> skipped;  // files of folders that are no list, and why
};

class Lists {
public:
    // The lists of a data folder; an empty collection where none was imported. Fails with Corrupt
    // where the manifest cannot be read.
    static base::Result<Lists> open(const std::filesystem::path& data);

    // All versions, by list, then day, then import.
    const std::vector<KeptList>& versions() const { return versions_; }
    // The newest version of a list that is not later than the day; without a day, the newest.
    // Of two of one day, the one that was imported later. Fails with NotFound.
    base::Result<KeptList> find(const std::string& list,
                                std::optional<base::Day> as_of = std::nullopt) const;
    // The same of every list that has one.
    std::vector<KeptList> all(std::optional<base::Day> as_of = std::nullopt) const;

    // Reads the version from its bytes again. Fails with Corrupt where the bytes are not those that
    // were imported.
    base::Result<screening::ListVersion> load(const KeptList& version) const;

    // Takes lists in, all or none of them. One process at a time; another one waits.
    // Fails with Invalid where a file is no list or a broken one, and with Conflict where a list
    // has lost more than half of the entries of the version before.
    base::Result<ImportReport> import(const ImportOrder& order);

private:
    explicit Lists(std::filesystem::path folder) : folder_(std::move(folder)) {}
    base::Status read_manifest();

    std::filesystem::path folder_;  // DATA/lists
    std::vector<KeptList> versions_;
};

// One or several files as a list, without keeping anything: for a look or a comparison.
base::Result<screening::ListVersion> read_list_files(const std::vector<std::string>& paths,
                                                     const screening::Hints& hints);

}  // namespace standstill::office
