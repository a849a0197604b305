// Permits: the input is tried as a token, and, signed with the right key, as the claims of one.
#include "ledger/token.h"

#include "ledger/base64.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill;
    using namespace standstill::ledger;
    static const Ed25519PrivateKey kKey = *Ed25519PrivateKey::from_seed(std::string(32, 'f'));
    const base::Instant kNow{std::chrono::seconds{1'732'000'000}};
    std::string_view bytes = view_of(data, size);
    require(!verify_permit(bytes, {&kKey.public_key(), 1}, kNow));

    std::string token = base64url(R"({"alg":"EdDSA","typ":"JWT"})") + '.' + base64url(bytes);
    token += '.' + base64url(kKey.sign(token));
    auto claims = verify_permit(token, {&kKey.public_key(), 1}, kNow);
    if (!claims) return 0;
    auto again = sign_permit(*claims, kKey);
    require(again && *again == token);
    return 0;
}
