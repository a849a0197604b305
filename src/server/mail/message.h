// A message of mail (RFC 5322), plain text in UTF-8, made so that no text of the outside can become
// a header or end the message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace standstill::server::mail {

struct Message {
    std::string from;             // an address
    std::vector<std::string> to;  // addresses, at least one
    std::string subject;
    std::string text;  // lines of any length, ended by newlines
    base::Instant at;
    std::string id;  // unique, without the brackets: `duty-17@example.gov`
};

// local@domain of letters, digits and !#$%&'*+-/=?^_`{|}~. , at most 254 bytes; no quoted local
// part, no address literal.
bool is_address(std::string_view text);

// The bytes as they are sent after DATA, lines ended by CRLF, without the final dot. The subject is
// an encoded word (RFC 2047), the text base64 (RFC 2045): whatever stands in them, a line of ours
// holds only letters. Fails with Invalid for an address or id that is none.
base::Result<std::string> print(const Message& message);

}  // namespace standstill::server::mail
