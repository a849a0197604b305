// Which route answers which path.
#include <gtest/gtest.h>

#include "server/http/router.h"

namespace standstill::server::http {
namespace {

Route route(Method method, std::string pattern) {
    return {method, std::move(pattern), Runs::Here, kDefaultBody, [](Request, Reply) {}};
}

std::string found(const Router& router, Method method, std::string_view path) {
    Router::Match match = router.find(method, path);
    std::string out = match.route ? match.route->pattern : match.path_known ? match.allow : "none";
    for (const auto& [name, value] : match.captures) out += " " + name + "=" + value;
    return out;
}

TEST(Router, TheMoreLiteralPatternWinsWhateverTheOrder) {
    Router router;
    for (const char* pattern : {"/cases/{id}", "/", "/cases/new", "/cases/{id}/act/{act}",
                                "/cases/{id}/why", "/static/{hash}/{rest...}", "/cases"})
        ASSERT_TRUE(router.add(route(Method::Get, pattern)));
    struct Row {
        const char *path, *found;
    };
    for (const Row& row : std::initializer_list<Row>{
             {"/", "/"},
             {"/cases", "/cases"},
             {"/cases/new", "/cases/new"},
             {"/cases/old", "/cases/{id} id=old"},
             {"/cases/new/why", "/cases/{id}/why id=new"},
             {"/cases/a/act/waiver", "/cases/{id}/act/{act} act=waiver id=a"},
             {"/static/1f/css/a.css", "/static/{hash}/{rest...} hash=1f rest=css/a.css"},
             {"/static/1f", "none"},
             {"/static/1f/", "none"},
             {"/cases/", "none"},
             {"/cases/a/", "none"},
             {"", "none"},
         })
        EXPECT_EQ(found(router, Method::Get, row.path), row.found) << row.path;
}

TEST(Router, AnotherMethodIsToldWhichAreAllowed) {
    Router router;
    ASSERT_TRUE(router.add(route(Method::Get, "/cases/new")));
    ASSERT_TRUE(router.add(route(Method::Post, "/cases/{id}")));
    EXPECT_EQ(found(router, Method::Post, "/cases/new"), "/cases/{id} id=new");
    EXPECT_EQ(found(router, Method::Put, "/cases/new"), "GET, HEAD, POST");
    EXPECT_EQ(found(router, Method::Get, "/cases/a"), "POST");
}

TEST(Router, TheLastResortMakesNoPathKnown) {
    Router router;
    ASSERT_TRUE(router.add(route(Method::Get, "/{rest...}")));
    ASSERT_TRUE(router.add(route(Method::Post, "/api/gate")));
    ASSERT_TRUE(router.add(route(Method::Get, "/cases/{id}")));
    EXPECT_EQ(found(router, Method::Get, "/nowhere/at/all"), "/{rest...} rest=nowhere/at/all");
    EXPECT_EQ(found(router, Method::Post, "/nowhere/at/all"), "none");
    EXPECT_EQ(found(router, Method::Get, "/api/gate"), "POST");
    EXPECT_EQ(found(router, Method::Head, "/api/gate"), "POST");
    EXPECT_EQ(found(router, Method::Post, "/cases/a"), "GET, HEAD");
    EXPECT_EQ(found(router, Method::Get, "/cases/a"), "/cases/{id} id=a");
}

TEST(Router, HeadIsAnsweredByGetUnlessItHasItsOwn) {
    Router router;
    ASSERT_TRUE(router.add(route(Method::Get, "/a")));
    ASSERT_TRUE(router.add(route(Method::Head, "/b")));
    EXPECT_EQ(found(router, Method::Head, "/a"), "/a");
    EXPECT_EQ(found(router, Method::Get, "/b"), "HEAD");
}

TEST(Router, PatternsThatDoNotReadAreRefused) {
    Router router;
    for (const char* pattern :
         {"", "a", "/a//b", "/a/", "/{", "/{}", "/{...}", "/x{a}", "/{rest...}/more", "/{a{b}}"})
        EXPECT_FALSE(router.add(route(Method::Get, pattern))) << pattern;
}

TEST(Router, TwoThatAreEqualAreRefused) {
    Router router;
    ASSERT_TRUE(router.add(route(Method::Get, "/cases/{id}")));
    EXPECT_TRUE(router.add(route(Method::Post, "/cases/{id}")));
    auto again = router.add(route(Method::Get, "/cases/{other}"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().message, "`GET /cases/{other}` is there already, as `/cases/{id}`");
}

}  // namespace
}  // namespace standstill::server::http
