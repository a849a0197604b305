// The stop-work page: which day of how many, and what ends it.
#include <fmt/format.h>

#include <algorithm>

#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

bool is_kind(const review::Case& of, std::int32_t event, std::string_view kind) {
    return of.program->kinds[of.record.events[static_cast<std::size_t>(event)].kind].name == kind;
}

// Whether the law says that an order is in force; it is the one that counts days past the last.
bool holds_gate(const CaseVisit& visit) {
    for (const review::Because& line : visit.view.answer().because)
        if (line.cite.starts_with("FAR 52.242-15")) return true;
    return false;
}

json::array whole(const Words& words, const std::vector<std::int32_t>& events) {
    json::array out;
    for (std::int32_t event : events) out.push_back(words.event(event));
    return out;
}

}  // namespace

StopWork stop_work_of(const CaseVisit& visit) {
    const review::Case& of = visit.view.of();
    StopWork out;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(visit.words.visible()); ++i) {
        if (is_kind(of, i, "contract.stop-work-ordered")) {
            out = StopWork{};
            out.order = i;
        } else if (out.order >= 0 && is_kind(of, i, "contract.stop-work-extended")) {
            out.extensions.push_back(i);
        } else if (out.order >= 0 && out.ended_by < 0 &&
                   (is_kind(of, i, "contract.stop-work-cancelled") ||
                    is_kind(of, i, "contract.terminated"))) {
            out.ended_by = i;
        }
    }
    if (out.order < 0) return out;
    const base::ZoneTable& zone = of.record.zone;
    out.delivered = of.record.events[static_cast<std::size_t>(out.order)].legal_day;
    out.last_day = out.delivered + std::chrono::days{90};
    // The last day is that of the duty: extensions and other lengths are the law's to read.
    for (const review::Duty& duty : visit.view.answer().duties)
        if (duty.event == out.order && duty.due && duty.cite.starts_with("FAR 52.242-15"))
            out.last_day = zone.day_of(*duty.due - std::chrono::milliseconds{1});
    out.days = (out.last_day - out.delivered).count();
    base::Day today = out.ended_by < 0
                          ? zone.day_of(visit.view.at())
                          : of.record.events[static_cast<std::size_t>(out.ended_by)].legal_day;
    out.day_now = (today - out.delivered).count();
    out.is_in_force = out.ended_by < 0 && (holds_gate(visit) || out.day_now <= out.days);
    return out;
}

base::Status fill_stop_work(const CaseVisit& visit, Page& page) {
    page.title = "Stop-work order";
    page.template_name = "cases/stop_work";
    page.current = "stop-work";
    page.intro =
        "A contract may be stopped for 90 days while it is reviewed. When the order ends, "
        "nothing about the review has changed.";
    StopWork order = stop_work_of(visit);
    json::object& data = page.data = status_data(visit);
    data["law_url"] = visit.words.law("FAR 52.242-15");
    data["cite"] = "FAR 52.242-15";
    data["none"] = order.order < 0;
    data["may_record"] = identity::may(visit.caller, identity::Permission::Record);
    data["act_url"] = "/cases/" + http::encode(visit.view.of().id) + "/act/";
    if (order.order < 0) return base::Done{};
    data["in_force"] = order.is_in_force;
    data["day_now"] = order.day_now;
    data["days"] = order.days;
    data["days_left"] = order.day_now <= order.days
                            ? counted(static_cast<std::uint64_t>(order.days - order.day_now),
                                      "day left", "days left")
                            : "";
    data["days_over"] = order.day_now > order.days
                            ? counted(static_cast<std::uint64_t>(order.day_now - order.days),
                                      "day past its last day", "days past its last day")
                            : "";
    data["meter_max"] = std::max(order.days, order.day_now);
    data["delivered"] = day_words(order.delivered);
    data["last_day"] = day_words(order.last_day);
    data["is_ended"] = order.ended_by >= 0;
    data["order"] = whole(visit.words, {order.order});
    data["extensions"] = whole(visit.words, order.extensions);
    data["ended"] = whole(visit.words, order.ended_by < 0 ? std::vector<std::int32_t>{}
                                                          : std::vector{order.ended_by});
    json::array duties;
    for (const review::Duty& duty : visit.view.answer().duties)
        if (duty.cite.starts_with("FAR 52.242-15")) duties.push_back(visit.words.duty(duty));
    data["duties"] = std::move(duties);
    return base::Done{};
}

}  // namespace standstill::server::pages
