// The papers of a case: the notice and the reports as page and as PDF, and its calendar.
#include <fmt/format.h>

#include "report/html.h"
#include "report/ics.h"
#include "report/notice.h"
#include "report/pdf.h"
#include "report/reports.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server {

namespace {

namespace json = boost::json;
using http::Request;
using http::Response;
using identity::Caller;

// Where the words of a draft's name come from.
struct Title {
    std::string_view name, says;
};
constexpr Title kTitles[] = {
    {"4a", "Section 4(a): findings of the review of existing uses"},
    {"4b", "Section 4(b): notice of an exempt procurement"},
    {"4c", "Section 4(c): actions taken to implement the order"},
    {"4d", "Section 4(d): annual report"},
    {"2h", "Section 2(h): review of existing uses"},
};

struct Looked {
    std::unique_ptr<office::View> view;
    std::string at;  // as asked; empty: now
};

base::Result<Looked> look(const Site& site, const Request& request) {
    base::Instant at = request.at;
    std::string asked(request.parameter("at").value_or(""));
    if (!asked.empty()) {
        auto instant = base::parse_instant(asked);
        if (!instant) return base::in_context(instant.error(), "at");
        at = *instant;
    }
    auto view = site.office.look(request.capture("id"), at);
    if (!view) return view.error();
    return Looked{std::move(*view), asked};
}

Response problem(const Site& site, const Caller& caller, const base::Error& error) {
    switch (error.kind) {
        case base::ErrorKind::NotFound:
            return pages::show_problem(site, caller, 404, "No such paper", error.message);
        case base::ErrorKind::Invalid:
            return pages::show_problem(site, caller, 400, "That cannot be read", error.message);
        default:
            return pages::show_problem(site, caller, 503, "The paper cannot be made now",
                                       error.message);
    }
}

pages::Page page_of(const Looked& looked) {
    pages::Page out;
    out.section = "cases";
    out.case_id = looked.view->of().id;
    out.case_name = looked.view->of().title.empty() ? out.case_id : looked.view->of().title;
    out.at = looked.at;
    return out;
}

Response file(std::string bytes, std::string_view type, const std::string& name) {
    Response out{200, {}, std::move(bytes)};
    out.with("Content-Type", std::string(type));
    out.with("Content-Disposition", fmt::format("inline; filename=\"{}\"", name));
    return out;
}

base::Result<report::Document> document_of(const Site& site, std::string_view name,
                                           const office::View& view) {
    auto out = name == "notice"
                   ? base::Result<report::Document>(report::notice(view.of(), view.answer()))
                   : report::report_draft(name, view.of(), view.answer());
    if (out && out->marking == "U") out->marking = site.settings.marking;
    return out;
}

// A paper of a case, as page or, where its name ends so, as PDF.
Response paper(const Site& site, const Request& request, const Caller& caller, std::string name,
               const std::string& path) {
    bool is_pdf = name.ends_with(".pdf");
    if (is_pdf) name.resize(name.size() - 4);
    auto looked = look(site, request);
    if (!looked) return problem(site, caller, looked.error());
    auto document = document_of(site, name, *looked->view);
    if (!document) return problem(site, caller, document.error());
    const std::string& id = looked->view->of().id;
    if (is_pdf) {
        auto pdf = report::to_pdf(*document);
        if (!pdf) return problem(site, caller, pdf.error());
        return file(std::move(*pdf), "application/pdf", fmt::format("{}-{}.pdf", id, name));
    }
    pages::Page out = page_of(*looked);
    out.title = document->title;
    out.current = name == "notice" ? "notice" : "reports";
    out.template_name = "papers/paper";
    std::string at = looked->at.empty() ? "" : "?at=" + http::encode(looked->at);
    out.data = {{"paper", report::to_html(*document)},
                {"pdf", fmt::format("/cases/{}/{}.pdf{}", http::encode(id), path, at)}};
    return pages::show(site, caller, out);
}

Response reports(const Site& site, const Request& request, const Caller& caller) {
    auto looked = look(site, request);
    if (!looked) return problem(site, caller, looked.error());
    pages::Page out = page_of(*looked);
    out.title = "Reports";
    out.current = "reports";
    out.template_name = "papers/list";
    out.intro = "Drafts put together from the record of this case, each claim with its source.";
    std::string id = http::encode(looked->view->of().id);
    std::string at = looked->at.empty() ? "" : "?at=" + http::encode(looked->at);
    json::array rows;
    for (const Title& title : kTitles)
        rows.push_back({{"says", title.says},
                        {"url", fmt::format("/cases/{}/reports/{}{}", id, title.name, at)},
                        {"pdf", fmt::format("/cases/{}/reports/{}.pdf{}", id, title.name, at)}});
    out.data = {{"rows", std::move(rows)}, {"notice", fmt::format("/cases/{}/notice{}", id, at)}};
    return pages::show(site, caller, out);
}

Response calendar(const Site& site, const Request& request, const Caller& caller) {
    auto looked = look(site, request);
    if (!looked) return problem(site, caller, looked.error());
    const office::View& view = *looked->view;
    return file(report::to_ics({{view.of(), view.answer()}}, view.at(), site.settings.base_url),
                "text/calendar; charset=utf-8", view.of().id + ".ics");
}

}  // namespace

void add_document_pages(Doors& doors) {
    Site& site = doors.site();
    auto add = [&](const char* pattern, Answerer answer) {
        doors.page(http::Method::Get, pattern, identity::Permission::ReadCases, std::move(answer));
    };
    add("/cases/{id}/notice", [&site](const Request& request, const Caller& caller) {
        return paper(site, request, caller, "notice", "notice");
    });
    add("/cases/{id}/notice.pdf", [&site](const Request& request, const Caller& caller) {
        return paper(site, request, caller, "notice.pdf", "notice");
    });
    add("/cases/{id}/reports", [&site](const Request& request, const Caller& caller) {
        return reports(site, request, caller);
    });
    add("/cases/{id}/reports/{name}", [&site](const Request& request, const Caller& caller) {
        const std::string& name = request.capture("name");
        return paper(site, request, caller, name, "reports/" + name);
    });
    add("/cases/{id}/deadlines.ics", [&site](const Request& request, const Caller& caller) {
        return calendar(site, request, caller);
    });
    // The style of papers, which a page and a file of its own share.
    doors.page(http::Method::Get, "/paper.css", std::nullopt, [](const Request&, const Caller&) {
        Response out{200, {}, std::string(report::paper_style())};
        out.with("Content-Type", "text/css; charset=utf-8");
        return out;
    });
}

}  // namespace standstill::server
