// Statements of BODS 0.4 become parties and links once the last word on each record is known.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>

#include "base/text.h"
#include "screening/list/fields.h"
#include "screening/owners/bods.h"
#include "screening/owners/json_lines.h"

namespace standstill::screening::owners {

namespace {

namespace json = boost::json;

// What an interest of the standard's list is here. Rights to profit or use are kept as links of
// another kind; an interest that is unknown or not published may be a share.
const std::map<std::string_view, LinkKind> kInterests{
    {"shareholding", LinkKind::Stake},
    {"unknownInterest", LinkKind::Stake},
    {"unpublishedInterest", LinkKind::Stake},
    {"votingRights", LinkKind::Voting},
    {"appointmentOfBoard", LinkKind::Appointment},
    {"seniorManagingOfficial", LinkKind::Management},
    {"otherInfluenceOrControl", LinkKind::Other},
    {"settlor", LinkKind::Trust},
    {"trustee", LinkKind::Trust},
    {"protector", LinkKind::Trust},
    {"beneficiaryOfLegalArrangement", LinkKind::Other},
    {"rightsToSurplusAssetsOnDissolution", LinkKind::Other},
    {"rightsToProfitOrIncome", LinkKind::Other},
    {"rightsGrantedByContract", LinkKind::Contractual},
    {"conditionalRightsGrantedByContract", LinkKind::Other},
    {"controlViaCompanyRulesOrArticles", LinkKind::Contractual},
    {"controlByLegalFramework", LinkKind::State},
    {"boardMember", LinkKind::Directorship},
    {"boardChair", LinkKind::Directorship},
    {"enjoymentAndUseOfAssets", LinkKind::Other},
    {"rightToProfitOrIncomeFromAssets", LinkKind::Other},
    {"nominee", LinkKind::Other},
    {"nominator", LinkKind::Nominee},
};

struct Statement {
    std::string record, date, status, where;
    json::object details, source;
    json::array annotations;
};

// A number as it was written, as far as a double keeps it.
std::string written(const json::value& number) {
    if (number.is_int64()) return fmt::format("{}", number.get_int64());
    if (number.is_uint64()) return fmt::format("{}", number.get_uint64());
    return fmt::format("{:.9f}", number.get_double());
}

const json::object* object_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}

class Reader {
public:
    base::Status take(json::object object, const std::string& where) {
        if (object.contains("statementType") || object.contains("statementID"))
            return base::invalid(where +
                                 ": a statement of BODS 0.3 or older; expected version 0.4");
        Statement statement;
        statement.where = where;
        std::string type;
        for (auto [key, into] : {std::pair{"recordId", &statement.record},
                                 {"recordType", &type},
                                 {"statementDate", &statement.date}}) {
            auto text = text_at(object, key, where);
            if (!text) return text.error();
            *into = *text;
        }
        if (type != "entity" && type != "person" && type != "relationship")
            return base::invalid(
                fmt::format("{}: `{}` is no record type; expected entity, person or "
                            "relationship",
                            where, type.substr(0, 40)));
        statement.status = text_or_nothing(object, "recordStatus");
        if (const json::object* details = object_at(object, "recordDetails"))
            statement.details = *details;
        else if (statement.status != "closed")
            return base::invalid(where + ": `recordDetails` must be an object");
        if (const json::object* source = object_at(object, "source")) statement.source = *source;
        if (const json::value* notes = object.if_contains("annotations");
            notes != nullptr && notes->is_array())
            statement.annotations = notes->get_array();
        return keep(std::move(statement), type);
    }

    base::Result<Graph> finish() {
        for (const auto& [record, i] : parties_) {
            auto taken = take_party(statements_[i], types_[i] == "person");
            if (!taken) return taken.error();
        }
        for (std::size_t i = 0; i < statements_.size(); ++i) {
            if (types_[i] != "relationship" || relations_.at(statements_[i].record) != i) continue;
            auto taken = take_relation(statements_[i]);
            if (!taken) return taken.error();
        }
        return std::move(graph_);
    }

private:
    base::Status keep(Statement statement, const std::string& type) {
        auto& records = type == "relationship" ? relations_ : parties_;
        auto [at, is_new] = records.try_emplace(statement.record, statements_.size());
        if (!is_new) {
            Statement& before = statements_[at->second];
            if (statement.date < before.date) return base::Done{};
            if (statement.details.empty()) statement.details = before.details;
            if (type == "relationship") types_[at->second] = "replaced";
            at->second = statements_.size();
        } else if (type != "relationship") {
            graph_.party(statement.record);  // parties in the order in which they first appear
        }
        statements_.push_back(std::move(statement));
        types_.push_back(type);
        return base::Done{};
    }

