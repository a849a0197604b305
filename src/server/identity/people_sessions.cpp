// Sessions of people: begun, asked for, ended.
#include <fmt/format.h>

#include <algorithm>

#include "server/identity/people_state.h"
#include "server/identity/secrets.h"

namespace standstill::server::identity {

namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

constexpr std::size_t kSecretBytes = 32, kHandleBytes = 9;
constexpr std::size_t kMostSessions = 5;  // of one person (NIST SP 800-53, AC-10)
// In a demonstration many visitors are the same person.
constexpr std::size_t kMostVisitors = 1'000;
constexpr std::size_t kLongestAgent = 200;
// How exactly the end of a session is known after a restart.
constexpr std::chrono::seconds kKeepSeen{60};
// For how long a form that came too late is still known to be its writer's.
constexpr std::chrono::hours kKnownAfterwards{12};

}  // namespace

base::Instant People::State::end_of(const Session& session) const {
    return std::min(session.seen + settings.idle, session.started + settings.longest);
}

Caller People::State::caller_of(const Session& session) const {
    Caller out;
    const Account* owner = account(session.person);
    if (owner == nullptr || owner->person.is_disabled) return out;
    out.means = session.means;
    out.person = owner->person;
    out.session = session.handle;
    out.form_token = session.form_token;
    out.confirmed = session.confirmed;
    out.session_ends = session.started + settings.longest;
    out.idle_ends = end_of(session);
    return out;
}

Result<std::string> People::State::begin(const std::string& person, Means means,
                                         const Origin& origin, base::Instant now) {
    Account* owner = account(person);
    if (owner == nullptr || owner->person.is_disabled)
        return fail(ErrorKind::NotFound, fmt::format("nobody signs in as `{}`", person));
    drop_ended(now);
    std::vector<std::pair<base::Instant, std::string>> others;
    for (const auto& [digest, session] : sessions)
        if (session.person == person && end_of(session) > now)
            others.emplace_back(session.started, digest);
    std::ranges::sort(others);
    std::size_t most = settings.is_demonstration ? kMostVisitors : kMostSessions;
    for (std::size_t i = 0; i + most <= others.size(); ++i) drop(others[i].second);

    Session session;
    std::string random = secret(kSecretBytes);
    session.handle = secret(kHandleBytes);
    session.form_token = secret(kSecretBytes);
    if (random.empty() || session.handle.empty() || session.form_token.empty())
        return fail(ErrorKind::Unavailable, "the system gives no randomness");
    session.person = person;
    session.means = means;
    session.origin = {origin.address, origin.agent.substr(0, kLongestAgent)};
    session.started = session.seen = session.kept = now;
    session.confirmed = now;
    std::string digest = digest_of_secret(random);
    if (auto kept = file.put("session", digest, to_json(session)); !kept) return kept.error();
    handles.emplace(session.handle, digest);
    sessions.emplace(digest, std::move(session));
    return random;
}

void People::State::drop(const std::string& digest) {
    auto found = sessions.find(digest);
    if (found == sessions.end()) return;
    handles.erase(found->second.handle);
    sessions.erase(found);
    // Where the file refuses, the session is gone until the next start at least, and ends by
    // itself.
    auto removed = file.remove("session", digest);
    static_cast<void>(removed);
}

void People::State::drop_sessions(const std::string& person, const std::string& but_handle) {
    std::vector<std::string> digests;
    for (const auto& [digest, session] : sessions)
        if (session.person == person && session.handle != but_handle) digests.push_back(digest);
    for (const std::string& digest : digests) drop(digest);
}

void People::State::drop_ended(base::Instant now) {
    std::vector<std::string> digests;
    for (const auto& [digest, session] : sessions)
        if (end_of(session) + kKnownAfterwards <= now) digests.push_back(digest);
    for (const std::string& digest : digests) drop(digest);
}

SignIn People::sign_in(std::string_view person, std::string_view password, std::string_view code,
                       const Origin& origin, base::Instant now) {
    SignIn out = check(person, password, code, origin.address, now);
    if (out.outcome != SignIn::Outcome::Done) return out;
    std::unique_lock hold(state_->mutex);
    auto secret = state_->begin(out.person, Means::Password, origin, now);
    if (!secret) return {};
    out.secret = *secret;
    return out;
}

