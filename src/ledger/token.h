// Permits: the answer of the gate as a signed token that another system can check by itself.
//
// A token is a JWT with one fixed header, compared byte for byte: nobody negotiates an algorithm.
// Its claims are canonical JSON, so that a token has one spelling. It names the log, the checkpoint
// and the rule packs it rests on, and it is short-lived, because the answer may change with the
// next event. The format is described in ../docs/formats/token.md.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/instant.h"
#include "base/result.h"
#include "ledger/ed25519.h"
#include "ledger/outcome.h"
#include "ledger/position.h"

namespace standstill::ledger {

inline constexpr std::size_t kMaxTokenBytes = 8'192;
inline constexpr std::chrono::seconds kPermitLife{60};

// Instants of a token are whole seconds.
struct PermitClaims {
    std::string issuer;   // who answers; grammar of Event::actor
    std::string subject;  // the case; grammar of Event::stream
    std::string id;       // of this token; grammar of Event::cmd
    Outcome outcome = Outcome::Refused;
    base::Instant issued_at;
    base::Instant not_before;
    base::Instant expires;
    std::string log;  // origin of the log; grammar of Event::actor
    TreeSize size{};  // the checkpoint that the answer rests on
    base::Digest root;
    std::optional<LeafIndex> decision;  // the event of the decision, where there is one
    base::Digest policy;                // the rule packs
    std::vector<std::string> because;   // citations, at most 64

    friend bool operator==(const PermitClaims&, const PermitClaims&) = default;
};

// Fails with Invalid when a claim is outside its grammar, an instant is not a whole second, or the
// token would live longer than `life`.
base::Result<std::string> sign_permit(const PermitClaims& claims, const Ed25519PrivateKey& key,
                                      std::chrono::seconds life = kPermitLife);

// The claims of a token that one of the keys signed and that holds at `now`. Whoever uses them must
// still look at the outcome. Fails with Invalid when it is malformed or lives longer than `life`,
// with Corrupt when no key signed it, and with Conflict when it is not valid yet or not any more.
base::Result<PermitClaims> verify_permit(std::string_view token,
                                         std::span<const Ed25519PublicKey> keys, base::Instant now,
                                         std::chrono::seconds life = kPermitLife);

}  // namespace standstill::ledger
