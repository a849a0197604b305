// The program and its naive twin give the same answer on ten thousand random records.
#include "support/agreement.h"

#include <gtest/gtest.h>

#include "cli/files.h"

namespace standstill::agreement {
namespace {

TEST(Agreement, OfTheProgramWithItsTwinOnTenThousandRecords) {
    auto rules = cli::read_rules("rules");
    ASSERT_TRUE(rules);
    review::Library library(std::move(*rules));
    Tally tally = compare(1, 10'000, library, cli::system_zones());
    EXPECT_EQ(tally.first_difference, "");
    EXPECT_EQ(tally.cases, 10'000U);
    // Not vacuous: the records reach all three answers.
    EXPECT_GT(tally.answers, 50'000U);
}

}  // namespace
}  // namespace standstill::agreement
