// The index on disk: `index.db` in the data folder, a SQLite file of which everything follows from
// the log. It may be deleted whenever nobody has it open.
//
// Any thread may call: reads share one connection, writes another, and a reader sees a batch of
// writes whole or not at all.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "office/case_row.h"
#include "office/index.h"
#include "store/sqlite/database.h"

namespace standstill::office {

class IndexFile final : public Index {
public:
    // Opens the file, or makes it anew where it is missing, of another version or damaged.
    static base::Result<std::unique_ptr<IndexFile>> open(const std::filesystem::path& file);

    // How much of the log it knows, in events; 0 of a new one.
    std::uint64_t size() const;
    // Whether every case of the log has been taken in once.
    bool is_complete() const;
    // Puts these rows in the place of the ones of the same cases. By time alone: where use is
    // another than before, the turn is kept until it is forgotten.
    enum class Cause { Event, Time };
    base::Status put(std::span<const CaseEntry> entries, Cause cause);
    // Forgets everything.
    base::Status clear();
    base::Status set_size(std::uint64_t size, bool is_complete);
    // Cases whose answer has turned by now, the earliest turn first.
    base::Result<std::vector<std::string>> turned(base::Instant now, std::size_t limit) const;
    // When the first row turns; nothing where none does.
    base::Result<std::optional<base::Instant>> next_turn() const;

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
    IndexFile(store::sqlite::Database writer, store::sqlite::Database reader)
        : writer_(std::move(writer)), reader_(std::move(reader)) {}
    base::Status load();
    base::Status put_one(const CaseEntry& entry, Cause cause);

    mutable std::mutex write_mutex_, read_mutex_;
    store::sqlite::Database writer_;
    mutable store::sqlite::Database reader_;
    store::sqlite::Statement find_, insert_, remove_duties_, insert_duty_, remove_words_,
        insert_words_, insert_turn_;
    mutable std::mutex counts_mutex_;
    Counts counts_;
    std::uint64_t size_ = 0;
    bool is_complete_ = false;
};

}  // namespace standstill::office
