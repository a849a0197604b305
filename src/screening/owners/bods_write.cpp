// Each party and each link becomes one statement; parties come before what is said of them.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "base/digest.h"
#include "screening/owners/bods.h"

namespace standstill::screening::owners {

namespace {

namespace json = boost::json;

std::string_view interest_of(LinkKind kind) {
    switch (kind) {
        case LinkKind::Stake:
            return "shareholding";
        case LinkKind::Voting:
            return "votingRights";
        case LinkKind::Appointment:
            return "appointmentOfBoard";
        case LinkKind::Contractual:
            return "rightsGrantedByContract";
        case LinkKind::Trust:
            return "trustee";
        case LinkKind::Nominee:
            return "nominator";
        case LinkKind::State:
            return "controlByLegalFramework";
        case LinkKind::Directorship:
            return "boardMember";
        case LinkKind::Management:
        case LinkKind::Indirect:
        case LinkKind::Other:
            break;
    }
    return "otherInfluenceOrControl";
}

json::object country(const std::string& code) {
    std::string upper = code;
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return {{"name", upper}, {"code", upper}};
}

json::object note(const std::string& target, const std::string& words) {
    return {
        {"statementPointerTarget", target}, {"motivation", "commenting"}, {"description", words}};
}

class Writer {
public:
    Writer(const Graph& graph, base::Day made_on, const std::string& publisher)
        : graph_(graph), made_on_(base::to_string(made_on)), publisher_(publisher) {}

    std::string write() {
        for (const Party& party : graph_.parties()) add_party(party);
        std::map<std::string, int> used;
        for (std::size_t i = 0; i < graph_.links().size(); ++i) {
            const Link& link = graph_.links()[i];
            std::string id = link.id.empty() ? fmt::format("standstill-link-{}", i) : link.id;
            if (int n = used[id]++; n > 0) id = fmt::format("{}-{}", id, n);
            add_link(link, id);
        }
        std::string out = "[";
        for (std::size_t i = 0; i < statements_.size(); ++i)
            out += (i == 0 ? "\n" : ",\n") + json::serialize(statements_[i]);
        return out + "\n]\n";
    }

private:
    void add(std::string_view type, const std::string& record, const std::string& subject,
             json::object details, json::object source, json::array annotations) {
        json::object statement{{"declarationSubject", subject},
                               {"statementDate", made_on_},
                               {"recordId", record},
                               {"recordType", type},
                               {"recordStatus", "new"},
                               {"publicationDetails",
                                {{"publicationDate", made_on_},
                                 {"bodsVersion", "0.4"},
                                 {"publisher", {{"name", publisher_}}}}},
                               {"recordDetails", std::move(details)}};
        if (!source.empty()) statement["source"] = std::move(source);
        if (!annotations.empty()) statement["annotations"] = std::move(annotations);
        statement["statementId"] = base::to_hex(base::sha256(json::serialize(statement)));
        statements_.push_back(std::move(statement));
    }

    void add_party(const Party& party) {
        json::array notes;
        for (const OnList& on : party.lists)
            notes.push_back(note("", fmt::format("on list {} {}", on.list, on.period.to_text())));
        json::object details{{"isComponent", false}};
        if (party.kind == EntityKind::Person) {
            details["personType"] = "knownPerson";
            details["names"] = json::array{{{"type", "legal"}, {"fullName", party.name}}};
            json::array nationalities;
            for (const std::string& code : party.countries) nationalities.push_back(country(code));
            if (!nationalities.empty()) details["nationalities"] = std::move(nationalities);
            return add("person", party.id, party.id, std::move(details), {}, std::move(notes));
        }
        details["entityType"] = {{"type", "legalEntity"}};
        details["name"] = party.name;
        if (!party.countries.empty()) details["jurisdiction"] = country(party.countries.front());
        add("entity", party.id, party.id, std::move(details), {}, std::move(notes));
    }

    static json::object share(const Range& range) {
        auto number = [](Share share) {
            // Percentages have six decimals at most, and those a double keeps.
            return static_cast<double>((share + kUnit / 2) / kUnit) /
                   static_cast<double>(kPercent / kUnit);
        };
        if (range.least == range.most && hair_of(range.least) == 0)
            return {{"exact", number(range.least)}};
        json::object out;
        out[hair_of(range.least) > 0 ? "exclusiveMinimum" : "minimum"] = number(range.least);
        out[hair_of(range.most) < 0 ? "exclusiveMaximum" : "maximum"] = number(range.most);
        return out;
    }

    void add_link(const Link& link, const std::string& id) {
        json::array notes;
        const std::string about = "/recordDetails/interests/0";
        std::string_view type = interest_of(link.kind);
        json::object interest{{"type", type},
                              {"directOrIndirect", link.is_indirect ? "indirect" : "direct"}};
        if (link.share != kUnknownShare) interest["share"] = share(link.share);
        if (!link.role.empty() && link.role != type) interest["details"] = link.role;
        for (auto [key, date] :
             {std::pair{"startDate", &link.period.from}, {"endDate", &link.period.to}}) {
            if (!*date) continue;
            interest[key] = base::to_string((*date)->first);
            if ((*date)->first != (*date)->last)
                notes.push_back(note(about + "/" + key, "standstill: " + (*date)->text));
        }
        if (!link.is_verified) notes.push_back(note(about, "standstill: unverified"));
        if (type == "otherInfluenceOrControl" && link.kind != LinkKind::Other)
            notes.push_back(note(about, "standstill: control " + std::string(name_of(link.kind))));
        json::object source;
        if (!link.source.empty())
            source = {{"type", {"thirdParty"}},
                      {link.source.starts_with("http") ? "url" : "description", link.source}};
        json::object details{{"isComponent", false},
                             {"subject", graph_.parties()[link.asset].id},
                             {"interestedParty", graph_.parties()[link.owner].id},
                             {"interests", json::array{std::move(interest)}}};
        add("relationship", id, graph_.parties()[link.asset].id, std::move(details),
            std::move(source), std::move(notes));
    }

    const Graph& graph_;
    std::string made_on_, publisher_;
    std::vector<json::object> statements_;
};

}  // namespace

std::string write_bods(const Graph& graph, base::Day made_on, const std::string& publisher) {
    return Writer(graph, made_on, publisher).write();
}

}  // namespace standstill::screening::owners
