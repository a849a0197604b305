// What words in other scripts are in Latin letters, by the systems that docs/screening-scripts.md
// names.
#include <gtest/gtest.h>

#include <algorithm>

#include "screening/script/reading.h"

namespace standstill::screening {
namespace {

struct Row {
    const char* word;
    const char* reading;
    const char* why;
};

void expect_among(const Row& row) {
    SCOPED_TRACE(row.why);
    const std::vector<std::string> found = readings(code_points(row.word));
    std::string all;
    for (const std::string& reading : found) all += reading + " ";
    EXPECT_TRUE(std::find(found.begin(), found.end(), row.reading) != found.end())
        << row.word << " is read " << all;
}

TEST(Reading, OfAlphabets) {
    const Row rows[] = {
        {"Щедрин", "shchedrin", "BGN/PCGN"},
        {"Ельцин", "yeltsin", "BGN/PCGN writes ye at the beginning"},
        {"Юлия", "iuliia", "ICAO Doc 9303"},
        {"Жуков", "zukov", "ISO 9 without its marks"},
        {"Григорій", "hryhorii", "Ukrainian, table of 2010"},
        {"Пуцін", "putin", "Belarusian, as Russian"},
        {"Щерев", "shterev", "Bulgarian"},
        {"Ђорђевић", "djordjevic", "Serbian"},
        {"Қасым", "qasym", "Kazakh"},
        {"ПУ́ТИН", "putin", "a mark of stress is no letter"},
        {"Ѝван", "ivan", "a letter with a grave"},
        {"Παπαδόπουλος", "papadopoulos", "ELOT 743"},
        {"Μπάρμπας", "barmpas", "mp is b at the beginning of a word"},
        {"Ευάγγελος", "evangelos", "ELOT 743"},
        {"Φώτιος", "photios", "classical"},
        {"სააკაშვილი", "saakashvili", "national system"},
        {"Սարգսյան", "sargsyan", "BGN/PCGN"},
        {"Պետրոս", "bedros", "Western Armenian"},
        {"Ուլիխանյան", "ulikhanyan", "ու is one letter"},
    };
    for (const Row& row : rows) expect_among(row);
}

TEST(Reading, OfEastAsia) {
    const Row rows[] = {
        {"ウラジーミル", "urajimir", "the helping u falls"},
        {"こいずみ", "koizumi", "Hepburn"},
        {"じゅんいちろう", "junichiro", "long o once"},
        {"なんば", "namba", "older Hepburn: m before b"},
        {"ファーティマ", "fatima", "small vowels"},
        {"ハッサン", "hassan", "doubled"},
        {"정은", "jeongeun", "Revised Romanization"},
        {"정은", "jongun", "Pyongyang"},
        {"이", "lee", "family name"},
        {"부산", "pusan", "McCune-Reischauer"},
        {"习近平", "xijinping", "pinyin"},
        {"毛泽东", "maotsetung", "Wade-Giles"},
        {"陈", "chan", "Hong Kong"},
        {"朴", "park", "Korea"},
        {"仇", "qiu", "read otherwise as a family name"},
    };
    for (const Row& row : rows) expect_among(row);
}

TEST(Reading, OfSouthAsiaAndOthers) {
    const Row rows[] = {
        {"पुतिन", "putin", "no a at the end"},
        {"श्रेष्ठ", "shreshtha", "but after a group"},
        {"ফারুক", "pharuk", "Bengali"},
        {"ফারুক", "faruk", "foreign f"},
        {"ਸਿੰਘ", "singh", "Gurmukhi"},
        {"ರಾಮ", "rama", "Kannada keeps it"},
        {"முருகன்", "murugan", "Tamil voices between vowels"},
        {"สมชาย", "somchai", "RTGS"},
        {"ពូទីន", "putin", "Khmer"},
        {"ከበደ", "kebede", "Ethiopic"},
        {"මහින්ද", "mahinda", "Sinhala"},
        {"މުޙައްމަދު", "muhamadhu", "Thaana"},
    };
    for (const Row& row : rows) expect_among(row);
}

TEST(Reading, OfScriptsWithoutVowels) {
    const Row rows[] = {
        {"محمد", "muhammad", "a common name has its vowels"},
        {"الرحمن", "rahman", "without its article"},
        {"موسوي", "musawi", "so"},
        {"دبوس", "dbus", "long vowels are written"},
        {"משה", "moshe", "Hebrew"},
    };
    for (const Row& row : rows) expect_among(row);
}

TEST(Reading, OfNothing) {
    EXPECT_TRUE(readings(U"").empty());
    EXPECT_TRUE(readings(U"Putin").empty()) << "Latin has none";
    EXPECT_TRUE(readings(U"123").empty());
    EXPECT_TRUE(readings(U"ᠮᠣᠩᠭᠣᠯ").empty()) << "no table";
}

TEST(Reading, OfStretchesInTurn) {
    EXPECT_EQ(readings(U"くみ子").size(), 1U);
    EXPECT_EQ(readings(U"Aбв"), std::vector<std::string>{"abv"});
}

TEST(Reading, IsBounded) {
    for (const char32_t c : std::u32string(U"щ漢한عक")) {
        const std::vector<std::string> found = readings(std::u32string(100000, c));
        EXPECT_LE(found.size(), kMostReadings);
        for (const std::string& reading : found) EXPECT_LE(reading.size(), 8 * kLongestRead);
    }
}

// Decomposed letters read as composed ones do.
TEST(Reading, DoesNotDependOnTheNormalForm) {
    EXPECT_EQ(readings(U"Сергей"), readings(U"Серге\x0438\x0306"));
    EXPECT_EQ(readings(U"Ї"), readings(U"\x0456\x0308"));
    EXPECT_EQ(readings(U"각"), readings(U"\x1100\x1161\x11a8"));
    EXPECT_EQ(readings(U"ガ"), readings(U"カ\x3099"));
    EXPECT_EQ(readings(U"ό"), readings(U"ο\x0301"));
}

TEST(FamilyName, StandsFirstInFullNames) {
    EXPECT_EQ(family_name_size(U"金正恩"), 1U);
    EXPECT_EQ(family_name_size(U"司马光"), 2U);
    EXPECT_EQ(family_name_size(U"김정은"), 1U);
    EXPECT_EQ(family_name_size(U"남궁민수"), 2U);
    EXPECT_EQ(family_name_size(U"华为技术有限公司"), 0U);
    EXPECT_EQ(family_name_size(U"محمد"), 0U);
}

TEST(FirstName, IsCutFromCompounds) {
    EXPECT_EQ(first_name_size(U"عبدالله"), 3U);
    EXPECT_EQ(first_name_size(U"محمدرضا"), 4U);
    EXPECT_EQ(first_name_size(U"نورالدين"), 3U);
    EXPECT_EQ(first_name_size(U"محمدی"), 0U);
    EXPECT_EQ(first_name_size(U"خالد"), 0U);
    EXPECT_EQ(first_name_size(U""), 0U);
}

}  // namespace
}  // namespace standstill::screening
