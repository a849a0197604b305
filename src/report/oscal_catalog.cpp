// Rule packs as a catalog: every unit of the text, verbatim, with what the rules ask of it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "report/oscal_models.h"
#include "report/uuid.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

// What a group is called: `2` of `2(a)(i)`, `FAR 52.242-15` of `FAR 52.242-15(a)`.
std::string section_of(const std::string& cite) {
    std::string_view head(cite);
    head = head.substr(0, head.find('('));
    head = head.substr(0, head.find(" \u00b6"));
    if (!head.empty() && head[0] >= '0' && head[0] <= '9') head = head.substr(0, head.find(' '));
    return head.empty() ? cite : std::string(head);
}

std::string class_of(const std::string& control, const std::vector<Objective>& objectives) {
    std::string out = "text";
    for (const Objective& one : objectives) {
        if (one.control != control) continue;
        if (one.kind == Objective::Kind::Answer) return "answer";
        if (one.kind == Objective::Kind::Factor) return "risk-factor";
        out = "procedure";
    }
    return out;
}

json::object method() {
    json::object kind{{"name", "method"}, {"ns", "http://csrc.nist.gov/rmf"}, {"value", "EXAMINE"}};
    json::object objects{{"name", "assessment-objects"},
                         {"prose", "The record of the case, and the evidence that it rests on."}};
    return {{"name", "assessment-method"},
            {"props", json::array{std::move(kind)}},
            {"parts", json::array{std::move(objects)}}};
}

class Catalog {
public:
    explicit Catalog(const law::Program& program)
        : program_(program), controls_(controls_of(program)), objectives_(objectives_of(program)) {}

    json::array groups() const {
        std::vector<std::string> packs;
        for (const Control& control : controls_)
            if (std::find(packs.begin(), packs.end(), control.pack) == packs.end())
                packs.push_back(control.pack);
        json::array out;
        for (const std::string& pack : packs) out.push_back(pack_group(pack));
        return out;
    }
    // By pack, where a resource holds its text.
    std::map<std::string, std::string> law_resources;

private:
    json::object pack_group(const std::string& pack) const {
        std::vector<std::string> sections;
        std::map<std::string, json::array> by_section;
        for (const Control& control : controls_) {
            if (control.pack != pack) continue;
            std::string section = section_of(control.cite);
            if (!by_section.contains(section)) sections.push_back(section);
            by_section[section].push_back(control_of(control));
        }
        json::array groups;
        for (const std::string& section : sections)
            groups.push_back({{"id", control_id(pack, "section " + section)},
                              {"class", "section"},
                              {"title", markup(section)},
                              {"controls", std::move(by_section[section])}});
        json::object out{
            {"id", token(pack) + "_pack"}, {"class", "pack"}, {"title", markup(title_of(pack))}};
        set(out, "params", readings_of(pack));
        out["groups"] = std::move(groups);
        return out;
    }
    std::string title_of(const std::string& pack) const {
        for (const law::PackInfo& info : program_.packs)
            if (info.id == pack) return info.title;
        return "The answers as a whole";
    }
    // An open question of the text is a parameter: its readings are the choices, and the profile
    // says which one was taken.
    json::array readings_of(const std::string& pack) const {
        json::array out;
        for (const law::Switch& reading : program_.switches) {
            if (reading.pack != pack || reading.readings.empty()) continue;
            json::array choices;
            for (const auto& [id, says] : reading.readings)
                choices.push_back(json::value(markup(fmt::format("{}: {}", id, says))));
            json::object choice{{"how-many", "one"}, {"choice", std::move(choices)}};
            out.push_back({{"id", parameter_id(reading)},
                           {"class", "reading"},
                           {"props", json::array{prop("cite", reading.cite),
                                                 prop("default", reading.default_reading)}},
                           {"label", markup(reading.asks)},
                           {"select", std::move(choice)}});
        }
        return out;
    }
    json::object control_of(const Control& control) const {
        std::string title = control.title.empty()
                                ? control.cite
                                : fmt::format("{} {}", control.cite, control.title);
        json::object out{
            {"id", control.id},
            {"class", class_of(control.id, objectives_)},
            {"title", markup(title)},
            {"props", json::array{json::object{{"name", "label"}, {"value", line(control.cite)}},
                                  prop("cite", control.cite)}}};
        auto resource = law_resources.find(control.pack);
        if (resource != law_resources.end())
            out["links"] = json::array{link_to(resource->second, "reference", control.cite)};
        set(out, "parts", parts_of(control));
        return out;
    }
    json::array parts_of(const Control& control) const {
        json::array out;
        if (!control.text.empty())
            out.push_back({{"id", control.id + "_smt"},
                           {"name", "statement"},
                           {"prose", markup(control.text)}});
        bool has_objective = false;
        for (const Objective& one : objectives_) {
            if (one.control != control.id) continue;
            has_objective = true;
            out.push_back({{"id", one.id},
                           {"name", "assessment-objective"},
                           {"prose", markup(question_of(program_, one))}});
        }
        if (has_objective) out.push_back(method());
        add_guidance(control, out);
        return out;
    }
    void add_guidance(const Control& control, json::array& out) const {
        auto guide = [&](std::string_view title, const std::string& prose) {
            out.push_back({{"name", "guidance"}, {"title", title}, {"prose", markup(prose)}});
        };
        for (const law::Question& question : program_.questions)
            if (is_here(control, question.pack, question.cite)) guide("Question", question.ask);
        for (const law::DutyRule& duty : program_.duties)
            if (is_here(control, duty.pack, duty.cite)) guide("Duty", duty.says);
        for (const law::DefectRule& defect : program_.defects)
            if (is_here(control, defect.pack, defect.cite)) guide("Defect", defect.says);
    }
    bool is_here(const Control& control, const std::string& pack, const std::string& cite) const {
        return control.cite == cite && home_of(program_, pack, cite) == control.pack;
    }

