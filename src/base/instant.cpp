#include "base/instant.h"

#include <fmt/format.h>

#include <optional>

namespace standstill::base {

namespace {

using namespace std::chrono;

// A fixed number of decimal digits at a position, or nothing.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
    if (from + count > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::optional<Day> day_of(std::string_view text) {
    auto y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
    if (!y || !m || !d || text[4] != '-' || text[7] != '-' || *y < 1900 || *y > 2199)
        return std::nullopt;
    year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return Day{date};
}

Error expected_instant(std::string_view text) {
    return invalid(fmt::format(
        "`{}` is not an instant, expected a form like `2024-10-08T14:00:00-04:00` with an offset",
        text));
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20 || text.size() > 35) return expected_instant(text);
    auto date = day_of(text.substr(0, 10));
    auto h = digits(text, 11, 2), m = digits(text, 14, 2), s = digits(text, 17, 2);
    bool separators = (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && text[13] == ':' &&
                      text[16] == ':';
    if (!date || !h || !m || !s || !separators || *h > 23 || *m > 59 || *s > 59)
        return expected_instant(text);

    std::size_t at = 19;
    int millisecond = 0;
    if (text[at] == '.') {
        int scale = 100;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            millisecond += scale * (text[at] - '0');
            scale /= 10;
        }
        if (text[at - 1] == '.') return expected_instant(text);
    }

    minutes offset{0};
    std::string_view zone = text.substr(at);
    if (zone != "Z" && zone != "z") {
        auto oh = digits(zone, 1, 2), om = digits(zone, 4, 2);
        bool shape = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':';
        if (!shape || !oh || !om || *oh > 23 || *om > 59) return expected_instant(text);
        offset = hours{*oh} + minutes{*om};
        if (zone[0] == '-') offset = -offset;
    }
    return Instant{*date + hours{*h} + minutes{*m} + seconds{*s} + milliseconds{millisecond} -
                   offset};
}

Result<Day> parse_day(std::string_view text) {
    auto day = text.size() == 10 ? day_of(text) : std::nullopt;
    if (!day)
        return invalid(fmt::format("`{}` is not a date, expected a form like `2024-09-27`", text));
    return *day;
}

std::string to_string(Day day) {
    year_month_day d{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()),
                       static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

std::string to_string(Instant instant, std::chrono::seconds offset) {
    Instant local = instant + offset;
    Day day = floor<days>(local);
    hh_mm_ss<milliseconds> time{local - day};
    std::string out = fmt::format("{}T{:02}:{:02}:{:02}", to_string(day), time.hours().count(),
                                  time.minutes().count(), time.seconds().count());
    if (time.subseconds().count() != 0) out += fmt::format(".{:03}", time.subseconds().count());
    auto minute = duration_cast<minutes>(offset).count();
    out += fmt::format("{}{:02}:{:02}", minute < 0 ? '-' : '+', std::abs(minute) / 60,
                       std::abs(minute) % 60);
    return out;
}

std::string to_string(Instant instant) {
    std::string out = to_string(instant, seconds{0});
    out.replace(out.size() - 6, 6, "Z");
    return out;
}

Day anniversary(Day day, int years) {
    year_month_day date{day};
    date += std::chrono::years{years};
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return Day{date};
}

}  // namespace standstill::base
