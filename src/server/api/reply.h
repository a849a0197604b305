// What the interface answers when something is wrong, and how it reads the bodies that come in.
//
// A body is JSON (RFC 8259), read strictly, and kept with the place of every piece, so that a
// mistake names line and column.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "server/http/message.h"

namespace standstill::server::api {

// A value, or the answer that says why there is none.
template <typename T>
using Or = std::variant<T, http::Response>;

// RFC 9457, with further members: `version` beside a conflict.
http::Response problem(int status, std::string_view detail, const std::vector<std::string>& errors,
                       const boost::json::object& more = {});
// 404, 422, 409, 503 or 500, by the kind of failure; a message of several lines becomes `errors`.
// What is broken inside is told to nobody outside: 500 says so and no more.
http::Response failure(const base::Error& error, const boost::json::object& more = {});

// 415 where the body is not declared as JSON, 400 where it is none, or has a key twice.
Or<base::Node> read_body(const http::Request& request);

// 200 with the JSON.
http::Response json_answer(const boost::json::value& value, int status = 200);
// The same with an ETag; 304 where the asker has it already (RFC 9110, section 13.1.2).
http::Response tagged(http::Response response, const std::string& tag,
                      const http::Request& request);
// Whether a list of tags, as If-None-Match and If-Match have them, holds this one, or is `*`.
bool lists_tag(std::string_view list, std::string_view tag);

}  // namespace standstill::server::api
