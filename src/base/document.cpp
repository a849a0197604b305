#include "base/document.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <exception>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"

namespace standstill::base {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 2'000'000;

// Leaves the parser from within a callback; never leaves this file.
struct Refused : std::exception {
    Refused(Place p, std::string m) : place(p), message(std::move(m)) {}
    Place place;
    std::string message;
};

// Builds the tree from the events of the parser, which is the only way to see tags and to bound
// aliases.
class TreeBuilder final : public YAML::EventHandler {
public:
    Node root;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        check(mark, "");
        add(Node{Node::Kind::Null, "", false, place_of(mark), {}, {}}, anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        auto found = anchored_.find(anchor);
        if (found == anchored_.end())
            throw Refused(place_of(mark), "an alias (`*name`) within what it names");
        count(found->second, stack_.size(), place_of(mark));
        add(found->second, 0);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        check(mark, tag);
        bool quoted = tag == "!";
        ends_in_quotes_ = quoted;
        bool null = !quoted && (value.empty() || value == "null" || value == "~");
        add(Node{null ? Node::Kind::Null : Node::Kind::Scalar,
                 value,
                 quoted,
                 place_of(mark),
                 {},
                 {}},
            anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        check(mark, tag);
        open(Node{Node::Kind::List, "", false, place_of(mark), {}, {}}, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        check(mark, tag);
        open(Node{Node::Kind::Map, "", false, place_of(mark), {}, {}}, anchor);
    }
    void OnMapEnd() override { close(); }

    // Whether the last word of all was one in quotes.
    bool ends_in_quotes() const { return ends_in_quotes_; }

private:
    struct Open {
        Node node;
        YAML::anchor_t anchor = 0;
        std::unordered_set<std::string> seen;
        bool has_key = false;
    };

    static Place place_of(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

    void check(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!")
            throw Refused(place_of(mark),
                          fmt::format("tags are not allowed here, found `{}`", tag));
        count_one(place_of(mark));
    }

    void count_one(Place place) {
        if (++nodes_ > kMaxNodes) throw Refused(place, "the document has too many pieces");
    }

    // What an alias stands for counts as if it were written out, so that a short text cannot become
    // a large tree.
    void count(const Node& node, std::size_t depth, Place place) {
        count_one(place);
        if (depth >= kMaxDepth && !node.items.empty()) throw Refused(place, "nested too deeply");
        for (const Node& item : node.items) count(item, depth + 1, place);
    }

    void open(Node node, YAML::anchor_t anchor) {
        if (stack_.size() >= kMaxDepth) throw Refused(node.place, "nested too deeply");
        stack_.push_back({std::move(node), anchor, {}, false});
    }

    void close() {
        Node node = std::move(stack_.back().node);
        YAML::anchor_t anchor = stack_.back().anchor;
        stack_.pop_back();
        add(std::move(node), anchor);
    }

    void add(Node node, YAML::anchor_t anchor) {
        if (anchor != 0) anchored_[anchor] = node;
        if (stack_.empty()) {
            root = std::move(node);
            return;
        }
        Open& parent = stack_.back();
        if (parent.node.is_map() && !parent.has_key) {
            if (!node.is_scalar() && !node.is_null())
                throw Refused(node.place, "a key must be a word");
            if (!parent.seen.insert(node.scalar).second)
                throw Refused(node.place, fmt::format("`{}` occurs twice", node.scalar));
            parent.node.keys.emplace_back(std::move(node.scalar), node.place);
            parent.has_key = true;
            return;
        }
        parent.node.items.push_back(std::move(node));
        parent.has_key = false;
    }

    std::vector<Open> stack_;
    std::unordered_map<YAML::anchor_t, Node> anchored_;
    std::size_t nodes_ = 0;
    bool ends_in_quotes_ = false;
};

// Four hexadecimal digits after `\\u` at a position, or -1.
int unicode_escape(std::string_view text, std::size_t at) {
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
    int value = 0;
    auto [end, error] = std::from_chars(text.data() + at + 2, text.data() + at + 6, value, 16);
    return error == std::errc{} && end == text.data() + at + 6 ? value : -1;
}

// JSON writes a character beyond the basic plane as two escapes (RFC 8259, section 7); YAML knows
// no such pairs, so they become the character itself.
std::string with_pairs_joined(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        int high = unicode_escape(text, i), low = unicode_escape(text, i + 6);
        if (high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            int point = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            for (int shift : {18, 12, 6, 0})
                out += static_cast<char>((shift == 18 ? 0xF0 : 0x80) | ((point >> shift) & 0x3F));
            i += 12;
            continue;
        }
        out += text[i];
        // An escaped backslash begins nothing.
        if (text[i] == '\\' && i + 1 < text.size()) out += text[++i];
        ++i;
    }
    return out;
}

// A closing quote that is missing at the very end goes unseen by the parser where a line break
// follows (yaml-cpp 0.7), and a file that was cut short would pass for whole. Without the line
// break it is seen, and the parser throws; so there is nothing to check where none follows, as in
// the bodies of requests.
void check_last_quote(std::string_view text) {
    std::istringstream stream{std::string(trimmed(text))};
    YAML::Parser parser(stream);
    TreeBuilder ignored;
    parser.HandleNextDocument(ignored);
}

bool ends_in_blank(std::string_view text) {
    return !text.empty() && is_blank(text.substr(text.size() - 1));
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i].first == key) return &items[i];
    return nullptr;
}

std::string where(const std::string& name, Place place) {
    if (place.line == 0) return name;
    return fmt::format("{}:{}:{}", name, place.line, place.column);
}

Result<Node> parse_document(std::string_view text, const std::string& name) {
    if (text.size() > kMaxBytes) return invalid(fmt::format("{}: larger than 16 MiB", name));
    if (!is_utf8(text)) return invalid(fmt::format("{}: not UTF-8", name));
    if (text.find('\0') != std::string_view::npos)
        return invalid(fmt::format("{}: contains a zero byte", name));
    std::string joined;
    std::string_view start = trimmed(text);
    if (!start.empty() && start.front() == '{' && text.find("\\u") != std::string_view::npos) {
        joined = with_pairs_joined(text);
        text = joined;
    }
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        TreeBuilder builder;
        if (!parser.HandleNextDocument(builder)) return invalid(fmt::format("{}: empty", name));
        if (builder.ends_in_quotes() && ends_in_blank(text)) check_last_quote(text);
        TreeBuilder rest;
        if (parser.HandleNextDocument(rest))
            return invalid(fmt::format("{}: more than one document", where(name, rest.root.place)));
        return std::move(builder.root);
    } catch (const Refused& refused) {
        return invalid(fmt::format("{}: {}", where(name, refused.place), refused.message));
    } catch (const YAML::Exception& exception) {
        Place place{exception.mark.line + 1, exception.mark.column + 1};
        return invalid(fmt::format("{}: {}", where(name, place), exception.msg));
    }
}

}  // namespace standstill::base
