#include "base/plain_json.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace standstill::base {

namespace {

constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxBytes = 65'536;
constexpr std::size_t kMaxKey = 200;
constexpr std::size_t kMaxKeys = 64;  // of one map, which are compared with each other

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Each function leaves `at_` behind what it read, or says false: not sure.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool document(Node& out) {
        skip();
        if (peek() != '{' && peek() != '[') return false;
        if (!value(out, 0)) return false;
        skip();
        return at_ == text_.size();
    }

private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    void skip() {
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\n') {
                ++line_;
                line_begin_ = at_ + 1;
            } else if (text_[at_] != ' ') {
                return;
            }
        }
    }
    Place here() const { return {line_, static_cast<int>(at_ - line_begin_) + 1}; }

    bool value(Node& out, std::size_t depth) {
        out.place = here();
        if (depth == kMaxDepth) return false;
        switch (peek()) {
            case '{':
                return map(out, depth);
            case '[':
                return list(out, depth);
            case '"':
                out.kind = Node::Kind::Scalar;
                out.quoted = true;
                return word(out.scalar);
            default:
                return bare(out);
        }
    }

    bool map(Node& out, std::size_t depth) {
        out.kind = Node::Kind::Map;
        ++at_;
        skip();
        if (take('}')) return true;
        do {
            skip();
            std::pair<std::string, Place> key{"", here()};
            if (peek() != '"' || !word(key.first) || !take(':')) return false;
            const bool is_known =
                std::any_of(out.keys.begin(), out.keys.end(),
                            [&](const auto& before) { return before.first == key.first; });
            if (is_known || key.first.size() > kMaxKey || out.keys.size() == kMaxKeys) return false;
            out.keys.push_back(std::move(key));
            skip();
            if (!value(out.items.emplace_back(), depth + 1)) return false;
            skip();
        } while (take(','));
        return take('}');
    }

    bool list(Node& out, std::size_t depth) {
        out.kind = Node::Kind::List;
        ++at_;
        skip();
        if (take(']')) return true;
        do {
            skip();
            if (!value(out.items.emplace_back(), depth + 1)) return false;
            skip();
        } while (take(','));
        return take(']');
    }

    bool word(std::string& out) {
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                ++at_;
                return true;
            }
            if (c < 0x20 || c > 0x7e) return false;
            if (c != '\\') {
                out += c;
                continue;
            }
            if (++at_ == text_.size()) return false;
            switch (text_[at_]) {
                case '"':
                case '\\':
                case '/':
                    out += text_[at_];
                    break;
                case 'n':
                    out += '\n';
                    break;
                case 't':
                    out += '\t';
                    break;
                default:
                    return false;
            }
        }
        return false;
    }

    // A number or one of the three words, as RFC 8259 writes them.
    bool bare(Node& out) {
        for (std::string_view known : {"true", "false", "null"})
            if (text_.substr(at_, known.size()) == known) return bare(out, known.size());
        std::size_t end = at_;
        auto digits = [&] {
            const std::size_t begin = end;
            while (end < text_.size() && is_digit(text_[end])) ++end;
            return end > begin;
        };
        if (peek() == '-') ++end;
        const bool begins_with_zero = end < text_.size() && text_[end] == '0';
        const std::size_t whole = end;
        if (!digits() || (begins_with_zero && end - whole > 1)) return false;
        if (end < text_.size() && text_[end] == '.' && (++end, !digits())) return false;
        return bare(out, end - at_);
    }
    bool bare(Node& out, std::size_t size) {
        const std::string_view written = text_.substr(at_, size);
        at_ += size;
        if (at_ < text_.size() && std::string_view(" \n,]}").find(peek()) == std::string_view::npos)
            return false;
        if (written != "null") {
            out.kind = Node::Kind::Scalar;
            out.scalar = written;
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0, line_begin_ = 0;
    int line_ = 1;
};

}  // namespace

std::optional<Node> read_plain_json(std::string_view text) {
    if (text.size() > kMaxBytes) return std::nullopt;
    Node out;
    if (!Reader(text).document(out)) return std::nullopt;
    return out;
}

}  // namespace standstill::base
