// The log as static resources: checkpoint, tiles and entries as tlog-tiles has them, and proofs as
// JSON.
//
// A tile of a given width never changes, so it may be kept for ever. The checkpoint is signed anew
// when the log has grown. Checkpoint, hash tiles and proofs are open to everybody; the bytes of
// events take a permission.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "ledger/base64.h"
#include "ledger/decimal.h"
#include "ledger/proof.h"
#include "server/api/chapters.h"
#include "server/api/reply.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

constexpr std::uint64_t kMostBundled = 100'000;  // events; some 100 MB while it is made
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";

std::string base64_of(const base::Digest& digest) {
    return ledger::base64(ledger::bytes_of(digest));
}

json::array base64_of(const ledger::Digests& hashes) {
    json::array out;
    for (const base::Digest& hash : hashes) out.emplace_back(base64_of(hash));
    return out;
}

http::Response bytes(std::string body, std::string_view cache) {
    return http::Response{
        200,
        {{"Content-Type", "application/octet-stream"}, {"Cache-Control", std::string(cache)}},
        std::move(body)};
}

http::Response checkpoint(State& state, const http::Request&) {
    auto head = state.site.office.sign_head();
    if (!head) return failure(head.error());
    http::Response out = http::text(head->note);
    out.with("Cache-Control", "no-cache");
    return out;
}

// A path that is none, and a tile that is not there yet, are the same to whoever asks.
http::Response no_tile() { return problem(404, "there is no such tile", {}); }

http::Response hash_tile(State& state, const http::Request& request) {
    auto tile = ledger::parse_tile_path("tile/" + request.capture("rest"));
    if (!tile || !tile->level) return no_tile();
    auto body = state.tree.hash_tile(*tile);
    if (!body) return failure(body.error());
    return bytes(std::move(*body), kForEver);
}

http::Response entry_tile(State& state, const http::Request& request) {
    auto tile = ledger::parse_tile_path("tile/entries/" + request.capture("rest"));
    if (!tile || tile->level) return no_tile();
    auto body = state.tree.entry_tile(*tile);
    if (!body) return failure(body.error());
    return bytes(std::move(*body), "private, max-age=31536000, immutable");
}

// The signed checkpoint that a proof goes up to: the newest one, or none where a size is asked for.
base::Result<std::optional<ledger::StoredCheckpoint>> head_for(State& state,
                                                               const http::Request& request) {
    if (request.parameter("size")) return std::optional<ledger::StoredCheckpoint>();
    auto head = state.site.office.sign_head();
    if (!head) return head.error();
    return std::optional(std::move(*head));
}

http::Response proof(State& state, const http::Request& request) {
    ledger::LeafIndex index{ledger::parse_decimal(request.capture("index")).value_or(0)};
    auto head = head_for(state, request);
    if (!head) return failure(head.error());
    ledger::TreeSize size = *head ? (*head)->size : ledger::TreeSize{whole(request, "size", 0)};
    if (!ledger::holds(size, index))
        return problem(404, "a tree of that size does not hold that event", {});
    auto hashes = state.tree.inclusion(index, size);
    if (!hashes) return failure(hashes.error());
    auto root = state.tree.root(size);
    if (!root) return failure(root.error());
    auto leaf = state.site.office.log().leaf_hashes(index, 1);
    if (!leaf || leaf->empty()) return problem(404, "the log does not reach that far", {});
    json::object out{{"index", ledger::number(index)},
                     {"size", ledger::number(size)},
                     {"leaf", base64_of(leaf->front())},
                     {"root", base64_of(*root)},
                     {"hashes", base64_of(*hashes)}};
    if (*head) {
        auto text = ledger::print_log_proof({{}, index, *hashes, (*head)->note});
        if (!text) return failure(text.error());
        out["checkpoint"] = (*head)->note;
        out["proof"] = *text;
    }
    return json_answer(out);
}

