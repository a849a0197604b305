#include "screening/list/known.h"

#include <algorithm>
#include <iterator>

namespace standstill::screening {

namespace {

constexpr KnownList kLists[] = {
    {"eu-fsf", "EU consolidated list of financial sanctions", "sanction"},
    {"misp-surveillance-vendors", "MISP galaxy of surveillance vendors", "crime.spyware"},
    {"uk-ofsi", "UK consolidated list of financial sanctions targets (OFSI)", "sanction"},
    {"uk-sanctions", "UK Sanctions List (FCDO)", "sanction"},
    {"un-sc", "UN Security Council consolidated list", "sanction"},
    {"us-bis-dpl", "BIS Denied Persons List", "export.control"},
    {"us-bis-entity", "BIS Entity List", "export.control"},
    {"us-bis-meu", "BIS Military End User List", "export.control"},
    {"us-bis-uvl", "BIS Unverified List", "export.risk"},
    {"us-csl", "US Consolidated Screening List", ""},
    {"us-dod-1260h", "DoD Chinese military companies (section 1260H)", "debarment"},
    {"us-ofac-cap", "OFAC correspondent account or payable-through account list (CAPTA)",
     "sanction"},
    {"us-ofac-cmic", "OFAC Non-SDN Chinese Military-Industrial Complex Companies List", "sanction"},
    {"us-ofac-cons", "OFAC consolidated non-SDN list", "sanction"},
    {"us-ofac-fse", "OFAC Foreign Sanctions Evaders List", "sanction"},
    {"us-ofac-mbs", "OFAC Non-SDN Menu-Based Sanctions List", "sanction"},
    {"us-ofac-plc", "OFAC Non-SDN Palestinian Legislative Council List", "sanction"},
    {"us-ofac-sdn", "OFAC Specially Designated Nationals and Blocked Persons", "sanction"},
    {"us-ofac-ssi", "OFAC Sectoral Sanctions Identifications List", "sanction"},
    {"us-sam", "SAM.gov exclusions", "debarment"},
    {"us-section-1286", "Institutions of concern (NDAA section 1286)", "debarment"},
    {"us-section-353", "Corrupt and undemocratic actors (section 353)", "sanction"},
    {"us-state-dtc", "AECA debarred (State, DDTC)", "debarment"},
    {"us-state-isn", "Nonproliferation sanctions (State, ISN)", "sanction"},
    {"us-state-tel", "Terrorist Exclusion List (State)", "sanction"},
};

struct CslSource {
    std::string_view mark;
    std::string_view id;
};

// The mark stands in parentheses in the name of the source.
constexpr CslSource kCslSources[] = {
    {"(SDN)", "us-ofac-sdn"},
    {"(FSE)", "us-ofac-fse"},
    {"(SSI)", "us-ofac-ssi"},
    {"(PLC)", "us-ofac-plc"},
    {"(CAP)", "us-ofac-cap"},
    {"(MBS)", "us-ofac-mbs"},
    {"(CMIC)", "us-ofac-cmic"},
    {"(DPL)", "us-bis-dpl"},
    {"(EL)", "us-bis-entity"},
    {"(UVL)", "us-bis-uvl"},
    {"(MEU)", "us-bis-meu"},
    {"(ISN)", "us-state-isn"},
    {"(DTC)", "us-state-dtc"},
    {"ITAR Debarred", "us-state-dtc"},
    {"AECA Debarred", "us-state-dtc"},
    {"Menu-Based", "us-ofac-mbs"},
    {"Military-Industrial", "us-ofac-cmic"},
    {"Palestinian Legislative", "us-ofac-plc"},
};

}  // namespace

std::span<const KnownList> known_lists() { return kLists; }

const KnownList* find_list(std::string_view id) {
    const auto* found = std::ranges::find(kLists, id, &KnownList::id);
    return found == std::end(kLists) ? nullptr : found;
}

const KnownList* list_of_csl_source(std::string_view source) {
    for (const CslSource& known : kCslSources)
        if (source.find(known.mark) != std::string_view::npos) return find_list(known.id);
    return nullptr;
}

}  // namespace standstill::screening
