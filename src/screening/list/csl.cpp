// The Consolidated Screening List of trade.gov: CSV of today (29 columns, from `_id` on), CSV of
// old (28, from `source` on), and JSON. One file, a dozen lists: each entry names its own.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/json.h"
#include "screening/list/known.h"
#include "screening/list/ofac_remarks.h"
#include "screening/list/readers.h"

namespace standstill::screening {

namespace {

EntityKind kind_of(std::string_view word) {
    if (same_ascii(word, "Individual")) return EntityKind::Person;
    if (same_ascii(word, "Entity")) return EntityKind::Organization;
    if (same_ascii(word, "Vessel")) return EntityKind::Vessel;
    if (same_ascii(word, "Aircraft")) return EntityKind::Aircraft;
    return EntityKind::Unknown;
}

// "; " separates; a part may begin with "and ", as the Entity List writes it.
template <typename Take>
void each_part(std::string_view text, Take take) {
    for (const std::string& part : base::split(text, ';')) {
        std::string_view one = base::trimmed(part);
        if (one.starts_with("and ")) one.remove_prefix(4);
        if (!one.empty()) take(one);
    }
}

// "79 ul. Sadovnicheskaya, Moscow, 115035, RU": the country is the last part.
void add_csl_address(Entity& entity, std::string_view text) {
    const std::size_t comma = text.rfind(',');
    const std::string_view last =
        base::trimmed(comma == std::string_view::npos ? text : text.substr(comma + 1));
    if (last.size() == 2)
        add_address(entity,
                    comma == std::string_view::npos ? std::string_view{} : text.substr(0, comma),
                    last);
    else
        add_address(entity, text, {});
}

// What stands among the ids: documents, and whatever else OFAC keeps in that place.
void add_csl_id(Entity& entity, std::string_view type, std::string_view number,
                std::string_view country) {
    type = base::trimmed(type);
    number = base::trimmed(number);
    Listing& listing = entity.listings.front();
    if (type == "Gender") {
        entity.gender = lower_ascii(number);
    } else if (type.starts_with("Secondary sanctions risk") ||
               type.find("Directive") != type.npos ||
               type.starts_with("Additional Sanctions Information") ||
               type.starts_with("Transactions Prohibited")) {
        add_text(listing.measures, fmt::format("{} {}", type, number));
    } else if (type.starts_with("Website") || type.starts_with("Email") ||
               type.starts_with("Phone") || type.find("Date") != type.npos ||
               type.starts_with("Target Type")) {
        add_text(listing.details, fmt::format("{}: {}", type, number));
    } else {
        if (number.starts_with("IMO ")) number.remove_prefix(4);
        add_identifier(
            entity,
            type.starts_with("Digital Currency Address") ? "crypto" : kind_of_ofac_document(type),
            number, country);
    }
}

// "Passport, 836238033, KP" today, "836238033, Passport" of old; a number may have commas.
void read_csl_ids(Entity& entity, std::string_view text, bool is_type_first) {
    each_part(text, [&](std::string_view one) {
        std::string_view country;
        if (one.size() > 4 && one.substr(one.size() - 4, 2) == ", ") {
            country = one.substr(one.size() - 2);
            one.remove_suffix(4);
        }
        const std::size_t comma = is_type_first ? one.find(", ") : one.rfind(", ");
        if (comma == std::string_view::npos) return add_remark(entity.listings.front(), one);
        const std::string_view a = one.substr(0, comma), b = one.substr(comma + 2);
        add_csl_id(entity, is_type_first ? a : b, is_type_first ? b : a, country);
    });
}

// The entry of a row: OFAC's own number where it has one, so that its lists join.
Entity& entry_of(std::string_view source, std::string_view number, std::string_view id,
                 std::string_view name, Reading& reading, std::vector<std::string>& unknown) {
    const KnownList* list = list_of_csl_source(source);
    if (list == nullptr) add_text(unknown, source);
    const std::string_view list_id = list == nullptr ? std::string_view("us-csl") : list->id;
    std::string entry(!number.empty() ? number : id);
    // The old file has no ids of its own for the lists of State and Commerce; the name stands in.
    if (entry.empty()) entry = base::trimmed(name);
    return reading.add(list_id, entry);
}

base::Status require_name(const Entity& entity) {
    if (entity.names.empty())
        return base::invalid(fmt::format("entry `{}` has no name", entity.listings.front().entry));
    return base::Done{};
}

void note_unknown(const std::vector<std::string>& unknown, Reading& reading) {
    for (const std::string& source : unknown)
        reading.note(fmt::format(
            "source `{}` is none that has an id; its entries stand under us-csl", source));
}

base::Status take_json(const boost::json::object& of, Reading& reading,
                       std::vector<std::string>& unknown) {
    const boost::json::value* number = of.if_contains("entity_number");
    std::string written(text_at(of, "entity_number"));
    if (number != nullptr && number->is_int64()) written = fmt::format("{}", number->get_int64());
    if (number != nullptr && number->is_uint64()) written = fmt::format("{}", number->get_uint64());
    Entity& entity = entry_of(text_at(of, "source"), written, text_at(of, "id"),
                              text_at(of, "name"), reading, unknown);
    Listing& listing = entity.listings.front();
    entity.kind = kind_of(text_at(of, "type"));
    add_name(entity, text_at(of, "name"), NameKind::Primary, "name");
    for (std::string_view name : texts_at(of, "alt_names"))
        add_name(entity, name, NameKind::Alias, "alt_names");
    for (std::string_view program : texts_at(of, "programs")) add_text(listing.programs, program);
    if (const boost::json::value* list = of.if_contains("addresses");
        list != nullptr && list->is_array())
        for (const boost::json::value& one : list->get_array())
            if (const boost::json::object* address = one.if_object(); address != nullptr)
                add_address(entity,
                            joined({text_at(*address, "address"), text_at(*address, "city"),
                                    text_at(*address, "state"), text_at(*address, "postal_code")},
                                   ", "),
                            text_at(*address, "country"));
    for (std::string_view text : texts_at(of, "nationalities")) add_country(entity, text);
    for (std::string_view text : texts_at(of, "citizenships")) add_country(entity, text);
    add_country(entity, text_at(of, "vessel_flag"));
    for (std::string_view text : texts_at(of, "dates_of_birth"))
        add_birth(entity, parse_date(text));
    for (std::string_view text : texts_at(of, "places_of_birth"))
        add_text(entity.birth_places, text);
    if (const boost::json::value* list = of.if_contains("ids"); list != nullptr && list->is_array())
        for (const boost::json::value& one : list->get_array())
            if (const boost::json::object* id = one.if_object(); id != nullptr)
                add_csl_id(entity, text_at(*id, "type"), text_at(*id, "number"),
                           text_at(*id, "country"));
    add_identifier(entity, "call-sign", text_at(of, "call_sign"), {});
    if (std::string_view owner = text_at(of, "vessel_owner"); !owner.empty())
        entity.related.push_back({"vessel owner", std::string(owner)});
    if (std::string_view title = text_at(of, "title"); !title.empty())
        add_text(listing.details, fmt::format("Title: {}", title));
    for (const char* key : {"license_requirement", "license_policy"})
        add_text(listing.measures, text_at(of, key));
    add_text(listing.details, text_at(of, "federal_register_notice"));
    if (std::string_view end = text_at(of, "end_date"); !end.empty())
        add_text(listing.details, fmt::format("Ends {}", end));
    listing.since = std::string(text_at(of, "start_date"));
    listing.remarks = std::string(text_at(of, "remarks"));
    read_ofac_remarks(std::string(listing.remarks), entity);
    return require_name(entity);
}

struct Columns {
    explicit Columns(const Header& header) {
        auto at = [&](std::string_view column) { return header.find(column); };
        id = at("_id"), source = at("source"), number = at("entity_number"), type = at("type");
        programs = at("programs"), name = at("name"), title = at("title"),
        addresses = at("addresses");
        notice = at("federal_register_notice"), start = at("start_date"), end = at("end_date");
        requirement = at("license_requirement"), policy = at("license_policy");
        call_sign = at("call_sign"), flag = at("vessel_flag"), owner = at("vessel_owner");
        remarks = at("remarks"), aliases = at("alt_names"), citizenships = at("citizenships");
        births = at("dates_of_birth"), nationalities = at("nationalities"),
        places = at("places_of_birth");
        ids = at("ids");
    }
    std::size_t id, source, number, type, programs, name, title, addresses, notice, start, end,
        requirement, policy, call_sign, flag, owner, remarks, aliases, citizenships, births,
        nationalities, places, ids;
};

base::Status take_row(const std::vector<std::string_view>& row, const Columns& at, bool is_current,
                      Reading& reading, std::vector<std::string>& unknown) {
    auto get = [&](std::size_t column) { return field(row, column); };
    Entity& entity =
        entry_of(get(at.source), get(at.number), get(at.id), get(at.name), reading, unknown);
    Listing& listing = entity.listings.front();
    entity.kind = kind_of(get(at.type));
    add_name(entity, get(at.name), NameKind::Primary, "name");
    each_part(get(at.aliases),
              [&](std::string_view one) { add_name(entity, one, NameKind::Alias, "alt_names"); });
    each_part(get(at.programs), [&](std::string_view one) { add_text(listing.programs, one); });
    each_part(get(at.addresses), [&](std::string_view one) { add_csl_address(entity, one); });
    each_part(get(at.nationalities), [&](std::string_view one) { add_country(entity, one); });
    each_part(get(at.citizenships), [&](std::string_view one) { add_country(entity, one); });
    add_country(entity, get(at.flag));
    each_part(get(at.births), [&](std::string_view one) { add_birth(entity, parse_date(one)); });
    each_part(get(at.places), [&](std::string_view one) { add_text(entity.birth_places, one); });
    add_identifier(entity, "call-sign", get(at.call_sign), {});
    if (!get(at.owner).empty())
        entity.related.push_back({"vessel owner", std::string(get(at.owner))});
    if (!get(at.title).empty()) add_text(listing.details, fmt::format("Title: {}", get(at.title)));
    add_text(listing.measures, get(at.requirement));
    add_text(listing.measures, get(at.policy));
    add_text(listing.details, get(at.notice));
    if (!get(at.end).empty()) add_text(listing.details, fmt::format("Ends {}", get(at.end)));
    listing.since = std::string(get(at.start));
    listing.remarks = std::string(get(at.remarks));
    read_ofac_remarks(std::string(listing.remarks), entity);
    read_csl_ids(entity, get(at.ids), is_current);
    return require_name(entity);
}

}  // namespace

base::Status read_csl_csv(const Source& source, Reading& reading) {
    auto text = check_utf8(source.bytes, source.name);
    if (!text) return text.error();
    CsvReader csv(source.bytes, source.name, ',');
    std::vector<std::string_view> row;
    auto more = csv.next(row);
    if (!more) return more.error();
    const Header header(row);
    const Columns columns(header);
    const bool is_current = header.find("_id") != Header::npos;
    std::vector<std::string> unknown;
    for (more = csv.next(row); more && *more; more = csv.next(row)) {
        if (row.size() != header.size())
            return csv.error(fmt::format("expected {} fields as in the header, found {}",
                                         header.size(), row.size()));
        auto taken = take_row(row, columns, is_current, reading, unknown);
        if (!taken) return csv.error(taken.error().message);
        reading.progress(csv.offset());
    }
    if (!more) return more.error();
    note_unknown(unknown, reading);
    return base::Done{};
}

base::Status read_csl_json(const Source& source, Reading& reading) {
    std::vector<std::string> unknown;
    JsonRead read;
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_entry = [&](const boost::json::object& of, int) {
        return take_json(of, reading, unknown);
    };
    boost::json::object around;
    auto done = read_json_array(source.bytes, source.name, "results", read, around);
    if (!done) return done;
    // The newest of the days on which its sources were fetched.
    std::string newest;
    if (const boost::json::value* used = around.if_contains("sources_used");
        used != nullptr && used->is_array())
        for (const boost::json::value& one : used->get_array())
            if (const boost::json::object* of = one.if_object(); of != nullptr)
                newest = std::max(newest, std::string(text_at(*of, "last_imported")));
    if (!newest.empty()) reading.publish(newest);
    note_unknown(unknown, reading);
    return base::Done{};
}

}  // namespace standstill::screening
