#include "report/public.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "ledger/checkpoint.h"
#include "ledger/event.h"
#include "ledger/opening.h"
#include "ledger/tree.h"
#include "review/case_log.h"

namespace standstill::report {

namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::fail;
using base::Result;

constexpr auto kActs = std::to_array<Act>({
    {"determination", "determination under section 2(a)", "determination.made"},
    {"submission", "submission of a determination under section 2(d)", "determination.submitted"},
    {"certification", "certification under section 2(f)", "determination.certified"},
    {"decision", "decision to use under section 2(g)", "use.decided"},
    {"notice", "notice of a decision under section 2(g)", "use.notified"},
    {"release", "notice of the APNSA that no further process is required",
     "apnsa.no-further-process"},
    {"waiver", "waiver under section 2(m)", "waiver.issued"},
    {"review", "completed review of existing uses under section 2(h)", "existing-use.reviewed"},
});

// The header's parts, at the top, where the rules look for them.
json::object flat_header(const json::object& facts) {
    const json::value* header = facts.if_contains("header");
    if (header == nullptr || !header->is_object()) return facts;
    json::object out;
    for (const auto& [name, value] : header->get_object()) {
        if (name == "agency" && value.is_object()) {
            for (const auto& [part, inner] : value.get_object())
                out[part == "name" ? json::string_view("agency") : json::string_view(part)] = inner;
        } else {
            out[name] = value;
        }
    }
    return out;
}

Result<PublicEvent> show(std::uint64_t index, std::string_view bytes, const PublicContext& context,
                         const std::set<std::string>& offices) {
    auto event = ledger::parse_event(bytes);
    if (!event) return fail(ErrorKind::Corrupt, event.error().message);
    PublicEvent out{index, event->ver, event->type, {}, false};
    bool is_opening = event->type == review::kCaseOpened;
    out.fields =
        public_fields(event->type, is_opening ? flat_header(event->facts) : event->facts, context);
    if (offices.count(event->actor) != 0) {
        out.fields.shown.push_back({"actor", json::value(event->actor)});
    } else {
        const PublicRule& rule = public_rule("*", "actor");
        out.fields.withheld.push_back(
            {"actor", std::string(rule.exemption), std::string(rule.why)});
    }
    out.is_whole = out.fields.withheld.empty() && event->seals.empty();
    return out;
}

std::vector<Statement> statements_of(const PublicCase& entry, const std::string& as_of,
                                     std::uint64_t size) {
    std::vector<Statement> out;
    for (const Act& act : kActs) {
        std::vector<std::uint64_t> entries;
        for (const PublicEvent& event : entry.events)
            if (event.kind == act.kind) entries.push_back(event.index);
        out.push_back({std::string(act.name), !entries.empty(), entries.size(),
                       sentence_of(act, entries, as_of, size)});
    }
    return out;
}

std::string line_of_leaf(std::string_view bytes, bool is_whole) {
    if (is_whole) return std::string(bytes) + "\n";
    auto cut = ledger::open_envelope(bytes);
    const auto* opening = cut ? std::get_if<ledger::Opening>(&*cut) : nullptr;
    if (opening == nullptr)
        return json::serialize(json::object{{"leaf", base::to_hex(ledger::leaf_hash(bytes))}}) +
               "\n";
    return json::serialize(json::object{{"before", opening->before},
                                        {"state", base::to_hex(opening->state)},
                                        {"tail", opening->tail}}) +
           "\n";
}

}  // namespace

std::span<const Act> acts() { return kActs; }

std::string sentence_of(const Act& act, std::span<const std::uint64_t> entries,
                        std::string_view as_of, std::uint64_t size) {
    if (entries.empty())
        return fmt::format("As of {}, at log size {}, no {} is on record.", as_of, size,
                           act.sentence);
    return fmt::format("As of {}, at log size {}, on record: {} (log entry {}).", as_of, size,
                       act.sentence, fmt::join(entries, ", "));
}

