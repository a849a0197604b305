// Tokens, cards and drafts of people.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <mutex>

#include "base/text.h"
#include "server/identity/people_state.h"
#include "server/identity/secrets.h"

namespace standstill::server::identity {

namespace {

using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;
using base::Status;

constexpr std::string_view kTokenPrefix = "standstill_";
constexpr std::size_t kLongestToken = 100;
constexpr std::size_t kMostDrafts = 50, kDraftBytes = 65'536;
constexpr std::array<std::string_view, 5> kMappingKinds = {"fingerprint", "upn", "email", "subject",
                                                           "provider"};

std::vector<Permission> permissions_of(std::uint32_t scope) {
    std::vector<Permission> out;
    for (Permission permission : kPermissions)
        if ((scope & bit_of(permission)) != 0) out.push_back(permission);
    return out;
}

std::string key_of_draft(const std::string& person, const std::string& key) {
    return person + " " + key;
}

bool is_kept_in_drafts(std::string_view name) {
    return name != "password" && name != "code" && name != "form_token";
}

}  // namespace

// --- tokens

Status People::may_make_token(const std::string& person, const std::string& label,
                              const std::vector<Permission>& permissions, base::Instant now,
                              base::Instant expires) const {
    if (base::is_blank(label) || label.size() > 100 || !base::is_utf8(label))
        return invalid("a token needs a label of at most 100 bytes");
    if (permissions.empty()) return invalid("a token needs a permission");
    if (expires <= now || expires > now + std::chrono::days(366))
        return invalid("a token holds for a year at most");
    auto owner = find(person);
    if (!owner) return fail(ErrorKind::NotFound, fmt::format("there is no person `{}`", person));
    Caller caller;
    caller.means = Means::Token;
    caller.person = std::move(*owner);
    for (Permission permission : permissions)
        if (!may(caller, permission) || permission == Permission::Administer)
            return invalid(
                fmt::format("`{}` may not `{}` by token", person, to_string(permission)));
    return base::Done{};
}

Result<std::string> People::make_token(const std::string& person, const std::string& label,
                                       const std::vector<Permission>& permissions,
                                       base::Instant now, base::Instant expires) {
    auto possible = may_make_token(person, label, permissions, now, expires);
    if (!possible) return possible.error();
    Token token;
    for (Permission permission : permissions) token.scope |= bit_of(permission);
    std::string random = state_->secret(32);
    token.handle = state_->secret(9);
    if (random.empty() || token.handle.empty())
        return fail(ErrorKind::Unavailable, "the system gives no randomness");
    token.person = person;
    token.label = label;
    token.made = now;
    token.expires = expires;
    std::string text = std::string(kTokenPrefix) + random;
    std::string digest = digest_of_secret(text);
    std::unique_lock hold(state_->mutex);
    if (auto kept = state_->file.put("token", digest, to_json(token)); !kept) return kept.error();
    state_->tokens.emplace(digest, std::move(token));
    return text;
}

Status People::revoke_token(const std::string& handle) {
    std::unique_lock hold(state_->mutex);
    for (const auto& [digest, token] : state_->tokens) {
        if (token.handle != handle) continue;
        auto removed = state_->file.remove("token", digest);
        if (removed) state_->tokens.erase(std::string(digest));
        return removed;
    }
    return fail(ErrorKind::NotFound, fmt::format("there is no token `{}`", handle));
}

std::vector<TokenRow> People::tokens() const {
    std::shared_lock hold(state_->mutex);
    std::vector<TokenRow> out;
    for (const auto& [digest, token] : state_->tokens) {
        std::int64_t used = token.used->load();
        out.push_back({token.handle, token.person, token.label, permissions_of(token.scope),
                       token.made, token.expires,
                       used == 0 ? std::nullopt
                                 : std::optional(base::Instant(std::chrono::milliseconds(used)))});
    }
    std::ranges::sort(out, {}, &TokenRow::made);
    return out;
}

Caller People::by_token(std::string_view text, base::Instant now) {
    Caller out;
    if (!text.starts_with(kTokenPrefix) || text.size() > kLongestToken) return out;
    std::string digest = digest_of_secret(text);
    std::shared_lock hold(state_->mutex);
    auto found = state_->tokens.find(digest);
    if (found == state_->tokens.end() || found->second.expires <= now) return out;
    const Account* owner = std::as_const(*state_).account(found->second.person);
    if (owner == nullptr || owner->person.is_disabled) return out;
    found->second.used->store(now.time_since_epoch().count());
    out.means = Means::Token;
    out.person = owner->person;
    out.session = found->second.handle;
    out.scope = found->second.scope;
    return out;
}

// --- cards

std::string People::State::person_of_card(const http::ClientCertificate& card) const {
    // The narrowest first: a certificate of its own, then a name that an authority vouches for.
    std::vector<std::pair<std::string, std::string>> names = {{"fingerprint", card.fingerprint}};
    for (const char* kind : {"upn", "email"})
        for (const std::string& name : card.names)
            if (name.starts_with(std::string(kind) + ":"))
                names.emplace_back(kind, name.substr(std::string_view(kind).size() + 1));
    names.emplace_back("subject", card.subject);
    for (const auto& name : names)
        if (auto found = mappings.find(name); found != mappings.end()) return found->second;
    return "";
}

Caller People::by_card(const http::ClientCertificate& card, base::Instant now) const {
    static_cast<void>(now);
    Caller out;
    std::shared_lock hold(state_->mutex);
    const Account* owner = std::as_const(*state_).account(state_->person_of_card(card));
    if (owner == nullptr || owner->person.is_disabled) return out;
    out.means = Means::Card;
    out.person = owner->person;
    out.session = "card " + card.fingerprint.substr(0, 16);
    return out;
}

Status People::may_map(const Mapping& mapping) const {
    if (std::ranges::find(kMappingKinds, mapping.kind) == kMappingKinds.end())
        return invalid(fmt::format("`{}` is no kind of mapping", mapping.kind));
    if (base::is_blank(mapping.value) || mapping.value.size() > 1'000 ||
        !base::is_utf8(mapping.value))
        return invalid("a mapping needs a value of at most 1,000 bytes");
    std::shared_lock hold(state_->mutex);
    if (std::as_const(*state_).account(mapping.person) == nullptr)
        return fail(ErrorKind::NotFound, fmt::format("there is no person `{}`", mapping.person));
    auto found = state_->mappings.find({mapping.kind, mapping.value});
    if (found == state_->mappings.end()) return base::Done{};
    return fail(ErrorKind::Conflict,
                fmt::format("this {} is already mapped to `{}`", mapping.kind, found->second));
}

Status People::map(const Mapping& mapping) {
    if (auto possible = may_map(mapping); !possible) return possible;
    std::unique_lock hold(state_->mutex);
    auto [place, is_new] =
        state_->mappings.try_emplace({mapping.kind, mapping.value}, mapping.person);
    if (!is_new)
        return fail(ErrorKind::Conflict, fmt::format("this {} was just mapped", mapping.kind));
    auto kept = state_->file.put("mapping", mapping.kind + " " + mapping.value,
                                 {{"person", mapping.person}});
    if (!kept) state_->mappings.erase(place);
    return kept;
}

Status People::unmap(const std::string& kind, const std::string& value) {
    std::unique_lock hold(state_->mutex);
    auto found = state_->mappings.find({kind, value});
    if (found == state_->mappings.end())
        return fail(ErrorKind::NotFound, fmt::format("this {} is not mapped", kind));
    auto removed = state_->file.remove("mapping", kind + " " + value);
    if (removed) state_->mappings.erase(found);
    return removed;
}

std::vector<Mapping> People::mappings() const {
    std::shared_lock hold(state_->mutex);
    std::vector<Mapping> out;
    for (const auto& [key, person] : state_->mappings)
        out.push_back({key.first, key.second, person});
    return out;
}

// --- drafts

Status People::keep_draft(const std::string& person, const std::string& key,
                          const http::Fields& fields, base::Instant now) {
    boost::json::array kept;
    std::size_t bytes = 0;
    for (const auto& [name, value] : fields) {
        if (!is_kept_in_drafts(name)) continue;
        if (!base::is_utf8(name) || !base::is_utf8(value)) return invalid("the form is not UTF-8");
        bytes += name.size() + value.size();
        kept.emplace_back(boost::json::array{name, value});
    }
    if (bytes > kDraftBytes) return invalid("the form is longer than a draft may be");
    if (key.size() > 500) return invalid("the path is longer than that of a draft may be");
    {
        std::unique_lock hold(state_->mutex);
        auto put =
            state_->file.put("draft", key_of_draft(person, key),
                             {{"at", now.time_since_epoch().count()}, {"fields", std::move(kept)}});
        if (!put) return put;
    }
    auto all = drafts(person);
    for (std::size_t i = kMostDrafts; i < all.size(); ++i)
        if (auto dropped = drop_draft(person, all[i].first); !dropped) return dropped;
    return base::Done{};
}

std::optional<http::Fields> People::draft(const std::string& person, const std::string& key) const {
    std::unique_lock hold(state_->mutex);
    auto body = state_->file.get("draft", key_of_draft(person, key));
    if (!body || !*body) return std::nullopt;
    const auto* fields = (*body)->if_contains("fields");
    if (fields == nullptr || !fields->is_array()) return std::nullopt;
    http::Fields out;
    for (const auto& field : fields->get_array()) {
        const auto* pair = field.if_array();
        if (pair == nullptr || pair->size() != 2) continue;
        const auto* name = (*pair)[0].if_string();
        const auto* value = (*pair)[1].if_string();
        if (name != nullptr && value != nullptr)
            out.emplace_back(std::string(*name), std::string(*value));
    }
    return out;
}

Status People::drop_draft(const std::string& person, const std::string& key) {
    std::unique_lock hold(state_->mutex);
    return state_->file.remove("draft", key_of_draft(person, key));
}

std::vector<std::pair<std::string, base::Instant>> People::drafts(const std::string& person) const {
    std::unique_lock hold(state_->mutex);
    std::vector<std::pair<std::string, base::Instant>> out;
    auto keys = state_->file.keys("draft", key_of_draft(person, ""));
    if (!keys) return out;
    for (const std::string& key : *keys) {
        auto body = state_->file.get("draft", key);
        if (!body || !*body) continue;
        const auto* at = (*body)->if_contains("at");
        if (at == nullptr || !at->is_int64()) continue;
        out.emplace_back(key.substr(person.size() + 1),
                         base::Instant(std::chrono::milliseconds(at->get_int64())));
    }
    std::ranges::sort(out, std::ranges::greater{}, [](const auto& draft) { return draft.second; });
    return out;
}

}  // namespace standstill::server::identity