    base::Status take_party(const Statement& statement, bool is_person) {
        Party& party = graph_.parties()[graph_.party(statement.record)];
        const json::object& details = statement.details;
        party.kind = is_person ? EntityKind::Person : EntityKind::Organization;
        party.name = text_or_nothing(details, "name");
        if (is_person) party.name = name_of_person(details);
        if (party.name.empty()) party.name = party.id;
        if (const json::object* where = object_at(details, "jurisdiction"))
            if (std::string code = text_or_nothing(*where, "code"); code.size() >= 2)
                party.countries.push_back(lower_ascii(code.substr(0, 2)));
        if (const json::value* all = details.if_contains("nationalities");
            all != nullptr && all->is_array())
            for (const json::value& one : all->get_array())
                if (std::string code =
                        one.is_object() ? text_or_nothing(one.get_object(), "code") : "";
                    code.size() == 2)
                    party.countries.push_back(lower_ascii(code));
        return base::Done{};
    }

    static std::string name_of_person(const json::object& details) {
        const json::value* names = details.if_contains("names");
        if (names == nullptr || !names->is_array()) return "";
        for (const json::value& name : names->get_array())
            if (name.is_object())
                if (std::string full = text_or_nothing(name.get_object(), "fullName");
                    !full.empty())
                    return full;
        return "";
    }

    base::Status take_relation(const Statement& statement) {
        std::string subject = text_or_nothing(statement.details, "subject");
        std::string holder = text_or_nothing(statement.details, "interestedParty");
        if (subject.empty() || holder.empty()) {
            const json::object* why =
                object_at(statement.details, subject.empty() ? "subject" : "interestedParty");
            if (why == nullptr)
                return base::invalid(
                    fmt::format("{}: `{}` must be the id of a record or a reason for its absence",
                                statement.where, subject.empty() ? "subject" : "interestedParty"));
            graph_.remarks.push_back(
                fmt::format("{}: who {} `{}` is not specified: {}", statement.where,
                            subject.empty() ? "is held by" : "holds",
                            subject.empty() ? holder : subject, text_or_nothing(*why, "reason")));
            return base::Done{};
        }
        for (const std::string& id : {subject, holder})
            if (!parties_.contains(id))
                return base::invalid(
                    fmt::format("{}: no statement describes `{}`", statement.where, id));
        const json::value* interests = statement.details.if_contains("interests");
        if (interests == nullptr || !interests->is_array() || interests->get_array().empty()) {
            json::object unknown{{"type", "unknownInterest"}};
            return take_interest(statement, unknown, 0, holder, subject);
        }
        std::size_t n = 0;
        for (const json::value& interest : interests->get_array()) {
            if (!interest.is_object())
                return base::invalid(statement.where + ": each interest must be an object");
            auto taken = take_interest(statement, interest.get_object(), n++, holder, subject);
            if (!taken) return taken;
        }
        return base::Done{};
    }

    base::Status take_interest(const Statement& statement, const json::object& interest,
                               std::size_t n, const std::string& holder,
                               const std::string& subject) {
        if (holder == subject) {
            graph_.remarks.push_back(
                fmt::format("{}: what `{}` holds of itself is not read", statement.where, holder));
            return base::Done{};
        }
        std::string type = text_or_nothing(interest, "type");
        auto kind = kInterests.find(type.empty() ? "unknownInterest" : type);
        if (kind == kInterests.end())
            return base::invalid(fmt::format("{}: `{}` is no type of interest of BODS 0.4",
                                             statement.where, type.substr(0, 60)));
        Link link;
        link.owner = graph_.party(holder);
        link.asset = graph_.party(subject);
        link.kind = kind->second;
        link.id = statement.record;
        link.role = text_or_nothing(interest, "details");
        if (link.role.empty() && type != "shareholding") link.role = type;
        link.source = text_or_nothing(statement.source, "url");
        if (link.source.empty()) link.source = text_or_nothing(statement.source, "description");
        link.is_indirect = text_or_nothing(interest, "directOrIndirect") == "indirect";
        auto share = share_of(interest, statement.where);
        if (!share) return share.error();
        link.share = *share;
        auto dated = put_dates(statement, interest, link);
        if (!dated) return dated;
        auto noted = read_notes(statement, n, link);
        if (!noted) return noted;
        auto added = graph_.add(std::move(link));
        return added ? added : base::Status(base::in_context(added.error(), statement.where));
    }

