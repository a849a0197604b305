// Random case records: a lawful life and its mutations, or a wild sequence. Only the raw numbers of
// std::mt19937_64 are used, whose sequence the standard fixes; its distributions differ by library.

#include "generator.h"

#include <algorithm>
#include <random>
#include <set>
#include <string_view>
#include <utility>

#include "twin_time.h"

namespace standstill::generator {

namespace {

namespace json = boost::json;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using twin::Day;
using twin::Instant;
using Words = std::vector<std::string>;

constexpr hours kDay{24};

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <typename T>
    const T& pick(const std::vector<T>& all) {
        return all[below(all.size())];
    }

private:
    std::mt19937_64 engine_;
};

const Words kLeaves = {"2(a)(i)(A)",     "2(a)(i)(B)(1)",  "2(a)(i)(B)(2)", "2(a)(i)(B)(3)",
                       "2(a)(ii)(A)(1)", "2(a)(ii)(A)(2)", "2(a)(ii)(B)"};
const Words kOffices = {"secretary-of-defense",
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
                        "auditor"};
const Words kElements = {"end-to-end-suite", "furnished-commercially", "remote-access",
                         "without-consent",  "content-access",         "audio-video",
                         "location"};
const Words kKinds = {"report",
                      "filing",
                      "list-screening",
                      "vendor-statement",
                      "government-finding",
                      "intelligence-handle",
                      "technical"};
const Words kPurposes = {"operational", "testing",       "research",
                         "analysis",    "cybersecurity", "countermeasures",
                         "mixed",       "unknown",       "criminal-sale-or-use"};
const Words kParts = {"due-diligence", "factors", "reasons"};
const Words kEntities = {"Example Labs Ltd", "Example (US) Inc", "Third Broker GmbH"};
const Words kZones = {"America/New_York", "America/New_York", "America/New_York",
                      "America/New_York", "America/New_York", "America/Los_Angeles",
                      "Pacific/Honolulu", "Europe/Berlin",    "UTC",
                      "Pacific/Auckland"};
// Near changes of clocks, holidays (also those observed on another day), 27 March, and 29 February.
const Words kAnchors = {"2024-10-08", "2024-12-18", "2024-10-05", "2024-10-29", "2025-03-05",
                        "2025-03-02", "2024-10-27", "2024-02-29", "2028-02-22", "2028-02-29",
                        "2026-06-27", "2026-06-26", "2027-12-24", "2024-11-21", "2025-06-12",
                        "2025-03-20", "2024-03-24", "2024-03-27", "2023-12-25", "2024-09-22",
                        "2025-03-23", "2024-11-04", "2027-06-11", "2022-06-13", "2025-12-31",
                        "2024-05-20", "2024-08-26", "2025-01-13", "2024-04-01", "2023-07-03"};
// Fields that record.md calls optional or speaks of as missing; the others stay.
const Words kRemovable = {"by",        "evidence",      "treatment",      "received",    "awarded",
                          "delivered", "issued",        "made",           "until",       "to",
                          "reason",    "extraordinary", "no_alternative", "reviewed_by", "case",
                          "material",  "third_party",   "copy_of",        "measures",    "reasons",
                          "term",      "scope",         "confirmed_by",   "note",        "grade"};

const Words kEventKinds = {"contract.awarded",
                           "contract.reported",
                           "contract.stop-work-ordered",
                           "contract.stop-work-extended",
                           "contract.stop-work-cancelled",
                           "contract.terminated",
                           "contract.closed-out",
                           "tool.named",
                           "scope.found",
                           "purpose.set",
                           "procurement.step",
                           "procurement.made",
                           "evidence.added",
                           "factor.found",
                           "mitigation.considered",
                           "determination.made",
                           "determination.submitted",
                           "determination.certified",
                           "use.decided",
                           "use.notified",
                           "apnsa.further-process",
                           "apnsa.no-further-process",
                           "use.started",
                           "use.ended",
                           "information.received",
                           "waiver.issued",
                           "waiver.revoked",
                           "waiver.notified",
                           "assessment.issued",
                           "existing-use.reviewed",
                           "report.submitted"};

struct Draft {
    Instant at;
    json::object fields;
};

struct Plan {
    std::string id;
    std::string zone_name;
    const twin::Zone* zone = nullptr;
    json::object agency;
    std::string head;
    std::string certifier;
    int evidence = 0;
    int contracts = 0;
    std::vector<Draft> events;
};

struct Agency {
    std::string name;
    std::string head;
    std::string certifier;
    bool has_list;
    Words listed;
};

// Lawful ones first, then those in which nobody, or nobody by right, can certify (OQ-4, R-03).
const std::vector<Agency>& agencies() {
    static const std::vector<Agency> all = {
        {"Department of Homeland Security",
         "secretary-of-homeland-security",
         "secretary-of-homeland-security",
         false,
         {}},
        {"Department of Homeland Security",
         "secretary-of-homeland-security",
         "secretary-of-homeland-security",
         true,
         {"secretary-of-homeland-security"}},
        {"Department of Justice", "attorney-general", "deputy-attorney-general", false, {}},
        {"Department of Justice", "attorney-general", "attorney-general", false, {}},
        {"Department of Defense",
         "secretary-of-defense",
         "director-of-the-nsa",
         true,
         {"secretary-of-defense", "director-of-the-nsa"}},
        {"Central Intelligence Agency", "director-of-the-cia", "director-of-the-cia", false, {}},
        {"Office of the Director of National Intelligence",
         "director-of-national-intelligence",
         "director-of-national-intelligence",
         false,
         {}},
        {"Department of State",
         "head-of-agency",
         "deputy-attorney-general",
         true,
         {"attorney-general"}},
        {"Department of the Treasury", "head-of-agency", "head-of-agency", false, {}},
        {"Department of the Treasury",
         "head-of-agency",
         "secretary-of-homeland-security",
         true,
         {}},
        {"Department of Homeland Security",
         "secretary-of-homeland-security",
         "component-head",
         true,
         {"component-head", "head-of-agency"}},
        {"Department of Justice",
         "attorney-general",
         "deputy-attorney-general",
         true,
         {"director-of-the-nsa"}},
    };
    return all;
}

Plan start_plan(Dice& dice, std::string id) {
    Plan plan;
    plan.id = std::move(id);
    plan.zone_name = dice.pick(kZones);
    plan.zone = &twin::find_zone(plan.zone_name);
    const Agency& agency =
        agencies()[dice.chance(75) ? dice.below(7) : dice.below(agencies().size())];
    plan.head = agency.head;
    plan.certifier = agency.certifier;
    plan.agency = {{"name", agency.name}, {"head", agency.head}};
    if (dice.chance(20)) {
        plan.agency["component"] = "Component " + std::to_string(dice.below(9));
    }
    if (agency.has_list) {
        json::array listed;
        for (const std::string& office : agency.listed) {
            listed.emplace_back(office);
        }
        plan.agency["relevant_officials"] = listed;
    }
    return plan;
}

// --- instants and fields ----------------------------------------------------------------------

// Mostly with the zone's own offset, often with another one: an instant must not change with its
// spelling.
std::string spell(Dice& dice, const twin::Zone& zone, Instant instant) {
    switch (dice.below(10)) {
        case 0:
            return twin::print_with_offset(instant, minutes{0});
        case 1: {
            const std::string text = twin::print_with_offset(instant, minutes{0});
            return text.substr(0, text.size() - 6) + "Z";
        }
        case 2:
            return twin::print_with_offset(instant, minutes{-240});
        case 3:
            return twin::print_with_offset(instant, minutes{330});
        default:
            return twin::print_instant(instant, zone);
    }
}

Instant pick_anchor(Dice& dice, const twin::Zone& zone) {
    Day day = twin::parse_day(dice.pick(kAnchors));
    if (dice.chance(40)) {
        day = twin::parse_day("2023-06-01") + date::days{static_cast<int>(dice.below(1700))};
    } else if (dice.chance(50)) {
        day += date::days{static_cast<int>(dice.below(9)) - 4};
    }
    const Instant midnight = twin::begin_for_wait(day, zone);
    switch (dice.below(8)) {
        case 0:
            return midnight;
        case 1:
            return midnight + kDay - seconds{1};
        case 2:
            return midnight + kDay - milliseconds{1};
        case 3:
            return midnight + milliseconds{static_cast<int>(dice.below(86400000))};
        case 4:
            return midnight + hours{1 + static_cast<int>(dice.below(3))} + minutes{30};
        default:
            return midnight + hours{8 + static_cast<int>(dice.below(15))};
    }
}

json::array as_array(const Words& words) {
    json::array all;
    for (const std::string& word : words) {
        all.emplace_back(word);
    }
    return all;
}

// None to three ids; now and then one that is not on record yet.
json::array some_evidence(Dice& dice, const Plan& plan) {
    json::array ids;
    const std::size_t count = dice.chance(85) ? 1 + dice.below(2) : dice.below(4);
    const std::size_t known = std::max<std::size_t>(
        1, static_cast<std::size_t>(plan.evidence) + (dice.chance(15) ? 2 : 0));
    for (std::size_t i = 0; i < count; ++i) {
        const json::value id("e" + std::to_string(1 + dice.below(known)));
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
            ids.push_back(id);
        }
    }
    return ids;
}

