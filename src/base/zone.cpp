#include "base/zone.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace standstill::base {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{512} << 10;
constexpr std::int64_t kMaxSeconds = 10'000'000'000;  // the year 2286
constexpr std::int64_t kMaxOffset = 100'000;

bool number(std::string_view text, std::int64_t& out) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

Result<ZoneTable> ZoneTable::create(std::string name, std::vector<Span> spans) {
    if (spans.empty()) return invalid(fmt::format("zone `{}` has no offset", name));
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (i > 0 && spans[i].from <= spans[i - 1].from)
            return invalid(fmt::format("zone `{}`: offsets are not in order of time", name));
        if (std::chrono::abs(spans[i].offset) > std::chrono::hours{26})
            return invalid(fmt::format("zone `{}`: an offset of more than 26 hours", name));
    }
    return ZoneTable(std::move(name), std::move(spans));
}

ZoneTable ZoneTable::utc() { return ZoneTable("UTC", {Span{Instant{}, std::chrono::seconds{0}}}); }

std::chrono::seconds ZoneTable::offset_at(Instant instant) const {
    auto after = std::upper_bound(spans_->begin(), spans_->end(), instant,
                                  [](Instant i, const Span& span) { return i < span.from; });
    return after == spans_->begin() ? spans_->front().offset : std::prev(after)->offset;
}

Day ZoneTable::day_of(Instant instant) const {
    return std::chrono::floor<std::chrono::days>(instant + offset_at(instant));
}

Instant ZoneTable::start_of(Day day) const {
    // A local midnight lies within 26 hours of the same digits read as UTC; the earliest instant
    // whose local day is not before `day` is either the plain conversion or the transition that
    // jumps over it.
    Instant digits{day};
    auto span = std::upper_bound(spans_->begin(), spans_->end(), digits - std::chrono::hours{26},
                                 [](Instant i, const Span& s) { return i < s.from; });
    if (span != spans_->begin()) --span;
    for (;; ++span) {
        bool last = std::next(span) == spans_->end();
        Instant candidate = digits - span->offset;
        if (span != spans_->begin()) candidate = std::max(candidate, span->from);
        if (last || candidate < std::next(span)->from) return candidate;
    }
}

Instant ZoneTable::latest_start_of(Day day) const {
    Instant latest = start_of(day);
    for (const Span& span : *spans_) {
        if (span.from > latest + std::chrono::hours{26}) break;
        Instant again = Instant{day} - span.offset;
        if (again >= span.from && again > latest && offset_at(again) == span.offset) latest = again;
    }
    return latest;
}

std::string ZoneTable::serialise() const {
    std::string out = name_ + "\n";
    for (const Span& span : *spans_)
        out += fmt::format(
            "{} {}\n",
            std::chrono::floor<std::chrono::seconds>(span.from).time_since_epoch().count(),
            span.offset.count());
    return out;
}

Result<ZoneTable> ZoneTable::parse(std::string_view text) {
    if (text.size() > kMaxBytes) return invalid("zone table: larger than 512 KiB");
    std::vector<std::string> lines = split(text, '\n');
    std::vector<Span> spans;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        std::size_t gap = lines[i].find(' ');
        std::int64_t from = 0, offset = 0;
        std::string_view line = lines[i];
        if (gap == std::string::npos || !number(line.substr(0, gap), from) ||
            !number(line.substr(gap + 1), offset) || from < -kMaxSeconds || from > kMaxSeconds ||
            offset < -kMaxOffset || offset > kMaxOffset)
            return invalid(fmt::format("zone table: line {}: `{}` is not an instant and an offset",
                                       i + 1, lines[i]));
        spans.push_back({Instant{std::chrono::seconds{from}}, std::chrono::seconds{offset}});
    }
    return create(lines[0], std::move(spans));
}

}  // namespace standstill::base
