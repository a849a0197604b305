#include "screening/owners/rules.h"

#include <fmt/format.h>

#include "screening/owners/fields.h"

namespace standstill::screening::owners {

namespace {

base::Result<State> parse_state(const Fields& fields) {
    auto text = fields.text("state");
    if (!text) return text.error();
    for (State state : {State::InForce, State::Suspended, State::Unknown})
        if (name_of(state) == *text) return state;
    return fields.wrong("state", fmt::format("`{}` is no state; expected in-force, suspended or "
                                             "unknown",
                                             *text));
}

base::Result<base::Day> day_of(const Fields& fields, std::string_view key) {
    auto text = fields.text(key);
    if (!text) return text.error();
    auto day = base::parse_day(*text);
    if (!day) return fields.wrong(key, day.error().message);
    return *day;
}

base::Result<Threshold> threshold_of(const Fields& fields) {
    auto text = fields.text("share");
    if (!text) return text.error();
    auto range = parse_range(*text);
    if (!range || range->most != kWhole || range->least == 0)
        return fields.wrong("share", fmt::format("`{}` is no threshold; expected `at least 50` or "
                                                 "`more than 50`",
                                                 *text));
    bool is_inclusive = hair_of(range->least) == 0;
    return Threshold{is_inclusive ? range->least : range->least - kHair, is_inclusive};
}

base::Result<Phase> parse_phase(const base::Node& node, const std::string& file) {
    auto fields =
        Fields::of(node, file, {"from", "to", "state", "share", "note", "source", "verified"});
    if (!fields) return fields.error();
    Phase phase;
    auto from = day_of(*fields, "from");
    if (!from) return from.error();
    phase.from = *from;
    if (fields->has("to")) {
        auto to = day_of(*fields, "to");
        if (!to) return to.error();
        if (*to < phase.from) return fields->wrong("to", "a phase ends before it begins");
        phase.to = *to;
    }
    auto state = parse_state(*fields);
    if (!state) return state.error();
    phase.state = *state;
    auto threshold = threshold_of(*fields);
    if (!threshold) return threshold.error();
    phase.threshold = *threshold;
    auto note = fields->optional_text("note");
    if (!note) return note.error();
    phase.note = *note;
    auto source = fields->text("source");
    if (!source) return source.error();
    phase.source = *source;
    auto verified = fields->flag("verified", true);
    if (!verified) return verified.error();
    phase.is_verified = *verified;
    return phase;
}

base::Result<Rule> parse_rule(const base::Node& node, const std::string& file) {
    auto fields = Fields::of(
        node, file, {"id", "name", "effect", "lists", "spares", "looks_at_control", "phases"});
    if (!fields) return fields.error();
    Rule rule;
    for (auto [key, into] :
         {std::pair{"id", &rule.id}, {"name", &rule.name}, {"effect", &rule.effect}}) {
        auto text = fields->text(key);
        if (!text) return text.error();
        *into = *text;
    }
    auto lists = fields->texts("lists");
    if (!lists) return lists.error();
    rule.lists = *lists;
    auto spares = fields->texts("spares");
    if (!spares) return spares.error();
    rule.spares = *spares;
    auto control = fields->flag("looks_at_control", false);
    if (!control) return control.error();
    rule.looks_at_control = *control;
    auto phases = fields->items("phases");
    if (!phases) return phases.error();
    for (const base::Node& item : **phases) {
        auto phase = parse_phase(item, file);
        if (!phase) return phase.error();
        if (!rule.phases.empty() &&
            (!rule.phases.back().to || *rule.phases.back().to >= phase->from))
            return base::invalid(fmt::format("{}: the phase begins before the one above it ends",
                                             base::where(file, item.place)));
        rule.phases.push_back(*phase);
    }
    return rule;
}

}  // namespace

std::string_view name_of(State state) {
    return state == State::InForce     ? "in-force"
           : state == State::Suspended ? "suspended"
                                       : "unknown";
}

const Phase* Rule::on(base::Day day) const {
    for (const Phase& phase : phases)
        if (day >= phase.from && (!phase.to || day <= *phase.to)) return &phase;
    return nullptr;
}

base::Result<std::vector<Rule>> parse_rules(std::string_view text, const std::string& name) {
    auto document = base::parse_document(text, name);
    if (!document) return document.error();
    auto fields = Fields::of(*document, name, {"format", "rules"});
    if (!fields) return fields.error();
    auto format = fields->text("format");
    if (!format) return format.error();
    if (*format != "standstill-ownership-rules/1")
        return fields->wrong("format", fmt::format("`{}` is no format read here; expected "
                                                   "`standstill-ownership-rules/1`",
                                                   format->substr(0, 60)));
    auto items = fields->items("rules");
    if (!items) return items.error();
    std::vector<Rule> rules;
    for (const base::Node& item : **items) {
        auto rule = parse_rule(item, name);
        if (!rule) return rule.error();
        for (const Rule& other : rules)
            if (other.id == rule->id)
                return base::invalid(fmt::format("{}: a rule `{}` stands above already",
                                                 base::where(name, item.place), rule->id));
        rules.push_back(*rule);
    }
    return rules;
}

}  // namespace standstill::screening::owners