http::Response consistency(State& state, const http::Request& request) {
    ledger::TreeSize from{whole(request, "from", 1)}, to{whole(request, "to", 1)};
    if (from > to) return problem(400, "`from` must not be larger than `to`", {});
    auto hashes = state.tree.consistency(from, to);
    if (!hashes) return failure(hashes.error());
    auto first = state.tree.root(from), second = state.tree.root(to);
    if (!first || !second) return failure(first ? second.error() : first.error());
    return json_answer(json::object{{"from", ledger::number(from)},
                                    {"to", ledger::number(to)},
                                    {"from_root", base64_of(*first)},
                                    {"to_root", base64_of(*second)},
                                    {"hashes", base64_of(*hashes)}});
}

http::Response bundle(State& state, const http::Request&) {
    auto made = state.site.office.bundle(kMostBundled);
    if (!made) return failure(made.error());
    http::Response out{200,
                       {{"Content-Type", "application/x-tar"},
                        {"Cache-Control", "private, no-store"},
                        {"Content-Disposition", "attachment; filename=\"standstill.bundle.tar\""}},
                       std::move(made->bytes)};
    return out;
}

using Handle = http::Response (*)(State&, const http::Request&);

AsyncAnswerer by(const Shared& state, Handle handle) {
    return at_once([state, handle](const http::Request& request, const identity::Caller&) {
        return handle(*state, request);
    });
}

// Below 2^53, so that every reader of JSON has the number whole.
constexpr std::uint64_t kLargest = (std::uint64_t{1} << 53) - 1;

Parameter size_of(std::string name, std::string says, bool required) {
    return {.name = std::move(name),
            .shape = Shape::Whole,
            .says = std::move(says),
            .required = required,
            .low = 1,
            .high = kLargest};
}

}  // namespace

std::vector<Operation> log_operations(const Shared& state) {
    const Parameter rest{.name = "rest",
                         .in = In::Path,
                         .shape = Shape::Path,
                         .says = "As c2sp.org/tlog-tiles spells it: 0/x001/067.p/12"};
    return {
        {.path = "/log/checkpoint",
         .id = "get-checkpoint",
         .tag = "log",
         .says = "The newest checkpoint, a signed note.",
         .endings = {{200, "docs/formats/checkpoint.md", "Text", "text/plain"}},
         .answer = by(state, checkpoint)},
        {.path = "/log/tile/{rest...}",
         .id = "get-hash-tile",
         .tag = "log",
         .says = "A tile of the tree.",
         .parameters = {rest},
         .endings = {{200, "Hashes of 32 bytes.", "Text", "application/octet-stream"}},
         .answer = by(state, hash_tile)},
        {.path = "/log/tile/entries/{rest...}",
         .id = "get-entries",
         .tag = "log",
         .says = "Events, each behind its length in two bytes.",
         .needs = identity::Permission::ReadEntries,
         .parameters = {rest},
         .endings = {{200, "docs/formats/tiles.md", "Text", "application/octet-stream"}},
         .answer = by(state, entry_tile)},
        {.path = "/api/bundle",
         .id = "get-bundle",
         .tag = "log",
         .says = "The whole log with all that is needed to check it offline.",
         .needs = identity::Permission::ReadEntries,
         .endings = {{200, "docs/formats/bundle.md; `standstill verify` reads it.", "Text",
                      "application/x-tar"},
                     {503, "The log is too long for one answer.", "Problem",
                      "application/problem+json"}},
         .answer = by(state, bundle)},
        {.path = "/log/proof/{index}",
         .id = "prove-inclusion",
         .tag = "log",
         .says = "Proves that an event is in the log.",
         .parameters = {{.name = "index",
                         .in = In::Path,
                         .shape = Shape::Whole,
                         .says = "Of the event, from 0.",
                         .high = kLargest},
                        size_of("size", "Of the tree; the newest checkpoint's by default.", false)},
         .endings = {{200, "RFC 6962, section 2.1.1.", "LogProof"}},
         .answer = by(state, proof)},
        {.path = "/log/consistency",
         .id = "prove-consistency",
         .tag = "log",
         .says = "Proves that the log of one size is the beginning of another.",
         .parameters = {size_of("from", "The smaller size.", true),
                        size_of("to", "The larger size.", true)},
         .endings = {{200, "RFC 6962, section 2.1.2.", "Consistency"}},
         .answer = by(state, consistency)}};
}

}  // namespace standstill::server::api
