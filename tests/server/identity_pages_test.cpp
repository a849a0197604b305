// The pages by which people come in, prove themselves again, and are administered.
#include <gtest/gtest.h>

#include "server/identity/totp.h"
#include "server/identity_site.h"

namespace standstill::server {
namespace {

using identity::person;
using namespace std::chrono_literals;

class IdentityPages : public SiteTest {
protected:
    void add_routes() override {
        add_person(person("rita", {"reviewer"}));
        add_person(person("gina", {"general-counsel"}));
        identity::Person ada = person("ada");
        ada.is_administrator = true;
        add_person(ada);
    }

    Browser browser() {
        return Browser([this](http::Request request) { return ask(std::move(request)); });
    }
    Browser browser_of(const std::string& id) {
        Browser out = browser();
        EXPECT_EQ(out.sign_in(id, kPassword).status, 303);
        return out;
    }
    bool says(const http::Response& response, const std::string& text) {
        bool does = response.body.find(text) != std::string::npos;
        EXPECT_TRUE(does) << text << " is not in: " << response.body;
        return does;
    }
};

// The bytes of Base32, for the test that plays the authenticator.
std::string bytes_from_base32(const std::string& text) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (char c : text) {
        if (c == ' ') continue;
        bits = bits << 5 | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
        if ((count += 5) >= 8) out += static_cast<char>(bits >> (count -= 8) & 0xffU);
    }
    return out;
}

TEST_F(IdentityPages, LetPeopleInAndOut) {
    Browser rita = browser();
    http::Response form = rita.get("/sign-in?next=/account");
    EXPECT_EQ(form.status, 200);
    says(form, "Before you sign in");
    EXPECT_EQ(header_of(form, "Cache-Control"), "no-store");
    ASSERT_EQ(rita.cookies.count("standstill-visit"), 1U);
    http::Response in =
        rita.post("/sign-in", {{"person", "rita"}, {"password", kPassword}, {"next", "/account"}});
    EXPECT_EQ(in.status, 303);
    EXPECT_EQ(header_of(in, "Location"), "/account");
    EXPECT_EQ(rita.cookies.count("standstill-visit"), 0U);
    EXPECT_EQ(rita.cookies.count("standstill"), 1U);
    EXPECT_NE(rita.set_cookies.at(0).find("; HttpOnly; SameSite=Strict"), std::string::npos);
    EXPECT_EQ(accesses().back().kind, "signed-in");
    says(rita.get("/account"), "Name of rita");
    http::Response out = rita.post("/sign-out");
    EXPECT_EQ(out.status, 303);
    EXPECT_EQ(rita.cookies.count("standstill"), 0U);
    EXPECT_EQ(rita.get("/account").status, 303);
    EXPECT_TRUE(people->sessions("rita", now).empty());
}

TEST_F(IdentityPages, TellNobodyWhichPartWasWrong) {
    auto told = [&](const std::string& id, const std::string& password) {
        Browser someone = browser();
        http::Response response = someone.sign_in(id, password);
        EXPECT_EQ(response.status, 422);
        EXPECT_EQ(accesses().back().kind, "sign-in-failed");
        // What differs is what was typed, and the token.
        std::string body = response.body;
        for (const std::string& own : {id, someone.form_token})
            for (std::size_t at; (at = body.find(own)) != std::string::npos;)
                body.replace(at, own.size(), "-");
        return body;
    };
    std::string wrong = told("rita", "wrong password 1");
    EXPECT_EQ(accesses().back().actor, "rita");
    EXPECT_EQ(told("nobody-here", "wrong password 1"), wrong);
    EXPECT_EQ(accesses().back().actor, "nobody") << "what is typed may be a password";
}

TEST_F(IdentityPages, NeedTheirOwnFormToSignIn) {
    Browser stranger = browser();
    EXPECT_EQ(stranger.post("/sign-in", {{"person", "rita"}, {"password", kPassword}}).status, 403);
    stranger.get("/sign-in");
    stranger.cookies["standstill-visit"] = "another";
    EXPECT_EQ(stranger.post("/sign-in", {{"person", "rita"}, {"password", kPassword}}).status, 403);
}

TEST_F(IdentityPages, AskGuessersToWait) {
    Browser guesser = browser();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(guesser.sign_in("rita", "wrong guess").status, 422);
    http::Response locked = guesser.sign_in("rita", kPassword);
    EXPECT_EQ(locked.status, 429);
    EXPECT_EQ(header_of(locked, "Retry-After"), "15");
    now += 15s;
    EXPECT_EQ(guesser.sign_in("rita", kPassword).status, 303);
}

TEST_F(IdentityPages, LeadToPagesOfOursOnly) {
    for (const char* next : {"https://evil.example/", "//evil.example", "/\\evil.example"}) {
        Browser rita = browser();
        EXPECT_EQ(header_of(rita.sign_in("rita", kPassword, "", next), "Location"), "/") << next;
        EXPECT_EQ(header_of(rita.get("/sign-in?next=" + http::encode(next)), "Location"), "/");
    }
}

TEST_F(IdentityPages, StartEachSessionAnew) {
    Browser rita = browser_of("rita");
    std::string first = rita.cookies["standstill"];
    std::string token = rita.form_token;
    rita.get("/account");
    EXPECT_EQ(rita.post("/sign-in", {{"person", "rita"}, {"password", kPassword}}).status, 303);
    EXPECT_NE(rita.cookies["standstill"], first);
    EXPECT_FALSE(people->by_session(first, now).is_signed_in());
}

TEST_F(IdentityPages, ShowWhatIsTypedAsText) {
    Browser rita = browser();
    http::Response response = rita.sign_in("<script>alert(1)</script>", "x");
    EXPECT_EQ(response.body.find("<script>alert"), std::string::npos);
    says(response, "&lt;script&gt;");
}

TEST_F(IdentityPages, AskForAFreshProof) {
    Browser rita = browser_of("rita");
    now += 10min;
    rita.get("/confirm?next=/account");
    std::string before = rita.cookies["standstill"];
    EXPECT_EQ(rita.post("/confirm", {{"password", "wrong guess"}, {"next", "/account"}}).status,
              422);
    EXPECT_FALSE(people->is_fresh(people->by_session(before, now), now));
    http::Response done = rita.post("/confirm", {{"password", kPassword}, {"next", "/account"}});
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(header_of(done, "Location"), "/account");
    EXPECT_NE(rita.cookies["standstill"], before);
    EXPECT_TRUE(people->is_fresh(people->by_session(rita.cookies["standstill"], now), now));
    EXPECT_EQ(browser().get("/confirm").status, 303) << "only who is signed in confirms";
    http::Response abroad =
        rita.post("/confirm", {{"password", kPassword}, {"next", "//evil.example"}});
    EXPECT_EQ(header_of(abroad, "Location"), "/");
}

TEST_F(IdentityPages, AskTheSameAddressToWaitWhenConfirmingFails) {
    Browser rita = browser_of("rita");
    rita.get("/confirm");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(rita.post("/confirm", {{"password", "wrong guess"}}).status, 422);
    EXPECT_EQ(rita.post("/confirm", {{"password", kPassword}}).status, 429);
}

TEST_F(IdentityPages, TakeACard) {
    http::ClientCertificate card;
    card.subject = "CN=RITA <EXAMPLE>";
    card.fingerprint = std::string(64, 'a');
    Browser rita = browser();
    rita.peer.certificate = card;
    says(rita.get("/sign-in"), "It is nobody's here");
    EXPECT_EQ(rita.post("/sign-in/card").status, 422);
    ASSERT_TRUE(people->map({"fingerprint", card.fingerprint, "rita"}));
    says(rita.get("/sign-in"), "CN=RITA &lt;EXAMPLE&gt;");
    EXPECT_EQ(rita.post("/sign-in/card", {{"next", "/account"}}).status, 303);
    EXPECT_EQ(people->by_session(rita.cookies["standstill"], now).means, identity::Means::Card);
    now += 10min;
    rita.get("/confirm");
    EXPECT_EQ(rita.post("/confirm", {{"means", "card"}}).status, 303);
    EXPECT_TRUE(people->is_fresh(people->by_session(rita.cookies["standstill"], now), now));
    rita.peer.certificate->fingerprint = std::string(64, 'b');
    rita.get("/confirm");
    EXPECT_EQ(rita.post("/confirm", {{"means", "card"}}).status, 422) << "somebody else's card";
}

TEST_F(IdentityPages, SetUpCodes) {
    Browser rita = browser_of("rita");
    rita.get("/account");
    http::Response page = rita.post("/account/codes");
    EXPECT_EQ(page.status, 200);
    says(page, "<svg ");
    EXPECT_EQ(page.body.find("style="), std::string::npos) << "the content policy forbids it";
    std::string secret = bytes_from_base32(between(page.body, "The secret: <code>", "</code>"));
    ASSERT_EQ(secret.size(), 20U);
    std::string code = identity::totp_code(secret, identity::totp_step(now));
    http::Response done = rita.post("/account/codes/finish", {{"code", code}});
    says(done, "Keep your recovery codes");
    EXPECT_TRUE(people->has_totp("rita"));
    EXPECT_EQ(browser().sign_in("rita", kPassword).status, 422);
    now += 30s;
    code = identity::totp_code(secret, identity::totp_step(now));
    EXPECT_EQ(browser().sign_in("rita", kPassword, code).status, 303);
    EXPECT_EQ(browser().sign_in("rita", kPassword, code).status, 422) << "replayed";
    std::string recovery = between(done.body, "<li><code>", "</code>");
    EXPECT_EQ(browser().sign_in("rita", kPassword, recovery).status, 303);
    now += 6min;
    EXPECT_EQ(header_of(rita.post("/account/codes/remove"), "Location"), "/confirm?next=%2Faccount")
        << "what protects is taken away by a fresh proof only";
}

TEST_F(IdentityPages, ChangeThePassword) {
    Browser rita = browser_of("rita"), elsewhere = browser_of("rita");
    rita.get("/account");
    auto change = [&](const char* now_is, const char* to, const char* again) {
        return rita
            .post("/account/password",
                  {{"password", now_is}, {"new_password", to}, {"again", again}})
            .status;
    };
    EXPECT_EQ(change("wrong guess", "a quiet harbour 9", "a quiet harbour 9"), 422);
    EXPECT_EQ(change(kPassword, "a quiet harbour 9", "a quiet harbour 8"), 422);
    EXPECT_EQ(change(kPassword, "short", "short"), 422);
    EXPECT_EQ(change(kPassword, "a quiet harbour 9", "a quiet harbour 9"), 200);
    EXPECT_EQ(rita.get("/account").status, 200);
    EXPECT_EQ(elsewhere.get("/account").status, 303) << "other sessions end";
    EXPECT_EQ(browser().sign_in("rita", kPassword).status, 422);
}

TEST_F(IdentityPages, EndOtherSessionsAndGoOn) {
    Browser rita = browser_of("rita"), other = browser_of("rita");
    std::string handle = people->by_session(other.cookies["standstill"], now).session;
    rita.get("/account");
    EXPECT_EQ(rita.post("/account/sessions/revoke", {{"handle", handle}}).status, 303);
    EXPECT_EQ(other.get("/account").status, 303);
    Browser gina = browser_of("gina");
    gina.get("/account");
    std::string ritas = people->by_session(rita.cookies["standstill"], now).session;
    EXPECT_EQ(gina.post("/account/sessions/revoke", {{"handle", ritas}}).status, 422);
    now += 14min;
    EXPECT_EQ(rita.post("/account/extend").status, 303);
    now += 14min;
    rita.headers = {{"accept", "application/json"}};
    http::Response more = rita.post("/account/extend");
    EXPECT_EQ(more.body,
              R"({"idle_ends":"2026-05-04T09:43:00Z","session_ends":"2026-05-04T21:00:00Z"})");
}

TEST_F(IdentityPages, OfAdministrationAreForAdministrators) {
    Browser rita = browser_of("rita");
    for (const char* path : {"/admin", "/admin/people", "/admin/people/gina", "/admin/keys",
                             "/admin/access", "/admin/offices"})
        EXPECT_EQ(rita.get(path).status, 403) << path;
    EXPECT_EQ(rita.post("/admin/people", {{"id", "x"}, {"name", "X"}}).status, 403);
    Browser ada = browser_of("ada");
    for (const char* path : {"/admin", "/admin/people", "/admin/people/gina", "/admin/keys",
                             "/admin/access", "/offices"})
        EXPECT_EQ(ada.get(path).status, 200) << path;
    EXPECT_EQ(ada.get("/admin/people/nobody").status, 404);
}

TEST_F(IdentityPages, AddAPersonOnRecord) {
    Browser ada = browser_of("ada");
    ada.get("/admin/people");
    http::Response added = ada.post("/admin/people", {{"id", "otto"},
                                                      {"name", "Otto <Auditor>"},
                                                      {"email", "otto@agency.example"},
                                                      {"role", "auditor"},
                                                      {"office", "auditor"},
                                                      {"first_password", "yes"}});
    EXPECT_EQ(added.status, 200);
    says(added, "Otto &lt;Auditor&gt; is added.");
    std::string password = between(added.body, "<p class=\"usa-alert__text\"><code>", "</code>");
    EXPECT_EQ(browser().sign_in("otto", password).status, 303);
    std::string events = events_of("office.people");
    EXPECT_NE(events.find("\"office.person-changed\""), std::string::npos) << events;
    EXPECT_NE(events.find("\"change\":\"added\""), std::string::npos) << events;
    for (const std::string& kept_out : {password, std::string("otto@agency"), std::string("Otto")})
        EXPECT_EQ(events.find(kept_out), std::string::npos) << kept_out;
    EXPECT_EQ(ada.post("/admin/people", {{"id", "otto"}, {"name", "Otto"}}).status, 422);
    EXPECT_EQ(ada.post("/admin/people", {{"id", "Bad Id"}, {"name", "X"}}).status, 422);
    EXPECT_EQ(ada.post("/admin/people", {{"id", "adam"},
                                         {"name", "Adam"},
                                         {"role", "administrator"},
                                         {"office", "reviewer"}})
                  .status,
              422);
    EXPECT_EQ(events_of("office.people"), events) << "what was refused left nothing";
}

TEST_F(IdentityPages, OfAdministrationAskForAFreshProof) {
    Browser ada = browser_of("ada");
    ada.get("/admin/people");
    now += 6min;
    EXPECT_EQ(header_of(ada.post("/admin/people", {{"id", "otto"}, {"name", "Otto"}}), "Location"),
              "/confirm?next=%2Fadmin%2Fpeople");
    EXPECT_FALSE(people->find("otto"));
}

TEST_F(IdentityPages, ChangeAPersonButNotOneself) {
    Browser ada = browser_of("ada");
    ada.get("/admin/people/rita");
    http::Fields fields = {{"name", "Rita"},
                           {"role", "none"},
                           {"office", "reviewer"},
                           {"office", "contracting-officer"}};
    EXPECT_EQ(ada.post("/admin/people/rita", fields).status, 200);
    EXPECT_EQ(people->find("rita")->holdings.size(), 2U);
    fields.emplace_back("disabled", "yes");
    EXPECT_EQ(ada.post("/admin/people/rita", fields).status, 200);
    EXPECT_TRUE(people->find("rita")->is_disabled);
    EXPECT_EQ(browser().sign_in("rita", kPassword).status, 422);
    EXPECT_EQ(ada.post("/admin/people/ada", {{"name", "Ada"}, {"role", "registrar"}}).status, 422);
    EXPECT_TRUE(people->find("ada")->is_administrator);
    http::Response given = ada.post("/admin/people/gina/password");
    std::string password = between(given.body, "<p class=\"usa-alert__text\"><code>", "</code>");
    EXPECT_EQ(browser().sign_in("gina", password).status, 303);
    EXPECT_EQ(
        ada.post("/admin/people/gina/known-by", {{"kind", "upn"}, {"value", "1234@mil"}}).status,
        200);
    EXPECT_EQ(people->mappings().size(), 1U);
    EXPECT_EQ(events_of("office.people").find("1234@mil"), std::string::npos);
    EXPECT_EQ(ada.post("/admin/people/gina/known-by/end", {{"kind", "upn"}, {"value", "1234@mil"}})
                  .status,
              200);
    EXPECT_TRUE(people->mappings().empty());
}

TEST_F(IdentityPages, LetAnotherOfficeConfirmWhoActs) {
    Browser ada = browser_of("ada");
    ada.get("/admin/people/rita");
    EXPECT_EQ(ada.post("/admin/people/rita/acting",
                       {{"acting_office", "attorney-general"}, {"basis", "28 U.S.C. 508"}})
                  .status,
              200);
    auto rita_holds = [&] {
        return identity::signed_in(*people->find("rita")).holds("attorney-general");
    };
    EXPECT_FALSE(rita_holds());
    Browser rita = browser_of("rita"), gina = browser_of("gina");
    auto confirm = [](Browser& by, const char* by_office) {
        by.get("/offices");
        return by
            .post("/offices",
                  {{"person", "rita"}, {"office", "attorney-general"}, {"by_office", by_office}})
            .status;
    };
    rita.get("/account");
    EXPECT_EQ(confirm(rita, "reviewer"), 422);
    ada.get("/account");
    EXPECT_EQ(confirm(ada, "general-counsel"), 422) << "an administrator holds no office";
    EXPECT_FALSE(rita_holds());
    gina.get("/offices");
    EXPECT_EQ(confirm(gina, "general-counsel"), 200);
    EXPECT_TRUE(rita_holds());
    EXPECT_NE(events_of("office.people").find("\"change\":\"acting-confirmed\""),
              std::string::npos);
    ada.get("/admin/people/rita");
    EXPECT_EQ(
        ada.post("/admin/people/rita/acting/end", {{"acting_office", "attorney-general"}}).status,
        200);
    EXPECT_FALSE(rita_holds());
}

TEST_F(IdentityPages, MakeATokenAndRevokeIt) {
    Browser ada = browser_of("ada");
    ada.get("/admin/keys");
    http::Response made = ada.post("/admin/keys", {{"label", "gate of the network"},
                                                   {"person", "rita"},
                                                   {"permission", "ask-gate"},
                                                   {"days", "90"}});
    EXPECT_EQ(made.status, 200);
    std::string token = between(made.body, "<p class=\"usa-alert__text\"><code>", "</code>");
    identity::Caller caller = people->by_token(token, now);
    EXPECT_TRUE(identity::may(caller, identity::Permission::AskGate));
    EXPECT_FALSE(identity::may(caller, identity::Permission::ReadCases));
    EXPECT_EQ(ada.get("/admin/keys").body.find(token), std::string::npos) << "shown once";
    EXPECT_EQ(events_of("office.people").find(token), std::string::npos);
    EXPECT_EQ(
        ada.post("/admin/keys",
                 {{"label", "x"}, {"person", "gina"}, {"permission", "state-time"}, {"days", "9"}})
            .status,
        422);
    EXPECT_EQ(
        ada.post("/admin/keys",
                 {{"label", "x"}, {"person", "rita"}, {"permission", "ask-gate"}, {"days", "0"}})
            .status,
        422);
    EXPECT_EQ(ada.post("/admin/keys/revoke", {{"handle", people->tokens().at(0).handle}}).status,
              200);
    EXPECT_FALSE(people->by_token(token, now).is_signed_in());
}

TEST_F(IdentityPages, ShowTheAccessLog) {
    Browser ada = browser_of("ada");
    browser().sign_in("rita", "wrong guess");
    office->access_log().flush();
    http::Response page = ada.get("/admin/access?person=rita");
    says(page, "sign-in-failed");
    EXPECT_EQ(page.body.find("POST /admin"), std::string::npos);
}

}  // namespace
}  // namespace standstill::server
