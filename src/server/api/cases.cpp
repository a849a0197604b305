// Cases: lists, openings, events and answers, as JSON.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "ledger/decimal.h"
#include "ledger/event.h"
#include "review/answer_json.h"
#include "review/case_log.h"
#include "server/api/chapters.h"
#include "server/api/reply.h"
#include "server/api/schema.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxBody = std::size_t{4} << 20;  // of events and of case files
constexpr std::uint64_t kMostRows = 200, kMostEvents = 1'000;

const Parameter kCase{.name = "id", .in = In::Path, .shape = Shape::CaseId, .says = "The case."};
const Parameter kAt{.name = "at",
                    .shape = Shape::Instant,
                    .says = "The instant that is asked about; now, where it is left out."};

json::value instant_or_null(const std::optional<base::Instant>& instant) {
    return instant ? json::value(base::to_string(*instant)) : json::value(nullptr);
}

std::string version_tag(std::uint64_t version) { return fmt::format("\"{}\"", version); }

// ---- lists

json::object to_json(const office::CaseRow& row) {
    return {{"case", row.id},
            {"title", row.title},
            {"agency", row.agency},
            {"component", row.component},
            {"vendor", row.vendor},
            {"tool", row.tool},
            {"use", row.use},
            {"procurement", row.procurement},
            {"status", row.status},
            {"version", row.version},
            {"opened", base::to_string(row.opened)},
            {"changed", base::to_string(row.changed)},
            {"next_due", instant_or_null(row.next_due)},
            {"open_duties", row.open_duties},
            {"overdue", row.overdue},
            {"missing", row.missing},
            {"defects", row.defects},
            {"is_stopped", row.is_stopped},
            {"is_ended", row.is_ended}};
}

http::Response list(State& state, const http::Request& request) {
    office::CaseFilter filter;
    filter.words = request.parameter("words").value_or("");
    filter.use = request.parameter("use").value_or("");
    filter.agency = request.parameter("agency").value_or("");
    filter.only_stopped = flag(request, "stopped");
    filter.only_overdue = flag(request, "overdue");
    filter.only_open = flag(request, "open");
    std::string_view order = request.parameter("order").value_or("deadline");
    filter.order = order == "change"  ? office::Order::ByChange
                   : order == "title" ? office::Order::ByTitle
                                      : office::Order::ByDeadline;
    filter.offset = whole(request, "offset", 0);
    filter.limit = whole(request, "limit", 50);
    auto page = state.site.office.index().cases(filter);
    if (!page) return failure(page.error());
    json::array rows;
    for (const office::CaseRow& row : page->rows) rows.push_back(to_json(row));
    return json_answer(json::object{
        {"total", page->total}, {"offset", filter.offset}, {"cases", std::move(rows)}});
}

http::Response show(State& state, const http::Request& request) {
    auto view = state.site.office.look(request.capture("id"), state.site.clock());
    if (!view) return failure(view.error());
    const review::Case& of = (*view)->of();
    json::object out{{"case", of.id},
                     {"version", (*view)->version()},
                     {"events", of.events.size()},
                     {"policy", of.program->digest},
                     {"header", review::to_json(of.header)}};
    return tagged(json_answer(out), version_tag((*view)->version()), request);
}

// ---- answers

http::Response answer(State& state, const http::Request& request) {
    base::Instant at = instant(request, "at").value_or(state.site.clock());
    auto view = state.site.office.look(request.capture("id"), at);
    if (!view) return failure(view.error());
    review::Explained explained =
        flag(request, "explain") ? review::Explained::Yes : review::Explained::No;
    json::object body =
        review::to_json((*view)->of(), (*view)->reviewer(), (*view)->answer(), explained);
    std::string tag = fmt::format("\"{}:{}{}\"", (*view)->version(), at.time_since_epoch().count(),
                                  explained == review::Explained::Yes ? ":why" : "");
    return tagged(json_answer(body), tag, request);
}

// ---- events

