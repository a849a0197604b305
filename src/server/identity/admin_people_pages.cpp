// Administration of people: who there is, their offices and roles, how each is known.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "server/identity/page_support.h"

namespace standstill::server::identity {

namespace {

namespace json = boost::json;
using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kMappingKinds[] = {"upn", "email", "subject", "fingerprint", "provider"};

// What a page says beside its content.
struct Says {
    std::vector<std::string> mistakes;
    std::string notice;
    std::string first_password;  // shown once
};

Says mistake(const base::Error& error) { return {{error.message + "."}, "", ""}; }

bool holds_fully(const Person& person, std::string_view office) {
    return std::ranges::any_of(person.holdings, [&](const Holding& holding) {
        return holding.office == office && !holding.is_acting;
    });
}

std::string role_of(const Person& person) {
    if (person.is_administrator) return "administrator";
    if (person.is_auditor) return "auditor";
    if (person.is_registrar) return "registrar";
    return "none";
}

void set_role(Person& person, std::string_view role) {
    person.is_administrator = role == "administrator";
    person.is_auditor = role == "auditor";
    person.is_registrar = role == "registrar";
}

json::array roles(const std::string& chosen) {
    struct Role {
        std::string_view value, title, hint;
    };
    static constexpr Role kRoles[] = {
        {"none", "None", "what the offices allow"},
        {"administrator", "Administrator", "people, offices, keys; no case work and no office"},
        {"auditor", "Auditor", "reads everything, records what was found"},
        {"registrar", "Registrar", "puts paper acts of others on record, at their own time"}};
    json::array out;
    for (const Role& role : kRoles)
        out.push_back({{"value", role.value},
                       {"title", role.title},
                       {"hint", role.hint},
                       {"is_chosen", chosen == role.value}});
    return out;
}

json::array office_boxes(const Person& person) {
    json::array out;
    for (const std::string& office : all_offices())
        out.push_back({{"office", office}, {"is_held", holds_fully(person, office)}});
    return out;
}

std::string offices_in_words(const Person& person) {
    std::string out;
    for (const Holding& holding : person.holdings)
        out += (out.empty() ? "" : ", ") + holding.office + (holding.is_acting ? " (acting)" : "");
    return out.empty() ? "none" : out;
}

// The holdings that the boxes of a form say, with those of acting ones as they were.
std::vector<Holding> holdings_of(const http::Fields& fields, const std::vector<Holding>& before) {
    std::vector<Holding> out;
    for (const auto& [name, value] : fields) {
        if (name != "office") continue;
        Holding holding;
        holding.office = value;
        out.push_back(std::move(holding));
    }
    for (const Holding& holding : before)
        if (holding.is_acting) out.push_back(holding);
    return out;
}

json::array offices_json(const Person& person) {
    json::array out;
    for (const Holding& holding : person.holdings) {
        json::object row{{"office", holding.office}};
        if (holding.is_acting) row["basis"] = holding.basis;
        out.emplace_back(std::move(row));
    }
    return out;
}

// What the log keeps of a person: no name and no address, which may have to be erased one day.
json::object facts_of(std::string_view change, const Person& person) {
    return {{"change", change},
            {"person", person.id},
            {"role", role_of(person)},
            {"disabled", person.is_disabled},
            {"offices", offices_json(person)}};
}

Response people_page(const Site& site, const Request& request, const Caller& caller,
                     const Person& typed, Says says) {
    pages::Page page;
    page.title = "People";
    page.section = "admin";
    page.template_name = "admin/people";
    page.status = says.mistakes.empty() ? 200 : 422;
    page.mistakes = std::move(says.mistakes);
    page.notice = std::move(says.notice);
    json::array rows;
    for (const Person& person : site.people.all())
        rows.push_back({{"id", person.id},
                        {"name", person.name},
                        {"role", role_of(person)},
                        {"offices", offices_in_words(person)},
                        {"has_password", site.people.has_password(person.id)},
                        {"has_codes", site.people.has_totp(person.id)},
                        {"is_disabled", person.is_disabled}});
    json::array waiting;
    for (const Locked& row : site.people.locked(request.at))
        waiting.push_back(
            {{"key", row.key}, {"failures", row.failures}, {"until", instant_data(row.until)}});
    page.data = {{"rows", std::move(rows)},
                 {"has_waiting", !waiting.empty()},
                 {"waiting", std::move(waiting)},
                 {"is_fresh", site.people.is_fresh(caller, request.at)},
                 {"id", typed.id},
                 {"name", typed.name},
                 {"email", typed.email},
                 {"roles", roles(role_of(typed))},
                 {"offices", office_boxes(typed)}};
    return show_form(site, request, caller, std::move(page));
}

json::array mapping_rows(const Site& site, const Person& person) {
    json::array out;
    for (const Mapping& mapping : site.people.mappings())
        if (mapping.person == person.id)
            out.push_back({{"kind", mapping.kind}, {"value", mapping.value}});
    return out;
}

Response person_page(const Site& site, const Request& request, const Caller& caller,
                     const Person& person, Says says) {
    pages::Page page;
    page.title = person.name;
    page.section = "admin";
    page.template_name = "admin/person";
    page.status = says.mistakes.empty() ? 200 : 422;
    page.mistakes = std::move(says.mistakes);
    page.notice = std::move(says.notice);
    json::array acting, kinds, offices;
    for (const Holding& holding : person.holdings)
        if (holding.is_acting)
            acting.push_back({{"office", holding.office},
                              {"basis", holding.basis},
                              {"confirmed_by", holding.confirmed_by},
                              {"confirmed_by_person", holding.confirmed_by_person}});
    for (std::string_view kind : kMappingKinds) kinds.emplace_back(kind);
    for (const std::string& office : all_offices()) offices.emplace_back(office);
    page.data = {{"id", person.id},
                 {"name", person.name},
                 {"email", person.email},
                 {"roles", roles(role_of(person))},
                 {"boxes", office_boxes(person)},
                 {"is_disabled", person.is_disabled},
                 {"has_acting", !acting.empty()},
                 {"acting", std::move(acting)},
                 {"all_offices", std::move(offices)},
                 {"has_password", site.people.has_password(person.id)},
                 {"has_codes", site.people.has_totp(person.id)},
                 {"mappings", mapping_rows(site, person)},
                 {"kinds", std::move(kinds)},
                 {"is_self", person.id == caller.person.id},
                 {"is_fresh", site.people.is_fresh(caller, request.at)},
                 {"first_password", says.first_password}};
    page.data["has_mappings"] = !page.data["mappings"].as_array().empty();
    return show_form(site, request, caller, std::move(page));
}

Response no_such_person(const Site& site, const Caller& caller) {
    return pages::show_problem(site, caller, 404, "Nobody by this name",
                               "There is no person with this id.");
}

Response add_person(const Site& site, const Request& request, const Caller& caller) {
    if (!site.people.is_fresh(caller, request.at)) return ask_to_confirm("/admin/people");
    http::Fields fields = fields_of(request);
    Person person;
    person.id = text_of(fields, "id");
    person.name = text_of(fields, "name");
    person.email = text_of(fields, "email");
    set_role(person, text_of(fields, "role"));
    person.holdings = holdings_of(fields, {});
    if (std::string fault = fault_of(person); !fault.empty())
        return people_page(site, request, caller, person, {{fault + "."}, "", ""});
    if (site.people.find(person.id))
        return people_page(site, request, caller, person,
                           {{fmt::format("The id `{}` is taken.", person.id)}, "", ""});
    Says says;
    if (!text_of(fields, "first_password").empty())
        says.first_password = site.people.random_text(15);
    auto done = change_on_record(site, caller, facts_of("added", person), request.at,
                                 [&] { return site.people.add(person, says.first_password); });
    if (!done) return people_page(site, request, caller, person, mistake(done.error()));
    says.notice = fmt::format("{} is added.", person.name);
    return person_page(site, request, caller, person, std::move(says));
}

// One change of one person: fresh, not of oneself, on record.
class PersonDesk {
public:
    PersonDesk(const Site& site, const Request& request, const Caller& caller)
        : site_(site), request_(request), caller_(caller), fields_(fields_of(request)) {}