// An acting official, lawfully or not: basis and second office, in either place, or neither.
void set_acting(Dice& dice, json::object& fields, const std::string& office) {
    json::object by = {{"office", office}, {"name", "A. Person"}, {"acting", true}};
    if (dice.chance(75)) {
        by["basis"] = dice.chance(90) ? "5 U.S.C. 3345(a)(1)" : "  ";
    }
    fields.erase("confirmed_by");
    if (dice.chance(75)) {
        const std::string second = dice.chance(80) ? "general-counsel" : office;
        if (dice.chance(50)) {
            by["confirmed_by"] = second;
        } else {
            fields["confirmed_by"] = second;
        }
    }
    if (dice.chance(10)) {
        by["acting"] = false;
    }
    fields["by"] = by;
}

void set_office(Dice& dice, json::object& fields, const std::string& office) {
    switch (dice.below(20)) {
        case 0:
            set_acting(dice, fields, office);
            break;
        case 1:
            fields["by"] = json::object{{"office", office}, {"name", "A. Person"}};
            break;
        default:
            fields["by"] = office;
    }
}

std::string usual_office(Dice& dice, const Plan& plan, const std::string& kind) {
    if (dice.chance(10)) {
        return dice.pick(kOffices);
    }
    if (kind.rfind("contract.", 0) == 0) {
        return "contracting-officer";
    }
    if (kind == "apnsa.further-process") {
        return dice.chance(50) ? "apnsa" : "apnsa-designee";
    }
    if (kind == "apnsa.no-further-process") {
        return dice.chance(80) ? "apnsa" : "apnsa-designee";
    }
    if (kind == "determination.certified" || kind.rfind("waiver.", 0) == 0) {
        return plan.certifier;
    }
    if (kind.rfind("use.", 0) == 0 || kind.rfind("determination.", 0) == 0) {
        return plan.head;
    }
    return "reviewer";
}

