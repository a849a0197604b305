// The list of cases: search, filters, order, pages; a form of GET, so that a list is an address.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

constexpr std::size_t kPerPage = 25;

struct Asked {
    office::CaseFilter filter;
    std::string order;
    std::size_t page = 1;
};

bool is_set(const http::Request& request, std::string_view name) {
    return request.parameter(name).value_or("") == "yes";
}

Asked asked_for(const http::Request& request) {
    Asked out;
    out.filter.words = request.parameter("words").value_or("");
    std::string_view use = request.parameter("use").value_or("");
    if (use == "permitted" || use == "refused" || use == "outside") out.filter.use = use;
    out.filter.agency = request.parameter("agency").value_or("");
    out.filter.only_stopped = is_set(request, "stopped");
    out.filter.only_overdue = is_set(request, "overdue");
    out.filter.only_open = is_set(request, "open");
    out.order = request.parameter("order").value_or("deadline");
    out.filter.order = out.order == "change"  ? office::Order::ByChange
                       : out.order == "title" ? office::Order::ByTitle
                                              : office::Order::ByDeadline;
    std::string_view page = request.parameter("page").value_or("1");
    std::from_chars(page.data(), page.data() + page.size(), out.page);
    out.page = std::clamp<std::size_t>(out.page, 1, 1'000'000);
    out.filter.offset = (out.page - 1) * kPerPage;
    out.filter.limit = kPerPage;
    return out;
}

// The address of the same list at another page.
std::string address(const http::Request& request, std::size_t page) {
    std::string out = "/cases?";
    for (const auto& [name, value] : request.query)
        if (name != "page" && !value.empty())
            out += http::encode(name) + "=" + http::encode(value) + "&";
    return out + fmt::format("page={}", page);
}

}  // namespace

json::array choices(std::string_view chosen,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> all) {
    json::array out;
    for (const auto& [value, title] : all)
        out.push_back(
            json::object{{"value", value}, {"title", title}, {"chosen", value == chosen}});
    return out;
}

json::object case_row_data(const office::CaseRow& row) {
    json::object out{{"id", row.id},
                     {"title", row.title.empty() ? row.id : row.title},
                     {"url", "/cases/" + http::encode(row.id)},
                     {"agency", row.agency},
                     {"component", row.component},
                     {"vendor", row.vendor},
                     {"tool", row.tool},
                     {"use", row.use},
                     {"status", row.status},
                     {"missing", counted(row.missing, "question", "questions")},
                     {"defects", counted(row.defects, "defect", "defects")},
                     {"overdue", row.overdue > 0 ? fmt::format("{} overdue", row.overdue) : ""},
                     {"open_duties", counted(row.open_duties, "duty", "duties")},
                     {"stopped", row.is_stopped},
                     {"ended", row.is_ended}};
    out["next_due"] = row.next_due ? base::to_string(*row.next_due) : "";
    out["next_due_words"] =
        row.next_due ? day_words(std::chrono::floor<std::chrono::days>(
                           *row.next_due - std::chrono::hours{5} - std::chrono::milliseconds{1}))
                     : "";
    return out;
}

http::Response show_cases(const Site& site, const http::Request& request,
                          const identity::Caller& caller) {
    Asked asked = asked_for(request);
    auto found = site.office.index().cases(asked.filter);
    if (!found)
        return show_problem(site, caller, 503, "The list cannot be read now",
                            found.error().message);
    Page page;
    page.title = "Cases";
    page.section = "cases";
    page.template_name = "cases/list";
    json::object& data = page.data;
    json::array rows;
    for (const office::CaseRow& row : found->rows) rows.push_back(case_row_data(row));
    data["none"] = rows.empty();
    data["rows"] = std::move(rows);
    data["words"] = asked.filter.words;
    data["agency"] = asked.filter.agency;
    data["uses"] = choices(asked.filter.use, {{"", "Any"},
                                              {"refused", "Refused"},
                                              {"permitted", "Permitted"},
                                              {"outside", "Outside the law"}});
    data["orders"] =
        choices(asked.order,
                {{"deadline", "Next deadline"}, {"change", "Latest change"}, {"title", "Title"}});
    data["only_stopped"] = asked.filter.only_stopped;
    data["only_overdue"] = asked.filter.only_overdue;
    data["only_open"] = asked.filter.only_open;
    data["may_open"] = identity::may(caller, identity::Permission::OpenCase);
    std::size_t pages = static_cast<std::size_t>((found->total + kPerPage - 1) / kPerPage);
    data["total"] = counted(found->total, "case", "cases");
    data["has_pages"] = pages > 1;
    data["page_words"] = fmt::format("Page {} of {}", asked.page, std::max<std::size_t>(pages, 1));
    data["previous"] = asked.page > 1 ? address(request, asked.page - 1) : "";
    data["next"] = asked.page < pages ? address(request, asked.page + 1) : "";
    return show(site, caller, page);
}

}  // namespace standstill::server::pages
