// Accounts, sessions, tokens, cards and drafts, with a clock that the test sets.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "server/identity/people.h"
#include "server/identity/totp.h"
#include "server/identity_support.h"

namespace standstill::server::identity {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPassword = "violet umbrella 7";
const Origin kDesk{"192.0.2.7", "Browser"};

class PeopleTest : public testing::Test {
protected:
    PeopleTest() { reopen(); }

    void reopen() {
        people.reset();
        auto settings = cheap_settings();
        settings.random = counted_random(++seed);
        auto opened = People::open(folder / "people.db", settings);
        ASSERT_TRUE(opened) << opened.error().message;
        people = std::move(*opened);
    }
    void add(const Person& who) {
        auto added = people->add(who, kPassword);
        ASSERT_TRUE(added) << added.error().message;
    }
    SignIn sign_in(std::string_view id, std::string_view password = kPassword,
                   std::string_view code = "") {
        return people->sign_in(id, password, code, kDesk, now);
    }
    std::string secret_of(std::string_view id) {
        SignIn in = sign_in(id);
        EXPECT_EQ(in.outcome, SignIn::Outcome::Done);
        return in.secret;
    }
    // The secret of the codes, set up.
    std::string enrol(const std::string& id) {
        auto secret = people->begin_totp(id);
        EXPECT_TRUE(secret);
        auto codes = people->finish_totp(id, totp_code(*secret, totp_step(now)), now);
        EXPECT_TRUE(codes);
        recovery = *codes;
        return *secret;
    }

    TemporaryFolder folder;
    std::uint64_t seed = 0;
    base::Instant now = instant("2026-05-04T09:00:00Z");
    std::vector<std::string> recovery;
    std::unique_ptr<People> people;
};

TEST_F(PeopleTest, AreKeptForTheNextStart) {
    Person rita = person("rita", {"reviewer"});
    rita.email = "rita@agency.example";
    add(rita);
    std::string secret = secret_of("rita");
    reopen();
    auto found = people->find("rita");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->email, "rita@agency.example");
    EXPECT_EQ(found->holdings.at(0).office, "reviewer");
    EXPECT_TRUE(people->has_password("rita"));
    EXPECT_EQ(people->by_session(secret, now).person.id, "rita");
    EXPECT_EQ(people->all().size(), 1U);
}