    using Change = Says (PersonDesk::*)(Person);

    Response serve(Change change) {
        auto person = site_.people.find(request_.capture("id"));
        if (!person) return no_such_person(site_, caller_);
        if (!site_.people.is_fresh(caller_, request_.at))
            return ask_to_confirm("/admin/people/" + person->id);
        Says says =
            person->id == caller_.person.id
                ? Says{{"Nobody administers themselves; ask another administrator."}, "", ""}
                : (this->*change)(*person);
        return person_page(site_, request_, caller_, *site_.people.find(person->id),
                           std::move(says));
    }

    Says profile(Person person) {
        person.name = text_of(fields_, "name");
        person.email = text_of(fields_, "email");
        person.is_disabled = text_of(fields_, "disabled") == "yes";
        set_role(person, text_of(fields_, "role"));
        person.holdings = holdings_of(fields_, person.holdings);
        return keep(person, person.is_disabled ? "disabled" : "changed", "The changes are kept.");
    }

    Says acting(Person person) {
        std::string office = text_of(fields_, "acting_office");
        person.holdings.push_back({office, true, text_of(fields_, "basis"), "", ""});
        return keep(person, "acting-begun",
                    fmt::format("{} acts as {} once somebody in another office confirms it.",
                                person.name, office));
    }

