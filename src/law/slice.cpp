#include "law/slice.h"

#include <algorithm>
#include <cassert>

namespace standstill::law {

namespace {

constexpr std::uint32_t kUnset = 0xFFFFFFFF;
constexpr std::uint32_t kNothing = 0 << 1, kEverything = 1 << 1;  // the first two computed planes
constexpr std::uint32_t kConstants = 2;

bool is_computed(std::uint32_t operand) { return (operand & 1) == 0; }

}  // namespace

std::vector<Lanes> lanes_here() {
    std::vector<Lanes> out{Lanes::Portable};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) out.push_back(Lanes::Avx2);
    if (__builtin_cpu_supports("avx512f")) out.push_back(Lanes::Avx512);
#endif
    return out;
}

// ---- compiling ---------------------------------------------------------------------------------

Slices::Slices(const Program& program, Lanes lanes)
    : Slices(program, lanes, program.answers, true) {}

Slices Slices::of_answer(const Program& program, std::size_t answer, Lanes lanes) {
    return Slices(program, lanes, std::span(program.answers).subspan(answer, 1), false);
}

Slices::Slices(const Program& program, Lanes lanes, std::span<const AnswerRule> answers,
               bool every_node)
    : program_(program), run_(run_portable) {
    if (lanes == Lanes::Avx2) run_ = run_avx2;
    if (lanes == Lanes::Avx512) run_ = run_avx512;
    node_planes_.assign(program.nodes.size(), {kUnset, kUnset});
    for (const AnswerRule& rule : answers) {
        std::vector<Operand> outside, conditions;
        for (NodeIndex node : rule.outside) outside.push_back(plane(node, kTrue));
        for (NodeIndex node : rule.conditions) conditions.push_back(plane(node, kTrue));
        // Without conditions nothing is permitted.
        if (conditions.empty()) conditions.push_back(kNothing);
        Operand is_outside = step(StepOp::Or, std::move(outside));
        conditions.push_back(step(StepOp::Not, {is_outside}));
        answer_planes_.push_back({is_outside, step(StepOp::And, std::move(conditions))});
    }
    if (every_node)
        for (std::size_t n = 0; n < program.nodes.size(); ++n)
            for (Side side : {kTrue, kFalse}) plane(static_cast<NodeIndex>(n), side);
    std::size_t counters = 0;
    for (const Step& one : steps_) counters = std::max<std::size_t>(counters, one.least);
    computed_.resize(kConstants + steps_.size() + counters);
    computed_[kEverything >> 1].words.fill(~std::uint64_t{0});
    block_.resize(planes_in());
    answers_.resize(planes_out());
    known_steps_.clear();
}

std::int32_t Slices::leaf_of(const Node& node) const {
    auto found = leaf_index_.find({node.op, node.fact});
    return found == leaf_index_.end() ? kNone : static_cast<std::int32_t>(found->second);
}

std::size_t Slices::leaf(const Node& node) {
    auto [found, is_new] = leaf_index_.emplace(std::pair(node.op, node.fact), leaves_.size());
    if (is_new) leaves_.push_back({node.op, node.fact});
    return found->second;
}

Slices::Operand Slices::plane(NodeIndex node, Side side) {
    auto n = static_cast<std::size_t>(node);
    if (node_planes_[n][side] == kUnset) {
        Operand built = build(program_.nodes[n], side);
        node_planes_[n][side] = built;
    }
    return node_planes_[n][side];
}

Slices::Operand Slices::build(const Node& node, Side side) {
    auto child = [&](std::size_t i, Side of) {
        return plane(program_.children[node.first_child + i], of);
    };
    auto children = [&] {
        std::vector<Operand> out;
        for (std::size_t i = 0; i < node.children; ++i) out.push_back(child(i, side));
        return out;
    };
    switch (node.op) {
        case NodeOp::Fact:
        case NodeOp::Reached:
            return static_cast<Operand>((2 * leaf(node) + side) << 1 | 1);
        case NodeOp::All:
            return step(side == kTrue ? StepOp::And : StepOp::Or, children());
        case NodeOp::Any:
            return step(side == kTrue ? StepOp::Or : StepOp::And, children());
        case NodeOp::Not:
            return child(0, side == kTrue ? kFalse : kTrue);
        case NodeOp::AtLeast:
            // False when so many are false that the others cannot be enough.
            if (side == kTrue) return at_least(node.least, children());
            if (node.least > node.children) return kEverything;
            return at_least(std::size_t{node.children} - node.least + 1, children());
        case NodeOp::Surely:
            if (side == kTrue) return child(0, kTrue);
            return step(StepOp::Not, {child(0, kTrue)});
        case NodeOp::Known: {
            Operand known = step(StepOp::Or, {child(0, kTrue), child(0, kFalse)});
            return side == kTrue ? known : step(StepOp::Not, {known});
        }
    }
    return kNothing;
}

