#include "ledger/note.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/digest.h"
#include "base/text.h"
#include "ledger/base64.h"

namespace standstill::ledger {

namespace {

using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // em dash, space
constexpr std::size_t kMaxSignatureBytes = 16'384;   // a post-quantum signature has up to 5 kB
constexpr std::size_t kMaxNameBytes = 1'000;

// The spaces of Unicode, as UTF-8.
constexpr std::string_view kSpaces[] = {
    "\t",           "\n",           "\v",           "\f",           "\r",           " ",
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
    "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
    "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f",
    "\xe3\x80\x80"};

bool is_key_name(std::string_view name) {
    if (name.empty() || name.size() > kMaxNameBytes || name.find('+') != std::string_view::npos ||
        !base::is_utf8(name))
        return false;
    if (std::any_of(name.begin(), name.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return false;
    return std::none_of(std::begin(kSpaces), std::end(kSpaces), [&](std::string_view space) {
        return name.find(space) != std::string_view::npos;
    });
}

bool is_note_text(std::string_view text) {
    return base::is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 && c != '\n';
           });
}

std::string big_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 255);
    return out;
}

std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
    return value;
}

std::uint32_t key_id(std::string_view name, SignatureType type, std::string_view key) {
    std::string text(name);
    text += '\n';
    text += static_cast<char>(type);
    text += key;
    auto digest = base::sha256(text);
    return static_cast<std::uint32_t>(digest.bytes[0]) << 24 |
           static_cast<std::uint32_t>(digest.bytes[1]) << 16 |
           static_cast<std::uint32_t>(digest.bytes[2]) << 8 | digest.bytes[3];
}

// The pieces of `name+hash+base64(type || 32 bytes)`.
struct KeyText {
    std::string name;
    std::uint32_t id = 0;
    SignatureType type = SignatureType::Ed25519;
    std::string key;
};

Result<KeyText> split_key(std::string_view text) {
    auto bad = [&](std::string_view why) {
        return invalid(fmt::format("not a key of a note: {}", why));
    };
    std::size_t first = text.find('+');
    std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (text.size() > 2 * kMaxNameBytes || second == std::string_view::npos)
        return bad("expected `name+hash+key`");
    KeyText out;
    out.name = text.substr(0, first);
    if (!is_key_name(out.name)) return bad(fmt::format("bad name `{}`", out.name));
    std::string_view hash = text.substr(first + 1, second - first - 1);
    auto hash_end = std::from_chars(hash.data(), hash.data() + hash.size(), out.id, 16).ptr;
    if (hash.size() != 8 || hash_end != hash.data() + 8 || fmt::format("{:08x}", out.id) != hash)
        return bad(fmt::format("`{}` is not eight hexadecimal digits", hash));
    auto key = bytes_from_base64(text.substr(second + 1));
    if (!key) return bad(key.error().message);
    if (key->size() != 33)
        return bad(fmt::format("{} bytes of key, expected a type and 32", key->size()));
    auto type = static_cast<std::uint8_t>(key->front());
    if (type != static_cast<std::uint8_t>(SignatureType::Ed25519) &&
        type != static_cast<std::uint8_t>(SignatureType::Cosignature))
        return bad(fmt::format("signature type {:#04x}, expected 0x01 or 0x04", type));
    out.type = static_cast<SignatureType>(type);
    out.key = key->substr(1);
    return out;
}

}  // namespace

Result<VerifierKey> make_verifier_key(std::string name, SignatureType type, Ed25519PublicKey key) {
    if (!is_key_name(name))
        return invalid(fmt::format("`{}` is not a key name: no spaces, no plus", name));
    std::uint32_t id = key_id(name, type, key.bytes());
    return VerifierKey{std::move(name), type, id, std::move(key)};
}

Result<VerifierKey> parse_verifier_key(std::string_view text) {
    auto pieces = split_key(text);
    if (!pieces) return pieces.error();
    auto public_key = Ed25519PublicKey::from_bytes(pieces->key);
    if (!public_key) return public_key.error();
    auto key = make_verifier_key(pieces->name, pieces->type, *public_key);
    if (key && key->id != pieces->id)
        return invalid(fmt::format("the key of `{}` has the hash {:08x}, not {:08x}", pieces->name,
                                   key->id, pieces->id));
    return key;
}

std::string to_string(const VerifierKey& key) {
    std::string encoded(1, static_cast<char>(key.type));
    encoded += key.key.bytes();
    return fmt::format("{}+{:08x}+{}", key.name, key.id, base64(encoded));
}

Result<SigningKey> SigningKey::make(std::string name, SignatureType type, std::string_view seed) {
    auto key = Ed25519PrivateKey::from_seed(seed);
    if (!key) return key.error();
    auto verifier = make_verifier_key(std::move(name), type, key->public_key());
    if (!verifier) return verifier.error();
    return SigningKey(std::move(*verifier), std::move(*key));
}