Day day_before(Dice& dice, const Plan& plan, Instant at) {
    const int back = dice.chance(60) ? 0 : static_cast<int>(dice.below(40));
    return twin::legal_day(at, *plan.zone) - date::days{back};
}

Instant pick_until(Dice& dice, const Plan& plan, Instant at) {
    const Instant cap = twin::end_of_one_year(at, *plan.zone);
    switch (dice.below(9)) {
        case 0:
            return at;
        case 1:
            return at + hours{72};
        case 2:
            return cap;
        case 3:
            return cap + milliseconds{1};
        case 4:
            return cap + kDay * 40;
        case 5:
            return at - kDay;
        default:
            return at + kDay * static_cast<int>(1 + dice.below(300));
    }
}

json::array furnishers(const Words& entities) {
    json::array all;
    for (const std::string& entity : entities) {
        all.push_back(json::object{{"entity", entity}, {"roles", json::array{"develop", "sell"}}});
    }
    return all;
}

// One event of the kind, with plausible fields for that instant.
json::object random_event(Dice& dice, Plan& plan, const std::string& kind, Instant at) {
    json::object event = {{"event", kind}};
    set_office(dice, event, usual_office(dice, plan, kind));
    if (kind == "contract.awarded") {
        event["id"] = "X-" + std::to_string(++plan.contracts);
        event["vendor"] = dice.pick(kEntities);
        if (dice.chance(80)) {
            event["awarded"] = twin::print_day(day_before(dice, plan, at));
        }
        event["value"] = json::object{{"amount", "2000000.00"}, {"currency", "USD"}};
        event["term"] = "P1Y";
    } else if (kind == "contract.reported") {
        event["published"] = twin::print_day(day_before(dice, plan, at));
        event["publisher"] = "A newspaper";
    } else if (kind == "contract.stop-work-ordered") {
        if (dice.chance(70)) {
            event["delivered"] = twin::print_day(day_before(dice, plan, at));
        }
        if (dice.chance(40)) {
            event["days"] = static_cast<std::int64_t>(1 + dice.below(100));
        }
        event["reason"] = "review";
    } else if (kind == "contract.stop-work-extended") {
        const int days = static_cast<int>(dice.below(120));
        event["until"] = twin::print_day(twin::legal_day(at, *plan.zone) + date::days{days});
    } else if (kind == "tool.named") {
        event["tool"] = "Example Suite";
        Words named(kEntities.begin(),
                    kEntities.begin() + static_cast<std::ptrdiff_t>(dice.below(4)));
        if (named.empty() && dice.chance(70)) {
            named = {kEntities[0]};
        }
        event["furnishers"] = furnishers(named);
    } else if (kind == "scope.found") {
        event["element"] = dice.pick(kElements);
        event["value"] = dice.pick(Words{"yes", "yes", "no", "unknown"});
        event["evidence"] = some_evidence(dice, plan);
        if (dice.chance(50)) {
            event["reviewed_by"] = dice.pick(Words{"general-counsel", "auditor", "reviewer"});
        }
    } else if (kind == "purpose.set") {
        const std::string purpose = dice.chance(50) ? "operational" : dice.pick(kPurposes);
        event["purpose"] = purpose;
        if (purpose == "criminal-sale-or-use" && dice.chance(85)) {
            event["investigation"] =
                json::object{{"number", "I-1"}, {"of_the_spyware", dice.chance(60)}};
        }
        if (dice.chance(30)) {
            event["authorized_uses"] = "Study in a closed laboratory.";
        }
    } else if (kind == "procurement.step") {
        const std::string step = dice.pick(Words{"3(a)", "3(b)", "3(c)", "3(d)", "3(d)"});
        event["step"] = step;
        if (step == "3(d)") {
            event["entity"] = dice.pick(kEntities);
            event["evidence"] = some_evidence(dice, plan);
        }
        if (step == "3(a)") {
            event["assessment"] = "ODNI-2024-2";
        }
    } else if (kind == "procurement.made") {
        if (dice.chance(70)) {
            event["made"] = twin::print_day(day_before(dice, plan, at));
        }
    } else if (kind == "evidence.added") {
        event["id"] = "e" + std::to_string(++plan.evidence);
        event["kind"] = dice.pick(kKinds);
        event["publisher"] = "A publisher";
        event["published"] = twin::print_day(day_before(dice, plan, at));
        event["grade"] = "B2";
        if (dice.chance(15)) {
            event["copy_of"] =
                "e" + std::to_string(1 + dice.below(static_cast<std::size_t>(plan.evidence)));
        }
    } else if (kind == "factor.found") {
        event["factor"] = dice.pick(kLeaves);
        event["value"] = dice.pick(Words{"absent", "absent", "absent", "present", "unknown"});
        event["evidence"] = some_evidence(dice, plan);
        if (dice.chance(25)) {
            event["treatment"] = dice.chance(85) ? "It is treated as present." : " ";
        }
        if (dice.chance(20)) {
            event["entity"] = dice.pick(kEntities);
        }
    } else if (kind == "mitigation.considered") {
        event["knew"] = dice.pick(Words{"yes", "no", "unknown"});
        json::array measures;
        for (std::size_t i = dice.below(3); i > 0; --i) {
            measures.push_back(json::object{
                {"kind",
                 dice.pick(Words{"cancelled-contracts", "other-verifiable-action", "cooperated"})},
                {"evidence", some_evidence(dice, plan)}});
        }
        event["measures"] = measures;
    } else if (kind == "determination.made") {
        event["outcome"] = dice.chance(65) ? "not-prohibited" : "prohibited";
        event["reasons"] = "As found.";
    } else if (kind == "determination.submitted") {
        event["to"] = dice.chance(90) ? "director-of-national-intelligence" : "apnsa";
    } else if (kind == "use.notified") {
        json::array parts;
        const bool all = dice.chance(60);
        for (const std::string& part : kParts) {
            if (all || dice.chance(50)) {
                parts.emplace_back(part);
            }
        }
        event["parts"] = parts;
        if (dice.chance(70)) {
            const Instant received =
                dice.chance(70) ? at : at - minutes{static_cast<int>(dice.below(60 * 24 * 5))};
            event["received"] = spell(dice, *plan.zone, received);
        }
        if (dice.chance(25)) {
            event["material"] = dice.chance(80);
        }
    } else if (kind == "apnsa.further-process" || kind == "apnsa.no-further-process") {
        if (dice.chance(30)) {
            event["case"] = dice.chance(50) ? plan.id : "another-case";
        }
    } else if (kind == "use.started" || kind == "use.ended") {
        if (dice.chance(25)) {
            event["third_party"] =
                dice.chance(50) ? json::value(true) : json::value("A partner service");
        }
    } else if (kind == "information.received") {
        event["factor"] = dice.pick(kLeaves);
        event["evidence"] = some_evidence(dice, plan);
    } else if (kind == "waiver.issued") {
        event["until"] = spell(dice, *plan.zone, pick_until(dice, plan, at));
        event["extraordinary"] = dice.chance(93) ? "Imminent threat to life." : " ";
        event["no_alternative"] = dice.chance(93) ? "None was found." : "";
    } else if (kind == "waiver.notified") {
        event["of"] = dice.chance(70) ? "issued" : "revoked";
        event["to"] =
            dice.chance(50) ? "president-through-apnsa" : "director-of-national-intelligence";
        event["justification"] = "As issued.";
    } else if (kind == "assessment.issued") {
        if (dice.chance(70)) {
            event["issued"] = twin::print_day(day_before(dice, plan, at));
        }
        event["handle"] = "ODNI-2024-3";
    } else if (kind == "existing-use.reviewed") {
        event["found"] = dice.chance(50);
    } else if (kind == "report.submitted") {
        event["under"] = dice.pick(Words{"4(a)", "4(b)", "4(c)", "4(d)", "4(d)"});
        event["to"] = "apnsa";
    }
    if (dice.chance(3)) {
        event["note"] = "A note.";
    }
    if (dice.chance(3)) {
        event["marking"] = dice.chance(50) ? "U" : "CUI";
    }
    return event;
}

