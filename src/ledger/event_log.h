// The port of the ledger: what keeping events means.
//
// A driver (memory, SQLite, PostgreSQL) keeps these promises; one suite of tests holds all drivers
// to them.
//
// Promises
//    1. Durable before return: when append says Receipt, the events survive a crash of the process
//       and of the machine.
//    2. Contiguous: the events of the log have the indices 0, 1, 2, ... without a gap, also after a
//       crash, also when several writers append.
//    3. The order of the log is the order of its indices; the events of a stream, in that order,
//       have the versions 0, 1, 2, ...
//    4. A command is kept whole or not at all. Its events have consecutive indices and versions.
//    5. Optimistic concurrency: a command that expects the stream to have n events fails with
//       Conflict when it has another number. A command that expects nothing is appended at the end.
//    6. Idempotent: a command id is kept for ever. The same id with the same content returns the
//       first receipt, with `repeated` set, whatever version it expects; with other content it
//       fails with Conflict. Content is what same_content says: all but `at`, which is later in an
//       honest second attempt.
//    7. Each command of a batch has its own outcome, as if they had been appended one by one in the
//       order given; one that fails leaves no trace and does not harm the others. A batch is
//       flushed once.
//    8. After Unavailable nothing is known: the command may have been kept. Ask again with the same
//       id.
//    9. Reads see every event whose append has returned, and no event that a crash could still
//       remove.
//   10. The bytes of an event never change. A driver that finds that they did, fails with Corrupt.
//   11. Checkpoints only grow: store_checkpoint is a compare-and-swap on the size of the latest
//       one, a stored one is durable before return, and none is ever replaced, so that no two
//       signed checkpoints of the log disagree.
//
// All calls may come from several threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "ledger/event.h"
#include "ledger/position.h"

namespace standstill::ledger {

// One event of a command; the log adds stream, version and command id.
struct NewEvent {
    std::string type;
    base::Instant at;
    std::string policy;
    boost::json::object facts;
    boost::json::array seals;
};

// What is appended together or not at all: one or more events of one stream.
struct Command {
    std::string cmd;  // the idempotency id; grammar of Event::cmd
    std::string stream;
    std::string actor;
    // How many events the stream has now; nothing: any number.
    std::optional<std::uint64_t> expected_version;
    std::vector<NewEvent> events;
};

// The most that one command, and one batch, may hold.
inline constexpr std::size_t kMaxCommandEvents = 10'000;
inline constexpr std::size_t kMaxBatchCommands = 65'536;
// As many as there are.
inline constexpr std::size_t kAll = SIZE_MAX;

struct Receipt {
    LeafIndex first_index{};
    std::uint64_t first_version = 0;
    std::uint64_t count = 0;  // the events have first_index + i and first_version + i
    bool repeated = false;    // this command was kept by an earlier call

    friend bool operator==(const Receipt&, const Receipt&) = default;
};

struct StoredEvent {
    LeafIndex index{};
    base::Digest leaf;  // RFC 6962 leaf hash of the bytes
    std::string bytes;  // parse_event reads them

    friend bool operator==(const StoredEvent&, const StoredEvent&) = default;
};

// The size of the log and the frontier of its tree, read in one breath: the roots of the perfect
// subtrees from the largest to the smallest, one for each bit of the size (ledger/tree.h).
struct Head {
    TreeSize size{};
    std::vector<base::Digest> frontier;

    friend bool operator==(const Head&, const Head&) = default;
};

// A checkpoint with its signatures, as it was published (ledger/checkpoint.h).
struct StoredCheckpoint {
    TreeSize size{};
    base::Digest root;
    std::string note;  // the bytes of the signed note

    friend bool operator==(const StoredCheckpoint&, const StoredCheckpoint&) = default;
};

class EventLog {
public:
    EventLog() = default;
    EventLog(const EventLog&) = delete;
    EventLog& operator=(const EventLog&) = delete;
    virtual ~EventLog() = default;

    // One outcome for each command, in their order. Invalid: the command is malformed. Conflict:
    // promises 5 and 6. Unavailable: promise 8.
    virtual std::vector<base::Result<Receipt>> append(std::span<const Command> commands) = 0;
    // The receipt of a command that was kept, or nothing.
    virtual base::Result<std::optional<Receipt>> receipt(std::string_view cmd) const = 0;

    // The events from an index on, at most `limit`; fewer only where the log ends.
    virtual base::Result<std::vector<StoredEvent>> read(LeafIndex from,
                                                        std::size_t limit) const = 0;
    // The events of one stream from a version on, at most `limit`, in order; empty where there are
    // none. Cost: what is read, whatever the length of the stream.
    virtual base::Result<std::vector<StoredEvent>> stream(std::string_view id,
                                                          std::uint64_t from_version = 0,
                                                          std::size_t limit = kAll) const = 0;
    // How many events a stream has; 0 where there is none.
    virtual base::Result<std::uint64_t> versions(std::string_view id) const = 0;
    // The ids of all streams, sorted by their bytes.
    virtual base::Result<std::vector<std::string>> streams() const = 0;

    virtual base::Result<TreeSize> size() const = 0;
    virtual base::Result<Head> head() const = 0;
    // The leaf hashes from an index on, at most `limit`.
    virtual base::Result<std::vector<base::Digest>> leaf_hashes(LeafIndex from,
                                                                std::size_t limit) const = 0;

    // Keeps a signed checkpoint. `previous` is the size of the latest one the caller has seen, or
    // nothing where it has seen none. Fails with Conflict when another one is the latest, when the
    // size is smaller than the latest, or equal with another root; with Invalid when it is larger
    // than the log. One of equal size and root (with more cosignatures) becomes the latest beside
    // the earlier one.
    virtual base::Status store_checkpoint(const StoredCheckpoint& checkpoint,
                                          std::optional<TreeSize> previous) = 0;
    virtual base::Result<std::optional<StoredCheckpoint>> latest_checkpoint() const = 0;
    // All that were stored, in that order.
    virtual base::Result<std::vector<StoredCheckpoint>> checkpoints() const = 0;
};

// What every driver does alike, so that they cannot differ.

// The canonical bytes of the events of a command whose first event gets this version. Fails with
// Invalid, naming the event and the field, when the command is malformed or empty.
base::Result<std::vector<std::string>> leaves_of(const Command& command,
                                                 std::uint64_t first_version);

// Whether events that were kept under this command's id say the same as the command: stream, actor,
// and of each event type, policy, facts and seals.
bool same_content(const Command& command, std::span<const std::string> kept);

}  // namespace standstill::ledger
