// Many cases at once: the evaluator that gives up the reasons and gains a factor of a hundred.
//
// For each node two planes are kept, one bit a case: "known true" and "known false"; a case with
// neither bit is unknown. Then every operator of the logic is a few operations on whole planes, and
// a machine word decides 64 cases:
//
//     all, true:   AND of the children's true      all, false:  OR of the children's false
//     any, true:   OR of the children's true       any, false:  AND of the children's false
//     not:         the two planes change places, which costs nothing
//
// The program is compiled once to a list of steps over planes, each of which needs earlier ones
// only. Planes that nobody asks for are never computed, and no plane is computed twice. Values are
// those of Evaluator::decide(), without the reasons of an unknown (tests/law/slice_test.cpp).
//
// A block is 512 cases, the width of the widest register; narrower machines take several.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "law/evaluate.h"
#include "law/program.h"

namespace standstill::law {

// Which instructions run the steps. All give the same planes.
enum class Lanes { Portable, Avx2, Avx512 };

// Those that this machine has, the widest last.
std::vector<Lanes> lanes_here();

// One bit for each case of a block.
struct alignas(64) Plane {
    static constexpr std::size_t kWords = 8;
    std::array<std::uint64_t, kWords> words{};

    bool bit(std::size_t which) const { return (words[which / 64] >> (which % 64) & 1) != 0; }
};

// Not for several threads at once: the planes between leaves and results are kept in the object.
class Slices {
public:
    static constexpr std::size_t kCases = 64 * Plane::kWords;  // in a block

    // What a plane is read for: a fact, or whether its instant has come. Nodes that ask the same of
    // the same fact share a leaf.
    struct Leaf {
        NodeOp op;
        FactIndex fact;
    };

    // Evaluates every node and every answer.
    explicit Slices(const Program& program, Lanes lanes = lanes_here().back());
    // Evaluates one answer and only what it rests on; no node can be asked for afterwards.
    static Slices of_answer(const Program& program, std::size_t answer,
                            Lanes lanes = lanes_here().back());

    const std::vector<Leaf>& leaves() const { return leaves_; }
    // The place of a leaf in the list, or kNone where nothing that is evaluated rests on it.
    std::int32_t leaf_of(const Node& node) const;

    // ---- one block, kept here -----------------------------------------------------------------

    void set(std::size_t which, std::size_t leaf, Value value);
    // All cases of the block alike.
    void set_all(std::size_t leaf, Value value);
    // All leaves of one case, from folded facts.
    void load(std::size_t which, const Evaluation& facts, base::Instant at);
    void run() { run(block_, answers_); }
    Truth value(std::size_t which, NodeIndex node) const;
    bool is_outside(std::size_t which, std::size_t answer = 0) const {
        return answers_[2 * answer].bit(which);
    }
    bool is_permitted(std::size_t which, std::size_t answer = 0) const {
        return answers_[2 * answer + 1].bit(which);
    }

    // ---- many blocks, kept by the caller ------------------------------------------------------

    std::size_t planes_in() const { return 2 * leaves_.size(); }
    std::size_t planes_out() const { return 2 * answer_planes_.size(); }
    // Block after block: two planes a leaf, true and false, in the order of leaves(); out come two
    // planes an answer, outside and permitted, in the order of the program. A case that is neither
    // is refused. Both spans hold whole blocks, as many of one as of the other.
    void run(std::span<const Plane> leaves, std::span<Plane> answers);

    // Steps of one block, for those who count.
    std::size_t steps() const { return steps_.size(); }

private:
    enum class StepOp : std::uint8_t { And, Or, Not, AtLeast };
    // A plane: a leaf's in the block given, or one computed here. The lowest bit says which.
    using Operand = std::uint32_t;
    struct Step {
        StepOp op;
        std::uint16_t least;
        std::uint32_t first, count;  // operands
    };
    using Key = std::pair<std::pair<StepOp, std::uint16_t>, std::vector<Operand>>;
    enum Side : std::size_t { kTrue = 0, kFalse = 1 };

    Slices(const Program& program, Lanes lanes, std::span<const AnswerRule> answers,
           bool every_node);
    Operand plane(NodeIndex node, Side side);
    Operand build(const Node& node, Side side);
    Operand step(StepOp op, std::vector<Operand> operands, std::uint16_t least = 0);
    Operand at_least(std::size_t least, std::vector<Operand> operands);
    std::size_t leaf(const Node& node);

    template <typename Register>
    static void run_block(const Slices& slices, const Plane* leaves, Plane* computed, Plane* out);
    static void run_portable(const Slices&, const Plane*, Plane*, Plane*);
    static void run_avx2(const Slices&, const Plane*, Plane*, Plane*);
    static void run_avx512(const Slices&, const Plane*, Plane*, Plane*);

    const Program& program_;
    void (*run_)(const Slices&, const Plane*, Plane*, Plane*);
    std::vector<Leaf> leaves_;
    std::map<std::pair<NodeOp, FactIndex>, std::size_t> leaf_index_;
    std::vector<Step> steps_;
    std::vector<Operand> operands_;
    std::map<Key, Operand> known_steps_;
    std::vector<std::array<Operand, 2>> node_planes_;  // by node and side
    std::vector<std::array<Operand, 2>> answer_planes_;
    std::vector<Plane> computed_;  // nothing, everything, then one a step; then counters
    std::vector<Plane> block_, answers_;
};

}  // namespace standstill::law
