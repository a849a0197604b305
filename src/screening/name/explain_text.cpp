// An explanation as lines for a reviewer.
#include <fmt/format.h>

#include "screening/name/explain.h"

namespace standstill::screening {
namespace {

std::string words(const ExplainedName& name, const ExplainedUnit& unit) {
    std::string out;
    for (std::size_t i = unit.first; i < std::size_t{unit.first} + unit.count; ++i) {
        if (!out.empty()) out += ' ';
        out += name.parts[i].written;
    }
    return out;
}

std::string alone(const ExplainedName& name, std::uint32_t used) {
    std::string out;
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
        if ((used >> i & 1U) != 0) continue;
        out += fmt::format("{}`{}` ({}, weight {})", out.empty() ? "" : ", ", name.parts[i].written,
                           name_of(name.parts[i].role), name.parts[i].weight);
    }
    return out;
}

std::string how(const ExplainedPairing& pairing) {
    std::string out(name_of(pairing.likeness.rule));
    if (!pairing.query.symbol.empty()) out += ": " + pairing.query.symbol;
    if (pairing.likeness.cost > 0) {
        out += fmt::format(", {}.{:02} letters of {}", pairing.likeness.cost / 100,
                           pairing.likeness.cost % 100,
                           std::max(pairing.query.sound.size(), pairing.listed.sound.size()));
    }
    return out;
}

void notes(const ExplainedName& name, std::string_view which, std::string& out) {
    const auto say = [&](bool so, std::string_view what) {
        if (so) out += fmt::format("  note: in the {} {}\n", which, what);
    };
    say(name.notes.malformed, "bytes that are not UTF-8 were left out");
    say(name.notes.cut, "not all was looked at: it is too long");
    say(name.notes.invisible, "invisible characters were left out");
    say(name.notes.mixed, "look-alike letters of another script were put right");
    say(name.notes.marks, "more marks than a letter can bear were left out");
}

}  // namespace

std::string to_text(const Explanation& explanation) {
    std::string out =
        fmt::format("`{}` and `{}`: {} of 1000 ({})\n", explanation.query.text,
                    explanation.listed.text, explanation.similarity, label_of(explanation.mode));
    std::uint32_t query_used = 0;
    std::uint32_t listed_used = 0;
    for (const ExplainedPairing& pairing : explanation.pairings) {
        out += fmt::format("  `{}` with `{}`: {} ({})\n", words(explanation.query, pairing.query),
                           words(explanation.listed, pairing.listed), pairing.likeness.similarity,
                           how(pairing));
        for (unsigned i = 0; i < pairing.query.count; ++i)
            query_used |= 1U << (pairing.query.first + i);
        for (unsigned i = 0; i < pairing.listed.count; ++i) {
            listed_used |= 1U << (pairing.listed.first + i);
        }
    }
    if (explanation.mode.id == ModeId::OfacParity) return out;
    if (const std::string rest = alone(explanation.query, query_used); !rest.empty()) {
        out += "  only in the query: " + rest + "\n";
    }
    if (const std::string rest = alone(explanation.listed, listed_used); !rest.empty()) {
        out += "  only in the listed name: " + rest + "\n";
    }
    const Losses& lost = explanation.losses;
    out += fmt::format(
        "  taken off: {} for pairs that are not the same, {} for the query's words alone, {} for the "
        "listed name's, {} because both have some, {} because what is paired is common\n",
        lost.pairs, lost.query_alone, lost.listed_alone, lost.conflict, lost.evidence);
    out += fmt::format("  surprise: one expects 1 in 10^{:.2f} names so alike\n",
                       explanation.surprise / 100.0);
    notes(explanation.query, "query", out);
    notes(explanation.listed, "listed name", out);
    return out;
}

}  // namespace standstill::screening
