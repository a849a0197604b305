// Opening the envelope of an event: its stream, type and version for certain, nothing of its facts.
//
// The members of an event are sorted, so stream, type and version stand at the end of its bytes,
// behind the facts. SHA-256 is a chain over blocks of 64 bytes: whoever has the bytes publishes the
// value of the chain after the last block before the end, how many bytes went into it, and the
// bytes that are left. Anybody can finish the hash and gets the leaf hash of RFC 6962, which the
// tree proves.
//
//   0x00 {"actor":..,"facts":{..},"policy":"4f1c | ..9a","seals":[],"stream":"case-a","type":..}
//        `-------- hashed into `state` ---------' `------------------- `tail` ------------------'
//
// Why hidden bytes cannot fake it. An event ends with the `}` of its outermost object, and between
// that and `,"stream":` the tail has no other brace. Each of its quotes follows a character that is
// no backslash, so each begins or ends a string; read from the end, which of the two is fixed. So
// what the tail says is a member of the event itself and never text inside a fact. That the whole
// leaf is an event at all is what a reader of whole logs checks (ledger/verify.h), not this.
//
// What it rests on. To show another tail for a leaf that is in a tree, one must find a chaining
// value that leads over the forged blocks to the given hash: a free-start preimage of the
// compression function of SHA-256, 2^256 steps by the best that is known for its full 64 rounds.
// A log that prepares two endings for one leaf before it signs needs a free-start collision, 2^128
// steps. Published attacks reach reduced rounds only. Both are assumptions about the compression
// function and a little stronger than those on the hash.
//
// What it does not hide. The length of the event, and whether a guess at all of its hidden bytes is
// right; the leaf hash tells that already. A command id of 128 random bits makes guessing hopeless;
// one made of the content does not, and what can then be guessed belongs under a seal (seal.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/digest.h"
#include "base/result.h"

namespace standstill::ledger {

struct Opening {
    base::Digest state;        // the chaining value, its eight words with the high byte first
    std::uint32_t before = 0;  // bytes hashed into it, the prefix of the leaf among them; blocks
    std::string tail;          // the bytes that are left

    friend bool operator==(const Opening&, const Opening&) = default;
};

// An opening whose tail shows the last bytes of the facts, 1 to 63 of them: no block ends between
// facts and stream. Whether that may be shown is for the caller to say.
struct Leaks {
    Opening opening;
    std::size_t bytes = 0;
};

using Cut = std::variant<Opening, Leaks>;

// There is one opening of an event: at the last end of a block before `,"stream":`. With a `policy`
// of 64 digits it never leaks. Fails with Invalid where the bytes are no event, or where the cut
// falls inside a character of `seals`, which those of seal.h do not have.
base::Result<Cut> open_envelope(std::string_view event);

struct Opened {
    base::Digest leaf;  // what the tree must hold
    std::string stream;
    std::string type;
    std::uint64_t ver = 0;

    friend bool operator==(const Opened&, const Opened&) = default;
};

// What an opening says, and of which leaf. Fails with Invalid where it is not one that
// open_envelope could have made; whether the tree holds the leaf is the caller's to check.
base::Result<Opened> read_opening(const Opening& opening);

}  // namespace standstill::ledger
