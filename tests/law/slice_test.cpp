// The bit-sliced evaluator against decide(): the same value for every node of every case.
#include "law/slice.h"

#include <gtest/gtest.h>

#include <random>

#include "cli/files.h"
#include "review/answer.h"
#include "review/answer_json.h"
#include "support/generator.h"

namespace standstill::law {
namespace {

std::shared_ptr<const Program> order() {
    static const auto kProgram = compile(*cli::read_rules("rules"), {"eo-14093"});
    return *kProgram;
}

Value any_value(std::mt19937_64& dice) {
    switch (dice() % 4) {
        case 0:
            return Value::no();
        case 1:
            return Value::yes();
        default:
            return Value::unknown(static_cast<Reason>(1U << dice() % 6));
    }
}

// Facts as a fold might have left them.
Evaluation any_facts(const Program& program, std::int64_t now, std::mt19937_64& dice) {
    Evaluation out;
    out.facts.resize(program.facts.size());
    for (FactValue& fact : out.facts) {
        const std::int64_t times[] = {kNoTime, kUnknowableTime, now - 1, now, now + 1};
        fact.time = times[dice() % 5];
    }
    for (std::size_t i = 0; i < program.facts.size(); ++i)
        out.fact_values.push_back(any_value(dice));
    return out;
}

// A program of random nodes over random facts; every operator occurs.
void grow(Program& program, std::size_t leaves, std::size_t inner, std::mt19937_64& dice) {
    program.facts.resize(leaves);
    program.global_facts = leaves;
    for (std::size_t i = 0; i < leaves; ++i)
        program.nodes.push_back({dice() % 4 == 0 ? NodeOp::Reached : NodeOp::Fact,
                                 static_cast<FactIndex>(dice() % leaves), 0, 0, 0});
    for (std::size_t i = 0; i < inner; ++i) {
        const NodeOp ops[] = {NodeOp::All,     NodeOp::Any,    NodeOp::Not,
                              NodeOp::AtLeast, NodeOp::Surely, NodeOp::Known};
        Node node;
        node.op = ops[dice() % 6];
        bool one = node.op == NodeOp::Not || node.op == NodeOp::Surely || node.op == NodeOp::Known;
        node.children = one ? 1 : static_cast<std::uint16_t>(1 + dice() % 6);
        if (node.op == NodeOp::AtLeast) node.least = static_cast<std::uint16_t>(dice() % 8);
        node.first_child = static_cast<std::uint32_t>(program.children.size());
        for (unsigned c = 0; c < node.children; ++c)
            program.children.push_back(static_cast<NodeIndex>(dice() % program.nodes.size()));
        program.nodes.push_back(node);
    }
    for (const char* name : {"use", "procurement"}) {
        AnswerRule answer{name, {}, {}};
        for (auto* list : {&answer.outside, &answer.conditions})
            for (std::size_t n = dice() % 4; n > 0; --n)
                list->push_back(static_cast<NodeIndex>(dice() % program.nodes.size()));
        program.answers.push_back(std::move(answer));
    }
    program.texts.resize(program.nodes.size());
}

struct Standing {
    bool outside = false, permitted = false;
};

Standing standing(const AnswerRule& rule, const Evaluation& decided) {
    auto holds = [&](NodeIndex node) {
        return decided.nodes[static_cast<std::size_t>(node)].is_true();
    };
    Standing out;
    out.outside = std::any_of(rule.outside.begin(), rule.outside.end(), holds);
    out.permitted = !out.outside && !rule.conditions.empty() &&
                    std::all_of(rule.conditions.begin(), rule.conditions.end(), holds);
    return out;
}

// Evaluates the cases both ways, on every set of instructions that this machine has.
void compare(const Program& program, const std::vector<Evaluation>& cases, base::Instant at) {
    ASSERT_LE(cases.size(), Slices::kCases);
    Record nothing(&program.symbols, program.kinds.size(), base::ZoneTable::utc());
    Evaluator evaluator(program, nothing);
    for (Lanes lanes : lanes_here()) {
        SCOPED_TRACE(static_cast<int>(lanes));
        Slices all(program, lanes);
        std::vector<Slices> each;
        for (std::size_t a = 0; a < program.answers.size(); ++a)
            each.push_back(Slices::of_answer(program, a, lanes));
        for (std::size_t c = 0; c < cases.size(); ++c) {
            all.load(c, cases[c], at);
            for (Slices& one : each) one.load(c, cases[c], at);
        }
        all.run();
        for (Slices& one : each) one.run();
        for (std::size_t c = 0; c < cases.size(); ++c) {
            Evaluation decided = cases[c];
            evaluator.decide(at, decided);
            for (std::size_t n = 0; n < program.nodes.size(); ++n)
                ASSERT_EQ(all.value(c, static_cast<NodeIndex>(n)), decided.nodes[n].truth())
                    << "case " << c << ", node " << n << " " << program.texts[n].id;
            for (std::size_t a = 0; a < program.answers.size(); ++a) {
                Standing expected = standing(program.answers[a], decided);
                ASSERT_EQ(all.is_outside(c, a), expected.outside);
                ASSERT_EQ(all.is_permitted(c, a), expected.permitted);
                ASSERT_EQ(each[a].is_outside(c), expected.outside);
                ASSERT_EQ(each[a].is_permitted(c), expected.permitted);
            }
        }
    }
}

TEST(Slices, AgreeOnEveryNodeOfTheOrderForRandomFacts) {
    base::Instant at{std::chrono::hours{480'000}};
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 dice(seed);
        std::vector<Evaluation> cases;
        for (std::size_t c = 0; c < Slices::kCases; ++c)
            cases.push_back(any_facts(*order(), at.time_since_epoch().count(), dice));
        compare(*order(), cases, at);
    }
}

TEST(Slices, AgreeOnRandomProgramsOfEveryOperator) {
    base::Instant at{std::chrono::hours{480'000}};
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 dice(seed);
        Program program;
        grow(program, 1 + dice() % 12, dice() % 40, dice);
        std::vector<Evaluation> cases;
        for (std::size_t c = 0; c < 128; ++c)
            cases.push_back(any_facts(program, at.time_since_epoch().count(), dice));
        compare(program, cases, at);
    }
}

TEST(Slices, AgreeOnFoldedRecords) {
    review::Library library(*cli::read_rules("rules"));
    auto zones = cli::system_zones();
    std::vector<Evaluation> cases;
    base::Instant at{};
    for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
        auto file = seed % 2 == 0 ? generator::lawful(seed) : generator::wild(seed);
        auto of = review::read_case(review::to_node(file), "case", library, zones);
        ASSERT_TRUE(of) << of.error().message;
        if (of->program->digest != order()->digest) continue;
        Evaluator evaluator(*of->program, of->record);
        // Facts of records at their own instants, nodes at one: what waits is over for some.
        std::vector<std::string> instants = generator::interesting_instants(file, seed);
        auto own = base::parse_instant(instants[seed % instants.size()]);
        ASSERT_TRUE(own);
        Evaluation folded;
        evaluator.fold(moment_at(of->record, *own), folded);
        cases.push_back(std::move(folded));
        at = *own;
        if (cases.size() == 64) {
            compare(*order(), cases, at);
            cases.clear();
        }
    }
}

TEST(Slices, GiveTheSameInBlocksOfTheCaller) {
    base::Instant at{std::chrono::hours{480'000}};
    std::mt19937_64 dice(7);
    auto use = static_cast<std::size_t>(order()->answer("use"));
    Slices one = Slices::of_answer(*order(), use);
    Slices many = Slices::of_answer(*order(), use);
    constexpr std::size_t kBlocks = 5;
    std::vector<Plane> leaves(kBlocks * many.planes_in()), answers(kBlocks * many.planes_out());
    for (Plane& plane : leaves)
        for (std::uint64_t& word : plane.words) word = dice();
    // No case is known to be both.
    for (std::size_t p = 0; p + 1 < leaves.size(); p += 2)
        for (std::size_t w = 0; w < Plane::kWords; ++w)
            leaves[p + 1].words[w] &= ~leaves[p].words[w];
    many.run(leaves, answers);
    for (std::size_t b = 0; b < kBlocks; ++b) {
        for (std::size_t c = 0; c < Slices::kCases; ++c)
            for (std::size_t leaf = 0; leaf < one.leaves().size(); ++leaf) {
                const Plane* planes = leaves.data() + b * many.planes_in() + 2 * leaf;
                one.set(c, leaf,
                        planes[0].bit(c)   ? Value::yes()
                        : planes[1].bit(c) ? Value::no()
                                           : Value::unknown(Reason::NotAsked));
            }
        one.run();
        for (std::size_t c = 0; c < Slices::kCases; ++c) {
            ASSERT_EQ(answers[b * 2].bit(c), one.is_outside(c));
            ASSERT_EQ(answers[b * 2 + 1].bit(c), one.is_permitted(c));
        }
    }
}

TEST(Slices, SetAllCasesOfABlockAlike) {
    Slices use = Slices::of_answer(*order(), static_cast<std::size_t>(order()->answer("use")));
    for (std::size_t leaf = 0; leaf < use.leaves().size(); ++leaf) use.set_all(leaf, Value::no());
    use.run();
    for (std::size_t c = 0; c < Slices::kCases; ++c) {
        EXPECT_EQ(use.is_outside(c), use.is_outside(0));
        EXPECT_EQ(use.is_permitted(c), use.is_permitted(0));
    }
}

}  // namespace
}  // namespace standstill::law
