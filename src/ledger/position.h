// Positions and sizes of the log, which must not change places.
#pragma once

#include <cstdint>

namespace standstill::ledger {

// Positions count from zero; sizes count leaves. A tree of size n holds the leaves 0 to n - 1.
enum class LeafIndex : std::uint64_t {};
enum class TreeSize : std::uint64_t {};

constexpr std::uint64_t number(LeafIndex index) { return static_cast<std::uint64_t>(index); }
constexpr std::uint64_t number(TreeSize size) { return static_cast<std::uint64_t>(size); }
constexpr bool holds(TreeSize size, LeafIndex index) { return number(index) < number(size); }

}  // namespace standstill::ledger
