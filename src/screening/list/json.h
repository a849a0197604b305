// JSON of lists, one entry at a time: JSON lines, and the elements of one long array.
//
// Bounds: 16 MiB an entry, depth 32 (Boost.JSON), 16 MiB for what stands around the array.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::screening {

struct JsonRead {
    // An entry and its line.
    std::function<base::Status(const boost::json::object&, int line)> on_entry;
    std::function<void(std::size_t done)> on_progress;
};

// One object a line; blank lines are skipped. Fails with Invalid, `name:line: ...`.
base::Status read_json_lines(std::string_view bytes, const std::string& name, const JsonRead& read);

// A document that is an array of objects (`key` empty), or an object that has one at `key`. What
// stands around the array goes to `around`, with an empty array in its place.
base::Status read_json_array(std::string_view bytes, const std::string& name, std::string_view key,
                             const JsonRead& read, boost::json::object& around);

// One object; fails with Invalid, `name:line: ...`.
base::Result<boost::json::object> parse_json_object(std::string_view text, const std::string& name,
                                                    int line);

// The text at a key, or empty; the texts at a key that holds one text or an array of texts.
std::string_view text_at(const boost::json::object& object, std::string_view key);
std::vector<std::string_view> texts_at(const boost::json::object& object, std::string_view key);
// The object at a key, or nullptr.
const boost::json::object* object_at(const boost::json::object& object, std::string_view key);

}  // namespace standstill::screening
