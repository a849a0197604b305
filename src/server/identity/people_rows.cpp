// How accounts, sessions and tokens are written to the file, and read back.
#include <boost/json/array.hpp>
#include <boost/json/conversion.hpp>

#include "ledger/base64.h"
#include "server/identity/people_state.h"

namespace standstill::server::identity {

namespace {

using boost::json::array;
using boost::json::object;

std::int64_t millis(base::Instant at) { return at.time_since_epoch().count(); }

base::Instant instant_of(std::int64_t number) {
    return base::Instant(std::chrono::milliseconds(number));
}

// Reads the members of one object; the first that is not as it should be is told at the end.
class Reader {
public:
    explicit Reader(const object& body) : body_(body) {}

    std::string text(const char* key) {
        const auto* value = body_.if_contains(key);
        if (value == nullptr || !value->is_string()) return wrong(key), "";
        return std::string(value->get_string());
    }
    std::int64_t number(const char* key) {
        const auto* value = body_.if_contains(key);
        if (value == nullptr || !value->is_int64()) return wrong(key), 0;
        return value->get_int64();
    }
    bool flag(const char* key) {
        const auto* value = body_.if_contains(key);
        if (value == nullptr || !value->is_bool()) return wrong(key), false;
        return value->get_bool();
    }
    const array& list(const char* key) {
        static const array kNone;
        const auto* value = body_.if_contains(key);
        if (value == nullptr || !value->is_array()) return wrong(key), kNone;
        return value->get_array();
    }
    std::string bytes(const char* key) {
        auto out = ledger::bytes_from_base64(text(key));
        if (!out) return wrong(key), "";
        return *out;
    }
    void wrong(const char* key) {
        if (wrong_.empty()) wrong_ = key;
    }
    base::Status done() const {
        if (wrong_.empty()) return base::Done{};
        return base::fail(base::ErrorKind::Corrupt, "the member `" + wrong_ + "` does not read");
    }

private:
    const object& body_;
    std::string wrong_;
};

object to_json(const Holding& holding) {
    return {{"office", holding.office},
            {"acting", holding.is_acting},
            {"basis", holding.basis},
            {"confirmed_by", holding.confirmed_by},
            {"confirmed_by_person", holding.confirmed_by_person}};
}

}  // namespace

object to_json(const Account& account) {
    const Person& person = account.person;
    array holdings, recovery;
    for (const Holding& holding : person.holdings) holdings.emplace_back(to_json(holding));
    for (const std::string& digest : account.recovery) recovery.emplace_back(digest);
    return {{"id", person.id},
            {"name", person.name},
            {"email", person.email},
            {"holdings", std::move(holdings)},
            {"administrator", person.is_administrator},
            {"auditor", person.is_auditor},
            {"registrar", person.is_registrar},
            {"disabled", person.is_disabled},
            {"password", account.password},
            {"totp", ledger::base64(account.totp)},
            {"totp_used", static_cast<std::int64_t>(account.totp_used)},
            {"recovery", std::move(recovery)}};
}

base::Result<Account> account_from(const object& body) {
    Reader read(body);
    Account out;
    out.person.id = read.text("id");
    out.person.name = read.text("name");
    out.person.email = read.text("email");
    for (const auto& item : read.list("holdings")) {
        if (!item.is_object()) {
            read.wrong("holdings");
            break;
        }
        Reader row(item.get_object());
        out.person.holdings.push_back({row.text("office"), row.flag("acting"), row.text("basis"),
                                       row.text("confirmed_by"), row.text("confirmed_by_person")});
        if (!row.done()) read.wrong("holdings");
    }
    out.person.is_administrator = read.flag("administrator");
    out.person.is_auditor = read.flag("auditor");
    out.person.is_registrar = read.flag("registrar");
    out.person.is_disabled = read.flag("disabled");
    out.password = read.text("password");
    out.totp = read.bytes("totp");
    out.totp_used = static_cast<std::uint64_t>(read.number("totp_used"));
    for (const auto& item : read.list("recovery"))
        if (item.is_string()) out.recovery.emplace_back(item.get_string());
    if (auto done = read.done(); !done) return done.error();
    return out;
}

object to_json(const Session& session) {
    return {{"handle", session.handle},
            {"person", session.person},
            {"form_token", session.form_token},
            {"means", static_cast<std::int64_t>(session.means)},
            {"address", session.origin.address},
            {"agent", session.origin.agent},
            {"started", millis(session.started)},
            {"seen", millis(session.seen)},
            {"confirmed", session.confirmed ? millis(*session.confirmed) : std::int64_t{0}}};
}

base::Result<Session> session_from(const object& body) {
    Reader read(body);
    Session out;
    out.handle = read.text("handle");
    out.person = read.text("person");
    out.form_token = read.text("form_token");
    std::int64_t means = read.number("means");
    if (means < 1 || means > 3) read.wrong("means");
    out.means = static_cast<Means>(means);
    out.origin = {read.text("address"), read.text("agent")};
    out.started = instant_of(read.number("started"));
    out.seen = out.kept = instant_of(read.number("seen"));
    if (std::int64_t confirmed = read.number("confirmed"); confirmed != 0)
        out.confirmed = instant_of(confirmed);
    if (auto done = read.done(); !done) return done.error();
    return out;
}

object to_json(const Token& token) {
    return {{"handle", token.handle},     {"person", token.person},
            {"label", token.label},       {"scope", static_cast<std::int64_t>(token.scope)},
            {"made", millis(token.made)}, {"expires", millis(token.expires)}};
}

base::Result<Token> token_from(const object& body) {
    Reader read(body);
    Token out;
    out.handle = read.text("handle");
    out.person = read.text("person");
    out.label = read.text("label");
    out.scope = static_cast<std::uint32_t>(read.number("scope"));
    out.made = instant_of(read.number("made"));
    out.expires = instant_of(read.number("expires"));
    if (auto done = read.done(); !done) return done.error();
    return out;
}

}  // namespace standstill::server::identity
