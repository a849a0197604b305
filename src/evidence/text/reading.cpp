#include "evidence/text/reading.h"

#include <algorithm>
#include <array>
#include <utility>

#include "evidence/text/letters.h"
#include "evidence/text/parts.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {

namespace {

// A text is in the language of most of its function words, if they are a tenth of all words at
// least and the next language has less than nine tenths of them.
Language language_of(const std::array<std::size_t, kLanguages>& counts, std::size_t words) {
    std::size_t best = 1;
    for (std::size_t i = 2; i < counts.size(); ++i)
        if (counts[i] > counts[best]) best = i;
    if (counts[best] * 10 < words || counts[best] == 0) return Language::Unknown;
    for (std::size_t i = 1; i < counts.size(); ++i)
        if (i != best && counts[i] * 10 >= counts[best] * 9) return Language::Unknown;
    return static_cast<Language>(best);
}

}  // namespace

Span Reading::span_of(WordRange range) const {
    if (range.first >= range.last) return {};
    return {words[range.first].span.begin, words[range.last - 1].span.end};
}

std::string folded_word(const Reading& reading, const Word& word) {
    std::string_view shown = reading.shown(word.span);
    std::string folded;
    for (std::size_t at = 0, next = 0; at < shown.size(); at = next)
        folded += fold_letter(code_point_at(shown, at, next)).text();
    return folded;
}

WordRange words_in(const Reading& reading, Span span) {
    auto at = [&](std::uint32_t offset) {
        return static_cast<std::uint32_t>(
            std::ranges::lower_bound(reading.words, offset, {},
                                     [](const Word& word) { return word.span.begin; }) -
            reading.words.begin());
    };
    return {at(span.begin), at(span.end)};
}

void read_words(Reading& reading) {
    ByteMasks masks;
    for_each_word(reading.text, masks,
                  [&](std::uint32_t begin, std::uint32_t end, std::uint64_t hash) {
                      reading.words.push_back({.span = {begin, end}, .hash = hash});
                  });
    std::array<std::size_t, kLanguages> counts = {};
    for (Word& word : reading.words) {
        std::string folded = folded_word(reading, word);
        word.stem = word_hash(stem_of(folded));
        word.rarity = static_cast<std::uint8_t>(rarity_of(folded));
        std::uint16_t languages = languages_of(folded);
        for (std::size_t i = 1; i < counts.size(); ++i)
            if ((languages >> i & 1) != 0) ++counts[i];
    }
    reading.language = language_of(counts, reading.words.size());
}

base::Result<Reading> read_text(std::string text) {
    if (text.size() > kLongestText)
        return base::invalid("a text of " + std::to_string(text.size()) +
                             " bytes is longer than the " + std::to_string(kLongestText) +
                             " that are compared");
    Reading reading;
    reading.text = std::move(text);
    read_words(reading);
    read_sentences(reading);
    read_quotations(reading);
    read_anchors(reading);
    return reading;
}

}  // namespace standstill::evidence
