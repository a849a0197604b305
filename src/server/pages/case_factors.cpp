// The factors of section 2(a): value, reason, what it rests on.
#include <fmt/format.h>

#include <set>

#include "law/explain.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

// The events behind a node: those that its facts are about, findings before evidence.
std::vector<std::int32_t> events_behind(const law::Explanation& why) {
    std::vector<std::int32_t> out = why.events;
    for (const law::Explanation& child : why.children) {
        auto more = events_behind(child);
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

std::string text_of(const base::Node& node, std::string_view key) {
    const base::Node* found = node.find(key);
    return found != nullptr && found->is_scalar() ? found->scalar : "";
}

// What a finding rests on: evidence with its grade.
json::array evidence_of(const CaseVisit& visit, const std::vector<std::int32_t>& events) {
    const review::Case& of = visit.view.of();
    json::array out;
    for (std::int32_t event : std::set<std::int32_t>(events.begin(), events.end())) {
        const base::Node& node = of.events[static_cast<std::size_t>(event)];
        const std::string& kind =
            of.program->kinds[of.record.events[static_cast<std::size_t>(event)].kind].name;
        if (kind != "evidence.added") continue;
        std::string id = text_of(node, "id"), grade = text_of(node, "grade");
        out.push_back(
            json::object{{"id", id},
                         {"publisher", text_of(node, "publisher")},
                         {"grade", grade.empty() ? "not graded" : grade},
                         {"grade_words", grade_words(grade)},
                         {"url", visit.words.page("evidence", "evidence-" + fragment(id))}});
    }
    return out;
}

json::array findings_of(const CaseVisit& visit, const std::vector<std::int32_t>& events) {
    std::vector<std::int32_t> out;
    for (std::int32_t event : events)
        if (visit.view.of()
                .program->kinds[visit.view.of().record.events[static_cast<std::size_t>(event)].kind]
                .name != "evidence.added")
            out.push_back(event);
    return visit.words.event_links(out);
}

// Information on record that names the factor: it decides nothing, and should be weighed.
json::array information_on(const CaseVisit& visit, const std::string& cite) {
    const review::Case& of = visit.view.of();
    std::vector<std::int32_t> out;
    for (std::uint32_t i = 0; i < visit.words.visible(); ++i)
        if (of.program->kinds[of.record.events[i].kind].name == "information.received" &&
            text_of(of.events[i], "factor") == cite)
            out.push_back(static_cast<std::int32_t>(i));
    return visit.words.event_links(out);
}

}  // namespace

base::Status fill_factors(const CaseVisit& visit, Page& page) {
    page.title = "Factors";
    page.template_name = "cases/factors";
    page.current = "factors";
    page.intro =
        "What must be weighed before anybody determines. People find; the program only "
        "shows what is on record.";
    const review::Answer& answer = visit.view.answer();
    const review::Reviewer& reviewer = visit.view.reviewer();
    json::object& data = page.data = status_data(visit);
    json::array factors;
    for (std::size_t i = 0; i < answer.factors.size(); ++i) {
        const review::FactorState& factor = answer.factors[i];
        json::object one = visit.words.line(factor.cite, sentence_case(factor.plain));
        law::NodeIndex node = reviewer.evaluator().program().factors[i].node;
        law::Explanation why = law::explain(reviewer.evaluator(), reviewer.evaluation(), node);
        std::vector<std::int32_t> events = events_behind(why);
        one["value"] = review::factor_word(factor.value);
        one["is_present"] = factor.value.is_true();
        one["is_absent"] = factor.value.is_false();
        one["is_unknown"] = factor.value.is_unknown();
        one["reason"] =
            factor.value.is_unknown() ? reason_words(law::reason_word(factor.value)) : "";
        one["quote"] = visit.words.quote(factor.cite);
        one["findings"] = findings_of(visit, events);
        one["evidence"] = evidence_of(visit, events);
        one["information"] = information_on(visit, factor.cite);
        one["id"] = "factor-" + fragment(factor.cite);
        one["why_url"] = visit.words.page("why", fmt::format("factor-{}", i));
        factors.push_back(std::move(one));
    }
    data["none"] = factors.empty();
    data["factors"] = std::move(factors);
    return base::Done{};
}

}  // namespace standstill::server::pages
