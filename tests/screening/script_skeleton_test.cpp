// Names without vowels against their Latin spellings.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "screening/script/reading.h"
#include "screening/script/skeleton.h"
#include "screening/script/sound.h"

namespace standstill::screening {
namespace {

std::string skeleton(const char* words) {
    std::vector<std::u32string> parts(1);
    for (const char32_t c : code_points(words)) {
        if (c == U' ')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    const std::vector<std::u32string_view> views(parts.begin(), parts.end());
    return skeleton_of(views);
}

struct Row {
    const char* name;
    const char* latin;
    const char* why;
};

TEST(Skeleton, MeetsTheSpellingsOfItsName) {
    const Row rows[] = {
        {"محمد", "muhammad", "short vowels are not written"},
        {"محمد", "mohamed", "whichever they are"},
        {"محمد", "mouhammad", "ou is one vowel"},
        {"حسين", "hussein", "ya is ei"},
        {"حسين", "husayn", "or ay"},
        {"جمال", "djamel", "French"},
        {"جمال", "gamal", "Egyptian"},
        {"شريف", "cherif", "French sh"},
        {"القذافي", "gaddafi", "q as g, article left out"},
        {"القذافي", "qadhafi", "BGN/PCGN"},
        {"عثمان", "othman", "tha as th"},
        {"عثمان", "osman", "tha as s"},
        {"كاظم", "kadhim", "Za as dh"},
        {"كاظم", "kazem", "Za as z"},
        {"فاطمة", "fatimah", "ta marbuta as ah"},
        {"رحمة", "rahmat", "as at"},
        {"عيسى", "issa", "ayn and alef maqsura"},
        {"يحيى", "yahya", "no strong consonant at all"},
        {"عبد الرحمن", "abdurrahman", "the article becomes r"},
        {"عبد الرحمن", "abdelrahman", "or stays"},
        {"عبدالله", "abdullah", "written as one"},
        {"ابو بكر", "aboubakar", "two parts as one word"},
        {"چمران", "chamran", "Persian che"},
        {"گلزار", "golzar", "Persian gaf"},
        {"پوتین", "putin", "Persian pe"},
        {"ژاله", "jaleh", "Persian zhe"},
        {"ٹھاکر", "thakur", "Urdu"},
        {"فلاديمير", "vladimir", "fa for v"},
        {"فلاديميروفيتش", "vladimirovich", "ta and shin for ch"},
        {"ألكسندر", "alexander", "kaf and sin for x"},
        {"ולדימיר", "vladimir", "Hebrew vav"},
        {"פוטין", "putin", "pe"},
        {"חיים", "chaim", "het as ch"},
        {"יצחק", "yitzhak", "tsadi as tz"},
        {"נתניהו", "netanyahu", "vav as u"},
        {"ウラジーミル", "vladimir", "katakana"},
        {"블라디미르", "vladimir", "Hangul"},
        {"弗拉基米尔", "vladimir", "Han"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_TRUE(may_pair(skeleton(row.name), row.latin))
            << row.name << " " << skeleton(row.name) << " " << row.latin << " costs "
            << skeleton_cost(skeleton(row.name), row.latin);
    }
}

TEST(Skeleton, DoesNotMeetOtherNames) {
    const Row rows[] = {
        {"محمد", "ahmad", "begins otherwise"},
        {"حسن", "hussein", "a long vowel that is not written"},
        {"محمدی", "muhammad", "the ending is missing"},
        {"علي", "omar", "other consonants"},
        {"سالم", "sulim", "alef is not u"},
        {"كمال", "jamal", "k is not j"},
        {"النا", "nirvana", "nothing in common but n"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_FALSE(may_pair(skeleton(row.name), row.latin))
            << skeleton_cost(skeleton(row.name), row.latin);
    }
}

TEST(Skeleton, TellsNearFromFar) {
    const std::string hasan = skeleton("جمال");
    EXPECT_GT(skeleton_likeness(hasan, "jamal"), skeleton_likeness(hasan, "cemal"));
    EXPECT_EQ(skeleton_likeness(hasan, "jamal"), 1000U);
}

TEST(Skeleton, IsSymmetricAndPairsNoTwoLatinWords) {
    const std::string name = skeleton("محمد");
    EXPECT_EQ(skeleton_likeness(name, "mohamed"), skeleton_likeness("mohamed", name));
    EXPECT_EQ(skeleton_likeness("mohamed", "mohamed"), 0U);
    EXPECT_EQ(skeleton_likeness(name, name), 1000U);
    EXPECT_EQ(skeleton_likeness(name, skeleton("محمود")), 0U);
}

TEST(Skeleton, IsOfOneWayOfWriting) {
    EXPECT_EQ(skeleton("محمد משה"), "");
    EXPECT_EQ(skeleton("Moshe"), "");
    EXPECT_EQ(skeleton(""), "");
    EXPECT_EQ(skeleton("李明"), "") << "not a transcription";
    EXPECT_EQ(skeleton("すずき"), "") << "hiragana is not used for foreign names";
}

TEST(Skeleton, LeavesOutMarks) { EXPECT_EQ(skeleton("مُحَمَّد"), skeleton("محمد")); }

TEST(Skeleton, IsBounded) {
    EXPECT_EQ(skeleton_of(std::u32string(kLongestSkeleton + 1, U'م')), "");
    EXPECT_NE(skeleton_of(std::u32string(kLongestSkeleton, U'م')), "");
    EXPECT_LE(keys_of_skeleton(skeleton_of(std::u32string(kLongestSkeleton, U'ج'))).size(),
              kMostKeys);
    EXPECT_TRUE(keys_of_latin(std::string(1000, 'a')).empty());
    EXPECT_LE(keys_of_latin(std::string(24, 'c') + "acacacacacacac").size(), kMostKeys);
    EXPECT_TRUE(keys_of_latin("a1").empty());
    EXPECT_EQ(skeleton_likeness(skeleton("محمد"), std::string(1000, 'm') + "uhamad"), 1000U)
        << "a doubled letter is one, however often";
}

TEST(Keys, AreTheClassesOfConsonants) {
    const std::vector<std::string> both{"BKLRMN", "BKRMN"};
    EXPECT_EQ(classes_of_skeleton(skeleton("ابك الرحمن")), both) << "an article may fall";
    EXPECT_EQ(classes_of_latin("abdurrahman"), std::vector<std::string>{"BDRMN"});
    EXPECT_EQ(classes_of_latin("yahya"), std::vector<std::string>{""});
    for (const std::uint64_t key : keys_of_latin("muhammad")) EXPECT_EQ(key >> 56, 0xfeU);
    for (const char* word : {"cecchetti", "alqadhafi", "tschajkovskij", "jamal", "yahya"})
        EXPECT_EQ(keys_of_latin(word).size(), classes_of_latin(word).size()) << word;
}

// Every way in which a table lets a name be written is found by key: whatever row of sounds, and
// whichever of their cheap spellings, with vowels in between, the two sides share a key. Were it
// not so, that spelling could cost nothing and still never be found.
TEST(Keys, FindWhateverTheTablesCanSpell) {
    std::mt19937 random(20261120);
    int tried = 0;
    for (const char mark : {kArabicMark, kHebrewMark, kKanaMark, kHangulMark, kHanMark}) {
        const SoundTable& table = *sound_table(mark);
        for (int round = 0; round < 20000; ++round) {
            std::string name(1, mark), latin;
            bool spelt = true;
            std::size_t choices = 1;  // keys before like ones are joined: too many are cut
            for (int i = 0; i < 3; ++i) {
                const Sound& sound = table.sounds[random() % table.sounds.size()];
                const Spelling& way = sound.ways[random() % sound.ways.size()];
                // A letter that stands for a vowel of its own is not asked for more.
                spelt = spelt && way.cost < 10 && !way.before_vowel &&
                        std::string_view("BL#_").find(sound.letter) == std::string_view::npos;
                choices *= 1U + static_cast<std::size_t>(
                                    std::count(sound.classes.begin(), sound.classes.end(), '|'));
                name += sound.letter;
                latin += way.letters;
                // c is s before e and k before others, so it is asked for where it fits.
                const bool soft = way.letters == "c" && sound.classes.starts_with('S');
                latin += soft ? 'e' : "aou"[random() % 3];
            }
            const std::vector<std::uint64_t> a = keys_of_skeleton(name), b = keys_of_latin(latin);
            if (!spelt || choices > kMostKeys / 2)
                continue;  // two like sounds have one choice more each
            ++tried;
            const bool meet = std::any_of(a.begin(), a.end(), [&b](std::uint64_t key) {
                return std::binary_search(b.begin(), b.end(), key);
            });
            ASSERT_TRUE(meet) << name << " " << latin;
        }
    }
    EXPECT_GT(tried, 10000);
}

// A word spelt by the tables costs no more than its spellings do, when no vowel is put in.
TEST(Cost, IsAtMostThatOfAnySpelling) {
    std::mt19937 random(7);
    const SoundTable& table = *sound_table(kArabicMark);
    for (int round = 0; round < 20000; ++round) {
        std::string name(1, kArabicMark), latin;
        unsigned cost = 0;
        char last = 0;
        bool plain = true;
        for (int i = 0; i < 6; ++i) {
            const Sound& sound = table.sounds[random() % table.sounds.size()];
            const Spelling& way = sound.ways[random() % sound.ways.size()];
            plain = plain && !way.before_vowel && (way.letters.empty() || way.letters[0] != last);
            if (!way.letters.empty()) last = way.letters.back();
            name += sound.letter;
            latin += way.letters;
            cost += way.cost;
        }
        if (!plain || latin.empty() || latin.find("ll") != std::string::npos ||
            latin.find("ck") != std::string::npos)
            continue;
        EXPECT_LE(skeleton_cost(name, latin), cost) << name << " " << latin;
    }
}

}  // namespace
}  // namespace standstill::screening
