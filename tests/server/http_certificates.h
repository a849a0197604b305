// Authorities, certificates and lists of revoked ones, made while the test runs; no key is kept.
#pragma once

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace standstill::server::http {

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

// What a certificate shall say. Times are seconds from now.
struct Wanted {
    std::string name = "somebody";
    std::string alternatives;  // as OpenSSL's configuration has them: "email:a@b,URI:..."
    std::string use = "clientAuth";
    long from = -3'600, until = 3'600;
    std::vector<std::string> emails = {};  // besides, as the bytes they are
};

struct Identity {
    Key key;
    Certificate certificate;
};

class Authority {
public:
    explicit Authority(const std::string& name);

    Identity issue(const Wanted& wanted);
    Identity issue_plain(const std::string& name) {
        Wanted wanted;
        wanted.name = name;
        return issue(wanted);
    }
    // A list of revoked certificates in PEM, good for `until` seconds from now.
    std::string revoked(const std::vector<Identity>& identities, long until = 3'600) const;
    std::string pem() const;

private:
    Identity self_;
    long next_serial_ = 0x1000a;
};

std::string certificate_pem(const Identity& identity);
std::string key_pem(const Identity& identity);

// A folder of the test's own, gone with it.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    // Puts a file there at once, as a careful administrator does; gives its path.
    std::string put(const std::string& name, const std::string& bytes) const;

private:
    std::filesystem::path folder_;
};

// A client of TLS on loopback that trusts whoever answers: the tests are about the other side.
class TlsClient {
public:
    struct Options {
        const Identity* identity = nullptr;
        int newest = TLS1_3_VERSION;
        SSL_SESSION* session = nullptr;  // to be resumed
    };
    explicit TlsClient(std::uint16_t port) : TlsClient(port, Options()) {}
    TlsClient(std::uint16_t port, Options options);
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    // Whether the client's half of the handshake succeeded; with TLS 1.3 the server may still
    // refuse.
    bool is_connected() const { return connected_; }
    bool send(std::string_view bytes);
    // One answer, or what was read of it until the other side ended.
    std::string answer();
    std::string rest();
    SSL* handle() const { return ssl_; }

private:
    bool read_more();

    int socket_;
    SSL_CTX* context_;
    SSL* ssl_;
    bool connected_ = false;
    std::string kept_;
};

}  // namespace standstill::server::http
