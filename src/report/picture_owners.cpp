#include "report/picture_owners.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/drawing.h"

namespace standstill::report {

namespace {

using namespace screening::owners;

constexpr int kBoxWidth = 230, kBoxHeight = 44, kColumn = 330, kRow = 62, kTop = 56, kLeft = 20;

struct Place {
    int column;  // steps from the party
    int row;
};

// Whoever is above the party by links that hold on the day, by distance; the party first.
struct Layout {
    Layout(const Graph& graph, const Answer& answer) {
        std::map<std::uint32_t, std::vector<std::uint32_t>> by_asset;
        for (std::uint32_t i = 0; i < graph.links().size(); ++i)
            if (graph.links()[i].period.on(answer.day) != Held::No)
                by_asset[graph.links()[i].asset].push_back(i);
        std::vector<int> rows{1};
        parties = {answer.party};
        places[answer.party] = {0, 0};
        for (std::size_t next = 0; next < parties.size(); ++next)
            for (std::uint32_t i : by_asset[parties[next]]) {
                std::uint32_t owner = graph.links()[i].owner;
                links.push_back(i);
                if (places.contains(owner)) continue;
                int column = places[parties[next]].column + 1;
                if (rows.size() <= static_cast<std::size_t>(column)) rows.push_back(0);
                places[owner] = {column, rows[static_cast<std::size_t>(column)]++};
                parties.push_back(owner);
            }
        shown = std::min(parties.size(), kMostDrawn);
        for (std::size_t i = 0; i < shown; ++i) {
            columns = std::max(columns, places[parties[i]].column);
            lines = std::max(lines, places[parties[i]].row + 1);
        }
    }

    bool is_shown(std::uint32_t party) const {
        auto at = std::find(parties.begin(), parties.end(), party);
        return static_cast<std::size_t>(at - parties.begin()) < shown;
    }
    int x(std::uint32_t party) const {
        return kLeft + (columns - places.at(party).column) * kColumn;
    }
    int y(std::uint32_t party) const { return kTop + places.at(party).row * kRow; }

    std::vector<std::uint32_t> parties, links;
    std::map<std::uint32_t, Place> places;
    std::size_t shown = 0;
    int columns = 0, lines = 1;
};

const RuleAnswer* chosen(const Answer& answer, const std::string& rule) {
    for (const RuleAnswer& one : answer.rules)
        if (rule.empty() || one.rule.id == rule) return &one;
    return nullptr;
}

class Standings {
public:
    Standings(const Graph& graph, const Answer& answer, const RuleAnswer* rule) {
        if (rule == nullptr) return;
        Inquiry inquiry(graph, rule->rule, rule->phase, answer.day);
        for (std::uint32_t i = 0; i < graph.parties().size(); ++i)
            standing_.push_back(inquiry.standing(i));
        standing_[answer.party] = rule->verdict.standing;
    }
    std::string_view words(std::uint32_t party) const {
        return standing_.empty() ? "" : name_of(standing_[party]);
    }
    std::string_view style(std::uint32_t party) const {
        if (standing_.empty() || standing_[party] == Standing::NotBlocked) return "box";
        return standing_[party] == Standing::Blocked ? "value-no" : "value-unknown";
    }

private:
    std::vector<Standing> standing_;
};

std::string label(const Link& link) {
    std::string what(link.kind == LinkKind::Stake ? to_text(link.share) : name_of(link.kind));
    if (link.kind == LinkKind::Stake && link.share == kUnknownShare) what = "share not known";
    return link.is_verified ? what : what + ", not verified";
}

std::string on_lists(const Party& party, base::Day day) {
    std::string out;
    for (const OnList& on : party.lists)
        if (on.period.on(day) != Held::No) out += (out.empty() ? "" : ", ") + on.list;
    return out;
}

std::string description(const Graph& graph, const Answer& answer, const RuleAnswer* rule,
                        const Layout& layout) {
    return fmt::format(
        "{} parties and {} links above {} on {}{}. {}The list beside it says the same in words.",
        layout.parties.size() - 1, layout.links.size(), graph.parties()[answer.party].name,
        base::to_string(answer.day),
        rule == nullptr
            ? ""
            : fmt::format("; by the {} it is {}", rule->rule.name, name_of(rule->verdict.standing)),
        layout.shown < layout.parties.size()
            ? fmt::format("The {} nearest are drawn. ", layout.shown)
            : "");
}

}  // namespace

std::string owners_picture(const Graph& graph, const Answer& answer, const std::string& rule) {
    Layout layout(graph, answer);
    const RuleAnswer* used = chosen(answer, rule);
    Standings standings(graph, answer, used);
    Drawing drawing("owners", kLeft * 2 + layout.columns * kColumn + kBoxWidth);
    drawing.text(kLeft, 26, "Owners and controllers, whoever holds to the left", "strong");
    std::map<std::uint32_t, int> labels;  // of one box, below one another
    for (std::uint32_t i : layout.links) {
        const Link& link = graph.links()[i];
        if (!layout.is_shown(link.owner) || !layout.is_shown(link.asset)) continue;
        bool is_stake = link.kind == LinkKind::Stake;
        int x = layout.x(link.owner) + kBoxWidth, y = layout.y(link.owner) + kBoxHeight / 2;
        drawing.link(x, y, layout.x(link.asset), layout.y(link.asset) + kBoxHeight / 2,
                     is_stake ? "link" : "link-dashed");
        drawing.text(x + 6, y - 4 + 14 * labels[link.owner]++, shortened(label(link), 24), "small");
    }
    for (std::size_t k = 0; k < layout.shown; ++k) {
        std::uint32_t i = layout.parties[k];
        const Party& party = graph.parties()[i];
        std::string lists = on_lists(party, answer.day);
        std::string below(standings.words(i));
        if (!lists.empty()) below += (below.empty() ? "" : "; on ") + lists;
        drawing.box(layout.x(i), layout.y(i), kBoxWidth, kBoxHeight, standings.style(i));
        drawing.text(layout.x(i) + 8, layout.y(i) + 18, shortened(party.name, 32), "body");
        drawing.text(layout.x(i) + 8, layout.y(i) + 35, shortened(below, 38), "small");
    }
    return drawing.finish(kTop + layout.lines * kRow + 10, "Owners and controllers",
                          description(graph, answer, used, layout));
}

std::string owners_words(const Graph& graph, const Answer& answer, const std::string& rule) {
    Layout layout(graph, answer);
    const RuleAnswer* used = chosen(answer, rule);
    Standings standings(graph, answer, used);
    std::string out = description(graph, answer, used, layout) + "\n";
    for (std::uint32_t i : layout.links) {
        const Link& link = graph.links()[i];
        std::string_view words = standings.words(link.owner);
        out += fmt::format("{}{} {} {}: {}{}{}\n", graph.parties()[link.owner].name,
                           words.empty() ? "" : fmt::format(" ({})", words),
                           link.kind == LinkKind::Stake ? "owns" : "holds",
                           graph.parties()[link.asset].name, label(link),
                           link.period.to_text().empty() ? "" : ", " + link.period.to_text(),
                           link.source.empty() ? "" : ", source " + link.source);
    }
    if (answer.unknown > 0)
        out += fmt::format("Up to {} % of {} has no known holder.\n", decimal(answer.unknown),
                           graph.parties()[answer.party].name);
    return out;
}

}  // namespace standstill::report
