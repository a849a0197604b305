// Who looked at what: the access log, a ledger of its own (`access.db`, docs/formats/database.md)
// beside the one of the cases.
//
// Noting never waits: a thread writes what came together within some hundredths of a second, with
// one flush, so that many readers cost the disk no more than a few. The queue is bounded; what does
// not fit is counted, and the count is written as soon as writing works again. While the log cannot
// be written, is_failing() says so, and the office records nothing (NIST SP 800-53, AU-5).
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "ledger/event_log.h"

namespace standstill::office {

// One line. Text of the outside is cut to what an event takes, never refused.
struct Access {
    std::string kind;  // read, signed-in, sign-in-failed, refused, lost
    std::string actor;
    std::string what;     // a path, an id
    std::string outcome;  // a status, a reason
    std::string address;  // of the peer
    base::Instant at;
};

class AccessLog {
public:
    // Opens the file, or makes it. Fails as the log's open does.
    static base::Result<std::unique_ptr<AccessLog>> open(const std::filesystem::path& file,
                                                         std::size_t most_waiting = 65'536);
    // Over any log; over none, what is noted is thrown away.
    static std::unique_ptr<AccessLog> over(std::unique_ptr<ledger::EventLog> log,
                                           std::size_t most_waiting = 65'536);
    ~AccessLog();

    void note(Access access);
    // Why nothing may be recorded now: the access log cannot be written.
    std::optional<std::string> failure() const;
    bool is_failing() const { return failure().has_value(); }
    // Waits until everything noted so far is kept or has failed.
    void flush();

    // The latest ones first, at most `limit`, from before an index (0: the end). Cost: what is
    // read.
    struct Line {
        ledger::LeafIndex index{};
        Access access;
    };
    base::Result<std::vector<Line>> latest(std::size_t limit, std::uint64_t before = 0) const;
    // The ledger behind it; nullptr where there is none.
    const ledger::EventLog* log() const { return log_.get(); }

private:
    AccessLog(std::unique_ptr<ledger::EventLog> log, std::size_t most_waiting);
    void run();
    void gather(std::unique_lock<std::mutex>& lock);
    base::Status keep(const std::vector<Access>& lines);

    std::unique_ptr<ledger::EventLog> log_;
    const std::size_t most_waiting_;
    std::string prefix_;  // of command ids; of this opening
    std::uint64_t written_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable comes_, goes_;
    std::deque<Access> waiting_;
    std::uint64_t noted_ = 0, settled_ = 0;  // lines
    std::uint64_t awaited_ = 0;              // so many lines somebody waits for
    std::uint64_t lost_ = 0;
    std::optional<std::string> failure_;
    bool ends_ = false;
    std::thread thread_;
};

}  // namespace standstill::office
