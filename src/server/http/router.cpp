#include "server/http/router.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace standstill::server::http {

namespace {

constexpr std::array kMethods = {Method::Get, Method::Head, Method::Post, Method::Put,
                                 Method::Delete};
constexpr std::size_t kNoRoute = static_cast<std::size_t>(-1);

// The routes that end at one place, by method.
struct Ends {
    std::array<std::size_t, kMethods.size()> route;

    Ends() { route.fill(kNoRoute); }
    std::size_t& of(Method method) { return route[static_cast<std::size_t>(method)]; }
    std::size_t of(Method method) const { return route[static_cast<std::size_t>(method)]; }
    std::size_t answering(Method method) const {
        std::size_t own = of(method);
        return own == kNoRoute && method == Method::Head ? of(Method::Get) : own;
    }
    bool has_any() const {
        return std::any_of(route.begin(), route.end(),
                           [](std::size_t place) { return place != kNoRoute; });
    }
};

struct Part {
    enum class Kind { Literal, Any, Rest };
    Kind kind = Kind::Literal;
    std::string text;  // the literal, or the name
};

std::optional<Part> read_part(std::string_view text) {
    if (text.find_first_of("{}") == std::string_view::npos)
        return Part{Part::Kind::Literal, std::string(text)};
    if (text.size() < 3 || text.front() != '{' || text.back() != '}') return std::nullopt;
    text = text.substr(1, text.size() - 2);
    Part::Kind kind = Part::Kind::Any;
    if (text.ends_with("...")) {
        kind = Part::Kind::Rest;
        text.remove_suffix(3);
    }
    if (text.empty() || text.find_first_of("{}.") != std::string_view::npos) return std::nullopt;
    return Part{kind, std::string(text)};
}

// `/` has no parts.
std::optional<std::vector<Part>> read_pattern(const std::string& pattern) {
    if (pattern.empty() || pattern.front() != '/') return std::nullopt;
    std::vector<Part> parts;
    if (pattern == "/") return parts;
    for (const std::string& text : base::split(std::string_view(pattern).substr(1), '/')) {
        auto part = read_part(text);
        bool after_rest = !parts.empty() && parts.back().kind == Part::Kind::Rest;
        if (!part || text.empty() || after_rest) return std::nullopt;
        parts.push_back(std::move(*part));
    }
    return parts;
}

}  // namespace

struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> any;
    Ends ends, rest_ends;

    Node& below(const Part& part) {
        auto& next = part.kind == Part::Kind::Any ? any : literal[part.text];
        if (!next) next = std::make_unique<Node>();
        return *next;
    }

    // Calls `visit` with every place where the path can end, the most literal first, until it says
    // true. `values` are what the names stand for there.
    template <typename Visit>
    bool walk(std::string_view rest, std::vector<std::string_view>& values,
              const Visit& visit) const {
        std::size_t slash = rest.find('/');
        std::string_view part = rest.substr(0, slash);
        bool is_last = slash == std::string_view::npos;
        auto step = [&](const Node& next) {
            return is_last ? visit(next.ends, values)
                           : next.walk(rest.substr(slash + 1), values, visit);
        };
        if (auto found = literal.find(part); found != literal.end() && step(*found->second))
            return true;
        if (part.empty()) return false;
        if (any) {
            values.push_back(part);
            if (step(*any)) return true;
            values.pop_back();
        }
        values.push_back(rest);
        if (visit(rest_ends, values)) return true;
        values.pop_back();
        return false;
    }

    template <typename Visit>
    void visit_ends(std::string_view path, const Visit& visit) const {
        std::vector<std::string_view> values;
        if (path == "/")
            visit(ends, values);
        else if (path.starts_with('/'))
            walk(path.substr(1), values, visit);
    }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

base::Status Router::add(Route route) {
    auto parts = read_pattern(route.pattern);
    if (!parts)
        return base::invalid("`" + route.pattern +
                             "` is no pattern of a path: `/parts/{name}/{rest...}` is expected");
    if (!route.handler) return base::invalid("`" + route.pattern + "` has no handler");
    Node* node = root_.get();
    std::vector<std::string> names;
    bool takes_rest = false;
    for (const Part& part : *parts) {
        if (part.kind != Part::Kind::Literal) names.push_back(part.text);
        takes_rest = part.kind == Part::Kind::Rest;
        if (!takes_rest) node = &node->below(part);
    }
    std::size_t& place = (takes_rest ? node->rest_ends : node->ends).of(route.method);
    if (place != kNoRoute)
        return base::invalid("`" + std::string(to_string(route.method)) + " " + route.pattern +
                             "` is there already, as `" + routes_[place].pattern + "`");
    place = routes_.size();
    routes_.push_back(std::move(route));
    names_.push_back(std::move(names));
    return base::Done{};
}

Router::Match Router::find(Method method, std::string_view path) const {
    Match match;
    bool is_known = false;
    root_->visit_ends(path, [&](const Ends& ends, const std::vector<std::string_view>& values) {
        std::size_t place = ends.answering(method);
        if (place == kNoRoute) {
            is_known = is_known || ends.has_any();
            return false;
        }
        if (is_known && &ends == &root_->rest_ends) return false;
        match.route = &routes_[place];
        for (std::size_t i = 0; i < values.size(); ++i)
            match.captures.emplace(names_[place][i], values[i]);
        return true;
    });
    if (!match.route) match.allow = allowed(path);
    match.path_known = match.route != nullptr || !match.allow.empty();
    return match;
}

std::string Router::allowed(std::string_view path) const {
    std::array<bool, kMethods.size()> known{};
    root_->visit_ends(path, [&](const Ends& ends, const std::vector<std::string_view>&) {
        if (&ends == &root_->rest_ends) return false;
        for (Method method : kMethods)
            if (ends.answering(method) != kNoRoute) known[static_cast<std::size_t>(method)] = true;
        return false;
    });
    std::vector<std::string> names;
    for (Method method : kMethods)
        if (known[static_cast<std::size_t>(method)]) names.emplace_back(to_string(method));
    return base::join(names, ", ");
}

const std::vector<Route>& Router::routes() const { return routes_; }

}  // namespace standstill::server::http
