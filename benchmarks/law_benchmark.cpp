// What an answer costs, from the facts of one case to half a billion cases a second.
//
// Run from the root of the project; what the figures mean stands in docs/benchmarks-law.md.
#include <benchmark/benchmark.h>

#include <random>

#include "law/slice.h"
#include "long_case.h"
#include "review/answer.h"
#include "review/gate.h"

namespace standstill::benchmarks {
namespace {

base::Instant at(const char* text) { return need(base::parse_instant(text)); }

// ---- the evaluator -----------------------------------------------------------------------------

void decide(benchmark::State& state) {
    review::Case of = long_case();
    law::Evaluator evaluator(*of.program, of.record);
    law::Evaluation evaluation;
    base::Instant now = at(kOpen);
    evaluator.fold(law::moment_at(of.record, now), evaluation);
    for (auto _ : state) {
        evaluator.decide(now, evaluation);
        benchmark::DoNotOptimize(evaluation.nodes.data());
        benchmark::ClobberMemory();
    }
    state.counters["nodes"] = static_cast<double>(of.program->nodes.size());
}
BENCHMARK(decide);

// The same with facts that change from call to call, so that no branch can be learnt by heart.
void decide_of_changing_facts(benchmark::State& state) {
    review::Case of = long_case();
    law::Evaluator evaluator(*of.program, of.record);
    std::vector<law::Evaluation> evaluations(64);
    base::Instant now = at(kOpen);
    std::mt19937_64 dice(1);
    for (law::Evaluation& one : evaluations) {
        evaluator.fold(law::moment_at(of.record, now), one);
        for (law::Value& value : one.fact_values) {
            law::Value any[] = {law::Value::yes(), law::Value::no(),
                                law::Value::unknown(law::Reason::NotAsked)};
            value = any[dice() % 3];
        }
    }
    std::size_t i = 0;
    for (auto _ : state) {
        law::Evaluation& one = evaluations[i++ % 64];
        evaluator.decide(now, one);
        benchmark::DoNotOptimize(one.nodes.data());
        benchmark::ClobberMemory();
    }
}
BENCHMARK(decide_of_changing_facts);

void fold(benchmark::State& state) {
    review::Case of = long_case();
    law::Evaluator evaluator(*of.program, of.record);
    law::Evaluation evaluation;
    law::Moment moment = law::moment_at(of.record, at(kOpen));
    for (auto _ : state) {
        evaluator.fold(moment, evaluation);
        benchmark::DoNotOptimize(evaluation.facts.data());
    }
    state.counters["facts"] = static_cast<double>(of.program->global_facts);
    state.counters["events"] = static_cast<double>(of.record.events.size());
}
BENCHMARK(fold);

void fold_and_decide(benchmark::State& state) {
    review::Case of = long_case();
    law::Evaluator evaluator(*of.program, of.record);
    law::Evaluation evaluation;
    law::Moment moment = law::moment_at(of.record, at(kOpen));
    for (auto _ : state) {
        evaluator.evaluate(moment, evaluation);
        benchmark::DoNotOptimize(evaluation.nodes.data());
    }
}
BENCHMARK(fold_and_decide);

// ---- the answer --------------------------------------------------------------------------------

void answer_while_waiting(benchmark::State& state) {
    review::Case of = long_case();
    review::Reviewer reviewer(*of.program, of.record);
    base::Instant now = at(kWaiting);
    for (auto _ : state) benchmark::DoNotOptimize(reviewer.answer(now));
}
BENCHMARK(answer_while_waiting)->Unit(benchmark::kMicrosecond);

void answer_while_open(benchmark::State& state) {
    review::Case of = long_case();
    review::Reviewer reviewer(*of.program, of.record);
    base::Instant now = at(kOpen);
    for (auto _ : state) benchmark::DoNotOptimize(reviewer.answer(now));
}
BENCHMARK(answer_while_open)->Unit(benchmark::kMicrosecond);

void answer_with_a_new_reviewer(benchmark::State& state) {
    review::Case of = long_case();
    base::Instant now = at(kWaiting);
    for (auto _ : state) {
        review::Reviewer reviewer(*of.program, of.record);
        benchmark::DoNotOptimize(reviewer.answer(now));
    }
}
BENCHMARK(answer_with_a_new_reviewer)->Unit(benchmark::kMicrosecond);

void use_at(benchmark::State& state) {
    review::Case of = long_case();
    review::Reviewer reviewer(*of.program, of.record);
    base::Instant now = at(kOpen);
    for (auto _ : state) benchmark::DoNotOptimize(reviewer.use_at(now));
}
BENCHMARK(use_at)->Unit(benchmark::kMicrosecond);

// ---- the gate ----------------------------------------------------------------------------------

// Questions at ever later instants within one interval, as a gate is asked in operation.
void warm_gate(benchmark::State& state) {
    review::Case of = long_case();
    review::WarmGate gate(*of.program, of.record);
    base::Instant now = at(kOpen);
    for (auto _ : state) {
        now += std::chrono::milliseconds{1};
        benchmark::DoNotOptimize(gate.at(now).use);
    }
    state.counters["evaluations"] = static_cast<double>(gate.evaluations());
}
BENCHMARK(warm_gate);

// The worst case: every question leaves the interval.
void gate_between_two_intervals(benchmark::State& state) {
    review::Case of = long_case();
    review::WarmGate gate(*of.program, of.record);
    const base::Instant instants[] = {at(kOpen), at(kWaiting)};
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(gate.at(instants[i++ % 2]).use);
}
BENCHMARK(gate_between_two_intervals);

// ---- many cases --------------------------------------------------------------------------------

// The answer `use` for blocks of cases in memory, 64 Ki cases in all, on the instructions given.
void slices(benchmark::State& state) {
    review::Case of = long_case();
    auto use = static_cast<std::size_t>(of.program->answer("use"));
    auto lanes = static_cast<law::Lanes>(state.range(0));
    if (static_cast<std::size_t>(state.range(0)) >= law::lanes_here().size()) {
        state.SkipWithError("this machine has no such instructions");
        return;
    }
    law::Slices slices = law::Slices::of_answer(*of.program, use, lanes);
    constexpr std::size_t kBlocks = 128;
    std::mt19937_64 dice(1);
    std::vector<law::Plane> leaves(kBlocks * slices.planes_in());
    std::vector<law::Plane> answers(kBlocks * slices.planes_out());
    for (std::size_t p = 0; p < leaves.size(); p += 2)
        for (std::size_t w = 0; w < law::Plane::kWords; ++w) {
            leaves[p].words[w] = dice();
            leaves[p + 1].words[w] = dice() & ~leaves[p].words[w];
        }
    for (auto _ : state) {
        slices.run(leaves, answers);
        benchmark::DoNotOptimize(answers.data());
        benchmark::ClobberMemory();
    }
    constexpr auto kCases = static_cast<double>(kBlocks * law::Slices::kCases);
    state.counters["cases/s"] =
        benchmark::Counter(kCases, benchmark::Counter::kIsIterationInvariantRate);
    state.counters["steps"] = static_cast<double>(slices.steps());
    state.counters["leaves"] = static_cast<double>(slices.leaves().size());
}
BENCHMARK(slices)->Arg(0)->Arg(1)->Arg(2)->ArgName("lanes");

// The same for every node of the program and all answers.
void slices_of_every_node(benchmark::State& state) {
    review::Case of = long_case();
    law::Slices slices(*of.program);
    for (std::size_t leaf = 0; leaf < slices.leaves().size(); ++leaf)
        for (std::size_t c = 0; c < law::Slices::kCases; ++c)
            slices.set(c, leaf, law::Value::of((leaf + c) % 3 == 0));
    for (auto _ : state) {
        slices.run();
        benchmark::ClobberMemory();
    }
    state.counters["cases/s"] = benchmark::Counter(static_cast<double>(law::Slices::kCases),
                                                   benchmark::Counter::kIsIterationInvariantRate);
    state.counters["steps"] = static_cast<double>(slices.steps());
}
BENCHMARK(slices_of_every_node);

// ---- doors -------------------------------------------------------------------------------------

void read_a_case(benchmark::State& state) {
    std::string text = long_case_text();
    review::Library library(cli::embedded_rules());
    auto zones = cli::system_zones();
    for (auto _ : state) {
        auto document = need(base::parse_document(text, "long case"));
        benchmark::DoNotOptimize(need(review::read_case(document, "long case", library, zones)));
    }
}
BENCHMARK(read_a_case)->Unit(benchmark::kMicrosecond);

void compile_the_packs(benchmark::State& state) {
    law::RuleFiles files = cli::embedded_rules();
    for (auto _ : state) benchmark::DoNotOptimize(need(law::compile(files, {"eo-14093"})));
}
BENCHMARK(compile_the_packs)->Unit(benchmark::kMillisecond);

void compile_under_another_reading(benchmark::State& state) {
    law::RuleFiles files = cli::embedded_rules();
    law::Documents documents;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            need(law::compile(files, {"eo-14093"}, {{"OQ-15", "any-no"}}, &documents)));
}
BENCHMARK(compile_under_another_reading)->Unit(benchmark::kMillisecond);

// From nothing to the first answer, within a process that runs already.
void first_answer(benchmark::State& state) {
    std::string text = long_case_text();
    base::Instant now = at(kWaiting);
    for (auto _ : state) {
        review::Library library(cli::embedded_rules());
        auto document = need(base::parse_document(text, "long case"));
        auto of = need(review::read_case(document, "long case", library, cli::system_zones()));
        review::Reviewer reviewer(*of.program, of.record);
        benchmark::DoNotOptimize(reviewer.answer(now));
    }
}
BENCHMARK(first_answer)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace standstill::benchmarks

BENCHMARK_MAIN();
