#include "screening/list/ofac_period.h"

#include <fmt/format.h>

#include <chrono>

#include "screening/list/fields.h"

namespace standstill::screening {

namespace {

std::string two_digits(std::string_view text) {
    return text.size() == 1 ? fmt::format("0{}", text) : std::string(text);
}

int last_day(int year, int month) {
    using namespace std::chrono;
    const year_month_day_last last{
        std::chrono::year{year}, month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

}  // namespace

std::string date_in(XmlElement of) {
    if (of.text_of("Year").empty()) return {};
    std::string out(of.text_of("Year"));
    if (!of.text_of("Month").empty()) out += "-" + two_digits(of.text_of("Month"));
    if (!of.text_of("Day").empty()) out += "-" + two_digits(of.text_of("Day"));
    return out;
}

PartialDate date_of_period(XmlElement period) {
    const XmlElement start = period.child("Start"), end = period.child("End");
    const PartialDate from = parse_date(date_in(start.child("From")));
    XmlElement last = end.child("To");
    if (!last) last = start.child("To");
    const PartialDate to = parse_date(date_in(last));
    PartialDate out = from;
    out.about = start.attribute("Approximate") == "true" || end.attribute("Approximate") == "true";
    if (to.year != 0 && to != from) {
        const bool is_whole_year = to.year == from.year && from.month == 1 && from.day == 1 &&
                                   to.month == 12 && to.day == 31;
        const bool is_whole_month = to.year == from.year && to.month == from.month &&
                                    from.day == 1 && to.month != 0 &&
                                    to.day == last_day(to.year, to.month);
        if (to.year != from.year) {
            out.year_to = to.year;
            out.month = out.day = 0;
        } else if (is_whole_month) {
            out.day = 0;
        } else if (is_whole_year || to.month != from.month) {
            out.month = out.day = 0;
        } else {
            out.day = 0;
        }
        out.text = from.text + " to " + to.text;
    }
    return out;
}

}  // namespace standstill::screening