    Says end_acting(Person person) {
        std::string office = text_of(fields_, "acting_office");
        std::erase_if(person.holdings, [&](const Holding& holding) {
            return holding.is_acting && holding.office == office;
        });
        return keep(person, "acting-ended",
                    fmt::format("{} no longer acts as {}.", person.name, office));
    }

    Says password(Person person) {
        std::string first = site_.people.random_text(15);
        if (first.empty()) return {{"The system gives no randomness."}, "", ""};
        auto done = change_on_record(
            site_, caller_, {{"change", "password-given"}, {"person", person.id}}, request_.at,
            [&] { return site_.people.set_password(person.id, first, ""); });
        if (!done) return mistake(done.error());
        return {{}, "A new password is set, and all sessions have ended.", first};
    }

    Says codes(Person person) {
        auto done =
            change_on_record(site_, caller_, {{"change", "codes-removed"}, {"person", person.id}},
                             request_.at, [&] { return site_.people.remove_totp(person.id); });
        if (!done) return mistake(done.error());
        return {{}, "Codes are no longer asked for.", ""};
    }

    Says map(Person person) {
        Mapping mapping{text_of(fields_, "kind"), text_of(fields_, "value"), person.id};
        if (auto possible = site_.people.may_map(mapping); !possible)
            return mistake(possible.error());
        return remap(
            "known-by", mapping, [&] { return site_.people.map(mapping); },
            fmt::format("{} is now known by this {}.", person.name, mapping.kind));
    }

    Says unmap(Person person) {
        Mapping mapping{text_of(fields_, "kind"), text_of(fields_, "value"), person.id};
        auto all = site_.people.mappings();
        bool is_theirs = std::ranges::any_of(all, [&](const Mapping& known) {
            return known.kind == mapping.kind && known.value == mapping.value &&
                   known.person == person.id;
        });
        if (!is_theirs) return {{"That is not how this person is known."}, "", ""};
        return remap(
            "no-longer-known-by", mapping,
            [&] { return site_.people.unmap(mapping.kind, mapping.value); },
            fmt::format("{} is no longer known by this {}.", person.name, mapping.kind));
    }

private:
    Says keep(const Person& person, std::string_view change, std::string notice) {
        if (std::string fault = fault_of(person); !fault.empty()) return {{fault + "."}, "", ""};
        auto done = change_on_record(site_, caller_, facts_of(change, person), request_.at,
                                     [&] { return site_.people.change(person); });
        if (!done) return mistake(done.error());
        return {{}, std::move(notice), ""};
    }

    // The value may be an address of mail, so the log gets its digest.
    Says remap(std::string_view change, const Mapping& mapping,
               const std::function<base::Status()>& act, std::string notice) {
        auto done = change_on_record(site_, caller_,
                                     {{"change", change},
                                      {"person", mapping.person},
                                      {"kind", mapping.kind},
                                      {"sha256", base::to_hex(base::sha256(mapping.value))}},
                                     request_.at, act);
        if (!done) return mistake(done.error());
        return {{}, std::move(notice), ""};
    }

    const Site& site_;
    const Request& request_;
    const Caller& caller_;
    http::Fields fields_;
};

void add_change(Doors& doors, std::string pattern, PersonDesk::Change change) {
    Site& site = doors.site();
    doors.page(Method::Post, std::move(pattern), Permission::Administer,
               [&site, change](const Request& request, const Caller& caller) {
                   return PersonDesk(site, request, caller).serve(change);
               });
}

}  // namespace

void add_people_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/admin/people", Permission::Administer,
               [&site](const Request& request, const Caller& caller) {
                   return people_page(site, request, caller, {}, {});
               });
    doors.page(Method::Post, "/admin/people", Permission::Administer,
               [&site](const Request& request, const Caller& caller) {
                   return add_person(site, request, caller);
               });
    doors.page(Method::Get, "/admin/people/{id}", Permission::Administer,
               [&site](const Request& request, const Caller& caller) {
                   auto person = site.people.find(request.capture("id"));
                   if (!person) return no_such_person(site, caller);
                   return person_page(site, request, caller, *person, {});
               });
    add_change(doors, "/admin/people/{id}", &PersonDesk::profile);
    add_change(doors, "/admin/people/{id}/acting", &PersonDesk::acting);
    add_change(doors, "/admin/people/{id}/acting/end", &PersonDesk::end_acting);
    add_change(doors, "/admin/people/{id}/password", &PersonDesk::password);
    add_change(doors, "/admin/people/{id}/codes", &PersonDesk::codes);
    add_change(doors, "/admin/people/{id}/known-by", &PersonDesk::map);
    add_change(doors, "/admin/people/{id}/known-by/end", &PersonDesk::unmap);
}

}  // namespace standstill::server::identity
