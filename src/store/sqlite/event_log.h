// The log in one SQLite file: the driver that needs nothing installed and nobody to run it.
//
// Beside `name.db` lie `name.db-wal` and `name.db-shm`, which belong to SQLite, and `name.db.lock`,
// which says that a process is writing. One process writes; any number may open the file for
// reading meanwhile. The tables are described in ../docs/formats/database.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "ledger/event_log.h"
#include "store/recount.h"
#include "store/sqlite/file.h"
#include "store/sqlite/finder.h"
#include "store/sqlite/reader.h"
#include "store/sqlite/writer.h"

namespace standstill::store::sqlite {

// What a full check counted.
struct CheckReport {
    std::uint64_t events = 0;
    std::uint64_t commands = 0;
    std::uint64_t streams = 0;
    std::uint64_t checkpoints = 0;
    base::Digest root;

    friend bool operator==(const CheckReport&, const CheckReport&) = default;
};

class EventLog final : public ledger::EventLog {
public:
    // Opens a log; for writing, makes it where there is none. Checks the newest row and the small
    // subtrees of the head against the stored bytes; check() looks at everything.
    //   Invalid      not a database, one of another program, or one of a newer version of this
    //   program NotFound     nothing there to read Unavailable  another process writes it, the
    //   folder is missing or read-only, the disk is full Corrupt      what was kept does not check
    // In none of these cases is anything that was there changed.
    static base::Result<std::unique_ptr<EventLog>> open(const std::filesystem::path& file,
                                                        Access access = Access::ReadWrite,
                                                        std::uint64_t fold_at_least = kFoldAtLeast);
    ~EventLog() override;

    std::vector<base::Result<ledger::Receipt>> append(
        std::span<const ledger::Command> commands) override;
    base::Result<std::optional<ledger::Receipt>> receipt(std::string_view cmd) const override;
    base::Result<std::vector<ledger::StoredEvent>> read(ledger::LeafIndex from,
                                                        std::size_t limit) const override;
    base::Result<std::uint64_t> versions(std::string_view id) const override;
    base::Result<std::vector<ledger::StoredEvent>> stream(
        std::string_view id, std::uint64_t from_version = 0,
        std::size_t limit = ledger::kAll) const override;
    base::Result<std::vector<std::string>> streams() const override;
    base::Result<ledger::TreeSize> size() const override;
    base::Result<ledger::Head> head() const override;
    base::Result<std::vector<base::Digest>> leaf_hashes(ledger::LeafIndex from,
                                                        std::size_t limit) const override;
    base::Status store_checkpoint(const ledger::StoredCheckpoint& checkpoint,
                                  std::optional<ledger::TreeSize> previous) override;
    base::Result<std::optional<ledger::StoredCheckpoint>> latest_checkpoint() const override;
    base::Result<std::vector<ledger::StoredCheckpoint>> checkpoints() const override;

    // The root to sign: that of the first `size` events, computed a second time from the stored
    // bytes (store/recount.h). Cost: the events since the latest call or checkpoint. Fails with
    // Corrupt when a leaf does not agree with the first computation. store_checkpoint asks it again
    // and refuses any other root.
    base::Result<base::Digest> verified_root(ledger::TreeSize size) const;

    // Reads everything and holds it against everything else: SQLite's own integrity, each event
    // against the grammar and its leaf hash, the head and all checkpoints against the tree,
    // versions, command ids, and the derived tables against the events. Fails with Corrupt at the
    // first difference. Cost: the whole log.
    base::Result<CheckReport> check() const;

private:
    EventLog(std::filesystem::path file, std::optional<Ownership> ownership)
        : ownership_(std::move(ownership)), readers_(std::move(file)), finder_(state_, readers_) {}
    base::Status load();
    base::Status refresh() const;
    base::Result<Recount> recount(ledger::TreeSize size) const;

    std::optional<Ownership> ownership_;  // nothing where the log is only read
    mutable Readers readers_;
    mutable State state_;
    Finder finder_;
    std::unique_ptr<Writer> writer_;
    mutable std::uint64_t loaded_ = 0;  // a reader knows the places of the events below

    mutable std::mutex recount_mutex_;
    mutable Recount recounted_;
};

}  // namespace standstill::store::sqlite
