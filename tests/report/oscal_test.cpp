// OSCAL over every conformance case at every instant that it speaks of: the documents hold
// together, repeat, and never pass what is not known. That they are valid by NIST's schemas is for
// validate.mjs.
#include "report/oscal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <set>

#include "cli/files.h"
#include "report/desk.h"
#include "report/oscal_check.h"
#include "report/oscal_objectives.h"
#include "report/oscal_parts.h"
#include "review/case_log.h"

namespace standstill::report {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* kRealCase = "cases/ice-paragon-2024.yaml";

std::vector<std::string> case_paths() {
    std::vector<std::string> out{kRealCase};
    for (const auto& entry : fs::recursive_directory_iterator("tests/cases")) {
        std::string path = entry.path().generic_string();
        if (entry.path().extension() == ".yaml" && path.find("/malformed/") == std::string::npos)
            out.push_back(path);
    }
    std::sort(out.begin(), out.end());
    return out;
}

using Files = std::map<std::string, std::string>;

// What is exported of a case at an instant.
Files exported(const review::Case& of, base::Instant at,
               std::optional<LogState> log = std::nullopt) {
    review::Reviewer reviewer(*of.program, of.record);
    review::Answer answer = reviewer.answer(at);
    Source source{of, reviewer, answer, &law_at_hand(), std::move(log)};
    auto files = oscal_documents(source);
    EXPECT_TRUE(files) << of.name << ": " << files.error().message;
    return files ? std::move(*files) : Files{};
}

Files exported(const std::string& path, const std::string& at) {
    review::Case of = case_from(path);
    return exported(of, *base::parse_instant(at));
}

json::object document(const Files& files, OscalModel model) {
    return json::parse(files.at(oscal_file(model))).as_object();
}

json::object result_of(const Files& files) {
    return document(files, OscalModel::AssessmentResults)
        .at("assessment-results")
        .at("results")
        .as_array()[0]
        .as_object();
}

std::string property(const json::value& of, std::string_view name) {
    for (const json::value& prop : of.at("props").as_array())
        if (prop.at("name").as_string() == name) return std::string(prop.at("value").as_string());
    return "";
}

std::set<base::Instant> instants_of(const review::Case& of) {
    std::set<base::Instant> out;
    for (const base::Node& each : of.expect)
        if (auto at = base::parse_instant(word_of(each, "at"))) out.insert(*at);
    return out;
}

// The seven models, the findings against the answer, and the check that export itself makes.
void hold(const review::Case& of, base::Instant at) {
    SCOPED_TRACE(of.name + " at " + base::to_string(at));
    Files files = exported(of, at);
    for (OscalModel model : kOscalModels) ASSERT_TRUE(files.contains(oscal_file(model)));
    review::Reviewer reviewer(*of.program, of.record);
    review::Answer answer = reviewer.answer(at);
    json::object result = result_of(files);
    EXPECT_EQ(property(result, "use"), review::to_string(answer.use));
    std::size_t factor = 0;
    for (const json::value& finding : result.at("findings").as_array()) {
        bool is_satisfied =
            finding.at("target").at("status").at("state").as_string() == "satisfied";
        EXPECT_EQ(is_satisfied, property(finding, "truth-value") == "true");
        if (property(finding, "cite") == "answer use") {
            EXPECT_EQ(is_satisfied, answer.use == review::Outcome::Permitted);
        }
        std::string id(finding.at("target").at("target-id").as_string());
        if (id.find("_obj.factor-") == std::string::npos) continue;
        ASSERT_LT(factor, answer.factors.size());
        law::Value value = answer.factors[factor++].value;
        EXPECT_EQ(property(finding, "state"), review::factor_word(value));
        EXPECT_EQ(is_satisfied, value.is_false());
    }
    EXPECT_EQ(factor, answer.factors.size());
}

TEST(Oscal, HoldsTogetherForEveryCase) {
    std::size_t documents = 0;
    for (const std::string& path : case_paths()) {
        review::Case of = case_from(path);
        std::set<base::Instant> instants = instants_of(of);
        ASSERT_FALSE(instants.empty()) << path;
        // The last instant of each; every one of the real case.
        for (base::Instant at : instants)
            if (path == kRealCase || at == *instants.rbegin()) {
                hold(of, at);
                ++documents;
            }
    }
    EXPECT_GT(documents, 340U);
}

TEST(Oscal, RepeatsByteForByte) {
    const std::string at = "2025-06-05T12:00:00-04:00";
    EXPECT_EQ(exported(kRealCase, at), exported(kRealCase, at));
    EXPECT_NE(exported(kRealCase, at), exported(kRealCase, "2025-06-05T12:00:01-04:00"));
}

TEST(Oscal, SpeaksOfNothingThatWasNotYetRecorded) {
    Files files = exported(kRealCase, "2024-10-02T12:00:00-04:00");
    EXPECT_EQ(result_of(files).at("assessment-log").at("entries").as_array().size(), 3U);
    for (const auto& [name, text] : files) EXPECT_EQ(text.find("WhatsApp"), std::string::npos);
}

TEST(Oscal, SaysUnknownSoThatAStrangerFailsClosed) {
    json::object result = result_of(exported(kRealCase, "2025-06-05T12:00:00-04:00"));
    std::size_t unknown = 0;
    for (const json::value& finding : result.at("findings").as_array()) {
        if (property(finding, "truth-value") != "unknown") continue;
        ++unknown;
        const json::value& status = finding.at("target").at("status");
        EXPECT_EQ(status.at("state").as_string(), "not-satisfied");
        EXPECT_EQ(status.at("reason").as_string(), "other");
        EXPECT_FALSE(status.at("remarks").as_string().empty());
    }
    EXPECT_GE(unknown, 7U);
}

TEST(Oscal, LinksEveryFindingToTheLawAndItsEvidence) {
    Files files = exported("tests/cases/waiver.yaml", "2024-10-16T00:00:00-04:00");
    bool has_evidence = false;
    json::object result = result_of(files);
    for (const json::value& finding : result.at("findings").as_array()) {
        ASSERT_TRUE(finding.as_object().contains("links"));
        EXPECT_FALSE(property(finding, "cite").empty());
        EXPECT_EQ(property(finding, "explanation-sha256").size(), 64U);
        for (const json::value& link : finding.at("links").as_array())
            has_evidence = has_evidence || link.at("rel").as_string() == "evidence";
    }
    EXPECT_TRUE(has_evidence);
}

TEST(Oscal, TellsWhereTheLogHoldsEachEvent) {
    review::Case of = case_from(kRealCase);
    LogState log{"example.gov/log", 40, base::sha256("root"), {}};
    for (std::uint64_t i = 0; i < of.events.size(); ++i)
        log.places.push_back({i + 1, base::sha256(std::to_string(i))});
    json::object result =
        result_of(exported(of, *base::parse_instant("2026-06-01T12:00:00Z"), log));
    EXPECT_EQ(property(result, "log-size"), "40");
    EXPECT_EQ(property(result, "log-head-sha256"), base::to_hex(base::sha256("root")));
    const json::value& entry = result.at("assessment-log").at("entries").as_array()[3];
    EXPECT_EQ(property(entry, "log-index"), "4");
    EXPECT_EQ(property(entry, "leaf-sha256"), base::to_hex(base::sha256("3")));
}

TEST(Oscal, DigestsAnEventAlikeFromFileAndFromLog) {
    review::Case of = case_from(kRealCase);
    Desk desk;
    desk.keep(of);
    auto kept = review::case_from_log(desk.log, of.id, law_at_hand(), cli::system_zones());
    ASSERT_TRUE(kept) << kept.error().message;
    for (std::size_t i = 0; i < of.events.size(); ++i)
        EXPECT_EQ(*event_digest(of.events[i]), *event_digest(kept->events[i]));
    base::Instant at = *base::parse_instant("2026-06-01T12:00:00Z");
    EXPECT_EQ(exported(of, at), exported(*kept, at));
}

const char* const kMarked = R"json({"standstill": 1, "case": "marked", "title": "x",
  "law": ["eo-14093"], "agency": {"name": "*Agency* <b>", "head": "secretary-of-defense"},
  "record": [
    {"at": "2024-10-01T09:00:00Z", "event": "tool.named", "tool": "[x](y) \u00a0",
     "furnishers": [{"entity": "One"}, {"entity": "One"}, {"entity": "Two"}]},
    {"at": "2024-10-01T09:01:00Z", "event": "evidence.added", "id": "e1", "kind": "report",
     "publisher": "Hidden Press", "note": "a hidden note", "marking": "CUI"},
    {"at": "2024-10-01T09:01:00Z", "event": "evidence.added", "id": "e2", "kind": "report",
     "publisher": "Open\u2028Press", "url": "javascript:alert(1)", "note": " # shouted\n\n- note "}
  ]})json";

