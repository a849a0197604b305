#include "screening/name/explain.h"

#include "screening/name/lexicon.h"

namespace standstill::screening {
namespace {

ExplainedName explained(const Name& name) {
    ExplainedName out{name.text, name.kind, name.notes, {}};
    for (const Part& part : name.parts) {
        out.parts.push_back({std::string(name.written(part)), std::string(name.folded(part)),
                             part.role, part.weight, part.rarity});
    }
    return out;
}

std::string symbol_words(const Unit& unit) {
    if (unit.kind != UnitKind::Symbol) return {};
    const auto symbol = static_cast<std::uint32_t>(unit.key >> 56 << 24 | (unit.key & 0xff'ffffU));
    std::string out(name_of(class_of_symbol(unit.key)));
    if (const std::string_view id = name_of_symbol(symbol); !id.empty())
        out += " " + std::string(id);
    return out;
}

ExplainedUnit explained(const Name& name, const Unit& unit) {
    const UnitView view = name.view(unit);
    return {unit.kind,
            unit.first,
            unit.count,
            unit.cost,
            unit.key,
            std::string(view.text),
            std::string(view.sound),
            symbol_words(unit)};
}

}  // namespace

Explanation explain(const Name& query, const Name& listed, const Score& score, const Mode& mode) {
    Explanation out;
    out.mode = mode;
    out.query = explained(query);
    out.listed = explained(listed);
    out.similarity = score.similarity;
    out.surprise = score.surprise;
    Tally tally(query.parts, listed.parts, compares_people(query.kind, listed.kind));
    for (const Pairing& pairing : score.pairings) {
        const Unit& a = query.units[pairing.query_unit];
        const Unit& b = listed.units[pairing.listed_unit];
        out.pairings.push_back({explained(query, a), explained(listed, b), pairing.likeness});
        tally.add({a.first, a.count}, {b.first, b.count}, pairing.likeness);
    }
    if (mode.id != ModeId::OfacParity) out.losses = tally.losses(mode);
    return out;
}

Explanation explain(const NameText& query, const NameText& listed, const Mode& mode) {
    const Name a = analyse(query, mode);
    const Name b = analyse(listed, mode);
    return explain(a, b, score(a, b, mode), mode);
}

}  // namespace standstill::screening
