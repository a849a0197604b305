#include "report/oscal_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <set>

#include "base/digest.h"

namespace standstill::report {

namespace {

namespace json = boost::json;

const std::string& empty() {
    static const std::string kEmpty;
    return kEmpty;
}

std::string text_at(const json::object& in, std::string_view key) {
    const json::value* value = in.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : empty();
}

// Calls visit(path, object) for every object below a value, parents first.
template <typename Visit>
void walk(const json::value& value, const std::string& path, const Visit& visit) {
    if (value.is_object()) {
        visit(path, value.get_object());
        for (const auto& [key, child] : value.get_object())
            walk(child, path + "/" + std::string(key), visit);
    } else if (value.is_array()) {
        std::size_t n = 0;
        for (const json::value& child : value.get_array())
            walk(child, fmt::format("{}/{}", path, n++), visit);
    }
}

// A reference by UUID: the key that holds it, and what it points at.
struct Reference {
    std::string_view key;
    std::string_view to;
};
constexpr Reference kReferences[] = {{"observation-uuid", "observations"},
                                     {"risk-uuid", "risks"},
                                     {"party-uuid", "parties"},
                                     {"subject-uuid", "components"},
                                     {"task-uuid", "tasks"},
                                     {"finding-uuid", "findings"},
                                     {"actor-uuid", "parties assessment-platforms components"}};

// A key whose value must be one of a list, for objects of whose path the last name is `in`.
struct Allowed {
    std::string_view in, key;
    std::vector<std::string_view> words;
};
const std::vector<Allowed>& allowed() {
    static const std::vector<Allowed> kAllowed = {
        {"status",
         "state",
         {"satisfied", "not-satisfied", "under-development", "operational", "disposition",
          "other"}},
        {"status", "reason", {"pass", "fail", "other"}},
        {"target", "type", {"statement-id", "objective-id"}},
        {"actors", "type", {"tool", "assessment-platform", "party"}},
        {"tasks", "type", {"milestone", "action"}},
        {"parties", "type", {"person", "organization"}},
        {"hashes", "algorithm", {"SHA-256"}},
        {"risks",
         "status",
         {"open", "investigating", "remediating", "deviation-requested", "deviation-approved",
          "closed"}},
        {"maps",
         "relationship",
         {"equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with"}},
        {"mappings", "status", {"complete", "not-complete", "draft", "deprecated", "superseded"}},
        {"provenance", "method", {"human", "automation", "hybrid"}},
        {"provenance", "matching-rationale", {"syntactic", "semantic", "functional"}},
        {"components", "type", {"software", "service"}}};
    return kAllowed;
}

// `risks` of `/assessment-results/results/0/risks/3`.
std::string list_of(const std::string& path) {
    std::string_view rest(path);
    while (!rest.empty()) {
        std::size_t slash = rest.rfind('/');
        std::string_view name = rest.substr(slash == std::string_view::npos ? 0 : slash + 1);
        if (!name.empty() && (name[0] < '0' || name[0] > '9')) return std::string(name);
        if (slash == std::string_view::npos) break;
        rest = rest.substr(0, slash);
    }
    return "";
}

// What one document defines.
struct Definitions {
    std::map<std::string, std::set<std::string>> uuids;  // by list
    std::set<std::string> controls, objectives, parameters, roles, resources;
};

Definitions definitions_of(const json::object& document) {
    Definitions out;
    walk(json::value(document), "", [&](const std::string& path, const json::object& at) {
        std::string list = list_of(path);
        if (std::string uuid = text_at(at, "uuid"); !uuid.empty()) out.uuids[list].insert(uuid);
        std::string id = text_at(at, "id");
        if (id.empty()) return;
        if (list == "controls") out.controls.insert(id);
        if (list == "params") out.parameters.insert(id);
        if (list == "roles") out.roles.insert(id);
        if (list == "parts" && text_at(at, "name") == "assessment-objective")
            out.objectives.insert(id);
    });
    out.resources = out.uuids["resources"];
    return out;
}

class Checker {
public:
    explicit Checker(const std::map<std::string, json::object>& files) : files_(files) {
        for (const auto& [file, document] : files_) {
            definitions_[file] = definitions_of(document);
            const Definitions& of = definitions_[file];
            controls_.insert(of.controls.begin(), of.controls.end());
            objectives_.insert(of.objectives.begin(), of.objectives.end());
            parameters_.insert(of.parameters.begin(), of.parameters.end());
        }
    }

    std::vector<std::string> run() {
        for (const auto& [file, document] : files_) {
            file_ = &file;
            here_ = &definitions_[file];
            find_duplicates(document);
            walk(json::value(document), "", [&](const std::string& path, const json::object& at) {
                check_references(path, at);
                check_words(path, at);
                check_finding(path, at);
                check_resource(path, at);
            });
        }
        return std::move(mistakes_);
    }

private:
    void fail(const std::string& path, const std::string& what) {
        mistakes_.push_back(fmt::format("{}: {}: {}", *file_, path, what));
    }

