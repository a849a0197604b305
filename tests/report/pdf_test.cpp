// The sheets: the same bytes for the same document, and what a reader of PDF finds in them.
#include "report/pdf.h"

#include <gtest/gtest.h>

#include "report/desk.h"
#include "report/notice.h"

namespace standstill::report {
namespace {

Document long_document() {
    Document out;
    out.title = "A document of every part";
    out.subject = "For the tests";
    out.status = "DRAFT";
    out.as_of = *base::parse_instant("2026-11-20T12:00:00Z");
    Writer write(out);
    for (int part = 1; part <= 6; ++part) {
        write.heading(2, "Part " + std::to_string(part));
        for (int i = 0; i < 8; ++i) {
            std::string words;
            for (int k = 0; k < 60; ++k) words += "word" + std::to_string(k) + " ";
            Run run{words, Style::Plain, {}, {write.note("note " + std::to_string(i))}};
            write.paragraph(Text{run});
        }
        write.heading(3, "A table over two sheets");
        std::vector<std::vector<Text>> rows;
        for (int i = 0; i < 40; ++i)
            rows.push_back({plain("cell"), plain("\u0627\u0644\u0639\u0631\u0628\u064a\u0629"),
                            plain("\u0420\u0443\u0441\u0441\u043a\u0438\u0439")});
        write.table("Letters", {"One", "Two", "Three"}, std::move(rows));
        write.list({plain("an item"), {{"a link", Style::Plain, "https://example.gov/'x'", {}}}});
    }
    return out;
}

TEST(Pdf, IsTheSameBytesForTheSameDocument) {
    auto first = to_pdf(long_document()), second = to_pdf(long_document());
    ASSERT_TRUE(first) << first.error().message;
    ASSERT_TRUE(second);
    EXPECT_EQ(base::to_hex(base::sha256(*first)), base::to_hex(base::sha256(*second)));
}

// Its dates are the document's; what else stands in its properties is looked at with Poppler in
// tests/cli/stories/papers.sh.
TEST(Pdf, ChangesWithTheInstantAskedAndWithNothingElse) {
    Document document = long_document();
    auto now = to_pdf(document);
    document.as_of += std::chrono::days{1};
    auto later = to_pdf(document);
    ASSERT_TRUE(now && later);
    EXPECT_TRUE(now->starts_with("%PDF-1."));
    EXPECT_NE(*now, *later);
    EXPECT_EQ(now->size(), later->size());
}

TEST(Pdf, DrawsADocumentOfNothing) {
    Document empty;
    empty.title = "Nothing";
    empty.as_of = *base::parse_instant("2026-11-20T12:00:00Z");
    ASSERT_TRUE(to_pdf(empty));
}

// A word longer than a line, a cell higher than a sheet: nothing is lost, nothing loops.
TEST(Pdf, EndsWhateverStandsInIt) {
    Document out;
    out.title = std::string(500, 'W');
    out.as_of = *base::parse_instant("2026-11-20T12:00:00Z");
    Writer write(out);
    write.paragraph(std::string(20'000, 'x'));
    write.table("high", {"a", "b"}, {{plain("short"), plain(std::string(20'000, 'y'))}});
    write.heading(2, std::string(3'000, 'z'));
    write.paragraph(std::string("\x01\xff bytes that are no text"));
    auto bytes = to_pdf(out);
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_TRUE(bytes->starts_with("%PDF-1."));
}

}  // namespace
}  // namespace standstill::report
