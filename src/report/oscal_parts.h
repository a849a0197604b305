// The small pieces that all OSCAL documents are built of (NIST OSCAL 1.2.1).
//
// NIST's schemas take no empty list, no empty word, no line feed in a line, no id that is not an
// NCName, and no time without a zone of today's. These functions are where that is seen to; the
// documents above them say only what they say.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/zone.h"

namespace standstill::report::oscal {

inline constexpr std::string_view kVersion = "1.2.1";
// The namespace of our properties. Nothing is served there; the name is only a name
// (docs/formats/oscal.md).
inline constexpr std::string_view kPropertySpace = "https://standstill.example/ns/1";

// Text as one line without white space at its ends; `otherwise` where nothing is left.
std::string line(std::string_view text, std::string_view otherwise = "(nothing)");
// The same for a field that is read as Markdown: signs that Markdown gives a meaning are escaped,
// so that no text from outside becomes a heading, a link or a tag.
std::string markup(std::string_view text, std::string_view otherwise = "(nothing)");

// An id: `2(a)(i)(A)` is `2.a.i.A`, `2024/2659 step a` is `2024-2659-step-a`. Different citations
// of one pack get different ids (a test holds this for the packs shipped).
std::string token(std::string_view text);

// RFC 3339 in the zone where OSCAL knows its offset, else in UTC.
std::string stamp(base::Instant instant, const base::ZoneTable& zone);

// {"name", "ns", "value"}; with remarks where there are any.
boost::json::object prop(std::string_view name, std::string_view value,
                         std::string_view remarks = {});
boost::json::object prop(std::string_view name, const base::Digest& digest);

// A link to a resource of the same document.
boost::json::object link_to(const std::string& resource, std::string_view relation,
                            std::string_view fragment = {});

// Sets the key unless the list is empty.
void set(boost::json::object& target, std::string_view key, boost::json::array list);

boost::json::object sha256_hash(const base::Digest& digest);
boost::json::object sha256_hash(std::string_view hex);

// Whether a text is a web address that can be linked to: http or https, only the characters of
// RFC 3986, escapes that are whole. Anything else is told as text.
bool is_web_address(std::string_view text);

}  // namespace standstill::report::oscal
