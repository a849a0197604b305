// Any bytes are part of a pack that compiles and answers, or mistakes with their places.
//
// The pack has a head and some events of its own, so that the bytes need only say facts and rules;
// whatever compiles is put to a record of three events.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "cli/files.h"
#include "law/compile.h"
#include "review/answer.h"
#include "review/answer_json.h"
#include "review/case.h"

using namespace standstill;

namespace {

const char* const kHead =
    "pack: fuzzed\n"
    "version: '1'\n"
    "offices: {boss: boss, clerk: clerk}\n"
    "header: {agency: {head: {type: office}}}\n"
    "office_sets: {head: {header: agency.head}}\n"
    "calendar: days\n"
    "switches:\n"
    "  OQ-1: {asks: Which one, default: one, readings: {one: The one., other: The other.}}\n"
    "evidence: {event: shown, id: id, kind: kind}\n"
    "events:\n"
    "  asked: {fields: {answer: {type: choice, of: [aye, nay]}, until: {type: instant, future: "
    "true}, day: {type: date, default: at}, count: {type: number, default: 3}, sure: {type: flag}, "
    "text: {type: text}, seen_by: {type: office}}}\n"
    "  told: {legal: received, fields: {parts: {type: set, of: [first, second]}, received: {type: "
    "instant, default: at}, who: {type: groups, fields: {name: {type: name}, evidence: {type: "
    "evidence}}}}}\n"
    "  shown: {fields: {id: {type: name, required: true}, kind: {type: choice, required: true, of: "
    "[paper, rumour]}}}\n"
    "facts:\n"
    "  ask: {latest: asked}\n"
    "  tell: {first: told}\n";

const char* const kCase =
    "standstill: 1\ncase: f\nlaw: [fuzzed]\nagency: {head: boss}\nrecord:\n"
    "- {at: '2024-10-01T09:00:00Z', event: shown, id: e, kind: paper}\n"
    "- {at: '2024-10-01T09:00:00Z', event: asked, by: boss, answer: aye, evidence: [e], until: "
    "'2025-01-01T00:00:00Z'}\n"
    "- {at: '2024-10-02T09:00:00Z', event: told, by: clerk, parts: [first, second], who: [{name: "
    "a}]}\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto washington = cli::system_zones()("America/New_York");
    static const auto record = *base::parse_document(kCase, "case");
    auto zones = [](const std::string&) { return washington; };

    std::string text(reinterpret_cast<const char*>(data), size);
    review::Library library(law::RuleFiles{
        {"fuzzed/pack.yaml", kHead},
        {"fuzzed/rules.yaml", text},
        {"calendar/days.yaml", "covers: {from: 2020-01-01, to: 2030-12-31}\nholidays: []\n"}});
    auto program = library.program({"fuzzed"});
    if (!program) {
        for (const std::string& mistake : base::split(program.error().message, '\n'))
            if (mistake.empty()) std::abort();
        return 0;
    }
    auto of = review::read_case(record, "case", library, zones);
    if (!of) return 0;  // a pack may want more of a case than this one says
    review::Reviewer reviewer(*of->program, of->record);
    review::Answer answer = reviewer.answer(*base::parse_instant("2024-10-16T00:00:00-04:00"));
    (void)review::to_json(*of, reviewer, answer, review::Explained::No);
    return 0;
}
