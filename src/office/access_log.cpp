#include "office/access_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/text.h"
#include "ledger/event.h"
#include "office/folder.h"
#include "store/sqlite/event_log.h"

namespace standstill::office {

namespace {

constexpr std::size_t kBatch = 4'096;
constexpr std::size_t kMostText = 1'000;
constexpr std::size_t kMostActor = 200;
// How long lines may gather for one flush, and how many at most.
constexpr std::chrono::milliseconds kGathering{25};
constexpr std::size_t kMostGathered = 1'024;
// Between two attempts to write while writing fails.
constexpr std::chrono::milliseconds kPause{500};

// Text of the outside as an event takes it.
std::string told(std::string text, std::size_t limit) {
    if (text.size() > limit) text.resize(limit);
    const bool is_utf8 = base::is_utf8(text);
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !is_utf8)) c = '?';
    }
    return text;
}

std::string word(const boost::json::object& facts, const char* key) {
    const boost::json::value* value = facts.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

}  // namespace

base::Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::filesystem::path& file,
                                                         std::size_t most_waiting) {
    auto log =
        store::sqlite::EventLog::open(file, store::sqlite::Access::ReadWrite, kPlacesInMemory);
    if (!log) return log.error();
    return over(std::move(*log), most_waiting);
}

std::unique_ptr<AccessLog> AccessLog::over(std::unique_ptr<ledger::EventLog> log,
                                           std::size_t most_waiting) {
    return std::unique_ptr<AccessLog>(new AccessLog(std::move(log), most_waiting));
}

// Ids of commands count from the size that the log had when it was opened, so none comes twice.
AccessLog::AccessLog(std::unique_ptr<ledger::EventLog> log, std::size_t most_waiting)
    : log_(std::move(log)), most_waiting_(most_waiting) {
    if (!log_) return;
    auto size = log_->size();
    prefix_ = fmt::format("a{}", size ? ledger::number(*size) : 0);
    thread_ = std::thread([this] { run(); });
}

AccessLog::~AccessLog() {
    {
        const std::lock_guard lock{mutex_};
        ends_ = true;
    }
    comes_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void AccessLog::note(Access access) {
    if (!log_) return;
    {
        const std::lock_guard lock{mutex_};
        if (waiting_.size() >= most_waiting_) {
            ++lost_;
            if (!failure_) failure_ = "more was noted than could be written";
            return;
        }
        waiting_.push_back(std::move(access));
        ++noted_;
        if (waiting_.size() != 1 && waiting_.size() != kMostGathered) return;
    }
    comes_.notify_one();
}

std::optional<std::string> AccessLog::failure() const {
    const std::lock_guard lock{mutex_};
    return failure_;
}

void AccessLog::flush() {
    std::unique_lock lock{mutex_};
    const std::uint64_t until = noted_;
    awaited_ = until;
    comes_.notify_one();
    goes_.wait(lock, [&] { return settled_ >= until || failure_.has_value(); });
}

void AccessLog::gather(std::unique_lock<std::mutex>& lock) {
    comes_.wait(lock, [&] { return ends_ || !waiting_.empty(); });
    comes_.wait_for(lock, kGathering, [&] {
        return ends_ || waiting_.size() >= kMostGathered || awaited_ > settled_;
    });
}

void AccessLog::run() {
    std::unique_lock lock{mutex_};
    while (true) {
        gather(lock);
        if (waiting_.empty()) return;
        const std::size_t count = std::min(waiting_.size(), kBatch);
        const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
        std::vector<Access> lines(waiting_.begin(), end);
        const std::uint64_t lost = lost_;
        if (lost > 0)
            lines.push_back({"lost", "office", fmt::format("{} lines", lost),
                             "more was noted than could be written", "", lines.back().at});
        lock.unlock();
        auto kept = keep(lines);
        lock.lock();
        if (kept) {
            waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
            settled_ += count;
            lost_ -= lost;
            if (lost_ == 0) failure_.reset();
            goes_.notify_all();
            continue;
        }
        failure_ = kept.error().message;
        goes_.notify_all();
        if (ends_) return;  // what was not written is lost with the process
        comes_.wait_for(lock, kPause, [&] { return ends_; });
    }
}

// A line a command, all with one flush, in the stream of its day.
base::Status AccessLog::keep(const std::vector<Access>& lines) {
    std::vector<ledger::Command> commands;
    commands.reserve(lines.size());
    for (const Access& line : lines) {
        ledger::Command command;
        command.cmd = fmt::format("{}-{}", prefix_, written_ + commands.size());
        command.stream = base::to_string(std::chrono::floor<std::chrono::days>(line.at));
        command.actor = told(line.actor.empty() ? "nobody" : line.actor, kMostActor);
        if (!ledger::is_actor(command.actor)) command.actor = "unreadable";
        boost::json::object facts;
        facts["what"] = told(line.what, kMostText);
        facts["outcome"] = told(line.outcome, kMostText);
        facts["address"] = told(line.address, kMostText);
        command.events.push_back({line.kind, line.at, "", std::move(facts), {}});
        commands.push_back(std::move(command));
    }
    auto receipts = log_->append(commands);
    for (const auto& receipt : receipts)
        // A malformed line would come again for ever; it is given up, the others are kept.
        if (!receipt && receipt.error().kind != base::ErrorKind::Invalid) return receipt.error();
    written_ += commands.size();
    return base::Done{};
}

base::Result<std::vector<AccessLog::Line>> AccessLog::latest(std::size_t limit,
                                                             std::uint64_t before) const {
    if (!log_) return std::vector<Line>{};
    auto size = log_->size();
    if (!size) return size.error();
    std::uint64_t end = ledger::number(*size);
    if (before > 0) end = std::min(end, before);
    const std::uint64_t begin = end > limit ? end - limit : 0;
    auto read = log_->read(ledger::LeafIndex{begin}, static_cast<std::size_t>(end - begin));
    if (!read) return read.error();
    std::vector<Line> out;
    for (auto stored = read->rbegin(); stored != read->rend(); ++stored) {
        auto event = ledger::parse_event(stored->bytes);
        if (!event) return base::fail(base::ErrorKind::Corrupt, event.error().message);
        out.push_back({stored->index,
                       {event->type, event->actor, word(event->facts, "what"),
                        word(event->facts, "outcome"), word(event->facts, "address"), event->at}});
    }
    return out;
}

}  // namespace standstill::office
