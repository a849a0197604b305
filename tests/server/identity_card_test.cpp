// Signatures of a card's key over an event, with certificates made here.
#include <gtest/gtest.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "ledger/base64.h"
#include "server/identity/attestation.h"
#include "server/identity_site.h"

namespace standstill::server {
namespace {

using identity::SignatureForm;
using identity::verify_attestation;

// A key with a certificate of its own; what the path of a card says is for TLS to judge.
struct Card {
    explicit Card(EVP_PKEY* made) : key(made, EVP_PKEY_free), certificate(X509_new(), X509_free) {
        ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 7);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3'600);
        X509_NAME* name = X509_get_subject_name(certificate.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("RITA"), -1, -1, 0);
        X509_set_issuer_name(certificate.get(), name);
        X509_set_pubkey(certificate.get(), key.get());
        X509_sign(certificate.get(), key.get(), EVP_sha256());
    }
    std::string der() const {
        unsigned char* bytes = nullptr;
        int size = i2d_X509(certificate.get(), &bytes);
        std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
        OPENSSL_free(bytes);
        return out;
    }
    std::string sign_raw(const std::string& text) const {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key.get());
        std::size_t size = 0;
        const auto* data = reinterpret_cast<const unsigned char*>(text.data());
        EVP_DigestSign(context, nullptr, &size, data, text.size());
        std::string out(size, '\0');
        EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, data,
                       text.size());
        out.resize(size);
        EVP_MD_CTX_free(context);
        return out;
    }
    std::string sign_cms(const std::string& text, unsigned flags = CMS_DETACHED) const {
        BIO* content = BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
        CMS_ContentInfo* message =
            CMS_sign(certificate.get(), key.get(), nullptr, content, flags | CMS_BINARY);
        unsigned char* bytes = nullptr;
        int size = i2d_CMS_ContentInfo(message, &bytes);
        std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
        OPENSSL_free(bytes);
        CMS_ContentInfo_free(message);
        BIO_free(content);
        return out;
    }

    std::shared_ptr<EVP_PKEY> key;
    std::shared_ptr<X509> certificate;
};

