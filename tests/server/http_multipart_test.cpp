// Forms with files: as browsers send them, and as nobody should.
#include <gtest/gtest.h>

#include "server/http/multipart.h"

namespace standstill::server::http {
namespace {

using namespace std::string_literals;

const std::string kType = "multipart/form-data; boundary=----Boundary7";

// A body of one part after another, each given as its headers and its bytes.
std::string form(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string out;
    for (const auto& [head, bytes] : parts)
        out += "------Boundary7\r\n" + head + "\r\n\r\n" + bytes + "\r\n";
    return out + "------Boundary7--\r\n";
}
std::string named(const std::string& rest) { return "Content-Disposition: form-data; " + rest; }

TEST(Multipart, ReadsWhatABrowserSends) {
    std::string file = "PK\0\r\n--\r\n------Boundary\xff"s;
    std::string body = form(
        {{named("name=\"grade\""), "A-1"},
         {named("name=\"note %22x%22\""), "first\r\nsecond caf\xC3\xA9"},
         {named("name=\"file\"; filename=\"r\xC3\xA9port.pdf\"") +
              "\r\nContent-Type: application/pdf",
          file},
         {named("name=\"other\"; filename=\"\"") + "\r\nContent-Type: application/octet-stream",
          ""},
         {named("name=\"grade\""), ""}});
    auto parts = parse_multipart(kType, body);
    ASSERT_TRUE(parts) << parts.error().message;
    ASSERT_EQ(parts->size(), 5U);
    EXPECT_EQ((*parts)[0].bytes, "A-1");
    EXPECT_FALSE((*parts)[0].file_name);
    EXPECT_EQ((*parts)[1].name, "note \"x\"");
    EXPECT_EQ((*parts)[1].bytes, "first\r\nsecond caf\xC3\xA9");
    EXPECT_EQ((*parts)[2].file_name, "r\xC3\xA9port.pdf");
    EXPECT_EQ((*parts)[2].type, "application/pdf");
    EXPECT_EQ((*parts)[2].bytes, file);
    EXPECT_EQ((*parts)[3].file_name, "");
    EXPECT_EQ(find_part(*parts, "grade"), &(*parts)[0]);
    EXPECT_EQ(find_part(*parts, "nothing"), nullptr);
}

TEST(Multipart, AFormMayBeEmptyAndItsLastLineUnended) {
    auto none = parse_multipart(kType, "------Boundary7--");
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
    EXPECT_FALSE(parse_multipart("Multipart/Form-Data;boundary=\"a b'\"", ""));
    EXPECT_TRUE(parse_multipart("Multipart/Form-Data;boundary=\"a:b'\"", "--a:b'--\r\n"));
}

TEST(Multipart, TypesWithoutOneBoundaryAreRefused) {
    for (const char* type :
         {"", "multipart/form-data", "multipart/form-data;", "multipart/form-data; boundary=",
          "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=a b",
          "multipart/form-data; boundary=\"a", "multipart/form-data; boundary=a; boundary=b",
          "multipart/form-data; charset=utf-8", "multipart/mixed; boundary=a",
          "application/x-www-form-urlencoded", "multipart/form-data boundary=a"})
        EXPECT_FALSE(parse_multipart(type, "--a--\r\n")) << type;
    std::string long_one(71, 'a');
    EXPECT_FALSE(
        parse_multipart("multipart/form-data; boundary=" + long_one, "--" + long_one + "--\r\n"));
}

TEST(Multipart, WhatIsMalformedIsRefusedWithItsPlace) {
    const std::string good = named("name=\"a\"");
    struct Row {
        const char* why;
        std::string body, says;
    };
    const std::vector<Row> rows = {
        {"nothing", "", "does not begin with its boundary"},
        {"text before", "x\r\n" + form({{good, "b"}}), "does not begin"},
        {"a line before", "\r\n" + form({{good, "b"}}), "does not begin"},
        {"text after", form({{good, "b"}}) + "x", "does not end"},
        {"no end", "------Boundary7\r\n" + good + "\r\n\r\nb", "part 1 of the form: no boundary"},
        {"a longer boundary", "------Boundary7\r\n" + good + "\r\n\r\nb\r\n------Boundary77--",
         "does not end"},
        {"spaces after a boundary",
         "------Boundary7 \r\n" + good + "\r\n\r\nb\r\n------Boundary7--", "does not end"},
        {"bare LF", "------Boundary7\n" + good + "\n\nb\n------Boundary7--\n", "does not end"},
        {"no empty line", form({{good, "b"}, {"Content-Disposition: form-data", ""}}),
         "part 2 of the form: its name is no text"},
        {"no headers", "------Boundary7\r\n\r\nb\r\n------Boundary7--\r\n",
         "its headers do not end"},
        {"another header", form({{good + "\r\nContent-Transfer-Encoding: base64", "b"}}),
         "a header is neither"},
        {"a header twice", form({{good + "\r\n" + good, "b"}}), "a header is neither"},
        {"a type twice", form({{good + "\r\nContent-Type: a\r\nContent-Type: b", "b"}}),
         "a header is neither"},
        {"no disposition", form({{"Content-Type: text/plain", "b"}}), "no `Content-Disposition`"},
        {"an attachment", form({{"Content-Disposition: attachment; name=\"a\"", "b"}}),
         "is not `form-data`"},
        {"a folded header", form({{"Content-Disposition: form-data;\r\n name=\"a\"", "b"}}),
         "does not read"},
        {"no colon", form({{"Content-Disposition", "b"}}), "no colon"},
        {"two names", form({{named("name=\"a\"; name=\"b\""), "b"}}), "more than one `name`"},
        {"two file names", form({{named("name=\"a\"; filename=\"b\"; filename=\"c\""), "b"}}),
         "more than one `name`"},
        {"an encoded file name", form({{named("name=\"a\"; filename*=UTF-8''b"), "b"}}),
         "more than one `name`"},
        {"an empty name", form({{named("name=\"\""), "b"}}), "its name is no text"},
        {"an open quote", form({{named("name=\"a"), "b"}}), "does not read"},
        {"a backslash", form({{named("name=\"a\\\"; filename=\\\"b\""), "b"}}), "does not read"},
        {"words after a quote", form({{named("name=\"a\"b"), "b"}}), "does not read"},
        {"a name of bytes", form({{named("name=\"\xff\""), "b"}}), "its name is no text"},
        {"a name with NUL", form({{named("name=\"a\0b\""s), "b"}}), "its name is no text"},
        {"a long name", form({{named("name=\"" + std::string(129, 'a') + "\""), "b"}}),
         "its name is no text"},
        {"a file that climbs", form({{named("name=\"a\"; filename=\"../b\""), "b"}}),
         "the name of its file"},
        {"a file that is a folder", form({{named("name=\"a\"; filename=\"..\""), "b"}}),
         "the name of its file"},
        {"a long file name",
         form({{named("name=\"a\"; filename=\"" + std::string(256, 'b') + "\""), "b"}}),
         "the name of its file"},
        {"headers without end",
         form({{good + "\r\nContent-Type: " + std::string(2'000, 'a'), "b"}}),
         "its headers do not end within 1024 bytes"},
        {"a field of bytes", form({{good, "\xff"}}), "`a` is not text"},
        {"a field with NUL", form({{good, "\0"s}}), "`a` is not text"},
        {"a long field", form({{good, std::string(65'537, 'a')}}), "`a` is longer than 65536"},
    };
    for (const Row& row : rows) {
        auto parts = parse_multipart(kType, row.body);
        ASSERT_FALSE(parts) << row.why;
        EXPECT_NE(parts.error().message.find(row.says), std::string::npos)
            << row.why << ": " << parts.error().message;
    }
}

TEST(Multipart, PartsAndFilesAreBounded) {
    MultipartBounds bounds;
    bounds.parts = 2;
    bounds.file_bytes = 3;
    std::pair<std::string, std::string> field{named("name=\"a\""), ""};
    EXPECT_TRUE(parse_multipart(kType, form({field, field}), bounds));
    EXPECT_FALSE(parse_multipart(kType, form({field, field, field}), bounds));
    std::string file = named("name=\"a\"; filename=\"b\"");
    EXPECT_TRUE(parse_multipart(kType, form({{file, "123"}}), bounds));
    EXPECT_FALSE(parse_multipart(kType, form({{file, "1234"}}), bounds));
}

}  // namespace
}  // namespace standstill::server::http
