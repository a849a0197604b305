// The timeline: every event of the stream as the log has it, and what each changed in the answer.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "ledger/event.h"
#include "report/picture.h"
#include "review/case_log.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

constexpr std::size_t kPerPage = 50;

std::vector<std::string> cites_of(const review::Answer& answer) {
    std::vector<std::string> out;
    for (const review::Because& line : answer.because) out.push_back(line.cite + ": " + line.says);
    return out;
}

std::size_t open_duties(const review::Answer& answer) {
    return static_cast<std::size_t>(
        std::count_if(answer.duties.begin(), answer.duties.end(), [](const review::Duty& duty) {
            return duty.state == review::DutyState::Open ||
                   duty.state == review::DutyState::Overdue;
        }));
}

// What is otherwise after the event than a millisecond before it, in sentences.
json::array changes(const review::Answer& before, const review::Answer& after) {
    json::array out;
    auto say = [&out](std::string text) { out.push_back(json::string(std::move(text))); };
    if (before.use != after.use)
        say(fmt::format("Use turned from {} to {}.", to_string(before.use), to_string(after.use)));
    if (before.procurement != after.procurement && after.procurement)
        say(fmt::format("Procurement became {}.", to_string(*after.procurement)));
    if (before.use == after.use && after.use == review::Outcome::Refused) {
        auto was = cites_of(before), is = cites_of(after);
        for (const std::string& line : was)
            if (std::find(is.begin(), is.end(), line) == is.end() && is.size() < was.size())
                say("No longer in the way: " + line);
        for (const std::string& line : is)
            if (std::find(was.begin(), was.end(), line) == was.end() && is.size() > was.size())
                say("Newly in the way: " + line);
    }
    for (std::size_t i = 0; i < after.factors.size() && i < before.factors.size(); ++i)
        if (review::factor_word(before.factors[i].value) !=
            review::factor_word(after.factors[i].value))
            say(fmt::format("Factor {} became {}.", after.factors[i].cite,
                            review::factor_word(after.factors[i].value)));
    for (std::size_t i = before.defects.size(); i < after.defects.size(); ++i)
        say(fmt::format("A defect: {} ({})", after.defects[i].says, after.defects[i].cite));
    if (after.duties.size() > before.duties.size())
        say(fmt::format("{} arose.",
                        counted(after.duties.size() - before.duties.size(), "duty", "duties")));
    if (open_duties(after) < open_duties(before))
        say(fmt::format("{} no longer open.", counted(open_duties(before) - open_duties(after),
                                                      "duty is", "duties are")));
    if (after.missing.size() < before.missing.size())
        say(fmt::format("{} answered.", counted(before.missing.size() - after.missing.size(),
                                                "question was", "questions were")));
    return out;
}

struct Row {
    ledger::LeafIndex index{};
    base::Digest leaf;
    ledger::Event event;
    std::int32_t of_record = -1;
};

base::Result<std::vector<Row>> rows_of(const CaseVisit& visit) {
    auto stored = visit.site.office.log().stream(visit.view.of().id);
    if (!stored) return stored.error();
    std::vector<Row> out;
    std::int32_t next = 0;
    auto visible = static_cast<std::int32_t>(visit.words.visible());
    for (const ledger::StoredEvent& one : *stored) {
        auto event = ledger::parse_event(one.bytes);
        if (!event) return event.error();
        Row row{one.index, one.leaf, std::move(*event), -1};
        bool is_of_record = visit.view.of().program->kind(row.event.type) >= 0;
        if (is_of_record) row.of_record = next++;
        if (is_of_record ? row.of_record < visible : row.event.at <= visit.view.at())
            out.push_back(std::move(row));
    }
    return out;
}

std::string title_of(const Row& row) {
    if (row.event.type == review::kCaseOpened) return "Case opened";
    if (row.event.type == review::kAnswerGiven) return "Answer given";
    return kind_words(row.event.type);
}

std::size_t page_of(const CaseVisit& visit, std::size_t pages) {
    auto text = visit.request.parameter("page").value_or("1");
    std::size_t page = 1;
    std::from_chars(text.data(), text.data() + text.size(), page);
    return std::clamp<std::size_t>(page, 1, std::max<std::size_t>(pages, 1));
}

