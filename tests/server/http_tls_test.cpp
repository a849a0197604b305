// Mutual TLS: who is let in, who is not, and what a handler learns of a client's certificate.
#include <csignal>

#include "base/digest.h"
#include "server/http_certificates.h"
#include "server/http_socket.h"

namespace standstill::server::http {
namespace {

using namespace std::string_literals;
using std::chrono::milliseconds;

const std::string kGet = "GET /who HTTP/1.1\r\nHost: x\r\n\r\n";

// An office with an authority for its clients, and the files that a server is given.
class TlsListener : public testing::Test {
protected:
    static void SetUpTestSuite() { std::signal(SIGPIPE, SIG_IGN); }

    TlsListener() {
        Identity server = authority.issue({"localhost", "DNS:localhost", "serverAuth"});
        tls.certificate_file = scratch.put("server.pem", certificate_pem(server));
        tls.key_file = scratch.put("server.key", key_pem(server));
    }
    // With client certificates asked for, and none revoked.
    void ask_for_clients(bool required = false) {
        tls.client_ca_file = scratch.put("clients.pem", authority.pem());
        tls.crl_file = scratch.put("revoked.pem", authority.revoked({}));
        tls.client_required = required;
    }

    // `/who` says the subject of the certificate, or that there is none.
    std::unique_ptr<RunningServer> serve() {
        Router router = test_router();
        EXPECT_TRUE(router.add(
            {Method::Get, "/who", Runs::Here, kDefaultBody, [this](Request request, Reply reply) {
                 seen = request.peer;
                 auto& shown = request.peer.certificate;
                 reply(text(shown ? shown->subject : "nobody"));
             }}));
        Listening listening;
        listening.tls = tls;
        listening.bounds.linger_time = milliseconds(2'000);
        listening.bounds.head_time = head_time;
        return std::make_unique<RunningServer>(std::move(router), listening);
    }

    // The answer of `/who`; empty where the client was not let in.
    static std::string who(const RunningServer& server, const Identity* identity) {
        TlsClient client(server.port(), {identity});
        client.send(kGet);
        return body_of(client.answer());
    }
    // Opening must fail with this in its reason.
    void expect_not_opened(const std::string& reason) {
        Router router;
        Listening listening;
        listening.clock = test_clock;
        listening.tls = tls;
        auto opened = Listener::open(listening, router, {});
        ASSERT_FALSE(opened);
        EXPECT_NE(opened.error().message.find(reason), std::string::npos) << opened.error().message;
    }

    Authority authority{"Test Authority"};
    Scratch scratch;
    Tls tls;
    Peer seen;
    milliseconds head_time{10'000};
};

TEST_F(TlsListener, ServesWithoutAskingForClients) {
    auto server = serve();
    EXPECT_EQ(who(*server, nullptr), "nobody");
    EXPECT_TRUE(seen.is_tls);
    EXPECT_EQ(seen.address, "127.0.0.1");
}

TEST_F(TlsListener, TellsAHandlerWhatTheCertificateSays) {
    ask_for_clients();
    Identity card = authority.issue(
        {"Ada L\xC3\xB3pez",
         "email:ada@example.gov,URI:urn:uuid:0b5c7a52-8b1e-4a5b-9c55-2f4d8f7f3a11,"
         "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:1234567890@mil,DNS:not.told.example"});
    auto server = serve();
    EXPECT_EQ(who(*server, &card), "CN=Ada L\xC3\xB3pez,O=Test\\, Office,C=US");
    ASSERT_TRUE(seen.certificate);
    EXPECT_EQ(seen.certificate->names,
              (std::vector<std::string>{"email:ada@example.gov",
                                        "uri:urn:uuid:0b5c7a52-8b1e-4a5b-9c55-2f4d8f7f3a11",
                                        "upn:1234567890@mil"}));
    EXPECT_EQ(seen.certificate->serial, "01000b");
    EXPECT_FALSE(seen.certificate->der.empty());
    EXPECT_EQ(seen.certificate->fingerprint, base::to_hex(base::sha256(seen.certificate->der)));
}

TEST_F(TlsListener, ANameWithANulIsNone) {
    ask_for_clients();
    Wanted wanted;
    wanted.emails = {"head@example.gov\0.evil.example"s, "a@example.gov"};
    Identity card = authority.issue(wanted);
    auto server = serve();
    EXPECT_NE(who(*server, &card), "");
    ASSERT_TRUE(seen.certificate);
    EXPECT_EQ(seen.certificate->names, std::vector<std::string>{"email:a@example.gov"});
}

TEST_F(TlsListener, WhoShowsNothingIsNobodyOrNotLetIn) {
    ask_for_clients();
    EXPECT_EQ(who(*serve(), nullptr), "nobody");
    ask_for_clients(true);
    EXPECT_EQ(who(*serve(), nullptr), "");
}

TEST_F(TlsListener, CertificatesThatDoNotHoldAreNotLetIn) {
    ask_for_clients();
    Authority stranger("Another Authority"), namesake("Test Authority");
    Identity good = authority.issue_plain("good");
    struct Row {
        const char* why;
        Identity identity;
    };
    auto server = serve();
    for (const Row& row : {Row{"an unknown authority", stranger.issue_plain("a")},
                           Row{"an authority of the same name", namesake.issue_plain("a")},
                           Row{"expired", authority.issue({"a", "", "clientAuth", -7'200, -60})},
                           Row{"not yet", authority.issue({"a", "", "clientAuth", 600, 3'600})},
                           Row{"for servers", authority.issue({"a", "", "serverAuth"})}}) {
        seen = {};
        EXPECT_EQ(who(*server, &row.identity), "") << row.why;
        EXPECT_EQ(seen.address, "") << row.why;
    }
    EXPECT_EQ(who(*server, &good), "CN=good,O=Test\\, Office,C=US");
}

TEST_F(TlsListener, RevokedCertificatesAreNotLetIn) {
    ask_for_clients();
    Identity good = authority.issue_plain("good"), lost = authority.issue_plain("lost");
    scratch.put("revoked.pem", authority.revoked({lost}));
    auto server = serve();
    EXPECT_EQ(who(*server, &lost), "");
    EXPECT_NE(who(*server, &good), "");
}

TEST_F(TlsListener, AListThatIsTooOldOrOfAnotherVouchesForNobody) {
    ask_for_clients();
    Identity good = authority.issue_plain("good");
    scratch.put("revoked.pem", authority.revoked({}, -60));
    EXPECT_EQ(who(*serve(), &good), "");
    scratch.put("revoked.pem", Authority("Another Authority").revoked({}));
    EXPECT_EQ(who(*serve(), &good), "");
}

TEST_F(TlsListener, AListIsReadAgainWhenItChanges) {
    ask_for_clients();
    Identity card = authority.issue_plain("card");
    auto server = serve();
    TlsClient open(server->port(), {&card});
    open.send(kGet);
    EXPECT_EQ(status_of(open.answer()), 200);
    scratch.put("revoked.pem", authority.revoked({card}));
    while (!who(*server, &card).empty()) {
    }
    // Who came in before has to show it again, and cannot.
    EXPECT_EQ(open.rest(), "");
    // A file that does not read changes nothing.
    scratch.put("revoked.pem", "nonsense");
    Identity other = authority.issue_plain("other");
    EXPECT_NE(who(*server, &other), "");
    EXPECT_EQ(who(*server, &card), "");
    scratch.put("revoked.pem", authority.revoked({}));
    while (who(*server, &card).empty()) {
    }
}

TEST_F(TlsListener, ANewCertificateOfItsOwnIsTaken) {
    auto server = serve();
    auto serial = [&] {
        TlsClient client(server->port());
        X509* shown = SSL_get1_peer_certificate(client.handle());
        long out = shown ? ASN1_INTEGER_get(X509_get0_serialNumber(shown)) : 0;
        X509_free(shown);
        return out;
    };
    long before = serial();
    Identity renewed = authority.issue({"localhost", "DNS:localhost", "serverAuth"});
    scratch.put("server.key", key_pem(renewed));
    scratch.put("server.pem", certificate_pem(renewed));
    while (serial() == before) {
    }
}

TEST_F(TlsListener, OnlyNewVersionsAreSpoken) {
    auto server = serve();
    for (int version : {TLS1_VERSION, TLS1_1_VERSION})
        EXPECT_FALSE(TlsClient(server->port(), {nullptr, version}).is_connected());
    for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient client(server->port(), {nullptr, version});
        client.send(kGet);
        EXPECT_EQ(status_of(client.answer()), 200);
    }
}

TEST_F(TlsListener, NoSessionIsTakenUpAgain) {
    ask_for_clients();
    Identity card = authority.issue_plain("card");
    auto server = serve();
    for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient first(server->port(), {&card, version});
        first.send(kGet);
        EXPECT_EQ(status_of(first.answer()), 200);
        std::shared_ptr<SSL_SESSION> session(SSL_get1_session(first.handle()), SSL_SESSION_free);
        TlsClient second(server->port(), {&card, version, session.get()});
        second.send(kGet);
        EXPECT_EQ(status_of(second.answer()), 200);
        EXPECT_FALSE(SSL_session_reused(second.handle()));
    }
}

TEST_F(TlsListener, PlainWordsAndSilenceGetNoAnswer) {
    head_time = milliseconds(40);
    auto server = serve();
    Client plain(server->port());
    plain.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(plain.rest().find("HTTP/1.1 "), std::string::npos);
    Client silent(server->port());
    EXPECT_EQ(silent.rest(), "");
}

TEST_F(TlsListener, LargeBodiesGoBothWays) {
    auto server = serve();
    std::string body;
    for (int i = 0; i < 900'000; ++i) body += static_cast<char>('a' + i % 29);
    TlsClient client(server->port());
    std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: ";
    for (int i = 0; i < 3; ++i) {
        client.send(head + std::to_string(body.size()) + "\r\n\r\n" + body);
        EXPECT_EQ(body_of(client.answer()), body);
    }
}

TEST_F(TlsListener, WhoIsRefusedLearnsWhyAndThatItWasAll) {
    auto server = serve();
    TlsClient client(server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n" +
                std::string(500'000, 'a'));
    EXPECT_EQ(status_of(client.rest()), 413);
    EXPECT_TRUE(SSL_get_shutdown(client.handle()) & SSL_RECEIVED_SHUTDOWN);
}

TEST_F(TlsListener, FilesThatDoNotReadAreNamed) {
    std::string certificate = tls.certificate_file, key = tls.key_file;
    tls.certificate_file = "nowhere.pem";
    expect_not_opened("nowhere.pem");
    tls.certificate_file = certificate;
    tls.key_file = certificate;
    expect_not_opened("server.pem: no key");
    tls.key_file = scratch.put("other.key", key_pem(authority.issue_plain("other")));
    expect_not_opened("other.key");
    tls.key_file = key;
    tls.client_required = true;
    expect_not_opened("without an authority");
    ask_for_clients();
    tls.client_ca_file = key;
    expect_not_opened("server.key: no certificate of an authority");
    ask_for_clients();
    for (const char* broken : {"", "nonsense", "-----BEGIN X509 CRL-----\nAAAA\n"}) {
        tls.crl_file = scratch.put("broken.pem", broken);
        expect_not_opened("broken.pem: no list of revoked certificates");
    }
    tls.crl_file = scratch.put("broken.pem", authority.revoked({}) +
                                                 "-----BEGIN X509 CRL-----\nAAAA\n"
                                                 "-----END X509 CRL-----\n");
    expect_not_opened("broken.pem: no list of revoked certificates");
}

}  // namespace
}  // namespace standstill::server::http
