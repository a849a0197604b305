#include "screening/list/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include "base/text.h"

namespace standstill::screening {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxEntry = std::size_t{16} << 20;
constexpr std::size_t kTellEvery = std::size_t{1} << 20;

base::Result<json::value> parse(std::string_view text, const std::string& name, int line,
                                json::storage_ptr memory = {}) {
    if (text.size() > kMaxEntry)
        return base::invalid(fmt::format("{}:{}: an entry is larger than 16 MiB", name, line));
    json::parse_options options;
    options.max_depth = 32;
    json::error_code trouble;
    json::value value;
    try {
        value = json::parse({text.data(), text.size()}, trouble, std::move(memory), options);
    } catch (const std::exception&) {
        return base::invalid(fmt::format("{}:{}: an entry is too large", name, line));
    }
    if (trouble)
        return base::invalid(fmt::format("{}:{}: not JSON: {}", name, line, trouble.message()));
    return value;
}

int lines_in(std::string_view text) { return static_cast<int>(std::ranges::count(text, '\n')); }

// Finds where values end, without asking what they mean: strings, brackets, and nothing else.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::size_t at() const { return at_; }
    bool at_end() const { return at_ >= text_.size(); }
    char look() const { return text_[at_]; }
    void step() { ++at_; }
    void skip_blanks() {
        while (!at_end() && (look() == ' ' || look() == '\n' || look() == '\r' || look() == '\t'))
            ++at_;
    }
    // Past a value; false where the text ends in it.
    bool skip_value() {
        std::size_t depth = 0;
        for (; !at_end(); ++at_) {
            const char c = look();
            if (c == '"') {
                if (!skip_string()) return false;
                if (depth == 0) return true;
                --at_;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                if (depth == 0) return true;
                if (--depth == 0) {
                    ++at_;
                    return true;
                }
            } else if (c == ',' && depth == 0) {
                return true;
            }
        }
        return false;
    }
    bool skip_string() {
        for (++at_; !at_end(); ++at_) {
            if (look() == '\\') {
                ++at_;
            } else if (look() == '"') {
                ++at_;
                return true;
            }
        }
        return false;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

// Where the array at a key of the outermost object begins, at its `[`; npos where there is none.
std::size_t find_array(std::string_view text, std::string_view key) {
    Scanner scan(text);
    scan.skip_blanks();
    if (scan.at_end()) return std::string_view::npos;
    if (key.empty()) return scan.look() == '[' ? scan.at() : std::string_view::npos;
    if (scan.look() != '{') return std::string_view::npos;
    for (;;) {
        scan.step();
        scan.skip_blanks();
        if (scan.at_end() || scan.look() != '"') return std::string_view::npos;
        const std::size_t from = scan.at() + 1;
        if (!scan.skip_string()) return std::string_view::npos;
        const std::string_view found = text.substr(from, scan.at() - from - 1);
        scan.skip_blanks();
        if (scan.at_end() || scan.look() != ':') return std::string_view::npos;
        scan.step();
        scan.skip_blanks();
        if (found == key)
            return !scan.at_end() && scan.look() == '[' ? scan.at() : std::string_view::npos;
        if (!scan.skip_value()) return std::string_view::npos;
        scan.skip_blanks();
        if (scan.at_end() || scan.look() != ',') return std::string_view::npos;
    }
}

}  // namespace

base::Result<json::object> parse_json_object(std::string_view text, const std::string& name,
                                             int line) {
    auto value = parse(text, name, line);
    if (!value) return value.error();
    if (!value->is_object())
        return base::invalid(fmt::format("{}:{}: expected an object `{{...}}`", name, line));
    return std::move(value->get_object());
}

base::Status read_json_lines(std::string_view bytes, const std::string& name,
                             const JsonRead& read) {
    int line = 0;
    std::size_t told = 0;
    // One block of memory serves every line.
    std::vector<unsigned char> block(std::size_t{256} << 10);
    json::monotonic_resource memory(block.data(), block.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        ++line;
        const std::string_view text = base::trimmed(bytes.substr(at, end - at));
        at = end + 1;
        if (text.empty()) continue;
        {
            auto entry = parse(text, name, line, &memory);
            if (!entry) return entry.error();
            if (!entry->is_object())
                return base::invalid(
                    fmt::format("{}:{}: expected an object `{{...}}`", name, line));
            auto taken = read.on_entry(entry->get_object(), line);
            if (!taken) return base::in_context(taken.error(), fmt::format("{}:{}", name, line));
        }
        memory.release();
        if (read.on_progress && at - told > kTellEvery) read.on_progress(told = at);
    }
    return base::Done{};
}

base::Status read_json_array(std::string_view bytes, const std::string& name, std::string_view key,
                             const JsonRead& read, json::object& around) {
    const std::size_t open = find_array(bytes, key);
    if (open == std::string_view::npos)
        return base::invalid(key.empty()
                                 ? fmt::format("{}:1: expected an array `[...]`", name)
                                 : fmt::format("{}:1: expected an array at `{}`", name, key));
    Scanner scan(bytes.substr(open));
    int line = 1 + lines_in(bytes.substr(0, open));
    std::size_t counted = 0;
    std::size_t told = 0;
    auto line_here = [&] {
        line += lines_in(bytes.substr(open + counted, scan.at() - counted));
        counted = scan.at();
        return line;
    };
    auto broken = [&](const char* says) {
        return base::invalid(fmt::format("{}:{}: not JSON: {}", name, line_here(), says));
    };
    scan.step();
    scan.skip_blanks();
    bool is_first = true;
    while (!scan.at_end() && scan.look() != ']') {
        if (!is_first) {
            if (scan.look() != ',') return broken("expected `,` or `]`");
            scan.step();
            scan.skip_blanks();
        }
        is_first = false;
        const std::size_t from = scan.at();
        const int from_line = line_here();
        if (!scan.skip_value()) return broken("the document ends inside an entry");
        auto entry = parse_json_object(base::trimmed(bytes.substr(open + from, scan.at() - from)),
                                       name, from_line);
        if (!entry) return entry.error();
        auto taken = read.on_entry(*entry, from_line);
        if (!taken) return base::in_context(taken.error(), fmt::format("{}:{}", name, from_line));
        scan.skip_blanks();
        if (read.on_progress && scan.at() - told > kTellEvery) read.on_progress(told = scan.at());
    }
    if (scan.at_end()) return broken("the document ends inside the array");
    const std::string_view before = bytes.substr(0, open),
                           after = bytes.substr(open + scan.at() + 1);
    if (before.size() + after.size() > kMaxEntry)
        return base::invalid(fmt::format("{}: more than 16 MiB around the entries", name));
    auto rest = parse(std::string(before) + "[]" + std::string(after), name, 1);
    if (!rest) return rest.error();
    if (rest->is_object()) around = std::move(rest->get_object());
    return base::Done{};
}

std::string_view text_at(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains({key.data(), key.size()});
    if (found == nullptr || !found->is_string()) return {};
    const json::string& text = found->get_string();
    return {text.data(), text.size()};
}

std::vector<std::string_view> texts_at(const json::object& object, std::string_view key) {
    std::vector<std::string_view> out;
    const json::value* found = object.if_contains({key.data(), key.size()});
    auto take = [&](const json::value& value) {
        if (!value.is_string()) return;
        const json::string& text = value.get_string();
        if (!text.empty()) out.emplace_back(text.data(), text.size());
    };
    if (found == nullptr) return out;
    if (found->is_array())
        for (const json::value& value : found->get_array()) take(value);
    else
        take(*found);
    return out;
}

const json::object* object_at(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains({key.data(), key.size()});
    return found == nullptr ? nullptr : found->if_object();
}

}  // namespace standstill::screening
