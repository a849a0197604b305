// Comma separated values, strictly (RFC 4180), row by row.
//
// A quotation mark stands only at the beginning of a field and before its end; inside, two of them
// are one. Lines end with CR LF or LF; the last one needs no end. Blank lines are skipped, a byte
// order mark and the end mark of DOS (0x1A) too. Text is UTF-8.
// Bounds: 4,096 fields a row, 1 MiB a field.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::screening {

class CsvReader {
public:
    // `name` is for errors. The text must outlive the reader and the rows.
    CsvReader(std::string_view text, std::string name, char separator);

    // The next row; false after the last. The fields live until the next call.
    // Fails with Invalid, `name:line:column: ...`; afterwards the reader is not asked again.
    base::Result<bool> next(std::vector<std::string_view>& row);

    // The line (from 1) where the row begins that next() gave last.
    int line() const { return row_line_; }
    std::size_t offset() const { return at_; }

    // An error in that row: `name:line: message`.
    base::Error error(std::string message) const;

private:
    base::Result<bool> quoted(std::vector<std::string_view>& row);
    base::Error error_at(std::size_t at, std::string message) const;
    std::string place(std::size_t at) const;
    bool at_end_of_line() const;
    void take_end_of_line();

    std::string_view text_;
    std::string name_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
    int row_line_ = 1;
    std::deque<std::string> unescaped_;  // fields of this row that had doubled quotation marks
    std::size_t unescaped_used_ = 0;
};

// The separator of a text: of comma, semicolon, tab and `|` the one that its first line has most
// of, outside quotation marks; comma where it has none.
char separator_of(std::string_view text);

// Where the bytes cease to be UTF-8, with what to do about it; nothing where they are.
base::Status check_utf8(std::string_view bytes, const std::string& name);

// Columns by the words of a header, ASCII case, spaces and underscores aside.
class Header {
public:
    Header() = default;
    explicit Header(const std::vector<std::string_view>& row);

    // Whether all of them are there.
    bool has(std::initializer_list<std::string_view> names) const;
    // The position of a column, or npos.
    std::size_t find(std::string_view name) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    std::size_t size() const { return names_.size(); }
    const std::vector<std::string>& as_written() const { return written_; }

private:
    std::vector<std::string> names_;
    std::vector<std::string> written_;
};

// A field of a row, without blanks at its ends; empty where the column or the field is missing.
std::string_view field(const std::vector<std::string_view>& row, std::size_t column);

}  // namespace standstill::screening
