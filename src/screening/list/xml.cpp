#include "screening/list/xml.h"

#include <fmt/format.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include <cstdint>
#include <memory>

#include "base/text.h"

namespace standstill::screening {

namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxText = std::size_t{16} << 20;
constexpr std::size_t kMaxNodes = 200'000;
constexpr std::size_t kPiece = std::size_t{64} << 10;

std::string_view view(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

}  // namespace

// One record as it is read. Texts lie in one string; a name is the parser's own and outlives it.
class XmlRecord {
public:
    struct Piece {
        std::size_t from = 0;
        std::size_t size = 0;
    };
    struct Attribute {
        std::string_view name;
        Piece value;
    };
    struct Node {
        std::string_view name;
        Piece text;
        std::size_t first_attribute = 0;
        std::size_t attributes = 0;
        int parent = -1;
        int first_child = -1;
        int last_child = -1;
        int next = -1;
    };

    void clear() {
        nodes_.clear();
        attributes_.clear();
        text_.clear();
    }
    bool is_empty() const { return nodes_.empty(); }
    bool is_too_large() const { return nodes_.size() > kMaxNodes || text_.size() > kMaxText; }
    XmlElement root() const { return XmlElement(this, 0); }

    int add(std::string_view name, int parent) {
        const int made = static_cast<int>(nodes_.size());
        Node node;
        node.name = name;
        node.parent = parent;
        node.first_attribute = attributes_.size();
        nodes_.push_back(node);
        if (parent >= 0) {
            Node& above = nodes_[static_cast<std::size_t>(parent)];
            if (above.last_child < 0)
                above.first_child = made;
            else
                nodes_[static_cast<std::size_t>(above.last_child)].next = made;
            above.last_child = made;
        }
        return made;
    }
    void add_attribute(std::string_view name, std::string_view value) {
        // Without entity substitution the parser leaves `&` of a value as `&#38;`, and nothing
        // else.
        Piece piece{text_.size(), 0};
        for (std::size_t at = 0; at < value.size();) {
            const bool is_left = value.substr(at).starts_with("&#38;");
            text_ += value[at];
            at += is_left ? 5 : 1;
        }
        piece.size = text_.size() - piece.from;
        attributes_.push_back({name, piece});
        ++nodes_.back().attributes;
    }
    void add_text(int node, std::string_view text) {
        Piece& piece = nodes_[static_cast<std::size_t>(node)].text;
        if (piece.size > 0 && piece.from + piece.size != text_.size()) {
            // Text on both sides of a child: what stood before it is moved to the end. The indent
            // before a child is not worth that.
            if (base::is_blank(text)) return;
            const std::string before = text_.substr(piece.from, piece.size);
            piece = keep(before);
        } else if (piece.size == 0) {
            piece.from = text_.size();
        }
        text_ += text;
        piece.size += text.size();
    }

    const Node& node(int at) const { return nodes_[static_cast<std::size_t>(at)]; }
    const Attribute& attribute(std::size_t at) const { return attributes_[at]; }
    std::string_view text(Piece piece) const {
        return std::string_view(text_).substr(piece.from, piece.size);
    }
    int parent(int at) const { return node(at).parent; }
    XmlElement element(int at) const { return at < 0 ? XmlElement() : XmlElement(this, at); }

private:
    Piece keep(std::string_view text) {
        Piece piece{text_.size(), text.size()};
        text_ += text;
        return piece;
    }

    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::string text_;
};

std::string_view XmlElement::name() const {
    return record_ == nullptr ? std::string_view{} : record_->node(node_).name;
}

std::string_view XmlElement::text() const {
    return record_ == nullptr ? std::string_view{}
                              : base::trimmed(record_->text(record_->node(node_).text));
}

std::string_view XmlElement::attribute(std::string_view name) const {
    if (record_ == nullptr) return {};
    const XmlRecord::Node& node = record_->node(node_);
    for (std::size_t i = 0; i < node.attributes; ++i) {
        const XmlRecord::Attribute& attribute = record_->attribute(node.first_attribute + i);
        if (attribute.name == name) return base::trimmed(record_->text(attribute.value));
    }
    return {};
}

XmlElement XmlElement::first() const {
    return record_ == nullptr ? XmlElement() : record_->element(record_->node(node_).first_child);
}

XmlElement XmlElement::next() const {
    return record_ == nullptr ? XmlElement() : record_->element(record_->node(node_).next);
}

XmlElement XmlElement::child(std::string_view name) const {
    for (XmlElement element : *this)
        if (element.name() == name) return element;
    return {};
}

namespace {

// What the parser tells, turned into records. Its calls are plain C; `self` is this walk.
struct Walk {
    const XmlRead* read = nullptr;
    std::string name;
    xmlParserCtxtPtr parser = nullptr;
    XmlRecord record;
    int node = -1;  // the element of the record that is open
    int depth = 0;
    base::Status status = base::Done{};

    void stop(base::Status failed) {
        if (status) status = std::move(failed);
        xmlStopParser(parser);
    }
    int line() const { return xmlSAX2GetLineNumber(parser); }
    base::Error error(std::string message) const {
        return base::invalid(fmt::format("{}:{}: {}", name, line(), message));
    }

