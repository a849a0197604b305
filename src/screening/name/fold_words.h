// How characters become words, shared by both ways of fold().
#pragma once

#include "screening/name/fold.h"

namespace standstill::screening {

inline bool is_ascii_word(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
inline bool is_ascii_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class WordBuilder {
public:
    WordBuilder(Folded& out, std::size_t most) : out_(out), most_(most) {}

    // One ASCII character at byte `at` of the text; `next_is_word` tells a dot inside "A.B." from
    // one at the end of a sentence.
    void ascii(unsigned char c, std::size_t at, std::size_t end, bool next_is_word) {
        if (is_ascii_word(c)) {
            begin(at);
            push(static_cast<char>(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0)), end);
            return;
        }
        if (c == '\'' || c == '`') return;  // Qa'ida is qaida
        if (c == '.' && dot(next_is_word)) return;
        if (c == '&' || c == '+') {
            finish();
            begin(at);
            for (const char letter : std::string_view("and")) push(letter, end);
        }
        finish();
        if (c == ',') comma();
        if (c == '"') quoted_ = !quoted_;
        if (c == '(') quoted_ = true;
        if (c == ')') quoted_ = false;
    }

    void comma() {
        if (!out_.words.empty()) comma_ = out_.comma = true;
    }

    bool open() const { return open_; }
    void begin(std::size_t at) {
        if (open_) {
            if (run_ == 0) segment(at);
            return;
        }
        open_ = true;
        segment(at);
        word_ = {};
        word_.written_at = static_cast<std::uint32_t>(at);
        word_.letters_at = static_cast<std::uint32_t>(out_.letters.size());
        word_.after_comma = comma_;
        word_.quoted = quoted_;
        run_ = 0;
        dotted_ = false;
    }
    void push(char letter, std::size_t end) {
        out_.letters.push_back(letter);
        end_ = end;
        ++run_;
    }
    // A letter of another script, as UTF-8.
    void push_foreign(std::string_view utf8, std::size_t end) {
        out_.letters.append(utf8);
        word_.foreign = true;
        end_ = end;
        ++run_;
    }

    // A dot: true if it does not end the word ("S.A." goes on; a last dot is dropped later).
    bool dot(bool next_is_word) {
        if (!open_ || run_ != 1) return false;
        word_.dotted = dotted_ = true;
        if (!next_is_word) return false;
        run_ = 0;
        return true;
    }

    void finish() {
        if (!open_) return;
        open_ = false;
        comma_ = false;
        // "St.Petersburg": letters after a dot that turn out to be a whole word stand alone.
        if (dotted_ && run_ > 1) return split_last();
        add(word_, out_.letters.size(), end_);
    }

private:
    void segment(std::size_t at) {
        segment_at_ = at;
        segment_letters_at_ = out_.letters.size();
    }
    void split_last();
    void add(Word word, std::size_t letters_end, std::size_t written_end);

    Folded& out_;
    std::size_t most_;
    Word word_;
    std::size_t end_ = 0;
    std::size_t run_ = 0;         // letters since the last dot
    std::size_t segment_at_ = 0;  // where they begin in the text
    std::size_t segment_letters_at_ = 0;
    bool open_ = false;
    bool dotted_ = false;
    bool comma_ = false;
    bool quoted_ = false;
};

}  // namespace standstill::screening
