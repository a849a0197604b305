// Our own engine in the comparison of policy engines: standstill-policy-bench CASES.jsonl.
//
// Reads the cases that every engine answers, and prints two result lines in the shape that
// benchmarks/peers/policy asks for: one from prepared facts, one from a record of events. Both give
// the value of every node, with the reasons of what is unknown.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/files.h"
#include "law/evaluate.h"
#include "long_case.h"
#include "review/answer_json.h"

namespace {

using namespace standstill;
namespace json = boost::json;
using Clock = std::chrono::steady_clock;
using benchmarks::need;
using std::chrono::hours;

constexpr std::size_t kMost = 1'000'000;
const char* const kFactors[] = {"government_access",  "data_misuse", "disclosure",
                                "foreign_control",    "repression",  "us_person",
                                "repressive_customer"};

// The instant at which every question is asked.
base::Instant now() { return need(base::parse_instant("2024-06-30T12:00:00Z")); }

// Where each fact of the pack stands, looked up once.
struct Facts {
    explicit Facts(const law::Program& of) : program(of) {
        for (const char* factor : kFactors)
            factors.push_back(named("factor/" + std::string(factor)));
        gate = of.node("gate");
        for (const law::OfficeSet& set : of.office_sets) officials = set.offices;
    }
    std::size_t named(const std::string& id) const {
        for (std::size_t i = 0; i < program.facts.size(); ++i)
            if (program.facts[i].id == id) return i;
        std::abort();
    }

    const law::Program& program;
    std::vector<std::size_t> factors;
    std::size_t not_prohibited = named("not-prohibited"), submission = named("submission"),
                certificate = named("certificate"), decision = named("decision"),
                notice = named("notice"), wait_ends = named("wait-ends"),
                release = named("release"), stop_work = named("stop-work"),
                information = named("information"), waiver = named("waiver");
    law::NodeIndex gate;
    std::vector<law::Symbol> officials;
};

// What a fold would have left, written from the JSON of a case.
void prepare(const Facts& facts, const json::object& from, law::Evaluation& out) {
    out.facts.assign(facts.program.facts.size(), {});
    out.fact_values.assign(facts.program.facts.size(), law::Value::no());
    auto set = [&](std::size_t fact, bool holds) { out.fact_values[fact] = law::Value::of(holds); };
    const json::object& factors = from.at("factors").as_object();
    for (std::size_t i = 0; i < facts.factors.size(); ++i) {
        const json::value* found = factors.if_contains(kFactors[i]);
        law::Value& value = out.fact_values[facts.factors[i]];
        if (found == nullptr)
            value = law::Value::unknown(law::Reason::NotAsked);
        else if (!found->as_object().at("credible").as_bool())
            value = law::Value::unknown(law::Reason::Insufficient);
        else
            value = law::Value::of(found->as_object().at("present").as_bool());
    }
    set(facts.not_prohibited, from.at("determination").as_string() == "not-prohibited");
    set(facts.submission, from.at("submitted_to_dni").as_bool());
    json::string_view by = from.at("certified_by").as_string();
    law::Symbol office = facts.program.symbols.find({by.data(), by.size()});
    set(facts.certificate,
        std::find(facts.officials.begin(), facts.officials.end(), office) != facts.officials.end());
    set(facts.decision, from.at("use_decided").as_bool());
    bool notified = from.at("notice_complete").as_bool();
    set(facts.notice, notified);
    base::Instant wait_ends =
        now() - 24 * hours{from.at("days_since_notice").as_int64()} + hours{168};
    if (notified) out.facts[facts.wait_ends].time = wait_ends.time_since_epoch().count();
    set(facts.release, from.at("apnsa_release").as_bool());
    set(facts.stop_work, from.at("stop_work").as_bool());
    set(facts.information, from.at("new_information").as_bool());
    set(facts.waiver, from.at("waiver_in_force").as_bool());
}

// The same case as events, the way a case file tells it.
json::object case_file(const json::object& from) {
    json::array record;
    auto add = [&](base::Instant at, const char* kind, json::object fields = {}) {
        fields["at"] = base::to_string(at);
        fields["event"] = kind;
        record.push_back(std::move(fields));
    };
    base::Instant before = now() - hours{24 * 20};
    add(before, "evidence.added", {{"id", "e1"}, {"kind", "report"}});
    for (const auto& [name, found] : from.at("factors").as_object()) {
        bool present = found.at("present").as_bool();
        json::object fields{{"factor", name}, {"value", present ? "present" : "absent"}};
        if (found.at("credible").as_bool()) fields["evidence"] = json::array{"e1"};
        add(before, "factor.found", std::move(fields));
    }
    if (from.at("determination") != "none")
        add(before, "determination.made", {{"outcome", from.at("determination")}});
    if (from.at("submitted_to_dni").as_bool()) add(before, "determination.submitted");
    if (from.at("certified_by") != "none")
        add(before, "determination.certified", {{"by", from.at("certified_by")}});
    if (from.at("use_decided").as_bool()) add(before, "use.decided");
    if (from.at("apnsa_release").as_bool()) add(before, "apnsa.no-further-process");
    if (from.at("stop_work").as_bool()) add(before, "contract.stop-work-ordered");
    if (from.at("new_information").as_bool()) add(before, "information.received");
    if (from.at("waiver_in_force").as_bool()) add(before, "waiver.issued");
    if (from.at("notice_complete").as_bool())
        add(now() - 24 * hours{from.at("days_since_notice").as_int64()}, "use.notified");
    return {{"standstill", "1"},
            {"case", "peer"},
            {"law", json::array{"policy-gate"}},
            {"zone", "UTC"},
            {"record", std::move(record)}};
}

struct Times {
    double p50 = 0, p99 = 0, mean = 0;

