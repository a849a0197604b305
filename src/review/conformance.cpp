#include "review/conformance.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace standstill::review {

namespace {

using base::Node;

const std::vector<std::string> kKeys = {
    "at",      "use",    "procurement", "opens_at", "because",
    "factors", "duties", "no_duties",   "defects",  "because_exactly"};

std::string listed(const std::set<std::string>& words) {
    return "[" + base::join(std::vector<std::string>(words.begin(), words.end()), ", ") + "]";
}

class Checker {
public:
    Checker(const Case& of, const Node& expected, const Answer& answer,
            std::vector<Difference>& out)
        : case_(of), expected_(expected), answer_(answer), out_(out) {}

    base::Status run() {
        for (std::size_t i = 0; i < expected_.keys.size(); ++i) {
            const auto& [key, place] = expected_.keys[i];
            const Node& value = expected_.items[i];
            if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
                return bad(place, fmt::format("unknown key `{}` in `expect`{}", key,
                                              base::did_you_mean(key, kKeys)));
            if (auto shaped = shape(key, value); !shaped) return shaped;
            if (key == "use") same(value, key, std::string(to_string(answer_.use)));
            if (key == "procurement")
                same(value, key,
                     answer_.procurement ? std::string(to_string(*answer_.procurement)) : "null");
            if (key == "opens_at") {
                auto good = instants(value, answer_.opens_at, key);
                if (!good) return good;
            }
            if (key == "because") because(value);
            if (key == "because_exactly") because_exactly(value);
            if (key == "factors") factors(value);
            if (key == "duties") {
                auto good = duties(value);
                if (!good) return good;
            }
            if (key == "no_duties") no_duties(value);
            if (key == "defects") defects(value);
        }
        return base::Done{};
    }

private:
    base::Error bad(base::Place place, const std::string& message) const {
        return base::invalid(base::where(case_.name, place) + ": " + message);
    }

    // A list that is written as a word would be an empty list, and an expectation of nothing always
    // holds.
    base::Status shape(const std::string& key, const Node& value) const {
        bool list =
            key == "because" || key == "because_exactly" || key == "duties" || key == "defects";
        if (list && !value.is_list())
            return bad(value.place, fmt::format("`{}` must be a list", key));
        if (key == "factors" && !value.is_map()) return bad(value.place, "`factors` must be a map");
        for (const Node& item : value.items) {
            bool map = key == "duties" || key == "defects";
            if (map && !item.is_map()) return bad(item.place, fmt::format("`{}` holds maps", key));
            if (!map && key != "factors" && !item.is_scalar())
                return bad(item.place, fmt::format("`{}` holds citations", key));
            static const std::vector<std::string> kDefectKeys = {"cite", "event"};
            if (key != "defects") continue;
            for (const auto& [word, place] : item.keys)
                if (std::find(kDefectKeys.begin(), kDefectKeys.end(), word) == kDefectKeys.end())
                    return bad(place, fmt::format("unknown key `{}` of a defect{}", word,
                                                  base::did_you_mean(word, kDefectKeys)));
        }
        return base::Done{};
    }

    void differ(const Node& at, const std::string& key, const std::string& expected,
                const std::string& got) {
        out_.push_back(
            {base::where(case_.name, at.place), expected_.find("at")->scalar, key, expected, got});
    }

    void same(const Node& value, const std::string& key, const std::string& got) {
        std::string expected = value.is_null() ? "null" : value.scalar;
        if (expected != got) differ(value, key, expected, got);
    }

    base::Status instants(const Node& value, const std::optional<base::Instant>& got,
                          const std::string& key) {
        std::string shown = got ? case_.record.zone.print(*got) : "null";
        if (value.is_null()) {
            if (got) differ(value, key, "null", shown);
            return base::Done{};
        }
        auto expected = base::parse_instant(value.scalar);
        if (!expected) return bad(value.place, expected.error().message);
        if (!got || *got != *expected) differ(value, key, value.scalar, shown);
        return base::Done{};
    }

    std::set<std::string> cites() const {
        std::set<std::string> out;
        for (const Because& line : answer_.because) out.insert(line.cite);
        return out;
    }

    void because(const Node& list) {
        std::set<std::string> got = cites();
        for (const Node& wanted : list.items)
            if (std::none_of(got.begin(), got.end(), [&](const std::string& cite) {
                    return is_under(cite, wanted.scalar);
                }))
                differ(wanted, "because", wanted.scalar, listed(got));
    }

    void because_exactly(const Node& list) {
        std::set<std::string> wanted;
        for (const Node& item : list.items) wanted.insert(item.scalar);
        if (wanted != cites()) differ(list, "because_exactly", listed(wanted), listed(cites()));
    }

    void factors(const Node& map) {
        for (std::size_t i = 0; i < map.keys.size(); ++i) {
            std::string got = "no such factor";
            for (const FactorState& factor : answer_.factors)
                if (factor.cite == map.keys[i].first) got = factor_word(factor.value);
            if (got != map.items[i].scalar)
                differ(map.items[i], "factors " + map.keys[i].first, map.items[i].scalar, got);
        }
    }

