// Who acts: people, the offices they hold, and what a signed-in one may do.
//
// Offices are those of docs/record.md. Whoever records acts in an office that they hold; the record
// says which. Separation of duties is decided here and nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace standstill::server::identity {

// An office that somebody holds. One that acts needs a basis in law and the confirmation of another
// person in another office (OQ-5); until then it is no office.
struct Holding {
    std::string office;
    bool is_acting = false;
    std::string basis;
    std::string confirmed_by;         // the confirming office; empty: not confirmed
    std::string confirmed_by_person;  // its holder's id; never the holder's own
};

struct Person {
    std::string id;  // a-z 0-9 . - , 1 to 64
    std::string name;
    std::string email;
    std::vector<Holding> holdings;
    bool is_administrator = false;  // people, offices, keys; no case work
    bool is_auditor = false;        // reads everything, records nothing but what an auditor may
    bool is_registrar = false;      // may state an earlier `at`, and record paper acts of others
    bool is_disabled = false;
};

enum class Means { None, Password, Card, Provider, Token };

// On whose behalf a request came.
struct Caller {
    Means means = Means::None;
    Person person;                            // of Means::None: empty
    std::string session;                      // a handle for the log; never the secret
    std::string form_token;                   // what forms must carry (CSRF); empty for tokens
    std::optional<base::Instant> confirmed;   // the latest fresh proof of identity (step-up)
    base::Instant idle_ends, session_ends;    // of a session
    std::uint32_t scope = ~std::uint32_t{0};  // of a token: bit p stands for permission p

    bool is_signed_in() const { return means != Means::None; }
    bool holds(std::string_view office) const;  // acting ones only when confirmed
    std::vector<std::string> offices() const;   // all of them that `holds` says yes to
};

enum class Permission {
    ReadCases,  // pages and answers of cases
    Record,     // events in an office of one's own
    StateTime,  // an `at` that is not now
    OpenCase,
    AskGate,
    ReadEntries,  // the bytes of all events: tiles of entries, bundles
    Administer,
    ReadAccessLog,
};
inline constexpr std::array kPermissions = {Permission::ReadCases,  Permission::Record,
                                            Permission::StateTime,  Permission::OpenCase,
                                            Permission::AskGate,    Permission::ReadEntries,
                                            Permission::Administer, Permission::ReadAccessLog};
std::string_view to_string(Permission permission);  // read-cases, record, ...
std::optional<Permission> permission_of(std::string_view text);

bool may(const Caller& caller, Permission permission);
inline std::uint32_t bit_of(Permission permission) {
    return 1U << static_cast<unsigned>(permission);
}

// The offices of docs/record.md, section 2, in its order.
const std::vector<std::string>& all_offices();

// Why nobody can be this: an id that is none, an office that is none or held twice, an
// administrator or an auditor who does case work. Empty: nothing is wrong.
std::string fault_of(const Person& person);

// Why this person may not record this kind of event in this case, or nothing where they may.
// `graders` are the ids of those who graded evidence of the case: who grades does not certify.
inline constexpr std::string_view kCertified = "determination.certified";
std::optional<std::string> barred(const Caller& caller, std::string_view event_kind,
                                  std::string_view by_office,
                                  const std::vector<std::string>& graders);

}  // namespace standstill::server::identity
