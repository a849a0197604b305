#include "screening/owners/json_lines.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

#include "base/text.h"

namespace standstill::screening::owners {

namespace json = boost::json;

base::Result<json::value> parse_json(std::string_view text, const std::string& where) {
    if (text.size() > kMostLineBytes)
        return base::invalid(fmt::format("{}: a value of {} bytes is longer than the bound of {}",
                                         where, text.size(), kMostLineBytes));
    if (!base::is_utf8(text)) return base::invalid(where + ": the text is not UTF-8");
    json::parse_options options;
    options.max_depth = kMostJsonDepth;
    boost::system::error_code error;
    json::value value = json::parse(text, error, {}, options);
    if (error)
        return base::invalid(
            fmt::format("{}: `{}` is no JSON: {}", where, text.substr(0, 40), error.message()));
    return value;
}

base::Status each_line(
    std::string_view text, const std::string& name,
    const std::function<base::Status(json::object line, const std::string& where)>& take) {
    if (text.size() > kMostFileBytes)
        return base::invalid(fmt::format("{}: a file of {} bytes is longer than the bound of {}",
                                         name, text.size(), kMostFileBytes));
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        ++number;
        if (base::is_blank(line)) continue;
        std::string where = fmt::format("{}:{}", name, number);
        auto value = parse_json(line, where);
        if (!value) return value.error();
        if (!value->is_object())
            return base::invalid(where + ": expected a JSON object on each line");
        auto taken = take(std::move(value->get_object()), where);
        if (!taken) return taken;
    }
    return base::Done{};
}

std::string text_or_nothing(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

base::Result<std::string> text_at(const json::object& object, std::string_view key,
                                  const std::string& where) {
    std::string text = text_or_nothing(object, key);
    if (text.empty()) return base::invalid(fmt::format("{}: `{}` must be a text", where, key));
    return text;
}

}  // namespace standstill::screening::owners
