#include "server/pages/templates.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <kainjow/mustache.hpp>
#include <map>
#include <set>

#include "base/markup.h"

namespace standstill::server::pages {

// Made by cmake/embed_text.cmake from templates/: `layout`, `cases/overview`, ...
std::map<std::string, std::string> embedded_templates();

namespace {

namespace json = boost::json;
namespace mustache = kainjow::mustache;

mustache::data to_data(const json::value& value) {
    switch (value.kind()) {
        case json::kind::object: {
            mustache::object out;
            out.reserve(value.get_object().size());
            for (const auto& [key, item] : value.get_object())
                out.emplace(std::string(key), to_data(item));
            return out;
        }
        case json::kind::array: {
            mustache::list out;
            out.reserve(value.get_array().size());
            for (const json::value& item : value.get_array()) out.push_back(to_data(item));
            return out;
        }
        case json::kind::string:
            if (value.get_string().empty()) return false;
            return std::string(value.get_string());
        case json::kind::bool_:
            return value.get_bool();
        case json::kind::null:
            return false;
        default:
            return json::serialize(value);
    }
}

// Puts parts in their places, `{{>parts/cite}}`, before the template is read. A part may have parts
// but not itself.
std::string with_parts(const std::map<std::string, std::string>& all, const std::string& text,
                       std::set<std::string> inside, std::string& mistake) {
    std::string out;
    std::size_t from = 0;
    for (;;) {
        std::size_t begin = text.find("{{>", from);
        std::size_t end = begin == std::string::npos ? begin : text.find("}}", begin);
        if (end == std::string::npos) break;
        std::string name = text.substr(begin + 3, end - begin - 3);
        auto part = all.find(name);
        out += text.substr(from, begin - from);
        from = end + 2;
        if (part == all.end() || inside.count(name) != 0) {
            mistake = "no such part: " + name;
            continue;
        }
        auto deeper = inside;
        deeper.insert(name);
        std::string filled = with_parts(all, part->second, deeper, mistake);
        while (!filled.empty() && filled.back() == '\n') filled.pop_back();
        out += filled;
    }
    return out + text.substr(from);
}

}  // namespace

struct Templates::All {
    // Rendering changes nothing in a template as long as no partial or lambda of the library's own
    // is used; its interface is not const all the same.
    std::map<std::string, std::unique_ptr<mustache::mustache>, std::less<>> templates;
    std::vector<std::string> mistakes;
};

Templates::Templates() : all_(std::make_unique<All>()) {
    auto texts = embedded_templates();
    for (const auto& [name, text] : texts) {
        std::string mistake;
        auto one = std::make_unique<mustache::mustache>(with_parts(texts, text, {name}, mistake));
        if (mistake.empty() && !one->is_valid()) mistake = one->error_message();
        if (!mistake.empty()) {
            all_->mistakes.push_back(name + ": " + mistake);
            continue;
        }
        one->set_custom_escape([](const std::string& raw) { return base::escape_markup(raw); });
        all_->templates.emplace(name, std::move(one));
    }
}

Templates::~Templates() = default;

bool Templates::has(std::string_view name) const { return all_->templates.contains(name); }

const std::vector<std::string>& Templates::mistakes() const { return all_->mistakes; }

std::string Templates::fill(std::string_view name, const json::object& data) const {
    auto found = all_->templates.find(name);
    if (found == all_->templates.end())
        return "<p class=\"program-mistake\">The program has no template called " +
               base::escape_markup(name) + ".</p>\n";
    return found->second->render(to_data(data));
}

}  // namespace standstill::server::pages
