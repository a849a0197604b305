// Numbers, dates and names: what a rewording and a translation leave as it is.
#include <algorithm>
#include <unordered_map>

#include "evidence/text/letters.h"
#include "evidence/text/numbers.h"
#include "evidence/text/parts.h"
#include "evidence/text/scan.h"
#include "evidence/text/sound.h"

namespace standstill::evidence {

namespace {

class AnchorReader {
public:
    explicit AnchorReader(Reading& reading) : reading_(reading) {
        folded_.reserve(reading.words.size());
        for (const Word& word : reading.words) folded_.push_back(folded_word(reading, word));
        taken_.resize(reading.words.size(), false);
    }

    void read() {
        note_capitals();
        for (std::uint32_t i = 0; i < folded_.size(); ++i) {
            if (taken_[i]) continue;
            if (date_with_month(i) || date_in_digits(i) || number(i)) continue;
            name(i);
        }
        std::ranges::sort(reading_.anchors, {}, [](const Anchor& anchor) { return anchor.span; });
    }

private:
    const Word& word(std::uint32_t i) const { return reading_.words[i]; }
    bool exists(std::uint32_t i) const { return i < folded_.size(); }

    void add(AnchorKind kind, std::uint32_t first, std::uint32_t last, std::string normal) {
        Anchor anchor;
        anchor.kind = kind;
        anchor.span = reading_.span_of({first, last});
        anchor.word = first;
        anchor.key = word_hash(normal) + static_cast<std::uint64_t>(kind);
        anchor.normal = std::move(normal);
        reading_.anchors.push_back(std::move(anchor));
        for (std::uint32_t i = first; i < last; ++i) taken_[i] = true;
    }

    // The value of a word that is digits alone, or 0.
    std::uint32_t small_number(std::uint32_t i) const {
        if (!exists(i) || folded_[i].empty() || folded_[i].size() > 4) return 0;
        std::string_view digits = folded_[i];
        for (std::string_view ending : {"st", "nd", "rd", "th"})
            if (digits.size() > 2 && digits.ends_with(ending)) digits.remove_suffix(2);
        std::uint32_t value = 0;
        for (char c : digits) {
            if (c < '0' || c > '9') return 0;
            value = value * 10 + static_cast<std::uint32_t>(c - '0');
        }
        return value;
    }
    bool is_day(std::uint32_t i) const { return small_number(i) >= 1 && small_number(i) <= 31; }
    bool is_year(std::uint32_t i) const {
        return exists(i) && folded_[i].size() == 4 && small_number(i) >= 1900 &&
               small_number(i) < 2100;
    }

    static std::string two_digits(std::uint32_t value) {
        return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
    }

    void add_date(std::uint32_t first, std::uint32_t last, std::uint32_t month, std::uint32_t day) {
        add(AnchorKind::Date, first, last, "--" + two_digits(month) + "-" + two_digits(day));
    }

    // "September 27, 2024", "27 September", "27 de septiembre de 2024".
    bool date_with_month(std::uint32_t i) {
        if (is_day(i)) {
            std::uint32_t at = i + 1;
            while (exists(at) && at < i + 3 && (folded_[at] == "de" || folded_[at] == "of")) ++at;
            int month = exists(at) ? month_of(folded_[at]) : 0;
            if (month == 0) return false;
            add_date(i, with_year(at + 1), static_cast<std::uint32_t>(month), small_number(i));
            return true;
        }
        int month = is_capital_word(i) || word(i).span.begin > 0 ? month_of(folded_[i]) : 0;
        if (month == 0 || !is_day(i + 1)) return false;
        if (folded_[i] == "may" && !is_capital_word(i)) return false;
        add_date(i, with_year(i + 2), static_cast<std::uint32_t>(month), small_number(i + 1));
        return true;
    }

    // Past a year that follows, with or without `de`.
    std::uint32_t with_year(std::uint32_t at) const {
        std::uint32_t after =
            exists(at) && (folded_[at] == "de" || folded_[at] == "of") ? at + 1 : at;
        return is_year(after) ? after + 1
                              : std::min(at, static_cast<std::uint32_t>(folded_.size()));
    }

