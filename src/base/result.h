// A value or the reason why there is none.
//
// A failure is a value that cannot be ignored; exceptions of libraries are caught at the one
// function that calls them. The shape is that of std::expected, which GCC 12 does not have in
// C++20.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace standstill::base {

// Few kinds, because a kind is something that a caller does differently.
enum class ErrorKind {
    NotFound,     // the thing named does not exist
    Invalid,      // the input is malformed
    Conflict,     // it was true when you looked, and is not any more
    Corrupt,      // what was kept does not check
    Unavailable,  // the world (disk, lock, space) refused
};

// One sentence, no capital and no full stop, the user's own text in backticks.
struct Error {
    ErrorKind kind = ErrorKind::Invalid;
    std::string message;

    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& operator*() & { return std::get<0>(state_); }
    const T& operator*() const& { return std::get<0>(state_); }
    // By value, so that `for (x : *f())` looks at something that still lives.
    T operator*() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &std::get<0>(state_); }
    const T* operator->() const { return &std::get<0>(state_); }
    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

// For what returns nothing but can fail.
struct Done {
    friend bool operator==(const Done&, const Done&) = default;
};
using Status = Result<Done>;

inline Error fail(ErrorKind kind, std::string message) { return Error{kind, std::move(message)}; }
inline Error invalid(std::string message) { return Error{ErrorKind::Invalid, std::move(message)}; }

// The same failure, said from further away: "rules/x.yaml:3:1: unknown key `a`".
inline Error in_context(Error error, const std::string& where) {
    error.message = where + ": " + error.message;
    return error;
}

}  // namespace standstill::base
