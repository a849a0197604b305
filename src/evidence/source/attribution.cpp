#include "evidence/source/attribution.h"

#include <algorithm>
#include <string_view>

#include "evidence/source/report.h"
#include "evidence/text/letters.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {

namespace {

constexpr std::uint32_t kLongestName = 5;  // words

// The words of a cue; what a name before or after it means.
struct Cue {
    std::string_view words;
    AttributionKind kind;
};

// NAME, then one of these.
constexpr Cue kAfterName[] = {
    {"has learned", AttributionKind::Carried},
    {"has learnt", AttributionKind::Carried},
    {"have learned", AttributionKind::Carried},
    {"learned", AttributionKind::Carried},
    {"first reported", AttributionKind::Carried},
    {"has reported", AttributionKind::Carried},
    {"previously reported", AttributionKind::Carried},
    {"reported", AttributionKind::Carried},
    {"reports", AttributionKind::Carried},
    {"has seen", AttributionKind::Carried},
    {"has obtained", AttributionKind::Carried},
    {"obtained", AttributionKind::Carried},
    {"revealed", AttributionKind::Carried},
    {"has revealed", AttributionKind::Carried},
    {"reveals", AttributionKind::Carried},
    {"writes", AttributionKind::Carried},
    {"understands", AttributionKind::Carried},
    {"has discovered", AttributionKind::Carried},
    {"has found", AttributionKind::Carried},
    {"has realized", AttributionKind::Carried},
    {"berichtete", AttributionKind::Carried},
    {"berichtet", AttributionKind::Carried},
    {"zufolge", AttributionKind::Stated},
    {"rapporte", AttributionKind::Carried},
    {"a revele", AttributionKind::Carried},
    {"informo", AttributionKind::Carried},
    {"revelo", AttributionKind::Carried},
    {"ha rivelato", AttributionKind::Carried},
    {"meldt", AttributionKind::Carried},
};

// One of these, then NAME.
constexpr Cue kBeforeName[] = {
    {"told", AttributionKind::Carried},
    {"informed", AttributionKind::Carried},
    {"first reported by", AttributionKind::Carried},
    {"reported by", AttributionKind::Carried},
    {"report by", AttributionKind::Carried},
    {"report from", AttributionKind::Carried},
    {"report in", AttributionKind::Carried},
    {"published by", AttributionKind::Carried},
    {"seen by", AttributionKind::Carried},
    {"obtained by", AttributionKind::Carried},
    {"reviewed by", AttributionKind::Carried},
    {"interview with", AttributionKind::Carried},
    {"citing", AttributionKind::Carried},
    {"according to", AttributionKind::Stated},
    {"informo", AttributionKind::Carried},
    {"segun", AttributionKind::Stated},
    {"dijo a", AttributionKind::Carried},
    {"laut", AttributionKind::Stated},
    {"berichtete", AttributionKind::Carried},
    {"berichtet", AttributionKind::Carried},
    {"selon", AttributionKind::Stated},
    {"a declare a", AttributionKind::Carried},
    {"rapporte", AttributionKind::Carried},
    {"secondo", AttributionKind::Stated},
    {"segundo", AttributionKind::Stated},
    {"volgens", AttributionKind::Stated},
    {"по данным", AttributionKind::Stated},
    {"сообщает", AttributionKind::Carried},
    {"сообщил", AttributionKind::Carried},
    {"сообщило", AttributionKind::Carried},
};

constexpr std::string_view kAnonymous[] = {
    "sources familiar", "people familiar",  "person familiar",   "according to sources",
    "sources said",     "sources say",      "anonymous sources", "media outlets",
    "media reports",    "reports suggest",  "sources close to",  "insiders",
    "multiple sources", "fuentes cercanas", "aus kreisen",       "sources proches",
    "news reports",     "reports indicate"};

class CueReader {
public:
    explicit CueReader(const Reading& reading) : reading_(reading) {
        folded_.reserve(reading.words.size());
        for (const Word& word : reading.words) folded_.push_back(folded_word(reading, word));
    }

    std::vector<Attribution> read() {
        std::size_t sentence = 0;
        for (std::uint32_t i = 0; i < folded_.size(); ++i) {
            while (sentence < reading_.sentences.size() &&
                   reading_.sentences[sentence].words.last <= i)
                ++sentence;
            bounds_ = sentence < reading_.sentences.size() ? reading_.sentences[sentence].words
                                                           : WordRange{i, i + 1};
            if (reading_.words[i].quoted) continue;
            anonymous(i) || before_name(i) || after_name(i);
        }
        return std::move(found_);
    }

private:
    // The number of words of the cue if it stands at word i, or 0.
    std::uint32_t stands(std::string_view cue, std::uint32_t i) const {
        std::uint32_t count = 0;
        while (!cue.empty()) {
            std::size_t space = std::min(cue.find(' '), cue.size());
            if (i + count >= bounds_.last || folded_[i + count] != cue.substr(0, space)) return 0;
            ++count;
            cue.remove_prefix(std::min(space + 1, cue.size()));
        }
        return count;
    }