    bool is_wanted(std::string_view local) const {
        for (std::string_view wanted : read->records)
            if (wanted == local) return true;
        return false;
    }

    void take_attributes(int count, const xmlChar** attributes) {
        for (int i = 0; i < count; ++i) {
            const xmlChar** five = attributes + 5 * i;
            const auto* from = reinterpret_cast<const char*>(five[3]);
            const auto* to = reinterpret_cast<const char*>(five[4]);
            record.add_attribute(view(five[0]), {from, static_cast<std::size_t>(to - from)});
        }
    }

    void open(const xmlChar* local, int count, const xmlChar** attributes) {
        if (!status) return;
        if (++depth > kMaxDepth) return stop(error("elements lie deeper than 64 in each other"));
        if (depth == 1) {
            record.add(view(local), -1);
            take_attributes(count, attributes);
            base::Status done = read->on_root ? read->on_root(record.root()) : base::Done{};
            if (!done) return stop(base::in_context(done.error(), name));
            record.clear();
        }
        if (node < 0 && !is_wanted(view(local))) return;
        node = record.add(view(local), node);
        take_attributes(count, attributes);
        if (record.is_too_large())
            stop(error("a record is larger than 16 MiB or 200,000 elements"));
    }

    void close() {
        if (!status) return;
        --depth;
        if (node < 0) return;
        node = record.parent(node);
        if (node >= 0) return;
        base::Status done = read->on_record(record.root(), line());
        record.clear();
        if (!done) stop(base::in_context(done.error(), fmt::format("{}:{}", name, line())));
    }

    void text(const xmlChar* letters, int size) {
        if (!status || node < 0) return;
        record.add_text(node,
                        {reinterpret_cast<const char*>(letters), static_cast<std::size_t>(size)});
        if (record.is_too_large())
            stop(error("a record is larger than 16 MiB or 200,000 elements"));
    }

    void trouble(const xmlError& found) {
        if (found.level < XML_ERR_ERROR) return;
        std::string says = found.message == nullptr ? "it is not well-formed" : found.message;
        for (char& c : says)
            if (c == '\n') c = ' ';
        stop(base::invalid(fmt::format("{}:{}:{}: not well-formed XML: {}", name, found.line,
                                       found.int2, base::trimmed(says))));
    }
};

Walk& walk_of(void* self) { return *static_cast<Walk*>(self); }

xmlSAXHandler handler() {
    xmlSAXHandler out{};
    out.initialized = XML_SAX2_MAGIC;
    out.startElementNs = [](void* self, const xmlChar* local, const xmlChar*, const xmlChar*, int,
                            const xmlChar**, int count, int, const xmlChar** attributes) {
        walk_of(self).open(local, count, attributes);
    };
    out.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
        walk_of(self).close();
    };
    out.characters = [](void* self, const xmlChar* letters, int size) {
        walk_of(self).text(letters, size);
    };
    out.cdataBlock = out.characters;
    out.ignorableWhitespace = nullptr;
    out.internalSubset = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
        Walk& walk = walk_of(self);
        walk.stop(
            walk.error("a document type declaration; lists have none, and what it can declare "
                       "is not read"));
    };
    out.serror = [](void* self, xmlErrorPtr found) { walk_of(self).trouble(*found); };
    return out;
}

}  // namespace

base::Status read_xml(std::string_view bytes, const std::string& name, const XmlRead& read) {
    static const int kReady = [] {
        xmlInitParser();
        return 0;
    }();
    (void)kReady;
    Walk walk;
    walk.read = &read;
    walk.name = name;
    xmlSAXHandler calls = handler();
    std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> parser(
        xmlCreatePushParserCtxt(&calls, &walk, nullptr, 0, nullptr), &xmlFreeParserCtxt);
    if (parser == nullptr)
        return base::fail(base::ErrorKind::Unavailable, name + ": no memory for an XML parser");
    walk.parser = parser.get();
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET);
    for (std::size_t at = 0; at < bytes.size() && walk.status; at += kPiece) {
        const std::string_view piece = bytes.substr(at, kPiece);
        xmlParseChunk(parser.get(), piece.data(), static_cast<int>(piece.size()), 0);
        if (read.on_progress) read.on_progress(at + piece.size());
    }
    if (walk.status) xmlParseChunk(parser.get(), nullptr, 0, 1);
    if (!walk.status) return walk.status.error();
    if (parser->wellFormed == 0 || walk.depth != 0)
        return base::invalid(fmt::format("{}: not well-formed XML, or it ends too early", name));
    return base::Done{};
}

std::string_view root_of(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
        std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            const std::size_t end = rest.find("-->");
            if (end == std::string_view::npos) return {};
            at += end + 3;
        } else if (rest.starts_with("<?") || rest.starts_with("<!")) {
            const std::size_t end = rest.find('>');
            if (end == std::string_view::npos) return {};
            at += end + 1;
        } else {
            rest.remove_prefix(1);
            rest = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
            const std::size_t colon = rest.find(':');
            return colon == std::string_view::npos ? rest : rest.substr(colon + 1);
        }
    }
    return {};
}

}  // namespace standstill::screening
