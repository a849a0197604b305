#include "screening/list/ofac_remarks.h"

#include <algorithm>

#include "base/text.h"
#include "screening/list/fields.h"

namespace standstill::screening {

namespace {

struct Document {
    std::string_view label;
    std::string_view kind;
};

// The longer label first where one begins with the other.
constexpr Document kDocuments[] = {
    {"Passport", "passport"},
    {"Diplomatic Passport", "passport"},
    {"Stateless Person Passport", "passport"},
    {"National ID No.", "national-id"},
    {"National Foreign ID Number", "national-id"},
    {"Personal ID Card", "national-id"},
    {"Identification Number IMO", "imo-company"},
    {"Company Number IMO", "imo-company"},
    {"Vessel Registration Identification IMO", "imo"},
    {"Vessel Registration Identification", "vessel-registration"},
    {"Identification Number", "identification"},
    {"Tax ID No.", "tax"},
    {"V.A.T. Number", "tax"},
    {"Italian Fiscal Code", "tax"},
    {"Fiscal Code", "tax"},
    {"R.F.C.", "tax"},
    {"NIT #", "tax"},
    {"RUC #", "tax"},
    {"RIF #", "tax"},
    {"C.U.I.T.", "tax"},
    {"C.U.R.P.", "national-id"},
    {"Cedula No.", "national-id"},
    {"Cedula de Ciudadania", "national-id"},
    {"D.N.I.", "national-id"},
    {"C.I.F.", "tax"},
    {"SSN", "ssn"},
    {"Registration Number", "registration"},
    {"Public Registration Number", "registration"},
    {"Registration ID", "registration"},
    {"Business Registration Number", "registration"},
    {"Business Registration Document #", "registration"},
    {"Business Number", "registration"},
    {"Company Number", "registration"},
    {"Commercial Registry Number", "registration"},
    {"Unified Social Credit Code (USCC)", "registration"},
    {"C.R. No.", "registration"},
    {"Trade License No.", "trade-license"},
    {"Legal Entity Number", "lei"},
    {"D-U-N-S Number", "duns"},
    {"MMSI", "mmsi"},
    {"SWIFT/BIC", "swift"},
    {"BIK (RU)", "bik"},
    {"Aircraft Tail Number", "aircraft-tail"},
    {"Aircraft Manufacturer's Serial Number (MSN)", "aircraft-serial"},
    {"Aircraft Construction Number (also called L/N or S/N or F/N)", "aircraft-serial"},
    {"Driver's License No.", "driver-license"},
    {"Electoral Registry No.", "electoral"},
    {"Folio Mercantil No.", "registration"},
    {"Matricula Mercantil No", "registration"},
    {"Government Gazette Number", "gazette"},
    {"Digital Currency Address", "crypto"},
};

constexpr std::string_view kMeasures[] = {
    "Secondary sanctions risk",
    "Additional Sanctions Information",
    "Transactions Prohibited For",
    "CAATSA Section",
    "Executive Order 13",
    "Executive Order 14",
    "Listing Date",
    "Effective Date",
};

// Takes the words off the front, if they are there.
bool takes(std::string_view& text, std::string_view words) {
    if (!text.starts_with(words)) return false;
    text.remove_prefix(words.size());
    return true;
}

// `'BNC'` without its marks; a mark inside a name stays.
std::string_view quoted(std::string_view text) {
    text = base::trimmed(text);
    const std::size_t open = text.find('\'');
    const std::size_t close = text.rfind('\'');
    if (open == std::string_view::npos || close == open) return text;
    return text.substr(open + 1, close - open - 1);
}

// "G2853697 (Iran) issued 2010": the number, and the country in the parentheses behind it.
void add_document(std::string_view kind, std::string_view rest, Entity& entity) {
    rest = base::trimmed(rest);
    std::string_view number = rest, country;
    if (const std::size_t open = rest.find(" ("); open != std::string_view::npos) {
        number = rest.substr(0, open);
        country = rest.substr(open + 2);
        country = country.substr(0, country.find(')'));
    } else {
        for (std::string_view word : {" issued ", " expires "})
            number = number.substr(0, number.find(word));
    }
    if (kind == "crypto") {
        takes(number, "- ");
    } else if (kind == "imo" || kind == "imo-company") {
        takes(number, "IMO ");
    }
    if (kind == "tax" || kind == "registration") takes(number, "# ");
    add_identifier(entity, kind, number, country);
}

bool read_document(std::string_view piece, Entity& entity) {
    for (const Document& known : kDocuments) {
        if (!piece.starts_with(known.label)) continue;
        std::string_view rest = piece.substr(known.label.size());
        if (!rest.empty() && rest.front() != ' ') continue;
        add_document(known.kind, rest, entity);
        return true;
    }
    return false;
}

void read_piece(std::string_view piece, Entity& entity) {
    piece = base::trimmed(piece);
    if (piece.starts_with('(') && piece.ends_with(')')) piece = piece.substr(1, piece.size() - 2);
    takes(piece, "alt. ");
    if (takes(piece, "DOB ")) return add_birth(entity, parse_date(piece));
    if (takes(piece, "POB ")) return add_text(entity.birth_places, piece);
    if (takes(piece, "nationality ") || takes(piece, "citizen ")) {
        add_country(entity, piece);
        return;
    }
    if (takes(piece, "Gender ")) {
        entity.gender = lower_ascii(base::trimmed(piece));
        return;
    }
    if (takes(piece, "a.k.a. ") || takes(piece, "n.k.a. "))
        return add_name(entity, quoted(piece), NameKind::WeakAlias, "remarks");
    if (takes(piece, "f.k.a. "))
        return add_name(entity, quoted(piece), NameKind::Former, "remarks");
    if (takes(piece, "Linked To: ")) {
        Related related{"Linked To", std::string(base::trimmed(piece))};
        if (related.name.ends_with(')') && related.name.find('(') == std::string::npos)
            related.name.pop_back();
        entity.related.push_back(std::move(related));
        return;
    }
    if (read_document(piece, entity)) return;
    for (std::string_view measure : kMeasures)
        if (piece.starts_with(measure) && !entity.listings.empty())
            return add_text(entity.listings.front().measures, piece);
}

}  // namespace

void read_ofac_remarks(std::string_view remarks, Entity& entity) {
    remarks = base::trimmed(remarks);
    // The full stop at the end is the sentence's; that of an abbreviation inside quotes stays.
    if (remarks.ends_with('.')) remarks.remove_suffix(1);
    while (!remarks.empty()) {
        const std::size_t end = std::min(remarks.find(';'), remarks.size());
        read_piece(remarks.substr(0, end), entity);
        remarks.remove_prefix(std::min(remarks.size(), end + 1));
    }
}

std::string_view kind_of_ofac_document(std::string_view label) {
    label = base::trimmed(label);
    for (const Document& known : kDocuments)
        if (same_ascii(label, known.label)) return known.kind;
    // The XML files name them with fewer words.
    if (label.ends_with("Passport")) return "passport";
    if (same_ascii(label, "Tax ID No") || same_ascii(label, "VAT Number")) return "tax";
    if (same_ascii(label, "Vessel Registration Identification")) return "imo";
    return label;
}

}  // namespace standstill::screening