http::Response events(State& state, const http::Request& request) {
    std::string id = request.capture("id");
    std::uint64_t from = whole(request, "from", 0), limit = whole(request, "limit", 100);
    // The length after the events, so that it is never less than they say.
    const ledger::EventLog& log = state.site.office.log();
    auto some = log.stream(id, from, limit);
    if (!some) return failure(some.error());
    auto length = log.versions(id);
    if (!length) return failure(length.error());
    if (*length == 0)
        return failure(
            base::fail(base::ErrorKind::NotFound, fmt::format("no case is called `{}`", id)));
    const std::uint64_t version = *length;
    json::array page;
    for (const ledger::StoredEvent& stored : *some) {
        auto event = ledger::parse_event(stored.bytes);
        if (!event) return failure(base::fail(base::ErrorKind::Corrupt, event.error().message));
        page.push_back({{"version", event->ver},
                        {"index", ledger::number(stored.index)},
                        {"event", event->type},
                        {"actor", event->actor},
                        {"recorded_at", base::to_string(event->at)},
                        {"facts", std::move(event->facts)}});
    }
    json::value next =
        from + page.size() < version && !page.empty() ? json::value(from + page.size()) : nullptr;
    json::object out{
        {"case", id}, {"version", version}, {"next", next}, {"events", std::move(page)}};
    return tagged(json_answer(out), version_tag(version), request);
}

// ---- recording

// Printed by hand, because the thread that writes does it, for each event; the id of a case has no
// character that JSON would escape.
http::Response receipt_of(const std::string& id, const office::Recorded& recorded) {
    const ledger::Receipt& receipt = recorded.receipt;
    return http::json(
        fmt::format(R"({{"case":"{}","index":{},"version":{},"first_version":{},"count":{},)"
                    R"("repeated":{}}})",
                    id, ledger::number(receipt.first_index), recorded.version,
                    receipt.first_version, receipt.count, receipt.repeated),
        201);
}

// The version that the caller expects, and by which header they said so.
struct Expected {
    std::optional<std::uint64_t> version;
    bool by_tag = false;
};

Or<Expected> expected_version(const http::Request& request) {
    auto tag = request.header("if-match");
    auto number = request.header("standstill-expected-version");
    if (tag && number)
        return problem(400, "If-Match and Standstill-Expected-Version say the same; send one", {});
    if (number) return Expected{ledger::parse_decimal(*number), false};
    if (!tag || *tag == "*") return Expected{};
    auto version = tag->size() > 2 && tag->front() == '"' && tag->back() == '"'
                       ? ledger::parse_decimal(tag->substr(1, tag->size() - 2))
                       : std::nullopt;
    if (!version)
        return problem(400, "If-Match must be the ETag of the case, like \"7\", or `*`", {});
    return Expected{version, true};
}

// What a failed recording is answered with; a conflict says where the case stands.
http::Response not_recorded(State& state, const std::string& id, const base::Error& error,
                            bool by_tag) {
    if (error.kind != base::ErrorKind::Conflict) return failure(error);
    json::object more;
    if (auto view = state.site.office.look(id, state.site.clock()))
        more["version"] = (*view)->version();
    if (!by_tag) return failure(error, more);
    return problem(412, error.message, {}, more);
}

http::Response recorded(const std::string& id, const office::Recorded& done) {
    http::Response out = receipt_of(id, done);
    out.with("Location", fmt::format("/api/cases/{}/events?from={}&limit={}", id,
                                     done.receipt.first_version, done.receipt.count));
    out.with("ETag", version_tag(done.version));
    return out;
}

// Those events of a body that may be recorded by the caller, or the answer that says why not.
struct Readable {
    std::vector<base::Node> events;
    std::optional<std::uint64_t> rests_on;
};
Or<Readable> readable_events(State& state, const law::Program& program,
                             const identity::Caller& caller, const std::string& id,
                             base::Node body) {
    Readable readable;
    std::vector<base::Node>& out = readable.events;
    if (body.is_list())
        out = std::move(body.items);
    else
        out.push_back(std::move(body));
    std::vector<std::string> mistakes;
    if (out.empty()) mistakes.emplace_back("body:1:1: no event");
    if (out.size() > kMostEvents)
        mistakes.push_back(fmt::format("body:1:1: {} events, at most {} are taken at once",
                                       out.size(), kMostEvents));
    for (const base::Node& event : out) check_types(program, event, mistakes);
    if (!mistakes.empty())
        return problem(422, "the content is malformed; nothing was recorded", mistakes);
    auto barred = held_against(caller, state.site.office, id, out);
    if (!barred) return failure(barred.error());
    if (!barred->reasons.empty())
        return problem(403, "this is not yours to record", barred->reasons);
    readable.rests_on = barred->rests_on;
    return readable;
}

office::Act act_of(const http::Request& request, const identity::Caller& caller) {
    office::Act act;
    act.actor = caller.person.id;
    act.command = command_of(caller, request.header("idempotency-key").value_or(""));
    act.may_state_time = identity::may(caller, identity::Permission::StateTime);
    return act;
}

