// The gate, and the keys by which its tokens are checked.
//
// An answer of the gate is 200 whatever it says; only a question that cannot be answered is a
// problem. Whoever asks must look at `use`, and may go on only where it is `permitted`.
#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <mutex>
#include <unordered_map>

#include "base/digest.h"
#include "ledger/base64.h"
#include "ledger/canonical_json.h"
#include "ledger/event.h"
#include "server/api/chapters.h"
#include "server/api/reply.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxQuestion = 4'096;

// The keys of a flat object, counted in the text: more than the object has means that one is there
// twice, which another reader might take otherwise.
std::size_t keys_in(std::string_view text) {
    std::size_t count = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == ':' && !quoted)
            ++count;
    }
    return count;
}

// One member of the question; what is wrong with it, or nothing.
std::string take(std::string_view key, const json::value& value, office::Question& out) {
    if (key == "case") {
        if (!value.is_string()) return "`case` must be a string";
        out.case_id = value.get_string();
    } else if (key == "at") {
        auto at = value.is_string() ? base::parse_instant(value.get_string())
                                    : base::invalid("expected a string");
        if (!at) return "`at`: " + at.error().message;
        out.at = *at;
    } else if (key == "signed") {
        if (!value.is_bool()) return "`signed` must be true or false";
        out.is_signed = value.get_bool();
    } else if (key == "nonce") {
        if (!value.is_string() || !ledger::is_command_id(value.get_string()))
            return "`nonce` must be 1 to 64 of A-Z a-z 0-9 . _ : -";
        out.nonce = value.get_string();
    } else {
        return fmt::format("unknown key `{}`; a question has case, at, signed, nonce",
                           key.substr(0, 80));
    }
    return "";
}

Or<office::Question> read_question(const http::Request& request) {
    auto type = request.header("content-type");
    if (!type || type->substr(0, 16) != "application/json")
        return problem(415, "the body must be declared as application/json", {});
    json::error_code error;
    json::value body = json::parse(request.body, error);
    if (error || !body.is_object()) return problem(400, "the body is not a JSON object", {});
    office::Question out;
    std::vector<std::string> mistakes;
    for (const auto& [key, value] : body.get_object()) {
        std::string mistake = take(key, value, out);
        if (!mistake.empty()) mistakes.push_back(std::move(mistake));
    }
    if (mistakes.empty() && keys_in(request.body) != body.get_object().size())
        mistakes.emplace_back("a key is there twice");
    if (mistakes.empty() && out.case_id.empty()) mistakes.emplace_back("`case` is missing");
    if (!mistakes.empty()) return problem(422, "the question is malformed", mistakes);
    return out;
}

void put(std::string& out, std::string_view key, std::string_view value) {
    out += out.back() == '{' ? "\"" : ",\"";
    out += key;
    out += "\":";
    ledger::append_json_string(out, value);
}

std::string_view word_of(const office::Verdict& verdict) {
    if (verdict.is_permitted) return "permitted";
    bool outside = verdict.use == review::Outcome::Outside && verdict.shut_by.empty();
    return outside ? "outside" : "refused";
}

// Printed by hand: this is the one answer that is given tens of thousands of times a second.
std::string print(const office::Verdict& verdict) {
    std::string out = "{";
    put(out, "case", verdict.case_id);
    put(out, "at", base::to_string(verdict.at));
    put(out, "use", word_of(verdict));
    out += ",\"because\":[";
    for (const review::Because& line : verdict.because) {
        out += out.back() == '[' ? "{" : ",{";
        put(out, "cite", line.cite);
        put(out, "says", line.says);
        out += '}';
    }
    out += "],\"shut_by\":[";
    for (const review::Shut& reason : verdict.shut_by) {
        out += out.back() == '[' ? "{" : ",{";
        put(out, "code", reason.code);
        put(out, "says", reason.says);
        out += '}';
    }
    out += fmt::format("],\"version\":{}", verdict.version);
    if (!verdict.token.empty()) put(out, "token", verdict.token);
    out += "}";
    return out;
}

// Whoever asks again in a second shares its answer, which takes microseconds and is given on the
// thread of the network. Any other question may have to read a case and waits for the disk: that is
// not for the thread that everybody needs.
class Asking {
public:
    explicit Asking(Shared state) : state_(std::move(state)), workers_(kWorkers) {}
    ~Asking() { workers_.join(); }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

