// What stands in quotation marks, of the usual kinds in print.
//
// A mark that opens and closes alike (`"`) must be closed in its paragraph; typographic marks are
// closed by the end of the paragraph, because a quotation that goes on in the next one is not
// closed in print. One or two words in marks are a manner of speaking, not a quotation.
#include <algorithm>

#include "evidence/text/letters.h"
#include "evidence/text/parts.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {

namespace {

constexpr std::uint32_t kShortestQuotation = 3;   // words
constexpr std::size_t kLongestQuotation = 4'000;  // bytes

struct Marks {
    char32_t open;
    char32_t close;
    char32_t close_too;
};
constexpr Marks kMarks[] = {
    {'"', '"', 0x201D},  {0x201C, 0x201D, '"'}, {0x201E, 0x201C, 0x201D}, {0xAB, 0xBB, 0},
    {0x2039, 0x203A, 0}, {0x300C, 0x300D, 0},   {0x300E, 0x300F, 0},      {0x2018, 0x2019, 0},
};

const Marks* opened_by(char32_t c) {
    const auto* found = std::ranges::find(kMarks, c, &Marks::open);
    return found == std::end(kMarks) ? nullptr : found;
}

bool is_blank_line(std::string_view text, std::size_t newline) {
    std::size_t at = newline + 1;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
    return at >= text.size() || text[at] == '\n';
}

// The end of what was opened before `at`, or npos.
std::size_t closing_of(std::string_view text, std::size_t at, const Marks& marks) {
    std::size_t limit = std::min(text.size(), at + kLongestQuotation);
    for (std::size_t next = 0; at < limit; at = next) {
        char32_t c = code_point_at(text, at, next);
        if (c == '\n' && is_blank_line(text, at))
            return marks.open == '"' ? std::string_view::npos : at;
        if (c != marks.close && (c != marks.close_too || marks.close_too == 0)) continue;
        // An apostrophe looks like a closing single mark.
        if (c == 0x2019 && next < text.size() && scan_detail::is_word_byte(text[next])) continue;
        return at;
    }
    return marks.open == '"' || marks.open == 0x2018 ? std::string_view::npos : limit;
}

}  // namespace

void read_quotations(Reading& reading) {
    std::string_view text = reading.text;
    for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
        const Marks* marks = opened_by(code_point_at(text, at, next));
        if (marks == nullptr) continue;
        if (marks->open == 0x2018 && at > 0 && scan_detail::is_word_byte(text[at - 1])) continue;
        std::size_t close = closing_of(text, next, *marks);
        if (close == std::string_view::npos) continue;
        Span span{static_cast<std::uint32_t>(next), static_cast<std::uint32_t>(close)};
        WordRange words = words_in(reading, span);
        if (words.size() >= kShortestQuotation) {
            for (std::uint32_t i = words.first; i < words.last; ++i) reading.words[i].quoted = true;
            reading.quotations.push_back({span, words});
        }
        if (close >= text.size()) break;
        code_point_at(text, close, next);
        if (text[close] == '\n') next = close;
    }
}

}  // namespace standstill::evidence