// --- a lawful life ----------------------------------------------------------------------------

bool is_kind(const Draft& draft, std::string_view kind) {
    return std::string(draft.fields.at("event").as_string()) == kind;
}

std::ptrdiff_t place(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

json::object simple(const std::string& kind, const std::string& by) {
    return {{"event", kind}, {"by", by}};
}

// The steps up to the decision, in their lawful order, without instants.
std::vector<json::object> first_half(Dice& dice, Plan& plan, bool is_waived) {
    std::vector<json::object> all;
    const Words entities(kEntities.begin(),
                         kEntities.begin() + 1 + static_cast<std::ptrdiff_t>(dice.below(3)));
    json::object event = simple("tool.named", "reviewer");
    event["tool"] = "Example Suite";
    event["furnishers"] = furnishers(entities);
    all.push_back(event);
    if (dice.chance(85)) {
        event = simple("purpose.set", "reviewer");
        event["purpose"] = "operational";
        if (dice.chance(35)) {
            event["purpose"] = dice.pick(kPurposes);
        }
        if (event["purpose"] == "criminal-sale-or-use") {
            event["investigation"] =
                json::object{{"number", "I-1"}, {"of_the_spyware", dice.chance(70)}};
        }
        all.push_back(event);
    }
    const Words kinds = {"government-finding", "technical", "report", "list-screening",
                         "vendor-statement"};
    const std::size_t pieces = 2 + dice.below(4);
    for (std::size_t i = 0; i < pieces; ++i) {
        event = simple("evidence.added", "reviewer");
        event["id"] = "e" + std::to_string(++plan.evidence);
        event["kind"] = kinds[i];
        event["publisher"] = "A publisher";
        event["published"] = "2022-05-0" + std::to_string(1 + i);
        event["grade"] = "A2";
        if (dice.chance(6)) {
            event["copy_of"] = "e" + std::to_string(1 + dice.below(6));
        }
        all.push_back(event);
    }
    for (const std::string& element : kElements) {
        if (dice.chance(70)) {
            event = simple("scope.found", "reviewer");
            event["element"] = element;
            event["value"] = dice.chance(90) ? "yes" : "unknown";
            event["evidence"] = json::array{"e2"};
            if (dice.chance(3)) {
                event["value"] = "no";
                event["reviewed_by"] = "general-counsel";
            }
            all.push_back(event);
        }
    }
    for (const char* step : {"3(a)", "3(b)", "3(c)"}) {
        event = simple("procurement.step", "reviewer");
        event["step"] = step;
        all.push_back(event);
    }
    for (const std::string& entity : entities) {
        event = simple("procurement.step", "reviewer");
        event["step"] = "3(d)";
        event["entity"] = entity;
        event["evidence"] = json::array{"e1"};
        all.push_back(event);
    }
    const bool is_award = dice.chance(80);
    event = simple(is_award ? "contract.awarded" : "procurement.made", "contracting-officer");
    if (is_award) {
        event["id"] = "X-" + std::to_string(++plan.contracts);
        event["vendor"] = entities.back();
        event["value"] = json::object{{"amount", "2000000.00"}, {"currency", "USD"}};
    }
    all.push_back(event);
    bool has_present = false;
    for (const std::string& leaf : kLeaves) {
        event = simple("factor.found", "reviewer");
        event["factor"] = leaf;
        event["value"] = dice.chance(85) ? "absent" : dice.pick(Words{"present", "unknown"});
        event["evidence"] = json::array{"e1", "e2"};
        if (event["value"] == "unknown") {
            event["treatment"] = "It is treated as present.";
        }
        has_present = has_present || event["value"] == "present";
        all.push_back(event);
    }
    if (has_present || dice.chance(10)) {
        event = simple("mitigation.considered", "reviewer");
        event["knew"] = "yes";
        event["measures"] = json::array{
            json::object{{"kind", "cancelled-contracts"}, {"evidence", json::array{"e1"}}}};
        all.push_back(event);
    }
    event = simple("determination.made", plan.head);
    event["outcome"] = is_waived ? "prohibited" : "not-prohibited";
    all.push_back(event);
    event = simple("determination.submitted", plan.head);
    event["to"] = "director-of-national-intelligence";
    all.push_back(event);
    all.push_back(is_waived ? simple("waiver.issued", plan.certifier)
                            : simple("determination.certified", plan.certifier));
    all.push_back(simple("use.decided", plan.head));
    return all;
}

void add(Plan& plan, Instant at, json::object fields) {
    plan.events.push_back({at, std::move(fields)});
}

// Sorted instants in a span, some of them equal: the record knows its order without them.
std::vector<Instant> spread(Dice& dice, std::size_t count, Instant from, Instant to) {
    const auto width = static_cast<std::size_t>((to - from).count());
    std::vector<Instant> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back(from + milliseconds{static_cast<std::int64_t>(dice.below(width + 1))});
    }
    std::sort(all.begin(), all.end());
    for (std::size_t i = 1; i < count; ++i) {
        if (dice.chance(15)) {
            all[i] = all[i - 1];
        }
    }
    return all;
}

