// standstill law diff: what a new version of the rules changes, and which answers of which cases.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <iterator>
#include <set>

#include "base/text.h"
#include "cli/files.h"
#include "cli/fold.h"
#include "cli/law_command.h"
#include "law/diff.h"
#include "review/answer_json.h"

namespace standstill::cli {

namespace {

namespace json = boost::json;

// An answer to the same question under both versions, where it differs.
struct AnswerChange {
    std::string file, at;
    std::string key;            // `use`, `duties`, ...
    json::value before, after;  // of a list: only what the other one has not
};

// The packs that no other pack brings: each of them with what it brings is a law of its own.
std::vector<std::string> topmost(review::Library& library, std::vector<std::string> packs) {
    std::set<std::string> brought;
    for (const std::string& id : packs)
        if (auto program = library.program({id}); program)
            brought.insert((*program)->packs.back().brings.begin(),
                           (*program)->packs.back().brings.end());
    std::erase_if(packs, [&](const std::string& id) { return brought.count(id) != 0; });
    return packs;
}

base::Result<std::vector<law::Change>> compare_all(review::Library& before,
                                                   review::Library& after) {
    std::vector<std::string> had = law::packs_in(before.files()),
                             has = law::packs_in(after.files());
    std::vector<law::Change> out;
    auto alone = [&](const std::string& id, law::ChangeOf change) {
        law::Change one;
        one.part = law::Part::Pack;
        one.change = change;
        one.pack = one.id = id;
        out.push_back(std::move(one));
    };
    auto contains = [](const std::vector<std::string>& list, const std::string& id) {
        return std::find(list.begin(), list.end(), id) != list.end();
    };
    for (const std::string& id : had)
        if (!contains(has, id)) alone(id, law::ChangeOf::Removed);
    for (const std::string& id : has)
        if (!contains(had, id)) alone(id, law::ChangeOf::Added);
    for (const std::string& id : topmost(after, has)) {
        if (!contains(had, id)) continue;
        auto was = before.program({id}), is = after.program({id});
        if (!was) return base::in_context(was.error(), "the old rules");
        if (!is) return base::in_context(is.error(), "the new rules");
        for (law::Change& change : law::compare(**was, **is))
            if (std::find(out.begin(), out.end(), change) == out.end())
                out.push_back(std::move(change));
    }
    return out;
}

// ---- answers
// -------------------------------------------------------------------------------------

// What a list has and another one has not; anything else as it is.
json::value without(const json::value& value, const json::value& other) {
    if (!value.is_array() || !other.is_array()) return value;
    json::array out;
    for (const json::value& item : value.get_array())
        if (std::find(other.get_array().begin(), other.get_array().end(), item) ==
            other.get_array().end())
            out.push_back(item);
    return out;
}

json::object answer_at(const review::Case& of, base::Instant at) {
    review::Reviewer reviewer(*of.program, of.record);
    review::Answer answer = reviewer.answer(at);
    return review::to_json(of, reviewer, answer, review::Explained::No);
}

base::Result<std::vector<base::Instant>> instants_of(const review::Case& of,
                                                     const std::vector<std::string>& given) {
    std::vector<base::Instant> out;
    for (const std::string& text : given) {
        auto at = base::parse_instant(text);
        if (!at) return base::in_context(at.error(), "--at");
        out.push_back(*at);
    }
    if (!out.empty()) return out;
    for (const base::Node& expected : of.expect)
        if (const base::Node* at = expected.find("at"); at != nullptr)
            if (auto instant = base::parse_instant(at->scalar); instant) out.push_back(*instant);
    if (!of.record.events.empty()) out.push_back(of.record.events.back().at);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

base::Result<std::vector<AnswerChange>> compare_answers(const std::string& file,
                                                        review::Library& before,
                                                        review::Library& after,
                                                        const std::vector<std::string>& given) {
    auto was = load_case(file, before);
    if (!was) return base::in_context(was.error(), "under the old rules");
    auto is = load_case(file, after);
    if (!is) return base::in_context(is.error(), "under the new rules");
    auto instants = instants_of(*is, given);
    if (!instants) return instants.error();
    std::vector<AnswerChange> out;
    for (base::Instant at : *instants) {
        json::object old_answer = answer_at(*was, at), new_answer = answer_at(*is, at);
        std::vector<std::string> keys;
        for (const auto& item : new_answer) keys.emplace_back(item.key());
        for (const auto& item : old_answer)
            if (!new_answer.contains(item.key())) keys.emplace_back(item.key());
        for (const std::string& key : keys) {
            json::value old_value, new_value;
            if (const json::value* value = old_answer.if_contains(key)) old_value = *value;
            if (const json::value* value = new_answer.if_contains(key)) new_value = *value;
            if (old_value == new_value) continue;
            out.push_back({file, is->record.zone.print(at), key, without(old_value, new_value),
                           without(new_value, old_value)});
        }
    }
    return out;
}

// ---- printing
// ------------------------------------------------------------------------------------

void print(const law::Change& change) {
    std::string says = fmt::format("{} {}", law::to_string(change.part),
                                   change.id.empty() ? "by answer" : "`" + change.id + "`");
    if (!change.pack.empty() && change.part != law::Part::Pack) says += " of " + change.pack;
    fmt::print(
        "{}", folded_lines(fmt::format("{}: {}", law::to_string(change.change), says), "", "    "));
    auto piece_line = [](std::string_view sign, const std::string& text) {
        if (!text.empty())
            fmt::print("{}", folded_lines(text, fmt::format("    {} ", sign), "      "));
    };
    for (const law::Piece& piece : change.pieces) {
        if (piece.before.empty() && piece.after.empty()) continue;
        fmt::print("  {}\n", piece.name);
        piece_line("-", piece.before);
        piece_line("+", piece.after);
    }
    if (!change.affects.empty())
        fmt::print("{}",
                   folded_lines(base::join(change.affects, ", "), "  could change: ", "      "));
    fmt::print("\n");
}

// The differences of a list item by item, anything else whole.
void print_value(std::string_view sign, const json::value& value) {
    if (value.is_null()) return;
    if (value.is_array()) {
        for (const json::value& item : value.get_array()) print_value(sign, item);
        return;
    }
    std::string text = value.is_string() ? std::string(value.get_string()) : json::serialize(value);
    fmt::print("{}", folded_lines(text, fmt::format("    {} ", sign), "      "));
}

json::object to_json(const law::Change& change) {
    json::array pieces, affects;
    for (const law::Piece& piece : change.pieces)
        pieces.push_back({{"piece", piece.name}, {"before", piece.before}, {"after", piece.after}});
    for (const std::string& name : change.affects) affects.emplace_back(name);
    return {{"change", law::to_string(change.change)},
            {"part", law::to_string(change.part)},
            {"pack", change.pack},
            {"id", change.id},
            {"pieces", std::move(pieces)},
            {"could_change", std::move(affects)}};
}

base::Result<review::Library> library_of(const std::string& folder) {
    auto files = read_rules(folder);
    if (!files) return files.error();
    if (law::packs_in(*files).empty())
        return base::fail(base::ErrorKind::NotFound,
                          fmt::format("{}: no folder in it has a pack.yaml", folder));
    return review::Library(std::move(*files));
}

}  // namespace

int diff_law(const Common& common, const LawDiffOptions& options) {
    auto before = library_of(options.before);
    if (!before) return complain(before.error());
    auto after = library_of(options.after);
    if (!after) return complain(after.error());
    auto changes = compare_all(*before, *after);
    if (!changes) return complain(changes.error());
    std::vector<AnswerChange> answers;
    std::size_t cases = 0;
    if (!options.cases.empty()) {
        auto files = case_files(options.cases);
        if (!files) return complain(files.error());
        cases = files->size();
        for (const std::string& file : *files) {
            auto found = compare_answers(file, *before, *after, options.at);
            if (!found) return complain(found.error());
            std::move(found->begin(), found->end(), std::back_inserter(answers));
        }
    }
    if (common.format == "json") {
        json::array list, changed;
        for (const law::Change& change : *changes) list.push_back(to_json(change));
        for (const AnswerChange& answer : answers)
            changed.push_back({{"file", answer.file},
                               {"at", answer.at},
                               {"key", answer.key},
                               {"before", answer.before},
                               {"after", answer.after}});
        json::object out{{"changes", std::move(list)}};
        if (cases > 0) out["answers"] = std::move(changed);
        fmt::print("{}\n", json::serialize(out));
        return kDone;
    }
    for (const law::Change& change : *changes) print(change);
    std::string place;
    for (const AnswerChange& answer : answers) {
        if (place != answer.file + answer.at) fmt::print("{}, at {}\n", answer.file, answer.at);
        place = answer.file + answer.at;
        fmt::print("  {}\n", answer.key);
        print_value("-", answer.before);
        print_value("+", answer.after);
    }
    if (!answers.empty()) fmt::print("\n");
    fmt::print("{} changes", changes->size());
    if (cases > 0) {
        std::set<std::string> files;
        for (const AnswerChange& answer : answers) files.insert(answer.file);
        fmt::print("; answers of {} of {} cases differ", files.size(), cases);
    }
    fmt::print("\n");
    return kDone;
}

}  // namespace standstill::cli
