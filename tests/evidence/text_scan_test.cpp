// The words of a text, found 64 bytes at a time, against a reader that goes letter by letter.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "evidence/mark/marks.h"
#include "evidence/text/letters.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {
namespace {

struct Found {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint64_t hash;

    friend bool operator==(const Found&, const Found&) = default;
};

std::vector<Found> scanned(const std::string& text) {
    std::vector<Found> words;
    ByteMasks masks;
    for_each_word(text, masks, [&](std::uint32_t begin, std::uint32_t end, std::uint64_t hash) {
        words.push_back({begin, end, hash});
    });
    return words;
}

// One letter after the other, with the rules of scan.h and none of its ways.
std::vector<Found> naive(const std::string& text) {
    std::vector<Found> words;
    std::string word;
    std::size_t begin = 0;
    bool dropped = false;  // what is read now is the rest after an apostrophe
    bool after_apostrophe = false;
    bool word_before = false;  // a byte of a word stands before where we are
    auto finish = [&](std::size_t end) {
        if (!word.empty() && !(dropped && word.size() <= 2))
            words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                             word_hash(word)});
        word.clear();
    };
    for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
        Letter letter = fold_letter(code_point_at(text, at, next));
        if (letter.kind == LetterKind::Letter) {
            if (word.empty()) {
                begin = at;
                dropped = after_apostrophe;
            }
            word += letter.text();
        } else if (letter.kind == LetterKind::Ideograph) {
            finish(at);
            words.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(next),
                             word_hash(letter.text())});
        } else if (letter.kind != LetterKind::Nothing) {
            finish(at);
            after_apostrophe = letter.kind == LetterKind::Apostrophe && word_before;
            word_before = static_cast<unsigned char>(text[next - 1]) >= 0x80;
            continue;
        }
        after_apostrophe = false;
        word_before = true;
    }
    finish(text.size());
    return words;
}

TEST(Scan, FoldsDropsAndSeparates) {
    struct Row {
        const char* text;
        std::vector<std::string> words;
        const char* why;
    };
    const Row kRows[] = {
        {"The Lab's Caf\xC3\xA9 DON'T", {"the", "lab", "cafe", "don"}, "marks, capitals, rests"},
        {"Lab\xE2\x80\x99s", {"lab"}, "a typographic apostrophe"},
        {"'tis 's", {"tis", "s"}, "an apostrophe that no word precedes drops nothing"},
        {"co-operate $2.4", {"co", "operate", "2", "4"}, "hyphens and points separate"},
        {"\xE6\x9C\x88\xE6\x97\xA5", {"\xE6\x9C\x88", "\xE6\x97\xA5"}, "ideographs are words"},
        {"\xD0\x9F\xD0\x95\xD0\x93", {"\xD0\xBF\xD0\xB5\xD0\xB3"}, "Cyrillic becomes small"},
        {"Stra\xC3\x9F"
         "e na\xC3\xAF"
         "ve",
         {"strasse", "naive"},
         "one letter may become two"},
        {"inter\xC2\xAD"
         "national",
         {"international"},
         "a soft hyphen is nothing"},
        {"bad\xFF"
         "byte",
         {"bad", "byte"},
         "what is not UTF-8 separates"},
    };
    for (const Row& row : kRows) {
        SCOPED_TRACE(row.why);
        std::vector<Found> words = scanned(row.text);
        ASSERT_EQ(words.size(), row.words.size());
        for (std::size_t i = 0; i < words.size(); ++i)
            EXPECT_EQ(words[i].hash, word_hash(row.words[i])) << row.words[i];
    }
}

TEST(Scan, AgreesWithTheNaiveReaderOnRandomText) {
    const std::string_view kPieces[] = {"a",
                                        "Ab",
                                        "word",
                                        "Z9",
                                        " ",
                                        " ",
                                        "\n",
                                        ".",
                                        "-",
                                        "'",
                                        "'s",
                                        "'t ",
                                        "\"",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x9C",
                                        "\xC3\xA9",
                                        "\xD0\x96",
                                        "\xE6\x9C\x88",
                                        "longerwordthansixteenbytes",
                                        "\xC2\xAD",
                                        "antidisestablishment"};
    std::mt19937 random(14093);
    for (int round = 0; round < 20'000; ++round) {
        std::string text(random() % 3, ' ');
        std::size_t pieces = random() % 60;
        for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random() % std::size(kPieces)];
        ASSERT_EQ(scanned(text), naive(text)) << text;
    }
}

TEST(Scan, FindsAWordAtEveryPlaceOfABlock) {
    for (std::size_t before = 0; before < 140; ++before)
        for (std::size_t size = 1; size < 40; ++size) {
            std::string text = std::string(before, ' ') + std::string(size, 'Q');
            std::vector<Found> words = scanned(text);
            ASSERT_EQ(words.size(), 1U);
            EXPECT_EQ(words[0].begin, before);
            EXPECT_EQ(words[0].end, before + size);
            EXPECT_EQ(words[0].hash, word_hash(std::string(size, 'q')));
        }
}

TEST(Marks, OfBytesAndOfAReadingAreTheSame) {
    std::string text = "\"We know,\" she said. The lab's list named 14 people, two of them twice.";
    Marks fast;
    Marker marker;
    marker.mark(text, fast);
    Marks read = marks_of(*read_text(text), Quoted::Kept);
    EXPECT_EQ(fast.words, read.words);
    EXPECT_EQ(fast.shingles, read.shingles);
    EXPECT_EQ(fast.shingles.size(), fast.words.size() - 2);
    Marks none;
    marker.mark("two words", none);
    EXPECT_TRUE(none.shingles.empty());
}

TEST(Marks, LeaveOutQuotationsAndWhatStandsAroundThem) {
    Reading reading = *read_text("He said \"one two three four\" and left the room.");
    Marks marks = marks_of(reading, Quoted::LeftOut);
    EXPECT_EQ(marks.words.size(), 6U);     // he said and left the room
    EXPECT_EQ(marks.shingles.size(), 2U);  // none of them over the gap
}

}  // namespace
}  // namespace standstill::evidence