    // "2024-09-27", "27.09.2024", "9月27日".
    bool date_in_digits(std::uint32_t i) {
        if (is_year(i) && is_day(i + 1) && is_day(i + 2) && small_number(i + 1) <= 12 &&
            gap_is(i, "-") && gap_is(i + 1, "-")) {
            add_date(i, i + 3, small_number(i + 1), small_number(i + 2));
            return true;
        }
        if (is_day(i) && is_day(i + 1) && is_year(i + 2) && small_number(i + 1) <= 12 &&
            gap_is(i, ".") && gap_is(i + 1, ".")) {
            add_date(i, i + 3, small_number(i + 1), small_number(i));
            return true;
        }
        if (is_day(i) && exists(i + 3) && folded_[i + 1] == "\xE6\x9C\x88" && is_day(i + 2) &&
            folded_[i + 3] == "\xE6\x97\xA5" && small_number(i) <= 12) {
            add_date(i, i + 4, small_number(i), small_number(i + 2));
            return true;
        }
        return false;
    }

    bool gap_is(std::uint32_t i, std::string_view between) const {
        return reading_.shown({word(i).span.end, word(i + 1).span.begin}) == between;
    }

    bool number(std::uint32_t i) {
        std::string_view text = reading_.text;
        std::uint64_t thousandths = 0;
        std::uint32_t last = i + 1;
        if (auto written = number_at(text, word(i).span.begin)) {
            while (exists(last) && word(last).span.begin < written->end) ++last;
            thousandths = written->thousandths;
            std::string_view rest = reading_.shown(word(last - 1).span);
            rest.remove_prefix(std::min<std::size_t>(
                rest.size(),
                written->end - std::min<std::size_t>(written->end, word(last - 1).span.begin)));
            if (!rest.empty()) {  // "2bn", "57th", but not "5G"
                std::uint64_t times = magnitude_of(rest);
                if (times == 1 && rest != "st" && rest != "nd" && rest != "rd" && rest != "th")
                    return false;
                thousandths *= times;
            }
        } else if (auto value = number_word(folded_[i])) {
            thousandths = *value * 1000;
            if (*value >= 20 && exists(last) && number_word(folded_[last]).value_or(99) < 10)
                thousandths += *number_word(folded_[last++]) * 1000;
        } else {
            return false;
        }
        if (exists(last) && word(last).span.begin - word(last - 1).span.end <= 3) {
            std::uint64_t times = folded_[last].size() == 1 ? 1 : magnitude_of(folded_[last]);
            if (times > 1 && thousandths < 1'000'000'000) {
                thousandths *= times;
                ++last;
            }
        }
        std::string normal = std::to_string(thousandths / 1000);
        if (thousandths % 1000 != 0) {
            std::string part = std::to_string(1000 + thousandths % 1000).substr(1);
            while (part.back() == '0') part.pop_back();
            normal += "." + part;
        }
        add(AnchorKind::Number, i, last, std::move(normal));
        return true;
    }

    bool is_capital_word(std::uint32_t i) const {
        std::size_t next = 0;
        return is_capital(code_point_at(reading_.text, word(i).span.begin, next));
    }

    // Which words stand small somewhere, and which stand with a capital inside a sentence: the
    // latter are names, the former are not.
    void note_capitals() {
        std::size_t sentence = 0;
        for (std::uint32_t i = 0; i < folded_.size(); ++i) {
            while (sentence + 1 < reading_.sentences.size() &&
                   reading_.sentences[sentence].words.last <= i)
                ++sentence;
            bool begins =
                (!reading_.sentences.empty() && reading_.sentences[sentence].words.first == i) ||
                (word(i).quoted && i > 0 && !word(i - 1).quoted);
            if (!is_capital_word(i))
                stands_small_[word(i).hash] = true;
            else if (!begins)
                stands_capital_[word(i).hash] = true;
        }
    }

    void name(std::uint32_t i) {
        if (folded_[i].size() < 3 || word(i).rarity < 2 || !is_capital_word(i)) return;
        if (!stands_capital_.contains(word(i).hash) || stands_small_.contains(word(i).hash)) return;
        if (month_of(folded_[i]) != 0 || is_weekday(folded_[i])) return;
        std::string sound = sound_of(in_latin(folded_[i]));
        if (sound.size() < 2) return;
        add(AnchorKind::Name, i, i + 1, std::move(sound));
    }

    Reading& reading_;
    std::vector<std::string> folded_;
    std::vector<bool> taken_;
    std::unordered_map<std::uint64_t, bool> stands_small_;
    std::unordered_map<std::uint64_t, bool> stands_capital_;
};

}  // namespace

void read_anchors(Reading& reading) { AnchorReader(reading).read(); }

}  // namespace standstill::evidence
