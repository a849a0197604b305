#include "server/identity/attestation.h"

#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace standstill::server::identity {

namespace {

using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Status;

template <auto Free>
struct With {
    void operator()(auto* thing) const { Free(thing); }
};
using Certificate = std::unique_ptr<X509, With<X509_free>>;
using Bytes = std::unique_ptr<BIO, With<BIO_free>>;

// Not what is in it.
void free_stack(STACK_OF(X509) * stack) { sk_X509_free(stack); }

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Bytes bytes_of(std::string_view text) {
    return Bytes(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

bool is_strong(EVP_PKEY* key) {
    int kind = EVP_PKEY_get_base_id(key), bits = EVP_PKEY_get_bits(key);
    return (kind == EVP_PKEY_RSA && bits >= 2'048) || (kind == EVP_PKEY_EC && bits >= 256);
}

Status verify_raw(EVP_PKEY* key, std::string_view text, std::string_view signature) {
    std::unique_ptr<EVP_MD_CTX, With<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    bool good = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(text),
                                 text.size()) == 1;
    if (good) return base::Done{};
    return fail(ErrorKind::Corrupt, "the signature is not of this card over this event");
}

Status verify_cms(X509* certificate, std::string_view text, std::string_view signature) {
    const unsigned char* at = data_of(signature);
    std::unique_ptr<CMS_ContentInfo, With<CMS_ContentInfo_free>> message(
        d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(signature.size())));
    if (!message || at != data_of(signature) + signature.size())
        return invalid("the signature is no CMS message in DER");
    if (CMS_is_detached(message.get()) != 1)
        return invalid("the CMS message carries its text along; it must be detached");
    std::unique_ptr<STACK_OF(X509), With<free_stack>> signers(sk_X509_new_null());
    sk_X509_push(signers.get(), certificate);
    Bytes content = bytes_of(text);
    // No certificate of the message itself is looked at: the signer must be the card that is here.
    constexpr unsigned kFlags = CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY;
    if (CMS_verify(message.get(), signers.get(), nullptr, content.get(), nullptr, kFlags) == 1)
        return base::Done{};
    return fail(ErrorKind::Corrupt, "the signature is not of this card over this event");
}

}  // namespace

std::string attested_text(std::string_view log_name, ledger::LeafIndex index,
                          const base::Digest& leaf) {
    return fmt::format("standstill-attestation/v1\n{}\n{}\n{}\n", log_name,
                       static_cast<std::uint64_t>(index), base::to_hex(leaf));
}

Status verify_attestation(std::string_view certificate, std::string_view text,
                          std::string_view signature, SignatureForm form) {
    if (signature.empty() || signature.size() > kMaxSignatureBytes)
        return invalid(fmt::format("a signature has 1 to {} bytes", kMaxSignatureBytes));
    const unsigned char* at = data_of(certificate);
    Certificate read(d2i_X509(nullptr, &at, static_cast<long>(certificate.size())));
    EVP_PKEY* key = read ? X509_get0_pubkey(read.get()) : nullptr;
    if (key == nullptr) return invalid("the certificate does not read");
    if (!is_strong(key)) return invalid("the key is too weak; RSA of 2,048 bits or P-256 at least");
    return form == SignatureForm::Raw ? verify_raw(key, text, signature)
                                      : verify_cms(read.get(), text, signature);
}

}  // namespace standstill::server::identity
