#include "server/pages_markup.h"

#include <algorithm>

namespace standstill::server::pages {

namespace {

bool is_void(const std::string& name) {
    static const std::set<std::string> kVoid = {"meta", "link", "input", "br", "img", "hr"};
    return kVoid.count(name) != 0;
}

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':';
}

// Reads one tag from behind its `<`; where it ends, or npos.
std::size_t read_tag(const std::string& html, std::size_t at, Element& out, bool& closes_itself,
                     std::vector<std::string>& mistakes) {
    while (at < html.size() && is_name(html[at])) out.name += html[at++];
    for (;;) {
        while (at < html.size() && (html[at] == ' ' || html[at] == '\n')) ++at;
        if (at >= html.size()) return std::string::npos;
        if (html[at] == '/') closes_itself = true, ++at;
        if (at < html.size() && html[at] == '>') return at + 1;
        std::string name, value;
        while (at < html.size() && is_name(html[at])) name += html[at++];
        if (name.empty()) {
            mistakes.push_back("no attribute at `" + html.substr(at, 30) + "` in " + out.name);
            return std::string::npos;
        }
        if (at < html.size() && html[at] == '=') {
            if (html[++at] != '"') {
                mistakes.push_back("unquoted attribute " + name + " of " + out.name);
                return std::string::npos;
            }
            std::size_t end = html.find('"', ++at);
            if (end == std::string::npos) return end;
            value = html.substr(at, end - at);
            if (value.find('<') != std::string::npos)
                mistakes.push_back("`<` in the attribute " + name + " of " + out.name);
            at = end + 1;
        }
        out.attributes.emplace_back(name, value);
    }
}

bool is_entity(const std::string& html, std::size_t at) {
    std::size_t end = html.find(';', at);
    return end != std::string::npos && end - at <= 8;
}

void check_ids(const Markup& page, std::vector<std::string>& out) {
    std::set<std::string> ids;
    for (const Element& one : page.elements)
        if (one.has("id") && !ids.insert(one.attribute("id")).second)
            out.push_back("the id `" + one.attribute("id") + "` is there twice");
    for (const Element& one : page.elements)
        for (const char* name : {"aria-labelledby", "aria-describedby", "for"})
            if (one.has(name) && ids.count(one.attribute(name)) == 0)
                out.push_back(std::string(name) + " names no id: " + one.attribute(name));
}

void check_headings(const Markup& page, std::vector<std::string>& out) {
    int main = 0, level = 0;
    for (const Element& one : page.elements) {
        if (one.name.size() != 2 || one.name[0] != 'h' || one.name[1] < '1' || one.name[1] > '6')
            continue;
        int now = one.name[1] - '0';
        main += now == 1 ? 1 : 0;
        if (now > level + 1) out.push_back("a heading " + one.name + " skips a level");
        level = now;
    }
    if (main != 1) out.push_back("the page has " + std::to_string(main) + " main headings");
}

void check_inline(const Element& one, std::vector<std::string>& out) {
    if (one.name == "style") out.push_back("an inline style sheet");
    if (one.name == "script" && !one.has("src")) out.push_back("an inline script");
    for (const auto& [name, value] : one.attributes) {
        if (name == "style") out.push_back("an inline style of " + one.name);
        if (name.starts_with("on")) out.push_back("an inline handler " + name);
        if (name == "href" && value.starts_with("javascript:")) out.push_back("a script as link");
    }
}

void check_control(const Element& one, const std::set<std::string>& labelled,
                   std::vector<std::string>& out) {
    bool is_control = one.name == "input" || one.name == "select" || one.name == "textarea";
    if (!is_control || one.attribute("type") == "hidden") return;
    if (!one.has("aria-label") && labelled.count(one.attribute("id")) == 0)
        out.push_back("a control without label: " + one.attribute("name"));
}

}  // namespace

Markup read_markup(const std::string& html) {
    Markup out;
    std::vector<std::string> open;
    std::size_t at = html.starts_with("<!doctype html>") ? 15 : 0;
    while (at < html.size()) {
        if (html[at] != '<') {
            if (html[at] == '&' && !is_entity(html, at))
                out.mistakes.push_back("`&` that is no entity at " + html.substr(at, 20));
            if (html[at] == '>') out.mistakes.push_back("`>` in the text");
            out.text += html[at++];
            continue;
        }
        bool closes = html.compare(at, 2, "</") == 0, closes_itself = false;
        Element one;
        std::size_t end = read_tag(html, at + (closes ? 2 : 1), one, closes_itself, out.mistakes);
        if (end == std::string::npos || one.name.empty()) {
            out.mistakes.push_back("no tag at `" + html.substr(at, 40) + "`");
            return out;
        }
        at = end;
        if (closes) {
            if (open.empty() || open.back() != one.name)
                out.mistakes.push_back("</" + one.name + "> closes <" +
                                       (open.empty() ? "nothing" : open.back()) + ">");
            if (!open.empty()) open.pop_back();
            continue;
        }
        if (!closes_itself && !is_void(one.name)) open.push_back(one.name);
        out.elements.push_back(std::move(one));
    }
    for (const std::string& name : open) out.mistakes.push_back("<" + name + "> is not closed");
    return out;
}

std::vector<std::string> faults_of(const Markup& page) {
    std::vector<std::string> out = page.mistakes;
    check_ids(page, out);
    check_headings(page, out);
    std::set<std::string> labelled;
    for (const Element& one : page.elements)
        if (one.name == "label") labelled.insert(one.attribute("for"));
    std::size_t tables = 0, captions = 0, mains = 0;
    for (const Element& one : page.elements) {
        check_inline(one, out);
        check_control(one, labelled, out);
        tables += one.name == "table" ? 1 : 0;
        captions += one.name == "caption" ? 1 : 0;
        mains += one.name == "main" ? 1 : 0;
        if (one.name == "th" && !one.has("scope")) out.push_back("a heading cell without scope");
        if (one.name == "svg" && (one.attribute("role") != "img" || !one.has("aria-labelledby")))
            out.push_back("a picture without role or name");
        if (one.name == "html" && one.attribute("lang").empty()) out.push_back("no language");
    }
    if (tables != captions) out.push_back("a table without caption");
    if (mains != 1) out.push_back("not one main landmark");
    return out;
}

std::set<std::string> local_links(const Markup& page) {
    std::set<std::string> out;
    for (const Element& one : page.elements) {
        std::string to = one.name == "a"      ? one.attribute("href")
                         : one.name == "form" ? one.attribute("action")
                                              : "";
        if (one.name == "form" && one.attribute("method") == "post") continue;
        if (!to.starts_with("/")) continue;
        for (std::size_t i; (i = to.find("&amp;")) != std::string::npos;) to.replace(i, 5, "&");
        out.insert(to.substr(0, to.find('#')));
    }
    return out;
}

}  // namespace standstill::server::pages
