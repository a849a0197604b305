// Seals: how an event commits to content that is kept elsewhere.
//
//   seal = SHA-256(0x02 || salt of 32 bytes || content)
//
// The leaf holds the seal, never the content and never its bare hash: what can be guessed (a name,
// a yes) could be found from a bare hash by trying. The salt is kept with the content; when both
// are destroyed, every proof still holds and nobody can tell what was sealed. The prefix keeps a
// seal from being a leaf or a node. The format is described in ../docs/formats/seal.md.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"

namespace standstill::ledger {

inline constexpr std::size_t kSaltBytes = 32;

// What stands in `seals` of an event: {"label":..,"marking":..,"seal":..,"size_class":..}
struct Seal {
    base::Digest seal;
    std::string label;             // what was sealed, in a word: a-z 0-9 _ - . , 1 to 64
    std::string marking;           // how it must be handled: A-Z 0-9 / space - , 1 to 64
    std::uint64_t size_class = 0;  // the least power of two, from 256, that holds the content

    friend bool operator==(const Seal&, const Seal&) = default;
};

std::uint64_t size_class_of(std::uint64_t content_bytes);

// The salt must be fresh and unpredictable: 32 bytes of a good source, never used twice. Fails with
// Invalid when it is not 32 bytes, or a text is outside its grammar.
base::Result<Seal> make_seal(std::string_view salt, std::string_view content, std::string label,
                             std::string marking);

// The file that opens a seal: the salt, then the content.
std::string seal_object(std::string_view salt, std::string_view content);
// The content, if the object is what was sealed. Fails with Corrupt when it is not.
base::Result<std::string_view> open_seal(const Seal& seal, std::string_view object);

boost::json::value to_json(const Seal& seal);
base::Result<Seal> seal_from_json(const boost::json::value& value);
// All seals of an event. Fails with Invalid, naming which.
base::Result<std::vector<Seal>> seals_from_json(const boost::json::array& seals);

}  // namespace standstill::ledger