review::Case case_of_text(const std::string& text) {
    auto node = base::parse_document(text, "case");
    EXPECT_TRUE(node) << node.error().message;
    auto of = review::read_case(*node, "case", law_at_hand(), cli::system_zones());
    EXPECT_TRUE(of) << of.error().message;
    return std::move(*of);
}

TEST(Oscal, WithholdsWhatIsMarked) {
    Files files = exported(case_of_text(kMarked), *base::parse_instant("2024-10-02T00:00:00Z"));
    for (const auto& [name, text] : files) {
        EXPECT_EQ(text.find("Hidden"), std::string::npos) << name;
        EXPECT_EQ(text.find("hidden"), std::string::npos) << name;
    }
    EXPECT_NE(files.at("assessment-results.json").find("Withheld"), std::string::npos);
}

TEST(Oscal, GivesNoMarkupOfTheOutsideOn) {
    Files files = exported(case_of_text(kMarked), *base::parse_instant("2024-10-02T00:00:00Z"));
    const std::string& parts = files.at("component-definition.json");
    EXPECT_NE(parts.find(R"json("title":"\\[x\\](y)")json"), std::string::npos) << parts;
    EXPECT_EQ(files.at("assessment-results.json").find("\"href\":\"javascript"), std::string::npos);
}

TEST(OscalParts, WritesLinesThatNistTakes) {
    EXPECT_EQ(oscal::line(" a\n\tb\u00a0c\u2028"), "a b c");
    EXPECT_EQ(oscal::line("\u00a0"), "(nothing)");
    EXPECT_EQ(oscal::markup("# *a* <b> [c](d)"), "\\# \\*a\\* \\<b\\> \\[c\\](d)");
    EXPECT_EQ(oscal::token("2(a)(i)(A)"), "_2.a.i.A");
    EXPECT_EQ(oscal::token("2024/2659 step a"), "_2024-2659-step-a");
    EXPECT_EQ(oscal::token("1 \u00b64"), "_1-p4");
    EXPECT_TRUE(oscal::is_web_address("https://example.org/a?b=%20#c"));
    for (const char* bad : {"", "javascript:x", "https://a b", "https://a/%2", "https://a#b#c"})
        EXPECT_FALSE(oscal::is_web_address(bad)) << bad;
}

