// The one way to write a JSON value down.
//
// RFC 8785 (JSON Canonicalization Scheme) in a narrow profile that leaves out everything on which
// implementations disagree:
//   - numbers are integers within +-(2^53 - 1); amounts of money and larger numbers are strings;
//   - keys are a-z 0-9 _ , 1 to 64 of them, so that byte order and UTF-16 order are the same;
//   - strings are well-formed UTF-8, nothing is normalised; no key appears twice;
//   - arrays and objects nest at most 16 deep, and the whole is at most 60,000 bytes.
// Text in the profile is canonical by RFC 8785 as well.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::ledger {

inline constexpr std::size_t kMaxJsonBytes = 60'000;
inline constexpr int kMaxJsonDepth = 16;
inline constexpr std::int64_t kMaxJsonInteger = (std::int64_t{1} << 53) - 1;

// Prints a value; members are sorted here. Fails with Invalid, naming the path, when it is outside
// the profile.
base::Result<std::string> canonical_json(const boost::json::value& value);

// Accepts exactly what canonical_json prints. Fails with Invalid, naming the offset, otherwise.
base::Status check_canonical(std::string_view bytes);
base::Result<boost::json::value> parse_canonical(std::string_view bytes);

// Appends a string with quotes and the escapes of RFC 8785 section 3.2.2.2. The text must be UTF-8.
void append_json_string(std::string& out, std::string_view text);
// Appends a value as canonical_json prints it, as part of a text whose nesting is `depth` already.
// On failure `out` holds a part of it.
base::Status append_canonical(std::string& out, const boost::json::value& value, int depth = 0);

// Reads canonical text from left to right and builds nothing. Each call moves on over one piece and
// returns true, or leaves a failure and returns false; after a failure nothing else may be asked
// but failure().
class CanonicalScanner {
public:
    explicit CanonicalScanner(std::string_view bytes) : bytes_(bytes) {}

    std::size_t offset() const { return at_; }
    bool at_end() const { return at_ == bytes_.size(); }
    bool literal(std::string_view expected);
    // The text between the quotes, escapes as they are.
    bool string(std::string_view& raw);
    bool integer(std::int64_t& value);
    // Any value of the profile, `depth` arrays and objects being open around it.
    bool value(int depth);
    bool object(int depth);
    bool array(int depth);
    // The text that was read since an offset.
    std::string_view since(std::size_t begin) const { return bytes_.substr(begin, at_ - begin); }

    bool fail_at(std::size_t offset, std::string what);
    base::Error failure() const;

private:
    char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::size_t failed_at_ = 0;
    std::string failure_;
};

}  // namespace standstill::ledger
