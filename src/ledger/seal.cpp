#include "ledger/seal.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/json/object.hpp>

#include "ledger/sha256.h"

namespace standstill::ledger {

namespace {

namespace json = boost::json;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;

constexpr std::uint8_t kSealPrefix = 0x02;
constexpr std::uint64_t kLeastClass = 256;

Digest digest_of(std::string_view object) {
    Digest digest;
    hash_prefixed(fastest_kernel(), kSealPrefix, {&object, 1}, {&digest, 1});
    return digest;
}

template <typename Good>
bool is_word(std::string_view text, Good good) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), good);
}

bool is_label(std::string_view text) {
    return is_word(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
}

bool is_marking(std::string_view text) {
    return is_word(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == ' ' || c == '-';
    });
}

bool is_size_class(std::uint64_t size) { return size >= kLeastClass && std::has_single_bit(size); }

std::string text_of(const json::string& text) { return {text.data(), text.size()}; }

}  // namespace

std::uint64_t size_class_of(std::uint64_t content_bytes) {
    return std::bit_ceil(std::max(content_bytes, kLeastClass));
}

Result<Seal> make_seal(std::string_view salt, std::string_view content, std::string label,
                       std::string marking) {
    if (salt.size() != kSaltBytes)
        return invalid(fmt::format("a salt of {} bytes, expected {}", salt.size(), kSaltBytes));
    if (!is_label(label)) return invalid(fmt::format("`{}` is not the label of a seal", label));
    if (!is_marking(marking)) return invalid(fmt::format("`{}` is not a marking", marking));
    return Seal{digest_of(seal_object(salt, content)), std::move(label), std::move(marking),
                size_class_of(content.size())};
}

std::string seal_object(std::string_view salt, std::string_view content) {
    std::string object(salt);
    object += content;
    return object;
}

Result<std::string_view> open_seal(const Seal& seal, std::string_view object) {
    if (object.size() < kSaltBytes)
        return fail(ErrorKind::Corrupt,
                    fmt::format("a sealed object of {} bytes has no salt", object.size()));
    Digest found = digest_of(object);
    if (found != seal.seal)
        return fail(ErrorKind::Corrupt, fmt::format("the object has the seal {}, not {}",
                                                    base::to_hex(found), base::to_hex(seal.seal)));
    std::string_view content = object.substr(kSaltBytes);
    if (size_class_of(content.size()) != seal.size_class)
        return fail(ErrorKind::Corrupt,
                    fmt::format("the content is of size class {}, not {}",
                                size_class_of(content.size()), seal.size_class));
    return content;
}

json::value to_json(const Seal& seal) {
    json::object out;
    out["label"] = seal.label;
    out["marking"] = seal.marking;
    out["seal"] = base::to_hex(seal.seal);
    out["size_class"] = seal.size_class;
    return out;
}

Result<Seal> seal_from_json(const json::value& value) {
    const json::object* members = value.if_object();
    auto text = [&](const char* key) -> const json::string* {
        const json::value* found = members == nullptr ? nullptr : members->if_contains(key);
        return found == nullptr ? nullptr : found->if_string();
    };
    const json::string *label = text("label"), *marking = text("marking"), *digest = text("seal");
    const json::value* size = members == nullptr ? nullptr : members->if_contains("size_class");
    bool shape = label != nullptr && marking != nullptr && digest != nullptr && size != nullptr &&
                 members->size() == 4;
    if (!shape) return invalid("not a seal, expected `label`, `marking`, `seal` and `size_class`");
    json::error_code error;
    auto size_class = size->is_number() ? size->to_number<std::uint64_t>(error) : 0;
    if (error || !is_size_class(size_class))
        return invalid("`size_class` is not a power of two from 256");
    if (!is_label(text_of(*label)))
        return invalid(fmt::format("`{}` is not the label of a seal", text_of(*label)));
    if (!is_marking(text_of(*marking)))
        return invalid(fmt::format("`{}` is not a marking", text_of(*marking)));
    auto parsed = base::digest_from_hex(text_of(*digest));
    if (!parsed) return base::in_context(parsed.error(), "`seal`");
    return Seal{*parsed, text_of(*label), text_of(*marking), size_class};
}

Result<std::vector<Seal>> seals_from_json(const json::array& seals) {
    std::vector<Seal> out;
    for (std::size_t i = 0; i < seals.size(); ++i) {
        auto seal = seal_from_json(seals[i]);
        if (!seal) return base::in_context(seal.error(), fmt::format("seal {}", i));
        out.push_back(std::move(*seal));
    }
    return out;
}

}  // namespace standstill::ledger
