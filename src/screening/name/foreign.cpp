// What a name in another script brings: words that are cut, readings, skeletons.
#include "screening/name/foreign.h"

#include <algorithm>
#include <array>

#include "screening/name/lexicon.h"
#include "screening/name/units.h"
#include "screening/script/reading.h"
#include "screening/script/script.h"
#include "screening/script/skeleton.h"

namespace standstill::screening {
namespace {

constexpr std::uint16_t kOtherReading =
    10;  // thousandths that a reading that is not the first costs
constexpr std::uint16_t kReadSymbol = 20;
constexpr std::uint16_t kJoinedSkeleton = 20;
constexpr std::size_t kMostJoined = 3;

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) return out.push_back(static_cast<char>(c));
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr unsigned kLeads[] = {0, 0xc0, 0xe0, 0xf0};
    out.push_back(static_cast<char>(kLeads[more] | c >> (6 * more)));
    for (int i = more - 1; i >= 0; --i)
        out.push_back(static_cast<char>(0x80 | (c >> (6 * i) & 0x3f)));
}

bool is_han(std::u32string_view word) {
    return std::all_of(word.begin(), word.end(),
                       [](char32_t c) { return script_of(c) == Script::Han; });
}

std::size_t utf8_size(std::u32string_view letters) {
    std::size_t size = 0;
    for (const char32_t c : letters) size += c < 0x80 ? 1U : c < 0x800 ? 2U : c < 0x10000 ? 3U : 4U;
    return size;
}

bool gives_role(SymbolClass symbol_class) {
    return symbol_class == SymbolClass::Honorific || symbol_class == SymbolClass::Particle ||
           symbol_class == SymbolClass::LegalForm || symbol_class == SymbolClass::Generic;
}

bool is_known(std::u32string_view letters) {
    std::string utf8;
    for (const char32_t c : letters) append_utf8(utf8, c);
    return look_up(hash_on(kHashStart, utf8)) != nullptr;
}

// Arabic letters that do not join the next one; after them a space is easily left out.
bool stands_apart(char32_t c) {
    return std::u32string_view(U"اأإآدذرزژوةىء").find(c) != std::u32string_view::npos;
}

// Where a space was left out of a long word that is not known: after a letter that does not join,
// where the word before it is known. 0 if nowhere.
std::size_t lost_space(std::u32string_view word) {
    constexpr std::size_t kLeastWord = 8, kLeastFirst = 3, kLeastRest = 4;
    if (word.size() < kLeastWord || script_of(word[0]) != Script::Arabic || is_known(word))
        return 0;
    for (std::size_t size = word.size() - kLeastRest; size >= kLeastFirst; --size)
        if (stands_apart(word[size - 1]) && is_known(word.substr(0, size))) return size;
    return 0;
}

// How many letters are a name of their own. A full name without a space is cut where both halves
// are names that are known (山田太郎 is 山田 and 太郎), or else where its script would.
std::size_t first_size(std::u32string_view word, bool alone) {
    const std::size_t first = first_name_size(word);
    const std::size_t family = alone ? family_name_size(word) : 0;
    if (first == 0 && family == 0)
        if (const std::size_t lost = lost_space(word); lost > 0) return lost;
    if (first > 0 || !alone || !is_han(word)) return std::max(first, family);
    const auto cuts = [word](std::size_t size) {
        return size > 0 && size < word.size() && is_known(word.substr(0, size)) &&
               is_known(word.substr(size));
    };
    if (word.size() == 4 && cuts(2)) return 2;
    if (cuts(family)) return family;
    for (const std::size_t size : {2U, 1U, 3U})
        if (word.size() <= 6 && cuts(size)) return size;
    return family;
}

// The written word is cut at the same letter if nothing in it was folded away; else either half
// keeps the whole as written.
Word first_of(const Word& word, std::size_t bytes) {
    Word first = word;
    if (word.written_size == word.letters_size)
        first.written_size = static_cast<std::uint32_t>(bytes);
    first.letters_size = static_cast<std::uint16_t>(bytes);
    return first;
}

Word rest_of(const Word& word, std::size_t bytes) {
    Word rest = word;
    if (word.written_size == word.letters_size) {
        rest.written_at += static_cast<std::uint32_t>(bytes);
        rest.written_size -= static_cast<std::uint32_t>(bytes);
    }
    rest.letters_at += static_cast<std::uint32_t>(bytes);
    rest.letters_size = static_cast<std::uint16_t>(word.letters_size - bytes);
    rest.after_comma = false;
    return rest;
}

}  // namespace

