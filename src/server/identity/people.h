// The people of the office, and how each of them proves who they are.
//
// Kept in `people.db` of the data folder, readable by its owner only, apart from the log: what is
// in it may be deleted. Passwords are kept as Argon2id hashes, secrets of sessions and tokens as
// SHA-256 digests. docs/people.md tells the rules.
//
// Everything is in memory too, so that to ask who calls reads no disk. Any thread may call. The
// clock comes in as `now`; it is the caller's duty that it does not go back.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "office/office.h"
#include "server/http/message.h"
#include "server/identity/password.h"
#include "server/identity/person.h"

namespace standstill::server::identity {

struct PeopleSettings {
    office::Random random;
    PasswordCost cost;  // of new hashes; old ones carry their own
    // Limits of a session (FedRAMP High IA-11, AAL3), and for how long a fresh proof counts.
    std::chrono::milliseconds idle = std::chrono::minutes(15);
    std::chrono::milliseconds longest = std::chrono::hours(12);
    std::chrono::milliseconds fresh = std::chrono::minutes(5);
    bool is_demonstration = false;  // allows sign_in_directly
};

// From where a session was begun, for its owner to recognise it.
struct Origin {
    std::string address;
    std::string agent;  // User-Agent, cut at 200 bytes
};

struct SignIn {
    enum class Outcome { Done, Wrong, Locked };
    Outcome outcome = Outcome::Wrong;
    std::string secret;            // of Done: what the cookie holds
    std::string person;            // of Done
    std::chrono::seconds wait{0};  // of Locked: until another attempt is looked at
};

struct SessionRow {
    std::string handle, person;
    Means means = Means::None;
    Origin origin;
    base::Instant started, seen, ends;
};

struct TokenRow {
    std::string handle, person, label;
    std::vector<Permission> permissions;  // never more than its person's
    base::Instant made, expires;
    std::optional<base::Instant> used;  // since the program started
};

// How somebody outside is known to be a person of ours. `kind` is one of fingerprint, upn, email,
// subject (of a certificate) and provider (`issuer subject` of OIDC).
struct Mapping {
    std::string kind, value, person;
};

// How often an account failed lately, for the pages of administration.
struct Locked {
    std::string key;
    std::uint32_t failures = 0;
    base::Instant until;
};

class People {
public:
    // Opens the file, or makes it. Fails with Unavailable or Corrupt, naming it.
    static base::Result<std::unique_ptr<People>> open(const std::filesystem::path& file,
                                                      PeopleSettings settings);
    ~People();
    People(const People&) = delete;
    People& operator=(const People&) = delete;

    const PeopleSettings& settings() const;

    // --- who there is
    // Without a password nobody signs in by one. Conflict: the id is taken. Invalid: the id is no
    // id, the password breaks a rule, or the offices break the separation of duties.
    base::Status add(const Person& person, std::string_view password);
    // Replaces name, email, offices and roles; ends the sessions of a disabled one. A changed
    // holding loses its confirmation; confirm_acting gives it.
    base::Status change(const Person& person);
    // Conflict: nobody confirms their own status, nor in the office that is to be confirmed. The
    // first only asks whether it could be done, as all `may_` do.
    base::Status may_confirm_acting(const std::string& person, const std::string& office,
                                    const Caller& by, const std::string& by_office) const;
    base::Status confirm_acting(const std::string& person, const std::string& office,
                                const Caller& by, const std::string& by_office);
    std::optional<Person> find(std::string_view id) const;
    std::vector<Person> all() const;  // by id
    bool has_password(const std::string& person) const;

    // --- passwords and codes
    // Ends all other sessions of the person.
    base::Status set_password(const std::string& person, std::string_view password,
                              const std::string& but_session);
    // Whether password and code are this person's; counts failures as a sign-in does.
    SignIn check(std::string_view person, std::string_view password, std::string_view code,
                 const std::string& address, base::Instant now);
    // A new secret (20 bytes) that counts once a code of it was shown.
    base::Result<std::string> begin_totp(const std::string& person);
    // The recovery codes, to be shown once. Invalid: the code is not of the secret begun.
    base::Result<std::vector<std::string>> finish_totp(const std::string& person,
                                                       std::string_view code, base::Instant now);
    base::Status remove_totp(const std::string& person);
    bool has_totp(const std::string& person) const;
    std::size_t recovery_codes_left(const std::string& person) const;

    // --- sessions
    // One answer and one duration for every reason: no such person, wrong password, wrong code.
    SignIn sign_in(std::string_view person, std::string_view password, std::string_view code,
                   const Origin& origin, base::Instant now);
    SignIn sign_in_with_card(const http::ClientCertificate& card, const Origin& origin,
                             base::Instant now);
    SignIn sign_in_by_provider(const std::string& issuer, const std::string& subject,
                               const Origin& origin, base::Instant now);
    // Without proof: for tests and the demonstration. Conflict elsewhere.
    base::Result<std::string> sign_in_directly(const std::string& person, base::Instant now);

    // Who calls; Means::None for a secret that is unknown, ended or of a disabled person. Counts as
    // activity of the session.
    Caller by_session(std::string_view secret, base::Instant now);
    Caller by_token(std::string_view token, base::Instant now);
    Caller by_card(const http::ClientCertificate& card, base::Instant now) const;
    // Whose session this was, where it ended for want of activity in the last 12 hours: a form sent
    // too late can be kept for its writer. Empty `person.id`: nobody's.
    Caller by_ended_session(std::string_view secret, base::Instant now) const;
    // A fresh proof of identity was given in this session. Gives it a new secret.
    base::Result<std::string> confirmed(const std::string& session, base::Instant now);
    bool is_fresh(const Caller& caller, base::Instant now) const;
    void sign_out(const std::string& session);
    // NotFound: not one of this person's.
    base::Status revoke_session(const std::string& person, const std::string& session);
    std::vector<SessionRow> sessions(const std::string& person, base::Instant now) const;

    // --- tokens of other systems
    // The token, shown once: `standstill_` and 43 letters.
    base::Status may_make_token(const std::string& person, const std::string& label,
                                const std::vector<Permission>& permissions, base::Instant now,
                                base::Instant expires) const;
    base::Result<std::string> make_token(const std::string& person, const std::string& label,
                                         const std::vector<Permission>& permissions,
                                         base::Instant now, base::Instant expires);
    base::Status revoke_token(const std::string& handle);
    std::vector<TokenRow> tokens() const;

    // --- how outsiders are known
    base::Status may_map(const Mapping& mapping) const;  // Conflict: it is somebody's
    base::Status map(const Mapping& mapping);
    base::Status unmap(const std::string& kind, const std::string& value);
    std::vector<Mapping> mappings() const;

    // --- forms that were begun: fields by person and key (the path of the form), 64 KiB each, the
    // newest 50 of a person. Fields named password, code and form_token are left out.
    base::Status keep_draft(const std::string& person, const std::string& key,
                            const http::Fields& fields, base::Instant now);
    std::optional<http::Fields> draft(const std::string& person, const std::string& key) const;
    base::Status drop_draft(const std::string& person, const std::string& key);
    // Key and when it was kept, newest first.
    std::vector<std::pair<std::string, base::Instant>> drafts(const std::string& person) const;

    // What forms of a visitor without a session must carry: bound to the visitor's cookie.
    std::string visitor_form_token(std::string_view visit) const;
    std::string random_text(std::size_t bytes) const;  // base64url of so many random bytes

    std::vector<Locked> locked(base::Instant now) const;

private:
    struct State;
    explicit People(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace standstill::server::identity
