// What the public sees of a case: released by rule, withheld by default.
#include "report/public.h"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/document.h"
#include "report/desk.h"

namespace standstill::report {
namespace {

const PublicEvent& first(const PublicCase& entry, std::string_view kind) {
    auto found = std::find_if(entry.events.begin(), entry.events.end(),
                              [&](const PublicEvent& event) { return event.kind == kind; });
    EXPECT_NE(found, entry.events.end()) << kind;
    return *found;
}

bool shows(const PublicEvent& event, std::string_view name) {
    return std::any_of(event.fields.shown.begin(), event.fields.shown.end(),
                       [&](const ShownField& field) { return field.name == name; });
}

std::string exemption(const PublicEvent& event, std::string_view name) {
    for (const WithheldField& field : event.fields.withheld)
        if (field.name == name) return field.exemption;
    return "";
}

class Public : public ::testing::Test {
protected:
    PublicCase of(const std::string& path) {
        review::Case kept = case_from(path);
        desk.keep(kept);
        Whole all = desk.whole();
        return (*public_cases(all, kept.id)).at(0);
    }
    Desk desk;
};

TEST_F(Public, ShowsTheContractOnceItWasReported) {
    PublicCase entry = of("cases/ice-paragon-2024.yaml");
    EXPECT_TRUE(shows(first(entry, "contract.awarded"), "vendor"));
    EXPECT_TRUE(shows(first(entry, "contract.awarded"), "value.amount"));
    EXPECT_EQ(exemption(first(entry, "contract.awarded"), "note"), "(b)(5)");
    EXPECT_TRUE(shows(first(entry, "case.opened"), "title"));
    EXPECT_TRUE(shows(first(entry, "case.opened"), "agency"));
}

TEST_F(Public, WithholdsTheContractBefore) {
    PublicCase entry = of("tests/cases/lawful-way.yaml");
    EXPECT_FALSE(shows(first(entry, "contract.awarded"), "vendor"));
    EXPECT_EQ(exemption(first(entry, "contract.awarded"), "vendor"), "(b)(4)");
    EXPECT_EQ(exemption(first(entry, "case.opened"), "title"), "(b)(4)");
}

TEST_F(Public, SaysOfEachActWhetherItIsOnRecord) {
    PublicCase entry = of("cases/ice-paragon-2024.yaml");
    ASSERT_EQ(entry.statements.size(), acts().size());
    for (const Statement& statement : entry.statements)
        EXPECT_FALSE(statement.is_on_record) << statement.sentence;
    EXPECT_EQ(entry.statements[0].sentence,
              "As of 2026-11-20T12:00:00Z, at log size 27, no determination under section 2(a) is "
              "on record.");
    PublicCase lawful = of("tests/cases/lawful-way.yaml");
    for (const Statement& statement : lawful.statements)
        if (statement.act == "determination" || statement.act == "certification") {
            EXPECT_TRUE(statement.is_on_record) << statement.sentence;
        }
}

TEST_F(Public, NeverShowsAWordOfAnEventMarkedAboveUnclassified) {
    for (const char* marking : {"S", "TS//SI", "CUI", "C", ""}) {
        boost::json::object facts{{"at", "2024-10-01T00:00:00Z"},
                                  {"by", "reviewer"},
                                  {"marking", marking},
                                  {"kind", "report"}};
        PublicFields fields = public_fields("evidence.added", facts, {true});
        EXPECT_TRUE(fields.shown.empty()) << marking;
        EXPECT_EQ(fields.withheld.size(), facts.size());
    }
}

TEST_F(Public, WithholdsWhatNoRuleNames) {
    PublicFields fields =
        public_fields("no.such-kind", {{"secret", "word"}, {"at", "2024-10-01T00:00:00Z"}}, {true});
    ASSERT_EQ(fields.withheld.size(), 1u);
    EXPECT_EQ(fields.withheld[0].name, "secret");
}

TEST_F(Public, NamesOfficesAndNoPersons) {
    PublicFields fields = public_fields(
        "use.decided",
        {{"by", {{"office", "secretary-of-defense"}, {"name", "A. Person"}, {"acting", true}}}},
        {true});
    ASSERT_EQ(fields.withheld.size(), 1u);
    EXPECT_EQ(fields.withheld[0].name, "by.name");
    EXPECT_EQ(fields.withheld[0].exemption, "(b)(6)");
}

// Every kind and field of the packs is looked at: nothing that weighs or names a person is shown.
TEST_F(Public, HasARuleForEveryFieldThatItShows) {
    auto program = *law_at_hand().program({"eo-14093"});
    for (const PublicRule& rule : public_rules()) {
        if (rule.kind == "*" || rule.kind == "case.opened" || rule.kind == "answer.given") continue;
        int kind = program->kind(rule.kind);
        ASSERT_GE(kind, 0) << rule.kind;
        std::string field(rule.field.substr(0, rule.field.find('.')));
        EXPECT_GE(program->kinds[static_cast<std::size_t>(kind)].slot(field), 0)
            << rule.kind << " " << rule.field;
        EXPECT_EQ(rule.release == Release::Shown, rule.exemption.empty()) << rule.field;
    }
}

// The table of the document and the table of the program are one.
TEST_F(Public, StandsInTheDocumentAsInTheProgram) {
    auto document = cli::read_file("docs/formats/register.md", 1 << 20);
    ASSERT_TRUE(document);
    for (const PublicRule& rule : public_rules()) {
        std::string released = rule.release == Release::Shown            ? "shown"
                               : rule.release == Release::WhenReported   ? "when reported"
                               : rule.release == Release::OfOpenEvidence ? "of open evidence"
                                                                         : "withheld";
        std::string row = "| `" + std::string(rule.kind) + "` | `" + std::string(rule.field) +
                          "` | " + released + " | " + std::string(rule.exemption) + " | " +
                          std::string(rule.why) + " |";
        std::string expected;
        for (std::size_t i = 0; i < row.size(); ++i)  // an empty cell is one space wide
            if (!(row[i] == ' ' && i > 0 && row[i - 1] == ' ')) expected += row[i];
        EXPECT_NE(document->find(expected), std::string::npos) << expected;
    }
}

}  // namespace
}  // namespace standstill::report
