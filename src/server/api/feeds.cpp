// Feeds of events and duties, for readers that ask again and again.
//
// A feed reader can rarely send a header, so these routes take the token as `?token=` too; but only
// one that may read cases and nothing else, because addresses are kept where secrets should not be.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <memory>
#include <set>

#include "ledger/event.h"
#include "report/ics.h"
#include "review/case_log.h"
#include "server/api/atom.h"
#include "server/api/chapters.h"
#include "server/api/reply.h"
#include "server/identity/people.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

using identity::Caller;
using identity::Permission;

constexpr std::size_t kMostDuties = 500;
constexpr std::size_t kMostDatedCases = 200;
constexpr std::size_t kPage = 500;           // events read at once, backwards
constexpr std::uint64_t kFarthest = 20'000;  // events looked at for one feed

bool only_reads(const Caller& caller) {
    for (Permission permission :
         {Permission::Record, Permission::StateTime, Permission::OpenCase, Permission::AskGate,
          Permission::ReadEntries, Permission::Administer, Permission::ReadAccessLog})
        if (identity::may(caller, permission)) return false;
    return true;
}

http::Response unauthorised() {
    http::Response out = problem(401, "this takes a token that may read cases", {});
    return out.with("WWW-Authenticate", "Bearer");
}

// Who asks: by the header, else by the token in the address.
Or<Caller> reader(State& state, const http::Request& request, const Caller& by_header) {
    Caller caller = by_header;
    if (!caller.is_signed_in()) {
        auto token = request.parameter("token");
        if (!token) return unauthorised();
        caller = state.site.people.by_token(*token, state.site.clock());
        if (!caller.is_signed_in()) return unauthorised();
        if (!only_reads(caller))
            return problem(403, "a token in an address must be one that only reads cases", {});
    }
    if (!identity::may(caller, Permission::ReadCases))
        return problem(403, "this takes the permission to read cases", {});
    return caller;
}

using Reader = http::Response (*)(State&, const http::Request&, const Caller&);

AsyncAnswerer by_reader(const Shared& state, Reader answer) {
    return at_once([state, answer](const http::Request& request, const Caller& by_header) {
        auto caller = reader(*state, request, by_header);
        if (auto* refused = std::get_if<http::Response>(&caller)) return std::move(*refused);
        http::Response out = answer(*state, request, std::get<Caller>(caller));
        out.with("Cache-Control", "private, no-cache");
        return out;
    });
}

// The instant of the log's first event, from which its tag: URIs are named.
base::Result<base::Instant> began(State& state) {
    auto first = state.site.office.log().read(ledger::LeafIndex{0}, 1);
    if (!first) return first.error();
    if (first->empty()) return state.site.clock();
    auto event = ledger::scan_event(first->front().bytes);
    if (!event) return event.error();
    return event->at;
}

http::Response atom(const Feed& feed) {
    return http::Response{
        200, {{"Content-Type", "application/atom+xml; charset=utf-8"}}, print(feed)};
}

// ---- events

std::string by_whom(const ledger::Event& event) {
    const json::value* by = event.facts.if_contains("by");
    if (by != nullptr && by->is_string()) return std::string(by->get_string());
    if (by != nullptr && by->is_object())
        if (const json::value* office = by->get_object().if_contains("office");
            office != nullptr && office->is_string())
            return std::string(office->get_string());
    return "";
}

Entry entry_of(const State& state, const ledger::StoredEvent& stored, const ledger::Event& event,
               base::Instant first) {
    std::uint64_t index = ledger::number(stored.index);
    Entry out;
    out.id = tag_uri(state.site.office.key().name, first, std::to_string(index));
    out.title = fmt::format("{}: {}", event.stream, event.type);
    out.author = event.actor;
    std::string office = by_whom(event);
    out.summary = fmt::format("Event {} of the log, version {} of {}{}{}.", index, event.ver,
                              event.stream, office.empty() ? "" : ", by ", office);
    out.category = event.type;
    if (event.type.rfind("office.", 0) != 0)
        out.link = fmt::format("{}/cases/{}/timeline", state.site.settings.base_url, event.stream);
    out.updated = event.at;
    return out;
}

