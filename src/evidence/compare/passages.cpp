#include "evidence/compare/passages.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace standstill::evidence {

namespace {

constexpr std::uint32_t kGap = 16;  // words of rarity between two that match, at most
constexpr int kLeastRarity = 2;
constexpr std::size_t kMostPlaces = 64;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// A word of rarity, and where it stands among all words.
struct Content {
    std::uint64_t stem = 0;
    std::uint32_t word = 0;
    int rarity = 0;
};

std::vector<Content> content_of(const Reading& reading, Quoted quoted) {
    std::vector<Content> content;
    for (std::uint32_t i = 0; i < reading.words.size(); ++i) {
        const Word& word = reading.words[i];
        if (word.rarity < kLeastRarity || (word.quoted && quoted == Quoted::LeftOut)) continue;
        content.push_back({word.stem, i, word.rarity});
    }
    return content;
}

// Equal stems at content i of the first text and j of the second, and the best way there.
struct Meeting {
    std::uint32_t i = 0;
    std::uint32_t j = 0;
    int bits = 0;
    std::uint32_t before = kNone;
};

class Alignment {
public:
    Alignment(std::vector<Content> first, std::vector<Content> second, Gaps gaps)
        : first_(std::move(first)),
          second_(std::move(second)),
          gap_cost_(gaps == Gaps::Tight ? 2 : 1) {
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places;
        for (std::uint32_t j = 0; j < second_.size(); ++j) places[second_[j].stem].push_back(j);
        begins_.push_back(0);
        for (std::uint32_t i = 0; i < first_.size(); ++i) {
            auto found = places.find(first_[i].stem);
            if (found != places.end() && found->second.size() <= kMostPlaces)
                for (std::uint32_t j : found->second) meet(i, j);
            begins_.push_back(static_cast<std::uint32_t>(meetings_.size()));
        }
    }

    std::vector<Passage> passages(int least) {
        std::vector<std::uint32_t> ends(meetings_.size());
        for (std::uint32_t i = 0; i < ends.size(); ++i) ends[i] = i;
        std::ranges::stable_sort(ends, std::ranges::greater{},
                                 [&](std::uint32_t end) { return meetings_[end].bits; });
        std::vector<Passage> found;
        std::vector<bool> first_taken(first_.size());
        std::vector<bool> second_taken(second_.size());
        for (std::uint32_t end : ends) {
            if (meetings_[end].bits < least) break;
            Passage passage = traced(end, first_taken, second_taken);
            if (passage.bits < least) continue;
            take(first_taken, first_, passage.first);
            take(second_taken, second_, passage.second);
            found.push_back(passage);
        }
        std::ranges::stable_sort(found, std::ranges::greater{}, &Passage::bits);
        return found;
    }

private:
    void meet(std::uint32_t i, std::uint32_t j) {
        Meeting meeting{.i = i, .j = j, .bits = first_[i].rarity};
        int alone = meeting.bits;
        std::uint32_t oldest = i > kGap ? i - kGap : 0;
        for (std::uint32_t row = oldest; row < i; ++row) {
            auto begin = meetings_.begin() + begins_[row];
            auto end = meetings_.begin() + begins_[row + 1];
            // In a row, meetings are in the order of j.
            auto at =
                std::ranges::lower_bound(begin, end, j > kGap ? j - kGap : 0, {}, &Meeting::j);
            for (; at != end && at->j < j; ++at) {
                auto gap = static_cast<int>(std::max(i - row, j - at->j)) - 1;
                int bits = at->bits - gap * gap_cost_ + alone;
                if (bits <= meeting.bits) continue;
                meeting.bits = bits;
                meeting.before = static_cast<std::uint32_t>(at - meetings_.begin());
            }
        }
        meetings_.push_back(meeting);
    }

    // Back from the end of a passage until it begins or runs into one that was taken.
    Passage traced(std::uint32_t end, const std::vector<bool>& first_taken,
                   const std::vector<bool>& second_taken) const {
        Passage passage;
        std::uint32_t at = end;
        int left_out = 0;
        std::uint32_t begin = kNone;
        while (at != kNone) {
            const Meeting& meeting = meetings_[at];
            if (first_taken[meeting.i] || second_taken[meeting.j]) {
                left_out = meeting.bits;
                break;
            }
            begin = at;
            ++passage.common;
            at = meeting.before;
        }
        if (begin == kNone) return passage;
        passage.bits = meetings_[end].bits - left_out;
        passage.first = {first_[meetings_[begin].i].word, first_[meetings_[end].i].word + 1};
        passage.second = {second_[meetings_[begin].j].word, second_[meetings_[end].j].word + 1};
        return passage;
    }

    static void take(std::vector<bool>& taken, const std::vector<Content>& content,
                     WordRange range) {
        auto at = std::ranges::lower_bound(content, range.first, {}, &Content::word);
        for (; at != content.end() && at->word < range.last; ++at)
            taken[static_cast<std::size_t>(at - content.begin())] = true;
    }

    std::vector<Content> first_;
    std::vector<Content> second_;
    int gap_cost_;  // bits a word
    std::vector<Meeting> meetings_;
    std::vector<std::uint32_t> begins_;  // of each content word of the first text, in meetings_
};

}  // namespace

std::vector<Passage> shared_passages(const Reading& first, const Reading& second, Quoted quoted,
                                     Gaps gaps, int least) {
    return Alignment(content_of(first, quoted), content_of(second, quoted), gaps).passages(least);
}

}  // namespace standstill::evidence
