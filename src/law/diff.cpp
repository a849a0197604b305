#include "law/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.h"
#include "law/describe.h"
#include "law/reach.h"
#include "law/record.h"

namespace standstill::law {

namespace {

// One definition, ready to be held against its counterpart.
struct Item {
    std::string pack, id;
    std::vector<std::pair<std::string, std::string>> pieces;
    std::set<std::string> values;  // names of the pieces that can change an answer
};
using Items = std::vector<Item>;

// Something that is answered, and the names of all that it rests on: `fact purchase`, `rule 2(a)`.
struct Result {
    std::string name;
    std::set<std::string> rests_on;
};

std::string rule_name(const Program& program, NodeIndex index) {
    const NodeText& text = program.texts[static_cast<std::size_t>(index)];
    return text.id.empty() ? text.cite : text.id;
}

// ---- what could change -----------------------------------------------------------------------

std::set<std::string> names_in(const Program& program, const Reach& reach) {
    std::set<std::string> out;
    for (std::size_t i = 0; i < program.nodes.size(); ++i)
        if (reach.nodes[i]) out.insert("rule " + rule_name(program, static_cast<NodeIndex>(i)));
    for (std::size_t i = 0; i < program.facts.size(); ++i)
        if (reach.facts[i]) out.insert("fact " + program.facts[i].id);
    for (std::size_t i = 0; i < program.kinds.size(); ++i)
        if (reach.kinds[i]) out.insert("event " + program.kinds[i].name);
    for (std::size_t i = 0; i < program.office_sets.size(); ++i)
        if (reach.office_sets[i]) out.insert("offices " + program.office_sets[i].name);
    for (const auto& [name, calendar] : program.calendars)
        if (reach.calendar && &calendar == program.calendar) out.insert("offices calendar " + name);
    // Whether an acting official counts matters wherever an office is asked for.
    if (std::find(reach.office_sets.begin(), reach.office_sets.end(), true) !=
        reach.office_sets.end())
        out.insert("offices acting");
    return out;
}

std::vector<Result> results_of(const Program& program) {
    std::vector<Result> out;
    auto add = [&](std::string name, const std::function<void(Reach&)>& fill) {
        Reach reach(program);
        fill(reach);
        out.push_back({std::move(name), names_in(program, reach)});
    };
    for (const AnswerRule& answer : program.answers)
        for (const auto* list : {&answer.conditions, &answer.outside})
            for (NodeIndex node : *list)
                add(fmt::format("{}: {}", answer.name, rule_name(program, node)),
                    [&](Reach& reach) { reach.add_node(node); });
    for (const FactorRule& factor : program.factors)
        add("factor " + factor.cite, [&](Reach& reach) { reach.add_node(factor.node); });
    for (const Question& question : program.questions)
        add("question " + question.cite, [&](Reach& reach) { reach.add_node(question.node); });
    for (const DutyRule& duty : program.duties)
        add("duty " + duty.cite, [&](Reach& reach) { reach.add_duty(duty); });
    for (const DefectRule& defect : program.defects)
        add("defect " + (defect.cite.empty() ? defect.says : defect.cite),
            [&](Reach& reach) { reach.add_defect(defect); });
    return out;
}

// ---- items -------------------------------------------------------------------------------------

std::string flag(bool value) { return value ? "yes" : "no"; }

Items packs_of(const Program& program) {
    Items out;
    for (const PackInfo& pack : program.packs)
        out.push_back({pack.id,
                       pack.id,
                       {{"version", pack.version},
                        {"title", pack.title},
                        {"citation", pack.citation},
                        {"subject", pack.subject},
                        {"in force from", pack.in_force_from},
                        {"in force to", pack.in_force_to},
                        {"last checked", pack.last_checked},
                        {"status", pack.status},
                        {"brings", base::join(pack.brings, ", ")}},
                       {}});
    return out;
}

Items units_of(const Program& program) {
    Items out;
    for (const PackInfo& pack : program.packs)
        for (const TextUnit& unit : pack.text)
            out.push_back({pack.id, unit.cite, {{"text", unit.text}}, {}});
    return out;
}

Items switches_of(const Program& program) {
    Items out;
    for (const Switch& s : program.switches) {
        Item item{s.pack,
                  s.id,
                  {{"cite", s.cite},
                   {"asks", s.asks},
                   {"default", s.default_reading},
                   {"stands when", s.stands_when},
                   {"stands on", base::join(s.stands_on, ", ")}},
                  {}};
        for (const auto& [reading, says] : s.readings)
            item.pieces.emplace_back("reading " + reading, says);
        out.push_back(std::move(item));
    }
    return out;
}

Items kinds_of_events(const Program& program) {
    Items out;
    for (const EventKind& kind : program.kinds)
        out.push_back({kind.pack,
                       kind.name,
                       {{"says", kind.says},
                        {"definition", describe_kind(kind)},
                        {"only recorded", flag(kind.only_recorded)}},
                       {"definition"}});
    return out;
}

Items offices_and_calendar(const Program& program) {
    Items out;
    for (const auto& [id, title] : program.offices)
        out.push_back({"", "office " + id, {{"title", title}}, {}});
    for (const OfficeSet& set : program.office_sets)
        out.push_back(
            {"", set.name, {{"definition", describe_office_set(program, set)}}, {"definition"}});
    for (const HeaderField& field : program.header)
        out.push_back({"",
                       "header " + field.section + "." + field.schema.name,
                       {{"type", std::string(to_string(field.schema.type))},
                        {"required", flag(field.schema.required)}},
                       {}});
    std::vector<std::string> needs;
    if ((program.acting_needs & kHasBasis) != 0) needs.push_back("basis");
    if ((program.acting_needs & kHasConfirmation) != 0) needs.push_back("confirmed_by");
    out.push_back({"", "acting", {{"needs", base::join(needs, ", ")}}, {"needs"}});
    for (const auto& [name, calendar] : program.calendars) {
        std::vector<std::string> days;
        for (const auto& [day, holiday] : calendar.holidays())
            days.push_back(base::to_string(day) + " " + holiday);
        out.push_back({"",
                       "calendar " + name,
                       {{"from", base::to_string(calendar.from())},
                        {"to", base::to_string(calendar.to())},
                        {"holidays", base::join(days, ", ")}},
                       {"from", "to", "holidays"}});
    }
    return out;
}

Items facts_of(const Program& program) {
    Items out;
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
        const Fact& fact = program.facts[i];
        if (fact.id.empty()) continue;
        out.push_back({pack_of_file(fact.file),
                       fact.id,
                       {{"definition", describe_fact(program, static_cast<FactIndex>(i))}},
                       {"definition"}});
    }
    return out;
}

// A rule without a name is part of the one that has it written in place; of its own words, those
// of a condition are told under its citation.
Items rules_of(const Program& program) {
    Items out;
    std::set<NodeIndex> conditions;
    for (const AnswerRule& answer : program.answers)
        for (const auto* list : {&answer.outside, &answer.conditions})
            conditions.insert(list->begin(), list->end());
    for (std::size_t i = 0; i < program.nodes.size(); ++i) {
        const NodeText& text = program.texts[i];
        auto index = static_cast<NodeIndex>(i);
        if (text.id.empty() && conditions.count(index) == 0) continue;
        out.push_back({text.pack,
                       rule_name(program, index),
                       {{"structure", describe_rule(program, index)},
                        {"cite", text.cite},
                        {"quote", text.quote},
                        {"plain", text.plain},
                        {"says.met", text.met},
                        {"says.unmet", text.unmet},
                        {"says.unknown", text.unknown}},
                       {"structure"}});
    }
    return out;
}

Items answers_of(const Program& program) {
    Items out;
    for (const AnswerRule& answer : program.answers) {
        Item item{"", answer.name, {}, {}};
        for (const auto& [name, list] :
             {std::pair{"outside", &answer.outside}, std::pair{"conditions", &answer.conditions}}) {
            std::vector<std::string> names;
            for (NodeIndex node : *list) names.push_back(rule_name(program, node));
            item.pieces.emplace_back(name, base::join(names, ", "));
        }
        out.push_back(std::move(item));
    }
    return out;
}

Items factors_of(const Program& program) {
    Items out;
    for (const FactorRule& factor : program.factors)
        out.push_back({factor.pack,
                       factor.cite,
                       {{"of", rule_name(program, factor.node)}, {"plain", factor.plain}},
                       {"of"}});
    return out;
}

Items questions_of(const Program& program) {
    Items out;
    for (const Question& question : program.questions)
        out.push_back({question.pack,
                       question.cite,
                       {{"about", rule_name(program, question.node)}, {"ask", question.ask}},
                       {"about"}});
    return out;
}

Items duties_of(const Program& program) {
    Items out;
    for (const DutyRule& duty : program.duties)
        out.push_back({duty.pack,
                       duty.cite,
                       {{"says", duty.says}, {"definition", describe_duty(program, duty)}},
                       {"definition"}});
    return out;
}

Items defects_of(const Program& program) {
    Items out;
    for (const DefectRule& defect : program.defects)
        out.push_back({defect.pack,
                       defect.cite,
                       {{"says", defect.says}, {"definition", describe_defect(program, defect)}},
                       {"definition"}});
    return out;
}

// ---- comparing
// -----------------------------------------------------------------------------------

class Comparison {
public:
    Comparison(const Program& before, const Program& after)
        : before_(before), after_(after), was_(results_of(before)), is_(results_of(after)) {}

