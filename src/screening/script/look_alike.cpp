// Look-alikes: a part of the confusables of UTS 39 that names are attacked with.
#include <array>
#include <optional>

#include "screening/script/script.h"

namespace standstill::screening {
namespace {

struct Pair {
    char32_t stranger;
    char32_t latin;
};

// Capital letters first by their own shape, then small ones; a small letter also stands for the
// shape of its capital where it has none of its own, because words may come in with case folded.
constexpr Pair kPairs[] = {
    // Cyrillic
    {U'А', U'A'},
    {U'В', U'B'},
    {U'Е', U'E'},
    {U'Ѕ', U'S'},
    {U'І', U'I'},
    {U'Ј', U'J'},
    {U'К', U'K'},
    {U'М', U'M'},
    {U'Н', U'H'},
    {U'О', U'O'},
    {U'Р', U'P'},
    {U'С', U'C'},
    {U'Т', U'T'},
    {U'У', U'Y'},
    {U'Х', U'X'},
    {U'Ү', U'Y'},
    {U'Һ', U'H'},
    {U'Ԛ', U'Q'},
    {U'Ԝ', U'W'},
    {U'Ѵ', U'V'},
    {U'Ғ', U'F'},
    {U'Ԁ', U'D'},
    {U'Ӏ', U'I'},
    {U'а', U'a'},
    {U'в', U'b'},
    {U'е', U'e'},
    {U'ё', U'e'},
    {U'ѕ', U's'},
    {U'і', U'i'},
    {U'ї', U'i'},
    {U'ј', U'j'},
    {U'к', U'k'},
    {U'м', U'm'},
    {U'н', U'h'},
    {U'о', U'o'},
    {U'р', U'p'},
    {U'с', U'c'},
    {U'т', U't'},
    {U'у', U'y'},
    {U'х', U'x'},
    {U'ү', U'y'},
    {U'һ', U'h'},
    {U'ԛ', U'q'},
    {U'ԝ', U'w'},
    {U'ѵ', U'v'},
    {U'ғ', U'f'},
    {U'ԁ', U'd'},
    {U'ӏ', U'l'},
    // Greek
    {U'Α', U'A'},
    {U'Β', U'B'},
    {U'Ε', U'E'},
    {U'Ζ', U'Z'},
    {U'Η', U'H'},
    {U'Ι', U'I'},
    {U'Κ', U'K'},
    {U'Μ', U'M'},
    {U'Ν', U'N'},
    {U'Ο', U'O'},
    {U'Ρ', U'P'},
    {U'Τ', U'T'},
    {U'Υ', U'Y'},
    {U'Χ', U'X'},
    {U'α', U'a'},
    {U'β', U'b'},
    {U'γ', U'y'},
    {U'ε', U'e'},
    {U'η', U'n'},
    {U'ι', U'i'},
    {U'κ', U'k'},
    {U'ν', U'v'},
    {U'ο', U'o'},
    {U'ρ', U'p'},
    {U'τ', U't'},
    {U'υ', U'u'},
    {U'χ', U'x'},
    {U'ω', U'w'},
    {U'ό', U'o'},
    {U'ά', U'a'},
    {U'έ', U'e'},
    {U'ί', U'i'},
    {U'ύ', U'u'},
    {U'ή', U'n'},
    // Armenian
    {U'Օ', U'O'},
    {U'օ', U'o'},
    {U'Ս', U'U'},
    {U'ս', U'u'},
    {U'հ', U'h'},
    {U'ո', U'n'},
    {U'ց', U'g'},
    {U'զ', U'q'},
    {U'Լ', U'L'},
    {U'Տ', U'S'},
};

bool is_maskable(Script script) {
    return script == Script::Latin || script == Script::Cyrillic || script == Script::Greek ||
           script == Script::Armenian;
}

std::optional<char32_t> latin_of(char32_t letter) {
    for (const Pair& pair : kPairs)
        if (pair.stranger == letter) return pair.latin;
    return std::nullopt;
}

std::optional<char32_t> stranger_of(char32_t latin, Script script) {
    for (const Pair& pair : kPairs)
        if (pair.latin == latin && script_of(pair.stranger) == script) return pair.stranger;
    return std::nullopt;
}

// The word with every letter that is not of `script` replaced; empty if one has no look-alike.
std::u32string written_in(std::u32string_view word, Script script) {
    std::u32string written;
    for (const char32_t c : word) {
        const Script own = script_of(c);
        std::optional<char32_t> letter = c;
        if (own != script && is_maskable(own))
            letter = script == Script::Latin ? latin_of(c) : stranger_of(c, script);
        if (!letter) return {};
        written += *letter;
    }
    return written;
}

// Of the scripts in the word the one that is not Latin; Other if there are none or two.
Script stranger_in(std::u32string_view word) {
    Script stranger = Script::Other;
    for (const char32_t c : word) {
        const Script script = script_of(c);
        if (script == Script::Latin || !is_maskable(script) || script == stranger) continue;
        if (stranger != Script::Other) return Script::Other;
        stranger = script;
    }
    return stranger;
}

}  // namespace

Unmasked unmasked(std::u32string_view word) {
    std::array<bool, 64> seen{};
    int scripts = 0;
    for (const char32_t c : word) {
        const Script script = script_of(c);
        bool& here = seen[static_cast<std::size_t>(script)];
        if (is_maskable(script) && !here) ++scripts;
        here = true;
    }
    if (scripts < 2) return {std::u32string(word), false};
    if (std::u32string latin = written_in(word, Script::Latin); !latin.empty())
        return {std::move(latin), true};
    const Script stranger = stranger_in(word);
    if (stranger != Script::Other && seen[static_cast<std::size_t>(Script::Latin)])
        if (std::u32string other = written_in(word, stranger); !other.empty())
            return {std::move(other), true};
    return {std::u32string(word), true};
}

std::u32string latin_look_alike(std::u32string_view word) {
    if (stranger_in(word) == Script::Other) return {};
    for (const char32_t c : word)
        if (script_of(c) == Script::Latin) return {};
    return written_in(word, Script::Latin);
}

}  // namespace standstill::screening
