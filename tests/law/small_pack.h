// A sound pack in a few lines, and the way to spoil it: one replacement at a time.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/digest.h"
#include "law/compile.h"

namespace standstill::law {

inline const std::string kSmallText =
    "# An act\n\n"
    "## 1\n\nNobody shall sail unless:\n\n"
    "## 1(a)\n\nthe master holds a licence;\n\n"
    "## 1(b)\n\nthe harbour office has been told, and two days have passed.\n\n"
    "## 2\n\nA licence shall be shown within three days.\n";

inline RuleFiles small_pack() {
    return {{"act/text.md", kSmallText},
            {"act/pack.yaml",
             "pack: act\nversion: 1.0.0\ntitle: An act\ncitation: Act 1\ntext: text.md\n"
             "text_sha256: " +
                 base::to_hex(base::sha256(kSmallText)) +
                 "\n"
                 "in_force: {from: '2020-01-01', last_checked: '2024-01-01'}\n"
                 "offices: {master: master, harbour: harbour office}\n"
                 "office_sets: {harbour-office: {offices: [harbour]}}\n"
                 "switches:\n"
                 "  OQ-1:\n"
                 "    cite: 1(b)\n"
                 "    asks: Who may be told?\n"
                 "    default: office\n"
                 "    readings: {office: The harbour office alone., anybody: Anybody.}\n"},
            {"act/rules.yaml",
             "events:\n"
             "  licence.found:\n"
             "    says: What was found about the licence.\n"
             "    fields: {value: {type: choice, required: true, of: [held, lost]}}\n"
             "  office.told: {says: Somebody told.}\n"
             "  licence.shown: {says: Shown.}\n"
             "  weather.noted: {says: The weather., only_recorded: true}\n"
             "facts:\n"
             "  licence:\n"
             "    finding: licence.found\n"
             "    'true': [{value: held}]\n"
             "    'false': [{value: lost}]\n"
             "  told:\n"
             "    switch: OQ-1\n"
             "    office: {first: office.told, by: harbour-office}\n"
             "    anybody: {first: office.told}\n"
             "rules:\n"
             "  1(a):\n"
             "    cite: 1(a)\n"
             "    quote: holds a licence\n"
             "    plain: The master holds a licence.\n"
             "    is: licence\n"
             "    says: {met: Held., unmet: No licence is on record.}\n"
             "  1(b):\n"
             "    cite: 1(b)\n"
             "    quote: the harbour office has been told\n"
             "    plain: The harbour office knows.\n"
             "    exists: told\n"
             "    says: {met: 'Told on {told.at}.', unmet: The office was not told.}\n"
             "answers: {use: {conditions: [1(a), 1(b)]}}\n"
             "questions:\n"
             "  - {cite: 1(a), about: 1(a), ask: 'Does the master hold a licence?'}\n"
             "duties:\n"
             "  - cite: '2'\n"
             "    says: Show the licence.\n"
             "    each: licence.found\n"
             "    due: {hours: 72, after: this.at}\n"
             "    owed_by: master\n"
             "    met_by: {first: licence.shown, after: this}\n"}};
}

// The pack with one passage of its rules (or of another file) replaced.
inline RuleFiles with(RuleFiles files, const std::string& what, const std::string& by,
                      const std::string& file = "act/rules.yaml") {
    std::string& text = files.at(file);
    std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << "`" << what << "` is not in " << file;
    if (at != std::string::npos) text.replace(at, what.size(), by);
    return files;
}

inline RuleFiles spoiled(const std::string& what, const std::string& by,
                         const std::string& file = "act/rules.yaml") {
    return with(small_pack(), what, by, file);
}

}  // namespace standstill::law
