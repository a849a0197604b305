// Text to parts to units.
#include <algorithm>
#include <array>

#include "screening/name/fold.h"
#include "screening/name/foreign.h"
#include "screening/name/name.h"
#include "screening/name/roles.h"
#include "screening/name/units.h"

namespace standstill::screening {

std::uint32_t Name::weight_of(const Unit& unit) const {
    std::uint32_t sum = 0;
    for (std::size_t i = unit.first; i < std::size_t{unit.first} + unit.count; ++i) {
        sum += parts[i].weight;
    }
    return sum;
}

void analyse(const NameText& name, const Mode& mode, Name& out) {
    Folded folded;
    folded.text.swap(out.text);
    folded.letters.swap(out.letters);
    fold(name.text, kMostParts, folded);
    split_foreign(folded);
    out.kind = name.kind;
    out.notes = folded.notes;
    out.parts.clear();
    out.units.clear();
    out.text.swap(folded.text);
    out.letters.swap(folded.letters);
    for (const Word& word : folded.words) {
        Part part;
        part.written_at = word.written_at;
        part.written_size = word.written_size;
        part.letters_at = word.letters_at;
        part.letters_size = word.letters_size;
        part.foreign = word.foreign;
        out.parts.push_back(part);
    }
    UnitMaker maker(out, mode);
    maker.find_symbols();
    maker.read_foreign();
    give_roles(name, folded, maker.symbols(), out);
    maker.make_units();
}

Name analyse(const NameText& name, const Mode& mode) {
    Name out;
    analyse(name, mode, out);
    return out;
}

std::string_view name_of(Role role) {
    switch (role) {
        case Role::Unknown:
            return "word";
        case Role::Given:
            return "given name";
        case Role::Family:
            return "family name";
        case Role::Patronymic:
            return "patronymic";
        case Role::Particle:
            return "particle";
        case Role::Honorific:
            return "honorific";
        case Role::LegalForm:
            return "legal form";
        case Role::Generic:
            return "generic word";
        case Role::Number:
            return "number";
    }
    return "word";
}

}  // namespace standstill::screening
