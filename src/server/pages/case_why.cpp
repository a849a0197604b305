// Why: the whole tree of reasons as a nested list, and the tree as a picture.
#include <fmt/format.h>

#include "law/explain.h"
#include "report/picture.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

std::string how_words(const law::Explanation& why) {
    if (why.operation == "all") return "all of these";
    if (why.operation == "any") return "any one of these";
    if (why.operation == "not") return "the opposite of this";
    if (why.operation == "at_least") return fmt::format("at least {} of these", why.least);
    if (why.operation == "surely") return "only if this is known to be so";
    if (why.operation == "known") return "whether this is known";
    return "";
}

// A node and all below it, as HTML: `cases/why_node` fills itself for each child.
class Tree {
public:
    Tree(const CaseVisit& visit) : visit_(visit) {}

    // `open`: the branch that decides is unfolded.
    std::string html(const law::Explanation& why, bool open, const std::string& id) const {
        json::object data;
        std::string children;
        for (const law::Explanation& child : why.children) {
            bool decides = open && child.value.truth() == why.value.truth();
            if (why.operation == "not") decides = open;
            children += html(child, decides, "");
        }
        std::string says = !why.says.empty() ? why.says : why.plain;
        // A leaf without a sentence of its own is named after the fact that it reads.
        if (!says.empty() && why.id.empty() && why.plain.empty() && !why.fact.empty() &&
            why.fact != says)
            says = field_words(why.fact) + ": " + says;
        if (says.empty())
            says = why.children.empty() ? "On record: " + why.fact : how_words(why) + ":";
        data["id"] = id;
        data["open"] = open;
        data["value_word"] = why.value.is_true() ? "Yes" : why.value.is_false() ? "No" : "Unknown";
        data["value"] = law::to_string(why.value.truth());
        data["reason"] = why.value.is_unknown() ? reason_words(law::reason_word(why.value)) : "";
        data["cite"] = why.cite;
        data["law_url"] = why.cite.empty() ? "" : visit_.words.law(why.cite);
        data["says"] = says;
        data["plain"] = why.plain != says ? why.plain : "";
        data["quote"] = why.quote;
        data["until"] = why.until;
        data["rule"] = why.id;
        data["how"] = why.children.empty() ? "" : how_words(why);
        data["events"] = visit_.words.event_links(why.events);
        data["has_more"] = !why.children.empty() || !why.quote.empty() || !why.events.empty();
        data["children"] = children;
        return visit_.site.templates.fill("cases/why_node", data);
    }

private:
    const CaseVisit& visit_;
};

// Which trees are shown: all, or only those of a paragraph.
bool is_asked_for(const CaseVisit& visit, const std::string& cite) {
    auto of = visit.request.parameter("of");
    return !of || of->empty() || cite == *of;
}

json::object group(const CaseVisit& visit, std::string title, std::string intro,
                   const std::vector<law::NodeIndex>& nodes, std::string_view id,
                   bool opens_unmet) {
    const review::Reviewer& reviewer = visit.view.reviewer();
    Tree tree(visit);
    std::string html;
    std::size_t n = 0;
    for (law::NodeIndex node : nodes) {
        law::Explanation why = law::explain(reviewer.evaluator(), reviewer.evaluation(), node);
        bool is_unmet = !why.value.is_true();
        std::string anchor =
            opens_unmet == is_unmet && !id.empty() ? fmt::format("{}-{}", id, n++) : "";
        if (is_asked_for(visit, why.cite)) html += tree.html(why, opens_unmet == is_unmet, anchor);
    }
    return {{"heading", std::move(title)}, {"explains", std::move(intro)}, {"tree", html}};
}

}  // namespace

base::Status fill_why(const CaseVisit& visit, Page& page) {
    page.title = "Why?";
    page.template_name = "cases/why";
    page.current = "why";
    page.intro =
        "Every reason behind the answer, down to the words of the law and the event on "
        "record. What did not matter is here too.";
    const review::Reviewer& reviewer = visit.view.reviewer();
    const law::Program& program = reviewer.evaluator().program();
    json::object& data = page.data = status_data(visit);
    json::array groups;
    for (const law::AnswerRule& rule : program.answers) {
        bool is_use = rule.name == "use";
        review::Outcome outcome =
            is_use ? visit.view.answer().use
                   : review::outcome_of(program, program.answer(rule.name), reviewer.evaluation());
        std::string name = is_use ? "Operational use" : rule.name;
        name = sentence_case(name);
        bool is_permitted = outcome == review::Outcome::Permitted;
        if (!rule.conditions.empty())
            groups.push_back(group(visit, fmt::format("{}: {}", name, to_string(outcome)),
                                   "Each of these conditions must be met; one that is unknown is "
                                   "not met.",
                                   rule.conditions,
                                   outcome == review::Outcome::Outside ? "" : rule.name,
                                   !is_permitted));
        if (!rule.outside.empty())
            groups.push_back(group(visit, name + ": ways out of the law",
                                   "Any one of these, if it were known to be so, would take the "
                                   "case out.",
                                   rule.outside,
                                   outcome == review::Outcome::Outside ? rule.name : "", false));
    }
    std::vector<law::NodeIndex> factors;
    for (const law::FactorRule& factor : program.factors) factors.push_back(factor.node);
    if (!factors.empty()) {
        Tree tree(visit);
        std::string html;
        std::size_t n = 0;
        for (law::NodeIndex node : factors) {
            law::Explanation why = law::explain(reviewer.evaluator(), reviewer.evaluation(), node);
            std::string anchor = fmt::format("factor-{}", n++);
            if (is_asked_for(visit, why.cite)) html += tree.html(why, true, anchor);
        }
        groups.push_back(json::object{{"heading", "Factors"},
                                      {"explains",
                                       "The state of each factor on everything that is "
                                       "on record."},
                                      {"tree", html}});
    }
    data["groups"] = std::move(groups);
    data["of"] = std::string(visit.request.parameter("of").value_or(""));
    data["all_url"] = visit.words.page("why");
    data["picture"] = report::decision_picture(reviewer, visit.view.answer());
    return base::Done{};
}

}  // namespace standstill::server::pages
