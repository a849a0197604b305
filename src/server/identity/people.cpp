#include "server/identity/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "ledger/base64.h"
#include "server/identity/people_state.h"
#include "server/identity/secrets.h"
#include "server/identity/totp.h"

namespace standstill::server::identity {

namespace {

using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;
using base::Status;

constexpr std::size_t kTotpSecretBytes = 20;  // as long as SHA-1's output, RFC 4226 section 4
constexpr std::size_t kRecoveryCodes = 10;

base::Error nobody(std::string_view id) {
    return fail(ErrorKind::NotFound, fmt::format("there is no person `{}`", id));
}

// What a typed recovery code is compared by: lower case, without the dash.
std::string digest_of_recovery(std::string_view code) {
    std::string plain;
    for (char c : code) {
        if (c == '-' || c == ' ') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return digest_of_secret("recovery code " + plain);
}

// Looks at a code without using it up.
struct CodeMatch {
    bool is_good = false;
    std::optional<std::uint64_t> step;
    std::string recovery;  // its digest
};

CodeMatch match_code(const Account& account, std::string_view code, base::Instant now) {
    if (account.totp.empty()) return {true, std::nullopt, ""};
    CodeMatch out;
    out.step = match_totp(account.totp, code, now, account.totp_used);
    std::string digest = digest_of_recovery(code);
    for (const std::string& left : account.recovery)
        if (is_equal_in_constant_time(left, digest)) out.recovery = left;
    out.is_good = out.step.has_value() || !out.recovery.empty();
    return out;
}

void use_up(Account& account, const CodeMatch& match) {
    if (match.step) {
        account.totp_used = *match.step;
    } else if (!match.recovery.empty()) {
        std::erase(account.recovery, match.recovery);
    }
}

std::vector<std::string> words_of(const Person& person) {
    std::vector<std::string> words = {"standstill", person.id};
    for (const std::string& part : base::split(person.name, ' ')) words.push_back(part);
    if (std::size_t at = person.email.find('@'); at != std::string::npos)
        words.push_back(person.email.substr(0, at));
    return words;
}

bool is_same(const Holding& a, const Holding& b) {
    return a.office == b.office && a.is_acting == b.is_acting && a.basis == b.basis;
}

// A confirmation is given by confirm_acting alone; one that was given stays with what it was for.
void keep_confirmations(std::vector<Holding>& holdings, const std::vector<Holding>& before) {
    for (Holding& holding : holdings) {
        holding.confirmed_by.clear();
        holding.confirmed_by_person.clear();
        for (const Holding& old : before)
            if (is_same(old, holding)) {
                holding.confirmed_by = old.confirmed_by;
                holding.confirmed_by_person = old.confirmed_by_person;
            }
    }
}

}  // namespace

People::People(std::unique_ptr<State> state) : state_(std::move(state)) {}
People::~People() = default;

Result<std::unique_ptr<People>> People::open(const std::filesystem::path& file,
                                             PeopleSettings settings) {
    auto opened = PeopleFile::open(file);
    if (!opened) return opened.error();
    auto state = std::make_unique<State>(std::move(*opened), std::move(settings));
    if (auto loaded = state->load(); !loaded)
        return base::in_context(loaded.error(), file.string());
    state->visit_key = state->secret(32);
    auto hash = hash_password(state->secret(32), state->settings.cost);
    if (!hash) return hash.error();
    state->no_password = *hash;
    if (state->visit_key.empty())
        return fail(ErrorKind::Unavailable, "the system gives no randomness");
    return std::unique_ptr<People>(new People(std::move(state)));
}

const PeopleSettings& People::settings() const { return state_->settings; }

Status People::State::load() {
    auto rows = file.all("account");
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        auto account = account_from(row.body);
        if (!account) return base::in_context(account.error(), row.key);
        accounts.emplace(row.key, std::move(*account));
    }
    if (rows = file.all("session"); !rows) return rows.error();
    for (const auto& row : *rows) {
        auto session = session_from(row.body);
        if (!session) return base::in_context(session.error(), "a session");
        handles.emplace(session->handle, row.key);
        sessions.emplace(row.key, std::move(*session));
    }
    if (rows = file.all("token"); !rows) return rows.error();
    for (const auto& row : *rows) {
        auto token = token_from(row.body);
        if (!token) return base::in_context(token.error(), "a token");
        tokens.emplace(row.key, std::move(*token));
    }
    if (rows = file.all("mapping"); !rows) return rows.error();
    for (const auto& row : *rows) {
        std::size_t space = row.key.find(' ');
        const auto* person = row.body.if_contains("person");
        if (space == std::string::npos || person == nullptr || !person->is_string())
            return fail(ErrorKind::Corrupt, fmt::format("the mapping `{}` does not read", row.key));
        mappings[{row.key.substr(0, space), row.key.substr(space + 1)}] = person->get_string();
    }
    return base::Done{};
}

Status People::State::keep(const Account& changed) {
    return file.put("account", changed.person.id, to_json(changed));
}

std::string People::State::secret(std::size_t bytes) const {
    std::string random = settings.random(bytes);
    return random.size() == bytes ? ledger::base64url(random) : "";
}

Account* People::State::account(std::string_view id) {
    auto found = accounts.find(id);
    return found == accounts.end() ? nullptr : &found->second;
}

const Account* People::State::account(std::string_view id) const {
    auto found = accounts.find(id);
    return found == accounts.end() ? nullptr : &found->second;
}

// --- who there is

Status People::add(const Person& person, std::string_view password) {
    Account account;
    account.person = person;
    keep_confirmations(account.person.holdings, {});
    if (std::string fault = fault_of(account.person); !fault.empty()) return invalid(fault);
    if (!password.empty()) {
        std::string fault = fault_of_password(password, false, words_of(person));
        if (!fault.empty()) return invalid(fault);
        auto hash = hash_password(password, state_->settings.cost);
        if (!hash) return hash.error();
        account.password = *hash;
    }
    std::unique_lock hold(state_->mutex);
    if (state_->account(person.id) != nullptr)
        return fail(ErrorKind::Conflict, fmt::format("the id `{}` is taken", person.id));
    if (auto kept = state_->keep(account); !kept) return kept;
    state_->accounts.emplace(person.id, std::move(account));
    return base::Done{};
}

Status People::change(const Person& person) {
    std::unique_lock hold(state_->mutex);
    Account* account = state_->account(person.id);
    if (account == nullptr) return nobody(person.id);
    Account changed = *account;
    changed.person = person;
    keep_confirmations(changed.person.holdings, account->person.holdings);
    if (std::string fault = fault_of(changed.person); !fault.empty()) return invalid(fault);
    if (auto kept = state_->keep(changed); !kept) return kept;
    *account = std::move(changed);
    if (person.is_disabled) state_->drop_sessions(person.id, "");
    return base::Done{};
}

Status People::may_confirm_acting(const std::string& person, const std::string& office,
                                  const Caller& by, const std::string& by_office) const {
    if (by.person.id == person)
        return fail(ErrorKind::Conflict, "nobody confirms their own acting status");
    if (by_office == office)
        return fail(ErrorKind::Conflict, "the confirming office is another one");
    if (!by.holds(by_office))
        return fail(ErrorKind::Conflict, fmt::format("you do not hold the office `{}`", by_office));
    auto known = find(person);
    if (!known) return nobody(person);
    for (const Holding& holding : known->holdings)
        if (holding.office == office && holding.is_acting) return base::Done{};
    return fail(ErrorKind::NotFound, fmt::format("`{}` does not act as `{}`", person, office));
}

Status People::confirm_acting(const std::string& person, const std::string& office,
                              const Caller& by, const std::string& by_office) {
    if (auto possible = may_confirm_acting(person, office, by, by_office); !possible)
        return possible;
    std::unique_lock hold(state_->mutex);
    Account* account = state_->account(person);
    if (account == nullptr) return nobody(person);
    Account changed = *account;
    for (Holding& holding : changed.person.holdings) {
        if (holding.office != office || !holding.is_acting) continue;
        holding.confirmed_by = by_office;
        holding.confirmed_by_person = by.person.id;
    }
    if (auto kept = state_->keep(changed); !kept) return kept;
    *account = std::move(changed);
    return base::Done{};
}

std::optional<Person> People::find(std::string_view id) const {
    std::shared_lock hold(state_->mutex);
    const Account* account = std::as_const(*state_).account(id);
    return account == nullptr ? std::nullopt : std::optional(account->person);
}

std::vector<Person> People::all() const {
    std::shared_lock hold(state_->mutex);
    std::vector<Person> out;
    for (const auto& [id, account] : state_->accounts) out.push_back(account.person);
    return out;
}

bool People::has_password(const std::string& person) const {
    std::shared_lock hold(state_->mutex);
    const Account* account = std::as_const(*state_).account(person);
    return account != nullptr && !account->password.empty();
}

// --- passwords and codes

Status People::set_password(const std::string& person, std::string_view password,
                            const std::string& but_session) {
    auto known = find(person);
    if (!known) return nobody(person);
    std::string fault = fault_of_password(password, has_totp(person), words_of(*known));
    if (!fault.empty()) return invalid(fault);
    auto hash = hash_password(password, state_->settings.cost);
    if (!hash) return hash.error();
    std::unique_lock hold(state_->mutex);
    Account* account = state_->account(person);
    if (account == nullptr) return nobody(person);
    Account changed = *account;
    changed.password = *hash;
    if (auto kept = state_->keep(changed); !kept) return kept;
    *account = std::move(changed);
    state_->drop_sessions(person, but_session);
    return base::Done{};
}

SignIn People::check(std::string_view person, std::string_view password, std::string_view code,
                     const std::string& address, base::Instant now) {
    SignIn out;
    std::string hash;
    {
        std::unique_lock hold(state_->mutex);
        out.wait = state_->lockout.begin(person, address, now);
        if (out.wait > std::chrono::seconds(0)) {
            out.outcome = SignIn::Outcome::Locked;
            return out;
        }
        const Account* account = state_->account(person);
        bool can = account != nullptr && !account->person.is_disabled && !account->password.empty();
        hash = can ? account->password : state_->no_password;
    }
    // Without the lock, because it takes long; the same work whoever was named.
    bool is_right = is_password(hash, password);

    std::unique_lock hold(state_->mutex);
    Account* account = state_->account(person);
    static const Account kNobody = [] {
        Account nobody_at_all;
        nobody_at_all.totp = std::string(kTotpSecretBytes, '\0');
        nobody_at_all.totp_used = std::numeric_limits<std::uint64_t>::max();
        return nobody_at_all;
    }();
    CodeMatch match = match_code(account == nullptr ? kNobody : *account, code, now);
    if (!is_right || !match.is_good || account == nullptr || account->password != hash) return out;
    use_up(*account, match);
    // A code must be known as used before it lets anybody in.
    if (auto kept = state_->keep(*account); !kept) return out;
    state_->lockout.good(person, address);
    out.outcome = SignIn::Outcome::Done;
    out.person = account->person.id;
    return out;
}

Result<std::string> People::begin_totp(const std::string& person) {
    std::string secret = state_->settings.random(kTotpSecretBytes);
    if (secret.size() != kTotpSecretBytes)
        return fail(ErrorKind::Unavailable, "the system gives no randomness");
    std::unique_lock hold(state_->mutex);
    Account* account = state_->account(person);
    if (account == nullptr) return nobody(person);
    account->totp_begun = secret;
    return secret;
}

Result<std::vector<std::string>> People::finish_totp(const std::string& person,
                                                     std::string_view code, base::Instant now) {
    std::vector<std::string> codes, digests;
    for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
        std::string text = base32(state_->settings.random(7)).substr(0, 10);
        if (text.size() != 10)
            return fail(ErrorKind::Unavailable, "the system gives no randomness");
        for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        codes.push_back(text.substr(0, 5) + "-" + text.substr(5));
        digests.push_back(digest_of_recovery(text));
    }
    std::unique_lock hold(state_->mutex);
    Account* account = state_->account(person);
    if (account == nullptr) return nobody(person);
    if (account->totp_begun.empty()) return invalid("no new secret was begun; begin again");
    auto step = match_totp(account->totp_begun, code, now, 0);
    if (!step) return invalid("the code is not of this secret at this time");
    Account changed = *account;
    changed.totp = std::exchange(changed.totp_begun, "");
    changed.totp_used = *step;
    changed.recovery = std::move(digests);
    if (auto kept = state_->keep(changed); !kept) return kept.error();
    *account = std::move(changed);
    return codes;
}

