// Keeps the index up with the log: cases that have grown, and cases whose answer has turned because
// time went on, are answered anew.
//
// A thread of its own does it soon after; whoever reads the index does what is left first, so that
// a row is never older than the question.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "ledger/event_log.h"
#include "office/index_file.h"
#include "office/office.h"
#include "office/warm_cases.h"

namespace standstill::office {

class IndexKeeper final : public Index {
public:
    // Brings the index up to the log: reads what is new in it, or everything where the index is
    // new.
    static base::Result<std::unique_ptr<IndexKeeper>> open(std::unique_ptr<IndexFile> file,
                                                           const ledger::EventLog& log,
                                                           WarmCases& cases,
                                                           review::Library& library,
                                                           const Settings& settings);
    ~IndexKeeper() override;

    // These cases have grown; the log has so many events.
    void grown(const std::vector<std::string>& cases, std::uint64_t size);
    // Answers anew what has grown and what has turned by the clock. Cost: a full answer for each.
    base::Status catch_up() const;
    const IndexFile& file() const { return *file_; }

    base::Result<CasePage> cases(const CaseFilter& filter) const override;
    base::Result<std::optional<CaseRow>> row(const std::string& case_id) const override;
    base::Result<std::vector<DutyRow>> duties(const std::vector<std::string>& offices,
                                              std::size_t limit) const override;
    base::Result<Counts> counts() const override;
    base::Result<std::vector<DutyRow>> duties_of(const std::string& case_id,
                                                 std::size_t limit) const override;
    base::Result<std::vector<DutyRow>> due_between(base::Instant after, base::Instant until,
                                                   std::size_t limit,
                                                   std::size_t offset = 0) const override;
    base::Result<std::vector<TurnRow>> turns(std::size_t limit) const override;
    base::Status forget_turns(std::uint64_t up_to) override;

private:
    IndexKeeper(std::unique_ptr<IndexFile> file, const ledger::EventLog& log, WarmCases& cases,
                review::Library& library, const Settings& settings)
        : file_(std::move(file)),
          log_(log),
          cases_(cases),
          library_(library),
          settings_(settings) {}
    base::Status begin();
    base::Status refresh_turned(base::Instant now) const;
    base::Status put(const std::vector<std::string>& ids, base::Instant now,
                     IndexFile::Cause cause) const;
    std::optional<CaseEntry> entry(const std::string& id, base::Instant now) const;
    void run();

    std::unique_ptr<IndexFile> file_;
    const ledger::EventLog& log_;
    WarmCases& cases_;
    review::Library& library_;
    const Settings& settings_;

    mutable std::mutex work_mutex_;  // held by whoever answers anew
    mutable std::mutex mutex_;
    mutable std::set<std::string> dirty_;
    mutable std::uint64_t log_size_ = 0;
    mutable std::optional<base::Instant> next_turn_;
    std::condition_variable comes_;
    bool ends_ = false;
    std::thread thread_;
};

}  // namespace standstill::office
