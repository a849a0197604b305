// A unit of the law beside what is made of it.
#include <algorithm>

#include "base/text.h"
#include "law/describe.h"
#include "law/units.h"
#include "server/pages/law_page.h"
#include "server/pages/words.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;

json::object rule(std::string_view kind, std::string_view id, std::string_view says,
                  std::string_view quote, std::string definition) {
    return {{"kind", kind},
            {"id", id},
            {"says", says},
            {"quote", quote},
            {"definition", std::move(definition)}};
}

bool is_of(const std::string& pack, const std::string& of) { return pack.empty() || pack == of; }

json::array rules_of(const law::Program& program, const std::string& pack, std::string_view cite,
                     Detail detail) {
    json::array out;
    bool wants = detail == Detail::Definitions;
    for (std::size_t i = 0; i < program.nodes.size(); ++i) {
        const law::NodeText& text = program.texts[i];
        if (text.cite != cite || text.id.empty() || !is_of(text.pack, pack)) continue;
        out.push_back(
            rule("rule", text.id, text.plain, text.quote,
                 wants ? law::describe_rule(program, static_cast<law::NodeIndex>(i)) : ""));
    }
    for (const law::DutyRule& duty : program.duties)
        if (duty.cite == cite && is_of(duty.pack, pack))
            out.push_back(
                rule("duty", "", duty.says, "", wants ? law::describe_duty(program, duty) : ""));
    for (const law::DefectRule& defect : program.defects)
        if (defect.cite == cite && is_of(defect.pack, pack))
            out.push_back(rule("defect", "", defect.says, "",
                               wants ? law::describe_defect(program, defect) : ""));
    for (const law::Question& question : program.questions)
        if (question.cite == cite && is_of(question.pack, pack))
            out.push_back(rule("question", "", question.ask, "", ""));
    for (const law::Switch& s : program.switches)
        if (s.cite == cite && is_of(s.pack, pack))
            out.push_back(rule("open question", s.id,
                               s.asks + " Taken here: " + s.readings.at(s.chosen), "", ""));
    return out;
}

}  // namespace

std::vector<TextPiece> mark_quotes(std::string_view text, const std::vector<std::string>& quotes) {
    std::string folded = base::folded(text);
    std::vector<bool> marked(folded.size(), false);
    for (const std::string& quote : quotes) {
        std::string words = base::folded(quote);
        std::size_t at = words.empty() ? std::string::npos : folded.find(words);
        if (at == std::string::npos) continue;
        std::fill_n(marked.begin() + static_cast<std::ptrdiff_t>(at), words.size(), true);
    }
    std::vector<TextPiece> out;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (out.empty() || out.back().is_quoted != marked[i]) out.push_back({"", marked[i]});
        out.back().text += folded[i];
    }
    return out;
}

json::object unit_data(const law::Program& program, const std::string& pack,
                       const law::TextUnit& unit, Detail detail) {
    json::array rules = rules_of(program, pack, unit.cite, detail), pieces;
    std::vector<std::string> quotes;
    for (const json::value& one : rules) quotes.emplace_back(one.at("quote").as_string());
    for (const TextPiece& piece : mark_quotes(unit.text, quotes))
        pieces.push_back(json::object{{"text", piece.text}, {"quoted", piece.is_quoted}});
    return {{"cite", unit.cite},
            {"id", "unit-" + fragment(unit.cite)},
            {"url", "/law/" + http::encode(pack) + "/" + http::encode(unit.cite)},
            {"pieces", std::move(pieces)},
            {"none", rules.empty()},
            {"rules", std::move(rules)}};
}

json::array rules_without_unit(const law::Program& program, const std::string& pack) {
    json::array out;
    auto add = [&](const std::string& of, const std::string& cite, json::object one) {
        if (!is_of(of, pack) || law::unit_called(program, cite) != nullptr) return;
        one["cite"] = cite;
        out.push_back(std::move(one));
    };
    for (std::size_t i = 0; i < program.nodes.size(); ++i)
        if (const law::NodeText& text = program.texts[i]; !text.id.empty())
            add(text.pack, text.cite, rule("rule", text.id, text.plain, "", ""));
    for (const law::DutyRule& duty : program.duties)
        add(duty.pack, duty.cite, rule("duty", "", duty.says, "", ""));
    for (const law::DefectRule& defect : program.defects)
        add(defect.pack, defect.cite, rule("defect", "", defect.says, "", ""));
    return out;
}

}  // namespace standstill::server::pages
