// Text laid out for a terminal: folded at word boundaries, continued under its own beginning.
#pragma once

#include <string>
#include <string_view>

namespace standstill::cli {

inline constexpr std::size_t kPageColumns = 100;

// `first` and then the text; lines after the first begin with `rest`. A word longer than a line
// stands alone on one. Ends with a line break; nothing for nothing to say.
std::string folded_lines(std::string_view text, std::string_view first, std::string_view rest,
                         std::size_t columns = kPageColumns);

// The width as a reader sees it: characters, not bytes.
std::size_t columns_of(std::string_view text);

}  // namespace standstill::cli