// The notice, in one to three parts; the last one is received at the anchor or shortly before.
void add_notice(Dice& dice, Plan& plan, Instant anchor) {
    const std::size_t split = dice.chance(75) ? 1 : 2 + dice.below(2);
    for (std::size_t i = 0; i < split; ++i) {
        json::array parts;
        for (std::size_t part = 0; part < kParts.size(); ++part) {
            if (part % split == i) {
                parts.emplace_back(kParts[part]);
            }
        }
        json::object event = simple("use.notified", plan.head);
        event["parts"] = parts;
        const Instant at = anchor + hours{30 * static_cast<int>(i)};
        const Instant recorded =
            dice.chance(80) ? at : at + hours{static_cast<int>(dice.below(40))};
        if (dice.chance(80)) {
            event["received"] = spell(dice, *plan.zone, at);
        }
        add(plan, recorded, event);
    }
}

// The report of section 4(b), about 45 days after the purchase; it enters in the order of time.
void add_exempt_report(Dice& dice, Plan& plan) {
    std::size_t index = 0;
    while (!is_kind(plan.events[index], "contract.awarded") &&
           !is_kind(plan.events[index], "procurement.made")) {
        ++index;
    }
    const Day last = twin::legal_day(plan.events[index].at, *plan.zone) + date::days{45};
    const Instant due = twin::begin_for_wait(last + date::days{1}, *plan.zone);
    const Instant at = dice.chance(50) ? due + milliseconds{static_cast<int>(dice.below(3)) - 1}
                                       : due + hours{static_cast<int>(dice.below(100)) - 60};
    while (index < plan.events.size() && plan.events[index].at <= at) {
        ++index;
    }
    json::object event = simple("report.submitted", plan.head);
    event["under"] = "4(b)";
    event["to"] = "apnsa";
    plan.events.insert(plan.events.begin() + place(index), Draft{at, event});
}

// What may happen after the notice; most of it lawful, if the wait is over by then.
void add_second_half(Dice& dice, Plan& plan, Instant anchor, bool is_waived) {
    Instant at = plan.events.back().at;
    if (dice.chance(15)) {
        at = anchor + kDay * static_cast<int>(dice.below(6)) + hours{40};
        add(plan, at, random_event(dice, plan, "apnsa.further-process", at));
    }
    if (dice.chance(25)) {
        at += hours{static_cast<int>(dice.below(90))};
        add(plan, at, random_event(dice, plan, "apnsa.no-further-process", at));
    }
    if (is_waived && dice.chance(70)) {
        for (const char* to : {"president-through-apnsa", "director-of-national-intelligence"}) {
            json::object event = simple("waiver.notified", plan.certifier);
            event["of"] = "issued";
            event["to"] = to;
            at += minutes{static_cast<int>(dice.below(600))};
            add(plan, at, event);
        }
    }
    if (dice.chance(60)) {
        at = std::max(at, twin::end_of_seven_days(anchor, *plan.zone).value_or(at));
        at += dice.chance(30) ? hours{0} : hours{static_cast<int>(dice.below(400))};
        json::object event = simple("use.started", plan.head);
        if (dice.chance(20)) {
            event["third_party"] = "A partner service";
        }
        add(plan, at, event);
    }
    const Words later = {"report.submitted",
                         "assessment.issued",
                         "existing-use.reviewed",
                         "report.submitted",
                         "information.received",
                         "determination.made",
                         "determination.submitted",
                         "determination.certified",
                         "use.ended",
                         "use.started",
                         "contract.stop-work-ordered",
                         "contract.stop-work-extended",
                         "contract.stop-work-cancelled",
                         "waiver.revoked",
                         "waiver.notified",
                         "procurement.made",
                         "contract.closed-out",
                         "contract.terminated"};
    std::size_t next = dice.below(later.size());
    for (std::size_t i = dice.below(7); i > 0; --i) {
        at += dice.chance(20) ? hours{72} : hours{static_cast<int>(dice.below(24 * 45))};
        add(plan, at, random_event(dice, plan, later[next % later.size()], at));
        next += dice.chance(60) ? 1 : dice.below(later.size());
    }
}

