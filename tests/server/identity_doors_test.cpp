// The doors: who is let through, what is refused, and what every answer carries.
#include <gtest/gtest.h>

#include "server/identity_site.h"

namespace standstill::server {
namespace {

using http::Method;
using identity::Permission;
using identity::person;
using namespace std::chrono_literals;

class DoorsTest : public SiteTest {
protected:
    void add_routes() override {
        auto says = [](const char* text) {
            return [text](const http::Request&, const identity::Caller& caller) {
                return http::html(std::string(text) + " " + caller.person.id);
            };
        };
        doors->page(Method::Get, "/open", std::nullopt, says("open"));
        doors->page(Method::Get, "/read", Permission::ReadCases, says("read"));
        doors->page(Method::Post, "/write", Permission::Record, says("written"));
        doors->page(Method::Get, "/own-headers", std::nullopt,
                    [](const http::Request&, const identity::Caller&) {
                        return http::html("").with("Content-Security-Policy", "sandbox");
                    });
        doors->api(
            Method::Get, "/machine", Permission::ReadCases,
            [](const http::Request&, const identity::Caller& caller, const http::Reply& reply) {
                reply(http::json("\"" + caller.person.id + "\""));
            });
        doors->api(Method::Post, "/machine", Permission::Record,
                   [](const http::Request&, const identity::Caller&, const http::Reply& reply) {
                       reply(http::json("{}", 201));
                   });
        doors->api(Method::Get, "/anyone", std::nullopt,
                   [](const http::Request&, const identity::Caller&, const http::Reply& reply) {
                       reply(http::json("{}"));
                   });
        add_person(person("rita", {"reviewer"}));
        add_person(person("vera", {"vendor"}));
    }

