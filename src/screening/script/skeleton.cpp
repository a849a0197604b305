#include "screening/script/skeleton.h"

#include <algorithm>
#include <array>

#include "screening/script/sound.h"

namespace standstill::screening {
namespace {

using Cost = std::uint16_t;
constexpr Cost kNever = 9999;

// Costs of what no spelling explains, in hundredths of an edit.
constexpr Cost kEdit = 100;         // a consonant more, less or another
constexpr Cost kWrittenVowel = 60;  // a vowel more, where vowels are written
constexpr Cost kOtherVowel = 40;    // another vowel, so
constexpr Cost kFirstVowel = 60;    // a vowel before a name that does not begin with one
constexpr Cost kLongVowel = 12;     // a short vowel written as aa, ee or oo
constexpr Cost kDiphthong = 40;     // ... or as ei, ai, ie: that needs a ya or a waw
constexpr Cost kThirdVowel = 45;
constexpr Cost kLastVowel = 25;  // a vowel after the last consonant: no pausal form has one
constexpr Cost kSilentE = 5;     // the silent e of French
constexpr Cost kFinalH = 5;      // ah for a
constexpr Cost kBreath = 25;     // h after a consonant that Indian languages aspirate
constexpr Cost kOtherH = 50;
constexpr Cost kGlide = 40;   // w, y between vowels
constexpr Cost kArticle = 8;  // al- before a name written without it

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// Doubled consonants as one.
struct Word {
    std::array<char, kLongestConsonants + 1> letters{};
    std::size_t size = 0;
    bool doubled_second = false;  // "essabar": an article that became like the consonant

    std::string_view view() const { return {letters.data(), size}; }
};

Word word_of(std::string_view text) {
    Word word;
    for (const char c : text) {
        if (word.size > 0 && word.letters[word.size - 1] == c && !is_vowel(c)) {
            word.doubled_second |= word.size == 2;
            continue;
        }
        if (word.size == kLongestConsonants) return {};
        word.letters[word.size++] = c;
    }
    return word;
}

// The cheapest way to write the first i sounds as the first j letters, by the number of vowel
// letters in a row that no sound explains.
class Alignment {
public:
    Alignment(const SoundTable& table, std::string_view sounds, const Word& word)
        : table_(table), sounds_(sounds), word_(word) {
        for (auto& row : cost_)
            for (auto& cell : row) cell = {kNever, kNever, kNever};
    }

    Cost cheapest() {
        start();
        for (std::size_t i = 0; i <= sounds_.size(); ++i)
            for (std::size_t j = 0; j <= word_.size; ++j)
                for (std::size_t run = 0; run < 3; ++run)
                    if (cost_[i][j][run] < kNever) leave(i, j, run);
        const auto& last = cost_[sounds_.size()][word_.size];
        return *std::min_element(last.begin(), last.end());
    }

private:
    void reach(std::size_t i, std::size_t j, std::size_t run, unsigned cost) {
        Cost& cell = cost_[i][j][run];
        cell = std::min<Cost>(cell, static_cast<Cost>(std::min<unsigned>(cost, kNever)));
    }

    // A name without article may be listed with one.
    void start() {
        reach(0, 0, 0, 0);
        if (table_.mark != kArabicMark || sounds_.starts_with('#')) return;
        const std::string_view word = word_.view();
        if (word.size() >= 5 && (word.starts_with("al") || word.starts_with("el")))
            reach(0, 2, 0, kArticle);
        if (word_.doubled_second && is_vowel(word[0])) reach(0, 1, 0, kArticle);
    }

    void leave(std::size_t i, std::size_t j, std::size_t run) {
        const unsigned cost = cost_[i][j][run];
        if (j < word_.size) reach(i, j + 1, next_run(j, run), cost + unexplained(i, j, run));
        if (i == sounds_.size()) return;
        const Sound& sound = *table_.by_letter[static_cast<unsigned char>(sounds_[i])];
        const std::string_view rest = word_.view().substr(j);
        for (const Spelling& way : sound.ways) {
            if (way.before_vowel && (rest.empty() || !is_vowel(rest[0]))) continue;
            if (!rest.starts_with(way.letters)) continue;
            const std::size_t end = j + way.letters.size();
            reach(i + 1, end, run_after(sound, way, run), cost + way.cost);
        }
        const bool again = i > 0 && sounds_[i] == sounds_[i - 1];
        reach(i + 1, j, run, cost + (again ? 0 : kEdit));
        if (!rest.empty() && is_vowel(rest[0]) == is_vowel_sound(sound))
            reach(i + 1, j + 1, 0, cost + (is_vowel_sound(sound) ? kOtherVowel : kEdit));
    }

    // Where vowels are written, a sound that may be a vowel is one.
    bool is_vowel_sound(const Sound& sound) const {
        return !table_.vowels_unwritten && !sound.ways.empty() &&
               !sound.ways.front().letters.empty() && is_vowel(sound.ways.front().letters[0]);
    }

    std::size_t run_after(const Sound& sound, const Spelling& way, std::size_t run) const {
        if (way.letters.empty()) return sound.onset ? 0 : run;
        return is_vowel(way.letters.back()) ? 1 : 0;
    }

    std::size_t next_run(std::size_t j, std::size_t run) const {
        return is_vowel(word_.letters[j]) ? std::min<std::size_t>(run + 1, 2) : 0;
    }

