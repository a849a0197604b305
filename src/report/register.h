// Checks a file of the public register (report/public.h): offline, trusting only the keys that the
// caller brings.
//
//   1. head         the file says which log, which size, which checkpoint
//   2. checkpoint   the log signed it
//   3. entries      the lines of the file are the leaves of the signed tree, all of them, in order
//   4. versions     no event of any case is missing between two others
//   5. cases        what the file tells of a case are the entries of that case, each of them
//   6. statements   "no ... is on record" is so
//
// A step starts when the one before it has passed; the first divergence is told with both values.
// The report says what is proved and, in the same breath, what is not.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "ledger/note.h"

namespace standstill::report {

inline constexpr std::size_t kMaxRegisterBytes = std::size_t{1} << 30;

struct RegisterFault {
    std::string step;
    std::string what, expected, found;
};

struct RegisterReport {
    bool is_good = false;
    std::string log;
    std::string as_of;
    std::uint64_t size = 0;
    base::Digest root;
    std::uint64_t opened = 0, whole = 0, closed = 0;  // entries by what is known of them
    std::vector<std::string> proved;                  // sentences
    std::vector<std::string> not_proved;              // sentences
    std::optional<RegisterFault> fault;               // where it is not good
};

// Whether these bytes claim to be such a file: for `standstill verify`, which reads bundles too.
bool is_register(std::string_view bytes);
// The key that the file names for information, or nothing.
std::optional<ledger::VerifierKey> key_in_register(std::string_view bytes);

RegisterReport check_register(std::string_view bytes, std::span<const ledger::VerifierKey> trusted);

// For people: what is proved, and what is not.
std::string to_text(const RegisterReport& report);
boost::json::object to_json(const RegisterReport& report);

}  // namespace standstill::report
