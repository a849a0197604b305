#include "office/stamp.h"

#include <fmt/format.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "ledger/canonical_json.h"

namespace standstill::office {

namespace {

// HMAC-SHA-256 (RFC 2104).
base::Digest keyed(std::string_view key, std::string_view text) {
    base::Digest out{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), out.bytes.data(),
         &length);
    return out;
}

}  // namespace

base::Status stamp(base::Node& event, base::Instant now, const base::ZoneTable& zone,
                   bool may_state_time, const std::string& name) {
    if (!event.is_map()) return base::Done{};  // the door says what it is
    const base::Node* given = event.find("at");
    if (given == nullptr || (given->is_null() && !given->quoted)) {
        base::Node at;
        at.kind = base::Node::Kind::Scalar;
        at.scalar = zone.print(now);
        at.quoted = true;
        at.place = event.place;
        if (given != nullptr) {
            event.items[static_cast<std::size_t>(given - event.items.data())] = std::move(at);
        } else {
            event.keys.emplace_back("at", event.place);
            event.items.push_back(std::move(at));
        }
        return base::Done{};
    }
    auto at = base::parse_instant(given->scalar);
    if (!at)
        return base::invalid(base::where(name, given->place) + ": `at`: " + at.error().message);
    if (*at > now)
        return base::invalid(
            fmt::format("{}: the event is dated {}, which has not come yet (it is {})",
                        base::where(name, given->place), given->scalar, zone.print(now)));
    if (*at < now && !may_state_time)
        return base::invalid(fmt::format(
            "{}: the event is dated {}; only a registrar may date an event earlier than now, leave "
            "`at` out and the clock dates it",
            base::where(name, given->place), given->scalar));
    return base::Done{};
}

namespace {

void put(std::string& out, const base::Node& node) {
    if (node.is_null() && !node.quoted) {
        out += "null";
    } else if (node.is_list()) {
        out += '[';
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            if (i > 0) out += ',';
            put(out, node.items[i]);
        }
        out += ']';
    } else if (node.is_map()) {
        std::vector<std::size_t> order(node.keys.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return node.keys[a].first < node.keys[b].first;
        });
        char before = '{';
        for (std::size_t i : order) {
            out += std::exchange(before, ',');
            ledger::append_json_string(out, node.keys[i].first);
            out += ':';
            put(out, node.items[i]);
        }
        if (order.empty()) out += '{';
        out += '}';
    } else if (!node.quoted && (node.scalar == "true" || node.scalar == "false")) {
        out += node.scalar;
    } else {
        ledger::append_json_string(out, node.scalar);
    }
}

}  // namespace

std::string content_of(const base::Node& node) {
    std::string out;
    put(out, node);
    return out;
}

// A signature under Ed25519 is the same each time and made by the key alone (RFC 8032). No note and
// no token reads like this text.
std::string salt_of(const ledger::SigningKey& key) {
    return key.key().sign("standstill: the salt of the ids of commands");
}

std::string command_id(std::string_view salt, std::string_view kind, std::string_view content) {
    constexpr std::size_t kDigits = 40;
    return fmt::format("{}:{}", kind, base::to_hex(keyed(salt, content)).substr(0, kDigits));
}

}  // namespace standstill::office