Slices::Operand Slices::at_least(std::size_t least, std::vector<Operand> operands) {
    if (least == 0) return kEverything;
    if (least > operands.size()) return kNothing;
    if (least == 1) return step(StepOp::Or, std::move(operands));
    if (least == operands.size()) return step(StepOp::And, std::move(operands));
    return step(StepOp::AtLeast, std::move(operands), static_cast<std::uint16_t>(least));
}

Slices::Operand Slices::step(StepOp op, std::vector<Operand> operands, std::uint16_t least) {
    std::sort(operands.begin(), operands.end());
    if (op == StepOp::And || op == StepOp::Or) {
        operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
        if (operands.empty()) return op == StepOp::And ? kEverything : kNothing;
        if (operands.size() == 1) return operands[0];
    }
    Key key{{op, least}, operands};
    auto found = known_steps_.find(key);
    if (found != known_steps_.end()) return found->second;
    steps_.push_back({op, least, static_cast<std::uint32_t>(operands_.size()),
                      static_cast<std::uint32_t>(operands.size())});
    operands_.insert(operands_.end(), operands.begin(), operands.end());
    auto made = static_cast<Operand>((kConstants + steps_.size() - 1) << 1);
    known_steps_.emplace(std::move(key), made);
    return made;
}

// ---- running -----------------------------------------------------------------------------------

// The same text for every width of register, 16 to 64 bytes. It must be inlined, because a function
// has the instructions of the one that it stands in.
template <typename Register>
[[gnu::always_inline]] inline void Slices::run_block(const Slices& slices, const Plane* leaves,
                                                     Plane* computed, Plane* out) {
    constexpr std::size_t kRegisters = sizeof(Plane) / sizeof(Register);
    const Plane* const from[2] = {computed, leaves};
    const Operand* operands = slices.operands_.data();
    Plane* made = computed + kConstants;
    auto* const counters = reinterpret_cast<Register*>(made + slices.steps_.size());
    for (const Step& one : slices.steps_) {
        const Operand* operand = operands + one.first;
        const Operand* const end = operand + one.count;
        Register value[kRegisters];
        const auto* read = reinterpret_cast<const Register*>(from[*operand & 1] + (*operand >> 1));
        for (std::size_t r = 0; r < kRegisters; ++r) value[r] = read[r];
        switch (one.op) {
            case StepOp::And:
                for (++operand; operand != end; ++operand) {
                    read = reinterpret_cast<const Register*>(from[*operand & 1] + (*operand >> 1));
                    for (std::size_t r = 0; r < kRegisters; ++r) value[r] &= read[r];
                }
                break;
            case StepOp::Or:
                for (++operand; operand != end; ++operand) {
                    read = reinterpret_cast<const Register*>(from[*operand & 1] + (*operand >> 1));
                    for (std::size_t r = 0; r < kRegisters; ++r) value[r] |= read[r];
                }
                break;
            case StepOp::Not:
                for (std::size_t r = 0; r < kRegisters; ++r) value[r] = ~value[r];
                break;
            case StepOp::AtLeast: {
                // counter j: more than j of the operands so far.
                const std::size_t last = one.least - 1u;
                for (std::size_t i = 0; i < one.least * kRegisters; ++i) counters[i] = Register{};
                for (; operand != end; ++operand) {
                    read = reinterpret_cast<const Register*>(from[*operand & 1] + (*operand >> 1));
                    for (std::size_t r = 0; r < kRegisters; ++r) {
                        for (std::size_t j = last; j > 0; --j)
                            counters[j * kRegisters + r] |=
                                counters[(j - 1) * kRegisters + r] & read[r];
                        counters[r] |= read[r];
                    }
                }
                for (std::size_t r = 0; r < kRegisters; ++r)
                    value[r] = counters[last * kRegisters + r];
                break;
            }
        }
        auto* written = reinterpret_cast<Register*>(made++);
        for (std::size_t r = 0; r < kRegisters; ++r) written[r] = value[r];
    }
    for (const auto& answer : slices.answer_planes_)
        for (Operand operand : answer) {
            const auto* read =
                reinterpret_cast<const Register*>(from[operand & 1] + (operand >> 1));
            auto* written = reinterpret_cast<Register*>(out++);
            for (std::size_t r = 0; r < kRegisters; ++r) written[r] = read[r];
        }
}

