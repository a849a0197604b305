// Cases over the interface: opened, read, added to, and what is refused on the way.
#include "server/api_site.h"

namespace standstill::server::api {
namespace {

class Cases : public ::testing::Test {
protected:
    Cases() {
        reviewer = wire.token_of("rev", "reviewer");
        head = wire.token_of("head", "secretary-of-homeland-security");
        Said opened = wire.post("/api/cases", reviewer, Interface::case_file("a-1"));
        EXPECT_EQ(opened.status, 201) << opened.text;
    }
    static std::string finding(const std::string& more = "") {
        return R"({"event":"purpose.set","by":"reviewer","purpose":"operational")" + more + "}";
    }

    Interface wire;
    std::string reviewer, head;
};

TEST_F(Cases, AreOpenedOnceAndFound) {
    Said again = wire.post("/api/cases", reviewer, Interface::case_file("a-1"));
    EXPECT_TRUE(again.body.at("repeated").as_bool()) << again.text;
    Said other = wire.post("/api/cases", reviewer,
                           Interface::case_file("a-1", R"(,"zone":"America/Chicago")"));
    EXPECT_EQ(other.status, 409) << other.text;
    EXPECT_EQ(other.headers["content-type"], "application/problem+json");
    Said opened = wire.post("/api/cases", reviewer, Interface::case_file("b-2"));
    EXPECT_EQ(opened.headers["location"], "/api/cases/b-2");
    Said one = wire.get("/api/cases/b-2", reviewer);
    EXPECT_EQ(one.status, 200);
    EXPECT_EQ(one.headers["etag"], opened.headers["etag"]);
    EXPECT_EQ(text_of(one.body.at("header"), "title"), "The case b-2");
    EXPECT_EQ(wire.get("/api/cases/none-such", reviewer).status, 404);
    EXPECT_EQ(wire.get("/api/cases/NONE", reviewer).status, 404);
}

TEST_F(Cases, AreListedByFilters) {
    ASSERT_EQ(wire.post("/api/cases", reviewer, Interface::case_file("b-2")).status, 201);
    Said all = wire.get("/api/cases?order=title&limit=1", reviewer);
    ASSERT_EQ(all.status, 200) << all.text;
    EXPECT_EQ(number_of(all.body, "total"), 2u);
    EXPECT_EQ(all.body.at("cases").as_array().size(), 1u);
    Said some = wire.get("/api/cases?words=b-2&use=refused", reviewer);
    ASSERT_EQ(some.body.at("cases").as_array().size(), 1u) << some.text;
    EXPECT_EQ(text_of(some.body.at("cases").at(0), "case"), "b-2");
    Said wrong = wire.get("/api/cases?limit=x&colour=red&limit=2", reviewer);
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(errors_of(wrong.body),
              "unknown parameter `colour`\nthe parameter `limit` is there twice\n"
              "`limit` must be a whole number from 1 to 200\n");
}

TEST_F(Cases, TakeEventsAndSayWhereTheyStand) {
    Said recorded = wire.post("/api/cases/a-1/events", reviewer, finding());
    ASSERT_EQ(recorded.status, 201) << recorded.text;
    EXPECT_EQ(number_of(recorded.body, "index"), 1u);
    EXPECT_EQ(number_of(recorded.body, "version"), 2u);
    EXPECT_EQ(recorded.headers["etag"], "\"2\"");
    Said there = wire.get(recorded.headers["location"], reviewer);
    ASSERT_EQ(there.status, 200) << there.text;
    const json::value& event = there.body.at("events").at(0);
    EXPECT_EQ(text_of(event, "event"), "purpose.set");
    EXPECT_EQ(text_of(event, "actor"), "rev");
    EXPECT_EQ(text_of(event.at("facts"), "at"), "2026-11-20T07:00:00-05:00");
}

TEST_F(Cases, TakeAListWholeOrNotAtAll) {
    Said both =
        wire.post("/api/cases/a-1/events", reviewer, "[" + finding() + "," + finding() + "]");
    ASSERT_EQ(both.status, 201) << both.text;
    EXPECT_EQ(number_of(both.body, "count"), 2u);
    Said none = wire.post("/api/cases/a-1/events", reviewer,
                          "[" + finding() + R"(,{"event":"purpose.set","by":"reviewer"}])");
    EXPECT_EQ(none.status, 422) << none.text;
    EXPECT_NE(errors_of(none.body).find("purpose.set needs `purpose`"), std::string::npos);
    EXPECT_EQ(number_of(wire.get("/api/cases/a-1", reviewer).body, "version"), 3u);
    EXPECT_EQ(wire.post("/api/cases/a-1/events", reviewer, "[]").status, 422);
}

TEST_F(Cases, NameEveryMistakeWithItsPlace) {
    Said said = wire.post("/api/cases/a-1/events", reviewer,
                          "{\"event\": \"purpose.set\", \"by\": \"reviewer\",\n \"porpuse\": \"x\","
                          " \"purpose\": \"operational\", \"nota\": \"\"}");
    EXPECT_EQ(said.status, 422);
    std::string errors = errors_of(said.body);
    EXPECT_NE(errors.find(":2:2: unknown key `porpuse` in purpose.set, did you mean `purpose`?"),
              std::string::npos)
        << errors;
    EXPECT_NE(errors.find("unknown key `nota`"), std::string::npos) << errors;
}

TEST_F(Cases, WantValuesOfTheirTypes) {
    Said said = wire.post("/api/cases/a-1/events", reviewer,
                          R"({"event":"contract.awarded","by":"reviewer","vendor":5,)"
                          R"("scope":true,"evidence":"e1","value":[]})");
    EXPECT_EQ(said.status, 422);
    EXPECT_EQ(errors_of(said.body),
              "body:1:80: `evidence` must be a list\nbody:1:54: `vendor` must be a string\n"
              "body:1:93: `value` must be an object\nbody:1:64: `scope` must be a string\n");
}

TEST_F(Cases, RefuseBodiesThatReadInTwoWays) {
    auto post = [&](const std::string& body) {
        return wire.post("/api/cases/a-1/events", reviewer, body).status;
    };
    EXPECT_EQ(post("event: purpose.set"), 400);  // YAML
    EXPECT_EQ(post(R"({"event":"purpose.set","event":"purpose.set"})"), 400);
    EXPECT_EQ(post("{\"event\":\"\xff\"}"), 400);
    EXPECT_EQ(post("{"), 400);
    EXPECT_EQ(post(std::string(100, '[')), 400);
    EXPECT_EQ(post("7"), 422);
    EXPECT_EQ(wire.post("/api/cases/a-1/events", reviewer, finding(),
                        {{"content-type", "application/yaml"}})
                  .status,
              415);
}

TEST_F(Cases, HoldTheExpectedVersion) {
    ASSERT_EQ(
        wire.post("/api/cases/a-1/events", reviewer, finding(), {{"if-match", "\"1\""}}).status,
        201);
    // The same content on the same version is the same command, tried again.
    Said again = wire.post("/api/cases/a-1/events", reviewer, finding(), {{"if-match", "\"1\""}});
    EXPECT_TRUE(again.body.at("repeated").as_bool()) << again.text;
    Said tag = wire.post("/api/cases/a-1/events", reviewer, finding(R"(,"note":"other")"),
                         {{"if-match", "\"1\""}});
    EXPECT_EQ(tag.status, 412) << tag.text;
    EXPECT_EQ(number_of(tag.body, "version"), 2u);
    Said number = wire.post("/api/cases/a-1/events", reviewer, finding(R"(,"note":"other")"),
                            {{"standstill-expected-version", "1"}});
    EXPECT_EQ(number.status, 409) << number.text;
    EXPECT_EQ(number_of(number.body, "version"), 2u);
    auto status = [&](Interface::Headers headers) {
        return wire.post("/api/cases/a-1/events", reviewer, finding(), std::move(headers)).status;
    };
    EXPECT_EQ(status({{"if-match", "2"}}), 400);
    EXPECT_EQ(status({{"if-match", "\"2\""}, {"standstill-expected-version", "2"}}), 400);
    EXPECT_EQ(status({{"standstill-expected-version", "02"}}), 400);
    EXPECT_EQ(status({{"if-match", "*"}}), 201);
}

TEST_F(Cases, RecordAKeyOnce) {
    Interface::Headers key{{"idempotency-key", "the first try, and the second"}};
    Said first = wire.post("/api/cases/a-1/events", reviewer, finding(), key);
    ASSERT_EQ(first.status, 201) << first.text;
    wire.pass(std::chrono::seconds(5));
    Said second = wire.post("/api/cases/a-1/events", reviewer, finding(), key);
    ASSERT_EQ(second.status, 201) << second.text;
    EXPECT_TRUE(second.body.at("repeated").as_bool());
    EXPECT_EQ(number_of(second.body, "index"), number_of(first.body, "index"));
    Said other = wire.post("/api/cases/a-1/events", reviewer, finding(R"(,"note":"x")"), key);
    EXPECT_EQ(other.status, 409) << other.text;
    // The key of another person is another key.
    Said others =
        wire.post("/api/cases/a-1/events", head,
                  R"({"event":"use.decided","by":"secretary-of-homeland-security"})", key);
    EXPECT_EQ(others.status, 201) << others.text;
}

TEST_F(Cases, AreRecordedInOnesOwnOffice) {
    Said other = wire.post("/api/cases/a-1/events", reviewer,
                           R"({"event":"use.decided","by":"secretary-of-homeland-security"})");
    EXPECT_EQ(other.status, 403);
    EXPECT_NE(errors_of(other.body).find("is not an office of yours; you act as reviewer"),
              std::string::npos)
        << other.text;
    Said claimed = wire.post(
        "/api/cases/a-1/events", reviewer,
        R"({"event":"tool.named","tool":"T","by":{"office":"reviewer","confirmed_by":"apnsa"}})");
    EXPECT_EQ(claimed.status, 403);
    EXPECT_NE(errors_of(claimed.body).find("nor who confirmed it"), std::string::npos)
        << claimed.text;
    Said nobody = wire.post("/api/cases/a-1/events", reviewer, R"({"event":"use.decided"})");
    EXPECT_EQ(nobody.status, 403);
    EXPECT_NE(errors_of(nobody.body).find("an event needs `by`"), std::string::npos);
    EXPECT_EQ(wire.post("/api/cases/a-1/events", "", finding()).status, 401);
    EXPECT_EQ(wire.post("/api/cases/a-1/events", "standstill_wrong", finding()).status, 401);
}

TEST_F(Cases, ArePastOnlyForARegistrar) {
    std::string past = finding(R"(,"at":"2026-11-20T06:59:00-05:00")");
    EXPECT_EQ(wire.post("/api/cases/a-1/events", reviewer, past).status, 422);
    identity::Person person;
    person.id = "registrar";
    person.is_registrar = true;
    std::string registrar = wire.token_of(person);
    Said said = wire.post("/api/cases/a-1/events", registrar, past);
    EXPECT_EQ(said.status, 201) << said.text;
    Said future =
        wire.post("/api/cases/a-1/events", registrar, finding(R"(,"at":"2027-01-01T00:00:00Z")"));
    EXPECT_EQ(future.status, 422) << future.text;
}

TEST_F(Cases, KeepGradersFromCertifying) {
    identity::Person both;
    both.id = "both";
    both.name = "Both";
    for (const char* office : {"reviewer", "secretary-of-homeland-security"}) {
        identity::Holding holding;
        holding.office = office;
        both.holdings.push_back(holding);
    }
    ASSERT_TRUE(wire.people->add(both, ""));
    std::string token = wire.token_for("both");
    std::string certify =
        R"({"event":"determination.certified","by":"secretary-of-homeland-security"})";
    std::string grade =
        R"({"event":"evidence.added","by":"secretary-of-homeland-security","id":"e1",)"
        R"("kind":"report","grade":"B2"})";
    ASSERT_EQ(wire.post("/api/cases/a-1/events", token, certify).status, 201);
    Said at_once = wire.post("/api/cases/a-1/events", token, "[" + grade + "," + certify + "]");
    EXPECT_EQ(at_once.status, 403) << at_once.text;
    Said graded = wire.post("/api/cases/a-1/events", token, grade);
    ASSERT_EQ(graded.status, 201) << graded.text;
    EXPECT_EQ(wire.post("/api/cases/a-1/events", token, certify).status, 403);
    EXPECT_EQ(wire.post("/api/cases/a-1/events", head, certify).status, 201);
}

TEST_F(Cases, WriteTheBasisOfAnActingHolder) {
    identity::Person acting;
    acting.id = "acting";
    identity::Holding holding;
    holding.office = "secretary-of-homeland-security";
    holding.is_acting = true;
    holding.basis = "5 U.S.C. 3345(a)(1)";
    holding.confirmed_by = "general-counsel";
    holding.confirmed_by_person = "counsel";
    acting.holdings.push_back(holding);
    identity::Caller caller;
    caller.means = identity::Means::Token;
    caller.person = acting;
    std::vector<base::Node> events{*base::parse_document(
        R"({"event":"use.decided","by":{"office":"secretary-of-homeland-security","acting":false}})",
        "body")};
    auto barred = held_against(caller, *wire.office, "a-1", events);
    ASSERT_TRUE(barred);
    EXPECT_TRUE(barred->reasons.empty());
    EXPECT_FALSE(barred->rests_on);
    const base::Node* by = events[0].find("by");
    ASSERT_NE(by, nullptr);
    EXPECT_EQ(by->find("acting")->scalar, "true");
    EXPECT_EQ(by->find("basis")->scalar, "5 U.S.C. 3345(a)(1)");
    EXPECT_EQ(by->find("confirmed_by")->scalar, "general-counsel");
}

// Two requests at once, one that grades and one that certifies, must not both pass: what was looked
// at is what must stand when the certificate is recorded.
TEST_F(Cases, AreCertifiedOnWhatWasLookedAt) {
    identity::Caller caller;
    caller.means = identity::Means::Token;
    caller.person.id = "head";
    caller.person.holdings.emplace_back().office = "secretary-of-homeland-security";
    std::vector<base::Node> events{*base::parse_document(
        R"({"event":"determination.certified","by":"secretary-of-homeland-security"})", "body")};
    auto held = held_against(caller, *wire.office, "a-1", events);
    ASSERT_TRUE(held);
    EXPECT_TRUE(held->reasons.empty());
    EXPECT_EQ(held->rests_on, *wire.office->log().versions("a-1"));
    ASSERT_GT(*held->rests_on, 0U);

    office::Act grade;
    grade.actor = "head";
    ASSERT_TRUE(wire.office->record_now(
        "a-1",
        {*base::parse_document(
            R"({"event":"evidence.added","by":"reviewer","id":"g1","kind":"report","grade":"B2"})",
            "body")},
        grade));
    office::Act certify;
    certify.actor = "head";
    certify.expected_version = held->rests_on;
    auto late = wire.office->record_now("a-1", events, certify);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, base::ErrorKind::Conflict) << late.error().message;
    auto again = held_against(caller, *wire.office, "a-1", events);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->reasons.size(), 1U);
}

