#include "server/http_certificates.h"

#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <fstream>
#include <utility>

namespace standstill::server::http {

namespace {

void set_time(ASN1_TIME* time, long seconds) { X509_gmtime_adj(time, seconds); }

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void add_emails(X509* certificate, const std::vector<std::string>& emails) {
    GENERAL_NAMES* names = sk_GENERAL_NAME_new_null();
    for (const std::string& email : emails) {
        ASN1_IA5STRING* text = ASN1_IA5STRING_new();
        ASN1_STRING_set(text, email.data(), static_cast<int>(email.size()));
        GENERAL_NAME* name = GENERAL_NAME_new();
        GENERAL_NAME_set0_value(name, GEN_EMAIL, text);
        sk_GENERAL_NAME_push(names, name);
    }
    X509_add1_ext_i2d(certificate, NID_subject_alt_name, names, 0, X509V3_ADD_DEFAULT);
    GENERAL_NAMES_free(names);
}

Identity blank(const std::string& name, long serial, long from, long until) {
    Identity out{Key(EVP_EC_gen("P-256"), EVP_PKEY_free), Certificate(X509_new(), X509_free)};
    X509* certificate = out.certificate.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
    set_time(X509_getm_notBefore(certificate), from);
    set_time(X509_getm_notAfter(certificate), until);
    X509_NAME* subject = X509_get_subject_name(certificate);
    auto add = [&](const char* part, const std::string& text) {
        X509_NAME_add_entry_by_txt(subject, part, MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1, 0);
    };
    add("C", "US");
    add("O", "Test, Office");
    add("CN", name);
    X509_set_pubkey(certificate, out.key.get());
    return out;
}

template <typename Write>
std::string pem_of(const Write& write) {
    BIO* out = BIO_new(BIO_s_mem());
    write(out);
    char* bytes = nullptr;
    long size = BIO_get_mem_data(out, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(out);
    return text;
}

}  // namespace

Authority::Authority(const std::string& name) : self_(blank(name, 1, -7'200, 7'200)) {
    X509* certificate = self_.certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(certificate, self_.key.get(), EVP_sha256());
}

Identity Authority::issue(const Wanted& wanted) {
    Identity out = blank(wanted.name, next_serial_++, wanted.from, wanted.until);
    X509* certificate = out.certificate.get();
    X509* issuer = self_.certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate, issuer, NID_ext_key_usage, wanted.use);
    if (!wanted.alternatives.empty())
        add_extension(certificate, issuer, NID_subject_alt_name, wanted.alternatives);
    if (!wanted.emails.empty()) add_emails(certificate, wanted.emails);
    X509_sign(certificate, self_.key.get(), EVP_sha256());
    return out;
}

std::string Authority::revoked(const std::vector<Identity>& identities, long until) const {
    std::shared_ptr<X509_CRL> list(X509_CRL_new(), X509_CRL_free);
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(self_.certificate.get()));
    std::shared_ptr<ASN1_TIME> time(ASN1_TIME_new(), ASN1_TIME_free);
    set_time(time.get(), -7'200);
    X509_CRL_set1_lastUpdate(list.get(), time.get());
    for (const Identity& identity : identities) {
        X509_REVOKED* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(identity.certificate.get()));
        X509_REVOKED_set_revocationDate(entry, time.get());
        X509_CRL_add0_revoked(list.get(), entry);
    }
    set_time(time.get(), until);
    X509_CRL_set1_nextUpdate(list.get(), time.get());
    X509_CRL_sign(list.get(), self_.key.get(), EVP_sha256());
    return pem_of([&](BIO* out) { PEM_write_bio_X509_CRL(out, list.get()); });
}

std::string Authority::pem() const { return certificate_pem(self_); }

std::string certificate_pem(const Identity& identity) {
    return pem_of([&](BIO* out) { PEM_write_bio_X509(out, identity.certificate.get()); });
}

std::string key_pem(const Identity& identity) {
    return pem_of([&](BIO* out) {
        PEM_write_bio_PrivateKey(out, identity.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
}

Scratch::Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "standstill-tls-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
}
Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}
std::string Scratch::put(const std::string& name, const std::string& bytes) const {
    std::filesystem::path path = folder_ / name, beside = folder_ / (name + ".new");
    std::ofstream(beside, std::ios::binary) << bytes;
    std::filesystem::rename(beside, path);
    return path.string();
}

TlsClient::TlsClient(std::uint16_t port, Options options)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0)),
      context_(SSL_CTX_new(TLS_client_method())),
      ssl_(nullptr) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval patience{60, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    // An old client: it would take what a new one never offers.
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_, options.newest);
    if (options.identity) {
        SSL_CTX_use_certificate(context_, options.identity->certificate.get());
        SSL_CTX_use_PrivateKey(context_, options.identity->key.get());
    }
    ssl_ = SSL_new(context_);
    if (options.session) SSL_set_session(ssl_, options.session);
    bool reached = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
    SSL_set_fd(ssl_, socket_);
    connected_ = reached && SSL_connect(ssl_) == 1;
}

TlsClient::~TlsClient() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    ::close(socket_);
}

bool TlsClient::send(std::string_view bytes) {
    return connected_ && SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0;
}

bool TlsClient::read_more() {
    char bytes[16'384];
    int got = connected_ ? SSL_read(ssl_, bytes, sizeof bytes) : 0;
    if (got <= 0) return false;
    kept_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

std::string TlsClient::answer() {
    while (true) {
        std::size_t head = kept_.find("\r\n\r\n"), length = kept_.find("Content-Length: ");
        if (head != std::string::npos && length < head) {
            std::size_t size = head + 4 + std::stoul(kept_.substr(length + 16));
            if (kept_.size() >= size) {
                std::string out = kept_.substr(0, size);
                kept_.erase(0, size);
                return out;
            }
        }
        if (!read_more()) return std::exchange(kept_, "");
    }
}

std::string TlsClient::rest() {
    while (read_more()) {
    }
    return std::exchange(kept_, "");
}

}  // namespace standstill::server::http
