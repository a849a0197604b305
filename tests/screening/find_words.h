// Words for the tests of the search: of small alphabets, by chance, and with a few edits.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::screening::find {

// All words over the first letters of the alphabet, up to a length.
inline std::vector<std::string> words_over(char letters, std::size_t longest) {
    std::vector<std::string> words{""};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].size() == longest) continue;
        for (char c = 0; c < letters; ++c) words.push_back(words[i] + static_cast<char>('a' + c));
    }
    return words;
}

inline std::string random_word(std::mt19937& random, std::size_t size, std::size_t letters) {
    static constexpr std::string_view kAll = "aeinrolsmhdtkubcgfpyvwjzqx0123456789";
    std::string word;
    for (std::size_t i = 0; i < size; ++i) word += kAll[random() % letters];
    return word;
}

inline std::string with_edits(std::mt19937& random, std::string word, std::size_t edits) {
    for (std::size_t i = 0; i < edits; ++i) {
        const std::size_t at = random() % (word.size() + 1);
        switch (random() % 3) {
            case 0:
                word.insert(at, random_word(random, 1, 36));
                break;
            case 1:
                if (at < word.size()) word.erase(at, 1);
                break;
            default:
                if (at < word.size()) word[at] = random_word(random, 1, 36)[0];
        }
    }
    return word;
}

}  // namespace standstill::screening::find
