// Arabic names of several words that are written together in many ways.
#include <algorithm>
#include <array>
#include <string>

#include "screening/name/units.h"

namespace standstill::screening {
namespace {

constexpr std::uint16_t kCompound = 20;

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// al, el, ul, and before the letters that take it over: ar-, as-, ud-, ...
bool is_article(std::string_view letters) {
    return (letters.size() == 2 && is_vowel(letters[0]) && !is_vowel(letters[1])) ||
           letters == "ash" || letters == "esh" || letters == "ush";
}

bool is_faith(std::string_view letters) {
    return letters == "din" || letters == "deen" || letters == "dine" || letters == "dyn" ||
           letters == "ddin" || letters == "eddin" || letters == "uddin" || letters == "addin" ||
           letters == "eddine" || letters == "aldin" || letters == "eldin";
}

// What follows the servant's article: "abdurrahman" is rahman, "abdelaziz" aziz; empty if it is no
// such name.
std::string_view served(std::string_view letters) {
    if (!letters.starts_with("abd")) return {};
    std::size_t at = 3;
    while (at < letters.size() && is_vowel(letters[at])) ++at;
    if (at == 3 || at + 3 > letters.size()) return {};
    if (letters[at] == 'l' || letters[at] == letters[at + 1]) ++at;
    return letters.substr(at);
}

// What stands before "the faith": "saifuddin" is saif, "nureddine" nur.
std::string_view of_faith(std::string_view letters) {
    for (const std::string_view end : {"din", "deen", "dine", "dyn"}) {
        if (!letters.ends_with(end)) continue;
        std::string_view rest = letters.substr(0, letters.size() - end.size());
        while (rest.ends_with('d') || rest.ends_with('l')) rest.remove_suffix(1);
        if (rest.size() < 4 || !is_vowel(rest.back())) return {};
        while (!rest.empty() && is_vowel(rest.back())) rest.remove_suffix(1);
        return rest;
    }
    return {};
}

}  // namespace

// One spelling for each: abdulrahman, saifuddin.
void UnitMaker::compounds(std::size_t at) {
    const std::size_t size = name_.parts.size();
    const auto letters = [&](std::size_t i) { return name_.folded(name_.parts[i]); };
    const auto add = [&](UnitKind kind, std::size_t count, const std::string& text) {
        if (text.size() <= kLongestPart) text_unit(kind, at, count, text, kCompound);
    };
    const std::string first(letters(at));
    if (const auto of = served(first); of.size() > 2) {
        add(UnitKind::Reading, 1, "abdul" + std::string(of));
    } else if (first.starts_with("abd") && first.size() <= 6 && at + 1 < size) {
        const std::size_t next = at + 2 < size && is_article(letters(at + 1)) ? at + 2 : at + 1;
        if (joins(next)) add(UnitKind::Joined, next - at + 1, "abdul" + std::string(letters(next)));
    }
    if (const auto of = of_faith(first); !of.empty()) {
        add(UnitKind::Reading, 1, std::string(of) + "uddin");
    } else if (first.size() > 2 && at + 1 < size) {
        const std::size_t next = at + 2 < size && is_article(letters(at + 1)) ? at + 2 : at + 1;
        if (is_faith(letters(next))) add(UnitKind::Joined, next - at + 1, first + "uddin");
    }
}

}  // namespace standstill::screening