Result<SigningKey> SigningKey::parse(std::string_view text) {
    constexpr std::string_view kPrefix = "PRIVATE+KEY+";
    if (!text.starts_with(kPrefix))
        return invalid("not a signing key, expected `PRIVATE+KEY+name+hash+seed`");
    auto pieces = split_key(text.substr(kPrefix.size()));
    if (!pieces) return pieces.error();
    auto key = make(pieces->name, pieces->type, pieces->key);
    if (key && key->verifier().id != pieces->id)
        return invalid(fmt::format("the signing key of `{}` does not have the hash that it names",
                                   pieces->name));
    return key;
}

std::string SigningKey::print(std::string_view seed) const {
    std::string encoded(1, static_cast<char>(verifier_.type));
    encoded += seed;
    return fmt::format("PRIVATE+KEY+{}+{:08x}+{}", verifier_.name, verifier_.id, base64(encoded));
}

Result<NoteSignature> SigningKey::sign(std::string_view text) const {
    if (verifier_.type != SignatureType::Ed25519)
        return invalid(fmt::format("the key `{}` makes cosignatures only", verifier_.name));
    return NoteSignature{verifier_.name, verifier_.id, private_.sign(text)};
}

Result<NoteSignature> SigningKey::cosign(std::string_view text, std::uint64_t time) const {
    if (verifier_.type != SignatureType::Cosignature)
        return invalid(fmt::format("the key `{}` does not make cosignatures", verifier_.name));
    return NoteSignature{verifier_.name, verifier_.id,
                         big_endian(time, 8) + private_.sign(cosigned_message(text, time))};
}

Result<Note> parse_note(std::string_view bytes) {
    auto bad = [](std::string_view why) {
        return invalid(fmt::format("not a signed note: {}", why));
    };
    if (bytes.size() > kMaxNoteBytes)
        return bad(fmt::format("{} bytes, at most {} are allowed", bytes.size(), kMaxNoteBytes));
    if (!is_note_text(bytes)) return bad("control characters, or not UTF-8");
    std::size_t blank = bytes.rfind("\n\n");
    if (blank == std::string_view::npos) return bad("no empty line between text and signatures");
    Note note;
    note.text = bytes.substr(0, blank + 1);
    std::string_view rest = bytes.substr(blank + 2);
    if (rest.empty()) return bad("no signatures");
    if (rest.back() != '\n') return bad("the last line does not end");
    while (!rest.empty()) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        if (note.signatures.size() == kMaxNoteSignatures)
            return bad(fmt::format("more than {} signatures", kMaxNoteSignatures));
        std::size_t space = line.rfind(' ');
        if (!line.starts_with(kDash) || space < kDash.size())
            return bad(fmt::format("`{}` is not a signature line", line.substr(0, 100)));
        std::string_view name = line.substr(kDash.size(), space - kDash.size());
        if (!is_key_name(name))
            return bad(fmt::format("`{}` is not a key name", name.substr(0, 100)));
        auto signature = bytes_from_base64(line.substr(space + 1));
        if (!signature) return bad(signature.error().message);
        if (signature->size() < 5 || signature->size() > kMaxSignatureBytes)
            return bad(fmt::format("a signature of {} bytes", signature->size()));
        auto id =
            static_cast<std::uint32_t>(from_big_endian(std::string_view(*signature).substr(0, 4)));
        note.signatures.push_back(NoteSignature{std::string(name), id, signature->substr(4)});
    }
    return note;
}

Result<std::string> print_note(const Note& note) {
    std::string out = note.text + '\n';
    for (const NoteSignature& signature : note.signatures)
        out += fmt::format("{}{} {}\n", kDash, signature.name,
                           base64(big_endian(signature.key_id, 4) + signature.bytes));
    auto again = parse_note(out);
    if (!again) return again.error();
    if (*again != note) return invalid("the text of the note does not end with a newline");
    return out;
}

std::string cosigned_message(std::string_view text, std::uint64_t time) {
    return fmt::format("cosignature/v1\ntime {}\n{}", time, text);
}

Result<std::vector<VerifiedSignature>> verify_note(const Note& note,
                                                   std::span<const VerifierKey> keys) {
    std::vector<VerifiedSignature> verified;
    for (const NoteSignature& signature : note.signatures) {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const VerifierKey& key = keys[i];
            if (key.name != signature.name || key.id != signature.key_id) continue;
            VerifiedSignature found{.key = i, .time = std::nullopt};
            bool good = false;
            if (key.type == SignatureType::Ed25519) {
                good = key.key.verifies(note.text, signature.bytes);
            } else if (signature.bytes.size() == 72) {
                found.time = from_big_endian(std::string_view(signature.bytes).substr(0, 8));
                good = key.key.verifies(cosigned_message(note.text, *found.time),
                                        std::string_view(signature.bytes).substr(8));
            }
            if (!good)
                return fail(ErrorKind::Corrupt,
                            fmt::format("the signature of `{}` does not verify", signature.name));
            bool known = std::any_of(verified.begin(), verified.end(),
                                     [&](const VerifiedSignature& v) { return v.key == i; });
            if (!known) verified.push_back(found);
            break;
        }
    }
    if (verified.empty()) return fail(ErrorKind::NotFound, "no known key has signed the note");
    return verified;
}

}  // namespace standstill::ledger
