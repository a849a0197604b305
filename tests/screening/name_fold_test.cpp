// Text into words: scripts, marks, look-alikes, and what an enemy would send.
#include <gtest/gtest.h>

#include <random>

#include "screening/name/fold.h"
#include "screening/name_examples.h"

namespace standstill::screening {
namespace {

std::string words(std::string_view text) {
    Folded folded;
    fold(text, kMostParts, folded);
    std::string out;
    for (const Word& word : folded.words) {
        if (!out.empty()) out += ' ';
        out += folded.letters.substr(word.letters_at, word.letters_size);
    }
    return out;
}

NameNotes notes(std::string_view text) {
    Folded folded;
    fold(text, kMostParts, folded);
    return folded.notes;
}

TEST(Fold, WritesWordsInPlainLetters) {
    const struct {
        const char* text;
        const char* words;
        const char* why;
    } rows[] = {
        {"PUTIN, Vladimir", "putin vladimir", "case and commas"},
        {"Al-Qa'ida", "al qaida", "an apostrophe is inside a word, a hyphen between two"},
        {"A.B.C. Company", "abc company", "dots join single letters"},
        {"St.Petersburg", "st petersburg", "and no longer ones"},
        {"J.Smith", "j smith", "nor one letter and a word"},
        {"Procter & Gamble", "procter and gamble", "the sign is a word"},
        {"Müller Straße", "muller strasse", "marks and ligatures"},
        {"Łódź Ørsted", "lodz orsted", "letters without decomposition"},
        {"ＡＢＣ　１２", "abc 12", "full width"},
        {"Ｎ°３", "n 3", "signs end words"},
    };
    for (const auto& row : rows) EXPECT_EQ(words(row.text), row.words) << row.why;
}

TEST(Fold, PutsLookAlikesRight) {
    EXPECT_EQ(words("Рutin"), "putin") << "a Cyrillic first letter";
    EXPECT_TRUE(notes("Рutin").mixed);
    EXPECT_EQ(words("Путин"), "путин") << "a word of one script stays";
    EXPECT_FALSE(notes("Путин").mixed);
}

TEST(Fold, LeavesOutWhatNobodySees) {
    EXPECT_EQ(words("Pu\u200btin \u202eVladimir\u202c"), "putin vladimir");
    EXPECT_TRUE(notes("Pu\u200btin").invisible);
    EXPECT_EQ(words("Pu\xfftin"), "putin");
    EXPECT_TRUE(notes("Pu\xfftin").malformed);
}

TEST(Fold, BoundsWhatAnEnemySends) {
    const std::string long_name(1 << 20, 'a');
    EXPECT_TRUE(notes(long_name).cut);
    EXPECT_LE(words(long_name).size(), kLongestPart);
    std::string flood = "Putin";
    for (int i = 0; i < 2000; ++i) flood += "\u0301";
    EXPECT_TRUE(notes(flood).marks);
    EXPECT_EQ(words(flood), "putin");
    std::string many;
    for (int i = 0; i < 100; ++i) many += "ab ";
    EXPECT_TRUE(notes(many).cut);
}

// The short way for ASCII and the long way agree.
TEST(Fold, TakesTheShortWayToTheSameResult) {
    std::mt19937 random(1);
    const std::string letters = "abcXYZ019 .,'-&()\"";
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (std::size_t n = random() % 24; n > 0; --n) text += letters[random() % letters.size()];
        Folded a;
        Folded b;
        fold(text, kMostParts, a);
        fold_any(text, kMostParts, b);
        ASSERT_EQ(a.text, b.text);
        ASSERT_EQ(a.letters, b.letters) << text;
        ASSERT_EQ(a.words.size(), b.words.size()) << text;
        ASSERT_EQ(a.comma, b.comma) << text;
        for (std::size_t w = 0; w < a.words.size(); ++w) {
            EXPECT_EQ(a.words[w].written_at, b.words[w].written_at) << text;
            EXPECT_EQ(a.words[w].written_size, b.words[w].written_size) << text;
            EXPECT_EQ(a.words[w].after_comma, b.words[w].after_comma) << text;
            EXPECT_EQ(a.words[w].quoted, b.words[w].quoted) << text;
        }
    }
}

}  // namespace
}  // namespace standstill::screening
