// ID tokens under keys made here, and the whole way to a real provider and back.
#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <signal.h>
#include <sys/wait.h>

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "ledger/base64.h"
#include "server/http_socket.h"
#include "server/identity/id_token.h"
#include "server/identity/provider.h"
#include "server/identity_site.h"

namespace standstill::server {
namespace {

namespace json = boost::json;
using identity::IdTokenDemand;
using identity::SigningJwk;
using identity::verify_id_token;
using ledger::base64url;
using namespace std::chrono_literals;

using Key = std::shared_ptr<EVP_PKEY>;
Key rsa_key(unsigned bits = 2'048) { return {EVP_RSA_gen(bits), EVP_PKEY_free}; }
Key p256_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

std::string number_of(const Key& key, const char* name) {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key.get(), name, &number);
    std::string out(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
    BN_bn2bin(number, reinterpret_cast<unsigned char*>(out.data()));
    BN_free(number);
    return out;
}

std::string padded(std::string bytes) { return std::string(32 - bytes.size(), '\0') + bytes; }

json::object jwk_of(const Key& key, const char* id) {
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA)
        return {{"kty", "RSA"},
                {"kid", id},
                {"n", base64url(number_of(key, OSSL_PKEY_PARAM_RSA_N))},
                {"e", base64url(number_of(key, OSSL_PKEY_PARAM_RSA_E))}};
    return {{"kty", "EC"},
            {"kid", id},
            {"crv", "P-256"},
            {"x", base64url(padded(number_of(key, OSSL_PKEY_PARAM_EC_PUB_X)))},
            {"y", base64url(padded(number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y)))}};
}

// RFC 7518, section 3.4: r and s side by side.
std::string side_by_side(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string out(64, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature), bytes, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature), bytes + 32, 32);
    ECDSA_SIG_free(signature);
    return out;
}

std::string signature_of(const Key& key, const std::string& message) {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key.get());
    std::size_t size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(message.data());
    EVP_DigestSign(context, nullptr, &size, data, message.size());
    std::string out(size, '\0');
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, data,
                   message.size());
    out.resize(size);
    EVP_MD_CTX_free(context);
    return EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA ? out : side_by_side(out);
}

class IdToken : public testing::Test {
protected:
    IdToken() : rsa(rsa_key()), ec(p256_key()) {
        json::object set{{"keys", {jwk_of(rsa, "r"), jwk_of(ec, "e")}}};
        auto read = identity::parse_jwks(json::serialize(set));
        EXPECT_TRUE(read);
        keys = *read;
        std::int64_t seconds = demand.now.time_since_epoch().count() / 1000;
        claims = {{"iss", "https://login.example"}, {"sub", "42"},    {"aud", "standstill"},
                  {"exp", seconds + 300},           {"iat", seconds}, {"nonce", "n"}};
    }
    std::string token(json::object header, const Key& key) {
        std::string text =
            base64url(json::serialize(header)) + "." + base64url(json::serialize(claims));
        return text + "." + base64url(signature_of(key, text));
    }
    std::string rs256() { return token({{"alg", "RS256"}, {"kid", "r"}}, rsa); }
    std::string result(const std::string& text) {
        auto verified = verify_id_token(text, keys, demand);
        return verified ? "subject " + verified->subject : verified.error().message;
    }

    Key rsa, ec;
    std::vector<SigningJwk> keys;
    IdTokenDemand demand{"https://login.example", "standstill", "n",
                         identity::instant("2026-05-04T09:00:00Z"), std::nullopt};
    json::object claims;
};

TEST_F(IdToken, IsTakenByEitherAlgorithm) {
    EXPECT_EQ(result(rs256()), "subject 42");
    EXPECT_EQ(result(token({{"alg", "ES256"}, {"kid", "e"}}, ec)), "subject 42");
    EXPECT_EQ(result(token({{"alg", "ES256"}}, ec)), "subject 42") << "without a key's name";
}

