// The notice and the reports: what is on record is there with its source, what is not is unknown.
#include "report/notice.h"

#include <gtest/gtest.h>

#include "report/desk.h"
#include "report/html.h"
#include "report/reports.h"

namespace standstill::report {
namespace {

struct Asked {
    review::Case of;
    review::Answer answer;
};

Asked asked(const std::string& path, const char* at) {
    Asked out{case_from(path), {}};
    review::Reviewer reviewer(*out.of.program, out.of.record);
    out.answer = reviewer.answer(*base::parse_instant(at));
    return out;
}

std::string all_words(const Document& document) {
    std::string out;
    for (const Block& block : document.blocks) {
        out += words_of(block.text) + "\n";
        for (const Text& item : block.items) out += words_of(item) + "\n";
        for (const auto& row : block.rows) {
            for (const Text& cell : row) out += words_of(cell) + " | ";
            out += "\n";
        }
    }
    for (const Text& note : document.notes) out += words_of(note) + "\n";
    return out;
}

#define EXPECT_SAYS(words, text) EXPECT_NE((words).find(text), std::string::npos) << (words)

TEST(Notice, OfTheRealCaseIsADraftThatSaysWhatIsUnknown) {
    Asked real = asked("cases/ice-paragon-2024.yaml", "2026-06-01T12:00:00-04:00");
    Document document = notice(real.of, real.answer);
    EXPECT_EQ(document.status, "DRAFT");
    std::string words = all_words(document);
    EXPECT_SAYS(words, "Unknown. No decision to make operational use is on record.");
    EXPECT_SAYS(words, "Unknown. No determination is on record, and so no reasons.");
    EXPECT_SAYS(words, "Unknown. Step 3(d) is not on record.");
    EXPECT_SAYS(words, "grade B3");
    EXPECT_SAYS(words, "SHA-256 not recorded");
    EXPECT_SAYS(words, "Information on this factor was received 2 times");
}

TEST(Notice, OfALawfulCaseTellsEachStepWithItsEvent) {
    Asked lawful = asked("tests/cases/lawful-way.yaml", "2024-10-20T12:00:00-04:00");
    Document document = notice(lawful.of, lawful.answer);
    EXPECT_TRUE(document.status.empty());
    std::string words = all_words(document);
    EXPECT_SAYS(words, "decided to make operational use");
    EXPECT_SAYS(words, "It was certified on");
    EXPECT_SAYS(words, "Step 3(d) was taken on");
    EXPECT_SAYS(words, "2024-10-16 00:00");
    EXPECT_EQ(words.find("Unknown. Step"), std::string::npos);
}

TEST(Notice, SpeaksOfNothingThatCameLater) {
    Asked early = asked("tests/cases/lawful-way.yaml", "2024-08-06T10:05:00-04:00");
    std::string words = all_words(notice(early.of, early.answer));
    EXPECT_SAYS(words, "Evidence e1");
    EXPECT_EQ(words.find("vidence e2"), std::string::npos);
    EXPECT_SAYS(words, "from the 3 events on record");
}

TEST(Notice, CountsNoEvidenceThatCameAfterTheDecision) {
    Asked late = asked("tests/cases/decided-before-all-evidence.yaml", "2030-01-01T00:00:00Z");
    EXPECT_SAYS(all_words(notice(late.of, late.answer)), "No evidence is on record before");
}

// No claim without a source: each note is referred to, each reference has its note.
TEST(Notice, LinksEveryNoteBothWays) {
    Asked lawful = asked("tests/cases/lawful-way.yaml", "2024-10-20T12:00:00-04:00");
    Document document = notice(lawful.of, lawful.answer);
    std::string page = to_html(document);
    for (std::size_t i = 1; i <= document.notes.size(); ++i) {
        std::string number = std::to_string(i);
        EXPECT_SAYS(page, "id=\"note-" + number + "\"");
        EXPECT_SAYS(page, "href=\"#note-" + number + "\"");
        EXPECT_SAYS(page, "href=\"#ref-" + number + "-1\"");
        EXPECT_SAYS(page, "id=\"ref-" + number + "-1\"");
    }
    EXPECT_EQ(page.find(" style="), std::string::npos);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page, to_html(notice(lawful.of, lawful.answer)));
}

TEST(Notice, ShowsTextOfTheRecordAsText) {
    auto document = base::parse_document(
        "{standstill: 1, case: marked-up, title: '<b>&\"', law: [eo-14093], agency: {name: "
        "'<script>', head: secretary-of-defense}, record: [{at: '2024-10-01T00:00:00Z', event: "
        "tool.named, by: reviewer, tool: '<img src=x>'}]}",
        "case");
    ASSERT_TRUE(document);
    auto of = review::read_case(*document, "case", law_at_hand(), cli::system_zones());
    ASSERT_TRUE(of) << of.error().message;
    review::Reviewer reviewer(*of->program, of->record);
    std::string page =
        to_html_page(notice(*of, reviewer.answer(*base::parse_instant("2024-10-02T00:00:00Z"))));
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("<img"), std::string::npos);
    EXPECT_SAYS(page, "&lt;img src=x&gt;");
}

TEST(Reports, AreThereForEveryCaseAndName) {
    const auto paths = *cli::case_files({"tests/cases", "cases"});
    int drafts = 0;
    for (const std::string& path : paths) {
        auto of = cli::load_case(path, law_at_hand());
        if (!of) continue;  // those that must be refused
        review::Reviewer reviewer(*of->program, of->record);
        review::Answer answer = reviewer.answer(*base::parse_instant("2026-11-20T12:00:00Z"));
        for (std::string_view name : report_names()) {
            auto document = report_draft(name, *of, answer);
            ASSERT_TRUE(document) << path;
            EXPECT_EQ(document->status, "DRAFT");
            EXPECT_FALSE(document->notes.empty()) << path << " " << name;
            ++drafts;
        }
        EXPECT_FALSE(notice(*of, answer).blocks.empty());
    }
    EXPECT_GT(drafts, 1000);
}

TEST(Reports, AnswerWhatTheirParagraphAsks) {
    Asked real = asked("cases/ice-paragon-2024.yaml", "2025-06-05T12:00:00-04:00");
    std::string annual = all_words(*report_draft("4d", real.of, real.answer));
    // Of an exempt purchase, however long ago it was made.
    EXPECT_SAYS(all_words(*report_draft("4b", real.of, real.answer)), "Bought on 2024-09-27");
    EXPECT_SAYS(annual, "Bought on 2024-09-27 from Paragon Solutions (US) Inc");
    EXPECT_SAYS(annual, "overdue");
    EXPECT_SAYS(annual, "No report under section 4(d) is on record.");
    std::string exempt = all_words(*report_draft("4b", real.of, real.answer));
    EXPECT_SAYS(exempt, "Unknown. No purpose is on record");
    std::string controls = all_words(*report_draft("4c", real.of, real.answer));
    EXPECT_SAYS(controls, "Internal controls and oversight procedures");
    // A year later the purchase is no longer one of the preceding year.
    Asked later = asked("cases/ice-paragon-2024.yaml", "2026-06-01T12:00:00-04:00");
    EXPECT_SAYS(all_words(*report_draft("4d", later.of, later.answer)),
                "No purchase is on record.");
    EXPECT_FALSE(report_draft("4e", real.of, real.answer));
}

}  // namespace
}  // namespace standstill::report