TEST_F(PeopleTest, FileIsForItsOwnerAlone) {
    struct stat file {};
    ASSERT_EQ(::stat((folder / "people.db").c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
}

TEST_F(PeopleTest, FileHasOneWriter) {
    auto second = People::open(folder / "people.db", cheap_settings());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, base::ErrorKind::Unavailable);
}

TEST_F(PeopleTest, AreAddedOnceAndWithAPasswordThatHolds) {
    add(person("rita"));
    EXPECT_EQ(people->add(person("rita"), kPassword).error().kind, base::ErrorKind::Conflict);
    EXPECT_EQ(people->add(person("otto"), "short").error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(people->add(person("Otto"), kPassword).error().kind, base::ErrorKind::Invalid);
    EXPECT_FALSE(people->find("otto"));
}

TEST_F(PeopleTest, SignInWithTheirPassword) {
    add(person("rita"));
    SignIn in = sign_in("rita");
    ASSERT_EQ(in.outcome, SignIn::Outcome::Done);
    EXPECT_EQ(in.person, "rita");
    EXPECT_EQ(in.secret.size(), 43U);
    Caller caller = people->by_session(in.secret, now);
    EXPECT_EQ(caller.means, Means::Password);
    EXPECT_EQ(caller.person.id, "rita");
    EXPECT_EQ(caller.form_token.size(), 43U);
    EXPECT_NE(caller.form_token, in.secret);
    EXPECT_EQ(sign_in("rita", "violet umbrella 8").outcome, SignIn::Outcome::Wrong);
    EXPECT_EQ(sign_in("nobody").outcome, SignIn::Outcome::Wrong);
    EXPECT_EQ(sign_in("rita", "").outcome, SignIn::Outcome::Wrong);
    EXPECT_FALSE(people->by_session("", now).is_signed_in());
    EXPECT_FALSE(people->by_session(in.secret + "A", now).is_signed_in());
}

TEST_F(PeopleTest, WithoutPasswordNobodySignsInByOne) {
    ASSERT_TRUE(people->add(person("rita"), ""));
    EXPECT_EQ(sign_in("rita", "").outcome, SignIn::Outcome::Wrong);
    EXPECT_FALSE(people->has_password("rita"));
}

TEST_F(PeopleTest, WithCodesNeedOneAndNoneCountsTwice) {
    add(person("rita"));
    std::string secret = enrol("rita");
    EXPECT_EQ(sign_in("rita").outcome, SignIn::Outcome::Wrong) << "no code";
    std::string code = totp_code(secret, totp_step(now));
    EXPECT_EQ(sign_in("rita", kPassword, code).outcome, SignIn::Outcome::Wrong)
        << "it was used to set up";
    now += 30s;
    code = totp_code(secret, totp_step(now));
    EXPECT_EQ(sign_in("rita", "wrong password 1", code).outcome, SignIn::Outcome::Wrong);
    EXPECT_EQ(sign_in("rita", kPassword, code).outcome, SignIn::Outcome::Done)
        << "a wrong password uses no code up";
    EXPECT_EQ(sign_in("rita", kPassword, code).outcome, SignIn::Outcome::Wrong) << "replayed";
    reopen();
    EXPECT_EQ(sign_in("rita", kPassword, code).outcome, SignIn::Outcome::Wrong)
        << "replayed after a restart";
}

TEST_F(PeopleTest, RecoveryCodesCountOnce) {
    add(person("rita"));
    enrol("rita");
    ASSERT_EQ(recovery.size(), 10U);
    EXPECT_EQ(sign_in("rita", kPassword, recovery[3]).outcome, SignIn::Outcome::Done);
    EXPECT_EQ(people->recovery_codes_left("rita"), 9U);
    EXPECT_EQ(sign_in("rita", kPassword, recovery[3]).outcome, SignIn::Outcome::Wrong);
    std::string shouted = recovery[4];
    for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(sign_in("rita", kPassword, shouted).outcome, SignIn::Outcome::Done);
}

TEST_F(PeopleTest, CodesAreSetUpByShowingOne) {
    add(person("rita"));
    ASSERT_TRUE(people->begin_totp("rita"));
    EXPECT_FALSE(people->finish_totp("rita", "000000", now));
    EXPECT_FALSE(people->has_totp("rita"));
    EXPECT_EQ(sign_in("rita").outcome, SignIn::Outcome::Done);
    enrol("rita");
    EXPECT_TRUE(people->has_totp("rita"));
    ASSERT_TRUE(people->remove_totp("rita"));
    EXPECT_EQ(sign_in("rita").outcome, SignIn::Outcome::Done);
}

TEST_F(PeopleTest, WaitLongerWithEachGuessAndNeverForEver) {
    add(person("rita"));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(sign_in("rita", "wrong password 1").outcome, SignIn::Outcome::Wrong);
    SignIn locked = sign_in("rita");
    EXPECT_EQ(locked.outcome, SignIn::Outcome::Locked) << "the right password waits too";
    EXPECT_EQ(locked.wait, 15s);
    EXPECT_EQ(people->locked(now).size(), 1U);
    // From elsewhere the owner gets in.
    EXPECT_EQ(people->sign_in("rita", kPassword, "", {"198.51.100.1", ""}, now).outcome,
              SignIn::Outcome::Done);
    std::chrono::seconds last = 15s;
    for (int i = 0; i < 12; ++i) {
        now += last;
        EXPECT_EQ(sign_in("rita", "wrong password 1").outcome, SignIn::Outcome::Wrong);
        std::chrono::seconds wait = sign_in("rita").wait;
        EXPECT_TRUE(wait == last * 2 || wait == 15min) << wait.count();
        last = wait;
    }
    EXPECT_EQ(last, 15min);
    now += 15min;
    EXPECT_EQ(sign_in("rita").outcome, SignIn::Outcome::Done);
    EXPECT_EQ(sign_in("rita", "wrong password 1").outcome, SignIn::Outcome::Wrong)
        << "a good sign-in begins the count anew";
}

TEST_F(PeopleTest, WhoAreNotWaitLikeThoseWhoAre) {
    add(person("rita"));
    for (const char* id : {"rita", "nobody"}) {
        for (int i = 0; i < 5; ++i)
            EXPECT_EQ(people->sign_in(id, "wrong password 1", "", {id, ""}, now).outcome,
                      SignIn::Outcome::Wrong);
        EXPECT_EQ(people->sign_in(id, "wrong password 1", "", {id, ""}, now).wait, 15s);
    }
}

TEST_F(PeopleTest, AddressesThatGuessManyNamesWait) {
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(sign_in("name" + std::to_string(i)).outcome, SignIn::Outcome::Wrong);
    EXPECT_EQ(sign_in("another").outcome, SignIn::Outcome::Locked);
}

TEST_F(PeopleTest, SessionsEndAfterQuietAndAfterALongDay) {
    add(person("rita"));
    std::string secret = secret_of("rita");
    base::Instant begin = now;
    Caller caller = people->by_session(secret, now);
    EXPECT_EQ(caller.idle_ends, begin + 15min);
    EXPECT_EQ(caller.session_ends, begin + 12h);
    while (now < begin + 12h) {
        EXPECT_TRUE(people->by_session(secret, now).is_signed_in());
        EXPECT_LE(people->by_session(secret, now).idle_ends, begin + 12h);
        now += 14min;
    }
    EXPECT_FALSE(people->by_session(secret, now).is_signed_in()) << "12 hours at most";

    secret = secret_of("rita");
    now += 15min;
    EXPECT_FALSE(people->by_session(secret, now).is_signed_in()) << "15 minutes of quiet";
}

TEST_F(PeopleTest, SessionsOfADayAgoAreNotFoundAfterARestart) {
    add(person("rita"));
    std::string secret = secret_of("rita");
    now += 16min;
    reopen();
    EXPECT_FALSE(people->by_session(secret, now).is_signed_in());
}

TEST_F(PeopleTest, WriterOfAFormThatCameTooLateIsKnown) {
    add(person("rita"));
    std::string secret = secret_of("rita");
    EXPECT_EQ(people->by_ended_session(secret, now).person.id, "") << "it has not ended";
    std::string form_token = people->by_session(secret, now).form_token;
    now += 20min;
    Caller writer = people->by_ended_session(secret, now);
    EXPECT_EQ(writer.person.id, "rita");
    EXPECT_EQ(writer.form_token, form_token);
    EXPECT_FALSE(writer.is_signed_in());
    now += 13h;
    EXPECT_EQ(people->by_ended_session(secret, now).person.id, "");
}

TEST_F(PeopleTest, SessionsAreListedAndRevoked) {
    add(person("rita"));
    add(person("otto"));
    std::string one = secret_of("rita"), two = secret_of("rita");
    auto rows = people->sessions("rita", now);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].origin.address, "192.0.2.7");
    std::string handle = people->by_session(one, now).session;
    EXPECT_EQ(people->revoke_session("otto", handle).error().kind, base::ErrorKind::NotFound);
    ASSERT_TRUE(people->revoke_session("rita", handle));
    EXPECT_FALSE(people->by_session(one, now).is_signed_in());
    EXPECT_EQ(people->by_ended_session(one, now).person.id, "");
    people->sign_out(people->by_session(two, now).session);
    EXPECT_FALSE(people->by_session(two, now).is_signed_in());
    EXPECT_TRUE(people->sessions("rita", now).empty());
}

