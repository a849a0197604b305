#include "law/calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace standstill::law {

namespace {

using namespace std::chrono;
using base::Day;
using base::Instant;

constexpr int kLongestRoll = 14;  // no run of closed days is longer; more means a broken table

base::Result<Day> day_in(const base::Node& node, const std::string& name) {
    if (!node.is_scalar())
        return base::invalid(fmt::format("{}: expected a date", base::where(name, node.place)));
    auto day = base::parse_day(node.scalar);
    if (!day) return base::in_context(day.error(), base::where(name, node.place));
    return *day;
}

base::Result<Day> day_at(const base::Node& map, std::string_view key, const std::string& name) {
    const base::Node* node = map.find(key);
    if (node == nullptr || !node->is_scalar())
        return base::invalid(
            fmt::format("{}: expected a date at `{}`", base::where(name, map.place), key));
    return day_in(*node, name);
}

bool is_weekend(Day day) {
    weekday w{day};
    return w == Saturday || w == Sunday;
}

}  // namespace

base::Result<Calendar> Calendar::parse(const base::Node& document, const std::string& name) {
    Calendar calendar;
    const base::Node* covers = document.find("covers");
    const base::Node* holidays = document.find("holidays");
    const base::Node* source = document.find("source");
    if (covers == nullptr || !covers->is_map() || holidays == nullptr ||
        (!holidays->is_list() && !holidays->is_map()))
        return base::invalid(name + ": a calendar needs `covers` and `holidays`");
    if (source != nullptr) calendar.source_ = source->scalar;
    auto from = day_at(*covers, "from", name), to = day_at(*covers, "to", name);
    if (!from) return from.error();
    if (!to) return to.error();
    calendar.from_ = *from;
    calendar.to_ = *to;
    auto read = holidays->is_map() ? calendar.by_name(*holidays, name)
                                   : calendar.one_by_one(*holidays, name);
    if (!read) return read.error();
    std::stable_sort(calendar.holidays_.begin(), calendar.holidays_.end(),
                     [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
    return calendar;
}

base::Status Calendar::one_by_one(const base::Node& list, const std::string& name) {
    for (const base::Node& entry : list.items) {
        auto day = day_at(entry, "date", name);
        if (!day) return day.error();
        const base::Node* title = entry.find("name");
        if (title == nullptr || !title->is_scalar())
            return base::invalid(
                fmt::format("{}: a holiday needs a `name`", base::where(name, entry.place)));
        names_.push_back(title->scalar);
        holidays_.push_back({*day, names_.size() - 1});
    }
    return base::Done{};
}

base::Status Calendar::by_name(const base::Node& map, const std::string& name) {
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
        const base::Node& kinds = map.items[i];
        if (!kinds.is_map())
            return base::invalid(
                fmt::format("{}: expected `fixed` and `observed`", base::where(name, kinds.place)));
        names_.push_back(map.keys[i].first);
        for (std::size_t k = 0; k < kinds.keys.size(); ++k) {
            const auto& [kind, place] = kinds.keys[k];
            if ((kind != "fixed" && kind != "observed") || !kinds.items[k].is_list())
                return base::invalid(
                    fmt::format("{}: expected a list of days, `fixed` or `observed`, found `{}`",
                                base::where(name, place), kind));
            for (const base::Node& entry : kinds.items[k].items) {
                auto day = day_in(entry, name);
                if (!day) return day.error();
                holidays_.push_back({*day, names_.size() - 1});
            }
        }
    }
    return base::Done{};
}

const std::string* Calendar::holiday(Day day) const {
    auto found = std::lower_bound(holidays_.begin(), holidays_.end(), day,
                                  [](const Holiday& holiday, Day d) { return holiday.day < d; });
    return found == holidays_.end() || found->day != day ? nullptr : &names_[found->name];
}

std::map<Day, std::string> Calendar::holidays() const {
    std::map<Day, std::string> out;
    for (const Holiday& holiday : holidays_) out.emplace(holiday.day, names_[holiday.name]);
    return out;
}

bool Calendar::is_closed(Day day) const { return is_weekend(day) || holiday(day) != nullptr; }

base::Result<Wait> earliest_permitted(Instant after, int days_to_wait, const Calendar& calendar,
                                      const base::ZoneTable& zone) {
    Day last = zone.day_of(after) + days{days_to_wait};
    Wait wait;
    wait.plain = after + hours{24 * days_to_wait};
    for (int rolled = 0;; ++rolled, last += days{1}) {
        if (!calendar.covers(last) || rolled > kLongestRoll)
            return base::fail(base::ErrorKind::Unavailable,
                              fmt::format("no table of holidays covers {}", base::to_string(last)));
        if (!calendar.is_closed(last)) break;
        if (rolled == 0) {
            const std::string* holiday = calendar.holiday(last);
            wait.rolled = holiday != nullptr                       ? *holiday
                          : weekday{last} == std::chrono::Saturday ? "Saturday"
                                                                   : "Sunday";
        }
    }
    wait.last_day = last;
    wait.conservative = std::max(once_past(last, zone), wait.plain);
    return wait;
}

Instant latest_lawful(Day after, int days_allowed, const base::ZoneTable& zone) {
    return end_of(after + days{days_allowed}, zone);
}

Instant end_of(Day day, const base::ZoneTable& zone) { return zone.start_of(day + days{1}); }

Instant once_past(Day day, const base::ZoneTable& zone) {
    return zone.latest_start_of(day + days{1});
}

Instant cap_of_years(Instant from, int years_allowed, const base::ZoneTable& zone) {
    return zone.start_of(base::anniversary(zone.day_of(from), years_allowed));
}

}  // namespace standstill::law
