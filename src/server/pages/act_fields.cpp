// What the pages of acts do alike with forms: fields, drafts, mistakes, the words of the law.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "server/pages/act_desk.h"
#include "server/pages/act_words.h"
#include "server/pages/form_writer.h"
#include "server/pages/words.h"

namespace standstill::server::pages {

namespace json = boost::json;

void put_law(json::object& data, const law::Program& program, std::string_view cite) {
    std::string_view text = text_of(program, cite);
    data["law_text"] = std::string(text);
    data["law_cite"] = std::string(cite);
    data["law_link"] = law_url(program, cite);
}

void put_mistakes(json::object& data, const Mistakes& mistakes) {
    data["has_form_mistakes"] = !mistakes.empty();
    data["form_mistakes"] = mistakes_for_page(mistakes);
    data["form_mistake_count"] = mistakes.size() == 1
                                     ? std::string("There is a problem")
                                     : fmt::format("There are {} problems", mistakes.size());
}

json::array lines_for_page(const std::vector<std::string>& lines) {
    json::array out;
    for (const std::string& one : lines) out.push_back(json::object{{"line", one}});
    return out;
}

std::optional<http::Fields> fields_of(const http::Request& request) {
    return http::parse_form(request.body);
}

std::string field_or(const http::Fields& fields, std::string_view name) {
    auto found = http::field(fields, name);
    return found ? std::string(*found) : std::string();
}

void set_field(http::Fields& fields, const std::string& name, std::string value) {
    std::erase_if(fields, [&](const auto& one) { return one.first == name; });
    fields.emplace_back(name, std::move(value));
}

bool add_row(http::Fields& fields, const std::string& asked) {
    constexpr std::string_view kAdd = "add:";
    if (asked.rfind(kAdd, 0) != 0) return false;
    std::string list = asked.substr(kAdd.size());
    std::size_t rows = std::min(rows_shown(fields, list) + 1, kMaxRows);
    set_field(fields, list + ".rows", std::to_string(rows));
    return true;
}

http::Fields answers_in(const http::Fields& fields) {
    http::Fields out;
    for (const auto& one : fields)
        if (!is_plumbing(one.first) && !one.second.empty()) out.push_back(one);
    return out;
}

std::string new_command(const Site& site) {
    constexpr std::size_t kBytes = 16;
    std::string random = site.random(kBytes);
    if (random.size() != kBytes) return "";
    std::string out = "act-";
    for (char byte : random) out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return out;
}

}  // namespace standstill::server::pages