TEST_F(PeopleTest, HaveFiveSessionsAtMost) {
    add(person("rita"));
    std::string first = secret_of("rita");
    for (int i = 0; i < 5; ++i) {
        now += 1s;
        secret_of("rita");
    }
    EXPECT_FALSE(people->by_session(first, now).is_signed_in());
    EXPECT_EQ(people->sessions("rita", now).size(), 5U);
}

TEST_F(PeopleTest, FreshProofGivesANewSecretAndAgesInFiveMinutes) {
    add(person("rita"));
    std::string secret = secret_of("rita");
    EXPECT_TRUE(people->is_fresh(people->by_session(secret, now), now));
    now += 5min;
    Caller caller = people->by_session(secret, now);
    EXPECT_FALSE(people->is_fresh(caller, now));
    EXPECT_EQ(people->check("rita", kPassword, "", "192.0.2.7", now).outcome,
              SignIn::Outcome::Done);
    auto rotated = people->confirmed(caller.session, now);
    ASSERT_TRUE(rotated);
    EXPECT_FALSE(people->by_session(secret, now).is_signed_in()) << "the old secret is no more";
    Caller after = people->by_session(*rotated, now);
    EXPECT_TRUE(people->is_fresh(after, now));
    EXPECT_EQ(after.session, caller.session);
    EXPECT_EQ(after.form_token, caller.form_token) << "forms that are open still go through";
    reopen();
    EXPECT_TRUE(people->is_fresh(people->by_session(*rotated, now), now));
}

