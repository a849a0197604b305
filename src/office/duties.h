// What falls due while nobody looks: duties, and gates that time opens or shuts.
//
// Whoever has a clock calls tick() now and then. What became due since the last tick is recorded
// once as a note of the office in the stream of its case, and told; the instant of the last tick is
// kept in the data folder, so that after a standstill of the program the gap is recorded and what
// fell due meanwhile is told as well.
//
//   office.duty-due      a duty falls due within the days ahead
//   office.duty-overdue  its date has come and it is not met
//   office.gate-turned   use was permitted or refused from an instant on, by time alone
//   office.gap           nobody looked between two instants (stream `office.duties`)
#pragma once

#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "office/office.h"

namespace standstill::office {

struct Notification {
    enum class Kind { Due, Overdue, Turned, Gap } kind = Kind::Due;
    std::string case_id, title;
    DutyRow duty;                  // of Due and Overdue
    std::string was, use;          // of Turned
    base::Instant at;              // when it fell due, turned, or the gap began
    base::Instant until;           // of Gap
    ledger::LeafIndex recorded{};  // the event that says so

    std::string says() const;  // one sentence, for mail and feeds
};

struct DutySettings {
    std::chrono::days ahead{7};
    std::chrono::minutes gap{15};  // a standstill that is longer is recorded
};

class Duties {
public:
    // Reads the last tick. The office must outlive it.
    static base::Result<std::unique_ptr<Duties>> open(Office& office, DutySettings settings = {});

    // What became due, overdue or turned since the last tick, each told once. An instant before the
    // last tick tells nothing. Cost: what is told, and the cases that have grown since.
    base::Result<std::vector<Notification>> tick(base::Instant now);
    std::optional<base::Instant> last() const { return last_; }

private:
    // What cases changed, filled from the writing thread, which may outlive this.
    struct Changed {
        std::mutex mutex;
        std::set<std::string> cases;
    };

    Duties(Office& office, DutySettings settings) : office_(office), settings_(settings) {}
    // What makes a notification the same one at another tick.
    std::string name_of(std::string_view kind, std::string_view content) const;
    base::Status begin();
    base::Status look_at(const std::vector<DutyRow>& rows, base::Instant now,
                         std::vector<Notification>& out);
    base::Status tell_turns(base::Instant now, std::vector<Notification>& out);
    base::Status tell_gap(base::Instant now, std::vector<Notification>& out);
    base::Status tell(Notification notification, ledger::NewEvent event, const std::string& stream,
                      const std::string& command, std::vector<Notification>& out);
    std::future<base::Result<Recorded>> begin_note(ledger::NewEvent event,
                                                   const std::string& stream,
                                                   const std::string& command);
    static base::Status take(Notification notification, base::Result<Recorded> kept,
                             std::vector<Notification>& out);
    base::Status keep(base::Instant now, std::uint64_t log_size);

    Office& office_;
    const DutySettings settings_;
    std::shared_ptr<Changed> changed_ = std::make_shared<Changed>();
    std::optional<base::Instant> last_;
    bool is_first_ = true;
    std::string salt_;  // of the ids of commands (office/stamp.h)
};

}  // namespace standstill::office
