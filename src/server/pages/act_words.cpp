#include "server/pages/act_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace standstill::server::pages {

namespace {

constexpr std::string_view kHeads = "head-of-agency";
constexpr std::string_view kHomeland = "secretary-of-homeland-security";
constexpr std::string_view kOfficer = "contracting-officer";
constexpr std::string_view kReviewer = "reviewer";

std::vector<ActWords> contract_acts() {
    constexpr std::string_view kGroup = "Contract";
    return {
        {"contract.awarded",
         "award",
         kGroup,
         "Record a contract",
         "A contract that exists counts as a purchase: the steps of section 3 must precede it.",
         "3",
         {kOfficer},
         {{"id", "Contract number", "As it stands on the award."},
          {"vendor", "Vendor", "The entity that was awarded the contract."},
          {"awarded", "Day of the award", "Where it is left empty: today."},
          {"value", "Value", ""},
          {"value.amount", "Amount", "A number such as 2000000.00"},
          {"value.currency", "Currency", "Three letters such as USD"},
          {"scope", "What was bought", ""},
          {"office", "Office that awarded it", ""},
          {"place", "Place of performance", ""},
          {"term", "Term", "A duration such as P1Y (one year) or P6M (six months)"}}},
        {"contract.reported",
         "",
         kGroup,
         "Record that the public learned of the contract",
         "",
         "",
         {kReviewer, kOfficer, "auditor"},
         {{"published", "Day of publication", ""}, {"publisher", "Publisher", ""}}},
        {"contract.stop-work-ordered",
         "stop-work",
         kGroup,
         "Issue a stop-work order",
         "Work stops for the days given. When they end without another act, the contractor resumes; "
         "nothing about the review has changed then.",
         "FAR 52.242-15",
         {kOfficer},
         {{"delivered", "Day of delivery to the contractor", "The days count from it."},
          {"reason", "Reason", ""},
          {"days", "Days", "90 where it is left empty: the most that the clause allows at once."}}},
        {"contract.stop-work-extended",
         "stop-work-extension",
         kGroup,
         "Extend the stop-work order",
         "By agreement of the parties.",
         "FAR 52.242-15",
         {kOfficer},
         {{"until", "Last day of the stop", "A day to come."}}},
        {"contract.stop-work-cancelled",
         "stop-work-cancellation",
         kGroup,
         "Cancel the stop-work order",
         "Work may resume. It moves the review no step forward and opens no gate.",
         "FAR 52.242-15",
         {kOfficer},
         {}},
        {"contract.terminated",
         "termination",
         kGroup,
         "Terminate the contract",
         "",
         "FAR 52.242-15",
         {kOfficer},
         {}},
        {"contract.closed-out", "", kGroup, "Close the contract out", "", "", {kOfficer}, {}},
    };
}

std::vector<ActWords> scope_acts() {
    constexpr std::string_view kGroup = "Tool, scope and purpose";
    return {
        {"tool.named",
         "tool",
         kGroup,
         "Name the tool and who furnishes it",
         "The whole chain: everybody who develops, owns, sells, resells, or otherwise makes it "
         "available. The latest list counts.",
         "5(h)",
         {kReviewer, kOfficer},
         {{"tool", "Tool", "The name of the product."},
          {"furnishers", "Furnisher", ""},
          {"furnishers.entity", "Name of the entity", ""},
          {"furnishers.roles", "What it does", ""}}},
        {"scope.found",
         "scope",
         kGroup,
         "Record a finding on the definition",
         "A no takes the tool out of the order only where it rests on evidence and another office "
         "reviewed it.",
         "5(b)",
         {kReviewer},
         {{"element", "Element of the definition", ""},
          {"value", "Finding", ""},
          {"reviewed_by", "Reviewed by",
           "An office other than the one that records the finding."}}},
        {"purpose.set",
         "purpose",
         kGroup,
         "Record the purpose",
         "",
         "2(l)",
         {kReviewer, kOfficer},
         {{"purpose", "Purpose", "One operational purpose among several makes it mixed."},
          {"authorized_uses", "Authorized uses", ""},
          {"investigation", "Criminal investigation", "Only where the purpose is one."},
          {"investigation.number", "Number of the investigation", ""},
          {"investigation.of_the_spyware",
           "Does it arise out of the criminal sale or use of the spyware itself?", ""}}},
    };
}

std::vector<ActWords> purchase_acts() {
    constexpr std::string_view kGroup = "Before and at the purchase";
    return {
        {"procurement.step",
         "step",
         kGroup,
         "Record a step before a purchase",
         "",
         "3",
         {kReviewer, kOfficer},
         {{"step", "Step", ""},
          {"entity", "Entity", "For 3(d): whose due diligence was considered. One act each."},
          {"assessment", "Handle of the assessment",
           "For 3(a): a reference to it, never its content."}}},
        {"procurement.made",
         "purchase",
         kGroup,
         "Record a purchase",
         "",
         "3",
         {kOfficer},
         {{"made", "Day of the purchase", "Where it is left empty: today."}}},
    };
}

std::vector<ActWords> finding_acts() {
    constexpr std::string_view kGroup = "Evidence and findings";
    return {
        {"evidence.added",
         "evidence",
         kGroup,
         "Add evidence",
         "",
         "",
         {kReviewer},
         {{"id", "Id of the evidence",
           "A short name that the record uses from now on, such as e7."},
          {"kind", "Kind", ""},
          {"publisher", "Publisher", "Who published it, or from whom it comes."},
          {"published", "Day of publication", "Where it is left empty: today."},
          {"url", "Address", "Where it was found."},
          {"sha256", "SHA-256 of the file",
           "64 hexadecimal digits. Computed where a file is uploaded."},
          {"grade", "Grade",
           "The Admiralty code: how reliable the source is, how credible what it "
           "says."},
          {"copy_of", "Copy of",
           "The evidence that this is a copy or translation of: one source counts once."}}},
        {"factor.found",
         "finding",
         kGroup,
         "Record a finding on a factor",
         "Present or absent needs evidence on record. Absence from lists alone proves nothing and "
         "counts as unknown.",
         "2(a)(i)",
         {kReviewer},
         {{"factor", "Factor", ""},
          {"value", "Finding", ""},
          {"entity", "Entity", "The furnisher that it is about, where it is about one."},
          {"treatment", "For an unknown: why the decision can be made all the same", ""}}},
        {"mitigation.considered",
         "mitigation",
         kGroup,
         "Record what the vendor knew and did",
         "A measure that rests on the vendor's word alone "
         "does not count.",
         "2(a)(iii)",
         {kReviewer},
         {{"knew", "Did the vendor know, or should it have known?", ""},
          {"measures", "Measure", ""},
          {"measures.kind", "Kind of measure", ""},
          {"measures.evidence", "Evidence of the measure", ""}}},
        {"information.received",
         "information",
         kGroup,
         "Record new information",
         "After a purchase, relevant information closes the gate until a new determination.",
         "2(j)",
         {kReviewer},
         {{"factor", "Factor that it is about", "Such as 2(a)(ii)(A)(1)"}}},
    };
}

std::vector<ActWords> determination_acts() {
    constexpr std::string_view kGroup = "Determination";
    return {
        {"determination.made",
         "determination",
         kGroup,
         "Make the determination",
         "",
         "2(a)",
         {kHomeland, kHeads},
         {{"outcome", "Outcome", ""}, {"reasons", "Reasons", ""}}},
        {"determination.submitted",
         "submission",
         kGroup,
         "Submit the determination to the DNI",
         "Due on the day of the determination.",
         "2(d)",
         {kHomeland, kHeads},
         {{"to", "Submitted to", ""}}},
        {"determination.certified",
         "certification",
         kGroup,
         "Certify the determination",
         "By a relevant official of section 5(k), after the submission to the DNI.",
         "2(f)",
         {kHomeland, "deputy-attorney-general"},
         {}},
    };
}

std::vector<ActWords> use_acts() {
    constexpr std::string_view kGroup = "Decision, notice and use";
    return {
        {"use.decided",
         "decision",
         kGroup,
         "Decide to use the tool",
         "By the head of the agency.",
         "2(g)",
         {kHomeland, kHeads},
         {}},
        {"use.notified",
         "notice",
         kGroup,
         "Notify the APNSA of the decision",
         "Seven full days run from the receipt of the last part.",
         "2(g)",
         {kHomeland, kHeads},
         {{"parts", "Parts of the notice", "Several notices add up."},
          {"received", "Received by the APNSA", "Where it is left empty: the moment of recording."},
          {"material", "Is it a material supplement?",
           "A material supplement to a complete notice begins the wait again."}}},
        {"apnsa.no-further-process",
         "release",
         kGroup,
         "Say that no further process is required",
         "Ends the wait for this case.",
         "2(g)",
         {"apnsa"},
         {{"case", "Case", "Only where another case is meant."}}},
        {"apnsa.further-process",
         "hold",
         kGroup,
         "Say that further process is required",
         "Holds use until the APNSA says that none is required.",
         "2(g)",
         {"apnsa", "apnsa-designee"},
         {{"case", "Case", "Only where another case is meant."}}},
        {"use.started",
         "use",
         kGroup,
         "Record that use has begun",
         "",
         "2(a)",
         {"component-head", kHomeland},
         {{"third_party", "Third party", "Where somebody else uses it for the agency: who."}}},
        {"use.ended",
         "end-of-use",
         kGroup,
         "Record that use has ended",
         "",
         "2(j)",
         {"component-head", kHomeland},
         {{"third_party", "Third party", ""}}},
    };
}

std::vector<ActWords> waiver_acts() {
    constexpr std::string_view kGroup = "Waiver";
    return {
        {"waiver.issued",
         "waiver",
         kGroup,
         "Issue a waiver",
         "Both findings are needed. It ends after a year at the latest. The President and the DNI "
         "are told within 72 hours.",
         "2(m)",
         {kHomeland},
         {{"until", "In force until", "A day and time to come; a year at the most."},
          {"extraordinary", "Extraordinary circumstances", "Why they make it necessary."},
          {"no_alternative", "No feasible alternative", "Why there is none."}}},
        {"waiver.revoked", "revocation", kGroup, "Revoke the waiver", "", "2(m)", {kHomeland}, {}},
        {"waiver.notified",
         "waiver-notice",
         kGroup,
         "Notify of a waiver or its revocation",
         "",
         "2(m)",
         {kHomeland},
         {{"of", "What happened", ""},
          {"to", "Notified", ""},
          {"justification", "Justification", ""}}},
    };
}

std::vector<ActWords> report_acts() {
    constexpr std::string_view kGroup = "Assessments and reports";
    return {
        {"assessment.issued",
         "assessment",
         kGroup,
         "Record an intelligence assessment of the DNI",
         "",
         "2(c)",
         {"director-of-national-intelligence", kReviewer},
         {{"issued", "Day of issue", "The 90 days of section 2(h) count from it."},
          {"handle", "Handle", "A reference to it, never its content."}}},
        {"existing-use.reviewed",
         "existing-use",
         kGroup,
         "Record the review of existing uses",
         "",
         "2(h)",
         {kHomeland, kHeads},
         {{"found", "Was a use found that must end?", ""}}},
        {"report.submitted",
         "report",
         kGroup,
         "Submit a report",
         "",
         "4(a)",
         {kHomeland, kHeads},
         {{"under", "Under", ""}, {"to", "Submitted to", ""}}},
    };
}

std::vector<ActWords> all_acts() {
    std::vector<ActWords> out;
    for (auto part : {contract_acts, scope_acts, purchase_acts, finding_acts, determination_acts,
                      use_acts, waiver_acts, report_acts})
        for (ActWords& one : part()) out.push_back(std::move(one));
    return out;
}

const FieldWords* field_words(std::string_view kind, std::string_view path) {
    for (const FieldWords& one : words_of(kind).fields)
        if (one.path == path) return &one;
    return nullptr;
}

// "not-prohibited" as "Not prohibited".
std::string plain(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '-', ' ');
    std::replace(out.begin(), out.end(), '_', ' ');
    if (!out.empty())
        out.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.front())));
    return out;
}