// From the end of the log backwards, until there are enough.
base::Status collect(State& state, std::string_view of_case, std::size_t limit, Feed& feed) {
    auto size = state.site.office.log().size();
    auto first = began(state);
    if (!size || !first) return size ? first.error() : size.error();
    std::uint64_t end = ledger::number(*size);
    std::uint64_t stop = end > kFarthest ? end - kFarthest : 0;
    while (end > stop && feed.entries.size() < limit) {
        std::uint64_t from = end > stop + kPage ? end - kPage : stop;
        auto page = state.site.office.log().read(ledger::LeafIndex{from}, end - from);
        if (!page) return page.error();
        for (auto stored = page->rbegin(); stored != page->rend(); ++stored) {
            auto seen = ledger::scan_event(stored->bytes);
            if (!seen || seen->type == review::kAnswerGiven) continue;
            if (!of_case.empty() && seen->stream != of_case) continue;
            auto event = ledger::parse_event(stored->bytes);
            if (!event) return event.error();
            if (feed.entries.size() < limit)
                feed.entries.push_back(entry_of(state, *stored, *event, *first));
        }
        end = from;
    }
    feed.id = tag_uri(state.site.office.key().name, *first, "events");
    feed.updated = feed.entries.empty() ? *first : feed.entries.front().updated;
    return base::Done{};
}

http::Response events(State& state, const http::Request& request, const Caller&) {
    Feed feed;
    feed.title = state.site.settings.title + ": events";
    feed.self = state.site.settings.base_url + "/feeds/events.atom";
    auto done =
        collect(state, request.parameter("case").value_or(""), whole(request, "limit", 50), feed);
    return done ? atom(feed) : failure(done.error());
}

// ---- duties

// Those of the caller's offices; an auditor sees everybody's. Who holds no office owes nothing.
base::Result<std::vector<office::DutyRow>> duties_of(State& state, const Caller& caller) {
    std::vector<std::string> offices = caller.offices();
    if (offices.empty() && !caller.person.is_auditor) return std::vector<office::DutyRow>();
    if (caller.person.is_auditor) offices.clear();
    return state.site.office.index().duties(offices, kMostDuties);
}

Entry entry_of(State& state, const office::DutyRow& duty, base::Instant first) {
    Entry out;
    out.id = tag_uri(state.site.office.key().name, first,
                     fmt::format("duties/{}/{}/{}/{}/{}", duty.case_id, duty.event,
                                 http::encode(duty.cite), http::encode(duty.owed_to),
                                 duty.due ? duty.due->time_since_epoch().count() : 0));
    std::string due = duty.due ? " by " + base::to_string(*duty.due) : "";
    out.title = fmt::format("{}: {} {}{}", duty.case_id, duty.cite, duty.state, due);
    out.author = duty.owed_by;
    out.summary = fmt::format("{} Owed by {}{}{}{}.", duty.says, duty.owed_by,
                              duty.owed_to.empty() ? "" : " to ", duty.owed_to, due);
    out.category = duty.state;
    out.link = fmt::format("{}/cases/{}/deadlines", state.site.settings.base_url, duty.case_id);
    // It changed last when it ran over, or else when its case did.
    out.updated = first;
    auto row = state.site.office.index().row(duty.case_id);
    if (row && *row) out.updated = (*row)->changed;
    if (duty.state == "overdue" && duty.due) out.updated = std::max(out.updated, *duty.due);
    return out;
}

http::Response duty_feed(State& state, const http::Request&, const Caller& caller) {
    auto duties = duties_of(state, caller);
    auto first = began(state);
    if (!duties || !first) return failure(duties ? first.error() : duties.error());
    Feed feed;
    feed.id = tag_uri(state.site.office.key().name, *first,
                      "duties-of/" + http::encode(caller.person.id));
    feed.title = state.site.settings.title + ": duties of " + caller.person.name;
    feed.self = state.site.settings.base_url + "/feeds/duties.atom";
    feed.updated = *first;
    for (const office::DutyRow& duty : *duties) {
        feed.entries.push_back(entry_of(state, duty, *first));
        feed.updated = std::max(feed.updated, feed.entries.back().updated);
    }
    return atom(feed);
}