    Browser browser() {
        return Browser([this](http::Request request) { return ask(std::move(request)); });
    }
    Browser signed_in_browser(const std::string& id) {
        Browser out = browser();
        out.cookies["standstill"] = *people->sign_in_directly(id, now);
        out.form_token = people->by_session(out.cookies["standstill"], now).form_token;
        return out;
    }
    http::Response machine(const std::string& authorization, const std::string& target = "/machine",
                           Method method = Method::Get) {
        http::Request request;
        request.method = method;
        request.target = target;
        request.peer.address = "192.0.2.9";
        if (!authorization.empty()) request.headers = {{"authorization", authorization}};
        return ask(std::move(request));
    }
};

TEST_F(DoorsTest, SendVisitorsToSignInAndBack) {
    http::Response response = browser().get("/read?a=b&c=%2F");
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header_of(response, "Location"), "/sign-in?next=%2Fread%3Fa%3Db%26c%3D%252F");
    EXPECT_EQ(browser().get("/open").body, "open ");
}

TEST_F(DoorsTest, LetInWhoeverMay) {
    EXPECT_EQ(signed_in_browser("rita").get("/read").body, "read rita");
    EXPECT_EQ(signed_in_browser("vera").get("/read").status, 403);
    Browser stranger = browser();
    stranger.cookies["standstill"] = "made-up";
    EXPECT_EQ(stranger.get("/read").status, 303);
}

TEST_F(DoorsTest, TakeFormsOfOwnPagesOnly) {
    Browser rita = signed_in_browser("rita");
    std::string token = rita.form_token;
    EXPECT_EQ(rita.post("/write").status, 200);
    rita.form_token = "";
    EXPECT_EQ(rita.post("/write").status, 403) << "without a token";
    rita.form_token = signed_in_browser("vera").form_token;
    EXPECT_EQ(rita.post("/write").status, 403) << "with that of another session";
    rita.form_token = token;
    struct Case {
        const char *name, *value;
        int status;
    };
    for (const Case& one :
         {Case{"origin", "http://standstill.example", 200},
          Case{"origin", "https://evil.example", 403}, Case{"origin", "null", 403},
          Case{"origin", "http://standstill.example.evil.example", 403},
          Case{"sec-fetch-site", "same-origin", 200}, Case{"sec-fetch-site", "none", 200},
          Case{"sec-fetch-site", "same-site", 403}, Case{"sec-fetch-site", "cross-site", 403}}) {
        rita.headers = {{one.name, one.value}};
        EXPECT_EQ(rita.post("/write").status, one.status) << one.name << ": " << one.value;
    }
}

TEST_F(DoorsTest, FindTheTokenOfAFormWithFiles) {
    Browser rita = signed_in_browser("rita");
    rita.content_type = "multipart/form-data; boundary=x";
    auto form = [](const std::string& token) {
        return "--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n" + token +
               "\r\n--x--\r\n";
    };
    EXPECT_EQ(rita.send(Method::Post, "/write", form(rita.form_token)).status, 200);
    EXPECT_EQ(rita.send(Method::Post, "/write", form("x")).status, 403);
    EXPECT_EQ(rita.send(Method::Post, "/write", "--x--\r\n").status, 403);
}

TEST_F(DoorsTest, AddWhatProtectsToEveryPage) {
    http::Response response = browser().get("/open");
    EXPECT_EQ(header_of(response, "Content-Security-Policy"),
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
              "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(response, "Referrer-Policy"), "same-origin");
    EXPECT_EQ(header_of(response, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(header_of(response, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_NE(header_of(response, "Permissions-Policy"), "");
    EXPECT_EQ(header_of(response, "Strict-Transport-Security"), "") << "only by TLS";
    EXPECT_EQ(header_of(response, "Cache-Control"), "");
    EXPECT_EQ(header_of(signed_in_browser("rita").get("/read"), "Cache-Control"), "no-store");
    EXPECT_EQ(header_of(browser().get("/own-headers"), "Content-Security-Policy"), "sandbox");
    Browser by_tls = browser();
    by_tls.peer.is_tls = true;
    EXPECT_EQ(header_of(by_tls.get("/open"), "Strict-Transport-Security"), "max-age=63072000");
}

TEST_F(DoorsTest, KnowTheSessionByItsHostCookieOverTls) {
    Browser rita = browser();
    rita.peer.is_tls = true;
    std::string secret = *people->sign_in_directly("rita", now);
    rita.cookies["standstill"] = secret;
    EXPECT_EQ(rita.get("/read").status, 303) << "one that plain HTTP could have planted";
    rita.cookies["__Host-standstill"] = secret;
    EXPECT_EQ(rita.get("/read").status, 200);
    EXPECT_EQ(session_cookie("s", true),
              "__Host-standstill=s; Path=/; HttpOnly; SameSite=Strict; Secure");
    EXPECT_EQ(session_cookie("s", false), "standstill=s; Path=/; HttpOnly; SameSite=Strict");
    EXPECT_EQ(session_cookie("", false),
              "standstill=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST_F(DoorsTest, SlowDownWhoeverAsksTooOften) {
    settings.rates.people = {1, 3};
    settings.rates.visitors = {1, 2};
    people.reset();
    std::filesystem::remove(folder / "people.db");
    build();
    Browser rita = signed_in_browser("rita");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(rita.get("/read").status, 200);
    http::Response slow = rita.get("/read");
    EXPECT_EQ(slow.status, 429);
    EXPECT_EQ(header_of(slow, "Retry-After"), "1");
    now += 1s;
    EXPECT_EQ(rita.get("/read").status, 200);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(browser().get("/open").status, 200);
    const std::size_t noted = accesses().size();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(browser().get("/open").status, 429);
    EXPECT_EQ(accesses().size(), noted) << "strangers fill no log by asking too often";
    Browser elsewhere = browser();
    elsewhere.peer.address = "198.51.100.1";
    EXPECT_EQ(elsewhere.get("/open").status, 200);
}

TEST_F(DoorsTest, KeepWhatWasTypedWhenTheSessionHasEnded) {
    Browser rita = signed_in_browser("rita");
    now += 16min;
    http::Response response = rita.post("/write", {{"reasons", "Because & so on."}});
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header_of(response, "Location"), "/sign-in?next=%2Fwrite");
    auto draft = people->draft("rita", "/write");
    ASSERT_TRUE(draft);
    EXPECT_EQ(*draft, (http::Fields{{"reasons", "Because & so on."}}));
    rita.form_token = "made-up";
    rita.post("/write", {{"reasons", "somebody else's"}});
    EXPECT_EQ(people->draft("rita", "/write"), draft) << "a form of another site is not kept";
}

TEST_F(DoorsTest, OfTheInterfaceTakeTokensAndNoCookies) {
    std::string token =
        *people->make_token("rita", "nightly", {Permission::ReadCases}, now, now + 24h);
    EXPECT_EQ(machine("Bearer " + token).body, "\"rita\"");
    EXPECT_EQ(machine("bearer " + token).status, 200);
    EXPECT_EQ(machine("Bearer " + token, "/machine", Method::Post).status, 403)
        << "the token was not made for it";
    http::Response nobody = machine("");
    EXPECT_EQ(nobody.status, 401);
    EXPECT_EQ(header_of(nobody, "WWW-Authenticate"), "Bearer realm=\"standstill\"");
    EXPECT_EQ(header_of(nobody, "Content-Type"), "application/problem+json");
    http::Response wrong = machine("Bearer " + token + "x");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(header_of(wrong, "WWW-Authenticate"),
              "Bearer realm=\"standstill\", error=\"invalid_token\"");
    EXPECT_EQ(machine("Basic cml0YTpwYXNzd29yZA==").status, 401);
    EXPECT_EQ(machine("", "/anyone").status, 200);
    EXPECT_EQ(machine("Bearer x", "/anyone").status, 401) << "a wrong token is told, not ignored";
    EXPECT_EQ(header_of(machine("Bearer " + token), "Cache-Control"), "no-store");
    EXPECT_EQ(header_of(machine("", "/anyone"), "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(signed_in_browser("rita").get("/machine").status, 401) << "no cookie counts";
}

TEST_F(DoorsTest, OfTheInterfaceStopGuessing) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(machine("Bearer x").status, 401);
    http::Response slow = machine("Bearer x");
    EXPECT_EQ(slow.status, 429);
    EXPECT_NE(header_of(slow, "Retry-After"), "");
    now += 10s;
    EXPECT_EQ(machine("Bearer x").status, 401);
}

TEST_F(DoorsTest, OfTheInterfaceTakeCardsButNotFromOtherSites) {
    http::ClientCertificate card;
    card.fingerprint = std::string(64, 'a');
    Browser rita = browser();
    rita.peer.certificate = card;
    EXPECT_EQ(rita.get("/machine").status, 401);
    ASSERT_TRUE(people->map({"fingerprint", card.fingerprint, "rita"}));
    EXPECT_EQ(rita.get("/machine").body, "\"rita\"");
    EXPECT_EQ(rita.post("/machine").status, 201);
    rita.headers = {{"origin", "https://evil.example"}};
    EXPECT_EQ(rita.post("/machine").status, 403);
    EXPECT_EQ(rita.get("/read").status, 303) << "pages want a session, begun with the card";
}

TEST_F(DoorsTest, TellTheAccessLog) {
    browser().get("/open");
    EXPECT_TRUE(accesses().empty()) << "who reads what is public is nobody's business";
    Browser rita = signed_in_browser("rita");
    rita.get("/read");
    rita.post("/write");
    signed_in_browser("vera").get("/read");
    machine("Bearer x");
    std::string told;
    for (const office::Access& access : accesses())
        told += access.kind + ": " + access.actor + " " + access.what + " " +
                access.outcome.substr(0, access.outcome.find(" in ")) + "\n";
    EXPECT_EQ(told,
              "read: rita GET /read 200 by password\n"
              "changed: rita POST /write 200 by password\n"
              "refused: vera GET /read 403 by password\n"
              "refused: nobody GET /machine 401\n");
}

TEST_F(DoorsTest, NameRoutesThatAreThereTwice) {
    doors->page(Method::Get, "/open", std::nullopt,
                [](const http::Request&, const identity::Caller&) { return http::html(""); });
    EXPECT_EQ(doors->mistakes().size(), 1U);
}

TEST(LocalPath, LeadsNowhereElse) {
    for (const char* good : {"/", "/cases/a?at=2024-01-01", "/law/eo-14093/2(a)"})
        EXPECT_EQ(local_path(good), good);
    for (const char* bad : {"", "cases", "//evil.example", "/\\evil.example", "\\\\evil.example",
                            "https://evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=y",
                            "/a b", "/\xc3\xa4", "/\t/evil.example"})
        EXPECT_EQ(local_path(bad), "/") << bad;
    EXPECT_EQ(local_path("/" + std::string(3'000, 'a')), "/");
}

TEST(RateLimitsTest, RefillAndForget) {
    Rates rates;
    rates.visitors = {2, 4};
    RateLimits limits(rates);
    base::Instant now = identity::instant("2026-05-04T09:00:00Z");
    auto take = [&](const char* key) { return limits.take(RateLimits::Of::Visitor, key, now); };
    for (int i = 0; i < 4; ++i) EXPECT_FALSE(take("a"));
    EXPECT_EQ(take("a"), 1s);
    EXPECT_FALSE(take("b"));
    EXPECT_FALSE(limits.look(RateLimits::Of::Visitor, "b", now));
    now += 500ms;
    EXPECT_FALSE(take("a"));
    EXPECT_TRUE(take("a"));
    now += 1h;
    for (int i = 0; i < 4; ++i) EXPECT_FALSE(take("a"));
    EXPECT_TRUE(take("a")) << "no more than the burst is saved up";
    now -= 1h;
    EXPECT_TRUE(take("a")) << "a clock that goes back gives nothing";
    rates.visitors = {};
    RateLimits none(rates);
    for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(none.take(RateLimits::Of::Visitor, "a", now));
}

TEST(RateLimitsTest, HoldABoundedNumber) {
    RateLimits limits(Rates{});
    base::Instant now = identity::instant("2026-05-04T09:00:00Z");
    for (int i = 0; i < 120'000; ++i) limits.take(RateLimits::Of::Failure, std::to_string(i), now);
    for (int i = 0; i < 30; ++i) limits.take(RateLimits::Of::Failure, "the guesser", now);
    for (int i = 0; i < 120'000; ++i)
        limits.take(RateLimits::Of::Failure, "x" + std::to_string(i), now);
    EXPECT_TRUE(limits.look(RateLimits::Of::Failure, "the guesser", now))
        << "a flood of addresses does not wash a guesser clean";
}

}  // namespace
}  // namespace standstill::server