struct ChoiceWords {
    std::string_view path, choice, says;
};

constexpr std::array kChoices = {
    ChoiceWords{"element", "end-to-end-suite", "It is an end-to-end software suite"},
    ChoiceWords{"element", "furnished-commercially", "It is furnished for commercial purposes"},
    ChoiceWords{"element", "remote-access", "It gains access over a network, from afar"},
    ChoiceWords{"element", "without-consent", "It works without consent"},
    ChoiceWords{"element", "content-access", "It can reach content"},
    ChoiceWords{"element", "audio-video", "It can record audio or video"},
    ChoiceWords{"element", "location", "It can track location"},
    ChoiceWords{"value", "unknown", "Not known"},
    ChoiceWords{"knew", "unknown", "Not known"},
    ChoiceWords{"purpose", "unknown", "Not known"},
    ChoiceWords{"purpose", "countermeasures", "Development of countermeasures"},
    ChoiceWords{"purpose", "criminal-sale-or-use",
                "Criminal investigation of the sale or use of spyware"},
    ChoiceWords{"kind", "list-screening", "Screening against a list"},
    ChoiceWords{"kind", "intelligence-handle", "Handle of intelligence (never its content)"},
    ChoiceWords{"parts", "due-diligence", "The due diligence completed before the decision"},
    ChoiceWords{"parts", "factors", "How the factors were considered"},
    ChoiceWords{"parts", "reasons", "The reasons for the determination"},
    ChoiceWords{"of", "issued", "A waiver was issued"},
    ChoiceWords{"of", "revoked", "A waiver was revoked"},
    ChoiceWords{"under", "4(a)", "4(a): review of existing uses"},
    ChoiceWords{"under", "4(b)", "4(b): procurement for an exempt purpose"},
    ChoiceWords{"under", "4(c)", "4(c): report on activities with the spyware"},
    ChoiceWords{"under", "4(d)", "4(d): yearly report on uses and purchases"},
};

