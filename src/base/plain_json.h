// JSON that says nothing unusual, read fast.
//
// Most bodies that other systems send are small, printable ASCII and flat. For these the reader of
// documents (base/document.h), which knows all of YAML, takes most of the time of a request. This
// one reads them to the same tree with the same places, and leaves alone whatever it is not sure
// of; so it decides nothing, and who calls it reads the rest with parse_document.
#pragma once

#include <optional>
#include <string_view>

#include "base/document.h"

namespace standstill::base {

// The tree that parse_document gives for this text; nothing where the text is no JSON object or
// list, or has a key twice, a word of another alphabet, an escape by number, a tab, or more than 16
// levels.
std::optional<Node> read_plain_json(std::string_view text);

}  // namespace standstill::base
