#include "report/public_rules.h"

#include <algorithm>
#include <array>

namespace standstill::report {

namespace {

namespace json = boost::json;

constexpr std::string_view kClassified = "(b)(1)";
constexpr std::string_view kCommercial = "(b)(4)";
constexpr std::string_view kDeliberation = "(b)(5)";
constexpr std::string_view kPrivacy = "(b)(6)";
constexpr std::string_view kTechniques = "(b)(7)(E)";

constexpr std::string_view kReported = "commercial until the contract is publicly reported";
constexpr std::string_view kWeighing = "shows how the agency weighs the case";
constexpr std::string_view kPerson = "names a person";
constexpr std::string_view kTool = "shows which technique is used, and for what";
constexpr std::string_view kSource = "evidence that is not published";

constexpr auto kRules = std::to_array<PublicRule>({
    // The envelope of the record. The index, the kind and the version are shown by the opening.
    {"*", "at", Release::Shown, "", ""},
    {"*", "by", Release::Shown, "", ""},
    {"*", "by.office", Release::Shown, "", ""},
    {"*", "by.acting", Release::Shown, "", ""},
    {"*", "by.basis", Release::Shown, "", ""},
    {"*", "by.confirmed_by", Release::Shown, "", ""},
    {"*", "by.name", Release::Withheld, kPrivacy, kPerson},
    {"*", "marking", Release::Shown, "", ""},
    {"*", "evidence", Release::Shown, "", ""},
    {"*", "note", Release::Withheld, kDeliberation, kWeighing},
    {"*", "actor", Release::Withheld, kPrivacy, kPerson},

    {"case.opened", "agency", Release::Shown, "", ""},
    {"case.opened", "component", Release::Shown, "", ""},
    {"case.opened", "law", Release::Shown, "", ""},
    {"case.opened", "head", Release::Shown, "", ""},
    {"case.opened", "relevant_officials", Release::Shown, "", ""},
    {"case.opened", "case", Release::Shown, "", ""},
    {"case.opened", "zone", Release::Shown, "", ""},
    {"case.opened", "standstill", Release::Shown, "", ""},
    {"case.opened", "title", Release::WhenReported, kCommercial, kReported},

    {"contract.awarded", "id", Release::WhenReported, kCommercial, kReported},
    {"contract.awarded", "vendor", Release::WhenReported, kCommercial, kReported},
    {"contract.awarded", "awarded", Release::WhenReported, kCommercial, kReported},
    {"contract.awarded", "value.amount", Release::WhenReported, kCommercial, kReported},
    {"contract.awarded", "value.currency", Release::WhenReported, kCommercial, kReported},
    {"contract.awarded", "term", Release::WhenReported, kCommercial, kReported},
    {"contract.awarded", "scope", Release::WhenReported, kCommercial, kReported},
    {"contract.awarded", "office", Release::Withheld, kTechniques, kTool},
    {"contract.awarded", "place", Release::Withheld, kTechniques, kTool},
    {"contract.reported", "published", Release::Shown, "", ""},
    {"contract.reported", "publisher", Release::Shown, "", ""},
    {"contract.stop-work-ordered", "delivered", Release::Shown, "", ""},
    {"contract.stop-work-ordered", "days", Release::Shown, "", ""},
    {"contract.stop-work-ordered", "reason", Release::Withheld, kDeliberation, kWeighing},
    {"contract.stop-work-extended", "until", Release::Shown, "", ""},

    {"tool.named", "tool", Release::Withheld, kTechniques, kTool},
    {"tool.named", "furnishers", Release::Withheld, kCommercial, "names who furnishes the tool"},
    {"scope.found", "element", Release::Shown, "", ""},
    {"scope.found", "reviewed_by", Release::Shown, "", ""},
    {"scope.found", "value", Release::Withheld, kDeliberation, kWeighing},
    {"purpose.set", "purpose", Release::Withheld, kTechniques, kTool},
    {"purpose.set", "authorized_uses", Release::Withheld, kTechniques, kTool},
    {"purpose.set", "investigation.number", Release::Withheld, "(b)(7)(A)",
     "names an investigation"},
    {"procurement.step", "step", Release::Shown, "", ""},
    {"procurement.step", "entity", Release::Withheld, kCommercial, "names who furnishes the tool"},
    {"procurement.step", "assessment", Release::Withheld, kClassified,
     "a handle of a classified assessment"},
    {"procurement.made", "made", Release::Shown, "", ""},

    {"evidence.added", "id", Release::Shown, "", ""},
    {"evidence.added", "kind", Release::Shown, "", ""},
    {"evidence.added", "copy_of", Release::Shown, "", ""},
    {"evidence.added", "publisher", Release::OfOpenEvidence, kTechniques, kSource},
    {"evidence.added", "published", Release::OfOpenEvidence, kTechniques, kSource},
    {"evidence.added", "url", Release::OfOpenEvidence, kTechniques, kSource},
    {"evidence.added", "sha256", Release::OfOpenEvidence, kTechniques, kSource},
    {"evidence.added", "grade", Release::Withheld, kDeliberation, kWeighing},

    {"factor.found", "factor", Release::Shown, "", ""},
    {"factor.found", "value", Release::Withheld, kDeliberation, kWeighing},
    {"factor.found", "entity", Release::Withheld, kCommercial, "names who furnishes the tool"},
    {"factor.found", "treatment", Release::Withheld, kDeliberation, kWeighing},
    {"mitigation.considered", "knew", Release::Withheld, kDeliberation, kWeighing},
    {"mitigation.considered", "measures", Release::Withheld, kDeliberation, kWeighing},
    {"determination.made", "outcome", Release::Shown, "", ""},
    {"determination.made", "reasons", Release::Withheld, kDeliberation, kWeighing},
    {"determination.submitted", "to", Release::Shown, "", ""},
    {"use.notified", "parts", Release::Shown, "", ""},
    {"use.notified", "received", Release::Shown, "", ""},
    {"use.notified", "material", Release::Shown, "", ""},
    {"use.started", "third_party", Release::Withheld, kTechniques, kTool},
    {"use.ended", "third_party", Release::Withheld, kTechniques, kTool},
    {"information.received", "factor", Release::Shown, "", ""},
    {"waiver.issued", "until", Release::Shown, "", ""},
    {"waiver.issued", "extraordinary", Release::Withheld, kDeliberation, kWeighing},
    {"waiver.issued", "no_alternative", Release::Withheld, kDeliberation, kWeighing},
    {"waiver.notified", "of", Release::Shown, "", ""},
    {"waiver.notified", "to", Release::Shown, "", ""},
    {"waiver.notified", "justification", Release::Withheld, kDeliberation, kWeighing},
    {"assessment.issued", "issued", Release::Shown, "", ""},
    {"assessment.issued", "handle", Release::Withheld, kClassified,
     "a handle of a classified assessment"},
    {"existing-use.reviewed", "found", Release::Withheld, kDeliberation, kWeighing},
    {"report.submitted", "under", Release::Shown, "", ""},
    {"report.submitted", "to", Release::Shown, "", ""},

    {"answer.given", "asked_for", Release::Shown, "", ""},
    {"answer.given", "events", Release::Shown, "", ""},
    {"answer.given", "use", Release::Shown, "", ""},
    {"answer.given", "opens_at", Release::Shown, "", ""},
    {"answer.given", "because", Release::Shown, "", ""},
    {"answer.given", "answer_sha256", Release::Shown, "", ""},
    {"answer.given", "asked_by", Release::Withheld, kPrivacy, kPerson},
});

constexpr PublicRule kOther = {"*", "*", Release::Withheld, kDeliberation, "no rule releases it"};
constexpr PublicRule kMarked = {"*", "*", Release::Withheld, kClassified,
                                "the event is marked above U"};

bool is_open_evidence(const json::object& facts) {
    const json::value* kind = facts.if_contains("kind");
    if (kind == nullptr || !kind->is_string()) return false;
    constexpr auto kOpen = std::to_array<std::string_view>(
        {"report", "filing", "list-screening", "government-finding"});
    return std::ranges::find(kOpen, std::string_view(kind->get_string())) != kOpen.end();
}

bool is_marked(const json::object& facts) {
    const json::value* marking = facts.if_contains("marking");
    return marking != nullptr && !(marking->is_string() && marking->get_string() == "U");
}

class Sorter {
public:
    Sorter(std::string_view kind, const json::object& facts, const PublicContext& context)
        : kind_(kind), facts_(facts), context_(context), marked_(is_marked(facts)) {}

