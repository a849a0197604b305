#include "server/http/connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>

#include "server/http/second_reading.h"
#include "server/http/wire.h"

namespace standstill::server::http {

namespace {

constexpr std::size_t kChunk = 65'536;
constexpr std::size_t kMebibyte = std::size_t{1} << 20;
constexpr std::size_t kSlack = 4'096;    // what may be read of a body beyond a head
constexpr std::size_t kCopied = 16'384;  // a body up to this is sent in one piece with its head

// The duty to answer one request. Whoever holds it answers once; when all have let go of it, 500.
class Owed {
public:
    explicit Owed(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    ~Owed() { answer(unhandled(500, "no answer was given")); }
    Owed(const Owed&) = delete;
    Owed& operator=(const Owed&) = delete;

    void answer(Response response) {
        if (is_answered_.exchange(true)) return;
        // From here on nothing of the connection is kept: this may outlive the listener.
        std::shared_ptr<Connection> connection = std::move(connection_);
        Network& network = connection->network();
        if (network.is_this_thread()) return connection->answer(std::move(response));
        network.post(
            [connection = std::move(connection), response = std::move(response)]() mutable {
                connection->answer(std::move(response));
            });
    }

private:
    std::shared_ptr<Connection> connection_;
    std::atomic<bool> is_answered_ = false;
};

// An exception of a handler is a bug of ours; one request fails of it, not the office.
void run_handler(const Route& route, Request request, const std::shared_ptr<Owed>& owed) {
    try {
        route.handler(std::move(request),
                      [owed](Response response) { owed->answer(std::move(response)); });
    } catch (const std::exception&) {
        owed->answer(unhandled(500, "the request could not be worked on"));
    }
}

// What the log is told of a request that a handler took away.
Request for_log(const Request& request) {
    Request out;
    out.method = request.method;
    out.target = request.target;
    out.path = request.path;
    out.peer = request.peer;
    out.at = request.at;
    return out;
}

}  // namespace

Response unhandled(int status, std::string_view detail) {
    Response response = problem(status, detail);
    response.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
    return response;
}

std::string_view Network::date() {
    base::Instant now = listening.clock();
    auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (date_text_.empty() || second != date_second_) {
        date_second_ = second;
        date_text_ = print_date(now);
    }
    return date_text_;
}

Connection::Connection(Network& network)
    : network_(network), scanner_(bounds().head), in_(bounds().head.bytes + kSlack) {}

void Connection::enter(State state, std::chrono::milliseconds time) {
    state_ = state;
    deadline_ = Steady::now() + time;
}

void Connection::check_deadline(Steady::time_point now) {
    if (now < deadline_) return;
    bool is_request = (state_ == State::Head || state_ == State::Body) && !is_interim_;
    if (is_request)
        refuse(408, "the request did not arrive in time");
    else
        close();
}

void Connection::wind_down() {
    closes_ = true;
    if (state_ == State::Handshake || state_ == State::Idle || state_ == State::Head) close();
}

void Connection::close() {
    if (state_ == State::Closed) return;
    state_ = State::Closed;
    release_body();
    close_stream();
    network_.forget(*this);
}

// Reading.

void Connection::await_request() {
    enter(State::Idle, bounds().idle_time);
    process();
}

void Connection::read_more() {
    if (in_begin_ > 0) {
        std::string_view left = unread();
        std::copy(left.begin(), left.end(), in_.begin());
        in_begin_ = 0;
        in_end_ = left.size();
    }
    is_reading_ = true;
    read_some(std::span(in_).subspan(in_end_));
}

void Connection::on_read(bool is_good, std::size_t bytes) {
    is_reading_ = false;
    if (state_ == State::Closed) return;
    // An answer is on its way that did not wait for these bytes: their time was up.
    if (state_ == State::Writing) return;
    if (!is_good) return close();
    if (state_ == State::Lingering) return linger();
    if (state_ == State::Body) {
        body_filled_ += bytes;
        request_.body.resize(body_filled_);
        return continue_body();
    }
    in_end_ += bytes;
    process();
}

// Looks for a whole head in what has arrived.
void Connection::process() {
    if (unread().empty()) return read_more();
    if (state_ == State::Idle) {
        enter(State::Head, bounds().head_time);
        request_ = Request{};
        request_.peer = peer_;
    }
    switch (scanner_.scan(unread())) {
        case HeadScanner::State::More:
            return read_more();
        case HeadScanner::State::Refused:
            return refuse(scanner_.refusal().status, scanner_.refusal().detail);
        case HeadScanner::State::Complete:
            return take_head();
    }
}

void Connection::take_head() {
    std::string_view bytes = unread().substr(0, scanner_.size());
    request_.at = network_.listening.clock();
    auto read = read_head(bytes);
    if (auto* refusal = std::get_if<Refusal>(&read))
        return refuse(refusal->status, refusal->detail);
    Head& head = std::get<Head>(read);
    if (!reads_alike(head, bytes)) return refuse(400, "the head can be read in two ways");
    if (++requests_ >= bounds().requests || head.closes) closes_ = true;
    request_.target = head.target;
    request_.path = std::move(head.path);
    is_head_ = head.method == Method::Head;
    if (!head.method) return refuse_method(head);
    request_.method = *head.method;
    Router::Match match = network_.router.find(*head.method, request_.path);
    if (!match.route) return refuse_method(head);
    if (head.content_length > match.route->max_body)
        return refuse(413, fmt::format("the body is longer than {} bytes", match.route->max_body));
    if (network_.bodies + head.content_length > bounds().bodies)
        return refuse(503, "too many bodies are being received; try again");
    take_request(std::move(head), std::move(match));
}

// The head is done with; after it stands the body, or the next request.
void Connection::leave_head() {
    in_begin_ += scanner_.size();
    scanner_.reset();
}

void Connection::take_request(Head head, Router::Match match) {
    route_ = match.route;
    request_.captures = std::move(match.captures);
    request_.query = std::move(head.query);
    request_.headers.reserve(head.headers.size());
    for (auto& [name, value] : head.headers) request_.headers.emplace_back(std::move(name), value);
    leave_head();
    body_length_ = head.content_length;
    if (body_length_ == 0) return handle();
    network_.bodies += body_length_;
    take_body(head.awaits_continue);
}

void Connection::take_body(bool awaits_continue) {
    auto steps = static_cast<std::chrono::milliseconds::rep>(1 + body_length_ / kMebibyte);
    enter(State::Body, bounds().body_time * steps);
    std::string_view arrived = unread().substr(0, body_length_);
    request_.body.reserve(std::min(body_length_, kMebibyte));
    request_.body = arrived;
    body_filled_ = arrived.size();
    in_begin_ += arrived.size();
    if (!awaits_continue || !arrived.empty()) return continue_body();
    head_out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    body_out_.clear();
    written_ = 0;
    is_interim_ = true;
    write_rest();
}

void Connection::continue_body() {
    if (body_filled_ == body_length_) return handle();
    // Memory is taken as the bytes come, not as they are announced.
    std::size_t next = std::min(kChunk, body_length_ - body_filled_);
    request_.body.resize(body_filled_ + next);
    is_reading_ = true;
    read_some(std::span(request_.body).subspan(body_filled_));
}

void Connection::release_body() {
    network_.bodies -= body_length_;
    body_length_ = 0;
}

// Answering.

void Connection::handle() {
    state_ = State::Handling;
    deadline_ = Steady::time_point::max();
    auto owed = std::make_shared<Owed>(shared_from_this());
    Request request = std::move(request_);
    if (network_.log) request_ = for_log(request);
    if (route_->runs == Runs::Here) return run_handler(*route_, std::move(request), owed);
    network_.post_to_worker(
        [route = route_, request = std::move(request), owed = std::move(owed)]() mutable {
            run_handler(*route, std::move(request), owed);
        });
}

void Connection::answer(Response response) {
    if (state_ == State::Handling) send(std::move(response));
}

void Connection::refuse(int status, std::string_view detail) {
    closes_ = true;
    if (state_ == State::Head) is_head_ = unread().starts_with("HEAD ");
    send(unhandled(status, detail));
}

void Connection::refuse_method(const Head& head) {
    std::string allow = network_.router.allowed(request_.path);
    // A body that nobody reads would be taken for the next request.
    if (head.content_length > 0) closes_ = true;
    leave_head();
    if (allow.empty()) return send(unhandled(404, "there is nothing at this path"));
    Response response = unhandled(405, "this path does not know the method");
    send(std::move(response.with("Allow", allow)));
}

// Writing.

void Connection::send(Response response) {
    enter(State::Writing, bounds().write_time);
    release_body();
    if (!can_be_sent(response))
        response = unhandled(500, "the answer has a header that cannot be sent");
    if (network_.is_stopping) closes_ = true;
    write_head(head_out_, response, network_.date(), closes_);
    bool has_body = !is_head_ && may_have_body(response.status);
    if (network_.log) {
        request_.headers.clear();
        network_.log(request_, response.status, has_body ? response.body.size() : 0);
    }
    body_out_.clear();
    if (has_body && response.body.size() <= kCopied)
        head_out_ += response.body;
    else if (has_body)
        body_out_ = std::move(response.body);
    written_ = 0;
    write_rest();
}

void Connection::write_rest() {
    std::size_t of_head = std::min(written_, head_out_.size());
    write_some(std::string_view(head_out_).substr(of_head),
               std::string_view(body_out_).substr(written_ - of_head));
}

void Connection::on_written(bool is_good, std::size_t bytes) {
    if (state_ == State::Closed) return;
    if (!is_good) return close();
    std::size_t chunks = written_ / kChunk;
    written_ += bytes;
    if (written_ < head_out_.size() + body_out_.size()) {
        if (written_ / kChunk != chunks) deadline_ = Steady::now() + bounds().write_time;
        return write_rest();
    }
    if (is_interim_) {
        is_interim_ = false;
        return continue_body();
    }
    body_out_.clear();
    if (!closes_) return await_request();
    enter(State::Lingering, bounds().linger_time);
    shut_write();
}

// Ending.

void Connection::on_shut() {
    if (state_ != State::Closed) linger();
}

// A client that is still sending would lose the answer if its bytes met a closed socket.
void Connection::linger() {
    if (!is_reading_) read_away(in_);
}

void Connection::on_read_away(bool is_good) {
    if (state_ == State::Closed) return;
    if (!is_good) return close();
    linger();
}

}  // namespace standstill::server::http
