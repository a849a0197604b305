// What the public may see of an event: a table of rules, and the exemption of the Freedom of
// Information Act (5 U.S.C. 552(b)) behind each field that is withheld.
//
// The table errs on the side of withholding: a field or kind that it does not name is withheld. It
// is the project's own proposal; what is released is decided by the agency. The same table stands
// for people in ../docs/formats/register.md.
#pragma once

#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::report {

enum class Release {
    Shown,
    WhenReported,    // once `contract.reported` is on record in the case
    OfOpenEvidence,  // of reports, filings, screenings and findings that governments published
    Withheld,
};

struct PublicRule {
    std::string_view kind;   // `*`: every kind
    std::string_view field;  // `value`, or `by.name` for a part of a group
    Release release = Release::Withheld;
    std::string_view exemption;  // where it is withheld
    std::string_view why;
};

std::span<const PublicRule> public_rules();
// The rule for a field of an event: of its kind, else of every kind, else the one that withholds.
const PublicRule& public_rule(std::string_view kind, std::string_view field);

struct ShownField {
    std::string name;
    boost::json::value value;
};
struct WithheldField {
    std::string name, exemption, why;
};

// One event as the public sees it. Names of fields that are withheld are shown, never a value.
struct PublicFields {
    std::vector<ShownField> shown;
    std::vector<WithheldField> withheld;
};

// What the case says of itself that decides on others.
struct PublicContext {
    bool is_reported = false;
};

// The facts of an event of the record, in the order of its bytes. An event with a marking above U
// shows nothing.
PublicFields public_fields(std::string_view kind, const boost::json::object& facts,
                           const PublicContext& context);

}  // namespace standstill::report
