// What all reading pages of a case share: which case, as of when, and the frame around.
//
// Every page is a pure function of a view and what the page needs beside it; the routes are in
// case_pages.cpp. The data of a page begins with the answer as the interface gives it
// (review/answer_json.h).
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "office/office.h"
#include "server/pages/templates.h"
#include "server/pages/words.h"
#include "server/site.h"

namespace standstill::server::api {
class LogTree;
}

namespace standstill::server::pages {

// A reading page of a case that was asked for.
struct CaseVisit {
    const Site& site;
    const http::Request& request;
    const identity::Caller& caller;
    const office::View& view;
    Words words;
};

// Fills `page` (title, template_name, data, current).
using Fill = std::function<base::Status(const CaseVisit&, Page&)>;

// Looks at the case of the request as of ?at= (an instant, or a day, whose end is meant), fills the
// page and shows it. 400 for an instant that does not read, 404 for a case that is not there.
http::Response show_case(const Site& site, const http::Request& request,
                         const identity::Caller& caller, const Fill& fill);

// The answer as JSON with the words of the status: {answer, is_refused, ..., status}.
json::object status_data(const CaseVisit& visit);

// The pages, each in a file of its own.
base::Status fill_overview(const CaseVisit& visit, Page& page);
base::Status fill_factors(const CaseVisit& visit, Page& page);
base::Status fill_why(const CaseVisit& visit, Page& page);
base::Status fill_evidence(const CaseVisit& visit, Page& page);
base::Status fill_questions(const CaseVisit& visit, Page& page);
base::Status fill_deadlines(const CaseVisit& visit, Page& page);
base::Status fill_stop_work(const CaseVisit& visit, Page& page);
base::Status fill_timeline(const CaseVisit& visit, Page& page);
// Keeps the nodes of the tree between two requests.
Fill fill_verify(std::shared_ptr<api::LogTree> tree);
// The whole log as a file, for whoever may read its entries.
http::Response give_bundle(const Site& site, const identity::Caller& caller);

// "REFUSED: operational use ..." in its two halves, the second one as a sentence.
std::pair<std::string, std::string> status_halves(const std::string& sentence);

// The options of a select, in their order, with the one that is chosen.
json::array choices(std::string_view chosen,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> all);

// A row of the index as lists show it.
json::object case_row_data(const office::CaseRow& row);
http::Response show_home(const Site& site, const http::Request& request,
                         const identity::Caller& caller);
http::Response show_cases(const Site& site, const http::Request& request,
                          const identity::Caller& caller);

// The stop-work order that counts at the instant, as people ask for it: which day of how many.
struct StopWork {
    std::int32_t order = -1;     // event; -1: none was ever issued
    std::int32_t ended_by = -1;  // cancellation or termination
    std::vector<std::int32_t> extensions;
    base::Day delivered{}, last_day{};
    std::int64_t days = 0;     // from delivery to the last day
    std::int64_t day_now = 0;  // counted to the instant, or to the event that ended it
    bool is_in_force = false;
};
StopWork stop_work_of(const CaseVisit& visit);

}  // namespace standstill::server::pages