void build_life(Dice& dice, Plan& plan) {
    const Instant anchor = pick_anchor(dice, *plan.zone);
    const bool is_waived = dice.chance(25);
    std::vector<json::object> steps = first_half(dice, plan, is_waived);
    const Instant from =
        anchor - kDay * static_cast<int>(dice.chance(20) ? 2 : 40 + dice.below(160));
    const std::vector<Instant> instants = spread(dice, steps.size(), from, anchor);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].at("event") == "waiver.issued") {
            const Instant until = dice.chance(80)
                                      ? instants[i] + kDay * static_cast<int>(10 + dice.below(340))
                                      : pick_until(dice, plan, instants[i]);
            steps[i]["until"] = spell(dice, *plan.zone, until);
            steps[i]["extraordinary"] = "Imminent threat to life.";
            steps[i]["no_alternative"] = "None was found.";
        }
        add(plan, instants[i], steps[i]);
    }
    add_notice(dice, plan, anchor);
    add_second_half(dice, plan, anchor, is_waived);
    if (dice.chance(15)) {
        add_exempt_report(dice, plan);
    }
}

// --- mutations --------------------------------------------------------------------------------

using Events = std::vector<Draft>;

// An event of one of the kinds, if there is any; else any event.
Draft& pick_of(Dice& dice, Events& events, const Words& kinds) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const std::string kind(events[i].fields.at("event").as_string());
        if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) {
            found.push_back(i);
        }
    }
    return events[found.empty() ? dice.below(events.size()) : dice.pick(found)];
}

void insert_random(Dice& dice, Plan& plan, const Words& kinds) {
    const std::size_t index = dice.below(plan.events.size() + 1);
    Instant at = index == 0 ? plan.events.front().at : plan.events[index - 1].at;
    if (index == plan.events.size()) {
        at += hours{static_cast<int>(dice.below(24 * 30))};
    }
    json::object fields = random_event(dice, plan, dice.pick(kinds), at);
    plan.events.insert(plan.events.begin() + place(index), Draft{at, std::move(fields)});
}

void swap_fields(Dice& dice, Events& events) {
    const std::size_t one = dice.below(events.size());
    const std::size_t other =
        dice.chance(50) ? dice.below(events.size()) : std::min(one + 1, events.size() - 1);
    std::swap(events[one].fields, events[other].fields);
}

void retime(Dice& dice, Events& events) {
    const std::size_t index = dice.below(events.size());
    switch (dice.below(4)) {
        case 0:
            events[index].at = events[index == 0 ? 0 : index - 1].at;
            break;
        case 1:
            events[index].at = events[index == 0 ? 0 : index - 1].at + milliseconds{1};
            break;
        case 2:
            for (std::size_t i = index; i < events.size(); ++i) {
                events[i].at += kDay * static_cast<int>(1 + dice.below(30));
            }
            break;
        default:
            events[index].at += hours{static_cast<int>(dice.below(200))};
    }
}

void change_evidence(Dice& dice, Plan& plan) {
    Draft& draft = pick_of(dice, plan.events, {"factor.found", "scope.found", "evidence.added"});
    if (is_kind(draft, "evidence.added")) {
        if (dice.chance(50)) {
            draft.fields["kind"] = dice.pick(kKinds);
        } else {
            draft.fields["copy_of"] = "e" + std::to_string(1 + dice.below(6));
        }
    } else {
        draft.fields["evidence"] = dice.chance(30) ? json::array{} : some_evidence(dice, plan);
    }
}

void change_finding(Dice& dice, Plan& plan) {
    Draft& draft =
        pick_of(dice, plan.events, {"factor.found", "determination.made", "scope.found"});
    if (is_kind(draft, "factor.found")) {
        draft.fields["value"] = dice.pick(Words{"present", "absent", "unknown"});
        if (dice.chance(30)) {
            draft.fields["treatment"] = "It is treated as present.";
        }
    } else if (is_kind(draft, "determination.made")) {
        draft.fields["outcome"] = dice.chance(50) ? "prohibited" : "not-prohibited";
    } else if (is_kind(draft, "scope.found")) {
        draft.fields["value"] = "no";
        if (dice.chance(70)) {
            draft.fields["reviewed_by"] = dice.chance(80) ? "general-counsel" : "reviewer";
        }
    }
}

void change_notice(Dice& dice, Plan& plan) {
    Draft& draft = pick_of(dice, plan.events, {"use.notified"});
    if (!is_kind(draft, "use.notified")) {
        return;
    }
    switch (dice.below(3)) {
        case 0:
            draft.fields["received"] = spell(
                dice, *plan.zone, draft.at - minutes{static_cast<int>(dice.below(60 * 24 * 9))});
            break;
        case 1:
            draft.at += hours{static_cast<int>(dice.below(96))};
            break;
        default:
            draft.fields["parts"] =
                as_array({dice.pick(Words{"due-diligence", "factors"}), "reasons"});
    }
}

void change_purchase(Dice& dice, Plan& plan) {
    Draft& draft = pick_of(dice, plan.events, {"contract.awarded", "procurement.made"});
    const char* field = is_kind(draft, "contract.awarded") ? "awarded" : "made";
    if (is_kind(draft, "contract.awarded") || is_kind(draft, "procurement.made")) {
        const int back = static_cast<int>(dice.below(120));
        draft.fields[field] =
            twin::print_day(twin::legal_day(draft.at, *plan.zone) - date::days{back});
    }
}

