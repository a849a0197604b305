// Who may do what, and who may record which kind of event.
#include <gtest/gtest.h>

#include "server/identity/person.h"
#include "server/identity_support.h"

namespace standstill::server::identity {
namespace {

Person with(Person person, bool Person::*role) {
    person.*role = true;
    return person;
}

Holding acting(std::string office, std::string confirmed_by = "", std::string by_person = "") {
    return {std::move(office), true, "28 U.S.C. 508", std::move(confirmed_by),
            std::move(by_person)};
}

std::string permissions_of(const Caller& caller) {
    std::string out;
    for (Permission permission : kPermissions)
        if (may(caller, permission)) out += std::string(to_string(permission)) + " ";
    return out;
}

TEST(Permissions, FollowFromOfficesAndRoles) {
    EXPECT_EQ(permissions_of({}), "");
    EXPECT_EQ(permissions_of(signed_in(person("system"))), "ask-gate ");
    EXPECT_EQ(permissions_of(signed_in(person("vera", {"vendor"}))), "ask-gate ");
    EXPECT_EQ(permissions_of(signed_in(person("gina", {"general-counsel"}))),
              "read-cases record ask-gate read-entries ");
    EXPECT_EQ(permissions_of(signed_in(person("rita", {"reviewer"}))),
              "read-cases record open-case ask-gate read-entries ");
    EXPECT_EQ(permissions_of(signed_in(with(person("ada"), &Person::is_administrator))),
              "ask-gate administer read-access-log ");
    EXPECT_EQ(permissions_of(signed_in(with(person("otto"), &Person::is_auditor))),
              "read-cases record ask-gate read-entries read-access-log ");
    EXPECT_EQ(permissions_of(signed_in(with(person("rex"), &Person::is_registrar))),
              "read-cases record state-time open-case ask-gate read-entries ");
    EXPECT_EQ(permissions_of(signed_in(with(person("rita", {"reviewer"}), &Person::is_disabled))),
              "");
}

TEST(Permissions, OfATokenAreNoMoreThanItsScope) {
    Caller caller = signed_in(person("rita", {"reviewer"}));
    caller.means = Means::Token;
    caller.scope = bit_of(Permission::AskGate) | bit_of(Permission::StateTime);
    EXPECT_EQ(permissions_of(caller), "ask-gate ");
}

TEST(Permissions, HaveNamesThatReadBack) {
    for (Permission permission : kPermissions)
        EXPECT_EQ(permission_of(to_string(permission)), permission);
    EXPECT_FALSE(permission_of("everything"));
}

TEST(Acting, IsNoOfficeUntilAnotherPersonInAnotherOfficeConfirms) {
    Person dora = person("dora");
    dora.holdings = {acting("attorney-general")};
    EXPECT_FALSE(signed_in(dora).holds("attorney-general"));
    EXPECT_FALSE(may(signed_in(dora), Permission::ReadCases));
    dora.holdings = {acting("attorney-general", "general-counsel", "dora")};
    EXPECT_FALSE(signed_in(dora).holds("attorney-general"));
    dora.holdings = {acting("attorney-general", "general-counsel", "gina")};
    EXPECT_TRUE(signed_in(dora).holds("attorney-general"));
}

TEST(Recording, IsInAnOfficeOfOnesOwn) {
    Caller rita = signed_in(person("rita", {"reviewer"}));
    EXPECT_EQ(barred(rita, "factor.found", "reviewer", {}), std::nullopt);
    EXPECT_EQ(barred(rita, "factor.found", "", {}), std::nullopt);
    EXPECT_EQ(barred(rita, "use.decided", "secretary-of-homeland-security", {}),
              "you do not hold the office `secretary-of-homeland-security`");
    Person dora = person("dora", {"reviewer"});
    dora.holdings.push_back(acting("attorney-general"));
    EXPECT_EQ(barred(signed_in(dora), "determination.certified", "attorney-general", {}),
              "you act as `attorney-general`, and nobody has confirmed it yet");
    // What the law makes of an act is not asked here.
    EXPECT_EQ(barred(rita, "waiver.issued", "reviewer", {}), std::nullopt);
}

TEST(Recording, OfPaperActsIsForTheRegistrar) {
    Caller rex = signed_in(with(person("rex"), &Person::is_registrar));
    EXPECT_EQ(barred(rex, "use.decided", "secretary-of-homeland-security", {}), std::nullopt);
}

TEST(Recording, WhoGradesEvidenceDoesNotCertify) {
    Caller head = signed_in(person("hal", {"secretary-of-homeland-security"}));
    const std::string office = "secretary-of-homeland-security";
    EXPECT_EQ(barred(head, "determination.certified", office, {"rita"}), std::nullopt);
    EXPECT_TRUE(barred(head, "determination.certified", office, {"rita", "hal"}));
    EXPECT_EQ(barred(head, "determination.made", office, {"hal"}), std::nullopt);
    Caller rex = signed_in(with(person("rex"), &Person::is_registrar));
    EXPECT_TRUE(barred(rex, "determination.certified", office, {"rex"}))
        << "a paper act is no way around";
}

TEST(Recording, OfAuditorsIsWhatTheyFound) {
    Caller otto = signed_in(with(person("otto", {"auditor"}), &Person::is_auditor));
    for (const char* kind : {"contract.reported", "evidence.added", "information.received"})
        EXPECT_EQ(barred(otto, kind, "auditor", {}), std::nullopt) << kind;
    for (const char* kind : {"determination.made", "factor.found", "use.started"})
        EXPECT_TRUE(barred(otto, kind, "auditor", {})) << kind;
    EXPECT_TRUE(barred(otto, "evidence.added", "reviewer", {}));
}

TEST(Recording, IsNotForAdministratorsNorForVisitors) {
    Caller ada = signed_in(with(person("ada"), &Person::is_administrator));
    EXPECT_EQ(barred(ada, "evidence.added", "", {}), "administrators do no case work");
    EXPECT_TRUE(barred({}, "evidence.added", "", {}));
    EXPECT_TRUE(barred(signed_in(person("vera", {"vendor"})), "evidence.added", "vendor", {}));
}

TEST(People, HaveFaultsThatAreNamed) {
    EXPECT_EQ(fault_of(person("rita", {"reviewer"})), "");
    EXPECT_EQ(fault_of(person("Rita")), "`Rita` is no id: 1 to 64 of a-z, 0-9, `.` and `-`");
    EXPECT_EQ(fault_of(person("rita", {"reviewr"})),
              "`reviewr` is no office, did you mean `reviewer`?");
    EXPECT_EQ(fault_of(person("rita", {"reviewer", "reviewer"})),
              "the office `reviewer` is given twice");
    Person dora = person("dora");
    dora.holdings = {acting("attorney-general")};
    EXPECT_EQ(fault_of(dora), "");
    dora.holdings[0].basis = " ";
    EXPECT_EQ(fault_of(dora), "acting as `attorney-general` needs a basis in law");
    EXPECT_NE(fault_of(with(person("ada", {"reviewer"}), &Person::is_administrator)), "");
    EXPECT_NE(fault_of(with(person("otto", {"reviewer"}), &Person::is_auditor)), "");
    EXPECT_NE(fault_of(person("otto", {"auditor"})), "");
    EXPECT_NE(fault_of(with(with(person("o"), &Person::is_auditor), &Person::is_administrator)),
              "");
}

}  // namespace
}  // namespace standstill::server::identity
