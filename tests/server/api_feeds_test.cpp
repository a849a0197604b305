// Feeds: who may read them, and that what stands in them is escaped and keeps its name.
#include "server/api/atom.h"
#include "server/api_site.h"

namespace standstill::server::api {
namespace {

using identity::Permission;

class Feeds : public ::testing::Test {
protected:
    Feeds() {
        token = wire.token_of("rev", "reviewer");
        EXPECT_EQ(wire.post("/api/cases", token, Interface::case_file("a-1")).status, 201);
        EXPECT_EQ(wire.post("/api/cases/a-1/events", token,
                            R"({"event":"purpose.set","by":"reviewer","purpose":"operational"})")
                      .status,
                  201);
        feed_token = *wire.people->make_token("rev", "feed reader", {Permission::ReadCases},
                                              wire.now(), wire.now() + std::chrono::hours(24));
    }
    static std::size_t count(const std::string& text, const std::string& what) {
        std::size_t out = 0;
        for (std::size_t at = text.find(what); at != std::string::npos;
             at = text.find(what, at + 1))
            ++out;
        return out;
    }
    Interface wire;
    std::string token, feed_token;
};

TEST_F(Feeds, TellOfEventsByATokenInTheAddress) {
    Said said = wire.get("/feeds/events.atom?token=" + feed_token);
    ASSERT_EQ(said.status, 200) << said.text;
    EXPECT_EQ(said.headers["content-type"], "application/atom+xml; charset=utf-8");
    EXPECT_EQ(count(said.text, "<entry>"), 2u);
    EXPECT_NE(said.text.find("<title>a-1: purpose.set</title>"), std::string::npos) << said.text;
    EXPECT_NE(said.text.find("/1</id>"), std::string::npos) << said.text;
    EXPECT_EQ(said.text.find(feed_token), std::string::npos);
    // What is asked again says the same of what it said.
    EXPECT_EQ(wire.get("/feeds/events.atom?token=" + feed_token).text, said.text);
}

TEST_F(Feeds, LeaveOutAnswersAndOtherCases) {
    ASSERT_EQ(wire.post("/api/gate", token, R"({"case":"a-1"})").status, 200);
    ASSERT_EQ(wire.post("/api/cases", token, Interface::case_file("b-2")).status, 201);
    EXPECT_EQ(count(wire.get("/feeds/events.atom", token).text, "<entry>"), 3u);
    EXPECT_EQ(count(wire.get("/feeds/events.atom?case=b-2", token).text, "<entry>"), 1u);
    EXPECT_EQ(count(wire.get("/feeds/events.atom?limit=1", token).text, "<entry>"), 1u);
}

TEST_F(Feeds, TakeNoTokenInTheAddressThatDoesMore) {
    EXPECT_EQ(wire.get("/feeds/events.atom?token=" + token).status, 403);
    EXPECT_EQ(wire.get("/feeds/events.atom?token=nonsense").status, 401);
    EXPECT_EQ(wire.get("/feeds/events.atom").status, 401);
    EXPECT_EQ(wire.get("/feeds/events.atom", token).status, 200);
}

TEST_F(Feeds, TellWhatOnesOfficesOwe) {
    std::string head = wire.token_of("head", "secretary-of-homeland-security");
    ASSERT_EQ(wire.post("/api/cases/a-1/events", head,
                        R"([{"event":"contract.awarded","by":"secretary-of-homeland-security",)"
                        R"("vendor":"V <&> \"Co\""}])")
                  .status,
              201);
    Said said = wire.get("/feeds/duties.atom", head);
    ASSERT_EQ(said.status, 200) << said.text;
    EXPECT_NE(said.text.find("<title>a-1: 4(d) open by 2027-03-28T"), std::string::npos)
        << said.text;
    Said list = wire.get("/api/duties", head);
    ASSERT_EQ(list.status, 200);
    EXPECT_EQ(text_of(list.body.at("duties").at(0), "cite"), "4(d)") << list.text;
    Said dates = wire.get("/deadlines.ics", head);
    EXPECT_EQ(dates.status, 200);
    EXPECT_EQ(dates.headers["content-type"], "text/calendar; charset=utf-8");
    EXPECT_EQ(dates.text.substr(0, 17), "BEGIN:VCALENDAR\r\n");
    EXPECT_EQ(count(dates.text, "BEGIN:VEVENT"), 1u) << dates.text;
    EXPECT_EQ(wire.get("/deadlines.ics").status, 401);
    // Who holds no office owes nothing.
    identity::Person person;
    person.id = "registrar";
    person.is_registrar = true;
    Said none = wire.get("/feeds/duties.atom", wire.token_of(person));
    EXPECT_EQ(none.status, 200) << none.text;
    EXPECT_EQ(count(none.text, "<entry>"), 0u);
}

TEST(Atom, EscapesAndNames) {
    EXPECT_EQ(xml_text("a<b>&\"\x01\n"), "a&lt;b&gt;&amp;&quot;\n");
    base::Instant day = *base::parse_instant("2026-03-27T12:00:00Z");
    EXPECT_EQ(tag_uri("example.gov/log", day, "7"), "tag:example.gov,2026-03-27:example.gov/log/7");
    EXPECT_EQ(tag_uri("a b/c d", day, "7"), "tag:standstill.invalid,2026-03-27:a%20b/c%20d/7");
}

}  // namespace
}  // namespace standstill::server::api