    bool is_capital_at(std::uint32_t i) const {
        std::size_t next = 0;
        std::string_view shown = reading_.shown(reading_.words[i].span);
        return is_capital(code_point_at(shown, 0, next)) || (shown[0] >= '0' && shown[0] <= '9');
    }
    bool joined(std::uint32_t left, std::uint32_t right) const {
        std::string_view gap =
            reading_.shown({reading_.words[left].span.end, reading_.words[right].span.begin});
        return gap == " " || gap == "-" || gap == "." || gap == " & " || gap == "\n";
    }

    void add(AttributionKind kind, WordRange cue, WordRange name) {
        Attribution attribution;
        attribution.kind = kind;
        if (name.size() > 0) attribution.name = std::string(reading_.shown(reading_.span_of(name)));
        attribution.span =
            reading_.span_of({name.size() > 0 ? std::min(cue.first, name.first) : cue.first,
                              std::max(cue.last, name.last)});
        if (!found_.empty() && found_.back().span.end > attribution.span.begin) return;
        found_.push_back(std::move(attribution));
    }

    bool anonymous(std::uint32_t i) {
        for (std::string_view cue : kAnonymous)
            if (std::uint32_t size = stands(cue, i)) {
                add(AttributionKind::Anonymous, {i, i + size}, {});
                return true;
            }
        return false;
    }

    bool before_name(std::uint32_t i) {
        for (const Cue& cue : kBeforeName) {
            std::uint32_t size = stands(cue.words, i);
            if (size == 0) continue;
            std::uint32_t at = i + size;
            if (at < bounds_.last && is_article(at)) ++at;
            WordRange name = name_from(at);
            if (name.size() == 0) continue;
            add(cue.kind, {i, i + size}, name);
            return true;
        }
        return false;
    }

    bool after_name(std::uint32_t i) {
        for (const Cue& cue : kAfterName) {
            std::uint32_t size = stands(cue.words, i);
            if (size == 0) continue;
            WordRange name{i, i};
            while (name.first > bounds_.first && name.size() < kLongestName &&
                   is_capital_at(name.first - 1) && joined(name.first - 1, name.first))
                --name.first;
            while (name.size() > 0 && (folded_[name.first] == "the" || begins_small(name.first)))
                ++name.first;
            if (name.size() == 0) continue;
            add(cue.kind, {i, i + size}, name);
            return true;
        }
        return false;
    }

    // "the" before a name, or an article with a small letter: `Le Monde` keeps its own.
    bool is_article(std::uint32_t i) const {
        return folded_[i] == "the" || (languages_of(folded_[i]) != 0 && !is_capital_at(i));
    }
    // A function word that has its capital from the beginning of the sentence.
    bool begins_small(std::uint32_t i) const {
        return i == bounds_.first && languages_of(folded_[i]) != 0 && !is_all_capitals(i);
    }

    WordRange name_from(std::uint32_t at) const {
        WordRange name{at, at};
        while (name.last < bounds_.last && name.size() < kLongestName && is_capital_at(name.last) &&
               (name.size() == 0 || joined(name.last - 1, name.last)))
            ++name.last;
        return name;
    }

    bool is_all_capitals(std::uint32_t i) const {
        std::string_view shown = reading_.shown(reading_.words[i].span);
        return shown.size() > 1 &&
               std::ranges::all_of(shown, [](char c) { return 'A' <= c && c <= 'Z'; });
    }

    const Reading& reading_;
    std::vector<std::string> folded_;
    WordRange bounds_;  // of the sentence
    std::vector<Attribution> found_;
};

}  // namespace

std::vector<Attribution> attributions_of(const Reading& reading) {
    return CueReader(reading).read();
}

bool mentions(const Reading& reading, std::string_view name) {
    std::vector<std::uint64_t> hashes;
    for (const std::string& word : name_words(name)) hashes.push_back(word_hash(word));
    if (hashes.empty()) return false;
    auto is_it = [](const Word& word, std::uint64_t hash) { return word.hash == hash; };
    return std::search(reading.words.begin(), reading.words.end(), hashes.begin(), hashes.end(),
                       is_it) != reading.words.end();
}

}  // namespace standstill::evidence
