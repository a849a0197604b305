#include "evidence/text/sound.h"

namespace standstill::evidence {

namespace {

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'j';
}

}  // namespace

std::string sound_of(std::string_view latin) {
    constexpr std::size_t kLongest = 6;
    std::string sound;
    auto put = [&](char c) {
        if (sound.size() < kLongest && (sound.empty() || sound.back() != c)) sound += c;
    };
    for (std::size_t i = 0; i < latin.size(); ++i) {
        char c = latin[i];
        char after = i + 1 < latin.size() ? latin[i + 1] : '\0';
        if (is_vowel(c)) {
            if (i == 0) put('a');
        } else if (c == 'h') {
            if (i == 0) put('h');
        } else if (c == 'p' && after == 'h') {
            put('f');
        } else if (c == 'c' && (after == 'e' || after == 'i' || after == 'y')) {
            put('s');
        } else if (c == 'c' || c == 'q') {
            put('k');
        } else if (c == 'x') {
            put('k');
            put('s');
        } else if (c == 'z') {
            put('s');
        } else if (c == 'w') {
            put('v');
        } else {
            put(c);
        }
    }
    return sound;
}

}  // namespace standstill::evidence