    PublicFields run() {
        for (const auto& [name, value] : facts_) take(name, value);
        return std::move(out_);
    }

private:
    void take(const std::string& name, const json::value& value) {
        if (value.is_object()) {
            for (const auto& [part, inner] : value.get_object())
                take(name + "." + std::string(part), inner);
            return;
        }
        const PublicRule& rule = marked_ ? kMarked : public_rule(kind_, name);
        if (is_released(rule))
            out_.shown.push_back({name, value});
        else
            out_.withheld.push_back({name, std::string(rule.exemption), std::string(rule.why)});
    }

    bool is_released(const PublicRule& rule) const {
        switch (rule.release) {
            case Release::Shown:
                return true;
            case Release::WhenReported:
                return context_.is_reported;
            case Release::OfOpenEvidence:
                return is_open_evidence(facts_);
            case Release::Withheld:
                return false;
        }
        return false;
    }

    std::string_view kind_;
    const json::object& facts_;
    const PublicContext& context_;
    bool marked_;
    PublicFields out_;
};

}  // namespace

std::span<const PublicRule> public_rules() { return kRules; }

const PublicRule& public_rule(std::string_view kind, std::string_view field) {
    for (std::string_view of : {kind, std::string_view("*")})
        for (const PublicRule& rule : kRules)
            if (rule.kind == of && rule.field == field) return rule;
    return kOther;
}

PublicFields public_fields(std::string_view kind, const json::object& facts,
                           const PublicContext& context) {
    return Sorter(kind, facts, context).run();
}

}  // namespace standstill::report
