// An answer as bytes: the status line and the headers (RFC 9112, section 4).
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"

namespace standstill::server::http {

// "Fri, 20 Nov 2026 15:30:32 GMT" (RFC 9110, section 5.6.7).
std::string print_date(base::Instant instant);

// Whether nothing in its headers could end a line: names are tokens, values visible ASCII, spaces
// and tabs. The headers that say where an answer ends are the listener's, not a handler's.
bool can_be_sent(const Response& response);

// 1xx, 204 and 304 have no body (RFC 9110, section 6.4.1).
bool may_have_body(int status);

// Into `out`, whose memory is used again: the head with Date, Content-Length and, where the
// connection ends with it, Connection: close.
void write_head(std::string& out, const Response& response, std::string_view date, bool closes);

}  // namespace standstill::server::http
