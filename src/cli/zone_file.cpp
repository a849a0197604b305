#include "cli/zone_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace standstill::cli {

namespace {

using namespace std::chrono;
using base::ErrorKind;
using base::Instant;
using Span = base::ZoneTable::Span;

constexpr std::size_t kMaxBytes = std::size_t{256} << 10;
constexpr std::size_t kHeaderBytes = 44;

// The six counts of a header, in the order of the file.
struct Counts {
    std::size_t ut_flags, standard_flags, leaps, changes, types, letters;

    std::size_t block_bytes(std::size_t time_bytes) const {
        return changes * time_bytes + changes + types * 6 + letters + leaps * (time_bytes + 4) +
               standard_flags + ut_flags;
    }
};

// A big-endian signed number; the caller has checked that it is there.
std::int64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    if (size == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    return static_cast<std::int64_t>(value);
}

// The header at a position, or nothing where there is none.
std::optional<Counts> counts_at(std::string_view bytes, std::size_t at) {
    if (bytes.size() < at + kHeaderBytes || bytes.substr(at, 4) != "TZif") return std::nullopt;
    auto count = [&](std::size_t i) {
        return static_cast<std::size_t>(
            static_cast<std::uint32_t>(number_at(bytes, at + 20 + 4 * i, 4)));
    };
    return Counts{count(0), count(1), count(2), count(3), count(4), count(5)};
}

// A day of the year as the footer writes it, and the local time of that day, which may be negative
// or beyond 24 hours.
struct YearlyMoment {
    enum class Form { Week, JulianWithoutLeapDay, DayOfYear } form;
    int month = 0, week = 0, day = 0;
    seconds time{0};

    base::Day day_in(year y) const {
        switch (form) {
            case Form::DayOfYear:
                return base::Day{y / January / 1} + days{day};
            case Form::JulianWithoutLeapDay:
                return base::Day{y / January / 1} + days{day - 1 + (y.is_leap() && day >= 60)};
            case Form::Week:
                break;
        }
        auto m = std::chrono::month{static_cast<unsigned>(month)};
        weekday w{static_cast<unsigned>(day)};
        if (week == 5) return base::Day{y / m / w[last]};
        return base::Day{y / m / w[static_cast<unsigned>(week)]};
    }
};

// The rule of the footer: `EST5EDT,M3.2.0,M11.1.0`. Without a second offset there is no change.
struct Footer {
    seconds standard{0};
    std::optional<seconds> summer;
    YearlyMoment begins{}, ends{};
};

// Reads the footer from left to right; the first thing that does not fit makes it fail for good.
class FooterReader {
public:
    explicit FooterReader(std::string_view text) : rest_(text) {}

    std::optional<Footer> read() {
        Footer footer;
        name();
        footer.standard = -clock_time(24);
        if (!rest_.empty()) {
            name();
            bool given = !rest_.empty() && rest_.front() != ',';
            footer.summer = given ? -clock_time(24) : footer.standard + hours{1};
            expect(',');
            footer.begins = moment();
            expect(',');
            footer.ends = moment();
        }
        if (!good_ || !rest_.empty()) return std::nullopt;
        return footer;
    }

private:
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char c) { good_ = take(c) && good_; }

