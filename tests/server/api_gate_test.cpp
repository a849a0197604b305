// The gate over the interface, and its tokens held against the published key.
#include "ledger/base64.h"
#include "ledger/ed25519.h"
#include "ledger/token.h"
#include "server/api_site.h"

namespace standstill::server::api {
namespace {

class AskedGate : public ::testing::Test {
protected:
    AskedGate() {
        token = wire.token_of("rev", "reviewer");
        EXPECT_EQ(wire.post("/api/cases", token, Interface::case_file("a-1")).status, 201);
    }
    Interface wire;
    std::string token;
};

TEST_F(AskedGate, SaysRefusedAndWhy) {
    Said said = wire.post("/api/gate", token, R"({"case":"a-1"})");
    ASSERT_EQ(said.status, 200) << said.text;
    EXPECT_EQ(text_of(said.body, "use"), "refused");
    EXPECT_FALSE(said.body.at("because").as_array().empty());
    EXPECT_TRUE(said.body.at("shut_by").as_array().empty()) << said.text;
    EXPECT_FALSE(said.body.get_object().contains("token"));
    EXPECT_EQ(said.headers["cache-control"], "no-store");
    EXPECT_EQ(wire.post("/gate", token, R"({"case":"a-1"})").status, 200);
}

TEST_F(AskedGate, SignsWithThePublishedKey) {
    Said said = wire.post("/api/gate", token, R"({"case":"a-1","signed":true,"nonce":"n:1"})");
    ASSERT_EQ(said.status, 200) << said.text;
    Said keys = wire.get("/.well-known/jwks.json");
    ASSERT_EQ(keys.status, 200);
    const json::value& key = keys.body.at("keys").at(0);
    EXPECT_EQ(text_of(key, "kty"), "OKP");
    EXPECT_EQ(text_of(key, "crv"), "Ed25519");
    EXPECT_EQ(text_of(key, "kid").size(), 43u);
    auto bytes = ledger::bytes_from_base64url(text_of(key, "x"));
    ASSERT_TRUE(bytes);
    auto public_key = ledger::Ed25519PublicKey::from_bytes(*bytes);
    ASSERT_TRUE(public_key);
    auto claims = ledger::verify_permit(text_of(said.body, "token"), {&*public_key, 1}, wire.now());
    ASSERT_TRUE(claims) << claims.error().message;
    EXPECT_EQ(claims->subject, "a-1");
    EXPECT_EQ(claims->outcome, ledger::Outcome::Refused);
    EXPECT_EQ(claims->id, "n:1");
}

// RFC 8037, appendix A.3: the thumbprint of the key of appendix A.1, made as ours is.
TEST(Thumbprint, IsThatOfTheStandard) {
    std::string members =
        R"({"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
    base::Digest digest = base::sha256(members);
    EXPECT_EQ(ledger::base64url(ledger::bytes_of(digest)),
              "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST_F(AskedGate, RecordsWhoAsked) {
    ASSERT_EQ(wire.post("/api/gate", token, R"({"case":"a-1"})").status, 200);
    Said events = wire.get("/api/cases/a-1/events", token);
    const json::value& last = events.body.at("events").as_array().back();
    EXPECT_EQ(text_of(last, "event"), "answer.given");
    EXPECT_EQ(text_of(last, "actor"), "rev");
}

TEST_F(AskedGate, TakesOnlyQuestions) {
    auto post = [&](const std::string& body) { return wire.post("/api/gate", token, body).status; };
    EXPECT_EQ(post("{}"), 422);
    EXPECT_EQ(post(R"({"case":"a-1","at":"soon"})"), 422);
    EXPECT_EQ(post(R"({"case":"a-1","nonce":"a b"})"), 422);
    EXPECT_EQ(post(R"({"case":"a-1","signed":"yes"})"), 422);
    EXPECT_EQ(post(R"({"case":"a-1","case":"b-2"})"), 422);
    EXPECT_EQ(post(R"({"case":"a-1","sigend":true})"), 422);
    EXPECT_EQ(post("[]"), 400);
    EXPECT_EQ(post("case"), 400);
    EXPECT_EQ(post(R"({"case":"none"})"), 404);
    EXPECT_EQ(wire.post("/api/gate", "", R"({"case":"a-1"})").status, 401);
}

TEST_F(AskedGate, IsCountedByOutcome) {
    ASSERT_EQ(wire.post("/api/gate", token, R"({"case":"a-1"})").status, 200);
    Said metrics = wire.get("/metrics", token);
    EXPECT_NE(metrics.text.find("standstill_gate_answers_total{outcome=\"refused\"} 1\n"),
              std::string::npos)
        << metrics.text;
    EXPECT_NE(metrics.text.find("standstill_cases 1\n"), std::string::npos);
}

}  // namespace
}  // namespace standstill::server::api