TEST(OscalParts, StampsInAnOffsetThatOscalKnows) {
    base::Instant at = *base::parse_instant("2024-10-01T12:00:00Z");
    auto zone = [&](int minutes) {
        return *base::ZoneTable::create("x", {{at, std::chrono::minutes{minutes}}});
    };
    EXPECT_EQ(oscal::stamp(at, zone(-240)), "2024-10-01T08:00:00-04:00");
    EXPECT_EQ(oscal::stamp(at, zone(345)), "2024-10-01T12:00:00Z");
}

TEST(OscalObjectives, NameEachCitationOnce) {
    for (const std::string& pack : law::packs_in(law_at_hand().files())) {
        auto program = law_at_hand().program({pack});
        ASSERT_TRUE(program) << program.error().message;
        std::set<std::string> ids;
        for (const oscal::Control& control : oscal::controls_of(**program))
            EXPECT_TRUE(ids.insert(control.id).second) << control.id;
        for (const oscal::Objective& objective : oscal::objectives_of(**program)) {
            EXPECT_TRUE(ids.insert(objective.id).second) << objective.id;
            EXPECT_TRUE(ids.contains(objective.control)) << objective.control;
        }
    }
}

// What the check finds when it is made wrong on purpose.
std::map<std::string, json::object> parsed(const Files& files) {
    std::map<std::string, json::object> out;
    for (const auto& [name, text] : files) out[name] = json::parse(text).as_object();
    return out;
}

