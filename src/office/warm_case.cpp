#include "office/warm_case.h"

#include <algorithm>
#include <utility>

#include "ledger/event.h"
#include "review/case_log.h"

namespace standstill::office {

namespace {

// Replaced copies that are kept for the next event; more are made only while readers hold these.
constexpr std::size_t kMostSpare = 2;

// Measured of cases of some dozen events: the header, the zone and the memory of the gate; and of
// one event in two records.
constexpr std::size_t kCaseBytes = 16'384;
constexpr std::size_t kEventBytes = 500;

}  // namespace

void StreamState::take(std::string_view type, base::Instant at, bool is_sealed) {
    ++version;
    if (review::is_of_record(type) || type == review::kCaseOpened) record_version = version;
    last_at = std::max(at, last_at.value_or(at));
    if (is_sealed) ++sealed;
}

WarmCase::WarmCase(review::Case of, StreamState state)
    : current_(std::make_shared<Copy>(std::move(of))), state_(state) {}

WarmCase::WarmCase(review::Case of) : draft_(std::make_shared<Copy>(std::move(of))) {}

// The count is taken back with a release, so that whoever finds it at zero may write.
std::shared_ptr<const review::Case> WarmCase::lend(const std::shared_ptr<Copy>& copy) {
    copy->readers.fetch_add(1, std::memory_order_relaxed);
    return {&copy->of,
            [copy](const review::Case*) { copy->readers.fetch_sub(1, std::memory_order_release); }};
}

std::optional<WarmCase::Snapshot> WarmCase::look() const {
    const std::lock_guard lock{mutex_};
    if (!current_) return std::nullopt;
    return Snapshot{lend(current_), state_};
}

std::optional<base::Instant> WarmCase::holds_until(base::Instant at) const {
    std::shared_ptr<Copy> copy;
    std::shared_ptr<const review::Case> held;
    {
        const std::lock_guard lock{mutex_};
        copy = current_;
        held = lend(copy);
    }
    const std::lock_guard lock{copy->mutex};
    if (!copy->gate)
        copy->gate = std::make_unique<review::WarmGate>(*copy->of.program, copy->of.record);
    return copy->gate->at(at).valid_until;
}

std::size_t WarmCase::bytes() const {
    const std::lock_guard lock{mutex_};
    const std::shared_ptr<Copy>& copy = current_ ? current_ : draft_;
    return kCaseBytes + copy->of.events.size() * kEventBytes + 2 * copy->of.events.bytes();
}

review::Case& WarmCase::draft() {
    if (draft_) return draft_->of;
    // Nobody begins to hold a copy that is not published, so one that nobody holds stays free.
    auto free = std::find_if(spare_.begin(), spare_.end(), [](const std::shared_ptr<Copy>& copy) {
        return copy->readers.load(std::memory_order_acquire) == 0;
    });
    if (free == spare_.end()) {
        draft_ = std::make_shared<Copy>(review::Case(current_->of));
        return draft_->of;
    }
    draft_ = std::move(*free);
    spare_.erase(free);
    draft_->gate.reset();
    if (!review::catch_up(draft_->of, current_->of))
        draft_ = std::make_shared<Copy>(review::Case(current_->of));
    return draft_->of;
}

void WarmCase::discard() { draft_.reset(); }

void WarmCase::set_aside() {
    if (draft_) spare_.push_back(std::move(draft_));
    draft_.reset();
}

void WarmCase::publish(const StreamState& state) {
    {
        const std::lock_guard lock{mutex_};
        state_ = state;
        if (draft_) {
            std::swap(current_, draft_);
            if (draft_) spare_.push_back(std::move(draft_));
            draft_.reset();
        }
    }
    if (spare_.size() > kMostSpare) spare_.erase(spare_.begin());
    const std::lock_guard lock{gate_mutex};
    said.reset();
}

void WarmCase::note(const StreamState& state) {
    const std::lock_guard lock{mutex_};
    state_ = state;
}

void WarmCase::rest() { spare_.clear(); }

bool may_be_case(std::string_view stream) { return stream.find('.') == std::string_view::npos; }

base::Result<std::shared_ptr<WarmCase>> warm_case(const ledger::EventLog& log,
                                                  const std::string& id, review::Library& library,
                                                  const review::ZoneSource& zones) {
    auto stored = log.stream(id);
    if (!stored) return stored.error();
    std::vector<std::string_view> events;
    StreamState state;
    for (const ledger::StoredEvent& event : *stored) {
        events.push_back(event.bytes);
        auto envelope = ledger::scan_event(event.bytes);
        if (!envelope) return base::fail(base::ErrorKind::Corrupt, envelope.error().message);
        state.take(envelope->type, envelope->at, envelope->seals_json != "[]");
    }
    auto of = review::case_from_log(events, id, library, zones);
    if (!of) return of.error();
    return std::make_shared<WarmCase>(std::move(*of), state);
}

}  // namespace standstill::office
