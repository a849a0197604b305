#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/markup.h"

namespace standstill::report {

namespace {

using base::escape_markup;

class Printer {
public:
    Printer(const Document& document, int first_level)
        : document_(document), first_level_(first_level) {}

    std::string run() {
        out_ = "<article class=\"paper\" lang=\"en\">\n";
        if (!document_.status.empty())
            out_ += "<p class=\"paper__status\">" + escape_markup(document_.status) + "</p>\n";
        for (const Block& block : document_.blocks) print(block);
        notes();
        out_ += "</article>\n";
        return std::move(out_);
    }

private:
    void print(const Block& block) {
        switch (block.kind) {
            case Block::Kind::Heading: {
                int level = std::clamp(first_level_ + block.level - 2, first_level_, 6);
                out_ += fmt::format("<h{0} id=\"part-{1}\">{2}</h{0}>\n", level, ++parts_,
                                    line(block.text));
                break;
            }
            case Block::Kind::Paragraph:
                out_ += "<p>" + line(block.text) + "</p>\n";
                break;
            case Block::Kind::Box:
                out_ += "<p class=\"paper__box\">" + line(block.text) + "</p>\n";
                break;
            case Block::Kind::List:
                out_ += "<ul>\n";
                for (const Text& item : block.items) out_ += "<li>" + line(item) + "</li>\n";
                out_ += "</ul>\n";
                break;
            case Block::Kind::Table:
                table(block);
                break;
        }
    }

    void table(const Block& block) {
        out_ += "<div class=\"paper__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                escape_markup(words_of(block.text)) + "\">\n";
        out_ += "<table class=\"paper__table usa-table\">\n<caption>" + line(block.text) +
                "</caption>\n<thead>\n<tr>";
        for (const Text& cell : block.header) out_ += "<th scope=\"col\">" + line(cell) + "</th>";
        out_ += "</tr>\n</thead>\n<tbody>\n";
        for (const auto& row : block.rows) {
            out_ += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i)
                out_ += i == 0 ? "<th scope=\"row\">" + line(row[i]) + "</th>"
                               : "<td>" + line(row[i]) + "</td>";
            out_ += "</tr>\n";
        }
        out_ += "</tbody>\n</table>\n</div>\n";
    }

    std::string line(const Text& text) {
        std::string out;
        for (const Run& run : text) {
            std::string words = escape_markup(run.text);
            if (run.style == Style::Strong) words = "<strong>" + words + "</strong>";
            if (run.style == Style::Quote) words = "<q>" + words + "</q>";
            bool is_link = run.href.starts_with("https://") || run.href.starts_with("http://");
            if (is_link) words = "<a href=\"" + escape_markup(run.href) + "\">" + words + "</a>";
            out += words;
            for (int note : run.notes) {
                int time = ++times_[note];
                out += fmt::format(
                    "<sup class=\"paper__ref\"><a id=\"ref-{0}-{1}\" href=\"#note-{0}\" "
                    "role=\"doc-noteref\" aria-label=\"Note {0}\">{0}</a></sup>",
                    note, time);
            }
        }
        return out;
    }

    void notes() {
        if (document_.notes.empty()) return;
        int level = std::min(6, first_level_);
        out_ += fmt::format(
            "<section class=\"paper__notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n"
            "<h{0} id=\"notes\">Where this comes from</h{0}>\n<ol>\n",
            level);
        for (std::size_t i = 0; i < document_.notes.size(); ++i) {
            int number = static_cast<int>(i) + 1;
            out_ += fmt::format("<li id=\"note-{}\">{}", number, line(document_.notes[i]));
            for (int time = 1; time <= times_[number]; ++time)
                out_ += fmt::format(
                    " <a class=\"paper__back\" href=\"#ref-{0}-{1}\" role=\"doc-backlink\" "
                    "aria-label=\"Back to place {1} of note {0}\">{2}</a>",
                    number, time, times_[number] == 1 ? "back" : std::to_string(time));
            out_ += "</li>\n";
        }
        out_ += "</ol>\n</section>\n";
    }

    const Document& document_;
    int first_level_;
    int parts_ = 0;
    std::map<int, int> times_;  // by note: how often it was referred to
    std::string out_;
};

constexpr std::string_view kStyle = R"css(.paper { max-width: 46rem; line-height: 1.5; }
.paper__status { border: 2px solid currentColor; display: inline-block; font-weight: 700;
  letter-spacing: .08em; padding: .2rem .6rem; }
.paper__box { border-left: 4px solid currentColor; padding: .5rem 0 .5rem 1rem; }
.paper__scroll { overflow-x: auto; }
.paper__table { border-collapse: collapse; font-size: .92rem; width: 100%; }
.paper__table caption { font-weight: 700; padding: .4rem 0; text-align: left; }
.paper__table th, .paper__table td { border: 1px solid #71767a; padding: .35rem .5rem;
  text-align: left; vertical-align: top; }
.paper__table tbody th { font-weight: 400; }
.paper__ref { font-size: .75em; line-height: 0; margin-left: .15em; }
.paper__notes { border-top: 1px solid #71767a; font-size: .92rem; margin-top: 2rem; }
.paper__notes li { margin: .3rem 0; overflow-wrap: anywhere; }
.paper__marking { font-weight: 700; text-align: center; }
@media print {
  .paper { max-width: none; }
  .paper__back { display: none; }
  .paper__scroll { overflow: visible; }
  .paper h2, .paper h3 { break-after: avoid; }
  .paper__table tr, .paper__box { break-inside: avoid; }
}
)css";

}  // namespace

std::string to_html(const Document& document, int first_level) {
    return Printer(document, first_level).run();
}

std::string to_html_page(const Document& document) {
    std::string title = escape_markup(document.title), marking = escape_markup(document.marking);
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
           title +
           "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<style>\nbody { font-family: serif; margin: 2rem auto; padding: 0 1rem; "
           "max-width: 48rem; }\n" +
           std::string(kStyle) + "</style>\n</head>\n<body>\n<p class=\"paper__marking\">" +
           marking + "</p>\n<main>\n<h1>" + title + "</h1>\n" + to_html(document) +
           "</main>\n<p class=\"paper__marking\">" + marking + "</p>\n</body>\n</html>\n";
}

std::string_view paper_style() { return kStyle; }

}  // namespace standstill::report
