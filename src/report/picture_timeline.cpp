// The timeline: one lane for each sort of event, days from left to right.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "report/drawing.h"
#include "report/picture.h"

namespace standstill::report {

namespace {

constexpr int kWidth = 960, kLeft = 150, kRight = 930, kTop = 34, kLane = 34;

enum Lane { kContract, kSources, kFindings, kOfficials, kWhiteHouse, kDuties, kLanes };
constexpr std::array<std::string_view, kLanes> kNames = {
    "Contract", "Sources, news", "Findings", "Officials", "White House", "Duties due"};

Lane lane_of(std::string_view kind) {
    if (kind.starts_with("contract.") || kind.starts_with("procurement.")) return kContract;
    if (kind.starts_with("evidence.") || kind.starts_with("information.") ||
        kind.starts_with("assessment."))
        return kSources;
    if (kind.starts_with("apnsa.")) return kWhiteHouse;
    if (kind.starts_with("tool.") || kind.starts_with("scope.") || kind.starts_with("purpose.") ||
        kind.starts_with("factor.") || kind.starts_with("mitigation."))
        return kFindings;
    return kOfficials;
}

struct Mark {
    base::Day day;
    std::string tip;
    bool strong = false;
};

class Timeline {
public:
    Timeline(const review::Case& of, const review::Answer& answer)
        : of_(of), answer_(answer), drawing_("timeline", kWidth) {
        events_ = law::moment_at(of.record, answer.at).events;
        today_ = of.record.zone.day_of(answer.at);
        first_ = last_ = today_;
        for (std::uint32_t i = 0; i < events_; ++i) see(of.record.events[i].legal_day);
        for (const review::Duty& duty : answer.duties)
            if (duty.due) see(last_day(*duty.due));
        // Room on both sides, and never nothing between them.
        last_ += std::chrono::days{std::max<std::int64_t>(7, (last_ - first_).count() / 40)};
    }

    std::string draw() {
        if (events_ == 0) return "";
        months();
        stop_work();
        lanes();
        today();
        int height = kTop + kLane * kLanes + 40;
        return drawing_.finish(
            height, "Timeline of the case",
            fmt::format("{} events between {} and {}; {} duties with a date. "
                        "The list of events says the same in words.",
                        events_, base::to_string(first_), base::to_string(today_), dated_duties_));
    }

private:
    base::Day last_day(base::Instant due) const {
        return of_.record.zone.day_of(due - std::chrono::milliseconds{1});
    }
    void see(base::Day day) {
        first_ = std::min(first_, day);
        last_ = std::max(last_, day);
    }
    int x(base::Day day) const {
        auto whole = std::max<std::int64_t>(1, (last_ - first_).count());
        auto part = std::clamp<std::int64_t>((day - first_).count(), 0, whole);
        return kLeft + static_cast<int>(part * (kRight - kLeft) / whole);
    }
    int y(int lane) const { return kTop + kLane * lane + kLane / 2; }
    const std::string& kind(std::uint32_t event) const {
        return of_.program->kinds[of_.record.events[event].kind].name;
    }

    // Ticks by month, quarter or year, so that words never touch.
    void months() {
        auto span = (last_ - first_).count();
        unsigned step = span <= 240 ? 1 : span <= 1100 ? 3 : 12;
        std::chrono::year_month_day begin{first_};
        auto month = begin.year() / begin.month();
        int bottom = kTop + kLane * kLanes;
        for (;; month += std::chrono::months{1}) {
            base::Day day{month / std::chrono::day{1}};
            if (day > last_) break;
            if (day < first_ || (static_cast<unsigned>(month.month()) - 1) % step != 0) continue;
            drawing_.line(x(day), kTop, x(day), bottom, "tick");
            drawing_.text(x(day), bottom + 16,
                          fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                                      static_cast<unsigned>(month.month())),
                          "small", Drawing::Anchor::Middle);
        }
    }

