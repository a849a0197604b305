// The answer in words, for a terminal or a paper.
#include <fmt/format.h>

#include "base/text.h"
#include "screening/owners/answer.h"

namespace standstill::screening::owners {

namespace {

class Teller {
public:
    Teller(const Graph& graph, const Answer& answer) : graph_(graph), answer_(answer) {}

    std::string tell() {
        const Party& party = graph_.parties()[answer_.party];
        line(0, "{} ({}){}, on {}", party.name, party.id,
             party.countries.empty() ? "" : ", " + base::join(party.countries, ", "),
             base::to_string(answer_.day));
        tell_lists(party);
        tell_holders(party);
        tell_control();
        for (const RuleAnswer& rule : answer_.rules) tell_rule(rule);
        for (const std::string& name : answer_.not_yet)
            line(0, "\n{}: not yet in force on that day", name);
        return std::move(out_);
    }

private:
    template <typename... Parts>
    void line(int indent, fmt::format_string<Parts...> format, Parts&&... parts) {
        out_ += std::string(static_cast<std::size_t>(indent), ' ');
        out_ += fmt::format(format, std::forward<Parts>(parts)...);
        out_ += '\n';
    }

    const std::string& name(std::uint32_t party) const { return graph_.parties()[party].name; }

    static std::string in_brackets(const std::string& source) {
        if (source.empty()) return "";
        return source.front() == '[' ? " " + source : " [" + source + "]";
    }

    std::string statement(std::uint32_t i) const {
        const Link& link = graph_.links()[i];
        std::string period = link.period.to_text();
        return fmt::format(
            "{}{}{}{}", period.empty() ? "" : ", " + period,
            link.is_verified ? "" : ", not verified",
            link.period.on(answer_.day) == Held::Perhaps ? ", perhaps not on this day" : "",
            in_brackets(link.source));
    }

    void tell_lists(const Party& party) {
        for (const OnList& on : party.lists) {
            Held held = on.period.on(answer_.day);
            std::string period = on.period.to_text();
            line(2, "{} {}{}{}{}", held == Held::No ? "was or will be on list" : "on list", on.list,
                 period.empty() ? "" : " " + period,
                 on.is_certain && held != Held::Perhaps ? "" : ", not certain",
                 in_brackets(on.source));
        }
        if (party.is_adverse)
            line(2,
                 "said to act against the United States as EO 14093, section 2(a)(i)(B)(3), has "
                 "it{}",
                 in_brackets(party.adverse_source));
    }

    void tell_holders(const Party& party) {
        line(0, "\nWho owns it");
        for (std::uint32_t i : answer_.owners)
            line(2, "{}: {}{}", name(graph_.links()[i].owner), to_text(graph_.links()[i].share),
                 statement(i));
        if (answer_.unknown > 0)
            line(2, "without a known holder: up to {} %", decimal(answer_.unknown));
        else if (party.kind == EntityKind::Person)
            line(2, "nobody: it is a person");
        else if (answer_.owners.empty())
            line(2, "nobody is known");
    }

    void tell_control() {
        line(0, "\nWho controls it (EO 14093, section 2(a)(i)(B)(3); a path, not a finding)");
        if (answer_.controllers.empty()) line(2, "no path is known");
        for (const Control& control : answer_.controllers) {
            line(2, "{}: {}{}{}", name(control.controller), name_of(control.standing),
                 control.is_direct ? ", direct" : ", through others",
                 graph_.parties()[control.controller].is_adverse
                     ? ", and said to act against the United States"
                     : "");
            for (const ControlStep& step : control.path) tell_step(step);
        }
    }

    void tell_step(const ControlStep& step) {
        if (step.link != kNone) {
            const Link& link = graph_.links()[step.link];
            return line(4, "{} -> {}: {}{}{}", name(step.from), name(step.to), name_of(link.kind),
                        link.role.empty() ? "" : " (" + link.role + ")", statement(step.link));
        }
        std::vector<std::string> holders;
        for (std::uint32_t holder : step.holders) holders.push_back(name(holder));
        line(4, "{} -> {}: shares, {}", base::join(holders, " and "), name(step.to),
             to_text(step.share));
    }

    void tell_rule(const RuleAnswer& one) {
        line(0, "\n{} ({}), {}", one.rule.name, one.rule.id, told(one.phase));
        if (one.phase.state == State::Suspended)
            line(2, "nothing follows from it on that day; were it in force:");
        if (one.phase.state == State::Unknown) line(2, "if it is in force:");
        line(2, "{}", told(one.verdict));
        for (const Step& step : one.verdict.proof) tell_proof(step);
        if (!one.verdict.deciding.empty()) line(2, "what would decide it");
        for (const Deciding& deciding : one.verdict.deciding) line(4, "{}", told(graph_, deciding));
        tell_together("together they would show that it is not blocked",
                      one.verdict.together_not_blocked);
        tell_together("together they would show that it is blocked", one.verdict.together_blocked);
        for (const std::string& remark : one.verdict.remarks) line(2, "note: {}", remark);
        line(2, "source: {}{}", one.phase.source,
             one.phase.is_verified ? "" : " (not verified for this phase)");
    }

    void tell_proof(const Step& step) {
        bool is_blocked = step.standing == Standing::Blocked;
        if (step.from_complete)
            line(4, "{} ({}): all holders are known, and what the others have leaves {} %",
                 name(step.asset), name_of(step.standing), decimal(step.share));
        else
            line(4, "{} ({}): {} {} %{}", name(step.asset), name_of(step.standing),
                 is_blocked ? "blocked holders have at least" : "blocked holders can have up to",
                 decimal(step.share),
                 step.unknown > 0 && !is_blocked
                     ? fmt::format(", {} % without a known holder", decimal(step.unknown))
                     : "");
        for (const HolderLine& holder : step.holders) {
            line(6, "{} ({}): {}", name(holder.owner), name_of(holder.standing),
                 to_text(holder.share));
            for (std::uint32_t i : holder.links)
                line(8, "said: {}{}", to_text(graph_.links()[i].share), statement(i));
        }
    }

    void tell_together(std::string_view what, const std::vector<Deciding>& facts) {
        if (facts.empty()) return;
        line(2, "{}", what);
        for (const Deciding& one : facts) line(4, "{}", told(graph_, one));
    }

    const Graph& graph_;
    const Answer& answer_;
    std::string out_;
};

}  // namespace

std::string to_text(const Graph& graph, const Answer& answer) {
    return Teller(graph, answer).tell();
}

}  // namespace standstill::screening::owners
