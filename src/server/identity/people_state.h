// What People holds in memory, for the sources that implement it; nobody else includes this.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "server/identity/lockout.h"
#include "server/identity/people.h"
#include "server/identity/people_file.h"

namespace standstill::server::identity {

struct Account {
    Person person;
    std::string password;               // as hash_password made it; empty: none
    std::string totp;                   // the secret; empty: none
    std::uint64_t totp_used = 0;        // the latest step whose code was taken
    std::vector<std::string> recovery;  // digests of codes that are left
    std::string totp_begun;             // shown, not yet confirmed by a code; not kept
};

struct Session {
    std::string handle, person, form_token;
    Means means = Means::None;
    Origin origin;
    base::Instant started, seen;
    std::optional<base::Instant> confirmed;
    base::Instant kept;  // when `seen` was last written to the file
};

struct Token {
    std::string handle, person, label;
    std::uint32_t scope = 0;
    base::Instant made, expires;
    // Milliseconds since 1970; atomic, because those who ask hold the lock for reading only.
    std::unique_ptr<std::atomic<std::int64_t>> used =
        std::make_unique<std::atomic<std::int64_t>>(0);
};

boost::json::object to_json(const Account& account);
boost::json::object to_json(const Session& session);
boost::json::object to_json(const Token& token);
base::Result<Account> account_from(const boost::json::object& body);
base::Result<Session> session_from(const boost::json::object& body);
base::Result<Token> token_from(const boost::json::object& body);

struct People::State {
    State(PeopleFile opened, PeopleSettings with)
        : settings(std::move(with)), file(std::move(opened)) {}

    base::Status load();
    base::Status keep(const Account& account);
    std::string secret(std::size_t bytes) const;  // base64url; empty where there is no randomness

    // --- all below: with the lock held
    Account* account(std::string_view id);
    const Account* account(std::string_view id) const;
    base::Instant end_of(const Session& session) const;
    // The secret of a new session of an enabled person.
    base::Result<std::string> begin(const std::string& person, Means means, const Origin& origin,
                                    base::Instant now);
    Caller caller_of(const Session& session) const;
    void drop(const std::string& digest);
    void drop_sessions(const std::string& person, const std::string& but_handle);
    void drop_ended(base::Instant now);
    std::string person_of_card(const http::ClientCertificate& card) const;

    const PeopleSettings settings;
    mutable std::shared_mutex mutex;
    PeopleFile file;
    std::map<std::string, Account, std::less<>> accounts;
    std::unordered_map<std::string, Session> sessions;     // by digest of the secret
    std::unordered_map<std::string, std::string> handles;  // of sessions: digest by handle
    std::unordered_map<std::string, Token> tokens;         // by digest of the token
    std::map<std::pair<std::string, std::string>, std::string> mappings;  // kind, value: person
    Lockout lockout;
    std::string visit_key, no_password;  // a hash that nothing matches, for people who are not
};

}  // namespace standstill::server::identity
