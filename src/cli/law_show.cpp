// standstill law show: the text of the law, and below each unit what is made of it.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "base/text.h"
#include "cli/files.h"
#include "cli/fold.h"
#include "cli/law_command.h"
#include "law/describe.h"
#include "law/reach.h"
#include "law/units.h"

namespace standstill::cli {

namespace {

namespace json = boost::json;

// Something that cites a unit.
struct Entry {
    std::string kind;  // rule, duty, defect, question, open question
    std::string id, says;
    std::vector<std::string> roles;
    std::string quote, definition;
};

std::vector<Entry> entries_of(const law::Program& program, std::string_view cite) {
    std::vector<Entry> out;
    for (std::size_t i = 0; i < program.nodes.size(); ++i) {
        const law::NodeText& text = program.texts[i];
        if (text.cite != cite || (text.id.empty() && cite.empty())) continue;
        auto node = static_cast<law::NodeIndex>(i);
        out.push_back({"rule", text.id, text.plain, roles_of(program, node), text.quote,
                       law::describe_rule(program, node)});
    }
    for (const law::DutyRule& duty : program.duties)
        if (duty.cite == cite)
            out.push_back({"duty", "", duty.says, {}, "", law::describe_duty(program, duty)});
    for (const law::DefectRule& defect : program.defects)
        if (defect.cite == cite)
            out.push_back(
                {"defect", "", defect.says, {}, "", law::describe_defect(program, defect)});
    for (const law::Question& question : program.questions)
        if (question.cite == cite) out.push_back({"question", "", question.ask, {}, "", ""});
    for (const law::Switch& s : program.switches)
        if (s.cite == cite)
            out.push_back({"open question",
                           s.id,
                           fmt::format("{} Taken here: {}", s.asks, s.readings.at(s.chosen)),
                           {},
                           "",
                           ""});
    return out;
}

json::array to_json(const std::vector<std::string>& list) {
    json::array out;
    for (const std::string& one : list) out.emplace_back(one);
    return out;
}

json::object to_json(const Entry& entry) {
    json::object out{{"kind", entry.kind}};
    if (!entry.id.empty()) out["id"] = entry.id;
    out["says"] = entry.says;
    if (!entry.roles.empty()) out["roles"] = to_json(entry.roles);
    if (!entry.quote.empty()) out["quote"] = entry.quote;
    if (!entry.definition.empty()) out["definition"] = entry.definition;
    return out;
}

json::object to_json(const law::TextUnit& unit, const std::vector<Entry>& entries) {
    json::array list;
    for (const Entry& entry : entries) list.push_back(to_json(entry));
    return {{"cite", unit.cite}, {"text", unit.text}, {"encoded", std::move(list)}};
}

enum class Detail { Sentences, Definitions };

void print_entries(const std::vector<Entry>& entries, Detail detail) {
    const std::string rest(8, ' ');
    for (const Entry& entry : entries) {
        std::string name = entry.id.empty() ? entry.kind : entry.kind + " " + entry.id;
        std::string says = entry.says;
        if (!entry.roles.empty()) says += " [" + base::join(entry.roles, "; ") + "]";
        fmt::print("{}", folded_lines(says, "    " + name + ": ", rest));
        if (detail == Detail::Definitions && !entry.definition.empty())
            fmt::print("{}", folded_lines(entry.definition, rest + "= ", rest + "  "));
    }
}

void print_unit(const law::TextUnit& unit, const std::vector<Entry>& entries, Detail detail) {
    fmt::print("{}\n{}", unit.cite, folded_lines(unit.text, "  ", "  "));
    if (!entries.empty()) fmt::print("\n");
    print_entries(entries, detail);
    fmt::print("\n");
}

int show_switches(const Common& common, const law::Program& program) {
    json::array out;
    for (const law::Switch& s : program.switches) {
        json::object readings;
        for (const auto& [name, says] : s.readings) readings[name] = says;
        out.push_back({{"id", s.id},
                       {"pack", s.pack},
                       {"cite", s.cite},
                       {"asks", s.asks},
                       {"default", s.default_reading},
                       {"readings", std::move(readings)},
                       {"used", s.used},
                       {"stands_when", s.stands_when},
                       {"stands_on", to_json(s.stands_on)}});
        if (common.format != "text") continue;
        fmt::print("{}", folded_lines(s.asks, fmt::format("{} ({}): ", s.id, s.cite), "    "));
        for (const auto& [name, says] : s.readings)
            fmt::print("{}", folded_lines(fmt::format("{}: {}", name, says),
                                          name == s.default_reading ? "  * " : "    ", "      "));
        fmt::print("\n");
    }
    if (common.format == "text")
        fmt::print("* is the reading taken unless another one is asked for.\n");
    else
        fmt::print("{}\n", json::serialize(out));
    return kDone;
}

// One rule with all that it says and reads.
int show_rule(const Common& common, const law::Program& program, law::NodeIndex index) {
    const law::NodeText& text = program.texts[static_cast<std::size_t>(index)];
    const law::TextUnit* unit = law::unit_called(program, text.cite);
    law::Reach reach(program);
    reach.add_node(index);
    json::object facts;
    std::vector<std::pair<std::string, std::string>> parts = {
        {"cite", text.cite},
        {"plain", text.plain},
        {"quote", text.quote},
        {"is", base::join(roles_of(program, index), "; ")},
        {"definition", law::describe_rule(program, index)},
        {"met", text.met},
        {"unmet", text.unmet},
        {"unknown", text.unknown}};
    json::object out{{"id", text.id}, {"pack", text.pack}};
    for (const auto& [name, says] : parts) out[name] = says;
    for (std::size_t i = 0; i < program.facts.size(); ++i)
        if (reach.facts[i] && !program.facts[i].id.empty())
            facts[program.facts[i].id] =
                law::describe_fact(program, static_cast<law::FactIndex>(i));
    if (common.format == "json") {
        out["facts"] = std::move(facts);
        out["text"] = unit == nullptr ? json::value(nullptr) : json::value(unit->text);
        fmt::print("{}\n", json::serialize(out));
        return kDone;
    }
    fmt::print("{}\n", text.id);
    const std::string rest(14, ' ');
    for (const auto& [name, says] : parts)
        if (!says.empty())
            fmt::print("{}", folded_lines(says, fmt::format("  {:<12}", name), rest));
    if (!facts.empty()) fmt::print("\nIt reads\n");
    for (const auto& fact : facts)
        fmt::print("{}", folded_lines(fact.value().as_string(),
                                      fmt::format("  {} = ", std::string(fact.key())), "      "));
    if (unit != nullptr) fmt::print("\n{}\n{}", unit->cite, folded_lines(unit->text, "  ", "  "));
    return kDone;
}

}  // namespace

int show_law(const Common& common, const ShowOptions& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto compiled = library->program({options.pack});
    if (!compiled) return complain(compiled.error());
    const law::Program& program = **compiled;
    const law::PackInfo& pack = program.packs.back();
    if (options.switches) return show_switches(common, program);

    std::vector<const law::TextUnit*> units;
    if (options.what.empty()) {
        for (const law::TextUnit& unit : pack.text) units.push_back(&unit);
    } else {
        units = law::units_under(pack, options.what);
    }
    if (units.empty() && !options.what.empty()) {
        if (law::NodeIndex rule = program.node(options.what); rule >= 0)
            return show_rule(common, program, rule);
        std::vector<std::string> known;
        for (const law::TextUnit& unit : pack.text) known.push_back(unit.cite);
        for (const law::NodeText& text : program.texts)
            if (!text.id.empty()) known.push_back(text.id);
        return complain(base::fail(
            base::ErrorKind::NotFound,
            fmt::format("`{}` is neither a unit of the text of {} nor a rule{}", options.what,
                        pack.id, base::did_you_mean(options.what, known))));
    }

    bool text = common.format == "text";
    Detail detail = options.what.empty() ? Detail::Sentences : Detail::Definitions;
    json::array list;
    if (text && options.what.empty())
        fmt::print("{}{}\n", folded_lines(pack.title, "", ""), folded_lines(pack.citation, "", ""));
    for (const law::TextUnit* unit : units) {
        std::vector<Entry> entries = entries_of(program, unit->cite);
        if (text) print_unit(*unit, entries, detail);
        list.push_back(to_json(*unit, entries));
    }
    // What no single unit carries: steps of others, and defects that cite what was not met.
    std::vector<Entry> uncited;
    if (options.what.empty()) uncited = entries_of(program, "");
    if (text) {
        if (!uncited.empty()) fmt::print("Without a unit of their own\n");
        print_entries(uncited, detail);
        return kDone;
    }
    json::array others;
    for (const Entry& entry : uncited) others.push_back(to_json(entry));
    fmt::print("{}\n", json::serialize(json::object{{"pack", pack.id},
                                                    {"version", pack.version},
                                                    {"title", pack.title},
                                                    {"citation", pack.citation},
                                                    {"units", std::move(list)},
                                                    {"without_unit", std::move(others)}}));
    return kDone;
}

}  // namespace standstill::cli