    // A letter that no sound explains.
    unsigned unexplained(std::size_t i, std::size_t j, std::size_t run) const {
        const char c = word_.letters[j], before = j > 0 ? word_.letters[j - 1] : ' ';
        if (is_vowel(c)) return unexplained_vowel(i, j, run);
        if (c == 'h') {
            if (i == sounds_.size() && j + 1 == word_.size && is_vowel(before)) return kFinalH;
            return std::string_view("tdgkbpsz").find(before) != std::string_view::npos ? kBreath
                                                                                       : kOtherH;
        }
        return c == 'w' || c == 'y' ? kGlide : kEdit;
    }

    unsigned unexplained_vowel(std::size_t i, std::size_t j, std::size_t run) const {
        if (!table_.vowels_unwritten) return kWrittenVowel;
        const char c = word_.letters[j], before = j > 0 ? word_.letters[j - 1] : ' ';
        if (i == 0) return kFirstVowel;
        if (run == 1) return before == 'o' && c == 'u' ? 0 : before == c ? kLongVowel : kDiphthong;
        if (run >= 2) return kThirdVowel;
        if (i < sounds_.size()) return 0;
        return c == 'e' ? kSilentE : kLastVowel;
    }

    const SoundTable& table_;
    std::string_view sounds_;
    const Word& word_;
    std::array<std::array<std::array<Cost, 3>, kLongestConsonants + 1>, kLongestSkeleton + 1> cost_;
};

bool is_skeleton(std::string_view text) { return !text.empty() && sound_table(text[0]); }

// How much a match of these sounds says: two points for a consonant that is in keys or is always
// written, one for a letter that may be a vowel; nothing for the article and for silent carriers.
struct Evidence {
    unsigned points = 0;
    unsigned consonants = 0;
};

Evidence evidence_of(const SoundTable& table, std::string_view sounds) {
    Evidence evidence;
    for (const char c : sounds) {
        if (std::string_view("#LB_E'I").find(c) != std::string_view::npos) continue;
        const bool keyed = table.by_letter[static_cast<unsigned char>(c)]->classes != "-";
        const bool consonant = keyed || (table.vowels_unwritten && (c == 'H' || c == 'h'));
        evidence.points += consonant ? 2 : 1;
        evidence.consonants += consonant ? 1 : 0;
    }
    return evidence;
}

// The most that an alignment may cost. Short words have many neighbours: they must fit.
unsigned budget_of(const Evidence& evidence, bool joined) {
    constexpr unsigned kBudgets[] = {0, 0, 5, 8, 12, 18, 25, 30, 38, 44, 50, 58, 65, 72, 80};
    if (joined && evidence.consonants < 3) return 0;
    return kBudgets[std::min<std::size_t>(evidence.points, std::size(kBudgets) - 1)];
}

std::uint32_t likeness_of(std::string_view skeleton, std::string_view letters) {
    const unsigned cost = skeleton_cost(skeleton, letters);
    if (cost >= kNever) return 0;
    const std::string_view sounds = skeleton.substr(1);
    const Evidence evidence = evidence_of(*sound_table(skeleton[0]), sounds);
    const bool joined = sounds.find(kBoundary) != std::string_view::npos;
    if (evidence.points == 0 || cost > budget_of(evidence, joined)) return 0;
    return 1000 - 25 * cost / (evidence.points + 2);
}

}  // namespace

std::string skeleton_of(std::span<const std::u32string_view> parts) {
    using Maker = std::string (*)(std::u32string_view);
    constexpr std::pair<char, Maker> kMakers[] = {{kArabicMark, arabic_sounds},
                                                  {kHebrewMark, hebrew_sounds},
                                                  {kKanaMark, kana_sounds},
                                                  {kHangulMark, hangul_sounds},
                                                  {kHanMark, han_sounds}};
    for (const auto& [mark, maker] : kMakers) {
        std::string skeleton(1, mark);
        bool all = !parts.empty();
        for (const std::u32string_view part : parts) {
            const std::string sounds = maker(part);
            all = all && !sounds.empty();
            if (!all) break;
            if (skeleton.size() > 1) skeleton += kBoundary;
            skeleton += sounds;
        }
        if (all && skeleton.size() <= kLongestSkeleton + 1) return skeleton;
    }
    return {};
}

std::string skeleton_of(std::u32string_view part) { return skeleton_of({&part, 1}); }

std::uint32_t skeleton_cost(std::string_view skeleton, std::string_view letters) {
    const SoundTable* table = skeleton.empty() ? nullptr : sound_table(skeleton[0]);
    const Word word = word_of(letters);
    if (!table || word.size == 0 || skeleton.size() > kLongestSkeleton + 1) return kNever;
    const std::string_view sounds = skeleton.substr(1);
    for (const char c : sounds)
        if (static_cast<unsigned char>(c) >= 128 ||
            !table->by_letter[static_cast<unsigned char>(c)])
            return kNever;
    return Alignment(*table, sounds, word).cheapest();
}

std::uint32_t skeleton_likeness(std::string_view a, std::string_view b) {
    const bool a_is = is_skeleton(a), b_is = is_skeleton(b);
    if (a_is && !b_is) return likeness_of(a, b);
    if (b_is && !a_is) return skeleton_likeness(b, a);
    // Two skeletons are alike where they are the same; other pairs meet through their readings.
    return a_is && a == b ? 1000 : 0;
}

bool may_pair(std::string_view skeleton, std::string_view letters) {
    const std::vector<std::uint64_t> a = keys_of_skeleton(skeleton), b = keys_of_latin(letters);
    const bool meet = std::any_of(a.begin(), a.end(), [&b](std::uint64_t key) {
        return std::binary_search(b.begin(), b.end(), key);
    });
    return meet && skeleton_likeness(skeleton, letters) > 0;
}

}  // namespace standstill::screening
