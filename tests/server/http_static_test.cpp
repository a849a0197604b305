// The static files as a browser gets them.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "server/static_files.h"

namespace standstill::server {
namespace {

http::Request asking(std::vector<std::pair<std::string, std::string>> headers) {
    http::Request request;
    request.headers = std::move(headers);
    return request;
}

std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return "";
}

http::Response css(std::vector<std::pair<std::string, std::string>> headers) {
    return static_answer(asking(std::move(headers)), embedded_static().digest,
                         "uswds/css/uswds.min.css");
}

TEST(StaticFiles, APathNamesItsContent) {
    std::string digest(embedded_static().digest);
    EXPECT_EQ(digest.size(), 16U);
    EXPECT_EQ(static_path("uswds/css/uswds.min.css"),
              "/static/" + digest + "/uswds/css/uswds.min.css");
    EXPECT_DEATH(static_path("uswds/css/none.css"), "no static file is named");
}

TEST(StaticFiles, AreWhatTheirDigestsSay) {
    ASSERT_FALSE(embedded_static().files.empty());
    EXPECT_TRUE(std::ranges::is_sorted(embedded_static().files, {}, &StaticFile::name));
    for (const StaticFile& file : embedded_static().files) {
        EXPECT_EQ(base::to_hex(base::sha256(file.bytes)), file.digest) << file.name;
        bool is_gzip = file.packed.empty() || file.packed.starts_with("\x1f\x8b");
        EXPECT_TRUE(is_gzip) << file.name;
    }
}

TEST(StaticFiles, EverythingThatTheStyleSheetRefersToIsThere) {
    std::string text = css({}).body;
    int count = 0;
    for (std::size_t at = text.find("url(../"); at != text.npos;
         at = text.find("url(../", at + 1)) {
        std::string name = "uswds/" + text.substr(at + 7, text.find(')', at) - at - 7);
        if (name == "uswds/img/hero.jpg") continue;  // left out: cmake/embed_static.cmake
        EXPECT_EQ(static_answer(asking({}), embedded_static().digest, name).status, 200) << name;
        ++count;
    }
    EXPECT_GT(count, 40);
}

TEST(StaticFiles, ArePackedForWhoTakesGzip) {
    struct Row {
        const char* accepted;
        bool packed;
    };
    for (const Row& row : std::initializer_list<Row>{{"gzip, deflate, br", true},
                                                     {"br;q=1.0, gzip;q=0.8", true},
                                                     {"gzip;q=0", false},
                                                     {"identity", false},
                                                     {"", false}}) {
        http::Response answer = css({{"accept-encoding", row.accepted}});
        EXPECT_EQ(header(answer, "Content-Encoding"), row.packed ? "gzip" : "") << row.accepted;
        EXPECT_EQ(header(answer, "Vary"), "Accept-Encoding");
        EXPECT_EQ(header(answer, "Content-Type"), "text/css; charset=utf-8");
    }
    EXPECT_LT(css({{"accept-encoding", "gzip"}}).body.size(), css({}).body.size() / 4);
    EXPECT_NE(header(css({{"accept-encoding", "gzip"}}), "ETag"), header(css({}), "ETag"));
}

TEST(StaticFiles, AreKeptForAYearAndNotSentTwice) {
    http::Response first = css({});
    EXPECT_EQ(header(first, "Cache-Control"), "public, max-age=31536000, immutable");
    std::string tag = header(first, "ETag");
    for (const std::string& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        http::Response again = css({{"if-none-match", known}});
        EXPECT_EQ(again.status, 304) << known;
        EXPECT_EQ(again.body, "");
        EXPECT_EQ(header(again, "ETag"), tag);
    }
    EXPECT_EQ(css({{"if-none-match", "\"other\""}}).status, 200);
}

TEST(StaticFiles, AnotherDigestOrNameIsNotFound) {
    EXPECT_EQ(static_answer(asking({}), "0123456789abcdef", "uswds/css/uswds.min.css").status, 404);
    EXPECT_EQ(static_answer(asking({}), embedded_static().digest, "uswds/css/none.css").status,
              404);
    EXPECT_EQ(static_answer(asking({}), embedded_static().digest, "").status, 404);
}

TEST(StaticFiles, AnIconIsThere) {
    EXPECT_EQ(header(favicon_answer(asking({})), "Content-Type"), "image/svg+xml");
}

}  // namespace
}  // namespace standstill::server
