// Where sentences end: at a full stop with a new beginning after it, at a blank line, and at the
// end of a short line (a heading). A stop after an abbreviation or an initial ends nothing.
#include <algorithm>
#include <string_view>

#include "evidence/text/letters.h"
#include "evidence/text/parts.h"

namespace standstill::evidence {

namespace {

constexpr std::string_view kAbbreviations[] = {
    "mr",   "mrs",  "ms",  "dr",     "prof", "gen", "sen",  "rep", "gov",  "lt",  "col",  "sgt",
    "capt", "st",   "jr",  "sr",     "vs",   "inc", "corp", "co",  "ltd",  "no",  "nos",  "art",
    "sec",  "jan",  "feb", "mar",    "apr",  "jun", "jul",  "aug", "sept", "sep", "oct",  "nov",
    "dec",  "dept", "est", "approx", "fig",  "bzw", "ca",   "nr",  "hr",   "fr",  "dipl", "sra"};

// Shorter lines than this that end without a stop are headings, not lines that were broken.
constexpr std::size_t kBrokenLine = 50;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_stop(char32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }

bool is_wide_stop(char32_t c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }

bool is_closing(char32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 ||
           c == 0xBB || c == 0x203A || c == 0x300D || c == 0x300F;
}

// Whether the stop at `at` only shortens the word before it.
bool shortens(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 8 && (text[begin - 1] | 0x20) >= 'a' &&
           (text[begin - 1] | 0x20) <= 'z')
        --begin;
    std::string word(text.substr(begin, at - begin));
    for (char& c : word) c = static_cast<char>(c | 0x20);
    if (word.size() == 1) return is_capital(static_cast<unsigned char>(text[begin]));
    return std::ranges::find(kAbbreviations, std::string_view(word)) != std::end(kAbbreviations);
}

// Whether a sentence may begin at what follows the white space at `at`.
bool may_begin(std::string_view text, std::size_t at) {
    if (at >= text.size()) return true;
    if (!is_space(text[at])) return false;
    while (at < text.size() && is_space(text[at])) ++at;
    if (at >= text.size()) return true;
    std::size_t next = 0;
    char32_t c = code_point_at(text, at, next);
    return !(c >= 'a' && c <= 'z');
}

// Whether the line that ends at `at` ends a sentence.
bool line_ends(std::string_view text, std::size_t at) {
    std::size_t next = at + 1;
    while (next < text.size() && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r'))
        ++next;
    if (next >= text.size() || text[next] == '\n') return true;
    std::size_t line = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    return at - begin < kBrokenLine;
}

}  // namespace

void read_sentences(Reading& reading) {
    std::string_view text = reading.text;
    std::size_t begin = 0;
    auto end_at = [&](std::size_t end) {
        Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        WordRange words = words_in(reading, span);
        if (words.size() > 0) {
            while (is_space(text[span.begin])) ++span.begin;
            while (is_space(text[span.end - 1])) --span.end;
            reading.sentences.push_back({span, words});
        }
        begin = end;
    };
    for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
        char32_t c = code_point_at(text, at, next);
        if (c == '\n') {
            if (line_ends(text, at)) end_at(at);
            continue;
        }
        if (!is_stop(c) && !is_wide_stop(c)) continue;
        std::size_t after = next;
        for (std::size_t further = 0; after < text.size(); after = further) {
            char32_t closing = code_point_at(text, after, further);
            if (!is_closing(closing) && !is_stop(closing) && !is_wide_stop(closing)) break;
        }
        if (is_wide_stop(c) || (may_begin(text, after) && !(c == '.' && shortens(text, at)))) {
            end_at(after);
            next = after;
        }
    }
    if (begin < text.size()) end_at(text.size());
}

}  // namespace standstill::evidence