TEST(OscalCheck, FindsWhatASchemaDoesNotSee) {
    const Files files = exported(kRealCase, "2025-06-05T12:00:00-04:00");
    EXPECT_TRUE(oscal_mistakes(parsed(files)).empty());
    struct Spoilt {
        const char *file, *from, *to, *said;
    };
    const Spoilt kSpoilt[] = {
        {"assessment-results.json", "\"state\":\"not-satisfied\"", "\"state\":\"satisfied\"",
         "not known to be true"},
        {"assessment-results.json", "\"reason\":\"other\"", "\"reason\":\"fail\"", "is unknown"},
        {"assessment-results.json", "\"state\":\"not-satisfied\"", "\"state\":\"unknown\"",
         "no state"},
        {"assessment-results.json", "\"risk-uuid\":\"", "\"risk-uuid\":\"0", "points at nothing"},
        {"assessment-results.json", "\"href\":\"#", "\"href\":\"#0", "no resource"},
        {"assessment-results.json", "\"target-id\":\"", "\"target-id\":\"x", "in no catalog"},
        {"poam.json", "\"status\":\"investigating\"", "\"status\":\"asleep\"", "no status"},
        {"profile.json", "\"param-id\":\"", "\"param-id\":\"x", "in no catalog"},
        {"profile.json", "\"with-ids\":[\"", "\"with-ids\":[\"x", "in no catalog"},
        {"catalog.json", "\"class\":\"section\"", "\"class\":\"chapter\"", "hash is not that"},
        {"assessment-plan.json", "\"role-id\":\"", "\"role-id\":\"x", "is not defined"},
    };
    for (const Spoilt& spoilt : kSpoilt) {
        Files changed = files;
        std::string& text = changed.at(spoilt.file);
        std::size_t at = text.find(spoilt.from);
        ASSERT_NE(at, std::string::npos) << spoilt.from;
        text.replace(at, std::string(spoilt.from).size(), spoilt.to);
        bool is_said = false;
        for (const std::string& mistake : oscal_mistakes(parsed(changed)))
            is_said = is_said || mistake.find(spoilt.said) != std::string::npos;
        EXPECT_TRUE(is_said) << spoilt.from << " -> " << spoilt.to;
    }
}

TEST(OscalCheck, FindsANameThatIsTaken) {
    std::map<std::string, json::object> files =
        parsed(exported(kRealCase, "2025-06-05T12:00:00-04:00"));
    json::array& parties = files.at("poam.json")
                               .at("plan-of-action-and-milestones")
                               .at("metadata")
                               .at("parties")
                               .as_array();
    parties.push_back(json::value(parties[0]));
    std::vector<std::string> mistakes = oscal_mistakes(files);
    ASSERT_FALSE(mistakes.empty());
    EXPECT_NE(mistakes[0].find("is taken"), std::string::npos) << mistakes[0];
}

}  // namespace

}  // namespace standstill::report
