#include "office/index_keeper.h"

#include <chrono>
#include <utility>

#include "ledger/event.h"

namespace standstill::office {

namespace {

using base::ErrorKind;
using base::Instant;
using base::Result;
using base::Status;

constexpr std::size_t kPage = 256;  // cases in one transaction
constexpr std::size_t kLogPage = 4'096;
// How long the thread lets changes gather: as long as this, and this many times what the last ones
// took, so that it never takes more than a small share of the machine.
constexpr std::chrono::milliseconds kGathering{50};
constexpr int kShare = 10;

}  // namespace

Result<std::unique_ptr<IndexKeeper>> IndexKeeper::open(std::unique_ptr<IndexFile> file,
                                                       const ledger::EventLog& log,
                                                       WarmCases& cases, review::Library& library,
                                                       const Settings& settings) {
    std::unique_ptr<IndexKeeper> keeper{
        new IndexKeeper(std::move(file), log, cases, library, settings)};
    auto begun = keeper->begin();
    if (!begun) return begun.error();
    keeper->thread_ = std::thread([raw = keeper.get()] { raw->run(); });
    return keeper;
}

IndexKeeper::~IndexKeeper() {
    {
        const std::lock_guard lock{mutex_};
        ends_ = true;
    }
    comes_.notify_one();
    if (thread_.joinable()) thread_.join();
    auto done = catch_up();  // what fails now is done at the next start
}

Status IndexKeeper::begin() {
    auto size = log_.size();
    if (!size) return size.error();
    log_size_ = ledger::number(*size);
    std::set<std::string> changed;
    if (!file_->is_complete() || file_->size() > log_size_) {
        auto all = log_.streams();
        if (!all) return all.error();
        changed.insert(all->begin(), all->end());
        if (auto done = file_->clear(); !done) return done;
    } else {
        for (std::uint64_t at = file_->size(); at < log_size_;) {
            auto page = log_.read(ledger::LeafIndex{at}, kLogPage);
            if (!page) return page.error();
            if (page->empty())
                return base::fail(ErrorKind::Corrupt, "the log ends before its size");
            for (const ledger::StoredEvent& stored : *page)
                if (auto event = ledger::scan_event(stored.bytes)) changed.emplace(event->stream);
            at += page->size();
        }
    }
    dirty_ = std::move(changed);
    return catch_up();
}

void IndexKeeper::grown(const std::vector<std::string>& cases, std::uint64_t size) {
    {
        const std::lock_guard lock{mutex_};
        dirty_.insert(cases.begin(), cases.end());
        log_size_ = size;
    }
    if (!cases.empty()) comes_.notify_one();
}

// The case as it stands; read without keeping it in memory where it is not there already, so that
// a walk over all cases does not push out those that are asked for. One that cannot be read has a
// row that says so.
std::optional<CaseEntry> IndexKeeper::entry(const std::string& id, Instant now) const {
    if (!may_be_case(id)) return std::nullopt;
    auto warm = cases_.peek(id);
    if (!warm) {
        auto read = warm_case(log_, id, library_, settings_.zones);
        if (!read) {
            CaseEntry unreadable;
            unreadable.row.id = unreadable.row.title = id;
            unreadable.row.use = "refused";
            unreadable.row.status = "REFUSED: the case cannot be read: " + read.error().message;
            return unreadable;
        }
        warm = std::move(*read);
    }
    auto snapshot = warm->look();
    if (!snapshot) return std::nullopt;
    return entry_of(*snapshot->of, snapshot->state.version, snapshot->state.last_at.value_or(now),
                    now);
}

Status IndexKeeper::put(const std::vector<std::string>& ids, Instant now,
                        IndexFile::Cause cause) const {
    std::vector<CaseEntry> entries;
    for (const std::string& id : ids) {
        if (auto made = entry(id, now)) entries.push_back(std::move(*made));
        if (entries.size() < kPage) continue;
        if (auto done = file_->put(entries, cause); !done) return done;
        entries.clear();
    }
    return file_->put(entries, cause);
}

Status IndexKeeper::catch_up() const {
    const std::lock_guard work{work_mutex_};
    std::vector<std::string> ids;
    std::uint64_t size = 0;
    {
        const std::lock_guard lock{mutex_};
        ids.assign(dirty_.begin(), dirty_.end());
        dirty_.clear();
        size = log_size_;
    }
    const Instant now = settings_.clock();
    auto done = put(ids, now, IndexFile::Cause::Event);
    if (done && (size != file_->size() || !file_->is_complete()))
        done = file_->set_size(size, true);
    if (!done) {
        const std::lock_guard lock{mutex_};
        dirty_.insert(ids.begin(), ids.end());
        return done;
    }
    if (!ids.empty()) {
        const std::lock_guard lock{mutex_};
        next_turn_ = Instant::min();  // not known
    }
    return refresh_turned(now);
}

// Called with the work at hand.
Status IndexKeeper::refresh_turned(Instant now) const {
    {
        const std::lock_guard lock{mutex_};
        if (next_turn_ && *next_turn_ > now) return base::Done{};
    }
    while (true) {
        auto ids = file_->turned(now, kPage);
        if (!ids) return ids.error();
        if (ids->empty()) break;
        if (auto done = put(*ids, now, IndexFile::Cause::Time); !done) return done;
    }
    auto next = file_->next_turn();
    if (!next) return next.error();
    const std::lock_guard lock{mutex_};
    next_turn_ = next->value_or(Instant::max());
    return base::Done{};
}

void IndexKeeper::run() {
    using Steady = std::chrono::steady_clock;
    Steady::duration took{};
    std::unique_lock lock{mutex_};
    while (true) {
        comes_.wait(lock, [&] { return ends_ || !dirty_.empty(); });
        if (ends_) return;
        comes_.wait_for(lock, kGathering + kShare * took, [&] { return ends_; });
        lock.unlock();
        const auto begin = Steady::now();
        auto done = catch_up();  // whoever reads the index next tries again, and is told
        took = Steady::now() - begin;
        lock.lock();
        if (!done) comes_.wait_for(lock, 20 * kGathering, [&] { return ends_; });
    }
}

Result<CasePage> IndexKeeper::cases(const CaseFilter& filter) const {
    if (auto done = catch_up(); !done) return done.error();
    return file_->cases(filter);
}

Result<std::optional<CaseRow>> IndexKeeper::row(const std::string& case_id) const {
    if (auto done = catch_up(); !done) return done.error();
    return file_->row(case_id);
}

Result<std::vector<DutyRow>> IndexKeeper::duties(const std::vector<std::string>& offices,
                                                 std::size_t limit) const {
    if (auto done = catch_up(); !done) return done.error();
    return file_->duties(offices, limit);
}

Result<Counts> IndexKeeper::counts() const {
    if (auto done = catch_up(); !done) return done.error();
    return file_->counts();
}

Result<std::vector<DutyRow>> IndexKeeper::duties_of(const std::string& case_id,
                                                    std::size_t limit) const {
    if (auto done = catch_up(); !done) return done.error();
    return file_->duties_of(case_id, limit);
}

Result<std::vector<DutyRow>> IndexKeeper::due_between(Instant after, Instant until,
                                                      std::size_t limit, std::size_t offset) const {
    if (auto done = catch_up(); !done) return done.error();
    return file_->due_between(after, until, limit, offset);
}

Result<std::vector<TurnRow>> IndexKeeper::turns(std::size_t limit) const {
    if (auto done = catch_up(); !done) return done.error();
    return file_->turns(limit);
}

Status IndexKeeper::forget_turns(std::uint64_t up_to) { return file_->forget_turns(up_to); }

}  // namespace standstill::office
