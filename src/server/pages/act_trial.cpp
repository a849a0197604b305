#include "server/pages/act_trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>

#include "base/digest.h"
#include "ledger/canonical_json.h"
#include "review/answer_json.h"
#include "server/pages/act_words.h"
#include "server/pages/form_reader.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using base::Node;
using review::Answer;

base::Result<Statement> closed(const json::object& said) {
    auto bytes = ledger::canonical_json(said);
    if (!bytes) return bytes.error();
    return Statement{*bytes, base::to_hex(base::sha256(*bytes))};
}

std::string due_words(const review::Case& of, const review::Duty& duty) {
    return duty.due ? "due " + of.record.zone.print(*duty.due) : "without a date";
}

bool same_duty(const review::Duty& a, const review::Duty& b) {
    return a.cite == b.cite && a.says == b.says && a.event == b.event && a.owed_to == b.owed_to;
}

// A series (yearly reports) has several duties of one event; they are told apart by their date.
const review::Duty* duty_in(const Answer& answer, const review::Duty& wanted) {
    const review::Duty* found = nullptr;
    for (const review::Duty& one : answer.duties)
        if (same_duty(one, wanted) && (found == nullptr || one.due == wanted.due)) found = &one;
    return found;
}

void say_outcome(std::vector<std::string>& out, std::string_view what, review::Outcome before,
                 review::Outcome after) {
    if (before == after)
        out.push_back(fmt::format("{}: stays {}", what, to_string(before)));
    else
        out.push_back(fmt::format("{}: {} → {}", what, to_string(before), to_string(after)));
}

void say_conditions(std::vector<std::string>& out, const Answer& before, const Answer& after) {
    auto has = [](const Answer& answer, const review::Because& wanted) {
        return std::any_of(answer.because.begin(), answer.because.end(), [&](const auto& one) {
            return one.cite == wanted.cite && one.node == wanted.node;
        });
    };
    if (before.use != after.use) {
        for (const review::Because& one : after.because)
            out.push_back(fmt::format("Because of {}: {}", one.cite, one.says));
        return;
    }
    for (const review::Because& one : before.because)
        if (!has(after, one))
            out.push_back(fmt::format("Condition {} no longer stands in the way", one.cite));
    for (const review::Because& one : after.because)
        if (!has(before, one))
            out.push_back(fmt::format("Condition {} stands in the way: {}", one.cite, one.says));
}

void say_factors(std::vector<std::string>& out, const Answer& before, const Answer& after) {
    for (std::size_t i = 0; i < after.factors.size() && i < before.factors.size(); ++i) {
        std::string_view was = review::factor_word(before.factors[i].value),
                         is = review::factor_word(after.factors[i].value);
        if (was != is)
            out.push_back(fmt::format("Factor {}: {} → {}", after.factors[i].cite, was, is));
    }
}

void say_questions(std::vector<std::string>& out, const Answer& before, const Answer& after) {
    auto has = [](const Answer& answer, const review::Missing& wanted) {
        return std::any_of(answer.missing.begin(), answer.missing.end(), [&](const auto& one) {
            return one.cite == wanted.cite && one.ask == wanted.ask;
        });
    };
    for (const review::Missing& one : before.missing)
        if (!has(after, one))
            out.push_back(fmt::format("Question of {} is answered: {}", one.cite, one.ask));
    for (const review::Missing& one : after.missing)
        if (!has(before, one))
            out.push_back(fmt::format("Question of {} opens: {}", one.cite, one.ask));
}

void say_duties(std::vector<std::string>& out, const review::Case& of, const Answer& before,
                const Answer& after) {
    for (const review::Duty& one : after.duties) {
        const review::Duty* was = duty_in(before, one);
        if (was == nullptr)
            out.push_back(
                fmt::format("Duty {} opens, {}: {}", one.cite, due_words(of, one), one.says));
        else if (was->state != one.state)
            out.push_back(
                fmt::format("Duty {} is {} now: {}", one.cite, to_string(one.state), one.says));
        else if (was->due != one.due)
            out.push_back(
                fmt::format("Duty {} is now {}: {}", one.cite, due_words(of, one), one.says));
    }
    for (const review::Duty& one : before.duties)
        if (duty_in(after, one) == nullptr)
            out.push_back(fmt::format("Duty {} falls away: {}", one.cite, one.says));
}

void say_defects(std::vector<std::string>& out, const Answer& before, const Answer& after) {
    for (const review::Defect& one : after.defects) {
        bool is_known = std::any_of(
            before.defects.begin(), before.defects.end(),
            [&](const auto& old) { return old.event == one.event && old.cite == one.cite; });
        if (!is_known)
            out.push_back(
                fmt::format("A defect under {} at event {}: {}", one.cite, one.event, one.says));
    }
}

