// The second computation of the tree, held against the first one.
#include "store/recount.h"

#include <gtest/gtest.h>

#include "ledger/tree.h"

namespace standstill::store {
namespace {

TEST(Recount, AgreesWithTheTreeAtEverySizeAndFromEveryBeginning) {
    ledger::Tree tree;
    Recount recount;
    EXPECT_EQ(recount.root(), tree.root());
    for (std::uint64_t i = 0; i < 300; ++i) {
        const std::string event = "event " + std::to_string(i);
        const std::string_view view = event;
        const base::Digest leaf = ledger::leaf_hash(event);
        // Goes on from what was kept, as after a restart.
        auto resumed = Recount::from(ledger::TreeSize{i}, recount.frontier());
        ASSERT_TRUE(resumed);
        recount = *resumed;
        ASSERT_TRUE(recount.add({&view, 1}, {&leaf, 1}));
        tree.append(leaf);
        ASSERT_EQ(recount.root(), tree.root()) << i;
        ASSERT_EQ(recount.frontier(), tree.frontier()) << i;
    }
}

TEST(Recount, FailsWhereALeafIsNotThatOfTheBytes) {
    Recount recount;
    const std::string_view events[] = {"a", "b"};
    const base::Digest leaves[] = {ledger::leaf_hash("a"), ledger::leaf_hash("c")};
    const auto done = recount.add(events, leaves);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, base::ErrorKind::Corrupt);
    EXPECT_EQ(done.error().message.substr(0, 7), "event 1");
}

TEST(Recount, RefusesAFrontierOfAnotherSize) {
    const base::Digest one[1] = {};
    EXPECT_FALSE(Recount::from(ledger::TreeSize{3}, one));
    EXPECT_FALSE(Recount::from(ledger::TreeSize{0}, one));
    EXPECT_FALSE(Recount::from(ledger::TreeSize{1}, {}));
    EXPECT_TRUE(Recount::from(ledger::TreeSize{1}, one));
}

}  // namespace
}  // namespace standstill::store