TEST_F(PeopleTest, WithANewPasswordAreSignedOutElsewhere) {
    add(person("rita"));
    std::string here = secret_of("rita"), there = secret_of("rita");
    std::string session = people->by_session(here, now).session;
    EXPECT_FALSE(people->set_password("rita", "short", session));
    ASSERT_TRUE(people->set_password("rita", "a quiet harbour 9", session));
    EXPECT_TRUE(people->by_session(here, now).is_signed_in());
    EXPECT_FALSE(people->by_session(there, now).is_signed_in());
    EXPECT_EQ(sign_in("rita").outcome, SignIn::Outcome::Wrong);
    EXPECT_EQ(sign_in("rita", "a quiet harbour 9").outcome, SignIn::Outcome::Done);
}

TEST_F(PeopleTest, WhoAreDisabledAreOutAtOnce) {
    add(person("rita", {"reviewer"}));
    std::string secret = secret_of("rita");
    auto token = people->make_token("rita", "gate", {Permission::AskGate}, now, now + 24h);
    ASSERT_TRUE(token);
    Person gone = *people->find("rita");
    gone.is_disabled = true;
    ASSERT_TRUE(people->change(gone));
    EXPECT_FALSE(people->by_session(secret, now).is_signed_in());
    EXPECT_FALSE(people->by_token(*token, now).is_signed_in());
    EXPECT_EQ(sign_in("rita").outcome, SignIn::Outcome::Wrong);
}

TEST_F(PeopleTest, ActAfterAnotherPersonConfirmed) {
    add(person("gina", {"general-counsel"}));
    Person dora = person("dora", {"reviewer"});
    Holding acting{"attorney-general", true, "28 U.S.C. 508", "general-counsel", "gina"};
    dora.holdings.push_back(acting);
    add(dora);
    auto caller_of = [&](const char* id) { return signed_in(*people->find(id)); };
    EXPECT_FALSE(caller_of("dora").holds("attorney-general"))
        << "a confirmation is not given by saying so";
    auto confirm = [&](const char* by, const char* in) {
        return people->confirm_acting("dora", "attorney-general", caller_of(by), in);
    };
    EXPECT_EQ(confirm("dora", "reviewer").error().message,
              "nobody confirms their own acting status");
    EXPECT_FALSE(confirm("gina", "apnsa")) << "an office that she does not hold";
    EXPECT_FALSE(confirm("gina", "attorney-general"));
    ASSERT_TRUE(confirm("gina", "general-counsel"));
    EXPECT_TRUE(caller_of("dora").holds("attorney-general"));
    reopen();
    EXPECT_TRUE(caller_of("dora").holds("attorney-general"));

    Person changed = *people->find("dora");
    changed.name = "Dora the Second";
    ASSERT_TRUE(people->change(changed));
    EXPECT_TRUE(caller_of("dora").holds("attorney-general")) << "her name has no bearing on it";
    changed.holdings[1].basis = "another";
    ASSERT_TRUE(people->change(changed));
    EXPECT_FALSE(caller_of("dora").holds("attorney-general")) << "it was given for that basis";
}

