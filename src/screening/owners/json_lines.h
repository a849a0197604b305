// JSON lines with their places, and the few questions that readers of them ask.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::screening::owners {

inline constexpr std::size_t kMostLineBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMostJsonDepth = 32;
inline constexpr std::size_t kMostFileBytes = std::size_t{4} << 30;

// One value of at most kMostLineBytes and kMostJsonDepth, well-formed UTF-8. Fails with Invalid,
// `where` before the message.
base::Result<boost::json::value> parse_json(std::string_view text, const std::string& where);

// Calls `take` with each line that is not blank and `file:line`. Fails with the first failure.
base::Status each_line(
    std::string_view text, const std::string& name,
    const std::function<base::Status(boost::json::object line, const std::string& where)>& take);

// The text at a key; fails with Invalid when absent or no text.
base::Result<std::string> text_at(const boost::json::object& object, std::string_view key,
                                  const std::string& where);
// The text at a key, or nothing when absent or no text.
std::string text_or_nothing(const boost::json::object& object, std::string_view key);

}  // namespace standstill::screening::owners
