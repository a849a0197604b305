// The one that writes: decides on queued commands and keeps them, one transaction for all that came
// together.
//
// Group commit. Callers prepare their commands (canonical bytes, leaf hashes) in their own threads
// and queue them. The caller at the front writes for all who queued behind it while the transaction
// before was being flushed, and wakes them when COMMIT has returned. So a single caller pays no
// change of thread, and many share a flush, without a timer.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "ledger/event_log.h"
#include "ledger/tree.h"
#include "store/sqlite/finder.h"
#include "store/sqlite/wal_mover.h"

namespace standstill::store::sqlite {

// How many new commands wait in memory before they are folded into the tables. Tests choose fewer.
inline constexpr std::uint64_t kFoldAtLeast = 262'144;

class Writer {
public:
    static base::Result<std::unique_ptr<Writer>> open(const std::filesystem::path& file,
                                                      State& state, Readers& readers,
                                                      std::uint64_t fold_at_least);

    // Ends the threads.
    void stop();
    // Begins to learn which commands the tables have, in a thread of its own.
    void start_filter();
    std::vector<base::Result<ledger::Receipt>> append(std::span<const ledger::Command> commands);
    base::Status store_checkpoint(const ledger::StoredCheckpoint& checkpoint,
                                  std::optional<ledger::TreeSize> seen,
                                  const std::vector<base::Digest>& frontier);

private:
    // A command as its caller prepared it.
    struct Prepared {
        const ledger::Command* command = nullptr;
        std::int64_t hash = 0;
        std::optional<base::Error> error;
        std::uint64_t first_version = 0;  // the one in the bytes; right unless others were faster
        std::vector<std::string> events;
        std::span<const base::Digest> leaves;  // into the request's, or its own
        ledger::Digests own_leaves;            // of events that had to be made again
    };
    struct Request {
        std::vector<Prepared> commands;
        ledger::Digests leaves;
        std::vector<base::Result<ledger::Receipt>> outcomes;
        std::size_t events = 0;
        bool done = false;
        std::condition_variable turn;
    };
    struct Group;

    Writer(Database database, std::uint64_t fold_at_least, State& state, Readers& readers)
        : database_(std::move(database)),
          fold_at_least_(fold_at_least),
          state_(state),
          readers_(readers),
          finder_(state, readers) {}
    base::Status prepare_statements();

    void prepare(Request& request, std::span<const ledger::Command> commands);
    base::Status make_leaves(Prepared& prepared, std::uint64_t first_version);

    void commit(std::span<Request* const> requests);
    base::Result<ledger::Receipt> decide(Group& group, Prepared& prepared);
    base::Result<std::optional<ledger::Receipt>> repeated(Group& group, const Prepared& prepared);
    base::Status write(Group& group);
    base::Status write_rows(Group& group);
    base::Status fold(Group& group);
    base::Error undo(base::Error error);
    void fill_filter(const std::stop_token& stop);

    std::uint64_t wal_pages_ = 0;  // written by the connection, so it must outlive it
    Database database_;
    std::unique_ptr<WalMover> mover_;
    const std::uint64_t fold_at_least_;
    State& state_;
    Readers& readers_;
    Finder finder_;
    Statement begin_, commit_, rollback_, insert_batch_, insert_stream_, insert_command_,
        insert_span_, update_head_, insert_checkpoint_;

    std::mutex write_mutex_;  // held by whoever uses the connection
    std::optional<base::Error> stopped_;

    std::mutex queue_mutex_;
    std::deque<Request*> queue_;

    std::mutex filter_mutex_;
    std::jthread filler_;  // last, so that it ends before what it uses
};

}  // namespace standstill::store::sqlite
