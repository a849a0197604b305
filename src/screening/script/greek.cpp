// Greek: ELOT 743 (ISO 843 type 2), the classical letters of ALA-LC, and how it sounds.
#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

constexpr LetterReading kLetters[] = {
    {U'α', {"a"}},
    {U'β', {"v", "b", "v"}},
    {U'γ', {"g"}},
    {U'δ', {"d"}},
    {U'ε', {"e"}},
    {U'ζ', {"z"}},
    {U'η', {"i", "e", "i"}},
    {U'θ', {"th"}},
    {U'ι', {"i"}},
    {U'κ', {"k"}},
    {U'λ', {"l"}},
    {U'μ', {"m"}},
    {U'ν', {"n"}},
    {U'ξ', {"x", "x", "ks"}},
    {U'ο', {"o"}},
    {U'π', {"p"}},
    {U'ρ', {"r"}},
    {U'σ', {"s"}},
    {U'ς', {"s"}},
    {U'τ', {"t"}},
    {U'υ', {"y", "y", "i"}},
    {U'φ', {"f", "ph", "f"}},
    {U'χ', {"ch", "ch", "h"}},
    {U'ψ', {"ps"}},
    {U'ω', {"o"}},
};

struct Group {
    std::u32string_view letters;
    std::string_view readings[3];
};

// Two letters that are read as one; at the beginning of a word the stops are always b, d, g.
constexpr Group kGroups[] = {
    {U"ου", {"ou", "ou", "u"}},    {U"γγ", {"ng", "ng", "ng"}}, {U"γξ", {"nx", "nx", "nx"}},
    {U"γχ", {"nch", "nch", "nh"}}, {U"γκ", {"gk", "nk", "g"}},  {U"μπ", {"mp", "mp", "b"}},
    {U"ντ", {"nt", "nt", "d"}},    {U"τζ", {"tz", "tz", "dz"}}, {U"αι", {"ai", "ai", "e"}},
    {U"ει", {"ei", "ei", "i"}},    {U"οι", {"oi", "oi", "i"}},
};

bool is_voiceless(std::u32string_view rest) {
    return rest.empty() ||
           std::u32string_view(U"θκξπσςτφχψ").find(rest[0]) != std::u32string_view::npos;
}

// αυ, ευ, ηυ: av or af by what follows; classical au, eu.
std::string spell_diphthong(std::u32string_view rest, std::size_t system) {
    const std::string vowel(find_letter(kLetters, rest[0])->readings[0]);
    if (system == 1) return vowel + "u";
    return vowel + (is_voiceless(rest.substr(2)) ? "f" : "v");
}

std::string spell(std::u32string_view word, std::size_t system) {
    std::string text;
    while (!word.empty()) {
        std::size_t size = 1;
        const bool diphthong =
            word.size() > 1 && word[1] == U'υ' &&
            std::u32string_view(U"αεη").find(word[0]) != std::u32string_view::npos;
        if (diphthong) {
            text += spell_diphthong(word, system);
            size = 2;
        } else {
            std::string_view reading;
            for (const Group& group : kGroups)
                if (word.starts_with(group.letters)) {
                    reading = group.readings[system];
                    if (text.empty() && reading == "mp") reading = "b";
                    if (text.empty() && reading == "nt") reading = "d";
                    if (text.empty() && (reading == "gk" || reading == "nk")) reading = "g";
                    size = 2;
                }
            if (size == 1)
                if (const LetterReading* letter = find_letter(kLetters, word[0]))
                    reading = letter->readings[system].empty() ? letter->readings[0]
                                                               : letter->readings[system];
            text += reading;
        }
        word.remove_prefix(size);
    }
    return text;
}

}  // namespace

std::vector<std::string> read_greek(std::u32string_view word) {
    return {spell(word, 0), spell(word, 1), spell(word, 2)};
}

}  // namespace standstill::screening