// The cases in which the caller's offices owe something, each with all of its dates.
http::Response calendar(State& state, const http::Request&, const Caller& caller) {
    auto duties = duties_of(state, caller);
    if (!duties) return failure(duties.error());
    std::set<std::string> ids;
    for (const office::DutyRow& duty : *duties)
        if (ids.size() < kMostDatedCases) ids.insert(duty.case_id);
    base::Instant at = state.site.clock();
    std::vector<std::unique_ptr<office::View>> views;
    std::vector<report::Dated> dated;
    for (const std::string& id : ids) {
        auto view = state.site.office.look(id, at);
        if (!view) return failure(view.error());
        views.push_back(std::move(*view));
        dated.push_back({views.back()->of(), views.back()->answer()});
    }
    return http::Response{200,
                          {{"Content-Type", "text/calendar; charset=utf-8"}},
                          report::to_ics(dated, at, state.site.settings.base_url)};
}

http::Response duty_list(State& state, const http::Request&, const Caller& caller) {
    auto duties = duties_of(state, caller);
    if (!duties) return failure(duties.error());
    json::array out;
    for (const office::DutyRow& duty : *duties) {
        json::value due = duty.due ? json::value(base::to_string(*duty.due)) : nullptr;
        json::value to = duty.owed_to.empty() ? json::value(nullptr) : json::value(duty.owed_to);
        out.push_back({{"case", duty.case_id},
                       {"title", duty.title},
                       {"cite", duty.cite},
                       {"says", duty.says},
                       {"owed_by", duty.owed_by},
                       {"owed_to", to},
                       {"state", duty.state},
                       {"due", due},
                       {"event", duty.event}});
    }
    return json_answer(json::object{{"duties", std::move(out)}});
}

}  // namespace

std::vector<Operation> feed_operations(const Shared& state) {
    const Parameter token{.name = "token",
                          .says = "Instead of the header: a token that may only read cases.",
                          .low = 1,
                          .high = 100};
    const Parameter limit{.name = "limit",
                          .shape = Shape::Whole,
                          .says = "Entries at most; 50 where it is left out.",
                          .low = 1,
                          .high = 500};
    const Parameter of{.name = "case", .shape = Shape::CaseId, .says = "Only of this case."};
    const Ending refused{401, "Without a token.", "Problem", "application/problem+json"};
    const Ending feed{200, "RFC 4287.", "Text", "application/atom+xml"};
    return {{.path = "/api/duties",
             .id = "list-duties",
             .tag = "feeds",
             .says = "What the caller's offices owe, the earliest first.",
             .parameters = {token},
             .endings = {{200, "Open and overdue duties.", "Duties"}, refused},
             .answer = by_reader(state, duty_list)},
            {.path = "/deadlines.ics",
             .id = "get-calendar",
             .tag = "feeds",
             .says = "The dates of all cases in which the caller's offices owe something.",
             .parameters = {token},
             .endings = {{200, "RFC 5545.", "Text", "text/calendar"}, refused},
             .answer = by_reader(state, calendar)},
            {.path = "/feeds/events.atom",
             .id = "feed-events",
             .tag = "feeds",
             .says = "The newest events; answers of the gate are left out.",
             .parameters = {token, limit, of},
             .endings = {feed, refused},
             .answer = by_reader(state, events)},
            {.path = "/feeds/duties.atom",
             .id = "feed-duties",
             .tag = "feeds",
             .says = "Open and overdue duties of the caller's offices.",
             .parameters = {token},
             .endings = {feed, refused},
             .answer = by_reader(state, duty_feed)}};
}

}  // namespace standstill::server::api