    std::string shown(const Duty& duty) const {
        return fmt::format("{{cite: {}, owed_by: {}, owed_to: {}, due: {}, state: {}}}", duty.cite,
                           duty.owed_by, duty.owed_to.empty() ? "null" : duty.owed_to,
                           duty.due ? case_.record.zone.print(*duty.due) : "null",
                           to_string(duty.state));
    }

    base::Status duties(const Node& list) {
        static const std::vector<std::string> kDutyKeys = {"cite", "owed_by", "owed_to", "due",
                                                           "state"};
        for (const Node& wanted : list.items) {
            bool found = false;
            std::string got;
            for (const Duty& duty : answer_.duties) {
                bool all = true;
                for (std::size_t i = 0; i < wanted.keys.size(); ++i) {
                    const auto& [key, place] = wanted.keys[i];
                    const Node& value = wanted.items[i];
                    if (key == "cite") {
                        all = all && duty.cite == value.scalar;
                    } else if (key == "owed_by") {
                        all = all && duty.owed_by == value.scalar;
                    } else if (key == "owed_to") {
                        all = all && duty.owed_to == (value.is_null() ? "" : value.scalar);
                    } else if (key == "state") {
                        all = all && to_string(duty.state) == value.scalar;
                    } else if (key == "due" && value.is_null()) {
                        all = all && !duty.due;
                    } else if (key == "due") {
                        auto due = base::parse_instant(value.scalar);
                        if (!due) return bad(value.place, due.error().message);
                        all = all && duty.due && *duty.due == *due;
                    } else {
                        return bad(place, fmt::format("unknown key `{}` of a duty{}", key,
                                                      base::did_you_mean(key, kDutyKeys)));
                    }
                }
                found = found || all;
                const Node* cite = wanted.find("cite");
                if (cite != nullptr && duty.cite == cite->scalar)
                    got += (got.empty() ? "" : " ") + shown(duty);
            }
            if (!found) {
                std::string expected;
                for (std::size_t i = 0; i < wanted.keys.size(); ++i)
                    expected +=
                        fmt::format("{}{}: {}", i == 0 ? "" : ", ", wanted.keys[i].first,
                                    wanted.items[i].is_null() ? "null" : wanted.items[i].scalar);
                differ(wanted, "duties", "{" + expected + "}",
                       got.empty() ? "no duty with that citation" : got);
            }
        }
        return base::Done{};
    }

    void no_duties(const Node& list) {
        std::vector<const Node*> items;
        if (list.is_list())
            for (const Node& item : list.items) items.push_back(&item);
        else
            items.push_back(&list);
        for (const Node* item : items)
            for (const Duty& duty : answer_.duties)
                if (is_under(duty.cite, item->scalar))
                    differ(*item, "no_duties", "none", shown(duty));
    }

    void defects(const Node& list) {
        std::string got;
        for (const Defect& defect : answer_.defects)
            got += fmt::format("{}{{cite: {}, event: {}}}", got.empty() ? "" : " ", defect.cite,
                               defect.event);
        if (got.empty()) got = "none";
        if (list.items.empty() && !answer_.defects.empty()) differ(list, "defects", "none", got);
        for (const Node& wanted : list.items) {
            const Node* cite = wanted.find("cite");
            const Node* event = wanted.find("event");
            bool found = std::any_of(
                answer_.defects.begin(), answer_.defects.end(), [&](const Defect& defect) {
                    return (cite == nullptr || is_under(defect.cite, cite->scalar)) &&
                           (event == nullptr || std::to_string(defect.event) == event->scalar);
                });
            if (!found)
                differ(
                    wanted, "defects",
                    fmt::format("{{cite: {}, event: {}}}", cite == nullptr ? "any" : cite->scalar,
                                event == nullptr ? "any" : event->scalar),
                    got);
        }
    }

    const Case& case_;
    const Node& expected_;
    const Answer& answer_;
    std::vector<Difference>& out_;
};

}  // namespace

bool is_under(std::string_view cite, std::string_view paragraph) {
    if (cite.substr(0, paragraph.size()) != paragraph) return false;
    return cite.size() == paragraph.size() || cite[paragraph.size()] == '(';
}

base::Result<std::vector<Difference>> check(const Case& of) {
    std::vector<Difference> out;
    Reviewer reviewer(*of.program, of.record);
    for (const Node& expected : of.expect) {
        const Node* at = expected.find("at");
        if (at == nullptr)
            return base::invalid(base::where(of.name, expected.place) +
                                 ": an expectation needs `at`");
        auto instant = base::parse_instant(at->scalar);
        if (!instant) return base::in_context(instant.error(), base::where(of.name, at->place));
        Answer answer = reviewer.answer(*instant);
        auto good = Checker(of, expected, answer, out).run();
        if (!good) return good.error();
    }
    return out;
}

}  // namespace standstill::review
