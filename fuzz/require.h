// An assertion that stands in every build: a fuzz target without it would only look for crashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

inline void require(bool good) {
    if (!good) std::abort();
}

inline std::string_view view_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// With CRLF for every LF, so that seeds are plain text files.
inline std::string in_lines_of_the_network(std::string_view text) {
    std::string out;
    for (char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
    return out;
}
