#include "evidence/mark/marks.h"

namespace standstill::evidence {

void Marker::mark(std::string_view text, Marks& marks) {
    // A word has one byte at least, and a separator follows it unless it is an ideograph, of three
    // bytes.
    std::size_t most = text.size() / 2 + 4;
    if (words_.size() < most) words_.resize(most);
    if (shingles_.size() < most) shingles_.resize(most);
    std::uint32_t* words = words_.data();
    std::uint64_t* shingles = shingles_.data();
    std::size_t count = 0;
    std::uint64_t before_last = 0;
    std::uint64_t last = 0;
    for_each_word(text, masks_, [&](std::uint32_t, std::uint32_t, std::uint64_t hash) {
        words[count] = static_cast<std::uint32_t>(hash >> 32);
        // The first two are of words that are not there, and are left behind.
        shingles[count] = shingle_of(before_last, last, hash);
        before_last = last;
        last = hash;
        ++count;
    });
    marks.words.assign(words, words + count);
    marks.shingles.clear();
    if (count > 2) marks.shingles.assign(shingles + 2, shingles + count);
}

Marks marks_of(const Reading& reading, Quoted quoted) {
    Marks marks;
    const std::vector<Word>& words = reading.words;
    auto is_in = [&](std::size_t i) { return quoted == Quoted::Kept || !words[i].quoted; };
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_in(i)) continue;
        marks.words.push_back(static_cast<std::uint32_t>(words[i].hash >> 32));
        if (i + 2 < words.size() && is_in(i + 1) && is_in(i + 2))
            marks.shingles.push_back(
                shingle_of(words[i].hash, words[i + 1].hash, words[i + 2].hash));
    }
    return marks;
}

}  // namespace standstill::evidence
