// Every page that reads, of the real case at several instants and of a hostile one: well-formed,
// structured for everybody, escaped, and without a link that leads nowhere.
#include "server/pages_fixture.h"
#include "server/pages_markup.h"

namespace standstill::server::pages {
namespace {

constexpr const char* kCase = "/cases/ice-paragon-2024";
constexpr const char* kPages[] = {"",           "/factors",   "/why",       "/evidence",
                                  "/questions", "/deadlines", "/stop-work", "/timeline",
                                  "/verify",    "/screening"};
constexpr const char* kInstants[] = {"", "2024-09-30T12:00:00-04:00", "2024-10-10T12:00:00-04:00",
                                     "2025-02-04T12:00:00-05:00", "2026-06-01T12:00:00-04:00"};

class PagesThatRead : public Pages {
protected:
    PagesThatRead() { import("cases/ice-paragon-2024.yaml"); }

    Markup sound(const std::string& target, const std::string& as = "officer", int status = 200) {
        SCOPED_TRACE(target);
        http::Response answer = get(target, as);
        EXPECT_EQ(answer.status, status);
        Markup page = read_markup(answer.body);
        for (const std::string& fault : faults_of(page)) ADD_FAILURE() << fault;
        return page;
    }
    static bool says(const Markup& page, const std::string& words) {
        return page.text.find(words) != std::string::npos;
    }
};

TEST_F(PagesThatRead, AreSoundAtEveryInstant) {
    EXPECT_TRUE(templates_.mistakes().empty());
    for (const char* at : kInstants)
        for (const char* page : kPages)
            sound(std::string(kCase) + page + (*at ? "?at=" + http::encode(at) : ""));
}

TEST_F(PagesThatRead, AreSoundBesideTheCases) {
    for (const char* page :
         {"/", "/cases", "/cases?words=paragon&use=refused&order=title&overdue=yes", "/law",
          "/law/eo-14093", "/law/eo-14093/2%28g%29", "/law/far-52.242-15/FAR%2052.242-15",
          "/law/eo-14093/versions", "/register", "/register/ice-paragon-2024", "/about",
          "/accessibility", "/screening/lists",
          "/screening/owners?of=intellexa-sa&at=2026-06-01"}) {
        sound(page);
        if (!std::string(page).starts_with("/cases") &&
            !std::string(page).starts_with("/screening"))
            sound(page, "");
    }
}

TEST_F(PagesThatRead, LeadSomewhere) {
    std::set<std::string> links;
    for (const char* page : kPages) links.merge(local_links(sound(std::string(kCase) + page)));
    for (const char* page : {"/", "/cases", "/law", "/law/eo-14093", "/register"})
        links.merge(local_links(sound(page)));
    for (const std::string& link : links)
        EXPECT_TRUE(has_route(link.substr(0, link.find('?')))) << link;
    for (const std::string& link : links)
        if (link.starts_with("/law/")) {
            EXPECT_EQ(get(link).status, 200) << link;
        }
}

TEST_F(PagesThatRead, SayWhatTheAnswerSays) {
    Markup early = sound(std::string(kCase) + "?at=2024-10-10T12:00:00-04:00");
    EXPECT_TRUE(says(early, "REFUSED"));
    EXPECT_TRUE(says(early, "Day 2 of 90"));
    EXPECT_TRUE(says(early, "A stop-work order of 2024-10-08 is in force"));
    EXPECT_TRUE(says(early, "0 of 7 known"));
    EXPECT_TRUE(says(early, "as of 2024-10-10T12:00:00-04:00"));
    Markup late = sound(std::string(kCase) + "/deadlines?at=2026-06-01");
    EXPECT_TRUE(says(late, "end of March 27, 2025"));
    EXPECT_TRUE(says(late, "Overdue"));
    EXPECT_TRUE(says(late, "Met late"));
    EXPECT_TRUE(says(late, "without delay; the law gives no date"));
    Markup stopped = sound(std::string(kCase) + "/stop-work");
    EXPECT_TRUE(says(stopped, "Not in force"));
    EXPECT_TRUE(says(stopped, "January 6, 2025"));
    EXPECT_TRUE(says(sound(std::string(kCase) + "/factors"),
                     "Unknown, because nobody has recorded a finding on it."));
    EXPECT_TRUE(
        says(sound(std::string(kCase) + "/evidence"), "usually reliable source; probably true"));
    EXPECT_TRUE(says(sound(std::string(kCase) + "/verify"), "In the log"));
}

TEST_F(PagesThatRead, RefuseWhatTheyCannotShow) {
    sound("/cases/no-such-case", "officer", 404);
    sound(std::string(kCase) + "?at=yesterday", "officer", 400);
    sound(std::string(kCase) + "/verify?event=99999", "officer", 404);
    sound("/law/no-such-law", "officer", 404);
    sound("/law/eo-14093/99%28z%29", "officer", 404);
    sound("/register/no-such-case", "", 404);
    http::Response stranger = get(kCase, "");
    EXPECT_EQ(stranger.status, 303);
}

// A case that tries to be markup, a script, an attribute, and a line that reads backwards.
TEST_F(PagesThatRead, ShowHostileTextAsText) {
    const std::string evil = "<script>alert(1)</script>\\\" onload=\\\"x' & \u202Eevil";
    base::Node head =
        office::node("{standstill: 1, case: hostile, title: \"" + evil +
                     "\", law: [eo-14093], agency: {name: \"" + evil + "\", component: \"" + evil +
                     "\", head: secretary-of-homeland-security}}");
    std::vector<base::Node> events;
    for (const std::string& event :
         {std::string("{event: contract.awarded, by: contracting-officer, vendor: \"") + evil +
              "\", scope: \"" + evil + "\", note: \"" + evil + "\"}",
          "{event: evidence.added, by: {office: reviewer, name: \"" + evil +
              "\"}, id: \"e<1>\", kind: report, publisher: \"" + evil +
              "\", url: \"javascript:alert(1)\", grade: B2, note: \"" + evil + "\"}",
          "{event: tool.named, by: reviewer, tool: \"" + evil + "\", furnishers: [{entity: \"" +
              evil + "\", roles: [\"" + evil + "\"]}], evidence: [\"e<1>\"]}"})
        events.push_back(office::node(event));
    auto done = office->open_case_now(head, events, office::by("officer"));
    ASSERT_TRUE(done) << done.error().message;
    for (const char* page : kPages) {
        Markup read = sound(std::string("/cases/hostile") + page);
        std::size_t scripts = 0;
        for (const Element& one : read.elements) scripts += one.name == "script" ? 1 : 0;
        EXPECT_EQ(scripts, 1U) << page;
        EXPECT_EQ(read.text.find("\u202E"), std::string::npos) << page;
    }
    EXPECT_TRUE(says(sound("/cases/hostile"), "&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_TRUE(says(sound("/cases/hostile"), "[U+202E]"));
    sound("/cases");
    sound("/");
    sound("/register/hostile", "");
}

TEST_F(PagesThatRead, GiveTheBundleToThoseWhoReadEntries) {
    identity::Person auditor;
    auditor.id = "auditor";
    auditor.name = "The auditor";
    auditor.is_auditor = true;
    ASSERT_TRUE(people_->add(auditor, ""));
    http::Response bundle = get("/bundle", "auditor");
    EXPECT_EQ(bundle.status, 200);
    EXPECT_NE(bundle.body.find("manifest.sig"), std::string::npos);
    EXPECT_TRUE(says(sound(std::string(kCase) + "/verify", "auditor"), "Download the bundle"));
    identity::Person administrator;
    administrator.id = "administrator";
    administrator.name = "The administrator";
    administrator.is_administrator = true;
    ASSERT_TRUE(people_->add(administrator, ""));
    EXPECT_EQ(get("/bundle", "administrator").status, 403);
    EXPECT_EQ(get("/bundle", "").status, 303);
}

TEST_F(PagesThatRead, TellAStrangerTheStateOfTheRealCaseAndWhy) {
    site_->settings.is_demonstration = true;
    import("cases/exercises/heron.yaml");
    Markup home = sound("/", "");
    for (const char* words :
         {"ICE contract with Paragon Solutions (US)", "REFUSED", "6 conditions are not met",
          "No determination says that the use is not prohibited", "Look around as", "The officer",
          "It decides nothing."})
        EXPECT_TRUE(says(home, words)) << words;
    // A form of a visitor carries a token, bound to a cookie that comes with the page.
    std::size_t tokens = 0;
    for (const Element& one : home.elements)
        if (one.attribute("name") == "form_token" && !one.attribute("value").empty()) ++tokens;
    EXPECT_EQ(tokens, 2U);
    site_->settings.is_demonstration = false;
    EXPECT_FALSE(says(sound("/", ""), "Paragon"));
}

TEST_F(PagesThatRead, WarnOfAProgramMistakeInsteadOfHalfAPage) {
    Page page;
    page.title = "A page";
    page.template_name = "no/such";
    http::Response answer = show(*site_, {}, page);
    EXPECT_EQ(answer.status, 500);
    EXPECT_NE(answer.body.find("no template called no/such"), std::string::npos);
}

}  // namespace
}  // namespace standstill::server::pages
