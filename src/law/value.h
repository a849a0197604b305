// What a rule says of a case: true, false or unknown, and an unknown says why.
//
// Strong Kleene logic: ALL is the minimum, ANY the maximum, NOT swaps the ends. Nothing is skipped
// because the result is already clear, so the list of what is unknown is complete. One byte holds
// both parts: truth in the low two bits, the reasons of an unknown above them.
#pragma once

#include <cstdint>
#include <string_view>

namespace standstill::law {

enum class Truth : std::uint8_t { False = 0, Unknown = 1, True = 2 };

// Why something is unknown. A set, because an unknown whole collects the reasons of its unknown
// parts.
enum class Reason : std::uint8_t {
    NotAsked = 1,      // nothing on record speaks of it
    Insufficient = 2,  // something does, and it does not carry
    Contested = 4,     // the record says both
    Stale = 8,         // what was known is too old
    Withheld = 16,     // known to somebody who may not say
    Error = 32,        // the question could not be evaluated
};

struct Value {
    std::uint8_t bits = 0;

    static constexpr Value yes() { return {static_cast<std::uint8_t>(Truth::True)}; }
    static constexpr Value no() { return {static_cast<std::uint8_t>(Truth::False)}; }
    static constexpr Value unknown(Reason reason) {
        return {static_cast<std::uint8_t>(static_cast<unsigned>(Truth::Unknown) |
                                          (static_cast<unsigned>(reason) << 2))};
    }
    static constexpr Value of(bool truth) { return truth ? yes() : no(); }

    constexpr Truth truth() const { return static_cast<Truth>(bits & 3); }
    constexpr std::uint8_t reasons() const { return static_cast<std::uint8_t>(bits >> 2); }
    constexpr bool is_true() const { return truth() == Truth::True; }
    constexpr bool is_false() const { return truth() == Truth::False; }
    constexpr bool is_unknown() const { return truth() == Truth::Unknown; }

    friend constexpr bool operator==(Value, Value) = default;
};

constexpr Value negation(Value value) {
    return value.is_unknown() ? value : Value{static_cast<std::uint8_t>(2 - value.bits)};
}

std::string_view to_string(Truth truth);
// One word for the first of the reasons, in the order of the enumeration; "" where there is none.
std::string_view reason_word(Value value);

}  // namespace standstill::law
