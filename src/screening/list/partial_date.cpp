// Dates of which lists know only some: "circa 1962", "Feb 1961", "1958 to 1963", "dd/mm/1971".
#include <array>
#include <charconv>

#include "base/text.h"
#include "screening/list/fields.h"

namespace standstill::screening {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

// The words and numbers of a date, at most eight; more is none.
struct Words {
    std::array<std::string_view, 8> word;
    std::size_t count = 0;
    bool is_too_many = false;
};

Words words_of(std::string_view text) {
    Words out;
    std::size_t at = 0;
    while (at < text.size()) {
        while (at < text.size() && (text[at] == ' ' || text[at] == ',' || text[at] == '.')) ++at;
        const std::size_t begin = at;
        while (at < text.size() && text[at] != ' ' && text[at] != ',' && text[at] != '.') ++at;
        if (at == begin) break;
        if (out.count == out.word.size()) {
            out.is_too_many = true;
            break;
        }
        out.word[out.count++] = text.substr(begin, at - begin);
    }
    return out;
}

// A whole number of at most four digits, or -1.
int number(std::string_view text) {
    if (text.empty() || text.size() > 4) return -1;
    int value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool is_year(int value) { return value >= 1000 && value <= 2199; }

int month_named(std::string_view word) {
    if (word.size() < 3) return 0;
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (same_ascii(word.substr(0, 3), kMonths[i])) return static_cast<int>(i) + 1;
    return 0;
}

bool is_about(std::string_view word) {
    return same_ascii(word, "circa") || same_ascii(word, "c") ||
           same_ascii(word, "approximately") || same_ascii(word, "approx") ||
           same_ascii(word, "about");
}

// Parts of a date between `/` or `-`; unknown ones are "00", "dd", "mm" or nothing.
int part(std::string_view text, std::string_view placeholder) {
    if (text.empty() || same_ascii(text, placeholder)) return 0;
    return number(text);
}

bool is_whole(int year, int month, int day) {
    return is_year(year) && month >= 0 && month <= 12 && day >= 0 && day <= 31;
}

// 1971-01-22, 1971-01, 22/01/1971, dd/mm/1971, 1958-1963; false where it is none.
bool read_numeric(std::string_view word, Slashes slashes, PartialDate& out) {
    const char mark = word.find('/') != std::string_view::npos ? '/' : '-';
    const std::size_t first = word.find(mark);
    if (first == std::string_view::npos) return false;
    const std::size_t second = word.find(mark, first + 1);
    const std::string_view a = word.substr(0, first);
    const std::string_view b = word.substr(first + 1, second - first - 1);
    if (second == std::string_view::npos) {
        const int year = number(a), other = number(b);
        if (!is_year(year)) {
            if (mark == '/' && is_whole(other, part(a, "mm"), 0)) {  // 01/1971
                out.year = other;
                out.month = part(a, "mm");
                return true;
            }
            return false;
        }
        if (is_year(other) && b.size() == 4) {
            out.year = year;
            out.year_to = other;
            return other >= year;
        }
        out.year = year;
        out.month = other;
        return is_whole(year, other, 0);
    }
    std::string_view c = word.substr(second + 1);
    if (c.size() > 2 && c[2] == 'T') c = c.substr(0, 2);  // an instant
    if (a.size() == 4) {
        out.year = number(a);
        out.month = part(b, "mm");
        out.day = part(c, "dd");
    } else {
        const bool is_month_first = slashes == Slashes::MonthFirst;
        out.year = number(c);
        out.month = part(is_month_first ? a : b, "mm");
        out.day = part(is_month_first ? b : a, "dd");
    }
    return is_whole(out.year, out.month, out.day);
}

// "12 Feb 1961", "February 12 1961", "Feb 1961", "1961" from `from`; how many words it took, or 0.
std::size_t read_words(const Words& words, std::size_t from, PartialDate& out) {
    int day = 0, month = 0;
    for (std::size_t i = from; i < words.count && i < from + 3; ++i) {
        const std::string_view word = words.word[i];
        const int value = number(word);
        if (is_year(value)) {
            out.year = value;
            out.month = month;
            out.day = month != 0 ? day : 0;
            return i - from + 1;
        }
        if (value >= 1 && value <= 31 && day == 0)
            day = value;
        else if (month == 0 && month_named(word) != 0)
            month = month_named(word);
        else
            return 0;
    }
    return 0;
}

bool read(const Words& words, Slashes slashes, PartialDate& out) {
    std::size_t at = 0;
    for (; at < words.count; ++at) {
        if (is_about(words.word[at]))
            out.about = true;
        else if (!same_ascii(words.word[at], "between") && !same_ascii(words.word[at], "from"))
            break;
    }
    if (at < words.count && read_numeric(words.word[at], slashes, out))
        return at + 1 == words.count;
    const std::size_t took = read_words(words, at, out);
    if (took == 0) return false;
    at += took;
    if (at == words.count) return true;
    // A range: only its years are kept, and a month that stood before the second one goes.
    if (!same_ascii(words.word[at], "to") && !same_ascii(words.word[at], "and") &&
        !same_ascii(words.word[at], "-"))
        return false;
    PartialDate to;
    for (++at; at < words.count && is_about(words.word[at]); ++at) out.about = true;
    const std::size_t last = read_words(words, at, to);
    if (last == 0 || at + last != words.count || to.year < out.year) return false;
    if (to.year != out.year) {
        out.year_to = to.year;
        out.month = out.day = 0;
    } else if (to.month != out.month) {
        out.month = out.day = 0;
    } else if (to.day != out.day) {
        out.day = 0;
    }
    return true;
}

}  // namespace

PartialDate parse_date(std::string_view text, Slashes slashes) {
    text = base::trimmed(text);
    PartialDate out;
    const Words words = words_of(text);
    if (words.is_too_many || !read(words, slashes, out)) out = {};
    out.text = std::string(text);
    return out;
}

}  // namespace standstill::screening
