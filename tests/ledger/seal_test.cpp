// Seals: what was sealed opens them, and nothing else does.
#include "ledger/seal.h"

#include <gtest/gtest.h>

#include "ledger/canonical_json.h"

namespace standstill::ledger {
namespace {

const std::string kSalt(32, 's');

TEST(Seal, IsTheHashOfPrefixSaltAndContent) {
    auto seal = make_seal(kSalt, "content", "assessment", "CUI//SP");
    ASSERT_TRUE(seal) << seal.error().message;
    EXPECT_EQ(seal->seal, base::sha256("\x02" + kSalt + "content"));
    EXPECT_EQ(seal->size_class, 256u);
    EXPECT_EQ(*canonical_json(to_json(*seal)),
              R"({"label":"assessment","marking":"CUI//SP","seal":")" + base::to_hex(seal->seal) +
                  R"(","size_class":256})");
    EXPECT_EQ(*seal_from_json(*parse_canonical(*canonical_json(to_json(*seal)))), *seal);
}

TEST(Seal, OpensOnlyWithWhatWasSealed) {
    auto seal = *make_seal(kSalt, "content", "assessment", "U");
    std::string object = seal_object(kSalt, "content");
    EXPECT_EQ(*open_seal(seal, object), "content");
    for (std::size_t i = 0; i < 8 * object.size(); ++i) {
        std::string wrong = object;
        wrong[i / 8] = static_cast<char>(wrong[i / 8] ^ (1 << i % 8));
        EXPECT_FALSE(open_seal(seal, wrong)) << i;
    }
    EXPECT_FALSE(open_seal(seal, object + 'x'));
    EXPECT_FALSE(open_seal(seal, object.substr(1)));
    EXPECT_FALSE(open_seal(seal, ""));
    seal.size_class = 512;
    EXPECT_FALSE(open_seal(seal, object));
}

TEST(Seal, TheSameContentHasAnotherSealWithAnotherSalt) {
    EXPECT_NE(make_seal(kSalt, "yes", "a", "U")->seal,
              make_seal(std::string(32, 't'), "yes", "a", "U")->seal);
    EXPECT_FALSE(make_seal("short", "yes", "a", "U"));
    EXPECT_FALSE(make_seal(kSalt, "yes", "A", "U"));
    EXPECT_FALSE(make_seal(kSalt, "yes", "a", "u"));
}

TEST(Seal, TellsTheSizeOnlyByItsClass) {
    EXPECT_EQ(size_class_of(0), 256u);
    EXPECT_EQ(size_class_of(256), 256u);
    EXPECT_EQ(size_class_of(257), 512u);
    EXPECT_EQ(size_class_of(1'000'000), 1'048'576u);
}

TEST(Seal, IsReadStrictly) {
    auto good = to_json(*make_seal(kSalt, "yes", "a", "U"));
    auto broken = [&](auto change) {
        boost::json::value value = good;
        change(value.as_object());
        return !seal_from_json(value);
    };
    EXPECT_TRUE(broken([](auto& o) { o["more"] = 1; }));
    EXPECT_TRUE(broken([](auto& o) { o.erase("label"); }));
    EXPECT_TRUE(broken([](auto& o) { o["size_class"] = 300; }));
    EXPECT_TRUE(broken([](auto& o) { o["size_class"] = -256; }));
    EXPECT_TRUE(broken([](auto& o) { o["size_class"] = "256"; }));
    EXPECT_TRUE(broken([](auto& o) { o["seal"] = "ab"; }));
    EXPECT_TRUE(broken([](auto& o) { o["marking"] = ""; }));
    EXPECT_FALSE(seal_from_json("text"));
    boost::json::array list = {good, 5};
    auto read = seals_from_json(list);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message.rfind("seal 1: ", 0), 0u);
}

}  // namespace
}  // namespace standstill::ledger
