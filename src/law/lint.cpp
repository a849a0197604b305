#include "law/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"
#include "law/evaluate.h"
#include "law/reach.h"
#include "law/units.h"

namespace standstill::law {

namespace {

constexpr int kDraws = 1000;
constexpr int kManyReads = 1000;  // where counting stops

// How often a fact that may be unknown is read below a node, as it is and negated.
struct Reads {
    int plain = 0, negated = 0;
};
using ReadsByFact = std::map<FactIndex, Reads>;

class Linter {
public:
    Linter(const RuleFiles& files, std::string pack) : files_(files), pack_(std::move(pack)) {}

    std::vector<Finding> run();

private:
    void note(Severity severity, const std::string& file, base::Place place, std::string message);
    void error(const std::string& file, base::Place place, std::string message) {
        note(Severity::Error, file, place, std::move(message));
    }
    void warn(const std::string& file, base::Place place, std::string message) {
        note(Severity::Warning, file, place, std::move(message));
    }
    void note_mistakes(const std::string& message);

    // Once for each reading.
    void look(const Program& program);
    void collect_used(const Program& program);
    void check_rule(const Program& program, NodeIndex index);
    void check_sentences(const Program& program, const NodeText& text);
    void check_answers(const Program& program);
    void check_cites(const Program& program);
    void check_read_once(const Program& program);
    void check_knowable(const Program& program);

    // Once, with what all readings together showed.
    void check_pack(const Program& program);
    void check_switches(const Program& program);
    void check_offices(const Program& program);
    void check_used(const Program& program);

    void check_cite(const Program& program, const std::string& cite, const std::string& what,
                    const std::string& file, base::Place place);
    bool quoted(const Program& program, NodeIndex index) const;

