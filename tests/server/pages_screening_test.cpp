// Screening on pages: a name asked for, and the vendors of a case.
#include "server/pages_fixture.h"
#include "server/pages_markup.h"

namespace standstill::server::pages {
namespace {

class PagesOfScreening : public Pages {
protected:
    PagesOfScreening() { import("cases/ice-paragon-2024.yaml"); }

    Markup sound(const std::string& target, int status = 200) {
        SCOPED_TRACE(target);
        http::Response answer = get(target);
        EXPECT_EQ(answer.status, status);
        Markup page = read_markup(answer.body);
        for (const std::string& fault : faults_of(page)) ADD_FAILURE() << fault;
        return page;
    }
    static bool says(const Markup& page, const std::string& words) {
        return page.text.find(words) != std::string::npos;
    }
};

TEST_F(PagesOfScreening, ShowTheHitsOfANameAndWhatWasSearched) {
    Markup page = sound("/screening?name=Paragon+Solutions&kind=organization&country=us");
    EXPECT_TRUE(says(page, "Paragon Solutions"));
    EXPECT_TRUE(says(page, "mode standard/1"));
    EXPECT_TRUE(says(page, "country"));
    EXPECT_TRUE(says(page, "standstill-vendors"));
    EXPECT_TRUE(says(page, "same letters"));
}

TEST_F(PagesOfScreening, SayThatThereIsNoHitAndWhere) {
    Markup page = sound("/screening?name=Borealis+Fisheries+of+Tromso");
    EXPECT_TRUE(says(page, "No hit"));
    EXPECT_TRUE(says(page, "standstill-vendors"));
}

TEST_F(PagesOfScreening, NameWhatIsWrongInTheForm) {
    Markup page = sound("/screening?name=Paragon&born=soon&country=Greece", 400);
    EXPECT_TRUE(says(page, "is no date"));
    EXPECT_TRUE(says(page, "is no code of two letters"));
    EXPECT_EQ(get("/screening", "").status, 303);
}

TEST_F(PagesOfScreening, KeepHostileNamesAsText) {
    constexpr const char* kHostile = "/screening?name=%3Cscript%3Ealert(1)%3C/script%3E";
    EXPECT_TRUE(says(sound(kHostile), "alert(1)"));
    EXPECT_EQ(get(kHostile).body.find("<script>alert"), std::string::npos);
}

TEST_F(PagesOfScreening, ScreenTheVendorsOfACase) {
    Markup page = sound("/cases/ice-paragon-2024/screening");
    EXPECT_TRUE(says(page, "Paragon Solutions (US) Inc"));
    EXPECT_TRUE(says(page, "Make this report evidence"));
    Markup then = sound("/cases/ice-paragon-2024/screening?at=2024-10-10T12:00:00-04:00");
    EXPECT_FALSE(says(then, "Make this report evidence"));
}

}  // namespace
}  // namespace standstill::server::pages