    const law::Program& program_;
    std::vector<Control> controls_;
    std::vector<Objective> objectives_;
};

json::object document(json::object catalog) {
    json::object out;
    out["catalog"] = std::move(catalog);
    return out;
}

std::string titles_of(const law::Program& program) {
    std::string out;
    for (const law::PackInfo& pack : program.packs) out += (out.empty() ? "" : "; ") + pack.title;
    return out;
}

// The catalog of a side that is a pack: the same as that of a case under it.
json::object side_from_pack(const CrosswalkSide& side, const law::Program& program,
                            json::object metadata) {
    Catalog controls(program);
    metadata["title"] = markup(titles_of(program));
    metadata["version"] = line(program.packs.empty() ? "1" : program.packs.back().version);
    metadata["props"] = json::array{prop("rules-sha256", program.digest)};
    return document({{"uuid", uuid_for("crosswalk catalog", side.id + "/" + program.digest)},
                     {"metadata", std::move(metadata)},
                     {"groups", controls.groups()}});
}

}  // namespace

json::object catalog(const Context& context) {
    Catalog controls(context.program());
    for (const law::PackInfo& pack : context.program().packs)
        controls.law_resources.emplace(pack.id, context.law_resource(pack.id));
    json::object out{
        {"uuid", context.law_uuid("document", "catalog")},
        {"metadata", context.metadata(titles_of(context.program()), Context::People::None)},
        {"groups", controls.groups()}};
    out["back-matter"] = json::object{{"resources", context.law_resources()}};
    return document(std::move(out));
}

json::object catalog_of(const CrosswalkSide& side, const law::Program* program,
                        const Context& context) {
    json::object metadata = context.metadata(side.title, Context::People::None);
    if (program != nullptr) return side_from_pack(side, *program, std::move(metadata));
    metadata["version"] = "1";
    metadata["props"] = json::array{prop("text-at-hand", "no")};
    metadata["remarks"] = markup(side.note);
    json::array controls;
    for (const CrosswalkControl& control : side.controls)
        controls.push_back({{"id", control.id},
                            {"title", markup(control.title)},
                            {"props", json::array{prop("cite", control.title)}}});
    json::object out{{"uuid", uuid_for("crosswalk catalog", side.id)},
                     {"metadata", std::move(metadata)},
                     {"controls", std::move(controls)}};
    json::object resource{{"uuid", uuid_for("crosswalk source", side.id)},
                          {"title", markup(side.title)},
                          {"citation", json::object{{"text", markup(side.citation)}}}};
    out["back-matter"] = json::object{{"resources", json::array{std::move(resource)}}};
    return document(std::move(out));
}

}  // namespace standstill::report::oscal
