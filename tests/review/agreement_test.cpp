// The program and its naive twin give the same answer on random records.
#include "support/agreement.h"

#include <gtest/gtest.h>

#include "cli/files.h"

namespace standstill::agreement {
namespace {

// Checked builds are many times slower; they look for errors of memory, and a tenth of the records
// goes through the same code.
#ifdef NDEBUG
constexpr std::uint64_t kRecords = 10'000;
#else
constexpr std::uint64_t kRecords = 1'000;
#endif

TEST(Agreement, OfTheProgramWithItsTwinOnRandomRecords) {
    auto rules = cli::read_rules("rules");
    ASSERT_TRUE(rules);
    review::Library library(std::move(*rules));
    Tally tally = compare(1, kRecords, library, cli::system_zones());
    EXPECT_EQ(tally.first_difference, "");
    EXPECT_EQ(tally.cases, kRecords);
    EXPECT_GT(tally.answers, 5 * kRecords);
}

}  // namespace
}  // namespace standstill::agreement
