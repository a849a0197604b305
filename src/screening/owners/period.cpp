#include "screening/owners/period.h"

#include <fmt/format.h>

#include "base/text.h"

namespace standstill::screening::owners {

base::Result<RoughDate> parse_rough_date(std::string_view text) {
    std::string_view date = base::trimmed(text);
    auto wrong = [&] {
        return base::invalid(fmt::format(
            "`{}` is no date; expected `2024`, `2024-03` or `2024-03-05`", text.substr(0, 40)));
    };
    if (date.size() > 10 && (date[10] == 'T' || date[10] == ' ')) date = date.substr(0, 10);
    if (date.size() != 4 && date.size() != 7 && date.size() != 10) return wrong();
    std::string first = std::string(date);
    if (first.size() == 4) first += "-01";
    if (first.size() == 7) first += "-01";
    auto from = base::parse_day(first);
    if (!from) return wrong();
    base::Day last = *from;
    std::chrono::year_month_day parts{*from};
    if (date.size() == 4) last = base::Day{parts.year() / 12 / 31};
    if (date.size() == 7) last = base::Day{parts.year() / parts.month() / std::chrono::last};
    return RoughDate{*from, last, std::string(date)};
}

Held Period::on(base::Day day) const {
    if (from && day < from->first) return Held::No;
    if (to && day > to->last) return Held::No;
    if (from && day < from->last) return Held::Perhaps;
    if (to && day >= to->first) return Held::Perhaps;
    return Held::Yes;
}

std::string Period::to_text() const {
    if (from && to) return fmt::format("from {} to {}", from->text, to->text);
    if (from) return "since " + from->text;
    if (to) return "until " + to->text;
    return "";
}

}  // namespace standstill::screening::owners
