#include "review/case_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>

#include "ledger/event.h"
#include "review/answer_json.h"

namespace standstill::review {

namespace {

namespace json = boost::json;

// The facts of an event as the document that the door reads: with its kind.
base::Result<base::Node> document_of(const ledger::EventView& event) {
    json::error_code error;
    json::value facts = json::parse(event.facts_json, error);
    if (error || !facts.is_object())
        return base::fail(base::ErrorKind::Corrupt, "the facts of the event are not an object");
    base::Node node = to_node(facts);
    base::Node kind;
    kind.kind = base::Node::Kind::Scalar;
    kind.scalar = event.type;
    node.keys.emplace_back("event", base::Place{});
    node.items.push_back(std::move(kind));
    return node;
}

base::Result<Case> open_from(const ledger::EventView& first, const std::string& id,
                             Library& library, const ZoneSource& zones) {
    if (first.type != kCaseOpened)
        return base::fail(base::ErrorKind::Corrupt,
                          fmt::format("the stream `{}` begins with `{}`, not with `{}`", id,
                                      first.type, kCaseOpened));
    auto document = document_of(first);
    if (!document) return document.error();
    const base::Node* header = document->find("header");
    if (header == nullptr)
        return base::fail(base::ErrorKind::Corrupt,
                          fmt::format("the stream `{}` has no header", id));
    auto opened = open_case(*header, "case " + id, library, zones);
    if (opened && opened->id != id)
        return base::fail(base::ErrorKind::Corrupt,
                          fmt::format("the stream `{}` holds the case `{}`", id, opened->id));
    return opened;
}

json::array cites_of(const Answer& answer) {
    json::array out;
    for (const Because& line : answer.because) out.emplace_back(line.cite);
    return out;
}

}  // namespace

bool is_of_office(std::string_view type) { return type.starts_with("office."); }

bool is_of_record(std::string_view type) {
    return type != kCaseOpened && type != kAnswerGiven && !is_of_office(type);
}

ledger::NewEvent opening_event(const base::Node& header, base::Instant recorded_at,
                               std::string_view policy) {
    json::object facts;
    facts["header"] = to_json(header);
    return {std::string(kCaseOpened), recorded_at, std::string(policy), std::move(facts), {}};
}

ledger::NewEvent record_event(const base::Node& event, base::Instant recorded_at,
                              std::string_view policy) {
    json::object facts = to_json(event).as_object();
    std::string type(facts.at("event").as_string());
    facts.erase("event");
    return {std::move(type), recorded_at, std::string(policy), std::move(facts), {}};
}

base::Digest digest_of(const Case& of, const Reviewer& reviewer, const Answer& answer) {
    return base::sha256(json::serialize(to_json(of, reviewer, answer, Explained::No)));
}

ledger::NewEvent answer_event(const Case& of, const Reviewer& reviewer, const Answer& answer,
                              std::string_view asked_by, base::Instant recorded_at) {
    json::object facts;
    facts["asked_by"] = asked_by;
    facts["asked_for"] = base::to_string(answer.at);
    facts["events"] = static_cast<std::int64_t>(of.events.size());
    facts["use"] = to_string(answer.use);
    facts["opens_at"] =
        answer.opens_at ? json::value(base::to_string(*answer.opens_at)) : json::value(nullptr);
    facts["because"] = cites_of(answer);
    facts["answer_sha256"] = base::to_hex(digest_of(of, reviewer, answer));
    return {std::string(kAnswerGiven), recorded_at, of.program->digest, std::move(facts), {}};
}

base::Result<Case> case_from_log(std::span<const std::string_view> events, const std::string& id,
                                 Library& library, const ZoneSource& zones) {
    std::optional<Case> out;
    for (std::string_view bytes : events) {
        auto event = ledger::scan_event(bytes);
        if (!event) return base::fail(base::ErrorKind::Corrupt, event.error().message);
        if (is_of_office(event->type)) continue;
        if (!out) {
            auto opened = open_from(*event, id, library, zones);
            if (!opened) return opened.error();
            out.emplace(std::move(*opened));
            continue;
        }
        if (!is_of_record(event->type)) continue;
        auto document = document_of(*event);
        if (!document) return document.error();
        auto added = add_event(*out, *document, fmt::format("case {}, event {}", id, event->ver));
        if (!added) return base::fail(base::ErrorKind::Corrupt, added.error().message);
    }
    if (!out)
        return base::fail(base::ErrorKind::NotFound, fmt::format("no case is called `{}`", id));
    return std::move(*out);
}

base::Result<Case> case_from_log(const ledger::EventLog& log, const std::string& id,
                                 Library& library, const ZoneSource& zones) {
    auto stored = log.stream(id);
    if (!stored) return stored.error();
    std::vector<std::string_view> events;
    for (const ledger::StoredEvent& event : *stored) events.push_back(event.bytes);
    return case_from_log(events, id, library, zones);
}

namespace {

// One pass under one set of packs: every event is added, the answers given under these packs are
// given again.
class Replay {
public:
    Replay(std::span<const std::string_view> events, const std::string& id, std::string_view policy,
           Library& library, const ZoneSource& zones)
        : events_(events), id_(id), policy_(policy), library_(library), zones_(zones) {}

