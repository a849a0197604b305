// Feeds as Atom has them (RFC 4287): printed, never read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace standstill::server::api {

struct Entry {
    std::string id;  // a tag: URI (RFC 4151), for ever the same
    std::string title, author, summary;
    std::string link;  // of the page for people; empty: none
    std::string category;
    base::Instant updated;
};

struct Feed {
    std::string id, title;
    std::string self;  // its own address
    base::Instant updated;
    std::vector<Entry> entries;
};

// Everything is escaped; what XML 1.0 cannot hold is left out.
std::string print(const Feed& feed);
std::string xml_text(std::string_view text);

// `tag:example.gov,2026-03-27:log/standstill/17` for an origin `example.gov/standstill`: the
// authority is what stands before the first slash, the day that of the log's first event.
std::string tag_uri(std::string_view origin, base::Instant began, std::string_view specific);

}  // namespace standstill::server::api
