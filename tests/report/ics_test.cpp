// Deadlines in a calendar: the format's own rules, both readings, and the same bytes again.
#include "report/ics.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "report/desk.h"

namespace standstill::report {
namespace {

std::string calendar_of(const std::string& path, const char* at, std::string_view url = {}) {
    review::Case of = case_from(path);
    review::Reviewer reviewer(*of.program, of.record);
    base::Instant when = *base::parse_instant(at);
    review::Answer answer = reviewer.answer(when);
    return to_ics({{of, answer}}, when, url);
}

// The lines as a reader sees them: folds taken out.
std::string unfolded(std::string text) {
    for (std::size_t at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at))
        text.erase(at, 3);
    return text;
}

TEST(Ics, FoldsAtSeventyFiveBytesAndNeverInsideACharacter) {
    // Characters of one to four bytes, at every offset from the fold.
    for (const char* letter : {"a", "\u00e9", "\u20ac", "\U0001F512"})
        for (std::size_t lead = 60; lead < 90; ++lead) {
            std::string line = std::string(lead, 'x');
            for (int i = 0; i < 60; ++i) line += letter;
            std::string folded = ics_line(line);
            EXPECT_TRUE(folded.ends_with("\r\n"));
            for (const std::string& part : base::split(folded, '\n')) {
                if (part.empty()) continue;
                EXPECT_TRUE(part.ends_with("\r"));
                EXPECT_LE(part.size() - 1, 75u) << lead << " " << letter;
                EXPECT_TRUE(base::is_utf8(part)) << lead << " " << letter;
            }
            EXPECT_EQ(unfolded(folded), line + "\r\n");
        }
    EXPECT_EQ(ics_line(std::string(75, 'x')), std::string(75, 'x') + "\r\n");
    EXPECT_EQ(ics_line(""), "\r\n");
}

TEST(Ics, EscapesText) {
    EXPECT_EQ(ics_text("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    EXPECT_EQ(ics_text("x\r\nBEGIN:VALARM"), "x\\nBEGIN:VALARM");
    EXPECT_EQ(ics_text("\x01\x7f"), "");
}

TEST(Ics, ShowsTheDutiesOfTheRealCase) {
    std::string text =
        unfolded(calendar_of("cases/ice-paragon-2024.yaml", "2024-10-10T12:00:00-04:00"));
    EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    EXPECT_TRUE(text.ends_with("END:VCALENDAR\r\n"));
    EXPECT_NE(text.find("DTSTART;VALUE=DATE:20250106\r\nDTEND;VALUE=DATE:20250107"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("DTSTAMP:20241010T160000Z"), std::string::npos);
    EXPECT_NE(text.find("UID:duty-FAR_52.242_15-3-0.ice-paragon-2024@standstill"),
              std::string::npos)
        << text;
    EXPECT_EQ(text.find("VALARM"), std::string::npos);
    EXPECT_EQ(text.find("wait."), std::string::npos);
}

TEST(Ics, KeepsItsNamesWhenTheInstantIsAnother) {
    auto uids = [](const std::string& text) {
        std::vector<std::string> out;
        const auto lines = base::split(unfolded(text), '\n');
        for (const std::string& line : lines)
            if (line.starts_with("UID:")) out.push_back(line);
        return out;
    };
    auto first = uids(calendar_of("cases/ice-paragon-2024.yaml", "2024-10-10T12:00:00-04:00"));
    auto later = uids(calendar_of("cases/ice-paragon-2024.yaml", "2024-10-12T12:00:00-04:00"));
    EXPECT_EQ(first, later);
    EXPECT_EQ(calendar_of("cases/ice-paragon-2024.yaml", "2024-10-10T12:00:00-04:00"),
              calendar_of("cases/ice-paragon-2024.yaml", "2024-10-10T12:00:00-04:00"));
}

TEST(Ics, TellsAWaitWithBothReadings) {
    std::string text = unfolded(calendar_of("tests/cases/lawful-way.yaml",
                                            "2024-10-10T12:00:00-04:00", "https://office.example"));
    EXPECT_NE(text.find("UID:wait.lawful-way@standstill"), std::string::npos) << text;
    EXPECT_NE(text.find("DTSTART:20241016T040000Z"), std::string::npos);
    EXPECT_NE(text.find("2024-10-16T00:00:00-04:00"), std::string::npos);
    EXPECT_NE(text.find("2024-10-15T14:00:00-04:00"), std::string::npos);
    EXPECT_NE(text.find("URL:https://office.example/cases/lawful-way/deadlines"),
              std::string::npos);
    std::string over = calendar_of("tests/cases/lawful-way.yaml", "2024-10-20T12:00:00-04:00");
    EXPECT_EQ(over.find("UID:wait"), std::string::npos);
}

// Ninety days end on a Sunday (TV-15).
TEST(Ics, TellsTheOtherReadingOfADayThatIsClosed) {
    std::string text = unfolded(
        calendar_of("tests/cases/ninety-days-end-on-sunday.yaml", "2023-06-22T00:00:00-04:00"));
    EXPECT_NE(text.find("DTSTART;VALUE=DATE:20230625"), std::string::npos) << text;
    EXPECT_NE(text.find("On the reading that moves a last day that is closed\\, 2023-06-26."),
              std::string::npos)
        << text;
}

}  // namespace
}  // namespace standstill::report
