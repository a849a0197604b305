// Pictures of the real case and of a hostile one: the same bytes each time, a name and a
// description, no style of their own, and nothing of the case unescaped.
#include "report/picture.h"

#include <gtest/gtest.h>

#include "cli/files.h"
#include "report/drawing.h"

namespace standstill::report {
namespace {

class Pictures : public ::testing::Test {
protected:
    Pictures() : library(*cli::read_rules("rules")) {}

    review::Case real() {
        auto of = cli::load_case("cases/ice-paragon-2024.yaml", library);
        EXPECT_TRUE(of) << of.error().message;
        return std::move(*of);
    }
    static base::Instant instant(const char* text) { return *base::parse_instant(text); }
    static std::size_t count(const std::string& text, const std::string& piece) {
        std::size_t n = 0;
        for (std::size_t at = 0; (at = text.find(piece, at)) != std::string::npos; ++at) ++n;
        return n;
    }
    static void expect_sound(const std::string& picture) {
        EXPECT_TRUE(picture.starts_with("<svg ")) << picture.substr(0, 80);
        EXPECT_TRUE(picture.ends_with("</svg>\n"));
        EXPECT_NE(picture.find("role=\"img\""), std::string::npos);
        EXPECT_NE(picture.find("<desc id=\"picture-"), std::string::npos);
        EXPECT_EQ(picture.find("style="), std::string::npos);
        EXPECT_EQ(picture.find("<script"), std::string::npos);
        EXPECT_EQ(count(picture, "<text"), count(picture, "</text>"));
    }

    review::Library library;
};

TEST_F(Pictures, OfTheRealCaseAreSoundAndRepeat) {
    review::Case of = real();
    for (const char* at :
         {"2024-09-28T00:00:00-04:00", "2024-10-10T12:00:00-04:00", "2026-06-01T12:00:00-04:00"}) {
        review::Reviewer reviewer(*of.program, of.record);
        review::Answer answer = reviewer.answer(instant(at));
        for (int twice = 0; twice < 2; ++twice) {
            expect_sound(timeline_picture(of, answer));
            expect_sound(decision_picture(reviewer, answer));
        }
        EXPECT_EQ(timeline_picture(of, answer), timeline_picture(of, answer));
        EXPECT_EQ(decision_picture(reviewer, answer), decision_picture(reviewer, answer));
    }
    expect_sound(evidence_picture(of, instant("2026-06-01T12:00:00-04:00")));
}

TEST_F(Pictures, ShowTheClockOfTheStopWorkOrder) {
    review::Case of = real();
    review::Reviewer reviewer(*of.program, of.record);
    std::string picture =
        timeline_picture(of, reviewer.answer(instant("2024-10-10T12:00:00-04:00")));
    EXPECT_NE(picture.find("stop-work: 90 days, to 2025-01-06"), std::string::npos);
    EXPECT_NE(picture.find("as of 2024-10-10"), std::string::npos);
    std::string later = timeline_picture(of, reviewer.answer(instant("2026-06-01T12:00:00-04:00")));
    EXPECT_NE(later.find("past its last day"), std::string::npos);
    EXPECT_NE(later.find("overdue"), std::string::npos);
}

TEST_F(Pictures, AreEmptyWhereNothingIsOnRecord) {
    review::Case of = real();
    review::Reviewer reviewer(*of.program, of.record);
    base::Instant before = instant("2020-01-01T00:00:00Z");
    EXPECT_EQ(timeline_picture(of, reviewer.answer(before)), "");
    EXPECT_EQ(evidence_picture(of, before), "");
}

TEST_F(Pictures, TellCopiesUnderTheirOriginal) {
    auto of = cli::load_case("tests/cases/absent-on-a-copy-of-a-list.yaml", library);
    ASSERT_TRUE(of) << of.error().message;
    std::string picture = evidence_picture(*of, instant("2030-01-01T00:00:00Z"));
    EXPECT_NE(picture.find("copy: "), std::string::npos);
}

TEST(Drawings, EscapeAndShorten) {
    Drawing drawing("x", 10);
    drawing.text(0, 0, "<b> & \u202E", "body");
    drawing.circle(1, 1, 1, "event", "\"tip\" <i>");
    std::string picture = drawing.finish(10, "a < b", "c & d");
    EXPECT_NE(picture.find("&lt;b&gt; &amp; [U+202E]"), std::string::npos);
    EXPECT_NE(picture.find("&quot;tip&quot; &lt;i&gt;"), std::string::npos);
    EXPECT_NE(picture.find("a &lt; b"), std::string::npos);
    EXPECT_EQ(shortened("Zürich", 6), "Zürich");
    EXPECT_EQ(shortened("Zürich am See", 7), "Zürich…");
    EXPECT_EQ(wrapped("one two three four", 9, 2),
              (std::vector<std::string>{"one two", "three fo…"}));
}

}  // namespace
}  // namespace standstill::report