Status People::remove_totp(const std::string& person) {
    std::unique_lock hold(state_->mutex);
    Account* account = state_->account(person);
    if (account == nullptr) return nobody(person);
    Account changed = *account;
    changed.totp.clear();
    changed.recovery.clear();
    if (auto kept = state_->keep(changed); !kept) return kept;
    *account = std::move(changed);
    return base::Done{};
}

bool People::has_totp(const std::string& person) const {
    std::shared_lock hold(state_->mutex);
    const Account* account = std::as_const(*state_).account(person);
    return account != nullptr && !account->totp.empty();
}

std::size_t People::recovery_codes_left(const std::string& person) const {
    std::shared_lock hold(state_->mutex);
    const Account* account = std::as_const(*state_).account(person);
    return account == nullptr ? 0 : account->recovery.size();
}

std::vector<Locked> People::locked(base::Instant now) const {
    std::shared_lock hold(state_->mutex);
    std::vector<Locked> out;
    for (const Lockout::Row& row : state_->lockout.waiting(now))
        out.push_back({row.key, row.failures, row.until});
    return out;
}

std::string People::visitor_form_token(std::string_view visit) const {
    return ledger::base64url(hmac_sha256(state_->visit_key, visit));
}

std::string People::random_text(std::size_t bytes) const { return state_->secret(bytes); }

}  // namespace standstill::server::identity
