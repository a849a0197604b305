// TLS by OpenSSL: the context of a server, and what a client's certificate says.
#pragma once

#include <openssl/ssl.h>

#include <optional>

#include "base/result.h"
#include "server/http/listener.h"

namespace standstill::server::http {

// A context for one generation of the files. TLS 1.2 and newer, no resumption: a session that is
// taken up again would not be looked up in the list of revoked certificates. The caller frees it.
// Fails with Unavailable or Invalid, naming the file.
base::Result<SSL_CTX*> make_server_context(const Tls& tls);

// Changes when one of the files changes: inode, size and time of each.
std::string stamp_of(const Tls& tls);

// What the client showed, if it did and its path was validated.
std::optional<ClientCertificate> client_certificate(SSL* connection);

}  // namespace standstill::server::http
