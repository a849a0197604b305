#include "server/http/tls.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <memory>

#include "base/digest.h"

namespace standstill::server::http {

namespace {

template <auto kFree>
struct Freed {
    template <typename T>
    void operator()(T* object) const {
        kFree(object);
    }
};
template <typename T, auto kFree>
using Owned = std::unique_ptr<T, Freed<kFree>>;
using Context = Owned<SSL_CTX, SSL_CTX_free>;

void free_openssl(void* bytes) { OPENSSL_free(bytes); }

base::Error unreadable(const std::string& path, const char* what) {
    unsigned long code = ERR_peek_last_error();
    const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    ERR_clear_error();
    std::string message = path + ": no " + what + " can be read";
    return base::fail(base::ErrorKind::Unavailable,
                      reason ? message + ": " + reason : std::move(message));
}

bool add_revoked(SSL_CTX* context, const std::string& path) {
    Owned<BIO, BIO_free_all> file(BIO_new_file(path.c_str(), "r"));
    if (!file) return false;
    X509_STORE* store = SSL_CTX_get_cert_store(context);
    int count = 0;
    while (Owned<X509_CRL, X509_CRL_free> list{
        PEM_read_bio_X509_CRL(file.get(), nullptr, nullptr, nullptr)}) {
        if (X509_STORE_add_crl(store, list.get()) != 1) return false;
        ++count;
    }
    bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (!ended || count == 0) return false;
    ERR_clear_error();
    // Of every authority on the path: one whose list is missing or too old vouches for nobody.
    return X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL) == 1;
}

base::Status ask_for_clients(SSL_CTX* context, const Tls& tls) {
    if (SSL_CTX_load_verify_file(context, tls.client_ca_file.c_str()) != 1)
        return unreadable(tls.client_ca_file, "certificate of an authority");
    auto* names = SSL_load_client_CA_file(tls.client_ca_file.c_str());
    if (!names) return unreadable(tls.client_ca_file, "certificate of an authority");
    SSL_CTX_set_client_CA_list(context, names);
    int mode = SSL_VERIFY_PEER;
    if (tls.client_required) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    SSL_CTX_set_verify(context, mode, nullptr);
    SSL_CTX_set_verify_depth(context, 5);
    if (!tls.crl_file.empty() && !add_revoked(context, tls.crl_file))
        return unreadable(tls.crl_file, "list of revoked certificates");
    return base::Done{};
}

bool set_protocol(SSL_CTX* context) {
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                     SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
           SSL_CTX_set_num_tickets(context, 0) == 1 &&
           SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

std::string name_of(const X509* certificate) {
    Owned<BIO, BIO_free_all> out(BIO_new(BIO_s_mem()));
    // UTF-8 stays as it is; RFC 4514 escapes what it must.
    X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0,
                       XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* bytes = nullptr;
    long size = BIO_get_mem_data(out.get(), &bytes);
    return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

std::string text_of(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

// One alternative name as `kind:text`, or empty where its kind is not asked for. One with a NUL in
// it means one thing to us and another to a reader of C strings: none.
std::string alternative(const GENERAL_NAME* name) {
    std::string kind, text;
    if (name->type == GEN_EMAIL) {
        kind = "email:";
        text = text_of(name->d.rfc822Name);
    } else if (name->type == GEN_URI) {
        kind = "uri:";
        text = text_of(name->d.uniformResourceIdentifier);
    } else if (name->type == GEN_OTHERNAME &&
               OBJ_obj2nid(name->d.otherName->type_id) == NID_ms_upn &&
               name->d.otherName->value->type == V_ASN1_UTF8STRING) {
        kind = "upn:";
        text = text_of(name->d.otherName->value->value.utf8string);
    }
    if (text.empty() || text.find('\0') != std::string::npos) return "";
    return kind + text;
}

std::vector<std::string> alternatives_of(const X509* certificate) {
    Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::vector<std::string> out;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        std::string name = alternative(sk_GENERAL_NAME_value(names.get(), i));
        if (!name.empty()) out.push_back(std::move(name));
    }
    return out;
}

std::string serial_of(const X509* certificate) {
    Owned<BIGNUM, BN_free> number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    Owned<char, free_openssl> digits(number ? BN_bn2hex(number.get()) : nullptr);
    std::string out = digits ? digits.get() : "";
    for (char& c : out)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string der_of(X509* certificate) {
    unsigned char* bytes = nullptr;
    int size = i2d_X509(certificate, &bytes);
    Owned<unsigned char, free_openssl> owned(bytes);
    return size > 0 ? std::string(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size))
                    : std::string();
}

}  // namespace

base::Result<SSL_CTX*> make_server_context(const Tls& tls) {
    ERR_clear_error();
    Context context(SSL_CTX_new(TLS_server_method()));
    if (!context || !set_protocol(context.get()))
        return base::fail(base::ErrorKind::Unavailable, "OpenSSL gives no context for a server");
    if (SSL_CTX_use_certificate_chain_file(context.get(), tls.certificate_file.c_str()) != 1)
        return unreadable(tls.certificate_file, "certificate");
    if (SSL_CTX_use_PrivateKey_file(context.get(), tls.key_file.c_str(), SSL_FILETYPE_PEM) != 1)
        return unreadable(tls.key_file, "key of the certificate");
    if (!tls.client_ca_file.empty()) {
        auto asked = ask_for_clients(context.get(), tls);
        if (!asked) return asked.error();
    } else if (tls.client_required || !tls.crl_file.empty()) {
        return base::invalid(
            "client certificates are asked for without an authority to check them");
    }
    return context.release();
}

std::string stamp_of(const Tls& tls) {
    std::string out;
    for (const std::string* path :
         {&tls.certificate_file, &tls.key_file, &tls.client_ca_file, &tls.crl_file}) {
        struct stat seen {};
        if (path->empty() || ::stat(path->c_str(), &seen) != 0) seen = {};
        out += fmt::format("{} {} {} {}.{}\n", seen.st_dev, seen.st_ino, seen.st_size,
                           seen.st_mtim.tv_sec, seen.st_mtim.tv_nsec);
    }
    return out;
}

std::optional<ClientCertificate> client_certificate(SSL* connection) {
    Owned<X509, X509_free> certificate(SSL_get1_peer_certificate(connection));
    if (!certificate || SSL_get_verify_result(connection) != X509_V_OK) return std::nullopt;
    ClientCertificate out;
    out.subject = name_of(certificate.get());
    out.names = alternatives_of(certificate.get());
    out.serial = serial_of(certificate.get());
    out.der = der_of(certificate.get());
    out.fingerprint = base::to_hex(base::sha256(out.der));
    return out;
}

}  // namespace standstill::server::http
