#include "screening/name/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "screening/name/lexicon.h"

namespace standstill::screening {

namespace {

ExplainedName explained(const NameText& given, const Name& name) {
    ExplainedName out{name.text, given.kind, std::string(given.given), std::string(given.family),
                      {},        {}};
    for (const Part& part : name.parts)
        out.parts.push_back({std::string(name.written(part)), std::string(name.folded(part)),
                             part.role, part.weight});
    return out;
}

std::vector<std::size_t> covered(const Unit& unit) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < unit.count; ++i) out.push_back(unit.first + i);
    return out;
}

std::string symbol_of(const Unit& unit, Rule rule) {
    if (rule != Rule::SameSymbol) return "";
    const SymbolClass of = class_of_symbol(unit.key);
    const auto number = static_cast<std::uint32_t>(unit.key & 0xff'ffffU) |
                        std::uint32_t{static_cast<std::uint8_t>(of)} << 24;
    const std::string_view name = name_of_symbol(number);
    return fmt::format("{}{}{}", name_of(of), name.empty() ? "" : " ", name);
}

std::vector<std::size_t> alone(std::size_t parts, const std::vector<ExplainedPairing>& pairings,
                               std::vector<std::size_t> ExplainedPairing::*side) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < parts; ++i) {
        const bool is_paired = std::any_of(pairings.begin(), pairings.end(), [&](const auto& one) {
            return std::find((one.*side).begin(), (one.*side).end(), i) != (one.*side).end();
        });
        if (!is_paired) out.push_back(i);
    }
    return out;
}

std::string words(const ExplainedName& name, const std::vector<std::size_t>& parts) {
    std::string out;
    for (std::size_t part : parts) out += (out.empty() ? "" : " ") + name.parts[part].written;
    return out;
}

std::uint32_t weight(const ExplainedName& name, const std::vector<std::size_t>& parts) {
    std::uint32_t out = 0;
    for (std::size_t part : parts) out += name.parts[part].weight;
    return out;
}

std::string pairing_line(const Explanation& of, const ExplainedPairing& one) {
    std::string out = fmt::format("\"{}\" with \"{}\": {}", words(of.query, one.query),
                                  words(of.listed, one.listed), name_of(one.rule));
    if (!one.symbol.empty()) out += fmt::format(" ({})", one.symbol);
    if (one.cost > 0)
        out += fmt::format(", edits of {}.{:02} letters", one.cost / 100, one.cost % 100);
    return out + fmt::format("; {}.{:03} of weights {} and {}\n", one.similarity / kWhole,
                             one.similarity % kWhole, weight(of.query, one.query),
                             weight(of.listed, one.listed));
}

std::string alone_line(std::string_view where, const ExplainedName& name) {
    std::string out;
    for (std::size_t part : name.alone)
        out += fmt::format("\"{}\" alone {}{}; weight {}\n", name.parts[part].written, where,
                           name.parts[part].role == Role::Unknown
                               ? ""
                               : fmt::format(" ({})", name_of(name.parts[part].role)),
                           name.parts[part].weight);
    return out;
}

}  // namespace

Explanation explain(const NameText& query, const NameText& listed, const Mode& mode) {
    const Name asked = analyse(query, mode), found = analyse(listed, mode);
    const Score scored = score(asked, found, mode);
    Explanation out{mode,
                    explained(query, asked),
                    explained(listed, found),
                    {},
                    scored.similarity,
                    scored.surprise,
                    scored.gain};
    for (const Pairing& one : scored.pairings) {
        const Unit& a = asked.units[one.query_unit];
        const Unit& b = found.units[one.listed_unit];
        out.pairings.push_back({covered(a), covered(b), a.kind, b.kind, one.likeness.rule,
                                symbol_of(a, one.likeness.rule), one.likeness.similarity,
                                one.likeness.cost});
    }
    out.query.alone = alone(out.query.parts.size(), out.pairings, &ExplainedPairing::query);
    out.listed.alone = alone(out.listed.parts.size(), out.pairings, &ExplainedPairing::listed);
    return out;
}

std::string to_text(const Explanation& explanation) {
    std::string out;
    for (const ExplainedPairing& one : explanation.pairings) out += pairing_line(explanation, one);
    out += alone_line("in the query", explanation.query);
    out += alone_line("on the list", explanation.listed);
    if (explanation.pairings.empty())
        out += fmt::format("the names are compared whole, as mode {} does\n",
                           label_of(explanation.mode));
    return out + fmt::format("similarity {}.{:03}\n", explanation.similarity / kWhole,
                             explanation.similarity % kWhole);
}

}  // namespace standstill::screening