void remove_field(Dice& dice, Events& events) {
    for (int attempt = 0; attempt < 5; ++attempt) {
        Draft& draft = events[dice.below(events.size())];
        Words present;
        for (const std::string& field : kRemovable) {
            // An extension without a day, or a notice without its addressee, says nothing.
            const bool is_needed =
                (is_kind(draft, "contract.stop-work-extended") && field == "until") ||
                (is_kind(draft, "waiver.notified") && field == "to");
            if (draft.fields.contains(field) && !is_needed && (field != "by" || dice.chance(20))) {
                present.push_back(field);
            }
        }
        if (!present.empty()) {
            draft.fields.erase(dice.pick(present));
            return;
        }
    }
}

void mutate(Dice& dice, Plan& plan) {
    Events& events = plan.events;
    switch (dice.below(14)) {
        case 0:
            if (events.size() > 1) {
                events.erase(events.begin() + place(dice.below(events.size())));
            }
            break;
        case 1: {
            const std::size_t from = dice.below(events.size());
            const std::size_t to = from + dice.below(events.size() - from) + 1;
            Draft copy = events[from];
            copy.at = events[to - 1].at;
            events.insert(events.begin() + place(to), copy);
            break;
        }
        case 2:
            swap_fields(dice, events);
            break;
        case 3:
            retime(dice, events);
            break;
        case 4:
            pick_of(dice, events,
                    {"determination.certified", "use.decided", "use.notified", "waiver.issued",
                     "apnsa.no-further-process", "determination.made"})
                .fields["by"] = dice.chance(50) ? dice.pick(kOffices) : plan.head;
            break;
        case 5: {
            Draft& draft =
                pick_of(dice, events,
                        {"determination.certified", "use.decided", "use.notified", "waiver.issued",
                         "apnsa.no-further-process", "apnsa.further-process", "waiver.revoked"});
            const json::value* by = draft.fields.if_contains("by");
            if (by != nullptr && by->is_string()) {
                set_acting(dice, draft.fields, std::string(by->as_string()));
            }
            break;
        }
        case 6:
            change_evidence(dice, plan);
            break;
        case 7:
            change_finding(dice, plan);
            break;
        case 8:
            change_notice(dice, plan);
            break;
        case 9:
            change_purchase(dice, plan);
            break;
        case 10:
            remove_field(dice, events);
            break;
        case 11:
            insert_random(dice, plan, {"purpose.set", "tool.named", "scope.found"});
            break;
        default:
            insert_random(dice, plan, kEventKinds);
    }
}

// --- to the door ------------------------------------------------------------------------------

// Makes the case well formed whatever was done to it, and writes it.
json::object finish(Dice& dice, Plan& plan) {
    json::array record;
    std::set<std::string> ids;
    Instant before = plan.events.empty() ? Instant{} : plan.events.front().at;
    int renamed = 0;
    for (Draft& draft : plan.events) {
        draft.at = std::max(draft.at, before);
        before = draft.at;
        const Day today = twin::legal_day(draft.at, *plan.zone);
        json::object event = {{"at", spell(dice, *plan.zone, draft.at)}};
        for (const auto& [key, value] : draft.fields) {
            event[key] = value;
        }
        for (const char* field : {"awarded", "published", "delivered", "made", "issued"}) {
            const json::value* day = event.if_contains(field);
            if (day != nullptr && twin::parse_day(std::string(day->as_string())) > today) {
                event[field] = twin::print_day(today);
            }
        }
        const json::value* received = event.if_contains("received");
        if (received != nullptr &&
            twin::parse_instant(std::string(received->as_string())) > draft.at) {
            event["received"] = spell(dice, *plan.zone, draft.at);
        }
        const json::value* by = event.if_contains("by");
        if (by == nullptr || !by->is_object()) {
            event.erase("confirmed_by");
        }
        if (is_kind(draft, "contract.stop-work-extended") &&
            twin::parse_day(std::string(event.at("until").as_string())) < today) {
            event["until"] = twin::print_day(today);
        }
        const json::value* id = event.if_contains("id");
        if (id != nullptr && !ids.insert(std::string(id->as_string())).second) {
            event["id"] = "renamed-" + std::to_string(++renamed);
        }
        const json::value* copied = event.if_contains("copy_of");
        if (copied != nullptr && *copied == event.at("id")) {
            event.erase("copy_of");
        }
        record.push_back(event);
    }
    return {{"standstill", 1},        {"case", plan.id},
            {"title", "Generated"},   {"law", json::array{"eo-14093"}},
            {"zone", plan.zone_name}, {"agency", plan.agency},
            {"record", record}};
}

milliseconds pick_gap(Dice& dice) {
    switch (dice.below(14)) {
        case 0:
        case 1:
        case 2:
            return milliseconds{0};
        case 3:
            return milliseconds{1};
        case 4:
            return seconds{1};
        case 5:
            return hours{24};
        case 6:
            return hours{72};
        case 7:
            return hours{168};
        case 8:
            return kDay * static_cast<int>(dice.below(95));
        case 9:
            return hours{168} - milliseconds{1};
        case 10:
            return dice.chance(15) ? kDay * 365 : kDay * 8;
        default:
            return minutes{static_cast<int>(dice.below(60 * 30))};
    }
}

}  // namespace

json::object lawful(std::uint64_t seed) {
    Dice dice(seed);
    Plan plan = start_plan(dice, "lawful-" + std::to_string(seed));
    build_life(dice, plan);
    const std::size_t mutations = dice.chance(20)   ? 0
                                  : dice.chance(75) ? 1 + dice.below(3)
                                                    : dice.below(12);
    for (std::size_t i = 0; i < mutations; ++i) {
        mutate(dice, plan);
    }
    return finish(dice, plan);
}