    void run(Replayed& out) {
        for (position_ = 0; position_ < events_.size() && out.first_wrong < 0; ++position_)
            step(out);
    }

private:
    void wrong(Replayed& out, std::string what, std::string expected, std::string found) const {
        out.first_wrong = static_cast<std::int64_t>(position_);
        out.what = std::move(what);
        out.expected = std::move(expected);
        out.found = std::move(found);
    }

    void step(Replayed& out) {
        auto event = ledger::scan_event(events_[position_]);
        if (!event) return wrong(out, "event", "an event in canonical form", event.error().message);
        if (is_of_office(event->type)) return;
        if (!case_) {
            auto opened = open_from(*event, id_, library_, zones_);
            if (!opened) return wrong(out, "opening of the case", "a case", opened.error().message);
            case_.emplace(std::move(*opened));
            reviewer_.emplace(*case_->program, case_->record);
            return;
        }
        if (event->type == kAnswerGiven && event->policy != policy_) return;
        auto document = document_of(*event);
        if (!document) return wrong(out, "facts", "an object", document.error().message);
        if (is_of_record(event->type)) {
            auto added =
                add_event(*case_, *document, fmt::format("case {}, event {}", id_, event->ver));
            if (!added)
                wrong(out, "event of the record", "a well-formed event", added.error().message);
            return;
        }
        if (event->type != kAnswerGiven)
            return wrong(out, "event", "one opening of the case", "another opening");
        answer(out, *document);
    }

    void answer(Replayed& out, const base::Node& said) {
        auto word = [&](std::string_view key) {
            const base::Node* node = said.find(key);
            return node == nullptr ? std::string() : node->scalar;
        };
        if (case_->program->digest != policy_)
            return wrong(out, "rule packs of the answer", std::string(policy_),
                         case_->program->digest);
        std::string events = std::to_string(case_->events.size());
        if (word("events") != events)
            return wrong(out, "number of events the answer rests on", word("events"), events);
        auto at = base::parse_instant(word("asked_for"));
        if (!at) return wrong(out, "instant of the answer", "an instant", word("asked_for"));
        Answer given = reviewer_->answer(*at);
        if (word("use") != to_string(given.use))
            return wrong(out, "use", word("use"), std::string(to_string(given.use)));
        const base::Node* because = said.find("because");
        std::string cites = because == nullptr ? "" : json::serialize(to_json(*because));
        if (cites != json::serialize(cites_of(given)))
            return wrong(out, "because", cites, json::serialize(cites_of(given)));
        std::string digest = base::to_hex(digest_of(*case_, *reviewer_, given));
        if (word("answer_sha256") != digest)
            return wrong(out, "digest of the answer", word("answer_sha256"), digest);
        ++out.answers;
    }

    std::span<const std::string_view> events_;
    const std::string& id_;
    std::string_view policy_;
    Library& library_;
    const ZoneSource& zones_;
    std::size_t position_ = 0;
    std::optional<Case> case_;
    std::optional<Reviewer> reviewer_;
};

}  // namespace

Replayed replay(std::span<const std::string_view> events, const std::string& id,
                const LibrarySource& libraries, const ZoneSource& zones) {
    Replayed out;
    std::vector<std::string_view> policies;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto event = ledger::scan_event(events[i]);
        if (!event || event->type != kAnswerGiven) continue;
        if (std::find(policies.begin(), policies.end(), event->policy) == policies.end())
            policies.push_back(event->policy);
    }
    if (policies.empty()) policies.push_back("");
    for (std::string_view policy : policies) {
        Library* library = libraries(policy);
        if (library == nullptr) {
            out.first_wrong = 0;
            out.what = "rule packs";
            out.expected = std::string(policy);
            out.found = "not in the bundle";
            return out;
        }
        Replay(events, id, policy, *library, zones).run(out);
        if (out.first_wrong >= 0) return out;
    }
    return out;
}

}  // namespace standstill::review