    json::object to_json() const { return {{"p50_ns", p50}, {"p99_ns", p99}, {"mean_ns", mean}}; }
};

// Three passes to warm up, then whole passes for the time given; see the page of the comparison.
Times measure(std::size_t cases, double seconds, const std::function<void(std::size_t)>& ask) {
    for (int pass = 0; pass < 3; ++pass)
        for (std::size_t i = 0; i < cases; ++i) ask(i);
    std::vector<double> each;
    each.reserve(kMost + cases);
    Clock::time_point begin = Clock::now(), end = begin;
    for (int pass = 0; pass < 3 || (std::chrono::duration<double>(end - begin).count() < seconds &&
                                    each.size() < kMost);
         ++pass) {
        for (std::size_t i = 0; i < cases; ++i) {
            Clock::time_point from = Clock::now();
            ask(i);
            each.push_back(std::chrono::duration<double, std::nano>(Clock::now() - from).count());
        }
        end = Clock::now();
    }
    double whole = std::chrono::duration<double, std::nano>(end - begin).count();
    std::sort(each.begin(), each.end());
    auto count = static_cast<double>(each.size());
    return {each[each.size() / 2], each[each.size() * 99 / 100], whole / count};
}

struct Case {
    std::string truth, text;  // the true answer, and the JSON of the facts
    json::object facts;
};

// Counts the answers, so that nobody is fast and wrong, and prints the line.
void report(const std::string& engine, const std::vector<Case>& cases, const Times& times,
            const Times& from_json, const std::string& input,
            const std::function<law::Truth(std::size_t)>& answer, double seconds) {
    int allowed = 0, on_unknown = 0, unknown = 0, wrong = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        law::Truth truth = answer(i);
        bool allows = truth == law::Truth::True;
        allowed += allows ? 1 : 0;
        unknown += truth == law::Truth::Unknown ? 1 : 0;
        on_unknown += allows && cases[i].truth == "unknown" ? 1 : 0;
        wrong += allows ? cases[i].truth == "false" : cases[i].truth == "true";
    }
    Times clock = measure(cases.size(), std::min(seconds, 0.2), [](std::size_t) {});
    json::object line{{"engine", engine},
                      {"version", "0.1.0"},
                      {"cases", cases.size()},
                      {"allowed", allowed},
                      {"allowed_on_unknown", on_unknown},
                      {"unknown", unknown},
                      {"wrong", wrong},
                      {"clock_ns", clock.p50}};
    for (const auto& [key, value] : times.to_json()) line[key] = value;
    line["from_json"] = from_json.to_json();
    line["input"] = input;
    fmt::print("{}\n", json::serialize(line));
}

int run(const std::string& path, double seconds) {
    std::vector<Case> cases;
    for (const std::string& line : base::split(need(cli::read_file(path, 64U << 20)), '\n')) {
        if (line.empty()) continue;
        json::value value = json::parse(line);
        const json::object& facts = value.at("facts").as_object();
        cases.push_back(
            {std::string(value.at("truth").as_string()), json::serialize(facts), facts});
    }
    if (cases.empty()) {
        fmt::print(stderr, "{}: no cases\n", path);
        return 2;
    }
    review::Library library(need(cli::read_rules(STANDSTILL_POLICY_PACKS)));
    auto program = need(library.program({"policy-gate"}));
    const Facts facts(*program);
    const base::Instant at = now();
    const auto gate = static_cast<std::size_t>(facts.gate);

    law::Record nothing(&program->symbols, program->kinds.size(), base::ZoneTable::utc());
    law::Evaluator decider(*program, nothing);
    std::vector<law::Evaluation> prepared(cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        prepare(facts, cases[i].facts, prepared[i]);
        decider.decide(at, prepared[i]);
    }
    law::Evaluation fresh;
    report(
        "Standstill, from facts", cases,
        measure(cases.size(), seconds, [&](std::size_t i) { decider.decide(at, prepared[i]); }),
        measure(cases.size(), seconds,
                [&](std::size_t i) {
                    prepare(facts, json::parse(cases[i].text).as_object(), fresh);
                    decider.decide(at, fresh);
                }),
        "facts with their values; every node with its value and the reasons of an unknown",
        [&](std::size_t i) { return prepared[i].nodes[gate].truth(); }, seconds);

    auto zones = cli::system_zones();
    auto read = [&](const json::object& from) {
        return need(review::read_case(review::to_node(case_file(from)), "case", library, zones));
    };
    std::vector<review::Case> records;
    for (const Case& one : cases) records.push_back(read(one.facts));
    std::vector<law::Evaluator> evaluators;
    evaluators.reserve(records.size());
    for (const review::Case& one : records) evaluators.emplace_back(*one.program, one.record);
    auto ask = [&](const law::Evaluator& evaluator) {
        evaluator.evaluate(law::moment_at(evaluator.record(), at), fresh);
        return fresh.nodes[gate].truth();
    };
    report(
        "Standstill, from events", cases,
        measure(cases.size(), seconds, [&](std::size_t i) { ask(evaluators[i]); }),
        measure(cases.size(), seconds,
                [&](std::size_t i) {
                    review::Case of = read(json::parse(cases[i].text).as_object());
                    ask(law::Evaluator(*of.program, of.record));
                }),
        "a record of events in memory; the rest as from facts",
        [&](std::size_t i) { return ask(evaluators[i]); }, seconds);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: standstill-policy-bench CASES.jsonl\n");
        return 2;
    }
    double seconds = 2;
    if (const char* given = std::getenv("STANDSTILL_SECONDS"); given != nullptr)
        std::from_chars(given, given + std::strlen(given), seconds);
    return run(argv[1], seconds);
}
