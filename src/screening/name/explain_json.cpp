// An explanation as JSON.
#include <charconv>

#include "screening/name/explain.h"

namespace standstill::screening {
namespace {

namespace json = boost::json;

std::string hex(std::uint64_t key) {
    std::array<char, 17> out{};
    const auto end = std::to_chars(out.data(), out.data() + out.size(), key, 16).ptr;
    return {out.data(), end};
}

json::object json_of(const ExplainedName& name) {
    json::array parts;
    for (const ExplainedPart& part : name.parts) {
        parts.push_back({{"written", part.written},
                         {"letters", part.letters},
                         {"role", name_of(part.role)},
                         {"weight", part.weight},
                         {"rarity", part.rarity}});
    }
    json::array notes;
    if (name.notes.malformed) notes.emplace_back("malformed");
    if (name.notes.cut) notes.emplace_back("cut");
    if (name.notes.invisible) notes.emplace_back("invisible");
    if (name.notes.mixed) notes.emplace_back("mixed");
    if (name.notes.marks) notes.emplace_back("marks");
    return {{"text", name.text}, {"kind", name_of(name.kind)}, {"notes", notes}, {"parts", parts}};
}

json::object json_of(const ExplainedUnit& unit) {
    json::object out{{"kind", name_of(unit.kind)},
                     {"first", unit.first},
                     {"count", unit.count},
                     {"cost", unit.cost},
                     {"key", hex(unit.key)}};
    if (!unit.text.empty()) out["text"] = unit.text;
    if (!unit.sound.empty()) out["sound"] = unit.sound;
    if (!unit.symbol.empty()) out["symbol"] = unit.symbol;
    return out;
}

}  // namespace

json::object to_json(const Explanation& explanation) {
    json::array pairings;
    for (const ExplainedPairing& pairing : explanation.pairings) {
        pairings.push_back({{"query", json_of(pairing.query)},
                            {"listed", json_of(pairing.listed)},
                            {"rule", name_of(pairing.likeness.rule)},
                            {"similarity", pairing.likeness.similarity},
                            {"edits", pairing.likeness.cost}});
    }
    const Losses& lost = explanation.losses;
    return {{"mode", label_of(explanation.mode)},
            {"similarity", explanation.similarity},
            {"surprise", explanation.surprise},
            {"query", json_of(explanation.query)},
            {"listed", json_of(explanation.listed)},
            {"pairings", pairings},
            {"losses",
             {{"pairs", lost.pairs},
              {"query_alone", lost.query_alone},
              {"listed_alone", lost.listed_alone},
              {"conflict", lost.conflict},
              {"evidence", lost.evidence}}}};
}

}  // namespace standstill::screening
