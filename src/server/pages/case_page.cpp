#include "server/pages/case_page.h"

#include <fmt/format.h>

#include "base/text.h"
#include "review/answer_json.h"
#include "review/worksheet.h"

namespace standstill::server::pages {

namespace {

// ?at= : an instant with offset, or a day, whose last millisecond in UTC-12 is not meant by anybody
// and whose end in the case's own zone is. The zone is known only after the case was looked at.
struct Asked {
    std::optional<base::Instant> instant;
    std::optional<base::Day> day;
    std::string mistake;
};

Asked asked_for(const http::Request& request) {
    Asked out;
    auto text = request.parameter("at");
    if (!text || base::is_blank(*text)) return out;
    std::string trimmed(base::trimmed(*text));
    if (auto day = base::parse_day(trimmed); day) {
        out.day = *day;
        return out;
    }
    auto instant = base::parse_instant(trimmed);
    if (instant)
        out.instant = *instant;
    else
        out.mistake = fmt::format("The page was asked for an instant that does not read: {}",
                                  instant.error().message);
    return out;
}

}  // namespace

http::Response show_case(const Site& site, const http::Request& request,
                         const identity::Caller& caller, const Fill& fill) {
    Asked asked = asked_for(request);
    if (!asked.mistake.empty())
        return show_problem(site, caller, 400, "That is no instant", asked.mistake);
    const std::string& id = request.capture("id");
    auto looked = site.office.look(id, asked.instant.value_or(request.at));
    if (looked && asked.day) {
        const base::ZoneTable& zone = (*looked)->of().record.zone;
        asked.instant =
            zone.start_of(*asked.day + std::chrono::days{1}) - std::chrono::milliseconds{1};
        looked = site.office.look(id, *asked.instant);
    }
    if (!looked) {
        bool is_unknown = looked.error().kind == base::ErrorKind::NotFound;
        return show_problem(
            site, caller, is_unknown ? 404 : 503,
            is_unknown ? "No such case" : "The case cannot be read now",
            is_unknown ? fmt::format("No case is called “{}”.", id) : looked.error().message);
    }
    const office::View& view = **looked;
    std::string at = asked.instant ? view.of().record.zone.print(view.at()) : "";
    CaseVisit visit{site, request, caller, view, Words(view.of(), view.at(), at)};
    Page page;
    page.section = "cases";
    page.case_id = view.of().id;
    page.case_name = view.of().title.empty() ? view.of().id : view.of().title;
    page.at = at;
    auto filled = fill(visit, page);
    if (!filled)
        return show_problem(site, caller, 503, "The page cannot be shown", filled.error().message);
    return show(site, caller, page);
}

std::pair<std::string, std::string> status_halves(const std::string& sentence) {
    std::size_t colon = sentence.find(": ");
    if (colon == std::string::npos) return {"", sentence};
    return {sentence.substr(0, colon), sentence_case(sentence.substr(colon + 2))};
}

json::object status_data(const CaseVisit& visit) {
    const review::Answer& answer = visit.view.answer();
    json::object out;
    out["answer"] =
        review::to_json(visit.view.of(), visit.view.reviewer(), answer, review::Explained::No);
    out["is_refused"] = answer.use == review::Outcome::Refused;
    out["is_permitted"] = answer.use == review::Outcome::Permitted;
    out["is_outside"] = answer.use == review::Outcome::Outside;
    auto [word, sentence] = status_halves(review::status_sentence(visit.view.of(), answer));
    out["status_word"] = word;
    out["status"] = sentence;
    out["as_of"] = visit.view.of().record.zone.print(visit.view.at());
    out["as_of_words"] = visit.words.instant(visit.view.at());
    out["zone"] = visit.view.of().record.zone.name();
    out["events"] = counted(visit.words.visible(), "event", "events");
    return out;
}

}  // namespace standstill::server::pages