json::object wild(std::uint64_t seed) {
    // Another stream than that of the lawful life of the same seed.
    Dice dice(seed ^ 0x9e3779b97f4a7c15ULL);
    Plan plan = start_plan(dice, "wild-" + std::to_string(seed));
    Instant at = pick_anchor(dice, *plan.zone);
    // Pure noise almost never comes near the gate; half of the cases begin with a shuffled first
    // half.
    if (dice.chance(50)) {
        std::vector<json::object> steps = first_half(dice, plan, dice.chance(40));
        if (steps.size() > 28) {
            steps.erase(steps.begin() + 5, steps.begin() + 5 + place(steps.size() - 28));
        }
        for (json::object& step : steps) {
            if (dice.chance(97)) {
                if (step.at("event") == "waiver.issued") {
                    step = random_event(dice, plan, "waiver.issued", at);
                }
                add(plan, at, step);
                at += dice.chance(60) ? milliseconds{0} : pick_gap(dice) / 40;
            }
        }
        add(plan, at, random_event(dice, plan, "use.notified", at));
    }
    const std::size_t wanted = dice.below(41);
    // The kinds that move the gate come more often than the others.
    const Words moving = {"use.decided",
                          "use.notified",
                          "use.notified",
                          "apnsa.further-process",
                          "apnsa.no-further-process",
                          "use.started",
                          "determination.made",
                          "determination.submitted",
                          "determination.certified",
                          "waiver.issued",
                          "waiver.revoked",
                          "information.received",
                          "contract.stop-work-ordered",
                          "evidence.added",
                          "factor.found"};
    while (plan.events.size() < wanted) {
        at += pick_gap(dice);
        const std::string kind = dice.chance(50) ? dice.pick(moving) : dice.pick(kEventKinds);
        add(plan, at, random_event(dice, plan, kind, at));
    }
    return finish(dice, plan);
}

std::vector<std::string> interesting_instants(const json::object& case_file, std::uint64_t seed) {
    Dice dice(seed ^ 0xd1b54a32d192ed03ULL);
    const twin::Zone& zone = twin::find_zone(std::string(case_file.at("zone").as_string()));
    const json::array& record = case_file.at("record").as_array();
    std::vector<Instant> clocks;
    std::vector<Instant> events;
    for (const json::value& value : record) {
        const json::object& event = value.as_object();
        const std::string kind(event.at("event").as_string());
        const Instant at = twin::parse_instant(std::string(event.at("at").as_string()));
        const Day today = twin::legal_day(at, zone);
        events.push_back(at);
        const auto field = [&](const char* name) {
            const json::value* text = event.if_contains(name);
            return text != nullptr && text->is_string() ? std::string(text->as_string())
                                                        : std::string();
        };
        const auto day = [&](const char* name) {
            return field(name).empty() ? today : twin::parse_day(field(name));
        };
        const auto end_of = [&](Day last) {
            return twin::begin_for_wait(last + date::days{1}, zone);
        };
        if (kind == "use.notified") {
            const Instant received =
                field("received").empty() ? at : twin::parse_instant(field("received"));
            clocks.push_back(received + hours{168});
            clocks.push_back(twin::end_of_seven_days(received, zone).value_or(at));
        } else if (kind == "waiver.issued" || kind == "waiver.revoked") {
            clocks.push_back(at + hours{72});
            clocks.push_back(twin::end_of_one_year(at, zone));
            clocks.push_back(field("until").empty() ? at : twin::parse_instant(field("until")));
        } else if (kind == "contract.stop-work-ordered") {
            clocks.push_back(end_of(day("delivered") + date::days{90}));
            const json::value* days = event.if_contains("days");
            if (days != nullptr && days->is_int64()) {
                clocks.push_back(
                    end_of(day("delivered") + date::days{static_cast<int>(days->as_int64())}));
            }
        } else if (kind == "contract.stop-work-extended") {
            clocks.push_back(end_of(day("until")));
        } else if (kind == "contract.awarded" || kind == "procurement.made") {
            const Day bought = day(kind == "contract.awarded" ? "awarded" : "made");
            clocks.push_back(end_of(bought + date::days{45}));
            const date::year year = date::year_month_day{bought}.year();
            clocks.push_back(end_of(Day(year / date::March / 27)));
            clocks.push_back(end_of(Day((year + date::years{1}) / date::March / 27)));
        } else if (kind == "assessment.issued") {
            clocks.push_back(end_of(day("issued") + date::days{90}));
        } else if (kind == "determination.made") {
            clocks.push_back(end_of(today));
        }
    }
    const std::vector<milliseconds> near = {milliseconds{-1000}, milliseconds{-1}, milliseconds{0},
                                            milliseconds{1}, milliseconds{1000}};
    std::set<Instant> chosen;
    for (const Instant clock : clocks) {
        chosen.insert(clock);
        chosen.insert(clock - milliseconds{1});
        chosen.insert(clock + dice.pick(near));
    }
    for (const Instant event : events) {
        chosen.insert(event);
        chosen.insert(event + dice.pick(near));
    }
    const Instant first =
        events.empty() ? twin::parse_instant("2024-10-01T00:00:00Z") : events.front();
    const Instant last = events.empty() ? first : events.back();
    chosen.insert(last + kDay * 800);
    const auto width = static_cast<std::size_t>((last - first + kDay * 400).count());
    for (int i = 0; i < 5; ++i) {
        chosen.insert(first - kDay + milliseconds{static_cast<std::int64_t>(dice.below(width))});
    }
    std::vector<std::string> all;
    for (const Instant instant : chosen) {
        all.push_back(spell(dice, zone, instant));
    }
    return all;
}

}  // namespace standstill::generator