SignIn People::sign_in_with_card(const http::ClientCertificate& card, const Origin& origin,
                                 base::Instant now) {
    std::unique_lock hold(state_->mutex);
    SignIn out;
    out.person = state_->person_of_card(card);
    auto secret = state_->begin(out.person, Means::Card, origin, now);
    if (!secret) return {};
    out.outcome = SignIn::Outcome::Done;
    out.secret = *secret;
    return out;
}

SignIn People::sign_in_by_provider(const std::string& issuer, const std::string& subject,
                                   const Origin& origin, base::Instant now) {
    std::unique_lock hold(state_->mutex);
    SignIn out;
    auto found = state_->mappings.find({"provider", issuer + " " + subject});
    if (found == state_->mappings.end()) return out;
    auto secret = state_->begin(found->second, Means::Provider, origin, now);
    if (!secret) return out;
    out.outcome = SignIn::Outcome::Done;
    out.person = found->second;
    out.secret = *secret;
    return out;
}

Result<std::string> People::sign_in_directly(const std::string& person, base::Instant now) {
    if (!state_->settings.is_demonstration)
        return fail(ErrorKind::Conflict, "only a demonstration lets in without proof");
    std::unique_lock hold(state_->mutex);
    return state_->begin(person, Means::Password, {"", "demonstration"}, now);
}

Caller People::by_session(std::string_view secret, base::Instant now) {
    std::string digest = digest_of_secret(secret);
    std::unique_lock hold(state_->mutex);
    auto found = state_->sessions.find(digest);
    if (found == state_->sessions.end() || state_->end_of(found->second) <= now) return {};
    Session& session = found->second;
    session.seen = std::max(session.seen, now);
    if (session.seen - session.kept >= kKeepSeen) {
        // Activity that cannot be written down only makes the session shorter.
        if (state_->file.put("session", digest, to_json(session))) session.kept = session.seen;
    }
    return state_->caller_of(session);
}

Caller People::by_ended_session(std::string_view secret, base::Instant now) const {
    std::string digest = digest_of_secret(secret);
    std::shared_lock hold(state_->mutex);
    auto found = state_->sessions.find(digest);
    if (found == state_->sessions.end()) return {};
    base::Instant end = state_->end_of(found->second);
    if (end > now || end + kKnownAfterwards <= now) return {};
    Caller out = state_->caller_of(found->second);
    out.means = Means::None;
    return out;
}

Result<std::string> People::confirmed(const std::string& session, base::Instant now) {
    std::unique_lock hold(state_->mutex);
    auto handle = state_->handles.find(session);
    if (handle == state_->handles.end()) return fail(ErrorKind::NotFound, "the session has ended");
    Session changed = state_->sessions.at(handle->second);
    std::string random = state_->secret(kSecretBytes);
    if (random.empty()) return fail(ErrorKind::Unavailable, "the system gives no randomness");
    changed.confirmed = changed.seen = changed.kept = now;
    std::string digest = digest_of_secret(random);
    if (auto kept = state_->file.put("session", digest, to_json(changed)); !kept)
        return kept.error();
    state_->drop(std::string(handle->second));
    state_->handles[session] = digest;
    state_->sessions.emplace(digest, std::move(changed));
    return random;
}

bool People::is_fresh(const Caller& caller, base::Instant now) const {
    return caller.is_signed_in() && caller.confirmed &&
           now - *caller.confirmed < state_->settings.fresh;
}

void People::sign_out(const std::string& session) {
    std::unique_lock hold(state_->mutex);
    auto handle = state_->handles.find(session);
    if (handle != state_->handles.end()) state_->drop(std::string(handle->second));
}

Status People::revoke_session(const std::string& person, const std::string& session) {
    std::unique_lock hold(state_->mutex);
    auto handle = state_->handles.find(session);
    if (handle == state_->handles.end() || state_->sessions.at(handle->second).person != person)
        return fail(ErrorKind::NotFound, fmt::format("there is no session `{}`", session));
    state_->drop(std::string(handle->second));
    return base::Done{};
}

std::vector<SessionRow> People::sessions(const std::string& person, base::Instant now) const {
    std::shared_lock hold(state_->mutex);
    std::vector<SessionRow> out;
    for (const auto& [digest, session] : state_->sessions)
        if (session.person == person && state_->end_of(session) > now)
            out.push_back({session.handle, session.person, session.means, session.origin,
                           session.started, session.seen, state_->end_of(session)});
    std::ranges::sort(out, {}, &SessionRow::started);
    return out;
}

}  // namespace standstill::server::identity
