#include "office/duties.h"

#include <fmt/format.h>

#include <charconv>
#include <future>
#include <utility>

#include "ledger/event.h"
#include "office/files.h"
#include "office/stamp.h"
#include "review/case_log.h"

namespace standstill::office {

namespace {

using base::Instant;
using base::Result;
using base::Status;

constexpr const char* kActor = "office";
constexpr const char* kStream = "office.duties";
constexpr const char* kFile = "last-tick";
constexpr std::size_t kPage = 1'000;
constexpr std::size_t kMostDuties = 10'000;  // of one case

// What makes a duty the same one at another tick.
std::string content_of(const DutyRow& duty) {
    return fmt::format("{}\n{}\n{}\n{}\n{}", duty.case_id, duty.cite, duty.says, duty.event,
                       duty.due ? base::to_string(*duty.due) : "");
}

boost::json::object facts_of(const DutyRow& duty) {
    boost::json::object facts;
    facts["cite"] = duty.cite;
    facts["says"] = duty.says;
    facts["owed_by"] = duty.owed_by;
    facts["owed_to"] = duty.owed_to;
    facts["due"] = base::to_string(*duty.due);
    facts["event"] = duty.event;
    return facts;
}

}  // namespace

std::string Notification::says() const {
    switch (kind) {
        case Kind::Due:
            return fmt::format("{}: {} owes until {}: {} ({})", case_id, duty.owed_by,
                               base::to_string(at), duty.says, duty.cite);
        case Kind::Overdue:
            return fmt::format("{}: overdue since {}, owed by {}: {} ({})", case_id,
                               base::to_string(at), duty.owed_by, duty.says, duty.cite);
        case Kind::Turned:
            return fmt::format("{}: use is {} since {}, by time alone; it was {}", case_id, use,
                               base::to_string(at), was);
        case Kind::Gap:
            break;
    }
    return fmt::format("nobody looked for duties from {} until {}", base::to_string(at),
                       base::to_string(until));
}

Result<std::unique_ptr<Duties>> Duties::open(Office& office, DutySettings settings) {
    std::unique_ptr<Duties> duties{new Duties(office, settings)};
    auto begun = duties->begin();
    if (!begun) return begun.error();
    return duties;
}

// The file holds the instant of the last tick and the size that the log had then; the cases that
// have grown since are looked at as if they had just grown.
Status Duties::begin() {
    auto key = key_in(office_.folder());
    if (!key) return key.error();
    salt_ = salt_of(*key);
    office_.subscribe([changed = changed_](const News& news) {
        if (!review::is_of_record(news.type)) return;
        const std::lock_guard lock{changed->mutex};
        changed->cases.insert(news.stream);
    });
    auto text = read_file((office_.folder() / kFile).string(), 200);
    if (!text && text.error().kind == base::ErrorKind::NotFound) return base::Done{};
    if (!text) return text.error();
    const std::size_t space = text->find(' ');
    auto at = base::parse_instant(text->substr(0, space));
    std::uint64_t size = 0;
    if (space == std::string::npos || !at ||
        std::from_chars(text->data() + space + 1, text->data() + text->size(), size).ec !=
            std::errc{})
        return base::Done{};  // as if nobody had ever looked: everything is told that was not told
                              // yet
    last_ = *at;
    auto end = office_.log().size();
    if (!end) return end.error();
    for (std::uint64_t index = size; index < ledger::number(*end);) {
        auto page = office_.log().read(ledger::LeafIndex{index}, kPage);
        if (!page) return page.error();
        if (page->empty()) break;
        for (const ledger::StoredEvent& stored : *page)
            if (auto event = ledger::scan_event(stored.bytes);
                event && review::is_of_record(event->type)) {
                const std::lock_guard lock{changed_->mutex};
                changed_->cases.emplace(event->stream);
            }
        index += page->size();
    }
    return base::Done{};
}

Result<std::vector<Notification>> Duties::tick(Instant now) {
    std::vector<Notification> out;
    if (last_ && now < *last_) return out;
    auto size = office_.log().size();
    if (!size) return size.error();
    std::set<std::string> changed;
    {
        const std::lock_guard lock{changed_->mutex};
        changed.swap(changed_->cases);
    }
    auto done = tell_gap(now, out);
    // By the calendar: what came within reach since the last tick.
    for (const std::chrono::days ahead : {std::chrono::days{0}, settings_.ahead}) {
        const Instant after = last_ ? *last_ + ahead : Instant::min();
        for (std::size_t offset = 0; done; offset += kPage) {
            auto rows = office_.index().due_between(after, now + ahead, kPage, offset);
            if (!rows) return rows.error();
            if (rows->empty()) break;
            done = look_at(*rows, now, out);
        }
    }
    // By the record: duties of cases that have grown, whenever they fall due.
    for (const std::string& id : changed) {
        if (!done) break;
        auto rows = office_.index().duties_of(id, kMostDuties);
        if (!rows) return rows.error();
        done = look_at(*rows, now, out);
    }
    if (done) done = tell_turns(now, out);
    if (done) done = keep(now, ledger::number(*size));
    if (!done) {
        const std::lock_guard lock{changed_->mutex};
        changed_->cases.merge(changed);
        return done.error();
    }
    return out;
}

// All of a page are on their way to the log before the first is waited for: they are kept together.
// One at a time, a flush each, 100,000 duties would hold up the office for minutes.
Status Duties::look_at(const std::vector<DutyRow>& rows, Instant now,
                       std::vector<Notification>& out) {
    std::vector<std::pair<Notification, std::future<Result<Recorded>>>> coming;
    std::set<std::string> begun;
    for (const DutyRow& duty : rows) {
        if (!duty.due || *duty.due > now + settings_.ahead) continue;
        const bool is_overdue = *duty.due <= now;
        const std::string command = name_of(is_overdue ? "overdue" : "due", content_of(duty));
        auto before = office_.log().receipt(command);
        if (!before) return before.error();
        if (*before || !begun.insert(command).second) continue;
        Notification one;
        one.kind = is_overdue ? Notification::Kind::Overdue : Notification::Kind::Due;
        one.case_id = duty.case_id;
        one.title = duty.title;
        one.duty = duty;
        one.at = *duty.due;
        coming.emplace_back(std::move(one),
                            begin_note({is_overdue ? "office.duty-overdue" : "office.duty-due",
                                        now,
                                        "",
                                        facts_of(duty),
                                        {}},
                                       duty.case_id, command));
    }
    for (auto& [notification, kept] : coming)
        if (auto done = take(std::move(notification), kept.get(), out); !done) return done;
    return base::Done{};
}

Status Duties::tell_turns(Instant now, std::vector<Notification>& out) {
    while (true) {
        auto turns = office_.index().turns(kPage);
        if (!turns) return turns.error();
        if (turns->empty()) return base::Done{};
        for (const TurnRow& turn : *turns) {
            Notification one;
            one.kind = Notification::Kind::Turned;
            one.case_id = turn.case_id;
            one.title = turn.title;
            one.was = turn.was;
            one.use = turn.use;
            one.at = turn.at;
            boost::json::object facts;
            facts["was"] = turn.was;
            facts["use"] = turn.use;
            facts["since"] = base::to_string(turn.at);
            auto done = tell(std::move(one), {"office.gate-turned", now, "", std::move(facts), {}},
                             turn.case_id,
                             name_of("turned", fmt::format("{}\n{}\n{}", turn.case_id, turn.use,
                                                           base::to_string(turn.at))),
                             out);
            if (!done) return done;
        }
        auto forgotten = office_.index().forget_turns(turns->back().number);
        if (!forgotten) return forgotten;
    }
}

Status Duties::tell_gap(Instant now, std::vector<Notification>& out) {
    const bool is_first = std::exchange(is_first_, false);
    if (!last_ || now - *last_ <= settings_.gap) return base::Done{};
    Notification gap;
    gap.kind = Notification::Kind::Gap;
    gap.at = *last_;
    gap.until = now;
    boost::json::object facts;
    facts["from"] = base::to_string(*last_);
    facts["until"] = base::to_string(now);
    facts["restarted"] = is_first;
    return tell(std::move(gap), {"office.gap", now, "", std::move(facts), {}}, kStream,
                name_of("gap", base::to_string(*last_)), out);
}

std::string Duties::name_of(std::string_view kind, std::string_view content) const {
    return command_id(salt_, kind, content);
}

// Recorded, and told if it was not on record before.
Status Duties::tell(Notification notification, ledger::NewEvent event, const std::string& stream,
                    const std::string& command, std::vector<Notification>& out) {
    auto before = office_.log().receipt(command);
    if (!before) return before.error();
    if (*before) return base::Done{};
    return take(std::move(notification), begin_note(std::move(event), stream, command).get(), out);
}

std::future<Result<Recorded>> Duties::begin_note(ledger::NewEvent event, const std::string& stream,
                                                 const std::string& command) {
    Act act;
    act.actor = kActor;
    act.command = command;
    auto kept = std::make_shared<std::promise<Result<Recorded>>>();
    auto out = kept->get_future();
    office_.note(stream, std::move(event), std::move(act),
                 [kept](Result<Recorded> recorded) { kept->set_value(std::move(recorded)); });
    return out;
}

Status Duties::take(Notification notification, Result<Recorded> kept,
                    std::vector<Notification>& out) {
    if (!kept) return kept.error();
    notification.recorded = kept->receipt.first_index;
    if (!kept->receipt.repeated) out.push_back(std::move(notification));
    return base::Done{};
}

Status Duties::keep(Instant now, std::uint64_t log_size) {
    last_ = now;
    return write_file((office_.folder() / kFile).string(),
                      fmt::format("{} {}\n", base::to_string(now), log_size));
}

}  // namespace standstill::office
