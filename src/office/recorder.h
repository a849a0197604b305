// The one thread that writes: takes in what many bring, holds it against the case as it will stand
// then, and keeps all that came together with one flush.
//
// In each round: commands are read against drafts of their cases, in the order in which they came;
// the log keeps them; the drafts are published; then, and only then, callers are told. So whoever
// was told finds the event in every answer.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "ledger/event_log.h"
#include "office/office.h"
#include "office/warm_cases.h"

namespace standstill::office {

struct Kept {
    Recorded recorded;
    std::shared_ptr<const ledger::StoredCheckpoint> head;  // where one was wanted
};

// What one caller wants to be kept.
struct Job {
    enum class Kind { Open, Record, Note, Answer } kind = Kind::Record;
    std::string stream;
    base::Node header;                     // of Open
    std::vector<base::Node> events;        // of Open and Record
    std::optional<ledger::NewEvent> made;  // of Note and Answer
    std::size_t rests_on = 0;              // of Answer: events of the record that it rests on
    // Of Answer: the same anew, where the record has grown since. In the writing thread.
    std::function<ledger::NewEvent(const review::Case&, const StreamState&, base::Instant now)>
        again;
    Act act;
    bool wants_head = false;
    std::function<void(base::Result<Kept>)> done;
};

class Recorder {
public:
    struct World {
        ledger::EventLog& log;
        WarmCases& cases;
        review::Library& library;
        const Settings& settings;
        std::string salt;  // of the ids of commands (office/stamp.h)
        std::function<base::Result<ledger::StoredCheckpoint>()> sign_head;
        std::function<std::optional<base::Error>()> refuses;  // why nothing may be recorded now
        // The record of these cases has grown to the first, the log to the second; before callers
        // are told.
        std::function<void(const std::vector<std::string>&, std::uint64_t)> grown;
        std::function<void(const News&)> told;
    };

    explicit Recorder(World world);
    // Keeps what has been taken in, then ends.
    ~Recorder();

    // Unavailable where too many wait. `done` is called from the writing thread.
    void take(Job job);
    // Why the log stopped, where it did.
    std::optional<base::Error> failure() const;

private:
    struct Touched {
        std::shared_ptr<WarmCase> warm;
        StreamState state;
        std::vector<base::Node> added;  // to the draft, in this round
        bool is_new = false, has_draft = false;
        bool is_troubled = false;  // the log kept something else than was expected
    };
    struct Round;

    void run();
    void serve(std::vector<Job> jobs);
    void prepare(Round& round, std::size_t index);
    void prepare_opening(Round& round, std::size_t index);
    void prepare_record(Round& round, std::size_t index);
    void prepare_made(Round& round, std::size_t index);
    bool is_repeated(Round& round, std::size_t index, const std::string& command);
    base::Result<Touched*> touch(Round& round, const std::string& stream);
    base::Status add_all(Touched& touched, Job& job, base::Instant now,
                         std::vector<ledger::NewEvent>& out);
    void undo(Touched& touched);
    void accept(Round& round, std::size_t index, Touched* touched, std::string command,
                std::vector<ledger::NewEvent> events);
    void settle(Round& round);
    void publish(Round& round);
    void tell(Round& round);

    World world_;
    mutable std::mutex mutex_;
    std::condition_variable comes_;
    std::deque<Job> waiting_;
    bool ends_ = false;
    std::optional<base::Error> failure_;
    std::thread thread_;
};

}  // namespace standstill::office