TEST_F(PeopleTest, TokensDoNoMoreThanTheyWereMadeFor) {
    add(person("rita", {"reviewer"}));
    auto token = people->make_token("rita", "nightly", {Permission::AskGate, Permission::ReadCases},
                                    now, now + 24h);
    ASSERT_TRUE(token);
    EXPECT_TRUE(token->starts_with("standstill_"));
    Caller caller = people->by_token(*token, now);
    EXPECT_EQ(caller.means, Means::Token);
    EXPECT_TRUE(may(caller, Permission::AskGate));
    EXPECT_FALSE(may(caller, Permission::Record));
    EXPECT_TRUE(caller.form_token.empty());
    EXPECT_FALSE(people->by_token(*token + "A", now).is_signed_in());
    EXPECT_FALSE(people->by_token("", now).is_signed_in());
    reopen();
    EXPECT_TRUE(people->by_token(*token, now).is_signed_in());
    EXPECT_EQ(people->tokens().at(0).label, "nightly");
    EXPECT_FALSE(people->by_token(*token, now + 24h).is_signed_in()) << "it ends";
    ASSERT_TRUE(people->revoke_token(people->tokens().at(0).handle));
    EXPECT_FALSE(people->by_token(*token, now).is_signed_in());
    reopen();
    EXPECT_FALSE(people->by_token(*token, now).is_signed_in());

    EXPECT_FALSE(people->make_token("rita", "x", {Permission::StateTime}, now, now + 1h));
    EXPECT_FALSE(people->make_token("rita", "x", {}, now, now + 1h));
    EXPECT_FALSE(people->make_token("rita", "x", {Permission::AskGate}, now, now));
    EXPECT_FALSE(people->make_token("rita", "x", {Permission::AskGate}, now, now + 9'000h));
}

TEST_F(PeopleTest, AreKnownByTheirCards) {
    add(person("rita"));
    http::ClientCertificate card;
    card.subject = "CN=RITA EXAMPLE 1234567890,O=U.S. Government,C=US";
    card.names = {"email:rita@agency.example", "upn:1234567890@mil"};
    card.fingerprint = std::string(64, 'a');
    EXPECT_EQ(people->sign_in_with_card(card, kDesk, now).outcome, SignIn::Outcome::Wrong);
    for (const Mapping& mapping :
         {Mapping{"fingerprint", card.fingerprint, "rita"},
          Mapping{"upn", "1234567890@mil", "rita"}, Mapping{"email", "rita@agency.example", "rita"},
          Mapping{"subject", card.subject, "rita"}}) {
        ASSERT_TRUE(people->map(mapping));
        EXPECT_EQ(people->map(mapping).error().kind, base::ErrorKind::Conflict);
        Caller caller = people->by_card(card, now);
        EXPECT_EQ(caller.person.id, "rita") << mapping.kind;
        EXPECT_EQ(caller.means, Means::Card);
        SignIn in = people->sign_in_with_card(card, kDesk, now);
        EXPECT_EQ(in.outcome, SignIn::Outcome::Done);
        EXPECT_EQ(people->by_session(in.secret, now).means, Means::Card);
        ASSERT_TRUE(people->unmap(mapping.kind, mapping.value));
        EXPECT_FALSE(people->by_card(card, now).is_signed_in());
    }
    EXPECT_FALSE(people->map({"nickname", "rita", "rita"}));
    EXPECT_FALSE(people->map({"email", "x@y", "nobody"}));
}

TEST_F(PeopleTest, AreKnownByTheirProvider) {
    add(person("rita"));
    EXPECT_EQ(people->sign_in_by_provider("https://login.example", "42", kDesk, now).outcome,
              SignIn::Outcome::Wrong);
    ASSERT_TRUE(people->map({"provider", "https://login.example 42", "rita"}));
    EXPECT_EQ(people->sign_in_by_provider("https://login.example", "42", kDesk, now).person,
              "rita");
    EXPECT_EQ(people->sign_in_by_provider("https://login.example 4", "2", kDesk, now).outcome,
              SignIn::Outcome::Wrong);
}

TEST_F(PeopleTest, DraftsOutliveASessionAndHoldNoSecrets) {
    add(person("rita"));
    http::Fields fields = {{"form_token", "x"}, {"reasons", "Because."}, {"password", "p"}};
    ASSERT_TRUE(people->keep_draft("rita", "/cases/a/act/determination", fields, now));
    reopen();
    auto draft = people->draft("rita", "/cases/a/act/determination");
    ASSERT_TRUE(draft);
    EXPECT_EQ(*draft, (http::Fields{{"reasons", "Because."}}));
    EXPECT_FALSE(people->draft("otto", "/cases/a/act/determination"));
    EXPECT_EQ(people->drafts("rita").size(), 1U);
    ASSERT_TRUE(people->drop_draft("rita", "/cases/a/act/determination"));
    EXPECT_FALSE(people->draft("rita", "/cases/a/act/determination"));
    EXPECT_FALSE(people->keep_draft("rita", "/x", {{"a", std::string(70'000, 'a')}}, now));
    for (int i = 0; i < 55; ++i)
        ASSERT_TRUE(people->keep_draft("rita", "/x" + std::to_string(i), {{"a", "b"}},
                                       now + std::chrono::seconds(i)));
    EXPECT_EQ(people->drafts("rita").size(), 50U);
    EXPECT_FALSE(people->draft("rita", "/x0")) << "the oldest go";
    EXPECT_TRUE(people->draft("rita", "/x54"));
}

TEST_F(PeopleTest, AreLetInWithoutProofInADemonstrationOnly) {
    add(person("rita"));
    EXPECT_EQ(people->sign_in_directly("rita", now).error().kind, base::ErrorKind::Conflict);
}

TEST_F(PeopleTest, VisitorsHaveFormTokensOfTheirOwn) {
    EXPECT_NE(people->visitor_form_token("a"), people->visitor_form_token("b"));
    EXPECT_EQ(people->visitor_form_token("a"), people->visitor_form_token("a"));
}

}  // namespace
}  // namespace standstill::server::identity
