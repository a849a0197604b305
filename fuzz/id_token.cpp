// ID tokens, sets of keys and addresses, as an identity provider might send them.
#include "server/identity/id_token.h"

#include "require.h"
#include "server/identity/web_client.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::server::identity;
    std::string_view input = view_of(data, size);
    // What stands before the first zero is the set of keys, the rest the token.
    std::size_t zero = input.find('\0');
    auto keys = parse_jwks(input.substr(0, zero));
    std::string_view token = zero == std::string_view::npos ? input : input.substr(zero + 1);
    IdTokenDemand demand{"https://login.example", "standstill", "n", {}, {}};
    auto verified = verify_id_token(token, keys ? *keys : std::vector<SigningJwk>{}, demand);
    require(!verified || !verified->subject.empty());
    auto url = parse_url(input);
    require(!url || (!url->host.empty() && url->target.starts_with('/')));
    return 0;
}
