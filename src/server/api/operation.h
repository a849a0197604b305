// The table of the interface: what each route takes and gives. Routes are registered from it and
// the OpenAPI description is printed from it, so neither can say what the other does not.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/site.h"

namespace standstill::server::api {

enum class In { Path, Query, Header };

// What a value must look like.
enum class Shape {
    Text,     // at most `high` bytes of UTF-8 without control characters
    Choice,   // one of `choices`
    Whole,    // a decimal number from `low` to `high`
    Flag,     // true or false
    Instant,  // RFC 3339 with offset
    CaseId,   // a-z 0-9 - , 1 to 100, begins with a letter or digit
    Path,     // the rest of a path
};

struct Parameter {
    std::string name = {};
    In in = In::Query;
    Shape shape = Shape::Text;
    std::string says = {};
    bool required = false;
    std::uint64_t low = 0, high = 200;
    std::vector<std::string> choices = {};
};

// One way in which a request can end.
struct Ending {
    int status = 200;
    std::string says = {};
    std::string schema = {};  // name among the components; empty: none
    std::string media = "application/json";
};

struct Operation {
    http::Method method = http::Method::Get;
    std::string path = {};
    std::vector<std::string> also = {};  // the same under other paths
    std::string id = {}, tag = {}, says = {};
    // Nothing: anyone may ask, with or without a token.
    std::optional<identity::Permission> needs = {};
    http::Runs runs = http::Runs::Worker;
    std::size_t max_body = http::kDefaultBody;
    std::vector<Parameter> parameters = {};
    std::string body = {};  // name of the schema; empty: no body is taken
    std::vector<Ending> endings = {};
    AsyncAnswerer answer = {};
};

// An answer that is ready when the function returns.
AsyncAnswerer at_once(Answerer answer);

// What is wrong with the parameters of a request, a sentence each: a value of another shape, one
// that is there twice, a name that the operation does not have.
std::vector<std::string> mistakes(const Operation& operation, const http::Request& request);

// Puts every operation behind its door, each checking its parameters first (400).
void add(Doors& doors, const std::vector<Operation>& operations);

// The OpenAPI 3.1 description of the operations; `schemas` are its components.
boost::json::object describe(const std::vector<Operation>& operations,
                             const boost::json::object& schemas, const SiteSettings& settings);

// A parameter that the check has passed, as a number; `otherwise` where it is not there.
std::uint64_t whole(const http::Request& request, std::string_view name, std::uint64_t otherwise);
bool flag(const http::Request& request, std::string_view name);
std::optional<base::Instant> instant(const http::Request& request, std::string_view name);

}  // namespace standstill::server::api