namespace {

using Bytes16 [[gnu::vector_size(16), gnu::may_alias]] = std::uint64_t;
using Bytes32 [[gnu::vector_size(32), gnu::may_alias]] = std::uint64_t;
using Bytes64 [[gnu::vector_size(64), gnu::may_alias]] = std::uint64_t;

}  // namespace

void Slices::run_portable(const Slices& slices, const Plane* leaves, Plane* computed, Plane* out) {
    run_block<Bytes16>(slices, leaves, computed, out);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void Slices::run_avx2(const Slices& slices, const Plane* leaves,
                                              Plane* computed, Plane* out) {
    run_block<Bytes32>(slices, leaves, computed, out);
}
[[gnu::target("avx512f")]] void Slices::run_avx512(const Slices& slices, const Plane* leaves,
                                                   Plane* computed, Plane* out) {
    run_block<Bytes64>(slices, leaves, computed, out);
}
#else
void Slices::run_avx2(const Slices& slices, const Plane* leaves, Plane* computed, Plane* out) {
    run_portable(slices, leaves, computed, out);
}
void Slices::run_avx512(const Slices& slices, const Plane* leaves, Plane* computed, Plane* out) {
    run_portable(slices, leaves, computed, out);
}
#endif

void Slices::run(std::span<const Plane> leaves, std::span<Plane> answers) {
    const std::size_t in = planes_in(), out = planes_out();
    const std::size_t blocks = in != 0 ? leaves.size() / in : out != 0 ? answers.size() / out : 0;
    assert(leaves.size() == blocks * in && answers.size() == blocks * out);
    for (std::size_t b = 0; b < blocks; ++b)
        run_(*this, leaves.data() + b * in, computed_.data(), answers.data() + b * out);
}

// ---- one block ---------------------------------------------------------------------------------

void Slices::set(std::size_t which, std::size_t leaf, Value value) {
    const std::uint64_t bit = std::uint64_t{1} << (which % 64);
    std::uint64_t& is_true = block_[2 * leaf + kTrue].words[which / 64];
    std::uint64_t& is_false = block_[2 * leaf + kFalse].words[which / 64];
    is_true = value.is_true() ? is_true | bit : is_true & ~bit;
    is_false = value.is_false() ? is_false | bit : is_false & ~bit;
}

void Slices::set_all(std::size_t leaf, Value value) {
    block_[2 * leaf + kTrue].words.fill(value.is_true() ? ~std::uint64_t{0} : 0);
    block_[2 * leaf + kFalse].words.fill(value.is_false() ? ~std::uint64_t{0} : 0);
}

void Slices::load(std::size_t which, const Evaluation& facts, base::Instant at) {
    for (std::size_t i = 0; i < leaves_.size(); ++i)
        set(which, i, leaf_value(leaves_[i].op, leaves_[i].fact, facts, at));
}

Truth Slices::value(std::size_t which, NodeIndex node) const {
    auto holds = [&](Side side) {
        Operand operand = node_planes_[static_cast<std::size_t>(node)][side];
        assert(operand != kUnset);
        const std::vector<Plane>& from = is_computed(operand) ? computed_ : block_;
        return from[operand >> 1].bit(which);
    };
    return holds(kTrue) ? Truth::True : holds(kFalse) ? Truth::False : Truth::Unknown;
}

}  // namespace standstill::law