    void name() {
        bool bracketed = take('<');
        std::size_t size = 0;
        auto belongs = [&](char c) {
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return letter || (bracketed && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
        };
        while (size < rest_.size() && belongs(rest_[size])) ++size;
        if (size < 3) good_ = false;
        rest_.remove_prefix(size);
        if (bracketed) expect('>');
    }

    int number(int least, int most) {
        int value = 0;
        std::size_t size = 0;
        while (size < rest_.size() && size < 4 && rest_[size] >= '0' && rest_[size] <= '9')
            value = value * 10 + (rest_[size++] - '0');
        if (size == 0 || value < least || value > most) good_ = false;
        rest_.remove_prefix(size);
        return good_ ? value : least;
    }

    seconds clock_time(int most_hours) {
        bool negative = take('-');
        if (!negative) take('+');
        seconds time = hours{number(0, most_hours)};
        if (take(':')) time += minutes{number(0, 59)};
        if (take(':')) time += seconds{number(0, 59)};
        return negative ? -time : time;
    }

    YearlyMoment moment() {
        YearlyMoment m{};
        if (take('M')) {
            m.form = YearlyMoment::Form::Week;
            m.month = number(1, 12);
            expect('.');
            m.week = number(1, 5);
            expect('.');
            m.day = number(0, 6);
        } else if (take('J')) {
            m.form = YearlyMoment::Form::JulianWithoutLeapDay;
            m.day = number(1, 365);
        } else {
            m.form = YearlyMoment::Form::DayOfYear;
            m.day = number(0, 365);
        }
        m.time = take('/') ? clock_time(167) : hours{2};
        return m;
    }

    std::string_view rest_;
    bool good_ = true;
};

// Adds the changes that the rule makes after the last one of the list.
void extend(std::vector<Span>& spans, const Footer& footer) {
    Instant listed_until = spans.back().from;
    if (!footer.summer) {
        // The list ends in the standard offset of the footer; nothing changes after it.
        return;
    }
    std::vector<Span> yearly;
    for (int y = kFirstZoneYear - 1; y <= kLastZoneYear; ++y) {
        Instant ends = Instant{footer.ends.day_in(year{y})} + footer.ends.time - *footer.summer;
        Instant begins =
            Instant{footer.begins.day_in(year{y})} + footer.begins.time - footer.standard;
        yearly.push_back({ends, footer.standard});
        yearly.push_back({begins, *footer.summer});
    }
    std::ranges::stable_sort(yearly, {}, &Span::from);
    for (const Span& span : yearly)
        if (span.from > listed_until) spans.push_back(span);
}

// Of several changes at one instant the last; no change that changes nothing; only the years that
// the table covers, the first of them with the offset that it finds.
std::vector<Span> within_years(const std::vector<Span>& spans) {
    Instant first{base::Day{year{kFirstZoneYear} / January / 1}};
    Instant beyond{base::Day{year{kLastZoneYear + 1} / January / 1}};
    std::vector<Span> out;
    for (Span span : spans) {
        if (span.from >= beyond) break;
        span.from = std::max(span.from, first);
        if (!out.empty() && out.back().from == span.from) out.pop_back();
        if (out.empty() || out.back().offset != span.offset) out.push_back(span);
    }
    return out;
}

}  // namespace

base::Result<base::ZoneTable> parse_zone_file(std::string_view bytes, const std::string& name) {
    auto corrupt = [&](const char* what) {
        return base::fail(ErrorKind::Corrupt, fmt::format("zone `{}`: {}", name, what));
    };
    if (bytes.size() > kMaxBytes) return corrupt("the file is larger than 256 KiB");
    auto old_form = counts_at(bytes, 0);
    if (!old_form) return corrupt("not a time zone file");
    if (bytes[4] < '2') return corrupt("a file of the first version, which ends in 2037");

    // The first block repeats the second in 32 bits, for readers of the last century.
    std::size_t header = kHeaderBytes + old_form->block_bytes(4);
    auto counts = counts_at(bytes, header);
    if (!counts) return corrupt("the file is cut short");
    if (counts->leaps != 0) return corrupt("it counts leap seconds, which the record does not");
    std::size_t times = header + kHeaderBytes;
    std::size_t kinds = times + counts->changes * 8;
    std::size_t types = kinds + counts->changes;
    std::size_t footer_at = times + counts->block_bytes(8);
    if (counts->types == 0 || bytes.size() < footer_at + 2 || bytes[footer_at] != '\n' ||
        bytes.back() != '\n')
        return corrupt("the file is cut short");

    auto offset_of = [&](std::size_t type) {
        return seconds{number_at(bytes, types + type * 6, 4)};
    };
    // Before the first change the first type holds. Instants are kept within a thousand years of
    // 1970, far more than the table needs and far less than the milliseconds can hold.
    constexpr std::int64_t kFar = 31'556'952'000;
    std::vector<Span> spans{{Instant{seconds{-kFar}}, offset_of(0)}};
    for (std::size_t i = 0; i < counts->changes; ++i) {
        std::int64_t at = number_at(bytes, times + 8 * i, 8);
        auto type = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[kinds + i]));
        if (type >= counts->types) return corrupt("a change to an offset that is not there");
        Span span{Instant{seconds{std::clamp(at, -kFar, kFar)}}, offset_of(type)};
        if (span.from < spans.back().from) return corrupt("changes are not in order of time");
        spans.push_back(span);
    }

    std::string_view footer_text = bytes.substr(footer_at + 1, bytes.size() - footer_at - 2);
    if (!footer_text.empty()) {
        auto footer = FooterReader(footer_text).read();
        if (!footer) return corrupt("the rule for later years cannot be read");
        extend(spans, *footer);
    }
    return base::ZoneTable::create(name, within_years(spans));
}

}  // namespace standstill::cli
