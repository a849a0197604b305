#include "server/api/operation.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "ledger/decimal.h"
#include "server/api/reply.h"

namespace standstill::server::api {

namespace {

bool is_case_id(std::string_view text) {
    auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= 100 && text[0] != '-' &&
           std::all_of(text.begin(), text.end(), good);
}

bool is_plain(std::string_view text) {
    return base::is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

// What was expected instead, or nothing.
std::string fault(const Parameter& parameter, std::string_view value) {
    switch (parameter.shape) {
        case Shape::Text:
            if (value.size() >= parameter.low && value.size() <= parameter.high && is_plain(value))
                return "";
            return fmt::format("text of {} to {} bytes without control characters", parameter.low,
                               parameter.high);
        case Shape::Choice:
            if (std::find(parameter.choices.begin(), parameter.choices.end(), value) !=
                parameter.choices.end())
                return "";
            return "one of " + base::join(parameter.choices, ", ");
        case Shape::Whole: {
            auto number = ledger::parse_decimal(value);
            if (number && *number >= parameter.low && *number <= parameter.high) return "";
            return fmt::format("a whole number from {} to {}", parameter.low, parameter.high);
        }
        case Shape::Flag:
            return value == "true" || value == "false" ? "" : "true or false";
        case Shape::Instant:
            return base::parse_instant(value)
                       ? ""
                       : "an instant with offset, like 2024-10-10T12:00:00-04:00";
        case Shape::CaseId:
            return is_case_id(value) ? "" : "the id of a case";
        case Shape::Path:
            return "";
    }
    return "";
}

void check_query(const Operation& operation, const http::Request& request,
                 std::vector<std::string>& out) {
    std::vector<std::string> known;
    for (const Parameter& parameter : operation.parameters)
        if (parameter.in == In::Query) known.push_back(parameter.name);
    for (std::size_t i = 0; i < request.query.size(); ++i) {
        const std::string& name = request.query[i].first;
        if (std::find(known.begin(), known.end(), name) == known.end())
            out.push_back(fmt::format("unknown parameter `{}`{}", name.substr(0, 80),
                                      base::did_you_mean(name, known)));
        for (std::size_t j = 0; j < i; ++j)
            if (request.query[j].first == name)
                out.push_back(fmt::format("the parameter `{}` is there twice", name.substr(0, 80)));
    }
}

}  // namespace

std::vector<std::string> mistakes(const Operation& operation, const http::Request& request) {
    std::vector<std::string> out;
    check_query(operation, request, out);
    for (const Parameter& parameter : operation.parameters) {
        std::optional<std::string_view> value;
        if (parameter.in == In::Query) value = request.parameter(parameter.name);
        if (parameter.in == In::Path) value = request.capture(parameter.name);
        if (parameter.in == In::Header) {
            std::string lower = parameter.name;
            for (char& c : lower)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
            value = request.header(lower);
        }
        if (!value) {
            if (parameter.required) out.push_back(fmt::format("`{}` is missing", parameter.name));
            continue;
        }
        std::string expected = fault(parameter, *value);
        if (!expected.empty())
            out.push_back(fmt::format("`{}` must be {}", parameter.name, expected));
    }
    return out;
}

AsyncAnswerer at_once(Answerer answer) {
    return [answer = std::move(answer)](http::Request request, identity::Caller caller,
                                        http::Reply reply) { reply(answer(request, caller)); };
}

void add(Doors& doors, const std::vector<Operation>& operations) {
    for (const Operation& operation : operations) {
        // Each door keeps its own copy of what it checks.
        auto checked = [operation](http::Request request, identity::Caller caller,
                                   http::Reply reply) {
            std::vector<std::string> wrong = mistakes(operation, request);
            // A path that names no case there can be is a path that is not there.
            for (const Parameter& parameter : operation.parameters)
                if (parameter.in == In::Path &&
                    !fault(parameter, request.capture(parameter.name)).empty())
                    return reply(problem(404, "there is nothing under this path", wrong));
            if (!wrong.empty())
                return reply(problem(400, "the request does not fit the operation", wrong));
            operation.answer(std::move(request), std::move(caller), std::move(reply));
        };
        doors.api(operation.method, operation.path, operation.needs, checked, operation.runs,
                  operation.max_body);
        for (const std::string& path : operation.also)
            doors.api(operation.method, path, operation.needs, checked, operation.runs,
                      operation.max_body);
    }
}

std::uint64_t whole(const http::Request& request, std::string_view name, std::uint64_t otherwise) {
    auto value = request.parameter(name);
    return value ? ledger::parse_decimal(*value).value_or(otherwise) : otherwise;
}

bool flag(const http::Request& request, std::string_view name) {
    return request.parameter(name) == std::optional<std::string_view>("true");
}

std::optional<base::Instant> instant(const http::Request& request, std::string_view name) {
    auto value = request.parameter(name);
    if (!value) return std::nullopt;
    auto read = base::parse_instant(*value);
    return read ? std::optional(*read) : std::nullopt;
}

}  // namespace standstill::server::api
