// One data folder at work: cases kept warm, events taken in by many and kept in one order, the gate
// answered from memory, nothing forgotten when the machine stops.
//
// Any thread may call. Readers never wait for writers: they look at the case as it was when its
// latest event had become durable. One thread writes and keeps what came in together with one
// flush.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/event_log.h"
#include "office/access_log.h"
#include "office/backup.h"
#include "office/bundle.h"
#include "office/folder.h"
#include "office/index.h"
#include "review/answer.h"
#include "review/case.h"
#include "review/guard.h"

namespace standstill::office {

using Clock = std::function<base::Instant()>;
// That many random bytes, or nothing where the system has none.
using Random = std::function<std::string(std::size_t bytes)>;

struct Settings {
    Clock clock;
    Random random;
    review::ZoneSource zones;
    std::size_t warm_cases = 512;  // kept in memory; the others are read when asked for
    review::Limits limits;         // of the gate
    bool keeps_index = true;       // without it, index() says Unavailable
    bool keeps_access_log = true;  // without it, what is noted is thrown away
};

// A case at an instant: nothing in it changes while it is held. For one thread.
class View {
public:
    View(std::shared_ptr<const review::Case> of, std::uint64_t version, base::Instant at);

    const review::Case& of() const { return *of_; }
    std::shared_ptr<const review::Case> shared() const { return of_; }
    std::uint64_t version() const { return version_; }  // events in the stream
    base::Instant at() const { return answer_.at; }
    const review::Answer& answer() const { return answer_; }
    const review::Reviewer& reviewer() const { return reviewer_; }

private:
    std::shared_ptr<const review::Case> of_;
    std::uint64_t version_;
    review::Reviewer reviewer_;
    review::Answer answer_;
};

// Who does it, and how often it may have been tried.
struct Act {
    std::string actor;    // for the envelope; grammar of Event::actor
    std::string command;  // idempotency; empty: after its content and the version expected
    // Of the stream. What is none of the record (answers of the gate, notes of the office) may have
    // come in since.
    std::optional<std::uint64_t> expected_version;
    bool may_state_time = false;  // `at` of events may lie before now
    std::string source;           // of the events, for mistakes: a file; empty: "event"
};

struct Recorded {
    ledger::Receipt receipt;
    std::uint64_t version = 0;  // of the stream, now
};
using Done = std::function<void(base::Result<Recorded>)>;

// What the gate was asked, and what it said.
struct Question {
    std::string case_id;
    std::optional<base::Instant> at;  // now, unless given
    bool is_signed = false;
    std::string asked_by;          // grammar of Event::actor
    std::string nonce;             // grammar of Event::cmd; empty: askers of a second share a token
    std::string through = "gate";  // what was asked, for the event: the gate, a review
};
struct Verdict {
    std::string case_id;
    base::Instant at;
    review::Outcome use = review::Outcome::Refused;  // what the law says
    bool is_permitted = false;                       // and nothing shuts the gate
    std::vector<review::Because> because;
    std::vector<review::Shut> shut_by;
    std::uint64_t version = 0;
    ledger::LeafIndex decision{};  // the event that records the answer
    std::string token;             // where one was asked for
};

// What became known, for feeds and those who wait: an event that was kept.
struct News {
    ledger::LeafIndex index{};
    std::string stream, type, actor;
    base::Instant at;
};

class Office {
public:
    // Takes over the folder for writing. Fails as Folder::open does.
    static base::Result<std::unique_ptr<Office>> open(Folder folder, review::Library& library,
                                                      Settings settings);
    virtual ~Office() = default;

    // NotFound: no such case.
    virtual base::Result<std::unique_ptr<View>> look(const std::string& case_id,
                                                     base::Instant at) = 0;
    // The rows behind lists and "what waits", without reading a case (office/index.h).
    virtual Index& index() = 0;

    // `header` is a case file without record and expect; `events` may be empty. Invalid names every
    // mistake; Conflict: the version was another, the id is taken, or the command id is.
    virtual void open_case(base::Node header, std::vector<base::Node> events, Act act,
                           Done done) = 0;
    // An event without `at` gets the clock's. All events of one call are kept, or none.
    virtual void record(const std::string& case_id, std::vector<base::Node> events, Act act,
                        Done done) = 0;
    // An event that is none of the record, of a kind `office.*`, in a stream of its own or a
    // case's.
    virtual void note(const std::string& stream, ledger::NewEvent event, Act act, Done done) = 0;
    void note(const std::string& stream, ledger::NewEvent event, const std::string& actor,
              Done done);
    // The same, waiting: for worker threads, the command line and tests.
    base::Result<Recorded> record_now(const std::string& case_id, std::vector<base::Node> events,
                                      Act act);
    base::Result<Recorded> open_case_now(base::Node header, std::vector<base::Node> events,
                                         Act act);
    base::Result<Recorded> note_now(const std::string& stream, ledger::NewEvent event, Act act);

    // Answers, signs and records the answer. Microseconds for a warm case. Who asks about now in
    // the same second shares one answer; ask_shared does not even copy it.
    virtual base::Result<std::shared_ptr<const Verdict>> ask_shared(const Question& question) = 0;
    base::Result<Verdict> ask(const Question& question);

    virtual const ledger::EventLog& log() const = 0;
    virtual const ledger::VerifierKey& key() const = 0;
    virtual const std::filesystem::path& folder() const = 0;
    virtual review::Library& library() = 0;
    virtual const Settings& settings() const = 0;
    // The newest checkpoint, signed now if the log has grown.
    virtual base::Result<ledger::StoredCheckpoint> sign_head() = 0;
    // Why nothing is recorded or signed now, where that is so: the access log cannot be written, or
    // a checkpoint was signed that the log does not have (office/folder.h).
    virtual std::optional<base::Error> trouble() const = 0;
    // Who looked at what. Only where Settings::keeps_access_log.
    virtual AccessLog& access_log() = 0;
    // A copy of everything but the index, while the office works (office/backup.h).
    base::Result<BackedUp> backup(const std::filesystem::path& target,
                                  WithKey with_key = WithKey::No) const;
    // The whole log for somebody who trusts nobody here (office/bundle.h).
    virtual base::Result<Bundle> bundle(std::uint64_t most = UINT64_MAX) = 0;
    // Called after an event is durable, from the writing thread, in order; must not wait.
    virtual void subscribe(std::function<void(const News&)> listener) = 0;
};

}  // namespace standstill::office
