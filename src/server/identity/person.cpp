#include "server/identity/person.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace standstill::server::identity {

namespace {

constexpr std::array<std::string_view, 8> kNames = {"read-cases", "record",         "state-time",
                                                    "open-case",  "ask-gate",       "read-entries",
                                                    "administer", "read-access-log"};

// What an auditor may put on record: what they found, never what is decided on it.
constexpr std::array<std::string_view, 3> kOfAuditors = {"contract.reported", "evidence.added",
                                                         "information.received"};

// The office in which determinations are prepared and cases opened, and the one that buys.
constexpr std::array<std::string_view, 2> kOpeners = {"reviewer", "contracting-officer"};

bool is_person_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
}

bool is_in(std::string_view text, const auto& list) {
    return std::ranges::find(list, text) != std::end(list);
}

// Offices of the case work: a vendor and an auditor look at it from outside.
bool is_of_the_review(std::string_view office) { return office != "vendor" && office != "auditor"; }

bool works_on_cases(const Caller& caller) {
    return std::ranges::any_of(caller.offices(), is_of_the_review);
}

bool opens_cases(const Caller& caller) {
    return std::ranges::any_of(caller.offices(),
                               [](const std::string& office) { return is_in(office, kOpeners); });
}

bool is_line(std::string_view text, std::size_t longest) {
    return text.size() <= longest && base::is_utf8(text) && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

std::string fault_of_holdings(const Person& person) {
    std::set<std::string> seen;
    for (const Holding& holding : person.holdings) {
        if (!is_in(holding.office, all_offices()))
            return fmt::format("`{}` is no office{}", holding.office,
                               base::did_you_mean(holding.office, all_offices()));
        if (!seen.insert(holding.office).second)
            return fmt::format("the office `{}` is given twice", holding.office);
        if (holding.is_acting && base::is_blank(holding.basis))
            return fmt::format("acting as `{}` needs a basis in law", holding.office);
        if (!is_line(holding.basis, 500))
            return fmt::format("the basis of `{}` is no line of at most 500 bytes", holding.office);
        if (holding.confirmed_by_person == person.id)
            return fmt::format("nobody confirms their own acting status as `{}`", holding.office);
    }
    return "";
}

}  // namespace

bool Caller::holds(std::string_view office) const {
    return std::ranges::any_of(person.holdings, [&](const Holding& holding) {
        bool is_confirmed = !holding.confirmed_by.empty() && !holding.confirmed_by_person.empty() &&
                            holding.confirmed_by_person != person.id;
        return holding.office == office && (!holding.is_acting || is_confirmed);
    });
}

std::vector<std::string> Caller::offices() const {
    std::vector<std::string> out;
    for (const Holding& holding : person.holdings)
        if (holds(holding.office)) out.push_back(holding.office);
    return out;
}

std::string_view to_string(Permission permission) {
    return kNames.at(static_cast<std::size_t>(permission));
}

std::optional<Permission> permission_of(std::string_view text) {
    for (Permission permission : kPermissions)
        if (to_string(permission) == text) return permission;
    return std::nullopt;
}

bool may(const Caller& caller, Permission permission) {
    const Person& person = caller.person;
    if (!caller.is_signed_in() || person.is_disabled) return false;
    if ((caller.scope & bit_of(permission)) == 0) return false;
    switch (permission) {
        case Permission::ReadCases:
        case Permission::ReadEntries:
            return person.is_auditor || person.is_registrar || works_on_cases(caller);
        case Permission::Record:
            return person.is_auditor || person.is_registrar || works_on_cases(caller);
        case Permission::StateTime:
            return person.is_registrar;
        case Permission::OpenCase:
            return person.is_registrar || opens_cases(caller);
        case Permission::AskGate:
            return true;  // the answer tells no more than that the gate is open or shut, and why
        case Permission::Administer:
            return person.is_administrator;
        case Permission::ReadAccessLog:
            return person.is_administrator || person.is_auditor;
    }
    return false;
}

std::optional<std::string> barred(const Caller& caller, std::string_view event_kind,
                                  std::string_view by_office,
                                  const std::vector<std::string>& graders) {
    const Person& person = caller.person;
    if (!may(caller, Permission::Record))
        return person.is_administrator ? "administrators do no case work"
                                       : "recording needs an office of the review";
    if (event_kind == kCertified && is_in(person.id, graders))
        return "you added graded evidence to this case; who grades the evidence does not certify "
               "the determination";
    if (person.is_auditor) {
        if (!is_in(event_kind, kOfAuditors))
            return fmt::format("an auditor does not record `{}`", event_kind);
        if (!by_office.empty() && by_office != "auditor")
            return "an auditor records as `auditor` only";
        return std::nullopt;
    }
    if (by_office.empty() || person.is_registrar || caller.holds(by_office)) return std::nullopt;
    for (const Holding& holding : person.holdings)
        if (holding.office == by_office)
            return fmt::format("you act as `{}`, and nobody has confirmed it yet", by_office);
    return fmt::format("you do not hold the office `{}`", by_office);
}

const std::vector<std::string>& all_offices() {
    static const std::vector<std::string> kOffices = {
        "secretary-of-defense",
        "attorney-general",
        "secretary-of-homeland-security",
        "director-of-national-intelligence",
        "director-of-the-cia",
        "director-of-the-nsa",
        "deputy-attorney-general",
        "apnsa",
        "apnsa-designee",
        "head-of-agency",
        "principal-deputy",
        "component-head",
        "contracting-officer",
        "reviewer",
        "general-counsel",
        "vendor",
        "auditor",
    };
    return kOffices;
}

std::string fault_of(const Person& person) {
    if (!is_person_id(person.id))
        return fmt::format("`{}` is no id: 1 to 64 of a-z, 0-9, `.` and `-`", person.id);
    if (base::is_blank(person.name) || !is_line(person.name, 200))
        return "a name is a line of 1 to 200 bytes";
    if (!is_line(person.email, 200)) return "an address of mail is a line of at most 200 bytes";
    std::string fault = fault_of_holdings(person);
    if (!fault.empty()) return fault;
    bool has_office = !person.holdings.empty();
    if (person.is_administrator && (has_office || person.is_registrar || person.is_auditor))
        return "an administrator does no case work: no office, neither auditor nor registrar";
    bool is_auditor_only = std::ranges::all_of(
        person.holdings, [](const Holding& h) { return h.office == "auditor"; });
    if (person.is_auditor && (!is_auditor_only || person.is_registrar))
        return "an auditor holds no office but `auditor`, and is no registrar";
    if (!person.is_auditor && has_office &&
        std::ranges::any_of(person.holdings,
                            [](const Holding& h) { return h.office == "auditor"; }))
        return "the office `auditor` is for auditors";
    return "";
}

}  // namespace standstill::server::identity
