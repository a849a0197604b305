// A case told as a story: the words with which the tests of this room write records.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/document.h"
#include "cli/files.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::review {

inline Library& law_at_hand() {
    static Library kLibrary(*cli::read_rules("rules"));
    return kLibrary;
}

inline const ZoneSource& zones_at_hand() {
    static const ZoneSource kZones = cli::system_zones();
    return kZones;
}

inline base::Instant instant(const std::string& text) { return *base::parse_instant(text); }

// Events are added one after another; `at` moves the clock and everything else happens a minute
// after what was before.
class Story {
public:
    static constexpr const char* kHead = "secretary-of-homeland-security";

    explicit Story(const std::string& agency =
                       "{name: Department of Homeland Security, head: "
                       "secretary-of-homeland-security}")
        : case_(opened(agency)) {}

    Story& at(const std::string& local) {
        now_ = instant(local);
        return *this;
    }
    Story& add(const std::string& event) {
        std::string text = "{at: '" + case_.record.zone.print(now_) + "', event: " + event + "}";
        auto node = base::parse_document(text, "story");
        EXPECT_TRUE(node) << text << (node ? "" : node.error().message);
        if (!node) return *this;
        auto added = add_event(case_, *node, "story");
        EXPECT_TRUE(added) << text << ": " << (added ? "" : added.error().message);
        now_ += std::chrono::minutes{1};
        return *this;
    }
    Story& by_head(const std::string& event) { return add(event + ", by: " + kHead); }

    // Tool, evidence, steps, purchase and a finding on every factor: all that precedes a
    // determination.
    Story& prepare() {
        at("2024-09-02T09:00:00-04:00");
        add("tool.named, tool: Suite, furnishers: [{entity: Labs}]");
        add("evidence.added, id: e1, kind: government-finding");
        add("evidence.added, id: e2, kind: technical");
        for (const char* step : {"3(a)", "3(b)", "3(c)"})
            add("procurement.step, step: " + std::string(step));
        add("procurement.step, step: 3(d), entity: Labs");
        add("contract.awarded, vendor: Labs");
        for (const char* leaf : kLeaves)
            add("factor.found, value: absent, evidence: [e1, e2], factor: " + std::string(leaf));
        return *this;
    }
    // Determined, submitted, certified.
    Story& certify() {
        at("2024-10-01T09:00:00-04:00");
        by_head("determination.made, outcome: not-prohibited");
        by_head("determination.submitted, to: director-of-national-intelligence");
        return by_head("determination.certified");
    }
    // Decided and notified; the wait of seven days begins on 8 October and is over on the 16th.
    Story& notify() {
        at("2024-10-07T09:00:00-04:00").by_head("use.decided");
        at("2024-10-08T14:00:00-04:00");
        return by_head("use.notified, parts: [due-diligence, factors, reasons]");
    }

    Answer answer(const std::string& when) const {
        return Reviewer(*case_.program, case_.record).answer(instant(when));
    }
    Outcome use(const std::string& when) const { return answer(when).use; }
    const Case& of() const { return case_; }
    Case& of() { return case_; }

    static constexpr const char* kLeaves[] = {"2(a)(i)(A)",    "2(a)(i)(B)(1)",  "2(a)(i)(B)(2)",
                                              "2(a)(i)(B)(3)", "2(a)(ii)(A)(1)", "2(a)(ii)(A)(2)",
                                              "2(a)(ii)(B)"};

private:
    static Case opened(const std::string& agency) {
        std::string text = "{standstill: 1, case: story, law: [eo-14093], agency: " + agency + "}";
        auto document = base::parse_document(text, "story");
        return *open_case(*document, "story", law_at_hand(), zones_at_hand());
    }

    Case case_;
    base::Instant now_ = instant("2024-09-01T09:00:00-04:00");
};

// The citations of the reasons, in order, each once.
inline std::vector<std::string> cites(const Answer& answer) {
    std::vector<std::string> out;
    for (const Because& line : answer.because)
        if (out.empty() || out.back() != line.cite) out.push_back(line.cite);
    return out;
}

}  // namespace standstill::review
