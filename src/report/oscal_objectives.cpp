#include "report/oscal_objectives.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "report/oscal_parts.h"

namespace standstill::report::oscal {

namespace {

constexpr std::string_view kOwnPack = "standstill";

bool has_text(const law::PackInfo& pack, const std::string& cite) {
    return std::any_of(pack.text.begin(), pack.text.end(),
                       [&](const law::TextUnit& unit) { return unit.cite == cite; });
}

// Collects controls, each citation of a pack once.
class Controls {
public:
    explicit Controls(const law::Program& program) : program_(program) {}

    void add(const std::string& pack, const std::string& cite, const std::string& text,
             const std::string& title) {
        if (cite.empty()) return;
        const std::string& home = home_of(program_, pack, cite);
        std::string id = control_id(home, cite);
        auto [known, is_new] = places_.emplace(id, list.size());
        if (is_new) list.push_back({id, home, cite, "", ""});
        Control& control = list[known->second];
        if (control.text.empty()) control.text = text;
        if (control.title.empty()) control.title = title;
    }

    std::vector<Control> list;

private:
    const law::Program& program_;
    std::map<std::string, std::size_t> places_;
};

std::string subject_of(const law::Program& program) {
    return program.packs.empty() ? "use" : program.packs.back().subject;
}

}  // namespace

const std::string& home_of(const law::Program& program, const std::string& pack,
                           const std::string& cite) {
    for (const law::PackInfo& info : program.packs)
        if (info.id == pack && has_text(info, cite)) return pack;
    for (const law::PackInfo& info : program.packs)
        if (has_text(info, cite)) return info.id;
    return pack;
}

std::string control_id(const std::string& pack, const std::string& cite) {
    std::string rest = token("_" + cite);
    return token(pack) + rest;
}

std::string answer_control(const law::AnswerRule& answer) {
    return control_id(std::string(kOwnPack), "answer " + answer.name);
}

std::string parameter_id(const law::Switch& reading) {
    return control_id(reading.pack, "reading " + reading.id);
}

std::vector<Control> controls_of(const law::Program& program) {
    Controls out(program);
    for (const law::PackInfo& pack : program.packs)
        for (const law::TextUnit& unit : pack.text) out.add(pack.id, unit.cite, unit.text, "");
    // Factors first: their words are the shortest that a control can be called by.
    for (const law::FactorRule& rule : program.factors) {
        const auto& text = program.texts[static_cast<std::size_t>(rule.node)];
        out.add(rule.pack, text.cite, "", text.cite == rule.cite ? rule.plain : "");
    }
    for (const law::NodeText& text : program.texts) out.add(text.pack, text.cite, "", text.plain);
    for (const law::DutyRule& rule : program.duties) out.add(rule.pack, rule.cite, "", rule.says);
    for (const law::DefectRule& rule : program.defects)
        out.add(rule.pack, rule.cite, "", rule.says);
    for (const law::Question& rule : program.questions) out.add(rule.pack, rule.cite, "", "");
    for (const Objective& one : objectives_of(program)) out.add(one.pack, one.cite, "", one.plain);
    return out.list;
}

namespace {

class Objectives {
public:
    explicit Objectives(const law::Program& program) : program_(program) {}

    void add_answers() {
        for (std::size_t i = 0; i < program_.answers.size(); ++i) {
            const law::AnswerRule& rule = program_.answers[i];
            Objective one;
            one.kind = Objective::Kind::Answer;
            one.control = answer_control(rule);
            one.pack = kOwnPack;
            one.cite = "answer " + rule.name;
            one.plain = rule.name == "use" ? subject_of(program_) : rule.name;
            one.answer = static_cast<std::int32_t>(i);
            add(std::move(one), "permitted");
        }
    }
    void add_factors() {
        for (std::size_t i = 0; i < program_.factors.size(); ++i) {
            const law::FactorRule& rule = program_.factors[i];
            Objective one;
            one.kind = Objective::Kind::Factor;
            one.plain = rule.plain;
            one.node = rule.node;
            one.position = i;
            place(one, rule.pack);
            add(std::move(one), "factor " + rule.cite);
        }
    }
    void add_conditions() {
        std::set<law::NodeIndex> known;
        for (std::size_t i = 0; i < program_.answers.size(); ++i)
            for (law::NodeIndex node : program_.answers[i].conditions) {
                if (!known.insert(node).second) continue;
                Objective one;
                one.plain = program_.texts[static_cast<std::size_t>(node)].plain;
                one.node = node;
                one.answer = static_cast<std::int32_t>(i);
                place(one, program_.texts[static_cast<std::size_t>(node)].pack);
                std::string name = program_.texts[static_cast<std::size_t>(node)].id;
                add(std::move(one), name.empty() ? fmt::format("condition {}", node) : name);
            }
    }

    std::vector<Objective> list;

private:
    void place(Objective& one, const std::string& pack) const {
        const law::NodeText& text = program_.texts[static_cast<std::size_t>(one.node)];
        one.cite = !text.cite.empty() ? text.cite : !text.id.empty() ? text.id : "unnamed";
        one.pack = home_of(program_, pack, one.cite);
        one.control = control_id(one.pack, one.cite);
    }
    void add(Objective one, const std::string& name) {
        std::string id = one.control + "_obj." + token("x" + name).substr(1);
        for (int n = 2; !ids_.insert(id).second; ++n) id = fmt::format("{}-{}", id, n);
        one.id = std::move(id);
        list.push_back(std::move(one));
    }

    const law::Program& program_;
    std::set<std::string> ids_;
};

}  // namespace

std::vector<Objective> objectives_of(const law::Program& program) {
    Objectives out(program);
    out.add_answers();
    out.add_factors();
    out.add_conditions();
    return out.list;
}

std::string question_of(const law::Program& program, const Objective& objective) {
    switch (objective.kind) {
        case Objective::Kind::Factor:
            return fmt::format(
                "Determine whether this factor is absent: {}. Satisfied means that the record "
                "shows it to be absent. Unknown is never satisfied.",
                objective.plain);
        case Objective::Kind::Condition:
            return fmt::format(
                "Determine whether this condition is met: {} Satisfied means that the record shows "
                "it. Unknown is never satisfied.",
                objective.plain);
        case Objective::Kind::Answer:
            break;
    }
    return fmt::format(
        "Determine whether {} is permitted, by all of its {} conditions together. Satisfied means "
        "permitted. What the law does not reach is not satisfied either.",
        objective.plain,
        program.answers[static_cast<std::size_t>(objective.answer)].conditions.size());
}

}  // namespace standstill::report::oscal