void split_foreign(Folded& folded) {
    const std::size_t size = folded.words.size();
    if (std::none_of(folded.words.begin(), folded.words.end(),
                     [](const Word& word) { return word.foreign; }))
        return;
    const Words words = folded.words;
    folded.words.clear();
    for (std::size_t i = 0; i < size; ++i) {
        const Word& word = words[i];
        const std::size_t room = kMostParts - folded.words.size() - (size - i);
        std::size_t cut = 0;
        if (word.foreign && room > 0) {
            const std::u32string letters = code_points(
                std::string_view(folded.letters).substr(word.letters_at, word.letters_size));
            cut = utf8_size(letters.substr(0, first_size(letters, size == 1)));
        }
        if (cut > 0) folded.words.push_back(first_of(word, cut));
        folded.words.push_back(cut > 0 ? rest_of(word, cut) : word);
    }
}

void UnitMaker::read_foreign() {
    foreign_.clear();
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
        Part& part = name_.parts[i];
        if (!part.foreign) continue;
        foreign_.resize(name_.parts.size());
        ForeignWord& word = foreign_[i];
        word.letters = code_points(name_.folded(part));
        word.readings = readings(word.letters);
        read_symbols(i);
        const std::string reading = word.readings.empty() ? std::string() : word.readings.front();
        part.letters_at = static_cast<std::uint32_t>(name_.letters.size());
        part.letters_size =
            static_cast<std::uint16_t>(std::min<std::size_t>(reading.size(), kLongestPart));
        name_.letters.append(reading, 0, part.letters_size);
    }
}

// شيخ is an honorific and Лтд a legal form also where the lexicon has only their Latin letters.
void UnitMaker::read_symbols(std::size_t at) {
    bool known = false;
    for (const Found& found : symbols()) {
        if (found.first > at || at >= std::size_t{found.first} + found.count) continue;
        if (gives_role(found.symbol_class())) return;
        known = true;
    }
    for (const std::string& reading : foreign_[at].readings) {
        if (reading.size() < 2) continue;
        const LexiconEntry* const entry = look_up(hash_on(kHashStart, reading));
        if (entry == nullptr) continue;
        for (const std::uint32_t symbol : symbols_of(*entry)) {
            const auto symbol_class = static_cast<SymbolClass>(symbol >> 24);
            // A reading that is a given name of our table meets its other forms by the row alone.
            const bool given =
                symbol_class == SymbolClass::GivenName ||
                (symbol_class == SymbolClass::Spelling && (symbol & kNamedSpelling) != 0);
            if (applies(symbol_class, name_.kind) && (!known || given || gives_role(symbol_class)))
                add({symbol, static_cast<std::uint8_t>(at), 1, kReadSymbol});
        }
        return;
    }
}

void UnitMaker::readings_of(std::size_t at) {
    if (foreign_.empty()) return;
    const std::vector<std::string>& others = foreign_[at].readings;
    for (std::size_t i = 1; i < others.size(); ++i)
        text_unit(UnitKind::Reading, at, 1, std::string_view(others[i]).substr(0, kLongestPart),
                  kOtherReading);
}

void UnitMaker::skeletons() {
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
        const Part& part = name_.parts[i];
        if (part.role == Role::LegalForm || part.role == Role::Honorific) continue;
        const std::string letters(name_.folded(part));
        sound_unit(UnitKind::Consonants, i, 1, letters, keys_of_latin(letters), 0);
        if (!foreign_.empty()) skeletons_from(i);
    }
}

void UnitMaker::skeletons_from(std::size_t first) {
    std::vector<std::u32string_view> words;
    for (std::size_t at = first; at < name_.parts.size() && words.size() < kMostJoined; ++at) {
        if (foreign_[at].letters.empty() || !joins(at)) return;
        words.push_back(foreign_[at].letters);
        const std::string skeleton = skeleton_of(words);
        sound_unit(UnitKind::Skeleton, first, words.size(), skeleton, keys_of_skeleton(skeleton),
                   words.size() > 1 ? kJoinedSkeleton : 0);
    }
}

// One unit a key, all with the same text.
void UnitMaker::sound_unit(UnitKind kind, std::size_t first, std::size_t count,
                           std::string_view text, std::span<const std::uint64_t> keys,
                           std::uint16_t cost) {
    if (text.empty() || keys.empty()) return;
    const auto at = static_cast<std::uint32_t>(name_.letters.size());
    name_.letters.append(text);
    for (const std::uint64_t key : keys) {
        key_unit(kind, first, count, key);
        Unit& unit = name_.units.back();
        if (unit.key != key || unit.kind != kind) return;  // there was no room for it
        unit.cost = cost;
        unit.text_at = at;
        unit.text_size = static_cast<std::uint16_t>(text.size());
    }
}

}  // namespace standstill::screening
