// The vendors, furnishers and tools of a case against the lists.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "office/evidence_files.h"
#include "office/screening.h"
#include "screening/screen/evidence.h"
#include "server/http/message.h"
#include "server/pages/act_desk.h"
#include "server/pages/screening_page.h"

namespace standstill::server::pages {

namespace {

constexpr std::size_t kMostNames = 50;  // of one case on one page

void add(std::vector<NamedInCase>& out, const base::Node* name, std::string_view as,
         screening::EntityKind kind, std::uint32_t event) {
    if (name == nullptr || !name->is_scalar() || base::is_blank(name->scalar)) return;
    auto known = std::find_if(out.begin(), out.end(), [&](const NamedInCase& one) {
        return one.name == name->scalar && one.kind == kind;
    });
    if (known == out.end())
        known = out.insert(out.end(), {name->scalar, std::string(as), kind, {}});
    known->events.push_back(static_cast<std::int32_t>(event));
}

// Digests that evidence of the case names already.
std::vector<std::string> digests_of(const CaseVisit& visit) {
    std::vector<std::string> out;
    for (std::uint32_t i = 0; i < visit.words.visible(); ++i) {
        const base::Node* digest = visit.view.of().events[i].find("sha256");
        if (digest != nullptr && digest->is_scalar()) out.push_back(digest->scalar);
    }
    return out;
}

std::string bytes_of(const screening::Report& report) {
    return boost::json::serialize(screening::to_json(report)) + "\n";
}

screening::Report report_on(const screening::Screener& screener, const NamedInCase& named) {
    screening::Query query;
    query.name = named.name;
    query.kind = named.kind;
    return screener.screen(query);
}

}  // namespace

std::vector<NamedInCase> named_in(const CaseVisit& visit) {
    using screening::EntityKind;
    std::vector<NamedInCase> out;
    for (std::uint32_t i = 0; i < visit.words.visible() && out.size() < kMostNames; ++i) {
        const base::Node& event = visit.view.of().events[i];
        add(out, event.find("vendor"), "vendor", EntityKind::Organization, i);
        add(out, event.find("tool"), "tool", EntityKind::Product, i);
        const base::Node* furnishers = event.find("furnishers");
        if (furnishers == nullptr || !furnishers->is_list()) continue;
        for (const base::Node& one : furnishers->items)
            if (one.is_map())
                add(out, one.find("entity"), "furnisher", EntityKind::Organization, i);
    }
    return out;
}

base::Status fill_screening(const CaseVisit& visit, Page& page) {
    page.title = "Screening";
    page.template_name = "screening/case";
    page.current = "screening";
    page.intro =
        "Vendors, furnishers and tools that the record names, against the lists kept here. Each "
        "hit waits for a person; on the record it is evidence of kind list screening, and by "
        "itself it settles no factor.";
    if (!visit.site.screening)
        return base::fail(base::ErrorKind::Unavailable, "no lists are kept here");
    office::WantedLists wanted;
    if (visit.request.parameter("at"))
        wanted.as_of = std::chrono::floor<std::chrono::days>(visit.view.at());
    auto screener = visit.site.screening->open(wanted);
    if (!screener) return screener.error();
    const std::vector<std::string> recorded = digests_of(visit);
    json::array names;
    for (const NamedInCase& named : named_in(visit)) {
        screening::Report report = report_on(**screener, named);
        const std::string digest = to_hex(base::sha256(bytes_of(report)));
        json::object one = report_data(report);
        one["as"] = named.as;
        one["events"] = visit.words.event_links(named.events);
        one["kind_asked"] = name_of(named.kind);
        one["is_recorded"] = std::find(recorded.begin(), recorded.end(), digest) != recorded.end();
        names.push_back(std::move(one));
    }
    page.data["none_named"] = names.empty();
    page.data["names"] = std::move(names);
    page.data["searched"] = report_data([&] {
        screening::Report nothing;
        nothing.searched = (*screener)->searched();
        return nothing;
    }())["searched"];
    page.data["may_record"] =
        identity::may(visit.caller, identity::Permission::Record) && !visit.request.parameter("at");
    page.data["form_token"] = visit.caller.form_token;
    page.data["case"] = visit.view.of().id;
    return base::Done{};
}

http::Response keep_screening(const Site& site, const http::Request& request,
                              const identity::Caller& caller) {
    const std::string& id = request.capture("id");
    auto view = site.office.look(id, site.clock());
    if (!view) return show_problem(site, caller, 404, "No such case", view.error().message);
    auto fields = http::parse_form(request.body);
    if (!fields) return show_problem(site, caller, 400, "The form does not read", "");
    std::string name(http::field(*fields, "name").value_or(""));
    if (!site.screening || base::is_blank(name))
        return show_problem(site, caller, 400, "There is nothing to screen", "No name was given.");
    auto screener = site.screening->open();
    if (!screener)
        return show_problem(site, caller, 503, "The lists cannot be read now",
                            screener.error().message);
    NamedInCase named;
    named.name = name;
    if (http::field(*fields, "kind").value_or("") == "product")
        named.kind = screening::EntityKind::Product;
    else
        named.kind = screening::EntityKind::Organization;
    screening::Report report = report_on(**screener, named);
    auto digest = office::keep_evidence(site.office.folder(), bytes_of(report), new_command(site));
    if (!digest)
        return show_problem(site, caller, 503, "The report could not be kept",
                            digest.error().message);
    // The act's form, with everything filled in; what is signed is shown there before it is signed.
    json::object event = screening::evidence_of(report, *digest);
    std::string to = "/cases/" + http::encode(id) + "/act/evidence?";
    for (std::string_view field : {"id", "kind", "publisher", "published", "sha256"})
        if (const json::value* value = event.if_contains(field))
            to += fmt::format("{}={}&", field, http::encode(value->as_string()));
    to.pop_back();
    return http::see_other(to);
}

}  // namespace standstill::server::pages
