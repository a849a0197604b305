#include "screening/list/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/text.h"

namespace standstill::screening {

namespace {

constexpr std::size_t kMaxFields = 4096;
constexpr std::size_t kMaxField = std::size_t{1} << 20;

std::string_view without_marks(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (text.ends_with('\x1A')) text.remove_suffix(1);
    return text;
}

// A byte of a character of UTF-8 that is not its first.
bool is_inside(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// "Name non-latin script" and "NAME_NON_LATIN_SCRIPT" are one column.
std::string folded_column(std::string_view name) {
    std::string out;
    for (char c : base::trimmed(name)) {
        if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string name, char separator)
    : text_(without_marks(text)), name_(std::move(name)), separator_(separator) {}

std::string CsvReader::place(std::size_t at) const {
    at = std::min(at, text_.size());
    const std::string_view before = text_.substr(0, at);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return fmt::format("{}:{}:{}", name_, line, at - start + 1);
}

base::Error CsvReader::error_at(std::size_t at, std::string message) const {
    return base::invalid(fmt::format("{}: {}", place(at), message));
}

base::Error CsvReader::error(std::string message) const {
    return base::invalid(fmt::format("{}:{}: {}", name_, row_line_, message));
}

bool CsvReader::at_end_of_line() const {
    if (at_ >= text_.size() || text_[at_] == '\n') return true;
    return text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
}

void CsvReader::take_end_of_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size()) ++at_, ++line_;
}

base::Result<bool> CsvReader::quoted(std::vector<std::string_view>& row) {
    const std::size_t open = at_++;
    std::string* joined = nullptr;
    std::size_t from = at_;
    for (;;) {
        const void* found =
            at_ < text_.size() ? std::memchr(text_.data() + at_, '"', text_.size() - at_) : nullptr;
        if (found == nullptr) return error_at(open, "a quoted field that begins here never ends");
        const auto close = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
        if (close - open > kMaxField) return error_at(open, "a field is larger than 1 MiB");
        if (close + 1 < text_.size() && text_[close + 1] == '"') {
            if (joined == nullptr) {
                if (unescaped_used_ == unescaped_.size()) unescaped_.emplace_back();
                joined = &unescaped_[unescaped_used_++];
                joined->clear();
            }
            joined->append(text_, from, close + 1 - from);
            at_ = from = close + 2;
            continue;
        }
        const std::string_view last = text_.substr(from, close - from);
        line_ += static_cast<int>(std::ranges::count(text_.substr(open, close - open), '\n'));
        if (joined != nullptr) joined->append(last);
        row.push_back(joined != nullptr ? std::string_view(*joined) : last);
        at_ = close + 1;
        // OFAC and others put blanks between the closing mark and the separator.
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
        if (at_end_of_line() || text_[at_] == separator_) return true;
        return error_at(at_,
                        "expected a separator after a quoted field; a quotation mark inside one "
                        "is written twice");
    }
}

base::Result<bool> CsvReader::next(std::vector<std::string_view>& row) {
    row.clear();
    unescaped_used_ = 0;
    while (at_ < text_.size() && at_end_of_line()) take_end_of_line();
    if (at_ >= text_.size()) return false;
    row_line_ = line_;
    for (;;) {
        if (at_ < text_.size() && text_[at_] == '"') {
            auto done = quoted(row);
            if (!done) return done.error();
        } else {
            const std::size_t from = at_;
            while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
                   text_[at_] != '"' && text_[at_] != '\0')
                ++at_;
            if (at_ < text_.size() && text_[at_] == '"')
                return error_at(at_,
                                "a quotation mark inside a field that does not begin with one");
            if (at_ < text_.size() && text_[at_] == '\0')
                return error_at(at_, "a byte of value zero; this is not text");
            if (at_ - from > kMaxField) return error_at(from, "a field is larger than 1 MiB");
            std::size_t to = at_;
            if (to > from && text_[to - 1] == '\r' && (to == text_.size() || text_[to] == '\n'))
                --to;
            row.push_back(text_.substr(from, to - from));
        }
        if (row.size() > kMaxFields) return error_at(at_, "a row has more than 4,096 fields");
        if (at_ < text_.size() && text_[at_] == separator_) {
            ++at_;
            continue;
        }
        take_end_of_line();
        return true;
    }
}

char separator_of(std::string_view text) {
    text = without_marks(text);
    std::size_t counts[4] = {};
    constexpr std::string_view kMarks = ",;\t|";
    bool is_quoted = false;
    for (char c : text.substr(0, 64 << 10)) {
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (c == '\n') break;
        if (const std::size_t mark = kMarks.find(c); mark != std::string_view::npos) ++counts[mark];
    }
    const auto most = std::max_element(std::begin(counts), std::end(counts));
    return *most == 0 ? ',' : kMarks[static_cast<std::size_t>(most - std::begin(counts))];
}

base::Status check_utf8(std::string_view bytes, const std::string& name) {
    // Most of a list is ASCII: eight bytes at a time, and only blocks that are not are looked at.
    constexpr std::size_t kBlock = 4096;
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::size_t end = std::min(at + kBlock, bytes.size());
        // A block ends before a character, not in one.
        for (int back = 0; end < bytes.size() && back < 4 && is_inside(bytes[end]); ++back) --end;
        const std::string_view block = bytes.substr(at, end - at);
        std::uint64_t high = 0;
        std::size_t i = 0;
        for (; i + 8 <= block.size(); i += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, block.data() + i, 8);
            high |= eight;
        }
        for (; i < block.size(); ++i)
            high |= static_cast<std::uint64_t>(static_cast<unsigned char>(block[i]));
        if ((high & 0x8080808080808080U) != 0 && !base::is_utf8(block)) {
            std::size_t good = 0;  // the lines before the first bad one
            for (std::size_t end_of_line = block.find('\n');
                 end_of_line != std::string_view::npos &&
                 base::is_utf8(block.substr(good, end_of_line - good));
                 end_of_line = block.find('\n', good))
                good = end_of_line + 1;
            const auto line = std::ranges::count(bytes.substr(0, at + good), '\n') + 1;
            return base::invalid(
                fmt::format("{}:{}: is not UTF-8 here; another encoding is converted first, for "
                            "example with `iconv -f WINDOWS-1252 -t UTF-8`",
                            name, line));
        }
        at = end;
    }
    return base::Done{};
}

Header::Header(const std::vector<std::string_view>& row) {
    for (std::string_view name : row) {
        names_.push_back(folded_column(name));
        written_.emplace_back(base::trimmed(name));
    }
}

std::size_t Header::find(std::string_view name) const {
    auto found = std::ranges::find(names_, folded_column(name));
    return found == names_.end() ? npos : static_cast<std::size_t>(found - names_.begin());
}

bool Header::has(std::initializer_list<std::string_view> names) const {
    return std::ranges::all_of(names, [&](std::string_view name) { return find(name) != npos; });
}

std::string_view field(const std::vector<std::string_view>& row, std::size_t column) {
    return column < row.size() ? base::trimmed(row[column]) : std::string_view{};
}

}  // namespace standstill::screening
