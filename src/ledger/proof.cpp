#include "ledger/proof.h"

#include <fmt/format.h>

#include "ledger/base64.h"
#include "ledger/decimal.h"

namespace standstill::ledger {

namespace {

using base::invalid;
using base::Result;

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::size_t kMaxExtraBytes = 1'000'000;
constexpr std::size_t kMaxProofBytes = kMaxNoteBytes + 2 * kMaxExtraBytes;
constexpr std::size_t kMaxHashes = 64;  // more than a tree of 2^64 leaves is high

}  // namespace

Result<LogProof> parse_log_proof(std::string_view bytes) {
    auto bad = [](std::string_view why) {
        return invalid(fmt::format("not a proof of a log: {}", why));
    };
    if (bytes.size() > kMaxProofBytes)
        return bad(fmt::format("{} bytes, at most {} are allowed", bytes.size(), kMaxProofBytes));
    // The line that begins here, without its end; nothing when it does not end.
    auto line = [&]() -> std::optional<std::string_view> {
        std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        std::string_view text = bytes.substr(0, end);
        bytes.remove_prefix(end + 1);
        return text;
    };
    LogProof proof;
    if (line() != kHeader) return bad(fmt::format("expected `{}`", kHeader));
    auto text = line();
    if (text && text->starts_with("extra ")) {
        auto extra = bytes_from_base64(text->substr(6));
        if (!extra) return bad(extra.error().message);
        if (extra->size() > kMaxExtraBytes) return bad("too much extra data");
        proof.extra = *extra;
        text = line();
    }
    auto index =
        text && text->starts_with("index ") ? parse_decimal(text->substr(6)) : std::nullopt;
    if (!index) return bad("expected `index ` and a decimal number");
    proof.index = LeafIndex{*index};
    while (true) {
        text = line();
        if (!text) return bad("expected an empty line before the checkpoint");
        if (text->empty()) break;
        if (proof.hashes.size() == kMaxHashes)
            return bad(fmt::format("more than {} hashes", kMaxHashes));
        auto hash_bytes = bytes_from_base64(*text);
        if (!hash_bytes) return bad(hash_bytes.error().message);
        auto hash = digest_from_bytes(*hash_bytes);
        if (!hash) return bad(hash.error().message);
        proof.hashes.push_back(*hash);
    }
    if (bytes.empty()) return bad("no checkpoint");
    if (bytes.size() > kMaxNoteBytes) return bad("the checkpoint is too long");
    proof.checkpoint = bytes;
    return proof;
}

Result<std::string> print_log_proof(const LogProof& proof) {
    std::string out = fmt::format("{}\n", kHeader);
    if (proof.extra) out += fmt::format("extra {}\n", base64(*proof.extra));
    out += fmt::format("index {}\n", number(proof.index));
    for (const base::Digest& hash : proof.hashes) out += base64(bytes_of(hash)) + '\n';
    out += '\n';
    out += proof.checkpoint;
    auto again = parse_log_proof(out);
    if (!again) return again.error();
    return out;
}

Result<OpenedCheckpoint> verify_log_proof(const LogProof& proof, std::string_view entry,
                                          std::span<const VerifierKey> keys) {
    auto opened = open_checkpoint(proof.checkpoint, keys);
    if (!opened) return opened.error();
    auto included = verify_inclusion(proof.index, opened->checkpoint.size, leaf_hash(entry),
                                     proof.hashes, opened->checkpoint.root);
    if (!included) return included.error();
    return opened;
}

}  // namespace standstill::ledger
