#include "screening/name/fold_words.h"

namespace standstill::screening {

// "J.Smith" was read as j, dot, smith: two words.
void WordBuilder::split_last() {
    Word last = word_;
    last.letters_at = static_cast<std::uint32_t>(segment_letters_at_);
    last.written_at = static_cast<std::uint32_t>(segment_at_);
    last.after_comma = false;
    last.dotted = false;
    add(word_, segment_letters_at_, segment_at_);
    add(last, out_.letters.size(), end_);
}

void WordBuilder::add(Word word, std::size_t letters_end, std::size_t written_end) {
    std::size_t size = letters_end - word.letters_at;
    if (size == 0) return;
    if (size > kLongestPart) {
        out_.notes.cut = true;
        size = kLongestPart;
        if (word.foreign) {  // not inside a character
            while (size > 0 && (out_.letters[word.letters_at + size] & 0xc0) == 0x80) --size;
        }
    }
    if (out_.words.size() >= most_) {
        out_.notes.cut = true;
        return;
    }
    word.letters_size = static_cast<std::uint16_t>(size);
    word.written_size = static_cast<std::uint32_t>(written_end - word.written_at);
    out_.words.push_back(word);
}

}  // namespace standstill::screening
