// One connection that reads, with its statements. Used by one thread at a time; Readers lends them
// out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/event_log.h"
#include "store/sqlite/batch.h"
#include "store/sqlite/database.h"

namespace standstill::store::sqlite {

struct HeadRow {
    ledger::Head head;
    std::uint64_t folded = 0;  // the tables know the commands that begin below
};

// A row of `batch`; the views live until the visit ends.
struct RowView {
    std::uint64_t first = 0;
    std::vector<base::Digest> leaves;
    std::vector<std::string_view> events;
};

struct CheckpointRow {
    ledger::StoredCheckpoint checkpoint;
    std::vector<base::Digest> frontier;
};

class Reader {
public:
    static base::Result<std::unique_ptr<Reader>> open(const std::filesystem::path& file);

    base::Result<HeadRow> head();

    // Visits the rows from the one that holds an index, in order, while the visitor returns true.
    // Fails with Corrupt when a row does not begin where the one before it ended.
    using Visit = std::function<base::Result<bool>(const RowView&)>;
    base::Status visit_rows(std::uint64_t from, const Visit& visit);
    // The events [from, from + limit), each held against its leaf hash.
    base::Result<std::vector<ledger::StoredEvent>> events(std::uint64_t from, std::uint64_t limit);
    base::Result<std::vector<base::Digest>> leaf_hashes(std::uint64_t from, std::uint64_t limit);
    // The places of the commands that begin in the rows from the one that holds an index.
    base::Status visit_places(std::uint64_t from, const std::function<void(const Place&)>& visit);
    // The place of the command that begins at an index.
    base::Result<Place> place_at(std::uint64_t first);

    // All hashes of the table `command`, in pieces, so that no long read keeps the write-ahead log
    // from being emptied; those that are added meanwhile may be missed. Goes on while the visitor
    // returns true.
    base::Status visit_commands(const std::function<bool(std::int64_t)>& visit);
    // What the table `command` has for a hash.
    base::Result<std::vector<std::uint64_t>> commands_with(std::int64_t hash);
    // What the table `span` has of a stream, from the command that holds a version, at most
    // `limit`.
    base::Result<std::vector<Place>> spans(std::uint32_t stream, std::uint64_t from_version,
                                           std::uint32_t limit = 0xffff'ffff);
    base::Result<std::uint64_t> versions(std::uint32_t stream);

    base::Result<std::optional<std::uint32_t>> stream_number(std::string_view name);
    base::Result<std::vector<std::string>> stream_names();
    base::Result<std::uint32_t> stream_count();

    base::Result<std::vector<CheckpointRow>> checkpoints();
    base::Result<std::optional<CheckpointRow>> latest_checkpoint();

    Database& database() { return database_; }

private:
    explicit Reader(Database database) : database_(std::move(database)) {}
    base::Status prepare();
    base::Result<std::vector<CheckpointRow>> checkpoint_rows(Statement& statement);

    Database database_;
    Statement head_, rows_, leaves_, places_, place_, command_, commands_, span_, last_span_,
        number_, names_, streams_, checkpoints_, latest_;
};

// Readers that are not in use. Any number of threads may take one at once.
class Readers {
public:
    explicit Readers(std::filesystem::path file) : file_(std::move(file)) {}

    class Lease {
    public:
        Lease(Readers& home, std::unique_ptr<Reader> reader)
            : home_(&home), reader_(std::move(reader)) {}
        Lease(Lease&&) = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (reader_) home_->give_back(std::move(reader_));
        }
        Reader* operator->() const { return reader_.get(); }

    private:
        Readers* home_;
        std::unique_ptr<Reader> reader_;
    };
    base::Result<Lease> take();
    // Closes those that are not in use.
    void close();

private:
    void give_back(std::unique_ptr<Reader> reader);

    std::filesystem::path file_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace standstill::store::sqlite
