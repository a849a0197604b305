// The conformance rules of section 4, one function per key.

#include "expectation.h"

#include <yaml-cpp/yaml.h>

#include <set>
#include <stdexcept>
#include <string_view>

#include "twin_time.h"

namespace standstill::expectation {

namespace {

namespace json = boost::json;

bool is_boolean_field(std::string_view key) {
    return key == "of_the_spyware" || key == "material" || key == "acting" ||
           key == "third_party" || key == "found";
}

json::value from_yaml(const YAML::Node& node, std::string_view key) {
    if (node.IsNull() || !node.IsDefined()) {
        return nullptr;
    }
    if (node.IsSequence()) {
        json::array all;
        for (const YAML::Node& item : node) {
            all.push_back(from_yaml(item, key));
        }
        return all;
    }
    if (node.IsMap()) {
        json::object object;
        for (const auto& member : node) {
            const std::string name = member.first.as<std::string>();
            object[name] = from_yaml(member.second, name);
        }
        return object;
    }
    const std::string text = node.as<std::string>();
    if (is_boolean_field(key) && (text == "true" || text == "false")) {
        return text == "true";
    }
    // `event` is an index in `expect` and a word in the record.
    const bool is_number =
        !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    if ((key == "days" || key == "event") && is_number) {
        return std::stoll(text);
    }
    return json::value(text);
}

// "A citation stands for its paragraph: `2(a)` is matched by `2(a)(i)(A)`, but not the other way
// round".
bool stands_for(std::string_view expected, std::string_view got) {
    return got.substr(0, expected.size()) == expected &&
           (got.size() == expected.size() || got[expected.size()] == '(');
}

std::string cite_of(const json::value& item) {
    return std::string(item.as_object().at("cite").as_string());
}

std::string listed(const json::value& items) {
    std::string all;
    for (const json::value& item : items.as_array()) {
        all += (all.empty() ? "" : ", ") + cite_of(item);
    }
    return "[" + all + "]";
}

std::string difference(std::string_view key, const std::string& expected, const std::string& got) {
    return std::string(key) + ": expected " + expected + ", got " + got;
}

bool is_same(std::string_view key, const json::value& expected, const json::value& got) {
    const bool is_instant = key == "opens_at" || key == "due";
    if (is_instant && expected.is_string() && got.is_string()) {
        return twin::parse_instant(std::string(expected.as_string())) ==
               twin::parse_instant(std::string(got.as_string()));
    }
    return expected == got;
}

json::value member(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr ? *value : json::value("(absent)");
}

bool has_cite(const json::value& items, std::string_view expected) {
    for (const json::value& item : items.as_array()) {
        if (stands_for(expected, cite_of(item))) {
            return true;
        }
    }
    return false;
}

// "there is a duty with the same `cite` and the same values of the other keys given"
bool has_duty(const json::value& duties, const json::object& expected) {
    for (const json::value& duty : duties.as_array()) {
        bool matches = true;
        for (const auto& [key, value] : expected) {
            matches = matches && is_same(key, value, member(duty.as_object(), key));
        }
        if (matches) {
            return true;
        }
    }
    return false;
}

bool has_defect(const json::value& defects, const json::object& expected) {
    for (const json::value& defect : defects.as_array()) {
        if (stands_for(std::string(expected.at("cite").as_string()), cite_of(defect)) &&
            (!expected.contains("event") ||
             expected.at("event") == defect.as_object().at("event"))) {
            return true;
        }
    }
    return false;
}

std::set<std::string> words(const json::value& items) {
    std::set<std::string> all;
    for (const json::value& item : items.as_array()) {
        all.insert(item.is_object() ? cite_of(item) : std::string(item.as_string()));
    }
    return all;
}

}  // namespace

boost::json::object load_case(const std::string& path) {
    return from_yaml(YAML::LoadFile(path), "").as_object();
}

std::vector<std::string> differences(const boost::json::object& expected,
                                     const boost::json::object& answer) {
    std::vector<std::string> all;
    for (const auto& [key, value] : expected) {
        if (key == "at" || key == "note") {
            continue;
        }
        if (key == "use" || key == "procurement" || key == "opens_at") {
            if (!is_same(key, value, member(answer, key))) {
                all.push_back(
                    difference(key, json::serialize(value), json::serialize(member(answer, key))));
            }
        } else if (key == "because") {
            for (const std::string& cite : words(value)) {
                if (!has_cite(answer.at("because"), cite)) {
                    all.push_back(difference(key, cite, listed(answer.at("because"))));
                }
            }
        } else if (key == "because_exactly") {
            if (words(value) != words(answer.at("because"))) {
                all.push_back(
                    difference(key, json::serialize(value), listed(answer.at("because"))));
            }
        } else if (key == "factors") {
            for (const auto& [leaf, state] : value.as_object()) {
                const json::value got = member(answer.at("factors").as_object(), leaf);
                if (got != state) {
                    all.push_back(difference(leaf, json::serialize(state), json::serialize(got)));
                }
            }
        } else if (key == "duties") {
            for (const json::value& duty : value.as_array()) {
                if (!has_duty(answer.at("duties"), duty.as_object())) {
                    all.push_back(difference(key, json::serialize(duty),
                                             json::serialize(answer.at("duties"))));
                }
            }
        } else if (key == "no_duties") {
            for (const std::string& cite : words(value)) {
                if (has_cite(answer.at("duties"), cite)) {
                    all.push_back(
                        difference(key, "none under " + cite, listed(answer.at("duties"))));
                }
            }
        } else if (key == "defects") {
            const bool is_none_expected = value.as_array().empty();
            if (is_none_expected && !answer.at("defects").as_array().empty()) {
                all.push_back(difference(key, "none", json::serialize(answer.at("defects"))));
            }
            for (const json::value& defect : value.as_array()) {
                if (!has_defect(answer.at("defects"), defect.as_object())) {
                    all.push_back(difference(key, json::serialize(defect),
                                             json::serialize(answer.at("defects"))));
                }
            }
        } else {
            all.push_back("unknown key `" + std::string(key) + "`");
        }
    }
    return all;
}

}  // namespace standstill::expectation
