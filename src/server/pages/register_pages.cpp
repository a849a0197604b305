// The public register: each case as anybody may see it, cut from the one log, with what is withheld
// visible as such, and statements that can be verified.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "report/public.h"
#include "server/pages/case_page.h"

namespace standstill::server {

namespace pages {

namespace {

constexpr std::size_t kPerPage = 25;
// A file holds a line for each entry of the whole log; a larger one is asked of the office.
constexpr std::uint64_t kMaxFileEntries = 200'000;

// One case as the public sees it, made from its own entries; positions are those of the log.
base::Result<report::PublicCase> public_case(const Site& site, const std::string& id,
                                             base::Instant now, std::uint64_t size) {
    auto stored = site.office.log().stream(id);
    if (!stored) return stored.error();
    std::vector<std::string_view> leaves;
    for (const ledger::StoredEvent& one : *stored) leaves.push_back(one.bytes);
    report::Whole whole;
    whole.leaves = leaves;
    whole.as_of = now;
    auto cases = report::public_cases(whole, id);
    if (!cases) return cases.error();
    if (cases->empty())
        return base::fail(base::ErrorKind::NotFound, fmt::format("no case is called `{}`", id));
    report::PublicCase out = std::move(cases->front());
    for (report::PublicEvent& event : out.events)
        event.index = ledger::number((*stored)[static_cast<std::size_t>(event.index)].index);
    std::vector<report::Statement> statements;
    for (const report::Act& act : report::acts()) {
        std::vector<std::uint64_t> entries;
        for (const report::PublicEvent& event : out.events)
            if (event.kind == act.kind) entries.push_back(event.index);
        statements.push_back({std::string(act.name), !entries.empty(), entries.size(),
                              report::sentence_of(act, entries, base::to_string(now), size)});
    }
    out.statements = std::move(statements);
    return out;
}

std::string plain(const json::value& value) {
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

std::string shown(const report::PublicCase& of, std::string_view field) {
    for (const report::PublicEvent& event : of.events)
        for (const report::ShownField& one : event.fields.shown)
            if (one.name == field) return plain(one.value);
    return "";
}

json::array statements_data(const report::PublicCase& of) {
    json::array out;
    for (const report::Statement& one : of.statements)
        out.push_back(json::object{{"on_record", one.is_on_record}, {"says", one.sentence}});
    return out;
}

json::object event_data(const report::PublicEvent& event) {
    json::array fields, withheld;
    for (const report::ShownField& one : event.fields.shown)
        fields.push_back(
            json::object{{"name", field_words(one.name)}, {"value", plain(one.value)}});
    for (const report::WithheldField& one : event.fields.withheld)
        withheld.push_back(json::object{
            {"name", field_words(one.name)}, {"exemption", one.exemption}, {"why", one.why}});
    return {{"index", event.index},
            {"version", event.version},
            {"title", event.kind == "case.opened" ? "Case opened" : kind_words(event.kind)},
            {"id", fmt::format("entry-{}", event.version)},
            {"fields", std::move(fields)},
            {"withheld", std::move(withheld)}};
}

std::uint64_t size_of(const Site& site) {
    auto size = site.office.log().size();
    return size ? ledger::number(*size) : 0;
}

http::Response show_register(const Site& site, const http::Request& request,
                             const identity::Caller& caller) {
    std::size_t number = 1;
    std::string_view text = request.parameter("page").value_or("1");
    std::from_chars(text.data(), text.data() + text.size(), number);
    number = std::clamp<std::size_t>(number, 1, 1'000'000);
    office::CaseFilter filter;
    filter.order = office::Order::ByTitle;
    filter.offset = (number - 1) * kPerPage;
    filter.limit = kPerPage;
    auto found = site.office.index().cases(filter);
    auto counts = site.office.index().counts();
    if (!found || !counts)
        return show_problem(site, caller, 503, "The register cannot be read now",
                            found ? counts.error().message : found.error().message);
    std::uint64_t size = size_of(site);
    Page page;
    page.title = "Public register";
    page.section = "register";
    page.template_name = "site/register";
    page.intro =
        "Cases as anybody may see them. What is withheld is visible as withheld, with the "
        "exemption; what is absent can be verified to be absent.";
    json::array rows;
    for (const office::CaseRow& row : found->rows) {
        auto one = public_case(site, row.id, request.at, size);
        if (!one) continue;
        std::string title = shown(*one, "title");
        auto acts = std::count_if(one->statements.begin(), one->statements.end(),
                                  [](const report::Statement& s) { return s.is_on_record; });
        rows.push_back(
            json::object{{"url", "/register/" + http::encode(row.id)},
                         {"title", title.empty() ? "Case " + row.id + " (title withheld)" : title},
                         {"agency", shown(*one, "agency")},
                         {"events", counted(one->events.size(), "entry", "entries")},
                         {"acts", fmt::format("{} of {} acts of the order are on record", acts,
                                              one->statements.size())}});
    }
    json::object& data = page.data;
    data["none"] = rows.empty();
    data["rows"] = std::move(rows);
    data["counts"] =
        json::array{json::object{{"name", "Cases"}, {"value", counts->cases}},
                    json::object{{"name", "Use refused"}, {"value", counts->refused}},
                    json::object{{"name", "Use permitted"}, {"value", counts->permitted}},
                    json::object{{"name", "Outside the law"}, {"value", counts->outside}},
                    json::object{{"name", "Stop-work order in force"}, {"value", counts->stopped}},
                    json::object{{"name", "With an overdue duty"}, {"value", counts->overdue}}};
    data["size"] = size;
    data["as_of"] = base::to_string(request.at);
    bool has_next = number * kPerPage < found->total;
    data["previous"] = number > 1 ? fmt::format("/register?page={}", number - 1) : "";
    data["next"] = has_next ? fmt::format("/register?page={}", number + 1) : "";
    data["has_pages"] = number > 1 || has_next;
    return show(site, caller, page);
}

http::Response show_public_case(const Site& site, const http::Request& request,
                                const identity::Caller& caller) {
    const std::string& id = request.capture("id");
    std::uint64_t size = size_of(site);
    auto of = public_case(site, id, request.at, size);
    if (!of)
        return show_problem(site, caller, 404, "No such case in the register",
                            fmt::format("No case is called “{}”.", id));
    Page page;
    std::string title = shown(*of, "title");
    page.title = title.empty() ? "Case " + id + " (title withheld)" : title;
    page.section = "register";
    page.template_name = "site/register_case";
    json::object& data = page.data;
    data["id"] = id;
    data["agency"] = shown(*of, "agency");
    data["as_of"] = base::to_string(request.at);
    data["size"] = size;
    data["statements"] = statements_data(*of);
    json::array events;
    for (const report::PublicEvent& event : of->events) events.push_back(event_data(event));
    data["events"] = std::move(events);
    data["proof_url"] = "/register/" + http::encode(id) + "/proof";
    data["key"] = ledger::to_string(site.office.key());
    data["may_prove"] = size <= kMaxFileEntries;
    return show(site, caller, page);
}

// The file with which anybody can check the page: every entry of the log, opened as far as the
// public may see it.
http::Response give_proof(const Site& site, const http::Request& request,
                          const identity::Caller& caller) {
    const std::string& id = request.capture("id");
    if (size_of(site) > kMaxFileEntries)
        return show_problem(site, caller, 503, "The file is too large for a page",
                            "The log has grown; ask the office for the file of the register.");
    auto head = site.office.sign_head();
    if (!head)
        return show_problem(site, caller, 503, "The register cannot be read now",
                            head.error().message);
    std::vector<ledger::StoredEvent> stored;
    while (stored.size() < ledger::number(head->size)) {
        auto part = site.office.log().read(ledger::LeafIndex{stored.size()},
                                           ledger::number(head->size) - stored.size());
        if (!part || part->empty())
            return show_problem(site, caller, 503, "The register cannot be read now",
                                "the log ends before its size");
        std::move(part->begin(), part->end(), std::back_inserter(stored));
    }
    std::vector<std::string_view> leaves;
    for (const ledger::StoredEvent& one : stored) leaves.push_back(one.bytes);
    report::Whole whole;
    whole.leaves = leaves;
    whole.checkpoint = head->note;
    whole.key = site.office.key();
    whole.as_of = request.at;
    auto cases = report::public_cases(whole, id);
    if (!cases || cases->empty())
        return show_problem(site, caller, 404, "No such case in the register",
                            fmt::format("No case is called “{}”.", id));
    auto file = report::make_register(whole, *cases);
    if (!file)
        return show_problem(site, caller, 503, "The file cannot be made", file.error().message);
    http::Response out;
    out.body = std::move(*file);
    out.with("Content-Type", "application/jsonl");
    out.with("Content-Disposition", "attachment; filename=\"" + id + ".register.jsonl\"");
    return out;
}

}  // namespace

}  // namespace pages

void add_register_pages(Doors& doors) {
    Site& site = doors.site();
    auto add = [&](std::string pattern, auto show_it) {
        doors.page(http::Method::Get, std::move(pattern), std::nullopt,
                   [&site, show_it](const http::Request& request, const identity::Caller& caller) {
                       return show_it(site, request, caller);
                   });
    };
    add("/register", pages::show_register);
    add("/register/{id}", pages::show_public_case);
    add("/register/{id}/proof", pages::give_proof);
}

}  // namespace standstill::server
