// The index: rows that follow from the log, and turn when an answer does.
#include <gtest/gtest.h>

#include "office/office_fixture.h"

namespace standstill::office {
namespace {

class Indexed : public InAnOffice {
protected:
    std::vector<std::string> ids(const CaseFilter& filter) {
        auto page = office->index().cases(filter);
        EXPECT_TRUE(page) << page.error().message;
        std::vector<std::string> out;
        for (const CaseRow& row : page->rows) out.push_back(row.id);
        return out;
    }
    std::vector<std::string> found(const std::string& words) {
        CaseFilter filter;
        filter.words = words;
        return ids(filter);
    }
};

using Ids = std::vector<std::string>;

TEST_F(Indexed, SaysOfACaseWhatItsAnswerSays) {
    import("cases/ice-paragon-2024.yaml");
    auto view = look("ice-paragon-2024");
    auto row = office->index().row("ice-paragon-2024");
    ASSERT_TRUE(row && *row);
    EXPECT_EQ((*row)->use, review::to_string(view->answer().use));
    EXPECT_EQ((*row)->agency, "Department of Homeland Security");
    EXPECT_EQ((*row)->component, "Immigration and Customs Enforcement");
    EXPECT_EQ((*row)->vendor, "Paragon Solutions (US) Inc");
    EXPECT_EQ((*row)->missing, view->answer().missing.size());
    EXPECT_EQ((*row)->version, view->version());
    EXPECT_FALSE((*row)->is_stopped);
    std::size_t owed = 0;
    for (const review::Duty& duty : view->answer().duties)
        if (duty.state == review::DutyState::Open || duty.state == review::DutyState::Overdue)
            ++owed;
    EXPECT_EQ((*row)->open_duties, owed);
    EXPECT_EQ(office->index().duties({}, 1000)->size(), owed);
    EXPECT_FALSE(*office->index().row("nobody"));
}

TEST_F(Indexed, SeesWhatWasRecordedJustNow) {
    opens("a");
    EXPECT_EQ((*office->index().row("a"))->tool, "");
    records("a", "{event: tool.named, tool: Graphite}");
    EXPECT_EQ((*office->index().row("a"))->tool, "Graphite");
    EXPECT_EQ(found("GRAPH"), Ids{"a"});
}

TEST_F(Indexed, FindsByTheBeginningsOfAllWords) {
    import("cases/ice-paragon-2024.yaml");
    opens("a");
    opens("b-2024");
    EXPECT_EQ(found("paragon solu"), Ids{"ice-paragon-2024"});
    EXPECT_EQ(found("PARAGON immigration"), Ids{"ice-paragon-2024"});
    EXPECT_EQ(found("paragon b"), Ids{});
    EXPECT_EQ(found("b-2024"), Ids{"b-2024"});
    EXPECT_EQ(found("\"' OR 1 -- *"), Ids{});
    EXPECT_EQ(found("homeland").size(), 3u);
}

TEST_F(Indexed, ListsFiltersAndCounts) {
    import("cases/ice-paragon-2024.yaml");
    import("tests/cases/lawful-way.yaml");
    opens("a");
    auto counts = office->index().counts();
    EXPECT_EQ(counts->cases, 3u);
    EXPECT_EQ(counts->permitted, 1u);
    EXPECT_EQ(counts->refused, 2u);
    CaseFilter filter;
    filter.use = "permitted";
    EXPECT_EQ(ids(filter), Ids{"lawful-way"});
    filter = {};
    filter.only_open = true;
    filter.order = Order::ByTitle;
    EXPECT_EQ(ids(filter).size(), 2u);
    filter = {};
    filter.limit = 1;
    filter.offset = 1;
    EXPECT_EQ(ids(filter).size(), 1u);
    EXPECT_EQ(office->index().cases(filter)->total, 3u);
    filter = {};
    filter.agency = "Department of Homeland Security";
    filter.words = "paragon";
    EXPECT_EQ(ids(filter), Ids{"ice-paragon-2024"});
}

// A stop-work order of ninety days runs out: the answer turns without an event, and so does the
// row.
TEST_F(Indexed, TurnsWhenTheAnswerDoes) {
    opens("a");
    records("a", "{event: contract.awarded, vendor: Labs}");
    pass(std::chrono::minutes{1});
    records("a", "{event: contract.stop-work-ordered, by: contracting-officer}");
    auto row = office->index().row("a");
    EXPECT_TRUE((*row)->is_stopped);
    ASSERT_TRUE((*row)->turns_at);
    EXPECT_EQ((*row)->overdue, 0u);
    EXPECT_EQ(office->index().counts()->stopped, 1u);
    pass(std::chrono::hours{24 * 100});
    EXPECT_EQ(office->index().counts()->stopped, 0u);
    row = office->index().row("a");
    EXPECT_FALSE((*row)->is_stopped);
    EXPECT_GE((*row)->overdue, 1u);
    EXPECT_EQ(office->index().counts()->overdue, 1u);
}

TEST_F(Indexed, IsMadeAnewFromTheLog) {
    import("cases/ice-paragon-2024.yaml");
    opens("a");
    auto before = office->index().duties({}, 1000);
    office.reset();
    for (const char* name : {"index.db", "index.db-wal", "index.db-shm"})
        std::filesystem::remove(folder / name);
    open();
    EXPECT_EQ(office->index().counts()->cases, 2u);
    EXPECT_EQ(office->index().duties({}, 1000)->size(), before->size());
    // Something else in its place is thrown away.
    office.reset();
    ASSERT_TRUE(write_file((folder / "index.db").string(), "no database"));
    open();
    EXPECT_EQ(office->index().counts()->cases, 2u);
}

TEST_F(Indexed, CatchesUpWithWhatOthersRecorded) {
    opens("a");
    office.reset();
    {
        auto desk = Folder::open(folder.path(), Folder::For::Writing);
        ledger::Command command{"x", "a", "other", std::nullopt, {}};
        command.events.push_back(
            {"tool.named", now(), "", {{"at", "2026-11-20T12:00:00Z"}, {"tool", "Late"}}, {}});
        ASSERT_EQ(store::append_one(desk->log(), command), "1@1+1");
    }
    open();
    EXPECT_EQ((*office->index().row("a"))->tool, "Late");
}

}  // namespace
}  // namespace standstill::office
