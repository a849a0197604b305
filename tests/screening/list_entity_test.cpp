// The words that kinds of entities and names have in files.
#include <gtest/gtest.h>

#include "screening/list/entity.h"

namespace standstill::screening {
namespace {

TEST(Entity, KindsHaveNamesThatStayInFiles) {
    EXPECT_EQ(name_of(EntityKind::Organization), "organization");
    EXPECT_EQ(name_of(NameKind::WeakAlias), "weak-alias");
}

}  // namespace
}  // namespace standstill::screening
