// Notes and keys: what is read prints back, and nothing that was not signed verifies.
#include "ledger/note.h"

#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    static const SigningKey kKey =
        *SigningKey::make("example.gov/log", SignatureType::Ed25519, std::string(32, 'f'));
    std::string_view bytes = view_of(data, size);
    auto note = parse_note(bytes);
    if (note) {
        auto printed = print_note(*note);
        require(printed && *printed == bytes);
        require(!verify_note(*note, {&kKey.verifier(), 1}));
    }
    auto key = parse_verifier_key(bytes);
    if (key) require(to_string(*key) == bytes);
    return 0;
}
