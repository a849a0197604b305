// The project's own tree has nothing to complain about.
#include <gtest/gtest.h>

#include "tidy/rules.h"

namespace standstill::tidy {
namespace {

class ProjectTree : public testing::Test {
protected:
    // Read once: a thousand files are a few hundredths of a second, but nine times of it are felt.
    static const Tree& tree() {
        static const Tree kTree = [] {
            auto read = read_tree(".");
            EXPECT_TRUE(read) << (read ? "" : read.error().message);
            return read ? std::move(*read) : Tree{};
        }();
        return kTree;
    }

    static void expect_none(const Complaints& complaints) {
        for (const Complaint& complaint : complaints) ADD_FAILURE() << to_string(complaint);
    }
};

TEST_F(ProjectTree, IsTheWholeOfIt) {
    for (const char* path : {"README.md", "LICENSE", "CMakeLists.txt", "src/CMakeLists.txt",
                             "docs/architecture.md", "tests/tidy/rules.h"})
        EXPECT_TRUE(tree().contains(path)) << path << ": run the test from the project's root";
}

TEST_F(ProjectTree, IncludesFollowTheArrows) { expect_none(arrows(tree())); }
TEST_F(ProjectTree, SourcesOpenWithWhatTheyAreFor) { expect_none(openings(tree())); }
TEST_F(ProjectTree, LinesAreAsTheStyleHasThem) { expect_none(layout(tree())); }
TEST_F(ProjectTree, NothingPrivateIsLeftOver) { expect_none(leftovers(tree())); }
TEST_F(ProjectTree, BannedCallsAreNotMade) { expect_none(banned(tree())); }
TEST_F(ProjectTree, EverySourceIsBuilt) { expect_none(unlisted(tree())); }
TEST_F(ProjectTree, LinksLeadSomewhere) { expect_none(dead_links(tree())); }

TEST_F(ProjectTree, EverySentenceOfTheOrderIsAccountedFor) {
    if (!tree().contains("docs/law-coverage.md")) GTEST_SKIP() << "docs/law-coverage.md is absent";
    expect_none(coverage(tree()));
}

TEST_F(ProjectTree, EveryCaseIsTold) {
    if (!tree().contains("docs/cases.md")) GTEST_SKIP() << "docs/cases.md is absent";
    expect_none(case_list(tree()));
}

}  // namespace
}  // namespace standstill::tidy
