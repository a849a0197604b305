// Which cases stay in memory: those written to lately before those only read.
#include "office/warm_cases.h"

#include <gtest/gtest.h>

#include "office/office_fixture.h"

namespace standstill::office {
namespace {

class InMemory : public InAnOffice {
protected:
    void keep(WarmCases::Bounds bounds) {
        cases = std::make_unique<WarmCases>(
            [this](const std::string& id) {
                ++loads;
                auto of = review::open_case(header(id), id, library, zones());
                EXPECT_TRUE(of) << of.error().message;
                return std::make_shared<WarmCase>(std::move(*of), StreamState{});
            },
            bounds);
    }
    // How many were read from the log for it.
    int find(const std::string& id) {
        const int before = loads;
        EXPECT_TRUE(cases->find(id));
        return loads - before;
    }
    void write(const std::string& id) { cases->put(id, *cases->find(id), WarmCases::Grown::Yes); }

    std::unique_ptr<WarmCases> cases;
    int loads = 0;
};

TEST_F(InMemory, TheOneThatWasNotAskedForLongestGivesWay) {
    keep({.cases = 2});
    EXPECT_EQ(find("a") + find("b") + find("a") + find("c"), 3);
    EXPECT_EQ(cases->size(), 2U);
    EXPECT_EQ(find("a"), 0);
    EXPECT_EQ(find("b"), 1);
}

TEST_F(InMemory, WhatIsReadDoesNotPutOutWhatIsWritten) {
    keep({.cases = 1, .written_lately = 100});
    for (const char* id : {"a", "b", "c"}) write(id);
    for (const char* id : {"x", "y", "z"}) EXPECT_EQ(find(id), 1);
    for (const char* id : {"a", "b", "c"}) EXPECT_EQ(find(id), 0);
    EXPECT_EQ(cases->size(), 4U);
}

TEST_F(InMemory, WhatIsNoLongerWrittenGivesWay) {
    keep({.cases = 1, .written_lately = 3});
    for (const char* id : {"a", "b", "c", "d", "e", "f"}) write(id);
    EXPECT_EQ(cases->size(), 4U);
    EXPECT_EQ(find("a"), 1);
    EXPECT_EQ(find("f"), 0);
}

TEST_F(InMemory, HasABoundOnWhatIsWrittenToo) {
    keep({.cases = 1, .bytes = 1, .written = 50'000, .written_lately = 1'000});
    for (int i = 0; i < 20; ++i) write("c" + std::to_string(i));
    EXPECT_LE(cases->size(), 5U);
    EXPECT_GE(cases->size(), 2U);
    EXPECT_EQ(find("c19"), 0);
}

TEST_F(InMemory, WhatIsForgottenIsReadAgain) {
    keep({});
    write("a");
    cases->forget("a");
    EXPECT_EQ(cases->size(), 0U);
    EXPECT_EQ(cases->peek("a"), nullptr);
    EXPECT_EQ(find("a"), 1);
}

}  // namespace
}  // namespace standstill::office