    void ask(const http::Request& request, const identity::Caller& caller, http::Reply reply) {
        auto read = read_question(request);
        if (auto* refused = std::get_if<http::Response>(&read)) return reply(std::move(*refused));
        office::Question question = std::move(std::get<office::Question>(read));
        question.asked_by = caller.person.id;
        if (is_shared(question)) return reply(answer(question));
        boost::asio::post(workers_, [this, question = std::move(question),
                                     reply = std::move(reply)] { reply(answer(question)); });
    }

private:
    static constexpr std::size_t kWorkers = 2, kMostKnown = 4'096;

    static std::int64_t second_of(base::Instant at) {
        return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    }
    static std::string name_of(const office::Question& question) {
        return question.case_id + (question.is_signed ? " signed" : "");
    }
    // A guess: where the record has grown in the same second, one question waits for the disk.
    bool is_shared(const office::Question& question) {
        if (question.at) return false;
        std::lock_guard lock(mutex_);
        auto found = answered_.find(name_of(question));
        return found != answered_.end() && found->second == second_of(state_->site.clock());
    }
    void note(const office::Question& question, base::Instant at) {
        if (question.at) return;
        std::lock_guard lock(mutex_);
        if (answered_.size() >= kMostKnown) answered_.clear();
        answered_.insert_or_assign(name_of(question), second_of(at));
    }
    http::Response answer(const office::Question& question) {
        auto verdict = state_->site.office.ask_shared(question);
        if (!verdict) return failure(verdict.error());
        note(question, (*verdict)->at);
        state_->metrics->asked(**verdict);
        http::Response out = http::json(print(**verdict));
        // An answer holds for the instant it was given at and for no later one.
        out.with("Cache-Control", "no-store");
        return out;
    }

    Shared state_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> answered_;  // in which second, last
    boost::asio::thread_pool workers_;
};

// RFC 7517 with RFC 8037. The key is named by its thumbprint (RFC 7638): SHA-256 over the members
// that make it up, in this order and without white space.
http::Response keys(State& state) {
    const ledger::VerifierKey& key = state.site.office.key();
    std::string x = ledger::base64url(key.key.bytes());
    base::Digest thumbprint =
        base::sha256(fmt::format(R"({{"crv":"Ed25519","kty":"OKP","x":"{}"}})", x));
    std::string kid = ledger::base64url(ledger::bytes_of(thumbprint));
    json::object one{{"kty", "OKP"},
                     {"crv", "Ed25519"},
                     {"x", x},
                     {"alg", "EdDSA"},
                     {"use", "sig"},
                     {"kid", kid},
                     {"key_id", fmt::format("{:08x}", key.id)},
                     {"verifier_key", ledger::to_string(key)}};
    http::Response out = json_answer(json::object{{"keys", json::array{std::move(one)}}});
    out.with("Cache-Control", "public, max-age=300");
    return out;
}

}  // namespace

std::vector<Operation> gate_operations(const Shared& state) {
    auto asking = std::make_shared<Asking>(state);
    return {
        {.method = http::Method::Post,
         .path = "/api/gate",
         .also = {"/gate"},
         .id = "ask-gate",
         .tag = "gate",
         .says = "Asks whether use is permitted; the answer is recorded.",
         .needs = identity::Permission::AskGate,
         .runs = http::Runs::Here,
         .max_body = kMaxQuestion,
         .body = "Question",
         .endings = {{200, "An answer, which may say `refused`.", "Verdict"},
                     {404, "No such case: nothing is permitted.", "Problem",
                      "application/problem+json"}},
         .answer = [asking](const http::Request& request, const identity::Caller& caller,
                            http::Reply reply) { asking->ask(request, caller, std::move(reply)); }},
        {.path = "/.well-known/jwks.json",
         .id = "get-keys",
         .tag = "gate",
         .says = "The keys that sign the gate's tokens and the log.",
         .runs = http::Runs::Here,
         .endings = {{200, "A JSON Web Key Set.", "Keys"}},
         .answer = at_once(
             [state](const http::Request&, const identity::Caller&) { return keys(*state); })}};
}

}  // namespace standstill::server::api
