// The register's file: what it proves, and that each way of cheating is named for what it is.
#include "report/register.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "report/desk.h"

namespace standstill::report {
namespace {

class Register : public ::testing::Test {
protected:
    Register() {
        desk.keep(case_from("cases/ice-paragon-2024.yaml"));
        desk.keep(case_from("tests/cases/lawful-way.yaml"));
        file = desk.file("ice-paragon-2024");
    }
    RegisterReport check(const std::string& bytes) const {
        std::vector<ledger::VerifierKey> keys{desk.key.verifier()};
        return check_register(bytes, keys);
    }
    std::vector<std::string> lines() const {
        auto out = base::split(file, '\n');
        out.pop_back();
        return out;
    }
    static std::string joined(const std::vector<std::string>& lines) {
        std::string out;
        for (const std::string& line : lines) out += line + "\n";
        return out;
    }
    // The failure of a file that was changed, as its step.
    std::string step(const std::vector<std::string>& changed) const {
        RegisterReport report = check(joined(changed));
        EXPECT_FALSE(report.is_good);
        EXPECT_TRUE(report.proved.empty());
        return report.fault ? report.fault->step : "";
    }

    Desk desk;
    std::string file;
};

TEST_F(Register, ProvesThatNoDeterminationIsOnRecord) {
    RegisterReport report = check(file);
    ASSERT_TRUE(report.is_good) << to_text(report);
    EXPECT_EQ(report.closed, 0u);
    EXPECT_EQ(report.size, report.opened + report.whole);
    std::string text = to_text(report);
    EXPECT_NE(text.find("Case `ice-paragon-2024`: no determination under section 2(a) is on record "
                        "in the"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("Not proved"), std::string::npos);
    EXPECT_NE(text.find("not of the world"), std::string::npos);
}

TEST_F(Register, IsTheSameBytesAgain) { EXPECT_EQ(file, desk.file("ice-paragon-2024")); }

TEST_F(Register, HoldsNoWordThatIsWithheld) {
    for (const char* word : {"Graphite", "high confidence", "Confidence", "Chantilly", "WYPR"})
        EXPECT_EQ(file.find(word), std::string::npos) << word;
}

TEST_F(Register, ShowsAllCasesOfTheLog) {
    file = desk.file();
    RegisterReport report = check(file);
    ASSERT_TRUE(report.is_good) << to_text(report);
    EXPECT_NE(to_text(report).find("Case `lawful-way`: certification under section 2(f) on record"),
              std::string::npos)
        << to_text(report);
}

TEST_F(Register, FindsAHiddenEvent) {
    auto changed = lines();
    changed.erase(changed.begin() + 5);
    EXPECT_EQ(step(changed), "entries");
}

TEST_F(Register, FindsALeafThatWasExchanged) {
    auto changed = lines();
    std::swap(changed[5], changed[6]);
    EXPECT_EQ(step(changed), "entries");
    changed = lines();
    changed.push_back(changed.back());
    EXPECT_EQ(step(changed), "entries");
}

TEST_F(Register, FindsAChangedKind) {
    auto changed = lines();
    for (std::string& line : changed) {
        std::size_t at = line.find("determination.certified");
        if (!line.starts_with(R"({"before")") || at == std::string::npos) continue;
        line.replace(at, 23, "determination.discussed");
        EXPECT_EQ(step(changed), "entries");
        RegisterReport report = check(joined(changed));
        EXPECT_NE(report.fault->what.find("changed, left out, added or moved"), std::string::npos);
        return;
    }
    FAIL() << "no certificate in the log";
}

TEST_F(Register, FindsAnEventThatTheCaseDoesNotTell) {
    auto changed = lines();
    auto entry = boost::json::parse(changed[1]).as_object();
    auto& events = entry["events"].as_array();
    events.erase(events.begin() + 3);
    changed[1] = boost::json::serialize(entry);
    EXPECT_EQ(step(changed), "cases");

    changed = lines();
    entry = boost::json::parse(changed[1]).as_object();
    entry["events"].as_array()[4].as_object()["kind"] = "determination.made";
    changed[1] = boost::json::serialize(entry);
    EXPECT_EQ(step(changed), "cases");
}

TEST_F(Register, FindsAStatementThatIsNotSo) {
    file = desk.file("lawful-way");
    auto changed = lines();
    auto entry = boost::json::parse(changed[1]).as_object();
    auto& first = entry["statements"].as_array()[0].as_object();
    EXPECT_EQ(first["on_record"], true);
    first["on_record"] = false;
    first["events"] = 0;
    first["says"] = "As of now, no determination under section 2(a) is on record.";
    changed[1] = boost::json::serialize(entry);
    EXPECT_EQ(step(changed), "statements");

    changed = lines();
    entry = boost::json::parse(changed[1]).as_object();
    entry["statements"].as_array().pop_back();
    changed[1] = boost::json::serialize(entry);
    EXPECT_EQ(step(changed), "statements");
}

TEST_F(Register, FindsAnotherCheckpoint) {
    Desk other;
    other.keep(case_from("tests/cases/waiver.yaml"));
    Whole log = other.whole();
    auto changed = lines();
    auto head = boost::json::parse(changed[0]).as_object();
    head["checkpoint"] = log.checkpoint;
    changed[0] = boost::json::serialize(head);
    EXPECT_EQ(step(changed), "checkpoint");

    // Of this log, and of the same size, but of other leaves; signed by the same key.
    std::vector<std::string> leaves(lines().size() - 2, "other");
    head["checkpoint"] = desk.checkpoint_over(leaves);
    changed[0] = boost::json::serialize(head);
    EXPECT_EQ(step(changed), "entries");

    // A key that nobody trusts.
    EXPECT_FALSE(check_register(file, {}).is_good);
    ledger::SigningKey stranger = *ledger::SigningKey::make(
        "example.gov/log", ledger::SignatureType::Ed25519, std::string(32, 's'));
    std::vector<ledger::VerifierKey> keys{stranger.verifier()};
    RegisterReport report = check_register(file, keys);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->step, "checkpoint");
}

// A log that leaves a version out, and signs that: the signature does not make it whole.
TEST_F(Register, FindsAGapInTheVersionsOfACase) {
    Whole log = desk.whole();
    std::vector<std::string> leaves(log.leaves.begin(), log.leaves.end());
    leaves.erase(leaves.begin() + 7);
    std::vector<std::string_view> views(leaves.begin(), leaves.end());
    log.leaves = views;
    log.checkpoint = desk.checkpoint_over(leaves);
    auto bytes = make_register(log, *public_cases(log, "ice-paragon-2024"));
    ASSERT_TRUE(bytes);
    RegisterReport report = check(*bytes);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->step, "versions");
    EXPECT_EQ(report.fault->expected, "7");
    EXPECT_EQ(report.fault->found, "8");
}

TEST_F(Register, FindsEveryChangedByteOfItsProof) {
    auto all = lines();
    std::size_t begin = file.find("{\"before\"");
    for (std::size_t at = begin; at < file.size(); at += 7) {
        std::string changed = file;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_FALSE(check(changed).is_good) << at << " " << file.substr(at, 20);
    }
}

// Old logs, whose events do not name their packs: some of them cannot be opened, and then no
// absence is proved.
TEST_F(Register, ClaimsNoAbsenceOverClosedEntries) {
    Desk old;
    old.keep(case_from("cases/ice-paragon-2024.yaml"), false);
    RegisterReport report = check(old.file("ice-paragon-2024"));
    ASSERT_TRUE(report.is_good) << to_text(report);
    EXPECT_GT(report.closed, 0u);
    for (const std::string& line : report.proved)
        EXPECT_EQ(line.find(": no "), std::string::npos) << line;
}

TEST_F(Register, ChecksWholeEventsWordByWord) {
    desk.append("ice-paragon-2024",
                {{"contract.reported",
                  desk.now,
                  std::string(64, 'a'),
                  {{"at", "2026-11-01T00:00:00Z"}, {"by", "auditor"}, {"publisher", "A paper"}},
                  {}}},
                "contracting-officer");
    file = desk.file("ice-paragon-2024");
    RegisterReport report = check(file);
    ASSERT_TRUE(report.is_good) << to_text(report);
    EXPECT_EQ(report.whole, 1u);
    auto changed = lines();
    std::size_t at = changed[1].find("A paper");
    ASSERT_NE(at, std::string::npos);
    changed[1].replace(at, 7, "A Paper");
    EXPECT_EQ(step(changed), "cases");
}

TEST_F(Register, RefusesWhatIsNoRegister) {
    for (const char* text :
         {"", "\n", "{}\n", "{\"register\":2}\n", "{\"register\":1}\n", "register", "[]\n"})
        EXPECT_FALSE(check(text).is_good) << text;
    EXPECT_FALSE(check(file.substr(0, file.size() - 1)).is_good);
    EXPECT_TRUE(is_register(file));
    EXPECT_FALSE(is_register("checkpoint"));
    EXPECT_EQ(ledger::to_string(*key_in_register(file)), ledger::to_string(desk.key.verifier()));
}

}  // namespace
}  // namespace standstill::report