TEST_F(Cases, AreAnsweredAtAnInstant) {
    Said said = wire.get("/api/cases/a-1/answer?at=2026-12-01T00:00:00-05:00", reviewer);
    ASSERT_EQ(said.status, 200) << said.text;
    EXPECT_EQ(text_of(said.body, "use"), "refused");
    EXPECT_EQ(text_of(said.body, "at"), "2026-12-01T00:00:00-05:00");
    EXPECT_FALSE(said.body.get_object().contains("why"));
    Said same = wire.get("/cases/a-1/answer?at=2026-12-01T00:00:00-05:00", reviewer,
                         {{"if-none-match", said.headers["etag"]}});
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.text, "");
    Said why = wire.get("/api/cases/a-1/answer?explain=true", reviewer);
    EXPECT_TRUE(why.body.get_object().contains("why"));
    EXPECT_EQ(wire.get("/api/cases/a-1/answer?at=yesterday", reviewer).status, 400);
}

TEST_F(Cases, AreReadInPages) {
    for (int i = 0; i < 5; ++i)
        ASSERT_EQ(wire.post("/api/cases/a-1/events", reviewer,
                            finding(R"(,"note":")" + std::to_string(i) + "\""))
                      .status,
                  201);
    Said first = wire.get("/api/cases/a-1/events?limit=4", reviewer);
    EXPECT_EQ(first.body.at("events").as_array().size(), 4u);
    EXPECT_EQ(number_of(first.body, "next"), 4u);
    EXPECT_EQ(number_of(first.body, "version"), 6u);
    Said second = wire.get("/api/cases/a-1/events?from=4&limit=4", reviewer);
    EXPECT_EQ(second.body.at("events").as_array().size(), 2u);
    EXPECT_TRUE(second.body.at("next").is_null());
    Said beyond = wire.get("/api/cases/a-1/events?from=40", reviewer);
    EXPECT_EQ(beyond.status, 200);
    EXPECT_TRUE(beyond.body.at("events").as_array().empty());
    EXPECT_EQ(wire.get("/api/cases/none/events", reviewer).status, 404);
}

TEST_F(Cases, AreOpenedWithTheirRecord) {
    std::string record = R"(,"record":[)" + finding() + "]";
    Said opened = wire.post("/api/cases", reviewer, Interface::case_file("c-3", record));
    ASSERT_EQ(opened.status, 201) << opened.text;
    EXPECT_EQ(number_of(opened.body, "version"), 2u);
    Said wrong = wire.post("/api/cases", reviewer,
                           Interface::case_file("d-4", R"(,"record":[{"event":"nothing"}])"));
    EXPECT_GE(wrong.status, 403);
    EXPECT_EQ(wire.get("/api/cases/d-4", reviewer).status, 404);
    Said expect = wire.post("/api/cases", reviewer, Interface::case_file("d-4", R"(,"expect":[])"));
    EXPECT_EQ(expect.status, 422);
    Said key = wire.post("/api/cases", reviewer, Interface::case_file("d-4", R"(,"agnecy":{})"));
    EXPECT_EQ(key.status, 422);
    EXPECT_NE(errors_of(key.body).find("agnecy"), std::string::npos) << key.text;
}

}  // namespace
}  // namespace standstill::server::api
