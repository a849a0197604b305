// Words in Arabic letters (Arabic, Persian, Urdu, Pashto, Kurdish, Uyghur) as sounds.
//
// What a letter may be depends on where it stands: alef at the beginning only carries a vowel, he
// at the end may be silent, the l of the article may become the consonant that follows it.
#include <algorithm>
#include <string>

#include "screening/script/reading.h"
#include "screening/script/sound.h"

namespace standstill::screening {
namespace {

struct Letter {
    char32_t letter;
    char sound;
};

constexpr Letter kLetters[] = {
    {U'ا', 'a'}, {U'أ', '\''}, {U'إ', '\''}, {U'ٱ', 'a'}, {U'آ', 'M'}, {U'ء', '\''}, {U'ئ', 'K'},
    {U'ؤ', 'U'}, {U'ب', 'b'},  {U'پ', 'p'},  {U'ت', 't'}, {U'ٹ', 't'}, {U'ټ', 't'},  {U'ٺ', 't'},
    {U'ط', 't'}, {U'ث', 'v'},  {U'ج', 'j'},  {U'چ', 'C'}, {U'ح', 'H'}, {U'خ', 'x'},  {U'ځ', '3'},
    {U'څ', '4'}, {U'د', 'd'},  {U'ڈ', 'd'},  {U'ډ', 'd'}, {U'ڌ', 'd'}, {U'ذ', 'V'},  {U'ر', 'r'},
    {U'ڑ', 'R'}, {U'ړ', 'R'},  {U'ڕ', 'r'},  {U'ز', 'z'}, {U'ژ', 'X'}, {U'ږ', '2'},  {U'س', 's'},
    {U'ش', '$'}, {U'ښ', '1'},  {U'ص', 'S'},  {U'ض', 'P'}, {U'ظ', 'Z'}, {U'ع', 'E'},  {U'غ', 'G'},
    {U'ف', 'f'}, {U'ڢ', 'f'},  {U'ڤ', 'W'},  {U'ۋ', 'W'}, {U'ق', 'q'}, {U'ڨ', 'g'},  {U'ك', 'k'},
    {U'ک', 'k'}, {U'ڪ', 'k'},  {U'گ', 'g'},  {U'ګ', 'g'}, {U'ڭ', '8'}, {U'ل', 'l'},  {U'ڵ', 'l'},
    {U'م', 'm'}, {U'ن', 'n'},  {U'ڼ', 'n'},  {U'ں', 'N'}, {U'ه', 'h'}, {U'ہ', 'h'},  {U'ھ', 'h'},
    {U'ۀ', 'O'}, {U'ۂ', 'O'},  {U'ة', 'Q'},  {U'ۃ', 'Q'}, {U'و', 'w'}, {U'ۆ', '5'},  {U'ۇ', '5'},
    {U'ۈ', '5'}, {U'ۉ', '5'},  {U'ي', 'y'},  {U'ی', 'y'}, {U'ى', 'y'}, {U'ې', '6'},  {U'ێ', '6'},
    {U'ے', '6'}, {U'ۓ', '6'},  {U'ۍ', '6'},  {U'ە', '7'},
};

// Vowel signs, signs of recitation, the stretching line, and joiners.
constexpr bool is_mark(char32_t c) {
    return (c >= 0x064b && c <= 0x065f) || c == 0x0670 || (c >= 0x0610 && c <= 0x061a) ||
           (c >= 0x06d6 && c <= 0x06dc) || (c >= 0x06df && c <= 0x06e8) ||
           (c >= 0x06ea && c <= 0x06ed) || c == 0x0640 || c == 0x0674 || c == 0x200c || c == 0x200d;
}

char plain_sound(char32_t c) {
    for (const Letter& letter : kLetters)
        if (letter.letter == c) return letter.sound;
    return 0;
}

bool carries_vowel(char32_t c) {
    return c == U'ا' || c == U'أ' || c == U'إ' || c == U'ٱ' || c == U'ع' || c == U'ئ' || c == U'ء';
}

// Names that begin many compounds; those of Persian and Urdu are written as one word or as two.
constexpr std::u32string_view kFirstNames[] = {
    U"محمد", U"احمد", U"أحمد", U"علی", U"علي", U"امیر", U"أمير",  U"امير", U"غلام", U"سید",
    U"سيد",  U"حسین", U"حسين", U"حسن", U"نور", U"گل",   U"شیر",   U"مير",  U"میر",  U"خان",
    U"شاه",  U"عبد",  U"ابو",  U"أبو", U"حاج", U"ملا",  U"قربان", U"یار",  U"فخر",  U"شمس",
};

// And names that end them.
constexpr std::u32string_view kLastNames[] = {
    U"رضا",  U"علی",  U"علي",  U"حسین", U"حسين",  U"حسن",   U"محمد", U"مهدی",  U"مهدي",
    U"صادق", U"باقر", U"جواد", U"کاظم", U"هادی",  U"تقی",   U"نقی",  U"جعفر",  U"ابراهیم",
    U"زاده", U"زادہ", U"پور",  U"نژاد", U"یاسین", U"ياسين", U"طاها", U"احسان", U"امین",
    U"خان",  U"شاه",  U"الله", U"جان",  U"گل",    U"احمد",  U"حیدر",
};

// An article within a word written as one, as in عبدالله; at least two letters on either side.
bool is_article(std::u32string_view word, std::size_t at) {
    return word.substr(at, 2) == U"ال" && at + 4 <= word.size() && at != 1;
}

char sound_at(std::u32string_view word, std::size_t at, bool first) {
    const char32_t c = word[at];
    const bool last = at + 1 == word.size();
    if (first && carries_vowel(c)) return 'I';
    if (last && !first) {
        if (c == U'ى' || c == U'ی') return 'Y';
        if (c == U'ه' || c == U'ہ') return 'O';
        if (c == U'د') return 'D';
    }
    if (!last && (c == U'ة' || c == U'ۃ')) return 't';
    return plain_sound(c);
}

}  // namespace

std::size_t first_name_size(std::u32string_view word) {
    // An article inside: what stands before it is a name.
    for (std::size_t at = 2; at + 4 <= word.size(); ++at)
        if (is_article(word, at) && at + 2 < word.size()) {
            const std::u32string_view first = word.substr(0, at);
            const bool known = std::find(std::begin(kFirstNames), std::end(kFirstNames), first) !=
                               std::end(kFirstNames);
            const std::u32string_view last = word.substr(at + 2);
            if (known || last == U"له" || last == U"لہ" || last == U"لە" ||
                last.starts_with(U"دين") || last.starts_with(U"دین") || last == U"حق")
                return at;
        }
    for (const std::u32string_view first : kFirstNames) {
        if (!word.starts_with(first)) continue;
        const std::u32string_view rest = word.substr(first.size());
        if (std::find(std::begin(kLastNames), std::end(kLastNames), rest) != std::end(kLastNames))
            return first.size();
    }
    for (const std::u32string_view last : {U"زاده", U"نژاد"})
        if (word.ends_with(last) && word.size() >= last.size() + 3)
            return word.size() - last.size();
    return 0;
}

std::string arabic_sounds(std::u32string_view part) {
    std::u32string word;
    for (const char32_t c : part)
        if (!is_mark(c)) word += c;
    if (word == U"بن" || word == U"ابن" || word == U"إبن") return "Bbn";
    if (word == U"عمرو") word = U"عمر";  // its waw only tells it from Umar
    std::string sounds;
    bool first = true;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (is_article(word, at)) {
            if (at > 0) sounds += kBoundary;
            sounds += "#L";
            ++at;
            first = true;
            continue;
        }
        const char sound = sound_at(word, at, first);
        if (sound == 0) return {};
        // Foreign ch and x are written with two letters.
        if (sound == '$' && sounds.ends_with('t') && word[at - 1] == U'ت')
            sounds.back() = 'c';
        else if (sound == 's' && sounds.ends_with('k'))
            sounds.back() = 'e';
        else
            sounds += sound;
        first = false;
    }
    return sounds;
}

}  // namespace standstill::screening
