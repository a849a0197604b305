// One name against the lists: a form of GET, so that a screening is an address.
#include <fmt/format.h>

#include "base/text.h"
#include "office/screening.h"
#include "screening/list/entity_json.h"
#include "screening/list/fields.h"
#include "server/pages/screening_page.h"

namespace standstill::server::pages {

namespace {

struct Asked {
    screening::Query query;
    screening::Asking asking;
    office::WantedLists wanted;
    std::vector<std::string> mistakes;
};

std::string given(const http::Request& request, std::string_view name) {
    return std::string(base::trimmed(request.parameter(name).value_or("")));
}

void read_qualifiers(const http::Request& request, Asked& out) {
    if (auto kind = screening::entity_kind(given(request, "kind")); kind) out.query.kind = *kind;
    if (std::string born = given(request, "born"); !born.empty()) {
        screening::PartialDate date = screening::parse_date(born);
        if (date.year != 0)
            out.query.births.push_back(date);
        else
            out.mistakes.push_back(fmt::format("Date of birth: “{}” is no date", born));
    }
    if (std::string country = screening::lower_ascii(given(request, "country")); !country.empty()) {
        if (country.size() == 2)
            out.query.countries.push_back(country);
        else
            out.mistakes.push_back(
                fmt::format("Country: “{}” is no code of two letters, like il or gr", country));
    }
    if (std::string number = given(request, "number"); !number.empty())
        out.query.identifiers.push_back({"", number, ""});
}

Asked asked_for(const http::Request& request) {
    Asked out;
    out.query.name = given(request, "name");
    read_qualifiers(request, out);
    if (auto mode = screening::find_mode(given(request, "mode")); mode) out.asking.mode = *mode;
    if (std::string day = given(request, "as_of"); !day.empty()) {
        auto read = base::parse_day(day);
        if (read)
            out.wanted.as_of = *read;
        else
            out.mistakes.push_back("Lists as of: " + read.error().message);
    }
    return out;
}

void fill_form(const http::Request& request, const Asked& asked, json::object& data) {
    for (const char* name : {"name", "born", "country", "number", "as_of"})
        data[name] = given(request, name);
    data["kinds"] = choices(name_of(asked.query.kind), {{"unknown", "Not known"},
                                                        {"organization", "Organisation"},
                                                        {"person", "Person"},
                                                        {"product", "Product"},
                                                        {"vessel", "Ship"},
                                                        {"aircraft", "Aircraft"}});
    data["modes"] = choices(
        given(request, "mode"),
        {{"standard", "Standard"}, {"strict", "Strict"}, {"ofac-parity", "Like OFAC's search"}});
}

base::Result<office::SharedScreener> open(const Site& site, const office::WantedLists& wanted) {
    if (!site.screening) return base::fail(base::ErrorKind::Unavailable, "no lists are kept here");
    return site.screening->open(wanted);
}

}  // namespace

http::Response show_screening(const Site& site, const http::Request& request,
                              const identity::Caller& caller) {
    Page page;
    page.title = "Screening";
    page.section = "screening";
    page.template_name = "screening/search";
    page.intro =
        "Is this name on a list? A hit is a question for a person, and “no hit” speaks of the "
        "lists named below it and of nothing else.";
    Asked asked = asked_for(request);
    fill_form(request, asked, page.data);
    page.mistakes = asked.mistakes;
    if (!asked.mistakes.empty()) page.status = 400;
    page.data["report"] = false;
    if (!asked.query.name.empty() && asked.mistakes.empty()) {
        auto screener = open(site, asked.wanted);
        if (!screener) {
            page.mistakes.push_back(screener.error().message);
            page.status = screener.error().kind == base::ErrorKind::NotFound ? 404 : 503;
            return show(site, caller, page);
        }
        page.data["report"] = report_data((*screener)->screen(asked.query, asked.asking));
        page.title = fmt::format("Screening of “{}”", asked.query.name.substr(0, 100));
    }
    return show(site, caller, page);
}

http::Response show_lists(const Site& site, const http::Request&, const identity::Caller& caller) {
    Page page;
    page.title = "Lists that are searched";
    page.section = "screening";
    page.template_name = "screening/lists";
    page.intro =
        "The newest version of each. Older ones are kept and can be asked for by their day.";
    auto screener = open(site, {});
    if (!screener)
        return show_problem(site, caller, 503, "The lists cannot be read now",
                            screener.error().message);
    screening::Report nothing;
    nothing.searched = (*screener)->searched();
    page.data = report_data(nothing);
    return show(site, caller, page);
}

}  // namespace standstill::server::pages