TEST(Attestation, TextSaysWhatItIsFor) {
    EXPECT_EQ(identity::attested_text("standstill.local/1", ledger::LeafIndex{7}, base::sha256("")),
              "standstill-attestation/v1\nstandstill.local/1\n7\n"
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n");
}

TEST(Attestation, VerifiesWithTheKeyOfTheCardAlone) {
    const std::string text = "a text";
    for (EVP_PKEY* made : {EVP_RSA_gen(2'048), EVP_EC_gen("P-256"), EVP_EC_gen("P-384")}) {
        Card card(made), other(EVP_EC_gen("P-256"));
        std::string raw = card.sign_raw(text), cms = card.sign_cms(text);
        EXPECT_TRUE(verify_attestation(card.der(), text, raw, SignatureForm::Raw));
        EXPECT_TRUE(verify_attestation(card.der(), text, cms, SignatureForm::Cms));
        for (const auto& [signature, form] :
             {std::pair{raw, SignatureForm::Raw}, std::pair{cms, SignatureForm::Cms}}) {
            EXPECT_EQ(verify_attestation(card.der(), "another text", signature, form).error().kind,
                      base::ErrorKind::Corrupt);
            EXPECT_FALSE(verify_attestation(other.der(), text, signature, form));
            std::string broken = signature;
            broken.back() = static_cast<char>(broken.back() ^ 1);
            EXPECT_FALSE(verify_attestation(card.der(), text, broken, form));
        }
        EXPECT_FALSE(verify_attestation(card.der(), text, other.sign_cms(text), SignatureForm::Cms))
            << "a message that brings its own signer along";
        EXPECT_FALSE(verify_attestation(card.der(), text, raw, SignatureForm::Cms));
        EXPECT_FALSE(verify_attestation(card.der(), text, cms + "x", SignatureForm::Cms));
        EXPECT_FALSE(
            verify_attestation(card.der(), text, card.sign_cms(text, 0), SignatureForm::Cms))
            << "it carries a text of its own";
    }
}

TEST(Attestation, RefusesWhatDoesNotReadOrIsWeak) {
    Card weak(EVP_RSA_gen(1'024));
    EXPECT_FALSE(verify_attestation(weak.der(), "a", weak.sign_raw("a"), SignatureForm::Raw));
    Card card(EVP_EC_gen("P-256"));
    EXPECT_FALSE(verify_attestation("", "a", card.sign_raw("a"), SignatureForm::Raw));
    EXPECT_FALSE(verify_attestation("no certificate", "a", "b", SignatureForm::Raw));
    EXPECT_FALSE(verify_attestation(card.der(), "a", "", SignatureForm::Raw));
    EXPECT_FALSE(verify_attestation(card.der(), "a", std::string(20'000, 'x'), SignatureForm::Cms));
}

class AttestationRoutes : public SiteTest {
protected:
    AttestationRoutes() : card(EVP_EC_gen("P-256")) {}

    void add_routes() override {
        add_person(identity::person("rita", {"reviewer"}));
        ledger::NewEvent event;
        event.type = "office.statement";
        event.at = now;
        event.facts = {{"says", "something"}};
        std::promise<void> kept;
        office->note("case-a", event, "rita", [&](const base::Result<office::Recorded>& done) {
            EXPECT_TRUE(done) << done.error().message;
            kept.set_value();
        });
        kept.get_future().wait();
        peer.is_tls = true;
        peer.certificate.emplace();
        peer.certificate->der = card.der();
        peer.certificate->fingerprint = std::string(64, 'a');
        ASSERT_TRUE(people->map({"fingerprint", peer.certificate->fingerprint, "rita"}));
    }
    http::Response send(http::Method method, const std::string& target,
                        const std::string& body = "") {
        http::Request request;
        request.method = method;
        request.target = target;
        request.peer = peer;
        request.body = body;
        return ask(std::move(request));
    }
    std::string body_of(const char* form, const std::string& signature) {
        return std::string(R"({"form":")") + form + R"(","signature":")" +
               ledger::base64(signature) + "\"}";
    }

    Card card;
    http::Peer peer{"192.0.2.7", true, std::nullopt};
};

TEST_F(AttestationRoutes, KeepASignatureBesideItsEvent) {
    http::Response text = send(http::Method::Get, "/attest/0");
    ASSERT_EQ(text.status, 200) << text.body;
    EXPECT_TRUE(text.body.starts_with("standstill-attestation/v1\n")) << text.body;
    for (const char* form : {"raw", "cms"}) {
        std::string signature =
            std::string(form) == "raw" ? card.sign_raw(text.body) : card.sign_cms(text.body);
        http::Response kept = send(http::Method::Post, "/attest/0", body_of(form, signature));
        EXPECT_EQ(kept.status, 201) << kept.body;
        EXPECT_NE(events_of("case-a").find(ledger::base64(signature)), std::string::npos);
    }
    EXPECT_NE(events_of("case-a").find("\"office.attested\""), std::string::npos);
}

TEST_F(AttestationRoutes, KeepNothingElse) {
    std::string text = send(http::Method::Get, "/attest/0").body, before = events_of("case-a");
    auto post = [&](const std::string& target, const std::string& body) {
        return send(http::Method::Post, target, body).status;
    };
    EXPECT_EQ(post("/attest/0", body_of("raw", card.sign_raw("another text"))), 422);
    EXPECT_EQ(post("/attest/0", body_of("odd", card.sign_raw(text))), 422);
    EXPECT_EQ(post("/attest/0", "{}"), 422);
    EXPECT_EQ(post("/attest/0", "no json"), 422);
    EXPECT_EQ(post("/attest/99", body_of("raw", card.sign_raw(text))), 404);
    EXPECT_EQ(post("/attest/zero", body_of("raw", card.sign_raw(text))), 422);
    peer.certificate.reset();
    EXPECT_EQ(post("/attest/0", body_of("raw", card.sign_raw(text))), 401);
    EXPECT_EQ(events_of("case-a"), before);
}

}  // namespace
}  // namespace standstill::server
