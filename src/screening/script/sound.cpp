#include "screening/script/sound.h"

#include <charconv>

namespace standstill::screening {
namespace {

// One line a sound: its letter in skeletons, what it may be in a key, how it is written in Latin
// letters. A number after a colon is the cost; `&` is nothing before a vowel, `0` is nothing.
// `!` before the classes: begins a syllable even where it is not written.
struct Line {
    char letter;
    std::string_view classes;
    std::string_view spellings;
};

// Spellings at no cost stand in one of: BGN/PCGN 1956 (Arabic), 1958 (Persian), ALA-LC, ISO 233-2,
// DIN 31635 with the marks taken off, or the usual French or English spelling of names. At a
// cost: Turkish, German, Spanish, Maghrebi and colloquial spellings.
constexpr Line kArabic[] = {
    {'b', "B", "b p:10 v:40"},
    {'p', "B", "p b:5"},
    {'t', "T", "t th:20"},
    {'v', "T|S", "th t:8 s:8"},                                    // tha
    {'j', "J|G", "j g dj dzh dsch g gu:8 dg:15 zh:20 c:25 y:40"},  // jim
    {'C', "C|J|S|TS", "ch tch tsch c:10 tsh:5 cz:10 sh:20 j:20"},  // che
    {'H', "-", "h 0:30 ch:8 kh:40"},                               // Ha
    {'x', "K|-", "kh k:12 h:12 ch:8 x:15 q:40"},                   // kha
    {'d', "D", "d dh:20"},
    {'D', "D|T", "d dh:20 t:25"},       // dal at the end of a word
    {'V', "D|Z|T", "dh z:5 d:5 th:5"},  // dhal
    {'r', "R", "r rh:15"},
    {'R', "R|D", "r rh d:10 rd:10 dr:20"},  // rre of Urdu and Pashto
    {'z', "Z|S", "z s:15"},
    {'c', "C|TS", "ch tch tsch c:8 cz tsh:3 cs tj:8"},  // ta and shin, as foreign ch is written
    {'e', "KS|K", "x ks cs:5 kc:10"},                   // kaf and sin, as foreign x is
    {'Z', "Z|D|T", "z dh d:8 th:5"},                    // Za
    {'X', "Z|J", "zh j:5 z:8"},                         // zhe
    {'s', "S", "s c:20 sh:40"},
    {'$', "S|C", "sh ch:3 sch s:12 sj:8 c:20"},  // shin
    {'S', "S", "s c:20"},                        // Sad
    {'P', "D|Z|T", "d dh z:5 th:15"},            // Dad
    {'E', "!-", "0"},                            // ayn within a word
    {'I', "!-", "& 0:40"},              // alef, hamza or ayn at the beginning: a vowel follows
    {'B', "-", "0 i e a:5 o:20"},       // before bn: ibn and bin are one
    {'M', "-", "a aa o:10 e:25 0:50"},  // alef with madda
    {'a', "-", "a aa e:8 o:18 ah:8 ae:8 ea:15 0:45 i:45 u:45"},  // alef within a word
    {'w', "-", "w u o ou oo v uw ow ue:10 oe:12 uu:5 0:45"},
    {'y', "-", "y i ee ie iy ii j:15 e:12 ij:12 ea:12 0:45"},
    {'Y', "-", "i y a ee ie iy ah:3 aa:3 e:12 ij:12 ai:10 0:50"},  // alef maqsura
    {'Q', "-|T", "a ah e eh at et t h ate:5 i:25 0:12"},           // ta marbuta
    {'O', "-", "h ah eh a e ha:5 he:5 i:20 0:15"},                 // he at the end of a word
    {'h', "-", "h 0:40"},
    {'\'', "!-", "0 a:5"},        // hamza
    {'K', "!-", "0 i y:5 e:5"},   // hamza on ya
    {'U', "!-", "0 u o w:8 ou"},  // hamza on waw
    {'f', "F|-", "f ph:8 v:10 p:40"},
    {'W', "-|F", "v w:5 f:8"},  // ve
    {'q', "K|G", "q k c:8 g:8 gh:8 qu:5 kh:30 ck:8"},
    {'k', "K", "k c:5 ck:5 q:15 kh:25 qu:15"},
    {'g', "G|K|J", "g gu:5 gh:8 k:35 j:30"},
    {'G', "G|K", "gh g:5 q:20 k:40"},  // ghayn
    {'l', "L", "l"},
    {'#', "-", "0 a e u:3 i:8 o:12"},  // alef of the article
    {'L', "L|-", "l 0"},               // lam of the article
    {'m', "M", "m n:40"},
    {'n', "N", "n m:25"},
    {'N', "N|-", "n 0:5"},                          // nun ghunna
    {'1', "S|K|-", "sh kh x:5 h:15"},               // xe of Pashto
    {'2', "G|Z|J", "g zh j:5 z:8"},                 // ge
    {'3', "Z|DZ|J", "dz z j:5"},                    // dze
    {'4', "S|TS|C|Z|TZ", "ts s c:5 ch:8 tz:5"},     // tse
    {'5', "-", "u o oe ou ue w:20"},                // o and u of Kurdish and Uyghur
    {'6', "-", "e i ee y:5 ai:5 ay:5 ei ey 0:30"},  // e, and ya barree
    {'7', "-", "a e 0:5 ah:10"},                    // e of Kurdish, a of Uyghur
    {'8', "N|NG", "ng n:10"},
};

// BGN/PCGN 1962 and 2018 (Hebrew), ALA-LC, ISO 259-2, the 2006 rules of the Academy of the Hebrew
// Language, and Ashkenazi spellings of names.
constexpr Line kHebrew[] = {
    {'I', "!-", "& 0:40"},            // alef or ayin at the beginning
    {'a', "!-", "0 a e:5 o:5 i:10"},  // alef within a word
    {'E', "!-", "0 a"},               // ayin within a word
    {'b', "B|-", "b v w:15 p:30"},
    {'g', "G", "g gu:8 gh:10"},
    {'j', "J|G", "j g:5 dj dg:10"},
    {'d', "D", "d dh:20"},
    {'h', "-", "h 0:30"},
    {'O', "-", "a ah e eh h o:10 oh:5 i:30"},  // he at the end of a word
    {'w', "-", "v w:5 u o ou oo ow:5 ew:15 0:25"},
    {'v', "-", "v w:3"},  // double vav
    {'z', "Z", "z s:30"},
    {'X', "Z|J", "zh j g:20"},
    {'H', "-|C|K", "ch h kh k:20 0:40"},
    {'t', "T", "t th:10"},  // tet
    {'y', "-", "y i ei:3 ey:3 ai:3 ay:3 ee j:8 ie e:8 0:25"},
    {'k', "K|C|-", "k ch c:5 kh ck:5 h:20"},
    {'l', "L", "l"},
    {'m', "M", "m"},
    {'n', "N", "n"},
    {'s', "S", "s c:20"},
    {'p', "B|F", "p f ph:3"},
    {'f', "F|B", "f v:15 ff p:10"},
    {'S', "TS|TZ|Z|S|C", "tz ts z:3 s:10 c:10 cz:10 tch:20 ch:15"},
    {'C', "C|TS", "ch tch tsch c:10"},
    {'q', "K", "k q c:5 ck:5"},
    {'r', "R", "r"},
    {'$', "S|C", "sh s sch ch:10"},
    {'T', "T|S", "t th s:15"},  // tav
    {'D', "D|T", "dh th d:5"},
};

// Foreign names in katakana: the rules for writing foreign words (Cabinet notice 2 of 1991), read
// backwards. r and l are one, b and v are one, and a vowel that Japanese had to put in may fall.
constexpr Line kKana[] = {
    {'k', "K", "k c qu:5 q:5 kh:8 ck ch:10"},
    {'g', "G", "g gu:3 gh:5"},
    {'s', "S", "s c th:10"},
    {'S', "S|C", "sh s:5 sch ch:10 c:10"},
    {'z', "Z|D|T|S", "z dh:5 th:10 s:10 d:15"},
    {'J', "J|Z|D|G", "j z:5 g di:5 d:5 dj dzh zh gi:5"},
    {'t', "T", "t th d:30"},
    {'C', "C|T|-", "ch t:8 ti:8 cz tch tsch ci:10 c:10 tj:8"},
    {'T', "TS|TZ|S|T|J|K|Z", "ts tz z:8 s:15 t:10 c:5 zz:5 cz:15"},
    {'d', "D", "d dh th:20"},
    {'n', "N", "n"},
    {'N', "N|M", "n m:5"},
    {'h', "-|K|F", "h kh k:20 ch:5 x:8 f:20 0:20"},
    {'F', "F|-", "f ph h:10 v:15 hu:5"},
    {'b', "B|-", "b v:5 p:30"},
    {'p', "B|F", "p ph:20 b:30"},
    {'m', "M", "m"},
    {'y', "-", "y i j 0:25"},
    {'r', "R|L", "r l rh"},
    {'w', "-", "w v:5 u o:10 0:20"},
    {'v', "-|F", "v w f:15"},
    {'a', "-", "a e:20 u:25 o:25 er:15 ar:10 0:45 aa ah ia:20"},
    {'i', "-", "i y e:15 ee ie ei:10 j:10 ea:10 0:45"},
    {'u', "-", "u oo ou w:15 v:15 o:15 y:20 oe:10 ue:5 0:45"},
    {'e', "-", "e a:15 ai:10 ei:5 ay:8 ey:8 i:20 ie:8 ae:5 ye:10 je:10 0:45"},
    {'o', "-", "o a:20 u:20 ou:5 oh:3 ow:8 au:5 aw:10 oo:10 eo:20 0:45"},
    {'U', "-", "0 u:8 o:15 e:15 ou:8 oo:8 y:15"},  // u after a consonant
    {'O', "-", "0 o:5 u:15 e:15 a:25"},            // o after t and d
    {'Y', "-", "0:5 i:5 e:10 y:5"},                // i after ch and j
};

// Foreign names in Hangul, by the rules for writing loan words (notice 85-11 of 1986), backwards.
constexpr Line kHangul[] = {
    {'k', "K|G", "k g:3 c kh:8 q:5 ck ch:15"},
    {'K', "K", "k c kh:5 q:3 qu:5 ck ch:10 x:15"},
    {'n', "N", "n"},
    {'d', "D|T", "d t:8 th:10 dh:5"},
    {'t', "T", "t th d:30"},
    {'r', "R|L", "r l rh"},
    {'m', "M", "m"},
    {'b', "B|-", "b v:5 p:10 w:20"},
    {'p', "B|F", "p f:5 ph:5 b:25 v:25"},
    {'s', "S", "s c th:10 sh:8 z:30"},
    {'j', "J|Z|D|G", "j z:8 g:8 di:10 zh:5 dzh dj d:20"},
    {'C', "C|TS|T|Z", "ch t:15 ti:15 ts:8 c:10 cz tch tsch z:15"},
    {'h', "-|K", "h kh ch:8 x:10 0:25"},
    {'Q', "N|NG", "ng n:8"},
    {'a', "-", "a e:20 u:25 o:25 ar:15 0:45"},
    {'A', "-", "ae a:5 e:5 ai:10"},
    {'i', "-", "i y e:15 ee ie ei:10 j:10 0:45"},
    {'u', "-", "u oo ou w:10 o:15 ue:5 oe:10 0:45"},
    {'e', "-", "e a:15 ai:10 ei:5 ay:8 ey:8 i:20 ae:5 0:45"},
    {'o', "-", "o a:20 u:20 ou:5 au:5 oh:3 ow:5 oo:15 0:45"},
    {'E', "-", "eo o:5 u:10 e:10 er:10 a:15 0:30"},
    {'y', "-", "y i:5 j:5 0:25"},
    {'w', "-", "w v:10 u:5 o:10 0:25"},
    {'U', "-", "0 eu:5 u:8 e:15 o:15"},
    {'Y', "-", "0:5 i:3 e:10 y:5"},  // i after ch and j
};

// Foreign names in Han characters (transcription.cpp).
constexpr Line kHan[] = {
    {'b', "B", "b p:10 v:15"},
    {'p', "B|F", "p b:15 ph"},
    {'m', "M", "m"},
    {'f', "F|-", "f v:5 ph w:15"},
    {'d', "D|T", "d t:15 dh th:15"},
    {'t', "T|D", "t th d:15"},
    {'n', "N", "n"},
    {'l', "L|R", "l r rh"},
    {'r', "R|L", "r l re le er el"},
    {'g', "G|K", "g k:15 gh gu"},
    {'k', "K|G", "k c q qu ck kh g:20 ch:10"},
    {'h', "-|K|G", "h kh g:20 ch:15 0:30"},
    {'j', "J|G|D|Z|T|K", "j g dj d:15 z:10 t:15 zh:10 k:15 dzh"},
    {'C', "C|K|TS", "ch c:5 k:15 q:10 ts:15 tch tsch cz"},
    {'S', "S|C|K|-", "sh s sch h:20 c:15 ch:15 kh:20"},
    {'s', "S|Z", "s z:10 th:15 c"},
    {'z', "Z|TS|S", "z ts s:15 tz dz"},
    {'c', "TS|S|C|Z", "ts c tz z"},
    {'w', "-", "w v u:5 0:20"},
    {'y', "-", "y i j 0:15"},
    {'N', "N|M|NG", "n ng m:15"},
    {'a', "-", "a e:20 u:25 o:20 ai ei:10 ay aa ah ia:20 0:45"},
    {'i', "-", "i y e:15 ee ie ei:10 ea:10 0:45"},
    {'u', "-", "u oo ou o:15 w:15 oe:10 ue:5 0:45"},
    {'e', "-", "e a:15 i:15 ai ei ay ey ie:8 ae ye:10 0:45"},
    {'o', "-", "o a:20 u:15 ou:5 au:5 ow:5 aw:10 oo:10 eo:15 0:45"},
    {'U', "-", "0 u:8 o:15 e:8 i:20 y:15"},
    {'Y', "-", "0:5 i e:10 y:5"},
};

// "j g:5 &" as spellings.
void read_spellings(Sound& sound) {
    std::string_view rest = sound.spellings;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        std::string_view word = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        Spelling spelling;
        if (const std::size_t colon = word.find(':'); colon != std::string_view::npos) {
            std::from_chars(word.data() + colon + 1, word.data() + word.size(), spelling.cost);
            word = word.substr(0, colon);
        }
        spelling.before_vowel = word == "&";
        if (word != "&" && word != "0") spelling.letters = word;
        sound.ways.push_back(spelling);
    }
}

SoundTable make_table(char mark, bool vowels_unwritten, std::span<const Line> lines) {
    SoundTable table{mark, vowels_unwritten, {}, {}};
    table.sounds.reserve(lines.size() + 1);
    const auto add = [&table](const Line& line) {
        Sound sound{line.letter, line.classes, line.spellings, false, {}};
        if (sound.classes.starts_with('!')) {
            sound.onset = true;
            sound.classes.remove_prefix(1);
        }
        read_spellings(sound);
        table.sounds.push_back(std::move(sound));
    };
    for (const Line& line : lines) add(line);
    add({kBoundary, "!-", "0:6"});
    for (const Sound& sound : table.sounds)
        table.by_letter[static_cast<unsigned char>(sound.letter)] = &sound;
    return table;
}

}  // namespace

const SoundTable* sound_table(char mark) {
    static const SoundTable kTables[] = {
        make_table(kArabicMark, true, kArabic), make_table(kHebrewMark, true, kHebrew),
        make_table(kKanaMark, false, kKana), make_table(kHangulMark, false, kHangul),
        make_table(kHanMark, false, kHan)};
    for (const SoundTable& table : kTables)
        if (table.mark == mark) return &table;
    return nullptr;
}

}  // namespace standstill::screening
