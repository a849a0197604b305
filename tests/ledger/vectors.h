// Reads the test vectors, and the small spellings that they use.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "ledger/base64.h"

namespace standstill::ledger {

inline const std::filesystem::path kVectors = "tests/vectors/ledger";

inline std::string read_vector(const std::filesystem::path& path) {
    std::ifstream file(kVectors / path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline boost::json::value read_json_vector(const std::filesystem::path& path) {
    boost::json::error_code error;
    auto value = boost::json::parse(read_vector(path), error);
    EXPECT_FALSE(error) << path;
    return value;
}

inline std::string text_of(const boost::json::value& value) {
    return {value.as_string().data(), value.as_string().size()};
}

inline std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        unsigned value = 0;
        auto end = std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16).ptr;
        EXPECT_EQ(end, hex.data() + i + 2) << hex;
        bytes += static_cast<char>(value);
    }
    return bytes;
}

inline std::string from_base64(const boost::json::value& value) {
    auto bytes = bytes_from_base64(text_of(value));
    EXPECT_TRUE(bytes) << text_of(value);
    return bytes ? *bytes : std::string();
}

inline std::string without_newline(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace standstill::ledger