std::string last_part(std::string_view path) {
    std::size_t dot = path.rfind('.');
    return std::string(dot == std::string_view::npos ? path : path.substr(dot + 1));
}

}  // namespace

const std::vector<ActWords>& act_words() {
    static const std::vector<ActWords> kActs = all_acts();
    return kActs;
}

const ActWords& words_of(std::string_view kind) {
    static const ActWords kNone{"", "", "Other", "", "", "", {}, {}};
    for (const ActWords& one : act_words())
        if (one.kind == kind) return one;
    return kNone;
}

std::string kind_of_name(const law::Program& program, std::string_view name) {
    std::string_view kind = name;
    for (const ActWords& one : act_words())
        if (!one.alias.empty() && one.alias == name) kind = one.kind;
    return program.kind(kind) < 0 ? std::string() : std::string(kind);
}

std::string title_of(const law::EventKind& kind) {
    std::string_view title = words_of(kind.name).title;
    return title.empty() ? plain(kind.says.empty() ? kind.name : kind.says) : std::string(title);
}

std::string label_of(std::string_view kind, std::string_view path) {
    const FieldWords* words = field_words(kind, path);
    return words == nullptr ? plain(last_part(path)) : std::string(words->label);
}

std::string_view hint_of(std::string_view kind, std::string_view path) {
    const FieldWords* words = field_words(kind, path);
    return words == nullptr ? std::string_view() : words->hint;
}

