// Signed notes (c2sp.org/signed-note): a text that people can read, and the signatures under it.
//
//   example.com/log
//   3
//   Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=
//                                                   an empty line ends the text
//   — example.com/log M9e0lvAQRtH832pk...          key name, and base64(key id || signature)
//
// A text means nothing before a signature of a key one trusts has been verified. A signature is
// matched to a key by name and id together, never by its place in the list.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/ed25519.h"

namespace standstill::ledger {

inline constexpr std::size_t kMaxNoteBytes = 1'000'000;
inline constexpr std::size_t kMaxNoteSignatures = 100;

// What a key signs, and how; the numbers are those of the specification.
enum class SignatureType : std::uint8_t {
    Ed25519 = 0x01,      // the text
    Cosignature = 0x04,  // the text and a time, by a witness (c2sp.org/tlog-cosignature)
};

struct NoteSignature {
    std::string name;
    std::uint32_t key_id = 0;
    std::string bytes;  // without the key id

    friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
    std::string text;  // ends with a newline
    std::vector<NoteSignature> signatures;

    friend bool operator==(const Note&, const Note&) = default;
};

// The public half of a key, written as `name+hash+key`.
struct VerifierKey {
    std::string name;
    SignatureType type = SignatureType::Ed25519;
    std::uint32_t id = 0;
    Ed25519PublicKey key;
};

base::Result<VerifierKey> parse_verifier_key(std::string_view text);
// Fails with Invalid when the name is empty or has spaces or plus signs.
base::Result<VerifierKey> make_verifier_key(std::string name, SignatureType type,
                                            Ed25519PublicKey key);
std::string to_string(const VerifierKey& key);

// The private half, written as `PRIVATE+KEY+name+hash+seed`.
class SigningKey {
public:
    static base::Result<SigningKey> make(std::string name, SignatureType type,
                                         std::string_view seed);
    static base::Result<SigningKey> parse(std::string_view text);
    // What parse() reads, for the one place that keeps a key. The seed is what make() was given.
    std::string print(std::string_view seed) const;

    const VerifierKey& verifier() const { return verifier_; }
    // Over the text of a note. Only an Ed25519 key makes this one.
    base::Result<NoteSignature> sign(std::string_view text) const;
    // With the time in seconds since 1970. Only a Cosignature key makes this one.
    base::Result<NoteSignature> cosign(std::string_view text, std::uint64_t time) const;
    const Ed25519PrivateKey& key() const { return private_; }

private:
    SigningKey(VerifierKey verifier, Ed25519PrivateKey key)
        : verifier_(std::move(verifier)), private_(std::move(key)) {}

    VerifierKey verifier_;
    Ed25519PrivateKey private_;
};

// Reads a note without verifying it. Fails with Invalid when it is malformed.
base::Result<Note> parse_note(std::string_view bytes);
// Fails with Invalid when the text or a name could not be read back.
base::Result<std::string> print_note(const Note& note);

struct VerifiedSignature {
    std::size_t key = 0;                // which of the keys given
    std::optional<std::uint64_t> time;  // of a cosignature, seconds since 1970
};

// The keys that signed, each once, in the order of the note. Signatures of other keys are passed
// over. Fails with Corrupt when the signature of a known key is wrong, and with NotFound when no
// known key signed.
base::Result<std::vector<VerifiedSignature>> verify_note(const Note& note,
                                                         std::span<const VerifierKey> keys);

// The bytes that a witness signs.
std::string cosigned_message(std::string_view text, std::uint64_t time);

}  // namespace standstill::ledger