    void find_duplicates(const json::object& document) {
        std::set<std::string> uuids, ids;
        walk(json::value(document), "", [&](const std::string& path, const json::object& at) {
            if (std::string uuid = text_at(at, "uuid"); !uuid.empty() && !uuids.insert(uuid).second)
                fail(path, fmt::format("the uuid {} is taken", uuid));
            std::string id = text_at(at, "id");
            if (!id.empty() && !path.ends_with("/system-id") && !ids.insert(id).second)
                fail(path, fmt::format("the id {} is taken", id));
        });
    }

    bool has_uuid(std::string_view lists, const std::string& uuid) const {
        return std::any_of(here_->uuids.begin(), here_->uuids.end(), [&](const auto& each) {
            return lists.find(each.first) != std::string_view::npos && !each.first.empty() &&
                   each.second.contains(uuid);
        });
    }

    void check_references(const std::string& path, const json::object& at) {
        for (const Reference& reference : kReferences)
            if (std::string uuid = text_at(at, reference.key);
                !uuid.empty() && !has_uuid(reference.to, uuid))
                fail(path, fmt::format("{} {} points at nothing", reference.key, uuid));
        if (const json::value* parties = at.if_contains("party-uuids"))
            for (const json::value& party : parties->as_array())
                if (!has_uuid("parties", std::string(party.as_string())))
                    fail(path, "a party-uuid points at nothing");
        if (std::string role = text_at(at, "role-id");
            !role.empty() && !here_->roles.contains(role))
            fail(path, fmt::format("the role {} is not defined", role));
        for (std::string_view key : {"href", "source"}) {
            std::string href = text_at(at, key);
            if (href.starts_with("#") && !here_->resources.contains(href.substr(1)))
                fail(path, fmt::format("{} {} points at no resource", key, href));
        }
        known(path, at, "control-id", controls_);
        known(path, at, "id-ref", controls_);
        known(path, at, "objective-id", objectives_);
        known(path, at, "target-id", objectives_);
        known(path, at, "param-id", parameters_);
        if (const json::value* ids = at.if_contains("with-ids"))
            for (const json::value& id : ids->as_array())
                if (!controls_.contains(std::string(id.as_string())))
                    fail(path, fmt::format("the control {} is in no catalog",
                                           std::string_view(id.as_string())));
    }

    void known(const std::string& path, const json::object& at, std::string_view key,
               const std::set<std::string>& defined) {
        std::string id = text_at(at, key);
        if (!id.empty() && !defined.contains(id))
            fail(path, fmt::format("the {} {} is in no catalog", key, id));
    }

    void check_words(const std::string& path, const json::object& at) {
        std::string list = list_of(path);
        for (const Allowed& rule : allowed()) {
            if (list != rule.in) continue;
            std::string word = text_at(at, rule.key);
            if (!word.empty() &&
                std::find(rule.words.begin(), rule.words.end(), word) == rule.words.end())
                fail(path, fmt::format("`{}` is no {} of OSCAL's", word, rule.key));
        }
        if (const json::value* methods = at.if_contains("methods"))
            for (const json::value& method : methods->as_array())
                if (method.as_string() != "EXAMINE" && method.as_string() != "TEST" &&
                    method.as_string() != "INTERVIEW" && method.as_string() != "UNKNOWN")
                    fail(path, "a method is none of OSCAL's");
    }

    // Unknown never passes.
    void check_finding(const std::string& path, const json::object& at) {
        if (list_of(path) != "findings" || !at.contains("target")) return;
        const json::object& status = at.at("target").at("status").as_object();
        for (const json::value& each : at.at("props").as_array()) {
            const json::object& prop = each.as_object();
            if (text_at(prop, "name") != "truth-value" || text_at(prop, "value") == "true")
                continue;
            if (text_at(status, "state") != "not-satisfied")
                fail(path, "is satisfied, and not known to be true");
            if (text_at(prop, "value") == "unknown" && text_at(status, "reason") != "other")
                fail(path, "is unknown, and its reason is not `other`");
        }
    }

    // A resource that names another document of the export has its digest.
    void check_resource(const std::string& path, const json::object& at) {
        if (list_of(path) != "rlinks") return;
        std::string href = text_at(at, "href");
        if (!href.ends_with(".json") || href.find('/') != std::string::npos) return;
        auto other = files_.find(href);
        if (other == files_.end()) return fail(path, fmt::format("{} is not in the export", href));
        std::string digest = base::to_hex(base::sha256(json::serialize(other->second) + "\n"));
        const json::value* hashes = at.if_contains("hashes");
        if (hashes == nullptr || text_at(hashes->as_array().at(0).as_object(), "value") != digest)
            fail(path, fmt::format("the hash is not that of {}", href));
    }

    const std::map<std::string, json::object>& files_;
    std::map<std::string, Definitions> definitions_;
    std::set<std::string> controls_, objectives_, parameters_;
    const std::string* file_ = nullptr;
    const Definitions* here_ = nullptr;
    std::vector<std::string> mistakes_;
};

}  // namespace

std::vector<std::string> oscal_mistakes(const std::map<std::string, json::object>& files) {
    return Checker(files).run();
}

}  // namespace standstill::report