// The answers around each event; one event may share its instant with others, which then share
// what changed.
class Changes {
public:
    explicit Changes(const CaseVisit& visit)
        : reviewer_(*visit.view.of().program, visit.view.of().record) {}

    json::array at(base::Instant instant) {
        if (instant == latest_) return json::array();
        latest_ = instant;
        review::Answer before = reviewer_.answer(instant - std::chrono::milliseconds{1});
        return changes(before, reviewer_.answer(instant));
    }

private:
    review::Reviewer reviewer_;
    base::Instant latest_ = base::Instant::min();
};

json::object row_data(const CaseVisit& visit, const Row& row, Changes& changed) {
    json::object out{{"title", title_of(row)},
                     {"log_index", ledger::number(row.index)},
                     {"version", row.event.ver},
                     {"actor", row.event.actor},
                     {"leaf", base::to_hex(row.leaf)},
                     {"recorded_at", base::to_string(row.event.at)},
                     {"id", row.of_record >= 0 ? fmt::format("event-{}", row.of_record)
                                               : fmt::format("entry-{}", row.event.ver)},
                     {"of_record", row.of_record >= 0}};
    out["event"] = row.of_record >= 0 ? json::value(visit.words.event(row.of_record))
                                      : json::value(json::object());
    out["day"] = row.of_record >= 0 ? visit.words.event_link(row.of_record)["day"]
                                    : json::value(visit.words.day(row.event.at));
    out["changes"] =
        row.of_record >= 0
            ? changed.at(visit.view.of().record.events[static_cast<std::size_t>(row.of_record)].at)
            : json::array();
    base::Instant as_of =
        row.of_record >= 0
            ? visit.view.of().record.events[static_cast<std::size_t>(row.of_record)].at
            : row.event.at;
    out["as_of_url"] = "/cases/" + http::encode(visit.view.of().id) +
                       "?at=" + http::encode(visit.view.of().record.zone.print(as_of));
    out["proof_url"] = visit.words.page("verify") + (visit.words.at().empty() ? "?" : "&") +
                       fmt::format("event={}", ledger::number(row.index));
    out["use"] = "";
    if (row.event.type == review::kAnswerGiven)
        if (const json::value* use = row.event.facts.if_contains("use"); use && use->is_string())
            out["use"] = use->as_string();
    return out;
}

}  // namespace

base::Status fill_timeline(const CaseVisit& visit, Page& page) {
    page.title = "Timeline";
    page.template_name = "cases/timeline";
    page.current = "timeline";
    page.intro =
        "Everything that was recorded, in the order of the log, and what it changed. "
        "Nothing is ever edited; a correction is another event.";
    auto rows = rows_of(visit);
    if (!rows) return rows.error();
    std::size_t pages = (rows->size() + kPerPage - 1) / kPerPage, current = page_of(visit, pages);
    json::object& data = page.data = status_data(visit);
    json::array list;
    Changes changed(visit);
    for (std::size_t i = (current - 1) * kPerPage; i < rows->size() && i < current * kPerPage; ++i)
        list.push_back(row_data(visit, (*rows)[i], changed));
    data["rows"] = std::move(list);
    data["row_count"] = counted(rows->size(), "entry", "entries");
    json::array numbers;
    for (std::size_t n = 1; n <= pages && pages > 1; ++n)
        numbers.push_back(json::object{
            {"number", n},
            {"current", n == current},
            {"url", visit.words.page("timeline") + (visit.words.at().empty() ? "?" : "&") +
                        fmt::format("page={}", n)}});
    data["has_pages"] = pages > 1;
    data["pages"] = std::move(numbers);
    data["picture"] = report::timeline_picture(visit.view.of(), visit.view.answer());
    data["self"] = "/cases/" + http::encode(visit.view.of().id) + "/timeline";
    data["verify_url"] = visit.words.page("verify");
    return base::Done{};
}

}  // namespace standstill::server::pages