Result<PublicCase> public_case(std::string id, std::span<const LogEvent> events,
                               base::Instant as_of, std::uint64_t size,
                               const std::set<std::string>& offices) {
    PublicContext context;
    for (const LogEvent& event : events) {
        auto read = ledger::scan_event(event.bytes);
        if (!read)
            return fail(ErrorKind::Corrupt,
                        fmt::format("entry {} of the log: {}", event.index, read.error().message));
        if (&event == &events.front() && read->type != review::kCaseOpened)
            return fail(ErrorKind::Corrupt, fmt::format("`{}` is no case", id));
        if (read->type == "contract.reported") context.is_reported = true;
    }
    PublicCase entry;
    entry.id = std::move(id);
    for (const LogEvent& event : events) {
        auto shown = show(event.index, event.bytes, context, offices);
        if (!shown) return shown.error();
        entry.events.push_back(std::move(*shown));
    }
    entry.statements = statements_of(entry, base::to_string(as_of), size);
    return entry;
}

Result<std::vector<PublicCase>> public_cases(const Whole& log, std::string_view case_id) {
    std::map<std::string, std::vector<LogEvent>, std::less<>> streams;
    std::set<std::string, std::less<>> others;  // streams that are no case
    for (std::uint64_t i = 0; i < log.leaves.size(); ++i) {
        auto event = ledger::scan_event(log.leaves[i]);
        if (!event)
            return fail(ErrorKind::Corrupt,
                        fmt::format("entry {} of the log: {}", i, event.error().message));
        if (!case_id.empty() && event->stream != case_id) continue;
        if (others.contains(event->stream)) continue;
        auto found = streams.find(event->stream);
        if (found == streams.end()) {
            if (event->type != review::kCaseOpened) {
                others.emplace(event->stream);
                continue;
            }
            found = streams.emplace(std::string(event->stream), std::vector<LogEvent>()).first;
        }
        found->second.push_back({i, log.leaves[i]});
    }
    std::vector<PublicCase> out;
    for (const auto& [id, events] : streams) {
        auto entry = public_case(id, events, log.as_of, log.leaves.size(), log.offices);
        if (!entry) return entry.error();
        out.push_back(std::move(*entry));
    }
    if (!case_id.empty() && out.empty())
        return fail(ErrorKind::NotFound, fmt::format("no case is called `{}`", case_id));
    return out;
}

json::object to_json(const PublicCase& entry) {
    json::array events;
    for (const PublicEvent& event : entry.events) {
        json::object shown;
        for (const ShownField& field : event.fields.shown) shown[field.name] = field.value;
        json::array withheld;
        for (const WithheldField& field : event.fields.withheld)
            withheld.push_back(
                {{"field", field.name}, {"exemption", field.exemption}, {"why", field.why}});
        events.push_back({{"index", event.index},
                          {"version", event.version},
                          {"kind", event.kind},
                          {"shown", std::move(shown)},
                          {"withheld", std::move(withheld)},
                          {"whole", event.is_whole}});
    }
    json::array statements;
    for (const Statement& statement : entry.statements)
        statements.push_back({{"act", statement.act},
                              {"on_record", statement.is_on_record},
                              {"events", statement.events},
                              {"says", statement.sentence}});
    return {
        {"case", entry.id}, {"events", std::move(events)}, {"statements", std::move(statements)}};
}

Result<std::string> make_register(const Whole& log, std::span<const PublicCase> cases) {
    auto note = ledger::parse_note(log.checkpoint);
    if (!note) return note.error();
    auto checkpoint = ledger::parse_checkpoint(note->text);
    if (!checkpoint) return checkpoint.error();
    if (ledger::number(checkpoint->size) != log.leaves.size())
        return fail(ErrorKind::Invalid,
                    fmt::format("the checkpoint is of {} leaves, {} are given",
                                ledger::number(checkpoint->size), log.leaves.size()));
    json::object head{{"register", kRegisterFormat},
                      {"log", checkpoint->origin},
                      {"size", log.leaves.size()},
                      {"as_of", base::to_string(log.as_of)}};
    if (log.key) head["key"] = ledger::to_string(*log.key);
    head["checkpoint"] = log.checkpoint;
    std::string out = json::serialize(head) + "\n";
    std::set<std::uint64_t> whole;
    for (const PublicCase& entry : cases) {
        out += json::serialize(to_json(entry)) + "\n";
        for (const PublicEvent& event : entry.events)
            if (event.is_whole) whole.insert(event.index);
    }
    for (std::uint64_t i = 0; i < log.leaves.size(); ++i)
        out += line_of_leaf(log.leaves[i], whole.count(i) != 0);
    return out;
}

}  // namespace standstill::report