std::string scalar_words(const law::Program& program, std::string_view kind,
                         const std::string& path, const Node& value) {
    if (!value.quoted && value.scalar == "true") return "yes";
    if (!value.quoted && value.scalar == "false") return "no";
    const law::EventKind* known = nullptr;
    if (int index = program.kind(kind); index >= 0)
        known = &program.kinds[static_cast<std::size_t>(index)];
    if (program.offices.count(value.scalar) != 0) return office_words(program, value.scalar);
    // Only words of closed lists are put into other words; what somebody typed stays as typed.
    std::string top = path.substr(0, path.find('.'));
    int slot = known == nullptr ? -1 : known->slot(top);
    if (slot < 0) return value.scalar;
    const law::FieldSchema* schema = &known->fields[static_cast<std::size_t>(slot)];
    if (path.size() > top.size())
        for (const law::FieldSchema& sub : schema->fields)
            if (sub.name == path.substr(top.size() + 1)) schema = &sub;
    return schema->choices.empty() ? value.scalar : choice_words(program, kind, path, value.scalar);
}

class Words {
public:
    Words(const law::Program& program, std::string kind)
        : program_(program), kind_(std::move(kind)) {}

    void add(const std::string& path, const std::string& label, const Node& value) {
        if (value.is_map()) {
            for (std::size_t i = 0; i < value.keys.size(); ++i) {
                std::string sub = path + "." + value.keys[i].first;
                add(sub, label + ": " + label_of(kind_, sub), value.items[i]);
            }
            return;
        }
        bool has_maps = value.is_list() && !value.items.empty() && value.items.front().is_map();
        if (has_maps) {
            for (std::size_t i = 0; i < value.items.size(); ++i)
                add(path, fmt::format("{} {}", label, i + 1), value.items[i]);
            return;
        }
        std::string says;
        if (value.is_scalar()) says = scalar_words(program_, kind_, path, value);
        for (const Node& item : value.items)
            says += (says.empty() ? "" : ", ") + scalar_words(program_, kind_, path, item);
        out.push_back({{"word_label", label}, {"word_value", says}});
    }

    json::array out;

private:
    const law::Program& program_;
    std::string kind_;
};

}  // namespace

base::Result<Statement> statement_of(const std::string& case_id, std::uint64_t version,
                                     const std::vector<Node>& events) {
    json::object said;
    said["case"] = case_id;
    said["version"] = static_cast<std::int64_t>(version);
    if (events.size() == 1) {
        said["event"] = review::to_json(events.front());
    } else {
        json::array list;
        for (const Node& event : events) list.push_back(review::to_json(event));
        said["events"] = std::move(list);
    }
    return closed(said);
}

base::Result<Statement> statement_of_opening(const Node& header, const std::vector<Node>& events) {
    json::object said;
    said["header"] = review::to_json(header);
    json::array list;
    for (const Node& event : events) list.push_back(review::to_json(event));
    said["events"] = std::move(list);
    return closed(said);
}

Node stamped(Node event, const base::ZoneTable& zone, base::Instant now) {
    if (event.find("at") != nullptr) return event;
    Node at;
    at.kind = Node::Kind::Scalar;
    at.quoted = true;
    at.scalar = zone.print(now);
    put(event, "at", std::move(at));
    return event;
}

base::Result<review::Case> tried(const review::Case& of, const std::vector<Node>& events,
                                 base::Instant now) {
    review::Case trial = of;
    for (const Node& event : events) {
        auto added =
            review::add_event(trial, stamped(event, of.record.zone, now), FormReader::name());
        if (!added) return added.error();
    }
    return trial;
}

std::vector<std::string> changes_between(const review::Case& of, const Answer& before,
                                         const Answer& after) {
    std::vector<std::string> out;
    say_outcome(out, "Use", before.use, after.use);
    if (before.procurement && after.procurement && *before.procurement != *after.procurement)
        say_outcome(out, "Procurement", *before.procurement, *after.procurement);
    if (before.opens_at != after.opens_at && after.opens_at)
        out.push_back(fmt::format("{} {}",
                                  after.use == review::Outcome::Permitted
                                      ? "Use is permitted since"
                                      : "If nothing else happens, use becomes permitted at",
                                  of.record.zone.print(*after.opens_at)));
    if (before.opens_at && !after.opens_at)
        out.push_back("Nothing opens the gate by itself any more; something must happen first");
    say_conditions(out, before, after);
    say_factors(out, before, after);
    say_duties(out, of, before, after);
    say_questions(out, before, after);
    say_defects(out, before, after);
    if (out.size() == 1) out.push_back("Nothing else in the answer changes");
    return out;
}

json::array in_words(const law::Program& program, const Node& event) {
    const Node* kind = event.find("event");
    Words words(program, kind == nullptr ? "" : kind->scalar);
    for (std::size_t i = 0; i < event.keys.size(); ++i) {
        const std::string& key = event.keys[i].first;
        if (key == "event") continue;
        std::string label = label_of(kind == nullptr ? "" : kind->scalar, key);
        if (key == "by") label = "By";
        if (key == "at") label = "At";
        words.add(key, label, event.items[i]);
    }
    return std::move(words.out);
}

std::string in_a_line(const law::Program& program, const Node& event) {
    const Node* kind = event.find("event");
    int index = kind == nullptr ? -1 : program.kind(kind->scalar);
    std::string out =
        index < 0 ? "An event" : title_of(program.kinds[static_cast<std::size_t>(index)]);
    const Node* by = event.find("by");
    if (by != nullptr && by->is_map()) by = by->find("office");
    if (by != nullptr && by->is_scalar()) out += ", by: " + office_words(program, by->scalar);
    return out;
}

}  // namespace standstill::server::pages
