// Units: sounds, edits, symbols, and the bounds that retrieval stands on.
#include <gtest/gtest.h>

#include <random>

#include "screening/name/abbreviation.h"
#include "screening/name/edit.h"
#include "screening/name/pair.h"
#include "screening/name/score.h"
#include "screening/name/sound.h"
#include "screening/name_examples.h"

namespace standstill::screening {
namespace {

TEST(Sound, JoinsWaysToWriteOneSound) {
    const struct {
        const char* a;
        const char* b;
        const char* why;
    } rows[] = {
        {"urvantsev", "urwanzew", "English and German transliteration"},
        {"hussein", "husayn", "ei and ay, doubled letters"},
        {"yusuf", "youssouf", "ou"},
        {"zelensky", "zelenskij", "endings in i"},
        {"romanov", "romanoff", "the old ending"},
        {"khalid", "halid", "kh"},
        {"phillip", "filip", "ph and doubled letters"},
        {"chopov", "tschopow", "ch"},
    };
    for (const auto& row : rows) EXPECT_EQ(sound_of(row.a), sound_of(row.b)) << row.why;
    EXPECT_NE(sound_of("smith"), sound_of("jones"));
}

TEST(Edit, IsSymmetricAndAboveThePlainDistance) {
    std::mt19937 random(2);
    const std::string letters = "aeioubdkhmnrst01";
    for (int i = 0; i < 20000; ++i) {
        std::string a;
        std::string b;
        for (std::size_t n = random() % 9; n > 0; --n) a += letters[random() % letters.size()];
        b = a;
        for (std::size_t n = random() % 4; n > 0 && !b.empty(); --n) {
            b[random() % b.size()] = letters[random() % letters.size()];
        }
        const std::uint32_t cost = edit_cost(a, b, 100000);
        EXPECT_EQ(cost, edit_cost(b, a, 100000)) << a << " " << b;
        EXPECT_GE(cost, plain_edits(a, b) * kLeastEdit) << a << " " << b;
        EXPECT_EQ(cost == 0, a == b);
    }
}

TEST(Abbreviation, ShortensByLeavingOutVowelsOrTheEnd) {
    EXPECT_TRUE(is_abbreviation("srvces", "services"));
    EXPECT_TRUE(is_abbreviation("tech", "technology"));
    EXPECT_TRUE(is_abbreviation("mgmt", "management"));
    EXPECT_FALSE(is_abbreviation("tea", "technology"));
    EXPECT_FALSE(is_abbreviation("services", "services"));
    EXPECT_FALSE(is_abbreviation("xerv", "services"));
}

// What an index relies on, for every pair of units of names taken at random.
TEST(Pair, KeepsThePromisesOfItsHeader) {
    std::mt19937 random(3);
    for (const Mode& mode : {standard_mode(), strict_mode()}) {
        for (int i = 0; i < 1500; ++i) {
            const Name a = analyse({examples::text(random), examples::kind(random), {}, {}}, mode);
            const Name b = analyse({examples::text(random), examples::kind(random), {}, {}}, mode);
            for (const Unit& u : a.units) {
                for (const Unit& v : b.units) {
                    const UnitView left = a.view(u);
                    const UnitView right = b.view(v);
                    const Likeness alike = likeness(left, right, mode);
                    ASSERT_EQ(alike, likeness(right, left, mode)) << left.text << " " << right.text;
                    ASSERT_LE(alike.similarity, kWhole);
                    const Meeting how = meeting(u.kind, v.kind, mode);
                    if (alike.similarity == 0) continue;
                    ASSERT_NE(how, Meeting::Never);
                    if (how == Meeting::Key) {
                        ASSERT_EQ(left.key, right.key);
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace standstill::screening