std::string choice_words(const law::Program& program, std::string_view kind, std::string_view path,
                         std::string_view choice) {
    if (path == "factor")
        for (const law::FactorRule& factor : program.factors)
            if (factor.cite == choice) return std::string(choice) + ": " + factor.plain;
    if (kind == "procurement.step")
        if (law::NodeIndex node = program.node(choice); node != law::kNone)
            return std::string(choice) + ": " + program.texts[static_cast<std::size_t>(node)].plain;
    if (program.offices.count(std::string(choice)) != 0) return office_words(program, choice);
    std::string last = last_part(path);
    for (const ChoiceWords& one : kChoices)
        if (one.path == last && one.choice == choice) return std::string(one.says);
    return plain(choice);
}

std::string office_words(const law::Program& program, std::string_view office) {
    auto found = program.offices.find(std::string(office));
    return found == program.offices.end() || found->second.empty() ? plain(office)
                                                                   : plain(found->second);
}

std::string cite_of(std::string_view kind, const base::Node& event) {
    auto word = [&](std::string_view key) {
        const base::Node* node = event.find(key);
        return node == nullptr ? std::string() : node->scalar;
    };
    std::string of_fields;
    if (kind == "factor.found") of_fields = word("factor");
    if (kind == "procurement.step") of_fields = word("step");
    if (kind == "report.submitted") of_fields = word("under");
    if (kind == "scope.found") {
        std::string element = word("element");
        if (element == "remote-access") of_fields = "5(l)";
        if (element == "content-access") of_fields = "5(b)(i)";
        if (element == "audio-video") of_fields = "5(b)(ii)";
        if (element == "location") of_fields = "5(b)(iii)";
    }
    return of_fields.empty() ? std::string(words_of(kind).cite) : of_fields;
}

std::string_view text_of(const law::Program& program, std::string_view cite) {
    if (cite.empty()) return {};
    for (const law::PackInfo& pack : program.packs)
        for (const law::TextUnit& unit : pack.text)
            if (unit.cite == cite) return unit.text;
    return {};
}

bool needs_confirmation(std::string_view kind) {
    static constexpr std::array kSigned = {"determination.made", "determination.certified",
                                           "use.decided", "use.notified"};
    if (std::find(kSigned.begin(), kSigned.end(), kind) != kSigned.end()) return true;
    return kind.rfind("apnsa.", 0) == 0 || kind.rfind("waiver.", 0) == 0;
}

}  // namespace standstill::server::pages