    static base::Result<Range> share_of(const json::object& interest, const std::string& where) {
        const json::object* share = object_at(interest, "share");
        Range out = kUnknownShare;
        if (share == nullptr) return out;
        for (const auto& [key, value] : *share) {
            if (!value.is_number())
                return base::invalid(
                    fmt::format("{}: `share.{}` must be a number", where, std::string_view(key)));
            auto bound = parse_percent(written(value));
            if (!bound) return base::in_context(bound.error(), where);
            if (key == "exact") out = *bound;
            if (key == "minimum") out.least = std::max(out.least, bound->least);
            if (key == "exclusiveMinimum") out.least = std::max(out.least, bound->least + kHair);
            if (key == "maximum") out.most = std::min(out.most, bound->most);
            if (key == "exclusiveMaximum") out.most = std::min(out.most, bound->most - kHair);
        }
        if (out.least > out.most || out.least > kWhole || out.most < 0)
            return base::invalid(where + ": the bounds of `share` leave no share");
        return out;
    }

    static base::Status put_dates(const Statement& statement, const json::object& interest,
                                  Link& link) {
        for (auto [key, into] :
             {std::pair{"startDate", &link.period.from}, {"endDate", &link.period.to}}) {
            std::string text = text_or_nothing(interest, key);
            if (text.empty()) continue;
            auto date = parse_rough_date(text);
            if (!date) return base::in_context(date.error(), statement.where);
            *into = *date;
        }
        if (statement.status == "closed" && !link.period.to) {
            auto date = parse_rough_date(statement.date);
            if (!date) return base::in_context(date.error(), statement.where);
            link.period.to = *date;
        }
        return base::Done{};
    }

    // Annotations that this project wrote about interest `n`.
    static base::Status read_notes(const Statement& statement, std::size_t n, Link& link) {
        std::string about = fmt::format("/recordDetails/interests/{}", n);
        for (const json::value& note : statement.annotations) {
            if (!note.is_object()) continue;
            std::string target = text_or_nothing(note.get_object(), "statementPointerTarget");
            std::string words = text_or_nothing(note.get_object(), "description");
            if (!words.starts_with("standstill: ")) continue;
            words = words.substr(12);
            if (target == about && words == "unverified") link.is_verified = false;
            if (target == about && words.starts_with("control "))
                if (auto kind = parse_link_kind(words.substr(8)); kind) link.kind = *kind;
            for (auto [key, into] :
                 {std::pair{"/startDate", &link.period.from}, {"/endDate", &link.period.to}}) {
                if (target != about + key) continue;
                auto date = parse_rough_date(words);
                if (!date) return base::in_context(date.error(), statement.where);
                *into = *date;
            }
        }
        return base::Done{};
    }

    Graph graph_;
    std::vector<Statement> statements_;
    std::vector<std::string> types_;
    std::map<std::string, std::size_t> parties_, relations_;
};

}  // namespace

base::Result<Graph> read_bods(std::string_view text, const std::string& name) {
    Reader reader;
    std::string_view start = base::trimmed(text);
    if (!start.starts_with('[')) {
        auto read = each_line(text, name, [&](json::object line, const std::string& where) {
            return reader.take(std::move(line), where);
        });
        if (!read) return read.error();
        return reader.finish();
    }
    auto value = parse_json(text, name);
    if (!value) return value.error();
    std::size_t n = 0;
    for (json::value& item : value->get_array()) {
        std::string where = fmt::format("{}: statement {}", name, ++n);
        if (!item.is_object()) return base::invalid(where + ": expected an object");
        auto taken = reader.take(std::move(item.get_object()), where);
        if (!taken) return taken.error();
    }
    return reader.finish();
}

}  // namespace standstill::screening::owners
