// The strict layer on bytes: what it reads out of a head, and that it does not matter how it came.
#include <gtest/gtest.h>

#include "server/http/strict.h"
#include "server/http/wire.h"

namespace standstill::server::http {
namespace {

const std::string kHead =
    "POST /a%20b?c=d&c=%2Fe HTTP/1.1\r\nHost: example.gov:8443\r\nContent-Length: 12\r\n"
    "EXPECT: 100-continue\r\nConnection: keep-alive , close\r\nEmpty:\r\nPadded: \t a b \t\r\n\r\n";

TEST(Strict, ReadsWhatAHeadSays) {
    auto read = read_head(kHead);
    ASSERT_TRUE(std::holds_alternative<Head>(read));
    const Head& head = std::get<Head>(read);
    EXPECT_EQ(head.method, Method::Post);
    EXPECT_EQ(head.target, "/a%20b?c=d&c=%2Fe");
    EXPECT_EQ(head.path, "/a b");
    EXPECT_EQ(head.query, (Fields{{"c", "d"}, {"c", "/e"}}));
    EXPECT_EQ(head.content_length, 12U);
    EXPECT_TRUE(head.closes);
    EXPECT_TRUE(head.awaits_continue);
    ASSERT_EQ(head.headers.size(), 6U);
    EXPECT_EQ(head.headers[0].first, "host");
    EXPECT_EQ(head.headers[4].second, "");
    EXPECT_EQ(head.headers[5].second, "a b");
}

TEST(Strict, ItDoesNotMatterHowAHeadIsCut) {
    for (std::string bytes : {kHead + "the body", kHead.substr(0, 60) + "\n" + kHead.substr(60)}) {
        HeadScanner whole{HeadBounds{}};
        auto expected = whole.scan(bytes);
        ASSERT_NE(expected, HeadScanner::State::More);
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            HeadScanner scanner{HeadBounds{}};
            scanner.scan(std::string_view(bytes).substr(0, cut));
            EXPECT_EQ(scanner.scan(bytes), expected) << cut;
            EXPECT_EQ(scanner.size(), whole.size()) << cut;
            EXPECT_EQ(scanner.refusal().detail, whole.refusal().detail) << cut;
        }
    }
}

TEST(Strict, AHeadOfExactlyItsBoundIsTaken) {
    for (std::size_t size : {kHead.size(), kHead.size() - 1}) {
        HeadScanner scanner{HeadBounds{size, 4'096, 64}};
        EXPECT_EQ(scanner.scan(kHead) == HeadScanner::State::Complete, size == kHead.size());
    }
}

TEST(Strict, BrowsersMayLeaveInAQueryWhatTheyDo) {
    auto read = read_head("GET /?a[]={b|c}^`d' HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
    ASSERT_TRUE(std::holds_alternative<Head>(read));
    EXPECT_EQ(std::get<Head>(read).query, (Fields{{"a[]", "{b|c}^`d'"}}));
}

TEST(Strict, ALastSlashIsKept) {
    auto read = read_head("GET /cases/ HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_TRUE(std::holds_alternative<Head>(read));
    EXPECT_EQ(std::get<Head>(read).path, "/cases/");
}

TEST(Wire, PrintsTheDate) {
    EXPECT_EQ(print_date(*base::parse_instant("1994-11-06T08:49:37Z")),
              "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(print_date(*base::parse_instant("2024-02-29T23:59:59.999Z")),
              "Thu, 29 Feb 2024 23:59:59 GMT");
}

TEST(Form, IsTextOrNothing) {
    EXPECT_EQ(parse_form("a=1&b=+%2B&&c"), (Fields{{"a", "1"}, {"b", " +"}, {"c", ""}}));
    EXPECT_EQ(parse_form(""), Fields{});
    for (const char* wrong : {"a=%", "a=%4", "%zz=1", "a=%00", "a=%ff", "a=%c0%80", "\xff=1"})
        EXPECT_FALSE(parse_form(wrong)) << wrong;
}

}  // namespace
}  // namespace standstill::server::http
