// Which handler answers which request.
//
// A pattern is a path whose parts may be {names}: `/cases/{id}/factors`; `{rest...}` as the last
// part takes all that is left, at least one character. The more literal pattern wins; two that are
// equal are a mistake of the program and refused at start. HEAD is answered by the route of GET
// where it has none of its own. `/{rest...}` is for what stands nowhere: it makes no path known,
// and leaves alone one that is known by another method. Routes are added before the listener runs,
// never while it does.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "server/http/message.h"

namespace standstill::server::http {

// Gives the answer; called once, from any thread.
using Reply = std::function<void(Response)>;
using Handler = std::function<void(Request, Reply)>;

enum class Runs {
    Here,    // on the thread of the network: microseconds, never waits
    Worker,  // on a worker thread: may take milliseconds and read the disk
};

inline constexpr std::size_t kDefaultBody = 65'536;

struct Route {
    Method method = Method::Get;
    std::string pattern;
    Runs runs = Runs::Worker;
    std::size_t max_body = kDefaultBody;  // bytes; a longer one is 413 before it is read
    Handler handler;
};

class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    // Fails with Invalid for a pattern that does not read or is there twice.
    base::Status add(Route route);

    struct Match {
        const Route* route = nullptr;  // nullptr: no such path, or not by this method
        bool path_known = false;       // another method would do: 405, and `allow` says which
        std::string allow;
        std::map<std::string, std::string> captures;
    };
    // `path` is decoded and normal. Cost: the nodes that its parts can reach, a handful.
    Match find(Method method, std::string_view path) const;
    // The methods that a path knows, as an Allow header names them; empty: no such path.
    std::string allowed(std::string_view path) const;
    const std::vector<Route>& routes() const;

private:
    struct Node;
    std::unique_ptr<Node> root_;
    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> names_;  // of a route's {names}, by its place
};

}  // namespace standstill::server::http