void record(const Shared& state, const http::Request& request, const identity::Caller& caller,
            http::Reply reply) {
    std::string id = request.capture("id");
    auto expected = expected_version(request);
    if (auto* refused = std::get_if<http::Response>(&expected)) return reply(std::move(*refused));
    auto body = read_body(request);
    if (auto* refused = std::get_if<http::Response>(&body)) return reply(std::move(*refused));
    auto program = state->programs.of(id, state->site.clock());
    if (!program) return reply(failure(program.error()));
    auto events =
        readable_events(*state, **program, caller, id, std::move(std::get<base::Node>(body)));
    if (auto* refused = std::get_if<http::Response>(&events)) return reply(std::move(*refused));
    Readable& readable = std::get<Readable>(events);
    office::Act act = act_of(request, caller);
    act.expected_version = std::get<Expected>(expected).version;
    bool by_tag = std::get<Expected>(expected).by_tag;
    // Nobody who expects a later state has seen it.
    if (readable.rests_on && act.expected_version.value_or(0) <= *readable.rests_on)
        act.expected_version = act.expected_version.value_or(*readable.rests_on);
    else if (readable.rests_on)
        return reply(not_recorded(
            *state, id,
            base::fail(base::ErrorKind::Conflict, "the case has fewer events than that"), by_tag));
    state->site.office.record(
        id, std::move(readable.events), std::move(act),
        [state, id, by_tag, reply = std::move(reply)](base::Result<office::Recorded> done) {
            if (!done) return reply(not_recorded(*state, id, done.error(), by_tag));
            state->metrics->recorded(done->receipt);
            reply(recorded(id, *done));
        });
}

