// The public register and the papers of a case, as a browser meets them.
#include <gtest/gtest.h>

#include "report/register.h"
#include "server/pages_fixture.h"
#include "server/pages_markup.h"

namespace standstill::server::pages {
namespace {

class RegisterPages : public Pages {
protected:
    RegisterPages() { import("cases/ice-paragon-2024.yaml"); }

    std::string sound(const std::string& target, const std::string& as) {
        SCOPED_TRACE(target);
        http::Response answer = get(target, as);
        EXPECT_EQ(answer.status, 200);
        for (const std::string& fault : faults_of(read_markup(answer.body))) ADD_FAILURE() << fault;
        return answer.body;
    }
    static bool says(const std::string& body, const std::string& words) {
        return body.find(words) != std::string::npos;
    }
};

TEST_F(RegisterPages, ShowAStrangerWhatIsNotOnRecord) {
    std::string page = sound("/register/ice-paragon-2024", "");
    EXPECT_TRUE(says(page, "no determination under section 2(a) is on record"));
    EXPECT_TRUE(says(page, "withheld under (b)(5)"));
    EXPECT_TRUE(says(page, "Paragon Solutions (US) Inc"));
    EXPECT_FALSE(says(page, "Graphite"));
    std::string list = sound("/register", "");
    EXPECT_TRUE(says(list, "/register/ice-paragon-2024"));
    EXPECT_TRUE(says(list, "none on record"));
}

TEST_F(RegisterPages, SearchOnlyWhatIsPublished) {
    EXPECT_TRUE(says(sound("/register?q=paragon+ice", ""), "/register/ice-paragon-2024"));
    EXPECT_TRUE(says(sound("/register?q=graphite", ""), "No case matches"));
    EXPECT_TRUE(says(sound("/register?q=%3Cb%3E&page=99999999999999999999", ""), "No case"));
}

TEST_F(RegisterPages, GiveTheFileThatProvesIt) {
    http::Response file = get("/register/ice-paragon-2024/proof", "");
    ASSERT_EQ(file.status, 200);
    std::vector<ledger::VerifierKey> keys{office->key()};
    report::RegisterReport report = report::check_register(file.body, keys);
    EXPECT_TRUE(report.is_good) << report::to_text(report);
    EXPECT_EQ(report.closed, 0u);
    EXPECT_EQ(get("/register/no-such-case/proof", "").status, 404);
}

TEST_F(RegisterPages, ShowThePapersToWhomMayRead) {
    EXPECT_EQ(get("/cases/ice-paragon-2024/notice", "").status, 303);
    std::string notice = sound("/cases/ice-paragon-2024/notice", "officer");
    EXPECT_TRUE(says(notice, "No determination is on record, and so no reasons."));
    for (const char* name : {"4a", "4b", "4c", "4d", "2h"}) {
        std::string path = std::string("/cases/ice-paragon-2024/reports/") + name;
        EXPECT_TRUE(says(sound(path + "?at=2025-06-05T12:00:00-04:00", "officer"), "Draft."));
    }
    sound("/cases/ice-paragon-2024/reports", "officer");
    http::Response pdf = get("/cases/ice-paragon-2024/notice.pdf", "officer");
    EXPECT_EQ(pdf.status, 200);
    EXPECT_TRUE(pdf.body.starts_with("%PDF-1."));
    http::Response report = get("/cases/ice-paragon-2024/reports/4d.pdf", "officer");
    EXPECT_TRUE(report.body.starts_with("%PDF-1."));
    EXPECT_EQ(get("/cases/ice-paragon-2024/reports/4e", "officer").status, 404);
    EXPECT_EQ(get("/cases/ice-paragon-2024/notice?at=then", "officer").status, 400);
}

TEST_F(RegisterPages, GiveTheDeadlinesToACalendar) {
    http::Response calendar =
        get("/cases/ice-paragon-2024/deadlines.ics?at=2024-10-10T12:00:00-04:00", "officer");
    EXPECT_EQ(calendar.status, 200);
    EXPECT_TRUE(calendar.body.starts_with("BEGIN:VCALENDAR\r\n"));
    EXPECT_TRUE(says(calendar.body, "DTSTART;VALUE=DATE:20250106"));
}

}  // namespace
}  // namespace standstill::server::pages
