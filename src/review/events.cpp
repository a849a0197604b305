#include "review/events.h"

#include <cstdint>
#include <string_view>
#include <utility>

namespace standstill::review {

namespace {

using base::Node;

// Numbers of seven bits a byte, the lowest first; the highest bit says that another follows.
void put(std::string& out, std::uint64_t number) {
    while (number >= 0x80) {
        out += static_cast<char>(0x80 | (number & 0x7f));
        number >>= 7;
    }
    out += static_cast<char>(number);
}

std::uint64_t take(std::string_view& bytes) {
    std::uint64_t number = 0;
    for (int shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80) return number;
    }
}

void put(std::string& out, std::string_view text) {
    put(out, text.size());
    out += text;
}

std::string take_text(std::string_view& bytes) {
    const std::size_t size = take(bytes);
    std::string text(bytes.substr(0, size));
    bytes.remove_prefix(size);
    return text;
}

void put(std::string& out, base::Place place) {
    put(out, static_cast<std::uint64_t>(place.line));
    put(out, static_cast<std::uint64_t>(place.column));
}

base::Place take_place(std::string_view& bytes) {
    base::Place place;
    place.line = static_cast<int>(take(bytes));
    place.column = static_cast<int>(take(bytes));
    return place;
}

void put(std::string& out, const Node& node) {
    put(out, static_cast<std::uint64_t>(node.kind) * 2 + (node.quoted ? 1 : 0));
    put(out, node.place);
    put(out, node.scalar);
    put(out, node.items.size());
    put(out, node.keys.size());
    for (const auto& [key, place] : node.keys) {
        put(out, key);
        put(out, place);
    }
    for (const Node& item : node.items) put(out, item);
}

// Reads what was put here, in this process.
Node take_node(std::string_view& bytes) {
    Node node;
    const std::uint64_t head = take(bytes);
    node.kind = static_cast<Node::Kind>(head / 2);
    node.quoted = head % 2 == 1;
    node.place = take_place(bytes);
    node.scalar = take_text(bytes);
    const std::size_t items = take(bytes), keys = take(bytes);
    node.keys.reserve(keys);
    for (std::size_t i = 0; i < keys; ++i) {
        std::string key = take_text(bytes);
        node.keys.emplace_back(std::move(key), take_place(bytes));
    }
    node.items.reserve(items);
    for (std::size_t i = 0; i < items; ++i) node.items.push_back(take_node(bytes));
    return node;
}

}  // namespace

Events::Kept::Kept(const Node& event) {
    put(packed, event);
    packed.shrink_to_fit();
}

Events::Kept::~Kept() { delete seen.load(std::memory_order_acquire); }

// Two threads that look first at the same time make a tree each, and one of the two stays.
const Node& Events::Kept::look() const {
    if (const Node* node = seen.load(std::memory_order_acquire)) return *node;
    std::string_view bytes = packed;
    auto made = std::make_unique<const Node>(take_node(bytes));
    const Node* before = nullptr;
    if (seen.compare_exchange_strong(before, made.get(), std::memory_order_acq_rel))
        return *made.release();
    return *before;
}

void Events::push_back(const Node& event) {
    kept_.push_back(std::make_shared<const Kept>(event));
    bytes_ += kept_.back()->packed.size();
}

Node Events::read(std::size_t index) const {
    std::string_view bytes = kept_[index]->packed;
    return take_node(bytes);
}

std::vector<Node> Events::all() const { return {begin(), end()}; }

}  // namespace standstill::review
