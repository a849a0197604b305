#include "ledger/opening.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "ledger/canonical_json.h"
#include "ledger/event.h"
#include "ledger/sha256.h"

namespace standstill::ledger {

namespace {

using base::Digest;
using base::invalid;
using base::Result;
using sha256::State;

constexpr std::size_t kBlock = 64;
constexpr std::size_t kLeafPrefixBytes = 1;
constexpr std::string_view kStream = R"(,"stream":")";
constexpr std::string_view kType = R"(","type":")";
constexpr std::string_view kVersion = R"(","v":1,"ver":)";

// Blocks into a state; the kernel is the processor's fastest.
void absorb(State& state, std::string_view blocks) {
    const auto* at = reinterpret_cast<const std::uint8_t*>(blocks.data());
    const auto* end = at + blocks.size();
    if (fastest_kernel() == Kernel::ShaExtensions) {
        state = sha256::to_instruction_order(state);
        for (; at != end; at += kBlock) sha256::compress_sha_extensions(state, at);
        state = sha256::from_instruction_order(state);
    } else {
        for (; at != end; at += kBlock) sha256::compress_portable(state, at);
    }
}

Digest digest_of(const State& state) {
    Digest out;
    for (std::size_t i = 0; i < out.bytes.size(); ++i)
        out.bytes[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
    return out;
}

State state_of(const Digest& digest) {
    State out{};
    for (std::size_t i = 0; i < digest.bytes.size(); ++i)
        out[i / 4] = out[i / 4] << 8 | digest.bytes[i];
    return out;
}

// The rest of a message of which `before` bytes are in the state already, with the padding of FIPS
// 180-4 section 5.1.1.
Digest finish(State state, std::uint64_t before, std::string_view tail) {
    std::string rest(tail);
    std::uint64_t bits = (before + tail.size()) * 8;
    rest += '\x80';
    rest.append((kBlock - (rest.size() + 8) % kBlock) % kBlock, '\0');
    for (int shift = 56; shift >= 0; shift -= 8) rest += static_cast<char>(bits >> shift & 255);
    absorb(state, rest);
    return digest_of(state);
}

// The version that a tail ends with, `}` included: digits as the canonical form writes them.
Result<std::uint64_t> version_of(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    auto [stop, error] = std::from_chars(text.data(), end, value);
    bool one_way = error == std::errc() && (text[0] != '0' || stop == text.data() + 1);
    if (!one_way || std::string_view(stop, static_cast<std::size_t>(end - stop)) != "}" ||
        value > static_cast<std::uint64_t>(kMaxJsonInteger))
        return invalid(fmt::format(
            "`ver` is `{}`, expected a whole number and the end of the event", text.substr(0, 40)));
    return value;
}

}  // namespace

Result<Cut> open_envelope(std::string_view event) {
    auto scanned = scan_event(event);
    if (!scanned) return scanned.error();
    // Positions in the hashed message, which has a byte before the event.
    auto position = [&](const char* at) {
        return static_cast<std::size_t>(at - event.data()) + kLeafPrefixBytes;
    };
    std::size_t facts_end = position(scanned->facts_json.data() + scanned->facts_json.size());
    std::size_t stream = position(scanned->stream.data()) - kStream.size();
    std::size_t cut = stream / kBlock * kBlock;

    std::string head = std::string(kLeafPrefixBytes, '\0');
    head += event.substr(0, cut - kLeafPrefixBytes);
    State state = sha256::kInitial;
    absorb(state, head);
    Opening opening{digest_of(state), static_cast<std::uint32_t>(cut),
                    std::string(event.substr(cut - kLeafPrefixBytes))};
    if (cut < facts_end)
        return Cut(
            Leaks{std::move(opening), std::min(facts_end - cut, scanned->facts_json.size())});
    if (!base::is_utf8(opening.tail))
        return invalid("the event cannot be cut: a block ends inside a character of `seals`");
    return Cut(std::move(opening));
}

Result<Opened> read_opening(const Opening& opening) {
    const std::string& tail = opening.tail;
    if (opening.before == 0 || opening.before % kBlock != 0)
        return invalid(
            fmt::format("{} bytes are no whole number of blocks of {}", opening.before, kBlock));
    if (opening.before + tail.size() > kMaxEventBytes + kLeafPrefixBytes)
        return invalid(fmt::format("the event would be {} bytes long, at most {} are allowed",
                                   opening.before + tail.size() - kLeafPrefixBytes,
                                   kMaxEventBytes));
    std::size_t begin = tail.rfind(kStream);
    if (begin == std::string::npos) return invalid("the tail names no stream");
    // What stands before is the end of `seals`, or of policy and seals; it is not read. Another cut
    // than the last possible one would be a second opening of the same event.
    if (begin >= kBlock)
        return invalid(
            fmt::format("the tail begins {} bytes before the stream, at most {} are needed", begin,
                        kBlock - 1));
    if (begin > 0 && tail[begin - 1] != ']')
        return invalid("the tail has something else than the end of `seals` before the stream");
    if (std::any_of(tail.begin(), tail.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return invalid("the tail has a control character");

    std::string_view rest = std::string_view(tail).substr(begin + kStream.size());
    std::size_t stream_end = rest.find(kType);
    if (stream_end == std::string_view::npos) return invalid("the tail names no type");
    Opened out;
    out.stream = rest.substr(0, stream_end);
    rest.remove_prefix(stream_end + kType.size());
    std::size_t type_end = rest.find(kVersion);
    if (type_end == std::string_view::npos) return invalid("the tail names no version");
    out.type = rest.substr(0, type_end);
    if (!is_stream_id(out.stream))
        return invalid(fmt::format("`stream` is `{}`, which is none", out.stream.substr(0, 200)));
    if (!is_event_type(out.type))
        return invalid(fmt::format("`type` is `{}`, which is none", out.type.substr(0, 200)));
    auto version = version_of(rest.substr(type_end + kVersion.size()));
    if (!version) return version.error();
    out.ver = *version;
    out.leaf = finish(state_of(opening.state), opening.before, tail);
    return out;
}

}  // namespace standstill::ledger
