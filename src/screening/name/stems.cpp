// Endings that change with the bearer and not with the name.
#include <string>

#include "screening/name/fold.h"
#include "screening/name/units.h"

namespace standstill::screening {
namespace {

struct Ending {
    std::string_view feminine;
    std::string_view masculine;
};

// Slavic family names and patronymics agree in gender. Longest first.
constexpr Ending kEndings[] = {
    // Latvian adds -s, -js to foreign names of men and -a to those of women.
    {"ovs", "ov"},      {"evs", "ev"},     {"kijs", "ky"},    {"ejs", "ei"},      {"ijs", "i"},
    {"ovics", "ovich"},

    {"skaya", "sky"},   {"skaia", "sky"},  {"skaja", "sky"},  {"tskaya", "tsky"}, {"zkaya", "zky"},
    {"ovna", "ovich"},  {"evna", "evich"}, {"ivna", "ovych"}, {"ova", "ov"},      {"eva", "ev"},
    {"ina", "in"},      {"yna", "yn"},     {"ska", "ski"},    {"cka", "cki"},     {"owa", "ow"},
};

}  // namespace

void UnitMaker::stems(std::size_t at) {
    const Part& part = name_.parts[at];
    const std::string_view letters = name_.folded(part);
    if (name_.kind == EntityKind::Person || name_.kind == EntityKind::Unknown) {
        for (const Ending& ending : kEndings) {
            if (letters.size() >= ending.feminine.size() + 3 &&
                letters.back() == ending.feminine.back() && letters.ends_with(ending.feminine)) {
                std::string stem(letters.substr(0, letters.size() - ending.feminine.size()));
                stem += ending.masculine;
                text_unit(UnitKind::Reading, at, 1, stem, 50);
                break;
            }
        }
    }
    // Foods and food: an organisation's words lose the ending of the English plural. A unit that
    // was made has moved the letters, so they are looked up again.
    const std::string_view whole = name_.folded(part);
    if (name_.kind != EntityKind::Person && !part.foreign && whole.size() >= 5 &&
        whole.ends_with('s') && !whole.ends_with("ss")) {
        text_unit(UnitKind::Reading, at, 1, std::string(whole.substr(0, whole.size() - 1)), 20);
    }
    if (part.foreign) return;
    const std::string_view written = name_.written(part);
    if (written.size() == part.letters_size) return;
    if (const std::string spelt = digraph_spelling(written); !spelt.empty()) {
        text_unit(UnitKind::Reading, at, 1, spelt, 10);
    }
}

}  // namespace standstill::screening
