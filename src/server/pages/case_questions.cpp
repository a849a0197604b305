// Open questions, the most telling first, each with a request that can be sent.
#include <fmt/format.h>

#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

struct Addressee {
    std::string_view who, basis;
};

// Who can be expected to know. The order names the DNI (section 3(b)) and the Department of
// State's reports (section 2(a)(ii)(B)); scope and purpose are for those who sell and who buy.
Addressee addressee_of(std::string_view cite) {
    if (cite.starts_with("2(a)(ii)(B)"))
        return {"the Department of State",
                "Section 2(a)(ii)(B) refers to the Department's annual country reports on human "
                "rights practices."};
    if (cite.starts_with("2(a)(i)(B)"))
        return {"the Director of National Intelligence, and the vendor",
                "Under section 3(b) agencies request from the DNI any additional information "
                "regarding the commercial spyware."};
    if (cite.starts_with("2(a)"))
        return {"the Director of National Intelligence",
                "Under section 3(b) agencies request from the DNI any additional information "
                "regarding the commercial spyware."};
    if (cite.starts_with("2(l)"))
        return {"the component that asked for the tool",
                "Section 2(l) turns on the purpose; it must be stated, not supposed."};
    if (cite.starts_with("3"))
        return {"the contracting officer", "Section 3 names the steps before a purchase."};
    if (cite.starts_with("5"))
        return {"the vendor, and whoever tests the tool",
                "The definitions of section 5 turn on what the tool does."};
    return {"whoever is responsible", "The law asks it of the case."};
}

// The words that the question turns on: those quoted where its fact is read, else those of its
// paragraph. Several questions may cite one paragraph.
std::string quote_of(const CaseVisit& visit, const review::Missing& question) {
    const law::Program& program = *visit.view.of().program;
    for (const law::Question& asked : program.questions) {
        if (asked.ask != question.ask || asked.node < 0) continue;
        auto index = static_cast<std::size_t>(asked.node);
        if (!program.texts[index].quote.empty()) return program.texts[index].quote;
        for (std::size_t i = 0; i < program.nodes.size(); ++i)
            if (program.nodes[i].op == law::NodeOp::Fact &&
                program.nodes[i].fact == program.nodes[index].fact &&
                program.texts[i].cite == question.cite && !program.texts[i].quote.empty())
                return program.texts[i].quote;
    }
    return visit.words.quote(question.cite);
}

std::string draft(const CaseVisit& visit, const review::Missing& question, const Addressee& to) {
    const review::Case& of = visit.view.of();
    std::string out =
        fmt::format("To: {}\nSubject: Request for information, case {} (section {})\n\n", to.who,
                    of.id, question.cite);
    out += fmt::format("We review “{}” under {}.\n\n", of.title.empty() ? of.id : of.title,
                       of.program->packs.back().citation);
    out += fmt::format("Our question: {}\n\n", question.ask);
    if (std::string quote = quote_of(visit, question); !quote.empty())
        out += fmt::format("The words it turns on, section {}: “{}”\n\n", question.cite, quote);
    out += fmt::format("{} On {} the answer is not known to us, because {}.\n\n", to.basis,
                       visit.words.day(visit.view.at()), reason_words(question.reason));
    out +=
        "Please say what you know, from whom and since when, so that it can be entered as "
        "evidence with its source. Send no classified content by this way: a handle, a date "
        "and a digest are enough.\n";
    return out;
}

}  // namespace

base::Status fill_questions(const CaseVisit& visit, Page& page) {
    page.title = "Open questions";
    page.template_name = "cases/questions";
    page.current = "questions";
    page.intro =
        "What is unknown, ranked by what an answer would settle. An unknown never opens "
        "the gate and never takes a case out of the law.";
    json::object& data = page.data = status_data(visit);
    json::array questions;
    for (const review::Missing& question : visit.view.answer().missing) {
        json::object one = visit.words.line(question.cite, question.ask);
        Addressee to = addressee_of(question.cite);
        one["number"] = questions.size() + 1;
        one["id"] = fmt::format("question-{}", questions.size() + 1);
        one["reason"] = reason_words(question.reason);
        one["decides"] = question.decides;
        one["bears"] =
            question.settles > 0
                ? fmt::format("bears on {}", counted(static_cast<std::uint64_t>(question.settles),
                                                     "condition", "conditions"))
                : "";
        one["quote"] = quote_of(visit, question);
        one["to"] = to.who;
        one["draft"] = draft(visit, question, to);
        questions.push_back(std::move(one));
    }
    data["none"] = questions.empty();
    data["question_count"] = counted(questions.size(), "question is open", "questions are open");
    data["questions"] = std::move(questions);
    return base::Done{};
}

}  // namespace standstill::server::pages
