#include "server/api/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "ledger/event.h"
#include "server/identity/graders.h"

namespace standstill::server::api {

namespace {

// More cases than that are asked for anew; the map stays below some megabytes.
constexpr std::size_t kMostKnown = 100'000;

base::Node word(std::string text, bool quoted, base::Place place) {
    base::Node out;
    out.kind = base::Node::Kind::Scalar;
    out.scalar = std::move(text);
    out.quoted = quoted;
    out.place = place;
    return out;
}

void put(base::Node& map, const std::string& key, base::Node value) {
    for (std::size_t i = 0; i < map.keys.size(); ++i)
        if (map.keys[i].first == key) {
            map.items[i] = std::move(value);
            return;
        }
    map.keys.emplace_back(key, map.place);
    map.items.push_back(std::move(value));
}

// The office that an event says acted; empty where it says none.
std::string office_of(const base::Node& event) {
    const base::Node* by = event.find("by");
    if (by != nullptr && by->is_map()) by = by->find("office");
    return by != nullptr && by->is_scalar() ? by->scalar : "";
}

// An acting holder acts as one, whatever the event says of it.
void write_holding(base::Node& event, const identity::Holding& holding) {
    const base::Node* by = event.find("by");
    base::Place place = by->place;
    base::Node map;
    map.kind = base::Node::Kind::Map;
    map.place = place;
    if (by->is_map()) map = *by;
    put(map, "office", word(holding.office, true, place));
    put(map, "acting", word("true", false, place));
    put(map, "basis", word(holding.basis, true, place));
    put(map, "confirmed_by", word(holding.confirmed_by, true, place));
    put(event, "by", std::move(map));
}

// What an event claims of its office that the office itself does not need: that its holder acts.
bool claims_to_act(const base::Node& event) {
    const base::Node* by = event.find("by");
    if (by == nullptr || !by->is_map()) return false;
    return std::ranges::any_of(std::array{"acting", "basis", "confirmed_by"},
                               [by](const char* key) {
                                   const base::Node* claim = by->find(key);
                                   return claim != nullptr && !claim->is_null();
                               });
}

// The kind, or nothing where the door will refuse the event anyway.
std::string kind_of(const base::Node& event) {
    const base::Node* kind = event.is_map() ? event.find("event") : nullptr;
    return kind != nullptr && kind->is_scalar() ? kind->scalar : "";
}

bool grades(const base::Node& event) {
    const base::Node* grade = event.find("grade");
    return kind_of(event) == "evidence.added" && grade != nullptr && !grade->is_null();
}

}  // namespace

base::Result<std::shared_ptr<const law::Program>> Programs::of(const std::string& case_id,
                                                               base::Instant now) {
    {
        std::lock_guard lock(mutex_);
        auto found = known_.find(case_id);
        if (found != known_.end()) return found->second;
    }
    auto view = office_.look(case_id, now);
    if (!view) return view.error();
    std::shared_ptr<const law::Program> program = (*view)->of().program;
    std::lock_guard lock(mutex_);
    if (known_.size() >= kMostKnown) known_.clear();
    known_.emplace(case_id, program);
    return program;
}

base::Result<Held> held_against(const identity::Caller& caller, const office::Office& office,
                                const std::string& case_id, std::vector<base::Node>& events) {
    Held held;
    std::vector<std::string>& out = held.reasons;
    bool graded_here = std::any_of(events.begin(), events.end(), grades);
    for (base::Node& event : events) {
        std::string kind = kind_of(event);
        if (kind.empty()) continue;
        std::string place = base::where("body", event.place), named = office_of(event);
        bool is_own = caller.holds(named) || (caller.person.is_auditor && named == "auditor");
        if (!caller.person.is_registrar && !is_own) {
            std::vector<std::string> own = caller.offices();
            std::string holds =
                own.empty() ? "you hold no office" : "you act as " + base::join(own, ", ");
            out.push_back(named.empty() ? fmt::format("{}: an event needs `by`; {}", place, holds)
                                        : fmt::format("{}: `by: {}` is not an office of yours; {}",
                                                      place, named, holds));
            continue;
        }
        // Who acts, and who confirmed it, is known here and is not for the caller to say.
        bool is_acting = false;
        for (const identity::Holding& holding : caller.person.holdings)
            if (holding.office == named && holding.is_acting && caller.holds(named)) {
                write_holding(event, holding);
                is_acting = true;
            }
        if (!is_acting && !caller.person.is_registrar && claims_to_act(event)) {
            out.push_back(
                fmt::format("{}: you hold `{}` yourself; `by` may not say that you act, "
                            "nor who confirmed it",
                            place, named));
            continue;
        }
        // The graders are read from the log only where it matters who they are.
        auto why = identity::barred(caller, kind, named, {caller.person.id});
        if (why && !graded_here) {
            // The length first: what comes in meanwhile is then beyond it.
            auto length = office.log().versions(case_id);
            if (!length) return length.error();
            if (kind == identity::kCertified && !held.rests_on) held.rests_on = *length;
            auto graders = identity::graders_of(office.log(), case_id);
            if (!graders) return graders.error();
            why = identity::barred(caller, kind, named, *graders);
        }
        if (why) out.push_back(fmt::format("{}: {}", place, *why));
    }
    return held;
}

std::string command_of(const identity::Caller& caller, std::string_view key) {
    if (key.empty()) return "";
    return "key:" +
           base::to_hex(base::sha256(fmt::format("{}\n{}", caller.person.id, key))).substr(0, 40);
}

}  // namespace standstill::server::api