TEST_F(IdToken, IsRefusedWhereItsSignatureIs) {
    std::string good = rs256();
    std::string text = good.substr(0, good.rfind('.'));
    EXPECT_EQ(result(text + "." + base64url(std::string(256, 'x'))),
              "no key of the provider signed the ID token");
    json::object none{{"alg", "none"}};
    EXPECT_EQ(
        result(base64url(json::serialize(none)) + "." + base64url(json::serialize(claims)) + "."),
        "the ID token is signed by `none`; RS256 and ES256 are taken");
    EXPECT_NE(result(token({{"alg", "HS256"}, {"kid", "r"}}, rsa)), "subject 42");
    EXPECT_EQ(result(token({{"alg", "ES256"}, {"kid", "r"}}, ec)),
              "the provider published no such key for its ID token")
        << "a key of the other kind";
    EXPECT_EQ(result(token({{"alg", "RS256"}, {"kid", "r"}}, rsa_key())),
              "no key of the provider signed the ID token");
    EXPECT_EQ(result(token({{"alg", "RS256"}, {"kid", "new"}}, rsa)),
              "the provider published no such key for its ID token");
    EXPECT_NE(result(token({{"alg", "RS256"}, {"crit", {"b64"}}}, rsa)), "subject 42");
}

TEST_F(IdToken, IsRefusedWhereAClaimIsNotAsDemanded) {
    auto with = [&](const char* key, json::value value) {
        json::object before = claims;
        if (value.is_null())
            claims.erase(key);
        else
            claims[key] = std::move(value);
        std::string out = result(rs256());
        claims = before;
        return out;
    };
    std::int64_t now = demand.now.time_since_epoch().count() / 1000;
    EXPECT_EQ(with("iss", "https://evil.example"), "the ID token is of another issuer");
    EXPECT_EQ(with("iss", nullptr), "the ID token is of another issuer");
    EXPECT_EQ(with("aud", "another"), "the ID token is for somebody else");
    EXPECT_EQ(with("aud", json::array{"standstill"}), "subject 42");
    EXPECT_EQ(with("aud", json::array{"standstill", "another"}),
              "the ID token is for somebody else")
        << "of several without azp";
    EXPECT_EQ(with("azp", "another"), "the ID token is for somebody else");
    EXPECT_EQ(with("azp", "standstill"), "subject 42");
    EXPECT_EQ(with("nonce", "m"), "the ID token belongs to another attempt");
    EXPECT_EQ(with("nonce", nullptr), "the ID token belongs to another attempt");
    EXPECT_EQ(with("exp", now - 60), "the ID token is out of date");
    EXPECT_EQ(with("exp", now - 59), "subject 42") << "clocks differ";
    EXPECT_EQ(with("exp", "soon"), "the ID token does not say until when it holds");
    EXPECT_EQ(with("exp", 1e300), "the ID token does not say until when it holds");
    EXPECT_EQ(with("iat", now + 61), "the ID token was issued in the future");
    EXPECT_EQ(with("iat", now - 3'600), "the ID token was issued long ago");
    EXPECT_EQ(with("nbf", now + 61), "the ID token does not hold yet");
    EXPECT_EQ(with("sub", nullptr), "the ID token names no subject");
    demand.proved_since = demand.now;
    EXPECT_EQ(with("auth_time", nullptr), "the provider does not say when the identity was proved");
    EXPECT_EQ(with("auth_time", now - 61),
              "the provider did not ask for a fresh proof of identity");
    EXPECT_EQ(with("auth_time", now), "subject 42");
}

TEST_F(IdToken, IsRefusedWhereItDoesNotRead) {
    for (const std::string& bad :
         {std::string(), std::string("a.b"), std::string("a.b.c.d"), std::string("!.b.c"),
          rs256() + "=", std::string(20'000, 'a'), base64url("[]") + "." + base64url("{}") + ".",
          base64url("{\"alg\":\"RS256\"}") + "." + base64url("nothing") + "."})
        EXPECT_FALSE(verify_id_token(bad, keys, demand)) << bad.substr(0, 40);
}

TEST_F(IdToken, NeedsKeysThatAreStrong) {
    auto count = [](const json::object& key) {
        auto read = identity::parse_jwks(json::serialize(json::object{{"keys", {key}}}));
        return read ? static_cast<int>(read->size()) : -1;
    };
    EXPECT_EQ(count(jwk_of(rsa_key(1'024), "weak")), 0);
    json::object other = jwk_of(rsa, "r");
    other["use"] = "enc";
    EXPECT_EQ(count(other), 0);
    json::object symmetric{{"kty", "oct"}, {"k", "c2VjcmV0"}};
    EXPECT_EQ(count(symmetric), 0);
    EXPECT_FALSE(identity::parse_jwks("{}"));
    EXPECT_FALSE(identity::parse_jwks("[1]"));
    EXPECT_FALSE(identity::parse_jwks(R"({"keys":[1]})"));
}

TEST(Addresses, AreReadStrictly) {
    auto url = identity::parse_url("https://login.example/a?b=c");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->host, "login.example");
    EXPECT_EQ(url->target, "/a?b=c");
    EXPECT_EQ(url->port, 443);
    url = identity::parse_url("http://[::1]:8080");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->host, "::1");
    EXPECT_EQ(url->port, 8080);
    EXPECT_EQ(url->target, "/");
    for (const char* bad : {"", "ftp://x/", "https://", "https://a:b/", "https://a:0/",
                            "https://a:99999/", "https://user@a/", "https://a/#b", "https://a /",
                            "https://a\r\nb/", "https://[::1", "https://[::1]x/"})
        EXPECT_FALSE(identity::parse_url(bad)) << bad;
    EXPECT_FALSE(identity::ask_web({"http://127.0.0.1:9/", "", {}}, {}))
        << "loopback is asked without TLS only where that is allowed";
    identity::WebBounds loopback;
    loopback.allows_loopback_http = true;
    EXPECT_FALSE(identity::ask_web({"http://login.example/", "", {}}, loopback));
}

// The provider of web/test as a process of its own; it ends when this does.
class RealProvider {
public:
    explicit RealProvider(const std::string& return_url) {
        std::array<int, 2> input{}, output{};
        if (::pipe(input.data()) != 0 || ::pipe(output.data()) != 0) return;
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(input[0], 0);
            ::dup2(output[1], 1);
            for (int end : {input[0], input[1], output[0], output[1]}) ::close(end);
            ::execlp("node", "node", "web/test/identity-provider.mjs", return_url.c_str(),
                     static_cast<char*>(nullptr));
            ::_exit(127);
        }
        ::close(input[0]);
        ::close(output[1]);
        input_ = input[1];
        FILE* lines = ::fdopen(output[0], "r");
        std::array<char, 200> line{};
        while (now_ == 0 && std::fgets(line.data(), line.size(), lines) != nullptr) {
            std::string text(line.data());
            while (!text.empty() && text.back() == '\n') text.pop_back();
            if (text.starts_with("issuer ")) issuer = text.substr(7);
            if (text.starts_with("now ")) now_ = std::stoll(text.substr(4));
        }
        std::fclose(lines);
    }
    ~RealProvider() {
        ::close(input_);
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    RealProvider(const RealProvider&) = delete;
    RealProvider& operator=(const RealProvider&) = delete;

    // Its clock, which its tokens are dated by.
    base::Instant now() const { return base::Instant(std::chrono::milliseconds(now_)); }

    std::string issuer;

private:
    pid_t child_ = -1;
    int input_ = -1;
    std::int64_t now_ = 0;
};

// A browser at the provider: follows its redirects, fills in its forms as `login`, and stops at the
// first address that is not the provider's.
class AtProvider {
public:
    explicit AtProvider(std::string issuer) : issuer_(std::move(issuer)) {}

    std::string go(std::string url, const std::string& login) {
        for (int step = 0; step < 20 && url.starts_with(issuer_); ++step) {
            std::string answer = ask("GET", url.substr(issuer_.size()), "");
            std::string next = location(answer);
            if (next.empty()) {
                std::string action = between(answer, "action=\"", "\"");
                bool is_login = answer.find("name=\"login\"") != std::string::npos;
                std::string form =
                    is_login ? "prompt=login&login=" + login + "&password=any" : "prompt=consent";
                next = location(ask("POST", action.substr(issuer_.size()), form));
            }
            url = next;
        }
        return url;
    }

private:
    std::string ask(const std::string& method, const std::string& target, const std::string& form) {
        auto port = static_cast<std::uint16_t>(std::stoi(issuer_.substr(issuer_.rfind(':') + 1)));
        std::string jar;
        for (const auto& [name, value] : cookies_)
            jar += (jar.empty() ? "Cookie: " : "; ") + name + "=" + value;
        http::Client client(port);
        client.send(method + " " + target + " HTTP/1.1\r\nHost: " + issuer_.substr(7) +
                    "\r\nConnection: close\r\n" + (jar.empty() ? "" : jar + "\r\n") +
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                    std::to_string(form.size()) + "\r\n\r\n" + form);
        std::string answer = client.rest();
        constexpr std::string_view kSet = "\r\nSet-Cookie: ";
        for (std::size_t at = answer.find(kSet); at != std::string::npos;
             at = answer.find(kSet, at + 1)) {
            std::string pair = answer.substr(at + kSet.size());
            pair = pair.substr(0, pair.find_first_of(";\r"));
            cookies_[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
        }
        return answer;
    }
    std::string location(const std::string& answer) {
        std::string head = answer.substr(0, answer.find("\r\n\r\n") + 2);
        std::string to = between(head, "\r\nLocation: ", "\r\n");
        return to.starts_with('/') ? issuer_ + to : to;
    }

    std::string issuer_;
    std::map<std::string, std::string> cookies_;
};

class ProviderSignIn : public SiteTest {
protected:
    static constexpr const char* kOurs = "http://127.0.0.1:9";

    ProviderSignIn() : provider(std::string(kOurs) + "/sign-in/provider/return") {
        now = provider.now();
        settings.base_url = kOurs;
        use("with-secret", "a secret: with /signs+");
    }
    void use(const char* client, const char* secret) {
        settings.provider =
            identity::ProviderSettings{provider.issuer, "Agency sign-in", client, secret, "", true};
    }
    void add_routes() override {
        ASSERT_NE(provider.issuer, "") << "run tools/install-packages for what npm brings";
        if (!people->find("rita")) {
            add_person(identity::person("rita", {"reviewer"}));
            add_person(identity::person("otto"));
        }
    }
    Browser browser() {
        Browser out([this](http::Request request) { return ask(std::move(request)); });
        out.peer.address = "192.0.2.7";
        return out;
    }
    // The path and query of our own that the provider sends the browser back to.
    std::string there_and_back(Browser& browser, const std::string& start,
                               const std::string& login) {
        http::Response sent = browser.get(start);
        EXPECT_EQ(sent.status, 303) << sent.body;
        AtProvider at(provider.issuer);
        std::string back = at.go(header_of(sent, "Location"), login);
        EXPECT_TRUE(back.starts_with(kOurs)) << back;
        return back.substr(std::string_view(kOurs).size());
    }

    RealProvider provider;
};

TEST_F(ProviderSignIn, LetsInWhomAnAdministratorMapped) {
    Browser rita = browser();
    EXPECT_NE(rita.get("/sign-in").body.find("Sign in by Agency sign-in"), std::string::npos);
    std::string back = there_and_back(rita, "/sign-in/provider?next=/account", "rita-at-agency");
    EXPECT_NE(rita.set_cookies.at(0).find("SameSite=Lax"), std::string::npos);
    http::Response unknown = rita.get(back);
    EXPECT_EQ(unknown.status, 422) << "nobody is mapped yet";
    EXPECT_NE(unknown.body.find("rita-at-agency"), std::string::npos);

    ASSERT_TRUE(people->map({"provider", provider.issuer + " rita-at-agency", "rita"}));
    back = there_and_back(rita, "/sign-in/provider?next=/account", "rita-at-agency");
    http::Response in = rita.get(back);
    EXPECT_EQ(in.status, 200) << in.body;
    EXPECT_NE(in.body.find("href=\"/account\""), std::string::npos);
    identity::Caller caller = people->by_session(rita.cookies["standstill"], now);
    EXPECT_EQ(caller.person.id, "rita");
    EXPECT_EQ(caller.means, identity::Means::Provider);
    EXPECT_EQ(rita.cookies.count("standstill-flow"), 0U);
    EXPECT_EQ(rita.get(back).status, 422) << "an attempt counts once";
}

TEST_F(ProviderSignIn, TakesTheOtherAlgorithmAndAPublicClient) {
    people.reset();
    use("public", "");
    build();
    ASSERT_TRUE(people->map({"provider", provider.issuer + " rita-at-agency", "rita"}));
    Browser rita = browser();
    EXPECT_EQ(rita.get(there_and_back(rita, "/sign-in/provider", "rita-at-agency")).status, 200);
}

TEST_F(ProviderSignIn, IsForTheBrowserThatBegan) {
    ASSERT_TRUE(people->map({"provider", provider.issuer + " rita-at-agency", "rita"}));
    Browser rita = browser(), otto = browser();
    std::string back = there_and_back(rita, "/sign-in/provider", "rita-at-agency");
    http::Response planted = otto.get(back);
    EXPECT_EQ(planted.status, 422);
    EXPECT_EQ(otto.cookies.count("standstill"), 0U);
    EXPECT_EQ(rita.get(back).status, 422) << "and then it is used up";
    back = there_and_back(rita, "/sign-in/provider", "rita-at-agency");
    std::size_t state = back.find("state=");
    std::string forged = back;
    forged[state + 6] = forged[state + 6] == 'A' ? 'B' : 'A';
    EXPECT_EQ(rita.get(forged).status, 422);
    now += 11min;
    EXPECT_EQ(rita.get(back).status, 422) << "ten minutes are over";
}

TEST_F(ProviderSignIn, RefusesAnotherIssuerAndAnError) {
    Browser rita = browser();
    std::string back = there_and_back(rita, "/sign-in/provider", "rita-at-agency");
    std::size_t iss = back.find("iss=");
    ASSERT_NE(iss, std::string::npos) << "the provider says who it is (RFC 9207): " << back;
    EXPECT_EQ(rita.get(back.substr(0, iss) + "iss=https%3A%2F%2Fevil.example").status, 422);
    back = there_and_back(rita, "/sign-in/provider", "rita-at-agency");
    EXPECT_EQ(rita.get(back.substr(0, back.find("&iss="))).status, 422) << "it does not say so";
    back = there_and_back(rita, "/sign-in/provider", "rita-at-agency");
    EXPECT_EQ(rita.get(back + "&error=access_denied").status, 422);
}

TEST_F(ProviderSignIn, ConfirmsTheSamePersonOnly) {
    ASSERT_TRUE(people->map({"provider", provider.issuer + " rita-at-agency", "rita"}));
    ASSERT_TRUE(people->map({"provider", provider.issuer + " otto-at-agency", "otto"}));
    Browser rita = browser();
    rita.get(there_and_back(rita, "/sign-in/provider", "rita-at-agency"));
    std::string before = rita.cookies["standstill"];
    EXPECT_NE(rita.get("/confirm?next=/account").body.find("/sign-in/provider?confirm=yes"),
              std::string::npos);
    std::string start = "/sign-in/provider?confirm=yes&next=/account";
    EXPECT_EQ(rita.get(there_and_back(rita, start, "otto-at-agency")).status, 422);
    EXPECT_EQ(rita.cookies["standstill"], before);
    EXPECT_EQ(rita.get(there_and_back(rita, start, "rita-at-agency")).status, 200);
    EXPECT_NE(rita.cookies["standstill"], before);
    EXPECT_TRUE(people->is_fresh(people->by_session(rita.cookies["standstill"], now), now));
}

TEST_F(ProviderSignIn, SaysSoWhenTheProviderIsNotThere) {
    people.reset();
    settings.provider->issuer = "http://127.0.0.1:1";
    build();
    http::Response response = browser().get("/sign-in/provider");
    EXPECT_EQ(response.status, 503);
}

}  // namespace
}  // namespace standstill::server
