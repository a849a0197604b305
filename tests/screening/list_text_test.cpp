// The small parsers below the importers: CSV, dates, countries, check digits.
#include <gtest/gtest.h>

#include "screening/list/country.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"

namespace standstill::screening {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// All rows, or the error as a single field.
Rows rows_of(std::string_view text, char separator = ',') {
    CsvReader csv(text, "t", separator);
    Rows out;
    std::vector<std::string_view> row;
    for (;;) {
        auto more = csv.next(row);
        if (!more) return {{more.error().message}};
        if (!*more) return out;
        out.emplace_back(row.begin(), row.end());
    }
}

TEST(Csv, ReadsWhatTheRfcSays) {
    EXPECT_EQ(rows_of("a,b\r\nc,d"), (Rows{{"a", "b"}, {"c", "d"}}));
    EXPECT_EQ(rows_of("a,\"b, \"\"c\"\"\"\n"), (Rows{{"a", "b, \"c\""}}));
    EXPECT_EQ(rows_of("\"two\nlines\",x\n"), (Rows{{"two\nlines", "x"}}));
    EXPECT_EQ(rows_of("a,\n"), (Rows{{"a", ""}}));
    EXPECT_EQ(rows_of("a,"), (Rows{{"a", ""}}));
    EXPECT_EQ(rows_of("\xEF\xBB\xBF"
                      "a\n\n\nb\n\x1A"),
              (Rows{{"a"}, {"b"}}));
    EXPECT_EQ(rows_of("a;b", ';'), (Rows{{"a", "b"}}));
    EXPECT_EQ(rows_of("\"a\" ,b"), (Rows{{"a", "b"}})) << "OFAC's blank before the separator";
    EXPECT_EQ(rows_of(""), Rows{});
}

TEST(Csv, NamesLineAndColumn) {
    EXPECT_EQ(rows_of("a\nb,\"c"), (Rows{{"t:2:3: a quoted field that begins here never ends"}}));
    EXPECT_EQ(rows_of("a\nb\"c"),
              (Rows{{"t:2:2: a quotation mark inside a field that does not begin with one"}}));
    EXPECT_EQ(
        rows_of("\"a\"b"),
        (Rows{{"t:1:4: expected a separator after a quoted field; a quotation mark inside one is "
               "written twice"}}));
    EXPECT_EQ(rows_of(std::string_view("a\0b", 3)),
              (Rows{{"t:1:2: a byte of value zero; this is not text"}}));
    EXPECT_EQ(rows_of(std::string((1U << 20) + 2, 'x')),
              (Rows{{"t:1:1: a field is larger than 1 MiB"}}));
    EXPECT_EQ(rows_of(std::string(5000, ',')).at(0).at(0).substr(0, 4), "t:1:");
}

TEST(Csv, KnowsTheLineOfARowBehindAFieldOfSeveralLines) {
    CsvReader csv("\"a\nb\nc\"\nd\n", "t", ',');
    std::vector<std::string_view> row;
    ASSERT_TRUE(*csv.next(row));
    EXPECT_EQ(csv.line(), 1);
    ASSERT_TRUE(*csv.next(row));
    EXPECT_EQ(csv.line(), 4);
    EXPECT_EQ(csv.error("no").message, "t:4: no");
}

TEST(Csv, SaysWhereTextCeasesToBeUtf8) {
    EXPECT_TRUE(check_utf8("gr\xC3\xBC\xC3\x9F\n", "t"));
    auto bad = check_utf8("a\nb\nM\xFCller\n", "t");
    ASSERT_FALSE(bad);
    EXPECT_TRUE(bad.error().message.starts_with("t:3: is not UTF-8 here"));
    // A character that lies across the border of two blocks is none the worse for it.
    for (std::size_t before = 4090; before < 4100; ++before)
        EXPECT_TRUE(
            check_utf8(std::string(before, 'x') + "\xE2\x82\xAC" + std::string(100, 'y'), "t"));
    EXPECT_FALSE(check_utf8(std::string(5000, 'x') + "\xE2\x82", "t"));
}

TEST(Csv, GuessesTheSeparator) {
    EXPECT_EQ(separator_of("a;b;c\n1,2;3;4"), ';');
    EXPECT_EQ(separator_of("\"a;b;c\",d"), ',');
    EXPECT_EQ(separator_of("a\tb"), '\t');
    EXPECT_EQ(separator_of("a"), ',');
}

struct DateRow {
    const char* text;
    int year, year_to, month, day;
    bool about;
};

TEST(Dates, AreReadAsListsWriteThem) {
    const DateRow kRows[] = {
        {"1962", 1962, 0, 0, 0, false},
        {"Feb 1961", 1961, 0, 2, 0, false},
        {"12 Feb 1961", 1961, 0, 2, 12, false},
        {"February 12, 1961", 1961, 0, 2, 12, false},
        {"circa 1962", 1962, 0, 0, 0, true},
        {"circa Mar 1962", 1962, 0, 3, 0, true},
        {"1958 to 1963", 1958, 1963, 0, 0, false},
        {"01 Jan 1958 to 31 Dec 1960", 1958, 1960, 0, 0, false},
        {"between 1958 and 1963", 1958, 1963, 0, 0, false},
        {"circa 1979-1982", 1979, 1982, 0, 0, true},
        {"1971-01-22", 1971, 0, 1, 22, false},
        {"1971-01", 1971, 0, 1, 0, false},
        {"22/01/1971", 1971, 0, 1, 22, false},
        {"dd/mm/1971", 1971, 0, 0, 0, false},
        {"00/00/1971", 1971, 0, 0, 0, false},
        {"01/1971", 1971, 0, 1, 0, false},
        {"1963 to 1958", 0, 0, 0, 0, false},
        {"soon", 0, 0, 0, 0, false},
        {"32/13/1971", 0, 0, 0, 0, false},
        {"12 12 12 12 12 12 12 12 12 1961", 0, 0, 0, 0, false},
        {"", 0, 0, 0, 0, false},
    };
    for (const DateRow& row : kRows) {
        const PartialDate date = parse_date(row.text);
        EXPECT_EQ(date,
                  (PartialDate{row.year, row.year_to, row.month, row.day, row.about, row.text}))
            << row.text;
    }
    EXPECT_EQ(parse_date("10/16/2017", Slashes::MonthFirst).day, 16);
}

TEST(Countries, AreKnownByNameAndCode) {
    EXPECT_EQ(country_code("Korea, North"), "kp");
    EXPECT_EQ(country_code(" IRAN "), "ir");
    EXPECT_EQ(country_code("USA"), "us");
    EXPECT_EQ(country_code("De"), "de");
    EXPECT_EQ(country_code("Congo, Democratic Republic of the"), "cd");
    EXPECT_EQ(country_code("China, Hong Kong Special Administrative Region"), "hk");
    EXPECT_EQ(country_code("Region: Crimea"), "") << "in dispute";
    EXPECT_EQ(country_code("Atlantis"), "");
    EXPECT_EQ(country_code(std::string(5000, 'x')), "");
    for (const CountryNames& country : country_names()) {
        EXPECT_EQ(country.code.size(), 2U);
        EXPECT_EQ(country.code3.size(), 3U) << country.code;
    }
}

TEST(CheckDigits, AreChecked) {
    EXPECT_TRUE(is_imo_number("9187629"));
    EXPECT_FALSE(is_imo_number("9187628"));
    EXPECT_FALSE(is_imo_number("918762"));
    EXPECT_TRUE(is_lei("253400WSS48YWMBUA688"));
    EXPECT_FALSE(is_lei("253400WSS48YWMBUA689"));
    EXPECT_FALSE(is_lei("253400wss48ywmbua688"));
}

}  // namespace
}  // namespace standstill::screening