    std::vector<Change> run();

private:
    void part(Part part, const std::string& prefix, Items (*items_of)(const Program&));
    void pair(Part part, const std::string& prefix, const Item* before, const Item* after);
    std::vector<std::string> affected(const std::string& name) const;
    std::vector<std::string> affected_by(Part part, const std::string& prefix, const Item& item,
                                         const std::vector<Piece>& pieces, ChangeOf change) const;

    const Program& before_;
    const Program& after_;
    std::vector<Result> was_, is_;
    std::vector<Change> changes_;
};

std::vector<std::string> Comparison::affected(const std::string& name) const {
    std::vector<std::string> out;
    for (const auto* results : {&is_, &was_})
        for (const Result& result : *results)
            if (result.rests_on.count(name) != 0 &&
                std::find(out.begin(), out.end(), result.name) == out.end())
                out.push_back(result.name);
    return out;
}

std::vector<std::string> Comparison::affected_by(Part part, const std::string& prefix,
                                                 const Item& item, const std::vector<Piece>& pieces,
                                                 ChangeOf change) const {
    bool matters = change != ChangeOf::Changed;
    for (const Piece& piece : pieces) matters = matters || item.values.count(piece.name) != 0;
    if (part == Part::Duty || part == Part::Defect || part == Part::Factor ||
        part == Part::Question) {
        if (!matters) return {};
        return {fmt::format("{} {}", to_string(part), item.id.empty() ? "by answer" : item.id)};
    }
    if (part == Part::Answer) {
        // The conditions that came or went.
        std::vector<std::string> out;
        for (const Piece& piece : pieces) {
            std::set<std::string> had, has;
            for (std::string& name : base::split(piece.before, ','))
                had.emplace(base::trimmed(name));
            for (std::string& name : base::split(piece.after, ','))
                has.emplace(base::trimmed(name));
            for (const std::string& name : has)
                if (!name.empty() && had.count(name) == 0) out.push_back(item.id + ": " + name);
            for (const std::string& name : had)
                if (!name.empty() && has.count(name) == 0) out.push_back(item.id + ": " + name);
        }
        return out;
    }
    if (!matters || prefix.empty()) return {};
    return affected(prefix + item.id);
}

void Comparison::pair(Part part, const std::string& prefix, const Item* before, const Item* after) {
    const Item& item = after != nullptr ? *after : *before;
    Change change;
    change.part = part;
    change.pack = item.pack;
    change.id = item.id;
    change.change = before == nullptr  ? ChangeOf::Added
                    : after == nullptr ? ChangeOf::Removed
                                       : ChangeOf::Changed;
    std::map<std::string, std::pair<std::string, std::string>> pieces;
    std::vector<std::string> order;
    for (const Item* one : {before, after}) {
        if (one == nullptr) continue;
        for (const auto& [name, says] : one->pieces) {
            auto [at, is_new] = pieces.try_emplace(name);
            if (is_new) order.push_back(name);
            (one == before ? at->second.first : at->second.second) = says;
        }
    }
    for (const std::string& name : order) {
        const auto& [was, is] = pieces[name];
        if (was != is) change.pieces.push_back({name, was, is});
    }
    if (change.change == ChangeOf::Changed && change.pieces.empty()) return;
    change.affects = affected_by(part, prefix, item, change.pieces, change.change);
    changes_.push_back(std::move(change));
}

int likeness(const Item& a, const Item& b) {
    int out = 0;
    for (std::size_t i = 0; i < std::min(a.pieces.size(), b.pieces.size()); ++i)
        out += a.pieces[i] == b.pieces[i] ? 1 : 0;
    return out;
}

constexpr int kMostPieces = 16;  // beyond which likeness is not told apart

// Definitions of one name are counterparts. Duties, defects and questions share citations: among
// those of one citation, the likest two are.
void Comparison::part(Part part, const std::string& prefix, Items (*items_of)(const Program&)) {
    Items had = items_of(before_), has = items_of(after_);
    std::vector<const Item*> counterpart(has.size());
    std::vector<bool> taken(had.size());
    for (int alike = kMostPieces; alike >= 0; --alike)
        for (std::size_t i = 0; i < has.size(); ++i)
            for (std::size_t k = 0; k < had.size() && counterpart[i] == nullptr; ++k) {
                bool same = !taken[k] && had[k].pack == has[i].pack && had[k].id == has[i].id;
                if (!same || std::min(likeness(had[k], has[i]), kMostPieces) != alike) continue;
                counterpart[i] = &had[k];
                taken[k] = true;
            }
    for (std::size_t i = 0; i < has.size(); ++i) pair(part, prefix, counterpart[i], &has[i]);
    for (std::size_t k = 0; k < had.size(); ++k)
        if (!taken[k]) pair(part, prefix, &had[k], nullptr);
}

std::vector<Change> Comparison::run() {
    part(Part::Pack, "", packs_of);
    part(Part::Text, "", units_of);
    part(Part::Switch, "", switches_of);
    part(Part::Kind, "event ", kinds_of_events);
    part(Part::Offices, "offices ", offices_and_calendar);
    part(Part::Fact, "fact ", facts_of);
    part(Part::Rule, "rule ", rules_of);
    part(Part::Answer, "", answers_of);
    part(Part::Factor, "", factors_of);
    part(Part::Question, "", questions_of);
    part(Part::Duty, "", duties_of);
    part(Part::Defect, "", defects_of);
    return std::move(changes_);
}

}  // namespace

std::vector<Change> compare(const Program& before, const Program& after) {
    return Comparison(before, after).run();
}

std::string_view to_string(Part part) {
    switch (part) {
        case Part::Pack:
            return "pack";
        case Part::Text:
            return "text";
        case Part::Switch:
            return "open question";
        case Part::Kind:
            return "event";
        case Part::Offices:
            return "offices";
        case Part::Fact:
            return "fact";
        case Part::Rule:
            return "rule";
        case Part::Answer:
            return "answer";
        case Part::Factor:
            return "factor";
        case Part::Question:
            return "question";
        case Part::Duty:
            return "duty";
        case Part::Defect:
            return "defect";
    }
    return "";
}

std::string_view to_string(ChangeOf change) {
    switch (change) {
        case ChangeOf::Added:
            return "added";
        case ChangeOf::Removed:
            return "removed";
        case ChangeOf::Changed:
            return "changed";
    }
    return "";
}

}  // namespace standstill::law
