// Text from outside on its way into HTML or XML.
#pragma once

#include <string>
#include <string_view>

namespace standstill::base {

// Escapes & < > " ' for text and for quoted attributes. What cannot be seen but changes what is
// seen is told instead: control characters other than tab and line feed, and the bidirectional
// controls of Unicode (UAX 9), become `[U+202E]`; a byte that is no UTF-8 becomes U+FFFD.
std::string escape_markup(std::string_view text);

}  // namespace standstill::base
