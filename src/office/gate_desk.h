// The gate of all cases: answers from memory, records every answer, signs.
//
// Whoever asks about now within the same second, of the same record, gets the same answer, recorded
// once; so an answer costs its work once a second and case, and then a look. The answer is on
// record, and the checkpoint that a token names is signed, before anybody is told.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/result.h"
#include "ledger/note.h"
#include "office/office.h"
#include "office/recorder.h"
#include "office/warm_cases.h"

namespace standstill::office {

class GateDesk {
public:
    struct World {
        WarmCases& cases;
        Recorder& recorder;
        const Settings& settings;
        const ledger::SigningKey& key;
        std::function<base::Result<ledger::StoredCheckpoint>()> sign_head;
        std::function<base::Status(const law::Program&)> keep_rules;
    };
    explicit GateDesk(World world) : world_(std::move(world)) {}

    base::Result<std::shared_ptr<const Verdict>> ask(const Question& question);

private:
    base::Result<std::shared_ptr<Said>> answer(const Question& question, WarmCase& warm);
    static ledger::NewEvent answer_anew(Said& said, const review::Case& of,
                                        const StreamState& state, base::Instant now,
                                        base::Instant at, const std::string& through);
    base::Result<std::shared_ptr<const Verdict>> tell(const Question& question, Said& said);
    base::Status keep_rules(const law::Program& program);
    base::Status sign_head_for(Said& said);
    std::shared_ptr<const Verdict> verdict_of(const Said& said, bool is_signed) const;
    base::Result<std::shared_ptr<const Verdict>> with_token(const Verdict& verdict,
                                                            const Said& said,
                                                            const std::string& nonce) const;
    bool is_head_fresh(base::Instant now) const;

    World world_;
    std::atomic<std::int64_t> head_signed_at_{0};  // milliseconds; 0: never
    std::mutex rules_mutex_;
    std::set<std::string> rules_kept_;  // by digest
};

// An answer that was given, and what it rests on.
struct Said {
    base::Instant from, until;  // it may be shared in between, unless something is recorded

    std::mutex mutex;  // of all that follows
    std::condition_variable comes;
    Verdict law;  // what the law says, before anything shuts the gate
    review::Footing footing;
    std::string policy;
    std::size_t events = 0;  // of the record that it rests on

    std::optional<base::Result<Kept>> kept;  // once it is on record
    std::shared_ptr<const Verdict> plain, to_sign, with_token;
};

}  // namespace standstill::office
