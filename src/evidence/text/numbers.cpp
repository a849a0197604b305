#include "evidence/text/numbers.h"

#include <algorithm>
#include <array>

namespace standstill::evidence {

namespace {

constexpr std::size_t kMostDigits = 15;

bool is_digit(char c) { return '0' <= c && c <= '9'; }

bool has(std::string_view list, std::string_view word) {
    for (std::size_t at = list.find(word); at != std::string_view::npos && !word.empty();
         at = list.find(word, at + 1)) {
        std::size_t end = at + word.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' '))
            return true;
    }
    return false;
}

// The bytes of a separator inside a number at `at`: a comma, a point, an apostrophe, a space.
std::size_t separator_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    char c = text[at];
    if (c == ',' || c == '.' || c == '\'' || c == ' ') return 1;
    if (text.substr(at, 2) == "\xC2\xA0") return 2;
    if (text.substr(at, 3) == "\xE2\x80\xAF" || text.substr(at, 3) == "\xE2\x80\x99") return 3;
    return 0;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - at;
}

constexpr std::array<std::string_view, 12> kMonths = {
    "january jan januar janvier enero gennaio janeiro januari января январе январь",
    "february feb februar fevrier febrero febbraio fevereiro februari февраля феврале февраль",
    "march mar marz mars marzo marco maart марта марте март",
    "april apr avril abril aprile апреля апреле апрель",
    "may mai mayo maggio maio mei мая мае май",
    "june jun juni juin junio giugno junho июня июне июнь",
    "july jul juli juillet julio luglio julho июля июле июль",
    "august aug aout agosto augustus августа августе август",
    "september sept sep septembre septiembre settembre setembro сентября сентябре сентябрь",
    "october oct oktober octobre octubre ottobre outubro октября октябре октябрь",
    "november nov novembre noviembre novembro ноября ноябре ноябрь",
    "december dec dezember decembre diciembre dicembre dezembro декабря декабре декабрь"};

constexpr std::string_view kWeekdays =
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes "
    "miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi sabato "
    "domenica segunda terca quarta quinta sexta maandag dinsdag woensdag donderdag vrijdag zaterdag "
    "zondag";

}  // namespace

std::optional<WrittenNumber> number_at(std::string_view text, std::size_t at) {
    std::size_t digits = digits_at(text, at);
    if (digits == 0) return std::nullopt;
    WrittenNumber number;
    std::uint64_t whole = 0;
    std::size_t seen = 0;
    auto add = [&](std::size_t from, std::size_t count) {
        for (std::size_t i = from; i < from + count && seen < kMostDigits; ++i, ++seen)
            whole = whole * 10 + static_cast<std::uint64_t>(text[i] - '0');
    };
    add(at, digits);
    std::size_t end = at + digits;
    bool grouped = false;
    // Groups of three after the same kind of gap are thousands, unless the first is a zero.
    while (digits <= 3 && text[at] != '0') {
        std::size_t gap = separator_at(text, end);
        if (gap == 0 || digits_at(text, end + gap) != 3) break;
        add(end + gap, 3);
        end += gap + 3;
        grouped = true;
    }
    number.thousandths = whole * 1000;
    if (end + 1 < text.size() && (text[end] == '.' || text[end] == ',') &&
        is_digit(text[end + 1]) && (!grouped || digits_at(text, end + 1) != 3)) {
        std::size_t places = digits_at(text, end + 1);
        std::uint64_t part = 0;
        for (std::size_t i = 0; i < 3; ++i)
            part =
                part * 10 + (i < places ? static_cast<std::uint64_t>(text[end + 1 + i] - '0') : 0);
        number.thousandths += part;
        end += 1 + places;
        grouped = true;
    }
    if (end - at > 24 || seen >= kMostDigits) return std::nullopt;
    number.end = end;
    number.plain = !grouped;
    return number;
}

std::uint64_t magnitude_of(std::string_view folded) {
    if (has("thousand thousands k tausend mille mil mila duizend тысяч тысячи тысяча тыс", folded))
        return 1'000;
    if (has("million millions m mn mln mio millionen millon millones milione milioni milhao milhoes "
            "miljoen миллион миллиона миллионов млн",
            folded))
        return 1'000'000;
    if (has("billion billions bn b milliarde milliarden milliard milliards mrd miliardo miliardi "
            "bilhao bilhoes miljard миллиард миллиарда миллиардов млрд",
            folded))
        return 1'000'000'000;
    return 1;
}

std::optional<std::uint64_t> number_word(std::string_view folded) {
    constexpr std::array<std::string_view, 20> kUnits = {
        "zero",     "one",     "two",     "three",     "four",     "five",    "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                       "sixty",  "seventy", "eighty", "ninety"};
    for (std::size_t i = 0; i < kUnits.size(); ++i)
        if (kUnits[i] == folded) return i;
    for (std::size_t i = 0; i < kTens.size(); ++i)
        if (kTens[i] == folded) return (i + 2) * 10;
    return std::nullopt;
}

int month_of(std::string_view folded) {
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (has(kMonths[i], folded)) return static_cast<int>(i) + 1;
    return 0;
}

bool is_weekday(std::string_view folded) { return has(kWeekdays, folded); }

}  // namespace standstill::evidence
