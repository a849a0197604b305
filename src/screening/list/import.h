// Lists as they are published, read into entities.
//
// Whoever has the bytes of a list asks here what they are (`sniff`) and for what they say
// (`import_list`). Nothing here touches the disk, the clock or the network; nothing of a text is
// guessed, and what could not be placed stays in the remarks of the listing or becomes a note.
// The published layouts, one by one: docs/screening-lists.md.
//
// Bounds: a source of 4 GiB, an archive of 1 GiB and 200 times its size when unpacked, a record of
// 16 MiB, a field of CSV of 1 MiB, depth 64, 16 million entries.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/instant.h"
#include "base/result.h"
#include "screening/list/entity.h"

namespace standstill::screening {

// One file of a list. The bytes may lie in a mapped file; they are read in one pass, in pieces, and
// must stay until the call returns.
struct Source {
    std::string name;  // for errors: the name of the file
    std::string_view bytes;
};

// What a list is imported with beside its bytes. Everything may be left out.
struct Hints {
    std::string list;                    // id of the list; empty: as the content says
    std::string title;                   // so
    std::optional<base::Day> published;  // wins over what the content says
    // For a CSV of one's own: which column holds what, `name` -> "Vendor legal name".
    std::vector<std::pair<std::string, std::string>> columns;
    // Told now and then how many bytes of how many are read. May be empty.
    std::function<void(std::size_t done, std::size_t of)> progress;
};

// One list as it was on one day.
struct ListVersion {
    std::string list;   // "us-ofac-sdn"
    std::string title;  // "OFAC Specially Designated Nationals and Blocked Persons"
    std::optional<base::Day> published;  // none: neither the content nor a hint says
    base::Digest digest;                 // of the bytes of its sources (digest_of)
    std::string format;                  // "ofac-csv", "un-xml", ...
    std::vector<Entity> entities;
    // What a reader should know: rows that name an entry the other file has not, and the like.
    std::vector<std::string> notes;
};

// What the bytes are, said from their beginning.
struct Sniffed {
    std::string format;
    std::string list;  // id of the list where the format or the content tells, else empty
    std::string part;  // of a list in several files: "sdn", "alt", "add", "comments", "delta"
};

// Fails with Invalid and says what was seen and what is known. An archive is looked into.
// Cost: the first 64 KiB (of an archive, unpacking them).
// With a hint for the column of names, every CSV is one of the user's own.
base::Result<Sniffed> sniff(const Source& source, const Hints& hints = {});

// Sources that are one list together, in the order in which they are read: the files of OFAC's
// legacy CSV, a FollowTheMoney file and its deltas. Everything else is a list of its own.
// Fails with the first source that sniff() refuses, and where one list has a part twice.
base::Result<std::vector<std::vector<Source>>> group(std::span<const Source> sources,
                                                     const Hints& hints = {});

// Reads one list of one or several sources. Entities are in the order of the source, names as
// written, each name once.
// Fails with Invalid, `file:line:column: ...` for text and `file:line: ...` for XML and JSON lines.
base::Result<ListVersion> import_list(std::span<const Source> sources, const Hints& hints = {});
inline base::Result<ListVersion> import_list(const Source& source, const Hints& hints = {}) {
    return import_list(std::span(&source, 1), hints);
}

// SHA-256 of the bytes of a single source; of several, SHA-256 of their digests in hexadecimal,
// sorted, each with a line feed: the order in which files are named does not matter.
base::Digest digest_of(std::span<const Source> sources);

}  // namespace standstill::screening
