// The strict layer: reads the bytes of a request's head before anything else trusts them.
//
// Whatever two readers of RFC 9112 could read in two ways is refused, so that no proxy in front and
// no parser behind can disagree about where a request ends (request smuggling). Nothing is put
// right: a target that is not normal is refused, not normalised. docs/http.md has the table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/http/message.h"

namespace standstill::server::http {

struct Refusal {
    int status = 400;
    std::string detail;
};

struct HeadBounds {
    std::size_t bytes = 8'192;       // of the whole head, with the empty line that ends it
    std::size_t line_bytes = 4'096;  // of the request line
    std::size_t headers = 64;
};

// Finds the end of a head while it arrives, and stops at the first byte that has no place in one:
// a bare CR or LF, a control character, a byte above 0x7E. Looks at each byte once.
class HeadScanner {
public:
    enum class State { More, Complete, Refused };

    explicit HeadScanner(HeadBounds bounds) : bounds_(bounds) {}

    // `bytes` is everything since the head began, longer at each call.
    State scan(std::string_view bytes);
    std::size_t size() const { return next_; }  // of a complete head
    const Refusal& refusal() const { return refusal_; }
    void reset();

private:
    State refuse(int status, std::string detail);
    State end_line();

    HeadBounds bounds_;
    std::size_t next_ = 0;        // the first byte not looked at
    std::size_t line_start_ = 0;  // of the line that `next_` is in
    std::size_t lines_ = 0;       // complete ones, the request line among them
    bool after_cr_ = false;
    State state_ = State::More;
    Refusal refusal_;
};

// What a head says. The views are into the bytes it was read from.
struct Head {
    std::optional<Method> method;  // nothing: a method of HTTP that no route has (OPTIONS, PATCH)
    std::string_view method_name, target;
    std::string path;  // decoded; begins with /, has no empty part, no `.` or `..`
    Fields query;
    std::vector<std::pair<std::string, std::string_view>> headers;  // names in lower case
    std::uint64_t content_length = 0;
    bool closes = false;           // Connection: close
    bool awaits_continue = false;  // Expect: 100-continue
};

// Reads a complete head as HeadScanner found it.
std::variant<Head, Refusal> read_head(std::string_view bytes);

}  // namespace standstill::server::http
