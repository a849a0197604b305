// Signatures of a card's key over an event of the log: the person's own, beside the log's.
//
// What is signed is a text of four lines, so that a signature for this is good for nothing else:
//
//   standstill-attestation/v1
//   <name of the log>
//   <index of the event, decimal>
//   <leaf hash of the event, hexadecimal>
//
// each ended by a line feed. Two forms are read: `raw`, the signature of the key over SHA-256 of
// the text (RSA with PKCS #1 v1.5, or ECDSA in DER), and `cms`, a detached SignedData (RFC 5652).
#pragma once

#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/result.h"
#include "ledger/position.h"

namespace standstill::server::identity {

inline constexpr std::size_t kMaxSignatureBytes = 16'384;

std::string attested_text(std::string_view log_name, ledger::LeafIndex index,
                          const base::Digest& leaf);

enum class SignatureForm { Raw, Cms };

// Whether the key of the certificate (DER) signed the text. Invalid: certificate or signature do
// not read, or the key is too weak (RSA below 2,048 bits). Corrupt: it is the signature of another
// key, or over another text. Whether the certificate is to be trusted was decided by TLS.
base::Status verify_attestation(std::string_view certificate, std::string_view text,
                                std::string_view signature, SignatureForm form);

}  // namespace standstill::server::identity
