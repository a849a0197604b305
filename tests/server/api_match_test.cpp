// POST /match in the shape of yente, and the entity behind a match.
#include "server/api_site.h"

namespace standstill::server::api {
namespace {

class AskedMatch : public ::testing::Test {
protected:
    AskedMatch() : token(wire.token_of("rev", "reviewer")) {}

    Said match(const std::string& body, const std::string& path = "/match/default") {
        return wire.post(path, token, body);
    }
    Interface wire;
    std::string token;
};

constexpr const char* kParagon =
    R"({"queries": {"a": {"schema": "Company", "properties": {"name": ["Paragon Solutions"]}},
                    "b": {"schema": "Person", "properties": {"name": ["Nobody Atall Whatsoever"]}}}})";

TEST_F(AskedMatch, AnswersEachQueryByItsName) {
    Said said = match(kParagon);
    ASSERT_EQ(said.status, 200) << said.text;
    const json::value& found = said.body.at("responses").at("a");
    EXPECT_EQ(found.at("status").as_int64(), 200);
    ASSERT_FALSE(found.at("results").as_array().empty());
    const json::value& best = found.at("results").at(0);
    EXPECT_TRUE(best.at("match").as_bool());
    EXPECT_GE(best.at("score").as_double(), 0.7);
    EXPECT_TRUE(best.at("properties").get_object().contains("name"));
    EXPECT_TRUE(best.at("explanations").get_object().contains("name_match"));
    EXPECT_TRUE(said.body.at("responses").at("b").at("results").as_array().empty());
    EXPECT_EQ(text_of(said.body.at("searched").at(0), "list"), "standstill-vendors");
    Said entity = wire.get("/entities/" + text_of(best, "id"), token);
    ASSERT_EQ(entity.status, 200) << entity.text;
    EXPECT_EQ(text_of(entity.body, "id"), text_of(best, "id"));
}

TEST_F(AskedMatch, SearchesOneListWhereOneIsNamed) {
    EXPECT_EQ(match(kParagon, "/api/match/standstill_vendors").status, 200);
    EXPECT_EQ(match(kParagon, "/match/no-such-list").status, 404);
}

TEST_F(AskedMatch, TakesTheParametersOfYente) {
    Said said = match(kParagon, "/match/default?fuzzy=False&algorithm=best&cutoff=0.5&limit=1");
    ASSERT_EQ(said.status, 200) << said.text;
    EXPECT_EQ(said.body.at("responses").at("a").at("results").as_array().size(), 1u);
    EXPECT_EQ(match(kParagon, "/match/default?threshold=2").status, 400);
    EXPECT_EQ(match(kParagon, "/match/default?algorithm=guess").status, 400);
    EXPECT_EQ(match(kParagon, "/match/default?limit=0").status, 400);
}

TEST_F(AskedMatch, SaysWhatIsWrongWithABody) {
    EXPECT_EQ(match("{}").status, 422);
    EXPECT_EQ(match("[").status, 400);
    Said half = match(R"({"queries": {"a": {"schema": "Person", "properties": {"name": [1]}}}})");
    ASSERT_EQ(half.status, 200);
    EXPECT_EQ(half.body.at("responses").at("a").at("status").as_int64(), 400);
    EXPECT_EQ(wire.post("/match/default", "", kParagon).status, 401);
}

}  // namespace
}  // namespace standstill::server::api
