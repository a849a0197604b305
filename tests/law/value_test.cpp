// Three-valued logic, tried on everything that is small: each operator on every list of up to three
// children, against the definition by minimum, maximum and mirror.
#include "law/value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "law/evaluate.h"

namespace standstill::law {
namespace {

constexpr Reason kReasons[] = {Reason::NotAsked, Reason::Insufficient, Reason::Contested,
                               Reason::Stale,    Reason::Withheld,     Reason::Error};

// False, true, and an unknown for each reason.
std::vector<Value> all_values() {
    std::vector<Value> out = {Value::no(), Value::yes()};
    for (Reason reason : kReasons) out.push_back(Value::unknown(reason));
    return out;
}

// One node over as many leaves as there are values.
Value combined(NodeOp op, const std::vector<Value>& leaves, std::uint16_t least = 0) {
    Program program;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        Node leaf;
        leaf.fact = static_cast<FactIndex>(i);
        program.nodes.push_back(leaf);
        program.children.push_back(static_cast<NodeIndex>(i));
    }
    Node node;
    node.op = op;
    node.children = static_cast<std::uint16_t>(leaves.size());
    node.least = least;
    program.nodes.push_back(node);
    Record record(&program.symbols, 0, base::ZoneTable::utc());
    Evaluation evaluation;
    evaluation.facts.resize(leaves.size());
    evaluation.fact_values = leaves;
    Evaluator(program, record).decide(base::Instant{}, evaluation);
    return evaluation.nodes.back();
}

void for_each_list(std::size_t most, const std::function<void(const std::vector<Value>&)>& visit) {
    std::vector<std::vector<Value>> lists = {{}};
    for (std::size_t length = 1; length <= most; ++length) {
        std::vector<std::vector<Value>> longer;
        for (const std::vector<Value>& list : lists)
            for (Value value : all_values()) {
                longer.push_back(list);
                longer.back().push_back(value);
                visit(longer.back());
            }
        lists = std::move(longer);
    }
}

// As numbers: false 0, unknown 1, true 2.
int rank(Value value) { return static_cast<int>(value.truth()); }
std::vector<int> ranks(const std::vector<Value>& values) {
    std::vector<int> out;
    for (Value value : values) out.push_back(rank(value));
    return out;
}

// An unknown whole has the reasons of all its unknown parts, a known one has none.
unsigned reasons_of(const std::vector<Value>& values, int truth) {
    unsigned out = 0;
    for (Value value : values) out |= value.reasons();
    return truth == 1 ? out : 0;
}

TEST(Value, AllIsTheMinimum) {
    for_each_list(3, [](const std::vector<Value>& values) {
        std::vector<int> r = ranks(values);
        int expected = *std::min_element(r.begin(), r.end());
        Value got = combined(NodeOp::All, values);
        ASSERT_EQ(rank(got), expected);
        ASSERT_EQ(got.reasons(), reasons_of(values, expected));
    });
}

TEST(Value, AnyIsTheMaximum) {
    for_each_list(3, [](const std::vector<Value>& values) {
        std::vector<int> r = ranks(values);
        int expected = *std::max_element(r.begin(), r.end());
        Value got = combined(NodeOp::Any, values);
        ASSERT_EQ(rank(got), expected);
        ASSERT_EQ(got.reasons(), reasons_of(values, expected));
    });
}

TEST(Value, AtLeastIsTheNthLargest) {
    for (std::uint16_t n = 1; n <= 4; ++n)
        for_each_list(3, [n](const std::vector<Value>& values) {
            std::vector<int> r = ranks(values);
            std::sort(r.begin(), r.end(), std::greater<>());
            int expected = n <= r.size() ? r[n - 1U] : 0;
            Value got = combined(NodeOp::AtLeast, values, n);
            ASSERT_EQ(rank(got), expected);
            ASSERT_EQ(got.reasons(), reasons_of(values, expected));
        });
}

TEST(Value, NotSurelyAndKnownReadOneChild) {
    for (Value value : all_values()) {
        Value mirrored = combined(NodeOp::Not, {value});
        EXPECT_EQ(rank(mirrored), 2 - rank(value));
        EXPECT_EQ(mirrored.reasons(), value.reasons());
        EXPECT_EQ(negation(value), mirrored);
        EXPECT_EQ(combined(NodeOp::Surely, {value}), Value::of(value.is_true()));
        EXPECT_EQ(combined(NodeOp::Known, {value}), Value::of(!value.is_unknown()));
    }
}

TEST(Value, TheSameLawsHoldAsForTwoValues) {
    for_each_list(2, [](const std::vector<Value>& values) {
        std::vector<Value> turned;
        for (Value value : values) turned.push_back(negation(value));
        ASSERT_EQ(negation(combined(NodeOp::All, values)), combined(NodeOp::Any, turned));
        ASSERT_EQ(negation(combined(NodeOp::Any, values)), combined(NodeOp::All, turned));
    });
}

TEST(Value, CollectsEveryReasonAlsoBehindOneThatIsFoundFirst) {
    Value got = combined(NodeOp::All, {Value::unknown(Reason::NotAsked), Value::yes(),
                                       Value::unknown(Reason::Withheld)});
    EXPECT_EQ(got.reasons(),
              static_cast<unsigned>(Reason::NotAsked) | static_cast<unsigned>(Reason::Withheld));
    EXPECT_EQ(reason_word(got), "not_asked");
}

TEST(Value, AListOfNothingIsTrueForAllAndFalseForAny) {
    EXPECT_EQ(combined(NodeOp::All, {}), Value::yes());
    EXPECT_EQ(combined(NodeOp::Any, {}), Value::no());
}

TEST(Value, HasAWordForEveryTruthAndReason) {
    EXPECT_EQ(to_string(Truth::False), "false");
    EXPECT_EQ(to_string(Truth::Unknown), "unknown");
    EXPECT_EQ(to_string(Truth::True), "true");
    constexpr const char* kWords[] = {"not_asked", "insufficient", "contested",
                                      "stale",     "withheld",     "error"};
    for (std::size_t i = 0; i < std::size(kReasons); ++i)
        EXPECT_EQ(reason_word(Value::unknown(kReasons[i])), kWords[i]);
    EXPECT_EQ(reason_word(Value::yes()), "");
    EXPECT_EQ(reason_word(Value::no()), "");
}

}  // namespace
}  // namespace standstill::law
