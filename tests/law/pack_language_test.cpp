// What a pack may not say, because nobody would hear it; and the packs shipped under every reading.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/files.h"
#include "law/compile.h"
#include "law/explain.h"
#include "review/answer.h"
#include "review/case.h"
#include "review/worksheet.h"

namespace standstill::law {
namespace {

const std::string kHead =
    "pack: small\nversion: '1'\noffices: {boss: boss, clerk: clerk}\n"
    "office_sets: {head: {offices: [boss]}}\n";
const std::string kEvents =
    "events:\n"
    "  asked: {fields: {name: {type: name}, until: {type: instant, future: true},"
    " days: {type: number}, parts: {type: set, of: [a, b]}, got: {type: instant, default: at},"
    " more: {type: flag}, why: {type: text}}}\n"
    "  told: {fields: {name: {type: name}, day: {type: date, default: at}}}\n"
    "  listed: {fields: {rows: {type: groups, fields: {name: {type: name}}}}}\n";

// The mistakes of a small pack, "" where there are none.
std::string mistakes(const std::string& rules) {
    auto program =
        compile({{"small/pack.yaml", kHead}, {"small/rules.yaml", kEvents + rules}}, {"small"});
    return program ? "" : program.error().message;
}

std::string fact(const std::string& definition) {
    return mistakes(
        "facts:\n  asked: {latest: asked}\n  listed: {latest: listed}\n  x: " + definition + "\n");
}

std::string rule(const std::string& definition) {
    return mistakes("facts:\n  asked: {latest: asked}\n  told: {latest: told}\nrules:\n  x: " +
                    definition + "\n");
}

TEST(PackLanguage, HoldsWhatTheTestsBelowAreMadeOf) {
    EXPECT_EQ(fact("{latest: told, where: {name: filled}, after: asked, ends: asked.until}"), "");
    EXPECT_EQ(fact("{days: asked.days, after: asked.day}"), "");
    EXPECT_EQ(
        fact("{collect: parts, wanted: [a, b], of: {latest: asked}, received: got, restart: more}"),
        "");
    EXPECT_EQ(
        fact("{covers: rows.name, of: listed, by: {latest: told, after: listed}, word: name}"), "");
    EXPECT_EQ(rule("{not: {exists: asked}}"), "");
    EXPECT_EQ(rule("{at_least: {n: 2, of: [{exists: asked}, {exists: told}]}}"), "");
}

// Each of these keys was read and then ignored.
TEST(PackLanguage, RefusesAKeyThatThePlaceOfASelectorDoesNotUse) {
    const std::vector<std::pair<std::string, std::string>> kCases = {
        {"{latest: asked, unless_later: {latest: told, wehre: {name: filled}}}", "`wehre`"},
        {"{latest: asked, unless_later: {latest: told, after: asked}}", "`after`"},
        {"{latest: asked, only_if_after: {latest: told, keep: {name: filled}}}", "`keep`"},
        {"{covers: rows.name, of: listed, by: {latest: told, ends: listed.at}, word: name}",
         "`ends`"},
        {"{collect: parts, wanted: [a], received: got,"
         " of: {latest: asked, unless_later: {latest: told}}}",
         "`unless_later`"},
        {"{min_legal: {latest: told, ends: asked.until}}", "`ends`"},
    };
    for (const auto& [definition, key] : kCases) {
        SCOPED_TRACE(definition);
        EXPECT_NE(fact(definition).find("unknown key " + key), std::string::npos)
            << fact(definition);
    }
}

TEST(PackLanguage, RefusesAFieldOfTheWrongType) {
    const std::vector<std::pair<std::string, std::string>> kCases = {
        {"{hours: 72, after: asked.days}", "neither an instant nor a date"},
        {"{days: asked.until, after: asked.day}", "is not a number"},
        {"{max: name, of: {latest: told}}", "`max` needs a date field"},
        {"{collect: why, wanted: [a], of: {latest: asked}, received: got}", "type `set`"},
        {"{collect: parts, wanted: [a], of: {latest: asked}, received: why}", "type `instant`"},
        {"{collect: parts, wanted: [a], of: {latest: asked}, received: got, restart: why}",
         "type `flag`"},
    };
    for (const auto& [definition, words] : kCases) {
        SCOPED_TRACE(definition);
        EXPECT_NE(fact(definition).find(words), std::string::npos) << fact(definition);
    }
    auto events = [](const std::string& text) {
        auto program = compile(
            {{"small/pack.yaml", kHead}, {"small/events.yaml", "events:\n" + text}}, {"small"});
        return program ? "" : program.error().message;
    };
    EXPECT_EQ(events("  e: {legal: on, fields: {on: {type: date, default: at}}}\n"), "");
    EXPECT_NE(events("  e: {legal: on, fields: {on: {type: text}}}\n").find("neither a date"),
              std::string::npos);
    EXPECT_NE(events("  e: {fields: {on: {type: text, default: at}}}\n").find("for dates"),
              std::string::npos);
    EXPECT_NE(events("  e: {fields: {on: {type: text, default: 3}}}\n").find("for numbers"),
              std::string::npos);
}

// The second condition under `not` was never looked at.
TEST(PackLanguage, RefusesSeveralConditionsWhereOneIsMeant) {
    for (const std::string form : {"not", "surely", "known"}) {
        SCOPED_TRACE(form);
        EXPECT_NE(rule("{" + form + ": [{exists: asked}, {exists: told}]}")
                      .find("expected one condition"),
                  std::string::npos);
    }
    EXPECT_NE(
        rule("{at_least: {n: 3, of: [{exists: asked}, {exists: told}]}}").find("can never hold"),
        std::string::npos);
}

TEST(PackLanguage, RefusesWhatNamesThePackInAnotherFile) {
    EXPECT_NE(mistakes("switches: {}\n").find("`switches` stands in pack.yaml alone"),
              std::string::npos);
}

class Packs : public testing::Test {
protected:
    static RuleFiles files() { return *cli::read_rules("rules"); }

