#include "screening/name/sound.h"

#include <algorithm>
#include <cstddef>

namespace standstill::screening {
namespace {

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

struct Spelt {
    std::string_view letters;
    std::string_view sound;
};

// Longest first within a first letter.
constexpr Spelt kA[] = {{"aa", "a"}, {"ai", "e"}, {"ay", "e"}, {"ae", "e"}};
constexpr Spelt kB[] = {{"bh", "b"}};
constexpr Spelt kC[] = {{"ch", "c"}, {"ck", "k"}, {"cz", "c"}, {"cq", "k"}};
constexpr Spelt kD[] = {{"dzh", "j"}, {"dsch", "j"}, {"dj", "j"}, {"dh", "d"}, {"dz", "z"}};
constexpr Spelt kE[] = {{"ee", "i"}, {"ei", "e"}, {"ey", "e"}};
constexpr Spelt kG[] = {{"gh", "g"}};
constexpr Spelt kH[] = {{"hs", "x"}};  // Hsi, Hsiao
constexpr Spelt kI[] = {{"iy", "i"}, {"ij", "i"}, {"ie", "i"}, {"ii", "i"}, {"iya", "ia"}};
constexpr Spelt kJ[] = {{"jh", "j"}};
constexpr Spelt kK[] = {{"kh", "h"}};
constexpr Spelt kO[] = {{"oo", "u"}, {"ou", "u"}, {"oe", "o"}};
constexpr Spelt kP[] = {{"ph", "f"}};
constexpr Spelt kS[] = {{"shch", "x"}, {"schtsch", "x"}, {"sch", "x"}, {"sh", "x"}, {"sz", "x"}};
constexpr Spelt kT[] = {{"tsch", "c"}, {"tsj", "c"}, {"tj", "c"}, {"tch", "c"}, {"tsh", "c"},
                        {"tx", "c"},   {"th", "t"},  {"tz", "z"}, {"ts", "z"}};
constexpr Spelt kU[] = {{"ue", "u"}, {"uu", "u"}};
constexpr Spelt kY[] = {{"yi", "i"}, {"yj", "i"}, {"yy", "i"}, {"ye", "ie"}};
constexpr Spelt kZ[] = {{"zh", "j"}};

template <std::size_t N>
const Spelt* match(const Spelt (&rows)[N], std::string_view rest) {
    const Spelt* best = nullptr;
    for (const Spelt& row : rows) {
        // By hand: these are two or three letters, and a call of memcmp costs more.
        const std::size_t size = row.letters.size();
        if (size > rest.size() || rest[1] != row.letters[1]) continue;
        std::size_t same = 2;
        while (same < size && rest[same] == row.letters[same]) ++same;
        if (same == size && (best == nullptr || size > best->letters.size())) best = &row;
    }
    return best;
}

const Spelt* spelling(std::string_view rest, bool first) {
    switch (rest.front()) {
        case 'a':
            return match(kA, rest);
        case 'b':
            return match(kB, rest);
        case 'c':
            return match(kC, rest);
        case 'd':
            return match(kD, rest);
        case 'e':
            return match(kE, rest);
        case 'g':
            return match(kG, rest);
        case 'h':
            return first ? match(kH, rest) : nullptr;
        case 'i':
            return match(kI, rest);
        case 'j':
            return match(kJ, rest);
        case 'k':
            return match(kK, rest);
        case 'o':
            return match(kO, rest);
        case 'p':
            return match(kP, rest);
        case 's':
            return match(kS, rest);
        case 't':
            return match(kT, rest);
        case 'u':
            return match(kU, rest);
        case 'y':
            return match(kY, rest);
        case 'z':
            return match(kZ, rest);
        default:
            return nullptr;
    }
}

class Sounding {
public:
    Sounding(std::string_view letters, std::string& out)
        : letters_(letters), out_(out), begin_(out.size()) {}

    void run() {
        std::size_t i = 0;
        while (i < letters_.size()) {
            const std::string_view rest = letters_.substr(i);
            if (const Spelt* const row = spelling(rest, i == 0)) {
                for (const char c : row->sound) push(c);
                i += row->letters.size();
            } else {
                single(i);
                ++i;
            }
        }
        ending();
    }

private:
    void push(char c) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit && out_.size() > begin_ && out_.back() == c) return;
        out_.push_back(c);
    }

    void single(std::size_t i) {
        const char c = letters_[i];
        const char before = i > 0 ? letters_[i - 1] : '\0';
        const char after = i + 1 < letters_.size() ? letters_[i + 1] : '\0';
        switch (c) {
            case 'c':
            case 'q':
                return push('k');
            case 'w':
                return push('v');
            case 'x':
                if (i == 0) return push('x');  // Xi, Xiao
                push('k');
                return push('s');
            case 'y':
                return push('i');
            case 'j':
                // Nikolaj, Jurij: after a vowel and before none it is an i.
                if (is_vowel(before) && !is_vowel(after)) return push('i');
                return push('j');
            case 'h':
                // Silent after a vowel unless it opens the next syllable: Abdullah, Mahdi.
                if (is_vowel(before) && !is_vowel(after) && after != 'y') return;
                return push('h');
            default:
                return push(c);
        }
    }

    // Romanoff and Romanow are Romanov.
    void ending() {
        const std::size_t size = out_.size() - begin_;
        if (size >= 4 && out_.back() == 'f') {
            const char before = out_[out_.size() - 2];
            if (before == 'o' || before == 'e') out_.back() = 'v';
        }
        if (size == 0) out_.append(letters_);
    }

    std::string_view letters_;
    std::string& out_;
    std::size_t begin_;
};

}  // namespace

void append_sound(std::string_view letters, std::string& out) { Sounding(letters, out).run(); }

std::string sound_of(std::string_view letters) {
    std::string out;
    append_sound(letters, out);
    return out;
}

}  // namespace standstill::screening
