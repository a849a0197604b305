// Sentences, quotations and anchors, each with the bytes where it stands.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/text/letters.h"
#include "evidence/text/reading.h"
#include "evidence/text/sound.h"

namespace standstill::evidence {
namespace {

std::vector<std::string> sentences(const std::string& text) {
    Reading reading = *read_text(text);
    std::vector<std::string> shown;
    for (const Sentence& sentence : reading.sentences)
        shown.emplace_back(reading.shown(sentence.span));
    return shown;
}

using Strings = std::vector<std::string>;

TEST(Reading, EndsSentencesWhereAReaderWould) {
    EXPECT_EQ(sentences("Mr. Hale left. He was late."),
              (Strings{"Mr. Hale left.", "He was late."}));
    EXPECT_EQ(sentences("J. Hale paid $2.4 million. \"Why?\" she asked."),
              (Strings{"J. Hale paid $2.4 million.", "\"Why?\" she asked."}));
    EXPECT_EQ(sentences("A heading\n\nA text."), (Strings{"A heading", "A text."}));
    EXPECT_EQ(sentences("A line that is broken because it is long enough to be broken by somebody\n"
                        "goes on here."),
              (Strings{"A line that is broken because it is long enough to be broken by somebody\n"
                       "goes on here."}));
    EXPECT_TRUE(sentences(" .\n?! ").empty());
}

TEST(Reading, FindsQuotationsOfThreeWordsOrMore) {
    Reading reading = *read_text(
        "The \"so-called\" deal. \"We did it,\" he said. \xE2\x80\x9CNobody asked us\xE2\x80\x9D \xC2\xAB"
        "personne ne sait\xC2\xBB \xE2\x80\x98not\xE2\x80\x99 it's 'open \"unclosed words stay so");
    ASSERT_EQ(reading.quotations.size(), 3U);
    EXPECT_EQ(reading.shown(reading.quotations[0].span), "We did it,");
    EXPECT_EQ(reading.shown(reading.quotations[1].span), "Nobody asked us");
    EXPECT_EQ(reading.shown(reading.quotations[2].span), "personne ne sait");
    EXPECT_TRUE(reading.words[reading.quotations[1].words.first].quoted);
    EXPECT_FALSE(reading.words[0].quoted);
}

TEST(Reading, GivesTheSameKeyToTheSameThingInOtherWords) {
    struct Row {
        const char* text;
        AnchorKind kind;
        const char* normal;
    };
    const Row kRows[] = {
        {"worth $2.4 million now", AnchorKind::Number, "2400000"},
        {"2,4 Millionen Dollar", AnchorKind::Number, "2400000"},
        {"about $10,000 then", AnchorKind::Number, "10000"},
        {"10.000 Euro", AnchorKind::Number, "10000"},
        {"some 14 people", AnchorKind::Number, "14"},
        {"fourteen people", AnchorKind::Number, "14"},
        {"twenty-one people", AnchorKind::Number, "21"},
        {"on September 27, 2024, it", AnchorKind::Date, "--09-27"},
        {"am 27. September 2024", AnchorKind::Date, "--09-27"},
        {"el 27 de septiembre de 2024", AnchorKind::Date, "--09-27"},
        {"2024-09-27 was", AnchorKind::Date, "--09-27"},
        {"le 27 septembre", AnchorKind::Date, "--09-27"},
        {"27 \xD1\x81\xD0\xB5\xD0\xBD\xD1\x82\xD1\x8F\xD0\xB1\xD1\x80\xD1\x8F", AnchorKind::Date,
         "--09-27"},
        {"9\xE6\x9C\x88"
         "27\xE6\x97\xA5",
         AnchorKind::Date, "--09-27"},
    };
    for (const Row& row : kRows) {
        SCOPED_TRACE(row.text);
        Reading reading = *read_text(row.text);
        ASSERT_FALSE(reading.anchors.empty());
        EXPECT_EQ(reading.anchors[0].kind, row.kind);
        EXPECT_EQ(reading.anchors[0].normal, row.normal);
    }
}

TEST(Reading, TakesNoNameFromTheBeginningOfASentenceAlone) {
    Reading reading = *read_text("Yesterday the firm Orvane left. Orvane came back. May it stay.");
    ASSERT_EQ(reading.anchors.size(), 2U);
    EXPECT_EQ(reading.shown(reading.anchors[0].span), "Orvane");
    EXPECT_EQ(reading.shown(reading.anchors[1].span), "Orvane");
}

TEST(Reading, KnowsNamesBySound) {
    EXPECT_EQ(sound_of("washington"), sound_of("vashington"));
    EXPECT_EQ(sound_of("israel"), sound_of("izrail"));
    EXPECT_EQ(sound_of(in_latin("\xD1\x82\xD0\xB8\xD1\x80\xD0\xB0\xD0\xBD\xD0\xB0")),
              sound_of("tirana"));
}

TEST(Reading, CountsCharactersForASelector) {
    std::string text = "Caf\xC3\xA9 \xE6\x9C\x88 end";
    EXPECT_EQ(code_points_before(text, text.find("end")), 7U);
}

TEST(Reading, TellsLanguages) {
    EXPECT_EQ(read_text("the cat sat on the mat and it was not there")->language,
              Language::English);
    EXPECT_EQ(read_text("der Hund und die Katze sind nicht in dem Haus")->language,
              Language::German);
    EXPECT_EQ(read_text("Orvane Lantern Meridian")->language, Language::Unknown);
}

TEST(Reading, RefusesWhatIsTooLong) {
    auto reading = read_text(std::string(kLongestText + 1, 'a'));
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error().message,
              "a text of 16777217 bytes is longer than the 16777216 that are compared");
}

TEST(Reading, TakesAnyBytes) {
    for (const char* text : {"", "\xFF\xFE\xFD", "\xE2\x80", "\"", "''''", "\xE2\x80\x9C",
                             "9,9,9,9.", "1 000 000 000 000 000 000 000 000"})
        EXPECT_TRUE(read_text(text)) << text;
}

}  // namespace
}  // namespace standstill::evidence