    const RuleFiles& files_;
    std::string pack_;
    std::string under_;  // "under OQ-1 = earliest-wins: ", while another reading is looked at
    std::set<std::string> used_rules_, used_facts_, used_kinds_, used_switches_;
    std::vector<Finding> findings_;
    std::set<std::string> said_;
};

void Linter::note(Severity severity, const std::string& file, base::Place place,
                  std::string message) {
    // What is so under the default reading need not be said again under the others.
    if (!said_.insert(fmt::format("{}:{}: {}", file, place.line, message)).second) return;
    findings_.push_back({pack_, file, place.line, severity, under_ + message});
}

// The compiler's own messages, a line each, begin with the place.
void Linter::note_mistakes(const std::string& message) {
    for (const std::string& line : base::split(message, '\n')) {
        std::string file, says = line;
        base::Place place;
        std::size_t colon = line.find(".yaml:");
        if (colon != std::string::npos) {
            file = line.substr(0, colon + 5);
            const char* begin = line.data() + colon + 6;
            std::from_chars(begin, line.data() + line.size(), place.line);
            if (std::size_t space = line.find(": ", colon); space != std::string::npos)
                says = line.substr(space + 2);
        }
        error(file, place, says);
    }
}

std::string name_of(const NodeText& text) {
    if (!text.id.empty()) return "`" + text.id + "`";
    return text.cite.empty() ? "a rule without a name" : "the rule of " + text.cite;
}

// ---- rules ----------------------------------------------------------------------------------

void Linter::check_rule(const Program& program, NodeIndex index) {
    const NodeText& text = program.texts[static_cast<std::size_t>(index)];
    if (text.pack != pack_) return;
    if (!text.cite.empty()) check_cite(program, text.cite, name_of(text), text.file, text.place);
    check_sentences(program, text);
    if (text.quote.empty()) return;
    if (text.cite.empty())
        return error(text.file, text.place, name_of(text) + " has a quote and no cite");
    std::string found;
    switch (find_quote(program, text.cite, text.quote, found)) {
        case QuoteStands::InItsUnit:
        case QuoteStands::AboveOrBelow:
            break;
        case QuoteStands::Elsewhere:
            warn(text.file, text.place,
                 fmt::format("the quote of {} stands in {}, not in {}", name_of(text), found,
                             text.cite));
            break;
        case QuoteStands::Nowhere:
            error(text.file, text.place,
                  fmt::format("the quote of {} stands nowhere in the text: `{}`", name_of(text),
                              text.quote));
    }
}

void Linter::check_cite(const Program& program, const std::string& cite, const std::string& what,
                        const std::string& file, base::Place place) {
    if (unit_called(program, cite) != nullptr) return;
    std::vector<std::string> known;
    for (const PackInfo& pack : program.packs)
        for (const TextUnit& unit : pack.text) known.push_back(unit.cite);
    if (cite.empty()) return error(file, place, what + " has no cite");
    error(file, place,
          fmt::format("{} cites `{}`, which is no unit of the text{}", what, cite,
                      base::did_you_mean(cite, known)));
}

void Linter::check_sentences(const Program& program, const NodeText& text) {
    for (const std::string* sentence : {&text.met, &text.unmet, &text.unknown})
        for (const std::string& place : places_in(*sentence)) {
            std::string field;
            FactIndex fact = fact_of_place(program, place, field);
            if (fact < 0) {
                error(text.file, text.place,
                      fmt::format("a sentence of {} names `{{{}}}`, which is no fact",
                                  name_of(text), place));
                continue;
            }
            if (field.empty() || field == "at" || field == "day" || field == "by") continue;
            for (std::uint16_t kind : kinds_of(program, fact))
                if (program.kinds[kind].slot(field) < 0)
                    error(text.file, text.place,
                          fmt::format("a sentence of {} names `{{{}}}`, but {} has no field `{}`",
                                      name_of(text), place, program.kinds[kind].name, field));
        }
}

// A condition quotes the law itself or through the rules that it is made of.
// Where a unit is kept without its words, there is nothing to quote.
bool Linter::quoted(const Program& program, NodeIndex index) const {
    const NodeText& text = program.texts[static_cast<std::size_t>(index)];
    if (!text.quote.empty()) return true;
    const TextUnit* unit = unit_called(program, text.cite);
    if (unit != nullptr && unit->text.empty()) return true;
    const Node& node = program.nodes[static_cast<std::size_t>(index)];
    for (std::uint32_t i = 0; i < node.children; ++i)
        if (quoted(program, program.children[node.first_child + i])) return true;
    return false;
}

void Linter::check_answers(const Program& program) {
    for (const AnswerRule& answer : program.answers) {
        auto check = [&](NodeIndex index, bool condition) {
            const NodeText& text = program.texts[static_cast<std::size_t>(index)];
            if (text.pack != pack_) return;
            std::string what = fmt::format("{}, {} of `{}`,", name_of(text),
                                           condition ? "a condition" : "a way out", answer.name);
            if (text.cite.empty()) error(text.file, text.place, what + " has no cite");
            if (base::is_blank(text.plain)) error(text.file, text.place, what + " has no `plain`");
            // A condition is told when it is not met, a way out when it is.
            if (base::is_blank(condition ? text.unmet : text.met))
                error(text.file, text.place,
                      fmt::format("{} has no `says.{}`", what, condition ? "unmet" : "met"));
            if (!quoted(program, index)) warn(text.file, text.place, what + " quotes nothing");
        };
        for (NodeIndex node : answer.outside) check(node, false);
        for (NodeIndex node : answer.conditions) check(node, true);
    }
}

void Linter::check_cites(const Program& program) {
    for (const DutyRule& duty : program.duties) {
        if (duty.pack != pack_) continue;
        check_cite(program, duty.cite, "a duty", duty.file, duty.place);
        if (base::is_blank(duty.says))
            error(duty.file, duty.place, fmt::format("the duty of {} has no `says`", duty.cite));
    }
    for (const DefectRule& defect : program.defects) {
        if (defect.pack != pack_) continue;
        if (defect.answer < 0)
            check_cite(program, defect.cite, "a defect", defect.file, defect.place);
        for (const auto& [tests, cite] : defect.also)
            check_cite(program, cite, "a defect", defect.file, defect.place);
        if (base::is_blank(defect.says)) error(defect.file, defect.place, "a defect has no `says`");
    }
    for (const Question& question : program.questions) {
        if (question.pack != pack_) continue;
        check_cite(program, question.cite, "a question", question.file, question.place);
        if (base::is_blank(question.ask))
            error(question.file, question.place, "a question does not say what it asks");
    }
    // A factor's name is its citation, or a word for what its rule cites.
    for (const FactorRule& factor : program.factors)
        if (factor.pack == pack_ && factor.node >= 0 &&
            program.texts[static_cast<std::size_t>(factor.node)].cite.empty())
            check_cite(program, factor.cite, "a factor", factor.file, factor.place);
    for (const Switch& s : program.switches)
        if (s.pack == pack_) check_cite(program, s.cite, "`" + s.id + "`", s.file, s.place);
}

// ---- what three values need ---------------------------------------------------------------------

// Kleene's logic is exact for a formula that reads each fact once: then an unknown answer means
// that the answer does depend on what is unknown. A fact read both as it is and negated can make
// an unknown that no finding could ever settle. Facts that are always known (whether something is
// on record) and those read through `surely` or `known` split the cases by themselves.
void Linter::check_read_once(const Program& program) {
    std::vector<ReadsByFact> below(program.nodes.size());
    auto capped = [](int a, int b) { return std::min(a + b, kManyReads); };
    for (std::size_t n = 0; n < program.nodes.size(); ++n) {
        const Node& node = program.nodes[n];
        if (node.op == NodeOp::Surely || node.op == NodeOp::Known) continue;
        if (node.fact >= 0) {
            bool unknowable =
                program.facts[static_cast<std::size_t>(node.fact)].op == FactOp::Finding;
            if (node.op == NodeOp::Reached) {
                Reach reach(program);
                reach.add_fact(node.fact);
                unknowable = reach.calendar;
            }
            if (unknowable) below[n][node.fact].plain = 1;
            continue;
        }
        for (std::uint32_t i = 0; i < node.children; ++i)
            for (const auto& [fact, reads] :
                 below[static_cast<std::size_t>(program.children[node.first_child + i])]) {
                Reads& sum = below[n][fact];
                bool swapped = node.op == NodeOp::Not;
                sum.plain = capped(sum.plain, swapped ? reads.negated : reads.plain);
                sum.negated = capped(sum.negated, swapped ? reads.plain : reads.negated);
            }
    }
    for (const AnswerRule& answer : program.answers)
        for (const auto* list : {&answer.outside, &answer.conditions})
            for (NodeIndex index : *list) {
                const NodeText& text = program.texts[static_cast<std::size_t>(index)];
                if (text.pack != pack_) continue;
                std::vector<std::string> mixed, same;
                for (const auto& [fact, reads] : below[static_cast<std::size_t>(index)]) {
                    if (reads.plain + reads.negated < 2) continue;
                    bool both = reads.plain > 0 && reads.negated > 0;
                    (both ? mixed : same)
                        .push_back("`" + program.facts[static_cast<std::size_t>(fact)].id + "`");
                }
                if (!mixed.empty())
                    warn(text.file, text.place,
                         fmt::format("{} reads both ways, so it may stay unknown where it need "
                                     "not: {}",
                                     name_of(text), base::join(mixed, ", ")));
                if (!same.empty())
                    warn(text.file, text.place,
                         fmt::format("{} reads more than once, each time the same way, which is "
                                     "harmless: {}",
                                     name_of(text), base::join(same, ", ")));
            }
}

// Whoever knows all facts knows all answers: no rule may stay unknown then.
void Linter::check_knowable(const Program& program) {
    Record record(&program.symbols, program.kinds.size(), base::ZoneTable::utc());
    Evaluator evaluator(program, record);
    Evaluation drawn;
    drawn.facts.resize(program.facts.size());
    drawn.fact_values.resize(program.facts.size());
    const base::Instant now{};
    // The same draws each time: a lint must not change its mind. Steps of splitmix64.
    std::uint64_t state = 14093;
    auto random = [&state] {
        std::uint64_t z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    };
    std::vector<bool> told(program.nodes.size());
    for (int draw = 0; draw < kDraws; ++draw) {
        for (std::size_t i = 0; i < program.facts.size(); ++i) {
            std::uint64_t bits = random();
            drawn.fact_values[i] = Value::of((bits & 1) != 0);
            const std::int64_t times[] = {kNoTime, -1, 0, 1};
            drawn.facts[i].time = times[bits >> 1 & 3];
        }
        evaluator.decide(now, drawn);
        for (std::size_t n = 0; n < program.nodes.size(); ++n) {
            const NodeText& text = program.texts[n];
            if (!drawn.nodes[n].is_unknown() || told[n] || text.pack != pack_) continue;
            told[n] = true;
            error(text.file, text.place,
                  name_of(text) + " may stay unknown although every fact is known");
        }
    }
}

// ---- use ----------------------------------------------------------------------------------------

void Linter::collect_used(const Program& program) {
    Reach reach(program);
    reach.add_all();
    for (std::size_t i = 0; i < program.nodes.size(); ++i)
        if (reach.nodes[i]) used_rules_.insert(program.texts[i].id);
    for (std::size_t i = 0; i < program.facts.size(); ++i)
        if (reach.facts[i]) used_facts_.insert(program.facts[i].id);
    for (std::size_t i = 0; i < program.kinds.size(); ++i)
        if (reach.kinds[i]) used_kinds_.insert(program.kinds[i].name);
    for (const Switch& s : program.switches)
        if (s.used) used_switches_.insert(s.id);
}

void Linter::check_used(const Program& program) {
    for (const NodeText& text : program.texts)
        if (text.pack == pack_ && !text.id.empty() && used_rules_.count(text.id) == 0)
            error(text.file, text.place,
                  fmt::format("nothing uses the rule `{}`, under any reading", text.id));
    for (const Fact& fact : program.facts)
        if (pack_of_file(fact.file) == pack_ && !fact.id.empty() && used_facts_.count(fact.id) == 0)
            error(fact.file, fact.place,
                  fmt::format("nothing uses the fact `{}`, under any reading", fact.id));
    for (const EventKind& kind : program.kinds) {
        if (kind.pack != pack_) continue;
        bool used = used_kinds_.count(kind.name) != 0;
        if (!used && !kind.only_recorded)
            warn(kind.file, kind.place,
                 fmt::format("no rule asks for `{}`; say `only_recorded: true` if that is meant",
                             kind.name));
        if (used && kind.only_recorded)
            error(kind.file, kind.place,
                  fmt::format("`{}` is said to be only recorded, and rules ask for it", kind.name));
    }
}

// ---- the pack as a whole
// --------------------------------------------------------------------------

void Linter::check_pack(const Program& program) {
    const std::string file = "rules/" + pack_ + "/pack.yaml";
    for (const PackInfo& pack : program.packs) {
        if (pack.id != pack_) continue;
        if (pack.title.empty()) error(file, {}, "the pack has no `title`");
        if (pack.citation.empty()) error(file, {}, "the pack has no `citation`");
        if (pack.in_force_from.empty()) error(file, {}, "`in_force` does not say from when");
        if (pack.last_checked.empty())
            error(file, {}, "`in_force` does not say when that was last checked");
        if (pack.text.empty()) error(file, {}, "the pack has no text of the law");
        std::set<std::string> cites;
        for (const TextUnit& unit : pack.text) {
            if (!cites.insert(unit.cite).second)
                error(file, {}, fmt::format("the text has two units `{}`", unit.cite));
            // A heading with nothing but sub-paragraphs is as it should be.
            if (unit.text.empty() && units_under(pack, unit.cite).size() == 1)
                warn(file, {}, fmt::format("the unit `{}` of the text is empty", unit.cite));
        }
        for (const TextFile& text : pack.text_files) {
            std::string path = fmt::format("rules/{}/{}", pack_, text.name);
            if (text.declared.empty())
                warn(file, {},
                     fmt::format("`text_sha256` of {} is not given; it is {}", path, text.sha256));
            else if (text.declared != text.sha256)
                error(file, {},
                      fmt::format("{} is not the text that the rules were written to: expected "
                                  "SHA-256 {}, found {}",
                                  path, text.declared, text.sha256));
        }
    }
}

void Linter::check_switches(const Program& program) {
    for (const Switch& s : program.switches) {
        if (s.pack != pack_) continue;
        if (base::is_blank(s.asks))
            error(s.file, s.place, "`" + s.id + "` does not say what it asks");
        bool stands = !s.stands_when.empty() || !s.stands_on.empty();
        if (used_switches_.count(s.id) == 0 && !stands)
            error(s.file, s.place,
                  fmt::format("nothing depends on `{}`; say `stands_when` or `stands_on` if no "
                              "definition can express it",
                              s.id));
        for (const std::string& kind : s.stands_on)
            if (program.kind(kind) < 0)
                error(s.file, s.place,
                      fmt::format("`{}` stands on `{}`, which is no event", s.id, kind));
        if (s.stands_when.empty()) continue;
        bool known = std::any_of(program.header.begin(), program.header.end(), [&](const auto& h) {
            return h.section + "." + h.schema.name == s.stands_when;
        });
        if (!known)
            error(s.file, s.place,
                  fmt::format("`{}` stands when `{}` is given, which no case can give", s.id,
                              s.stands_when));
    }
}

// Who owes and who is owed: an office of a pack, a field of the case's header, or the office that
// acted.
void Linter::check_offices(const Program& program) {
    auto known = [&](const std::string& name) {
        if (name.empty() || name == "this.by" || program.offices.count(name) != 0) return true;
        return std::any_of(program.header.begin(), program.header.end(),
                           [&](const auto& h) { return h.section + "." + h.schema.name == name; });
    };
    for (const DutyRule& duty : program.duties)
        for (const std::string& office : {duty.owed_by, duty.owed_to})
            if (duty.pack == pack_ && !known(office))
                error(duty.file, duty.place,
                      fmt::format("`{}` of the duty of {} is no office", office, duty.cite));
}

void Linter::look(const Program& program) {
    collect_used(program);
    for (std::size_t i = 0; i < program.nodes.size(); ++i)
        check_rule(program, static_cast<NodeIndex>(i));
    check_answers(program);
    check_cites(program);
    check_read_once(program);
    check_knowable(program);
}

std::vector<Finding> Linter::run() {
    Documents documents;
    auto program = compile(files_, {pack_}, {}, &documents);
    if (!program) {
        note_mistakes(program.error().message);
        return findings_;
    }
    look(**program);
    for (const Switch& s : (*program)->switches)
        for (const auto& [reading, says] : s.readings) {
            if (reading == s.default_reading) continue;
            under_ = fmt::format("under {} = {}: ", s.id, reading);
            auto other = compile(files_, {pack_}, {{s.id, reading}}, &documents);
            if (other)
                look(**other);
            else if (s.pack == pack_)
                note_mistakes(other.error().message);
        }
    under_.clear();
    check_pack(**program);
    check_switches(**program);
    check_offices(**program);
    check_used(**program);
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    return findings_;
}

}  // namespace

std::vector<Finding> lint(const RuleFiles& files, const std::string& pack) {
    return Linter(files, pack).run();
}

bool has_errors(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.severity == Severity::Error; });
}

std::string_view to_string(Severity severity) {
    return severity == Severity::Error ? "error" : "warning";
}

std::string to_string(const Finding& finding) {
    std::string where = finding.file.empty() ? finding.pack : finding.file;
    if (finding.line > 0) where += fmt::format(":{}", finding.line);
    return fmt::format("{}: {}: {}", where, to_string(finding.severity), finding.message);
}

}  // namespace standstill::law
