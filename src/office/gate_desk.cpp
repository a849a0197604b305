#include "office/gate_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ledger/token.h"
#include "review/case_log.h"
#include "review/guard.h"

namespace standstill::office {

using base::ErrorKind;
using base::fail;
using base::Instant;
using base::Result;

namespace {

// Instants of two threads that read the clock beside each other.
constexpr std::chrono::seconds kAtOnce{1};
// How long after its instant somebody may still take a permit for good: its life, and as much again
// for clocks that are behind.
constexpr std::chrono::seconds kStillGood = 2 * ledger::kPermitLife;
constexpr std::size_t kMostReasons = 64;  // of a token

std::int64_t second_of(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

bool still_holds(const Said& said, Instant now) {
    return second_of(said.from) == second_of(now) && said.from <= now && now < said.until;
}

// What the token says: a gate that is shut refuses, whatever the law says.
ledger::Outcome outcome_of(const Verdict& verdict) {
    return verdict.shut_by.empty() ? verdict.use : ledger::Outcome::Refused;
}

}  // namespace

bool GateDesk::is_head_fresh(Instant now) const {
    const Instant signed_at{
        std::chrono::milliseconds{head_signed_at_.load(std::memory_order_relaxed)}};
    return signed_at <= now && now - signed_at < world_.settings.limits.head_age / 2;
}

Result<std::shared_ptr<const Verdict>> GateDesk::ask(const Question& question) {
    auto warm = world_.cases.find(question.case_id);
    if (!warm) return warm.error();
    std::shared_ptr<Said> said;
    if (question.at) {
        auto made = answer(question, **warm);
        if (!made) return made.error();
        said = std::move(*made);
    } else {
        const std::lock_guard lock{(*warm)->gate_mutex};
        if (!(*warm)->said || !still_holds(*(*warm)->said, world_.settings.clock())) {
            auto made = answer(question, **warm);
            if (!made) return made.error();
            (*warm)->said = std::move(*made);
        }
        said = (*warm)->said;
    }
    return tell(question, *said);
}

base::Status GateDesk::keep_rules(const law::Program& program) {
    const std::lock_guard lock{rules_mutex_};
    if (rules_kept_.contains(program.digest)) return base::Done{};
    auto kept = world_.keep_rules(program);
    if (kept) rules_kept_.insert(program.digest);
    return kept;
}

// The answer, and the event that records it.
ledger::NewEvent GateDesk::answer_anew(Said& said, const review::Case& of, const StreamState& state,
                                       Instant now, Instant at, const std::string& through) {
    review::Reviewer reviewer(*of.program, of.record);
    const review::Answer given = reviewer.answer(at);
    said.policy = of.program->digest;
    said.events = of.events.size();
    said.law.case_id = of.id;
    said.law.at = at;
    said.law.use = given.use;
    said.law.because = given.because;
    said.law.version = state.version;
    said.footing.now = now;
    said.footing.asked_for = at;
    said.footing.rules_known = true;  // the case was read by them
    said.footing.sole_writer = true;  // the log was opened for writing, which one process can
    said.footing.last_event_recorded = state.last_at;
    said.footing.sealed_inputs_missing = state.sealed;
    return review::answer_event(of, reviewer, given, through, now);
}

// The answer, on its way to the log. The clock is read after the case, so that no event of the case
// is newer than now.
Result<std::shared_ptr<Said>> GateDesk::answer(const Question& question, WarmCase& warm) {
    auto snapshot = warm.look();
    if (!snapshot)
        return fail(ErrorKind::NotFound, fmt::format("no case is called `{}`", question.case_id));
    const Instant now = world_.settings.clock();
    const Instant at = question.at.value_or(now);
    if (auto kept = keep_rules(*snapshot->of->program); !kept) return kept.error();

    auto said = std::make_shared<Said>();
    Job job;
    job.kind = Job::Kind::Answer;
    job.stream = snapshot->of->id;
    job.made = answer_anew(*said, *snapshot->of, snapshot->state, now, at, question.through);
    said->from = at;
    said->until = warm.holds_until(at).value_or(Instant::max());
    job.rests_on = said->events;
    job.again = [said, asked = question.at, through = question.through](
                    const review::Case& of, const StreamState& state, Instant later) {
        const std::lock_guard lock{said->mutex};
        return answer_anew(*said, of, state, later, asked.value_or(later), through);
    };
    job.act.actor = question.asked_by;
    job.wants_head = question.is_signed || !is_head_fresh(now);
    job.done = [said](Result<Kept> kept) {
        const std::lock_guard lock{said->mutex};
        said->kept = std::move(kept);
        said->comes.notify_all();
    };
    world_.recorder.take(std::move(job));
    return said;
}

base::Status GateDesk::sign_head_for(Said& said) {
    Kept& kept = **said.kept;
    if (!kept.head) {
        auto head = world_.sign_head();
        if (!head) return head.error();
        kept.head = std::make_shared<ledger::StoredCheckpoint>(std::move(*head));
    }
    return base::Done{};
}

// What is told: the law, and what shuts the gate.
std::shared_ptr<const Verdict> GateDesk::verdict_of(const Said& said, bool is_signed) const {
    review::Footing footing = said.footing;
    const Instant head_signed_at{std::chrono::milliseconds{head_signed_at_}};
    footing.log_verified = (**said.kept).head || head_signed_at_ != 0;
    // Others sign at the same time, and may have read the clock a moment later.
    if ((**said.kept).head || std::chrono::abs(head_signed_at - footing.now) < kAtOnce)
        footing.head_signed_at = footing.now;
    else if (head_signed_at_ != 0)
        footing.head_signed_at = head_signed_at;

    auto verdict = std::make_shared<Verdict>(said.law);
    verdict->shut_by = review::shut_by(footing, world_.settings.limits);
    // A permit outlives its instant: one for a moment ago would still be good although what it
    // rests on was revoked since. One for an instant long gone has run out before it is given.
    if (is_signed && footing.asked_for < footing.now &&
        footing.now - footing.asked_for < kStillGood)
        verdict->shut_by.push_back(
            {"asked-for-the-past",
             "a permit is given for now, not for a moment ago; leave `at` out"});
    // Without a signature nothing outlives the answer, so a question about another instant may be
    // answered.
    if (!is_signed)
        std::erase_if(verdict->shut_by, [](const review::Shut& reason) {
            return reason.code == "asked-for-the-future";
        });
    verdict->is_permitted = verdict->use == review::Outcome::Permitted && verdict->shut_by.empty();
    verdict->decision = (**said.kept).recorded.receipt.first_index;
    return verdict;
}

Result<std::shared_ptr<const Verdict>> GateDesk::tell(const Question& question, Said& said) {
    std::unique_lock lock{said.mutex};
    said.comes.wait(lock, [&] { return said.kept.has_value(); });
    if (!*said.kept) return said.kept->error();
    if (!question.is_signed) {
        if (!said.plain) {
            if ((**said.kept).head) head_signed_at_ = said.footing.now.time_since_epoch().count();
            said.plain = verdict_of(said, false);
        }
        return said.plain;
    }
    if (!said.to_sign) {
        if (auto head = sign_head_for(said); !head) return head.error();
        head_signed_at_ = said.footing.now.time_since_epoch().count();
        said.to_sign = verdict_of(said, true);
    }
    if (!question.nonce.empty()) {
        lock.unlock();  // nothing of it changes any more
        return with_token(*said.to_sign, said, question.nonce);
    }
    if (!said.with_token) {
        auto made = with_token(*said.to_sign, said, "");
        if (!made) return made.error();
        said.with_token = std::move(*made);
    }
    return said.with_token;
}

Result<std::shared_ptr<const Verdict>> GateDesk::with_token(const Verdict& verdict,
                                                            const Said& said,
                                                            const std::string& nonce) const {
    auto policy = base::digest_from_hex(said.policy);
    if (!policy) return policy.error();
    const ledger::StoredCheckpoint& head = *(**said.kept).head;
    const Instant issued = std::chrono::floor<std::chrono::seconds>(verdict.at);
    ledger::PermitClaims claims;
    claims.issuer = world_.key.verifier().name;
    claims.subject = verdict.case_id;
    claims.id = nonce.empty() ? fmt::format("{}:{}", verdict.case_id.substr(0, 40),
                                            ledger::number(verdict.decision))
                              : nonce;
    claims.outcome = outcome_of(verdict);
    claims.issued_at = issued;
    claims.not_before = issued;
    claims.expires = issued + ledger::kPermitLife;
    claims.log = world_.key.verifier().name;
    claims.size = head.size;
    claims.root = head.root;
    claims.decision = verdict.decision;
    claims.policy = *policy;
    for (const review::Because& line : verdict.because)
        if (claims.because.empty() || claims.because.back() != line.cite)
            claims.because.push_back(line.cite);
    for (const review::Shut& reason : verdict.shut_by) claims.because.push_back(reason.code);
    if (claims.because.size() > kMostReasons) claims.because.resize(kMostReasons);
    auto signed_claims = ledger::sign_permit(claims, world_.key.key());
    if (!signed_claims) return signed_claims.error();
    auto out = std::make_shared<Verdict>(verdict);
    out->token = std::move(*signed_claims);
    return std::shared_ptr<const Verdict>(std::move(out));
}

}  // namespace standstill::office
