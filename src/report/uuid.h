// Names for things in exported documents: UUIDs of version 5 (RFC 9562, section 5.5).
//
// A UUID here is the SHA-1 of a namespace and a name, so the same thing has the same UUID in every
// export on every machine, and nothing random is asked for. SHA-1 only spreads the names; nobody's
// trust rests on it (what proves something is a SHA-256 beside it).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace standstill::report {

using Uuid = std::array<std::uint8_t, 16>;

// The namespace of all exports: the version 5 UUID of `https://standstill.example/ns/1` in RFC
// 9562's namespace for URLs. It is written down here for good: another one would give everything
// another name.
inline constexpr Uuid kNamespace = {0x5d, 0xdc, 0xaf, 0x04, 0xcf, 0x05, 0x5d, 0xb5,
                                    0xb3, 0x26, 0x30, 0xfa, 0x87, 0x73, 0x25, 0xd5};

// RFC 9562's namespace for URLs (appendix A).
inline constexpr Uuid kUrlNamespace = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                       0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

Uuid uuid_v5(const Uuid& space, std::string_view name);
// Lower case, with hyphens.
std::string to_string(const Uuid& uuid);

// The UUID of a thing in an export: of kind, a line feed and name in kNamespace. `kind` holds no
// line feed, so two pairs are never one name.
std::string uuid_for(std::string_view kind, std::string_view name);

}  // namespace standstill::report