    static review::Case read(const std::string& path, review::Library& library) {
        return *cli::load_case(path, library);
    }
};

TEST_F(Packs, ReadUnderEveryReading) {
    for (const std::string& pack : packs_in(files())) {
        auto program = compile(files(), {pack});
        ASSERT_TRUE(program) << program.error().message;
        for (const Switch& s : (*program)->switches)
            for (const auto& [reading, words] : s.readings) {
                SCOPED_TRACE(s.id + "=" + reading);
                auto other = compile(files(), {pack}, {{s.id, reading}});
                EXPECT_TRUE(other) << other.error().message;
            }
    }
}

TEST_F(Packs, TheExportRegimeNeedsNoOtherPack) {
    auto program = compile(files(), {"eu-2021-821-art-5"});
    ASSERT_TRUE(program);
    EXPECT_EQ((*program)->packs.size(), 1U);
    EXPECT_EQ((*program)->calendar, nullptr);
}

struct Asked {
    std::string path, at, cite, reason;
};

TEST_F(Packs, SayWhyAQuestionIsOpen) {
    const std::vector<Asked> kCases = {
        {"export-readers-contradict", "2025-04-01T12:00:00+02:00", "2024/2659 step b", "contested"},
        {"export-statement-too-old", "2025-12-03T00:00:00+01:00", "2024/2659 step c", "stale"},
        {"export-screening-too-old", "2026-03-12T00:00:00+01:00", "2024/2659 step c", "stale"},
        {"export-listing-unknown", "2025-04-01T12:00:00+02:00", "5(2)", "insufficient"},
        {"export-nothing-on-record", "2025-04-01T12:00:00+02:00", "2(20)", "not_asked"},
    };
    review::Library library(files());
    for (const Asked& asked : kCases) {
        SCOPED_TRACE(asked.path);
        review::Case of = read("tests/cases/eu/" + asked.path + ".yaml", library);
        review::Reviewer reviewer(*of.program, of.record);
        review::Answer answer = reviewer.answer(*base::parse_instant(asked.at));
        bool found = false;
        for (const review::Missing& missing : answer.missing)
            found = found || (missing.cite == asked.cite && missing.reason == asked.reason);
        EXPECT_TRUE(found);
    }
}

// A factor of several facts was once looked up as if it were one.
TEST_F(Packs, WriteAWorksheetForEachExportCase) {
    review::Library library(files());
    auto paths = cli::case_files({"tests/cases/eu"});
    ASSERT_TRUE(paths);
    for (const std::string& path : *paths) {
        SCOPED_TRACE(path);
        review::Case of = read(path, library);
        review::Reviewer reviewer(*of.program, of.record);
        review::Answer answer = reviewer.answer(*base::parse_instant("2025-04-01T12:00:00+02:00"));
        std::string sheet = review::worksheet(of, reviewer, answer, {}, 100);
        EXPECT_EQ(sheet.find("1970-"), std::string::npos);
        EXPECT_EQ(sheet.find("the the "), std::string::npos);
        EXPECT_EQ(sheet.find("\"\""), std::string::npos);
    }
}

// What is recorded later explains nothing earlier.
TEST_F(Packs, TellWhoWasNotScreenedAtTheInstantAsked) {
    review::Library library(files());
    review::Case of = read("tests/cases/eu/export-party-not-screened.yaml", library);
    review::Reviewer reviewer(*of.program, of.record);
    auto says = [&](const std::string& at) {
        std::string out;
        for (const review::Because& line : reviewer.answer(*base::parse_instant(at)).because)
            out += line.says;
        return out;
    };
    EXPECT_NE(says("2025-04-01T12:00:00+02:00").find("Example Trading"), std::string::npos);
    EXPECT_NE(says("2025-03-10T12:00:00+01:00").find("Example Agency, Example Trading"),
              std::string::npos);
}

}  // namespace
}  // namespace standstill::law
