#include "law/units.h"

#include "base/text.h"

namespace standstill::law {

bool stands_under(std::string_view cite, std::string_view above) {
    if (above.empty() || !cite.starts_with(above)) return false;
    return cite.size() == above.size() || cite[above.size()] == '(' || cite[above.size()] == ' ';
}

const TextUnit* unit_called(const PackInfo& pack, std::string_view cite) {
    for (const TextUnit& unit : pack.text)
        if (unit.cite == cite) return &unit;
    return nullptr;
}

const TextUnit* unit_called(const Program& program, std::string_view cite) {
    for (const PackInfo& pack : program.packs)
        if (const TextUnit* unit = unit_called(pack, cite); unit != nullptr) return unit;
    return nullptr;
}

std::vector<const TextUnit*> units_under(const PackInfo& pack, std::string_view cite) {
    std::vector<const TextUnit*> out;
    for (const TextUnit& unit : pack.text)
        if (stands_under(unit.cite, cite)) out.push_back(&unit);
    return out;
}

bool has_words(const TextUnit& unit, std::string_view words) {
    return unit.text.find(base::folded(words)) != std::string::npos;  // a unit is kept folded
}

QuoteStands find_quote(const Program& program, std::string_view cite, std::string_view quote,
                       std::string& found) {
    QuoteStands best = QuoteStands::Nowhere;
    for (const PackInfo& pack : program.packs)
        for (const TextUnit& unit : pack.text) {
            if (!has_words(unit, quote)) continue;
            if (unit.cite == cite) {
                found = unit.cite;
                return QuoteStands::InItsUnit;
            }
            bool near = stands_under(unit.cite, cite) || stands_under(cite, unit.cite);
            if (near && best != QuoteStands::AboveOrBelow) {
                best = QuoteStands::AboveOrBelow;
                found = unit.cite;
            } else if (!near && best == QuoteStands::Nowhere) {
                best = QuoteStands::Elsewhere;
                found = unit.cite;
            }
        }
    return best;
}

}  // namespace standstill::law