    // Each order from its delivery to its last day, and what came after until it was ended.
    void stop_work() {
        for (std::uint32_t i = 0; i < events_; ++i) {
            if (kind(i) != "contract.stop-work-ordered") continue;
            base::Day from = of_.record.events[i].legal_day, to = from + std::chrono::days{90};
            for (const review::Duty& duty : answer_.duties)
                if (duty.event == static_cast<std::int32_t>(i) && duty.due)
                    to = last_day(*duty.due);
            base::Day ended = today_;
            for (std::uint32_t k = i + 1; k < events_; ++k)
                if (kind(k) == "contract.stop-work-cancelled" || kind(k) == "contract.terminated") {
                    ended = of_.record.events[k].legal_day;
                    break;
                }
            int top = kTop + 4;
            drawing_.box(x(from), top, std::max(2, x(to) - x(from)), kLane - 8, "stopped");
            drawing_.text(
                x(from), kTop - 6,
                fmt::format("stop-work: {} days, to {}", (to - from).count(), base::to_string(to)),
                "small");
            if (ended <= to) continue;
            drawing_.box(x(to), top, x(ended) - x(to), kLane - 8, "run-over");
            if (x(ended) - x(to) > 120)
                drawing_.text((x(to) + x(ended)) / 2, top + 17, "past its last day", "small",
                              Drawing::Anchor::Middle);
        }
    }

    void lanes() {
        std::array<std::vector<Mark>, kLanes> marks;
        for (std::uint32_t i = 0; i < events_; ++i) {
            base::Day day = of_.record.events[i].legal_day;
            marks[static_cast<std::size_t>(lane_of(kind(i)))].push_back(
                {day, fmt::format("{}: {} (event {})", base::to_string(day), kind(i), i), false});
        }
        for (const review::Duty& duty : answer_.duties) {
            if (!duty.due) continue;
            ++dated_duties_;
            base::Day day = last_day(*duty.due);
            marks[kDuties].push_back(
                {day,
                 fmt::format("{}: {} ({})", base::to_string(day), duty.cite, to_string(duty.state)),
                 duty.state == review::DutyState::Overdue});
        }
        for (int lane = 0; lane < kLanes; ++lane) {
            drawing_.text(kLeft - 12, y(lane) + 5, kNames[static_cast<std::size_t>(lane)], "label",
                          Drawing::Anchor::End);
            drawing_.line(kLeft, y(lane), kRight, y(lane), "axis");
            draw_lane(lane, marks[static_cast<std::size_t>(lane)]);
        }
    }

    // Marks that would touch become one, with their number beside it.
    void draw_lane(int lane, std::vector<Mark>& marks) {
        std::stable_sort(marks.begin(), marks.end(),
                         [](const Mark& a, const Mark& b) { return a.day < b.day; });
        for (std::size_t i = 0; i < marks.size();) {
            int at = x(marks[i].day);
            std::string tip = marks[i].tip;
            bool strong = marks[i].strong;
            std::size_t end = i + 1;
            for (; end < marks.size() && x(marks[end].day) - at < 14; ++end) {
                tip += "\n" + marks[end].tip;
                strong = strong || marks[end].strong;
            }
            if (lane == kDuties)
                drawing_.diamond(at, y(lane), 8, strong ? "overdue" : "due", tip);
            else
                drawing_.circle(at, y(lane), 6, "event", tip);
            if (end - i > 1)
                drawing_.text(at, y(lane) - 9, fmt::format("×{}", end - i), "small",
                              Drawing::Anchor::Middle);
            else if (lane == kDuties && strong)
                drawing_.text(at, y(lane) - 10, "overdue", "small", Drawing::Anchor::Middle);
            i = end;
        }
    }

    void today() {
        int bottom = kTop + kLane * kLanes;
        drawing_.line(x(today_), kTop - 2, x(today_), bottom + 20, "now");
        bool is_right = x(today_) > kWidth - 160;
        drawing_.text(x(today_) + (is_right ? -4 : 4), bottom + 34,
                      "as of " + base::to_string(today_), "strong",
                      is_right ? Drawing::Anchor::End : Drawing::Anchor::Start);
    }

    const review::Case& of_;
    const review::Answer& answer_;
    Drawing drawing_;
    std::uint32_t events_ = 0;
    std::size_t dated_duties_ = 0;
    base::Day today_{}, first_{}, last_{};
};

}  // namespace

std::string timeline_picture(const review::Case& of, const review::Answer& answer) {
    return Timeline(of, answer).draw();
}

}  // namespace standstill::report
