#include "report/uuid.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace standstill::report {

Uuid uuid_v5(const Uuid& space, std::string_view name) {
    std::string bytes(space.begin(), space.end());
    bytes += name;
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    // As in base/digest.cpp: it only fails when memory is exhausted, and has no safe value then.
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1)
        std::abort();
    Uuid uuid{};
    std::copy_n(digest.begin(), uuid.size(), uuid.begin());
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0F) | 0x50);  // version 5
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3F) | 0x80);  // variant 10
    return uuid;
}

std::string to_string(const Uuid& uuid) {
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        fmt::format_to(std::back_inserter(out), "{:02x}", uuid[i]);
    }
    return out;
}

std::string uuid_for(std::string_view kind, std::string_view name) {
    return to_string(uuid_v5(kNamespace, fmt::format("{}\n{}", kind, name)));
}

}  // namespace standstill::report