void open(const Shared& state, const http::Request& request, const identity::Caller& caller,
          http::Reply reply) {
    auto body = read_body(request);
    if (auto* refused = std::get_if<http::Response>(&body)) return reply(std::move(*refused));
    base::Node header = std::move(std::get<base::Node>(body));
    base::Node record;
    record.kind = base::Node::Kind::List;
    for (std::size_t i = header.keys.size(); i-- > 0;) {
        if (header.keys[i].first != "record") continue;
        record = header.items[i];
        header.keys.erase(header.keys.begin() + static_cast<std::ptrdiff_t>(i));
        header.items.erase(header.items.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (header.find("expect") != nullptr)
        return reply(problem(422, "`expect` belongs to conformance cases, not to the record", {}));
    if (!record.is_list()) return reply(problem(422, "`record` must be a list of events", {}));
    const base::Node* named = header.find("case");
    std::string id = named == nullptr ? "" : named->scalar;
    std::vector<base::Node> events;
    if (!record.items.empty()) {
        // Which kinds of events there are, the header says; the door reads it a second time.
        auto of = review::open_case(header, "body", state->site.office.library(),
                                    state->site.office.settings().zones);
        if (!of) return reply(failure(of.error()));
        auto readable = readable_events(*state, *of->program, caller, id, std::move(record));
        if (auto* refused = std::get_if<http::Response>(&readable))
            return reply(std::move(*refused));
        events = std::move(std::get<Readable>(readable).events);
    }
    state->site.office.open_case(
        std::move(header), std::move(events), act_of(request, caller),
        [state, id, reply = std::move(reply)](base::Result<office::Recorded> done) {
            if (!done) return reply(not_recorded(*state, id, done.error(), false));
            state->metrics->recorded(done->receipt);
            http::Response out = receipt_of(id, *done);
            out.with("Location", "/api/cases/" + id);
            out.with("ETag", version_tag(done->version));
            reply(std::move(out));
        });
}

// ---- the table

using Handle = http::Response (*)(State&, const http::Request&);

AsyncAnswerer by(const Shared& state, Handle handle) {
    return at_once([state, handle](const http::Request& request, const identity::Caller&) {
        return handle(*state, request);
    });
}

std::vector<Parameter> filters() {
    auto only = [](std::string name, std::string says) {
        return Parameter{.name = std::move(name), .shape = Shape::Flag, .says = std::move(says)};
    };
    return {{.name = "words", .says = "All of them, in id, title, vendor, tool or agency."},
            {.name = "use",
             .shape = Shape::Choice,
             .says = "The answer for use.",
             .choices = {"permitted", "refused", "outside"}},
            {.name = "agency", .says = "The agency by its name."},
            only("stopped", "Only where a stop-work order is in force."),
            only("overdue", "Only where a duty is overdue."),
            only("open", "Only where the contract has not ended."),
            {.name = "order",
             .shape = Shape::Choice,
             .says = "By the next deadline, the latest change, or the title.",
             .choices = {"deadline", "change", "title"}},
            {.name = "offset", .shape = Shape::Whole, .says = "Rows left out.", .high = 10'000'000},
            {.name = "limit",
             .shape = Shape::Whole,
             .says = "Rows at most; 50 where it is left out.",
             .low = 1,
             .high = kMostRows}};
}

Operation record_operation(const Shared& state) {
    return {
        .method = http::Method::Post,
        .path = "/api/cases/{id}/events",
        .also = {"/cases/{id}/events"},
        .id = "record-events",
        .tag = "cases",
        .says = "Records one event, or a list of them, all or none.",
        .needs = identity::Permission::Record,
        .max_body = kMaxBody,
        .parameters = {kCase,
                       {.name = "If-Match",
                        .in = In::Header,
                        .says = "The ETag of the case; 412 where it is another by now."},
                       {.name = "Standstill-Expected-Version",
                        .in = In::Header,
                        .shape = Shape::Whole,
                        .says = "The version as a number; 409 where it is another by now.",
                        .high = 1'000'000'000},
                       {.name = "Idempotency-Key",
                        .in = In::Header,
                        .says = "The same key and content are recorded once.",
                        .low = 1,
                        .high = 255}},
        .body = "Events",
        .endings = {{201, "Recorded, and durable.", "Receipt"},
                    {403, "The person of the token does not hold the office.", "Problem",
                     "application/problem+json"},
                    {409, "The version is another, or the key had other content.", "Problem",
                     "application/problem+json"},
                    {412, "The version is another.", "Problem", "application/problem+json"},
                    {422, "Malformed, with every mistake.", "Problem", "application/problem+json"}},
        .answer = [state](const http::Request& request, const identity::Caller& caller,
                          http::Reply reply) { record(state, request, caller, reply); }};
}

}  // namespace

std::vector<Operation> case_operations(const Shared& state) {
    using identity::Permission;
    return {
        {.path = "/api/cases",
         .id = "list-cases",
         .tag = "cases",
         .says = "The cases on record, filtered and ordered.",
         .needs = Permission::ReadCases,
         .parameters = filters(),
         .endings = {{200, "A page of rows.", "CasePage"}},
         .answer = by(state, list)},
        {.method = http::Method::Post,
         .path = "/api/cases",
         .id = "open-case",
         .tag = "cases",
         .says = "Opens a case: a case file, with or without a record.",
         .needs = Permission::OpenCase,
         .max_body = kMaxBody,
         .parameters = {{.name = "Idempotency-Key",
                         .in = In::Header,
                         .says = "The same key and content are recorded once.",
                         .low = 1,
                         .high = 255}},
         .body = "CaseFile",
         .endings = {{201, "Opened, and durable.", "Receipt"},
                     {409, "The id is taken.", "Problem", "application/problem+json"},
                     {422, "Malformed, with every mistake.", "Problem",
                      "application/problem+json"}},
         .answer = [state](const http::Request& request, const identity::Caller& caller,
                           http::Reply reply) { open(state, request, caller, reply); }},
        {.path = "/api/cases/{id}",
         .id = "get-case",
         .tag = "cases",
         .says = "The header of a case and where its stream stands.",
         .needs = Permission::ReadCases,
         .parameters = {kCase},
         .endings = {{200, "The case; its ETag is the version.", "CaseOnRecord"}},
         .answer = by(state, show)},
        {.path = "/api/cases/{id}/events",
         .id = "list-events",
         .tag = "cases",
         .says = "The events of the stream, in order.",
         .needs = Permission::ReadCases,
         .parameters = {kCase,
                        {.name = "from",
                         .shape = Shape::Whole,
                         .says = "The first version.",
                         .high = 1'000'000'000},
                        {.name = "limit",
                         .shape = Shape::Whole,
                         .says = "Events at most; 100 where it is left out.",
                         .low = 1,
                         .high = kMostEvents}},
         .endings = {{200, "A page of events.", "EventPage"}},
         .answer = by(state, events)},
        record_operation(state),
        {.path = "/api/cases/{id}/answer",
         .also = {"/cases/{id}/answer"},
         .id = "get-answer",
         .tag = "cases",
         .says = "What the law says of the case at an instant.",
         .needs = Permission::ReadCases,
         .parameters = {kCase,
                        kAt,
                        {.name = "explain",
                         .shape = Shape::Flag,
                         .says = "With the whole tree of reasons."}},
         .endings = {{200, "The answer of docs/record.md, section 3.", "Answer"}},
         .answer = by(state, answer)},
    };
}

}  // namespace standstill::server::api
