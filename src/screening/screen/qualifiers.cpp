#include "screening/screen/qualifiers.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace standstill::screening {

namespace {

// What each agreement is worth. Smaller than the steps by which names differ (a letter in a word
// costs about 50), but for identifiers and a whole date of birth.
constexpr std::int32_t kIdentifierAgrees = 1'000;
constexpr std::int32_t kBirthAgrees = 150;
constexpr std::int32_t kBirthNear = 40;
constexpr std::int32_t kBirthDiffers = -100;
constexpr std::int32_t kCountryAgrees = 30;
constexpr std::int32_t kCountryDiffers = -20;
constexpr std::int32_t kKindAgrees = 20;
constexpr std::int32_t kKindDiffers = -100;

bool is_whole(const PartialDate& date) {
    return date.year != 0 && date.month != 0 && date.day != 0 && date.year_to == 0;
}

// The years a date may stand for.
std::pair<int, int> years(const PartialDate& date) {
    int last = date.year_to != 0 ? date.year_to : date.year;
    int slack = date.about ? 2 : 0;
    return {date.year - slack, last + slack};
}

Agreement compare(const PartialDate& a, const PartialDate& b) {
    if (a.year == 0 || b.year == 0) return Agreement::Silent;
    auto [a_first, a_last] = years(a);
    auto [b_first, b_last] = years(b);
    const int gap = std::max({0, b_first - a_last, a_first - b_last});
    const bool whole = is_whole(a) && is_whole(b) && !a.about && !b.about;
    if (whole && gap == 0) {
        if (a.month == b.month && a.day == b.day) return Agreement::Agrees;
        // Written the other way round, or one of the two mistyped.
        if ((a.month == b.day && a.day == b.month) || a.month == b.month || a.day == b.day)
            return Agreement::Near;
        return Agreement::Differs;
    }
    if (gap == 0) return Agreement::Near;
    if (gap == 1 || (whole && a.month == b.month && a.day == b.day && gap <= 10))
        return Agreement::Near;
    return Agreement::Differs;
}

std::string written(const PartialDate& date) { return date.text; }

void add_kind(const Query& query, const Entity& listed, Qualified& out) {
    if (query.kind == EntityKind::Unknown) return;
    Qualifier one{"kind", Agreement::Silent, std::string(name_of(query.kind)),
                  std::string(name_of(listed.kind))};
    if (listed.kind != EntityKind::Unknown) {
        bool same = query.kind == listed.kind;
        one.agreement = same ? Agreement::Agrees : Agreement::Differs;
        out.points += same ? kKindAgrees : kKindDiffers;
    }
    out.qualifiers.push_back(std::move(one));
}

void add_births(const Query& query, const Entity& listed, Qualified& out) {
    if (query.births.empty()) return;
    Qualifier best{"birth date", Agreement::Silent, written(query.births.front()), ""};
    for (const PartialDate& asked : query.births)
        for (const PartialDate& one : listed.births) {
            Agreement agreement = compare(asked, one);
            if (agreement >= best.agreement && !best.listed.empty()) continue;
            best = {"birth date", agreement, written(asked), written(one)};
        }
    switch (best.agreement) {
        case Agreement::Agrees:
            out.points += kBirthAgrees;
            break;
        case Agreement::Near:
            out.points += kBirthNear;
            break;
        case Agreement::Differs:
            out.points += kBirthDiffers;
            break;
        case Agreement::Silent:
            break;
    }
    out.qualifiers.push_back(std::move(best));
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

void add_countries(const Query& query, const Entity& listed, Qualified& out) {
    if (query.countries.empty()) return;
    std::vector<std::string> theirs = listed.countries;
    for (const Address& address : listed.addresses)
        if (!address.country.empty() &&
            std::find(theirs.begin(), theirs.end(), address.country) == theirs.end())
            theirs.push_back(address.country);
    Qualifier one{"country", Agreement::Silent, joined(query.countries), joined(theirs)};
    if (!theirs.empty()) {
        bool common = std::any_of(theirs.begin(), theirs.end(), [&](const std::string& country) {
            return std::find(query.countries.begin(), query.countries.end(), country) !=
                   query.countries.end();
        });
        one.agreement = common ? Agreement::Agrees : Agreement::Differs;
        out.points += common ? kCountryAgrees : kCountryDiffers;
    }
    out.qualifiers.push_back(std::move(one));
}

bool same_identifier(const Identifier& a, const Identifier& b) {
    std::string plain = plain_identifier(a.value);
    if (plain.empty() || plain != plain_identifier(b.value)) return false;
    return a.country.empty() || b.country.empty() || a.country == b.country;
}

void add_identifiers(const Query& query, const Entity& listed, Qualified& out) {
    for (const Identifier& asked : query.identifiers) {
        Qualifier one{"identifier", Agreement::Silent, asked.value, ""};
        for (const Identifier& theirs : listed.identifiers) {
            if (same_identifier(asked, theirs)) {
                one.agreement = Agreement::Agrees;
                one.listed = theirs.kind + " " + theirs.value;
                out.points += kIdentifierAgrees;
                break;
            }
            // Another number of the same kind says little: people have several passports.
            if (!asked.kind.empty() && asked.kind == theirs.kind && one.listed.empty()) {
                one.agreement = Agreement::Differs;
                one.listed = theirs.kind + " " + theirs.value;
            }
        }
        out.qualifiers.push_back(std::move(one));
    }
}

}  // namespace

std::string plain_identifier(const std::string& value) {
    std::string out;
    for (unsigned char byte : value) {
        if (byte >= 'a' && byte <= 'z') byte = static_cast<unsigned char>(byte - 'a' + 'A');
        bool counts = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
        if (counts) out += static_cast<char>(byte);
    }
    if (out.size() < 4) out.clear();
    return out;
}

Qualified qualify(const Query& query, const Entity& listed) {
    Qualified out;
    add_kind(query, listed, out);
    add_births(query, listed, out);
    add_countries(query, listed, out);
    add_identifiers(query, listed, out);
    return out;
}

std::string_view name_of(Agreement agreement) {
    switch (agreement) {
        case Agreement::Agrees:
            return "agrees";
        case Agreement::Near:
            return "near";
        case Agreement::Differs:
            return "differs";
        case Agreement::Silent:
            return "silent";
    }
    return "silent";
}

}  // namespace standstill::screening
