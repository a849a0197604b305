// A document for people, before it is a page or a sheet: headings, paragraphs, lists, tables, and
// notes that say where each claim comes from.
//
// One model, two printers: report/html.h and report/pdf.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace standstill::report {

enum class Style { Plain, Strong, Quote };

// A piece of a line. Text is text: each printer escapes it.
struct Run {
    std::string text;
    Style style = Style::Plain;
    std::string href;        // where a link leads outside; empty: none
    std::vector<int> notes;  // numbers from 1, set behind the text
};
using Text = std::vector<Run>;

struct Block {
    enum class Kind { Heading, Paragraph, List, Table, Box };

    Kind kind = Kind::Paragraph;
    int level = 0;                        // of a heading, from 2: the title is 1
    Text text;                            // of a heading, a paragraph or a box; a table's caption
    std::vector<Text> items;              // of a list
    std::vector<Text> header;             // of a table
    std::vector<std::vector<Text>> rows;  // of a table, as wide as its header
    std::vector<int> widths;              // of a table's columns, in parts; empty: equal
};

struct Document {
    std::string title;
    std::string subject;        // one sentence, for the properties of a file
    std::string marking = "U";  // on top and bottom of every sheet
    std::string status;         // "DRAFT", on every sheet; empty: none
    base::Instant as_of;        // the instant asked about
    std::vector<Block> blocks;
    std::vector<Text> notes;
};

// Puts a document together.
class Writer {
public:
    explicit Writer(Document& document) : document_(document) {}

    void heading(int level, std::string text);
    void paragraph(Text text);
    void paragraph(std::string text) { paragraph(Text{{std::move(text), Style::Plain, {}, {}}}); }
    // Set apart: what must be read first.
    void box(Text text);
    void list(std::vector<Text> items);
    void table(std::string caption, std::vector<std::string> header,
               std::vector<std::vector<Text>> rows, std::vector<int> widths = {});
    // The number of a note; the same words have one number.
    int note(const std::string& words);

private:
    Document& document_;
    std::map<std::string, int> numbers_;
};

inline Text plain(std::string text) { return {{std::move(text), Style::Plain, {}, {}}}; }
inline Text strong(std::string text) { return {{std::move(text), Style::Strong, {}, {}}}; }
Text operator+(Text left, const Text& right);

// The words alone, without notes.
std::string words_of(const Text& text);

}  // namespace standstill::report
