// One case kept in memory: what readers look at, what the writing thread prepares, and what the
// gate said of it last.
//
// There are two copies of a case that is written to. Readers hold the one that is published; the
// writing thread adds to the other, and the two change places once the events are durable. The copy
// that was replaced is caught up when it is needed again, so an event costs two additions and no
// copying, however long the case. Only while readers still hold the replaced copy is another made.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/event_log.h"
#include "review/case.h"
#include "review/gate.h"

namespace standstill::office {

struct Said;  // office/gate_desk.h

// What a stream adds up to beside the record.
struct StreamState {
    std::uint64_t version = 0;             // events in the stream
    std::uint64_t record_version = 0;      // the version after the latest event of the record
    std::optional<base::Instant> last_at;  // of the envelopes, the latest
    std::size_t sealed = 0;                // events that name seals

    void take(std::string_view type, base::Instant at, bool is_sealed);
};

class WarmCase {
public:
    // A case as it stands in the log.
    WarmCase(review::Case of, StreamState state);
    // A case that is being opened: nobody sees it before it is published.
    explicit WarmCase(review::Case of);

    struct Snapshot {
        std::shared_ptr<const review::Case> of;
        StreamState state;
    };
    // Nothing while the case is being opened. Any thread.
    std::optional<Snapshot> look() const;
    // Until when a decision at this instant holds while nothing is recorded.
    std::optional<base::Instant> holds_until(base::Instant at) const;
    // What it takes of memory, about: what is written in its events, and what the law needs of each
    // in every copy. Any thread.
    std::size_t bytes() const;

    // For the writing thread alone: a copy to add to, equal to the published one at first.
    review::Case& draft();
    // Gives the draft up; for set_aside it must be as it was when it was asked for.
    void discard();
    void set_aside();
    // Readers see the draft from now on, and the gate forgets what it said.
    void publish(const StreamState& state);
    // The stream has grown by what is none of the record.
    void note(const StreamState& state);
    // Frees what only helps to write soon again.
    void rest();

    // What the gate said last; guarded by gate_mutex.
    std::mutex gate_mutex;
    std::shared_ptr<Said> said;

private:
    struct Copy {
        explicit Copy(review::Case value) : of(std::move(value)) {}
        review::Case of;
        std::mutex mutex;                        // of the gate
        std::unique_ptr<review::WarmGate> gate;  // where it was asked
        std::atomic<int> readers{0};
    };
    static std::shared_ptr<const review::Case> lend(const std::shared_ptr<Copy>& copy);

    mutable std::mutex mutex_;
    std::shared_ptr<Copy> current_;
    StreamState state_;

    std::shared_ptr<Copy> draft_;
    std::vector<std::shared_ptr<Copy>> spare_;  // behind the published one
};

// Streams of the office have a dot in their name; those of cases have none.
bool may_be_case(std::string_view stream);

// Reads a case and what its stream adds up to. NotFound: no such case.
base::Result<std::shared_ptr<WarmCase>> warm_case(const ledger::EventLog& log,
                                                  const std::string& id, review::Library& library,
                                                  const review::ZoneSource& zones);

}  // namespace standstill::office
