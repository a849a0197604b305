#include "store/sqlite/event_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace standstill::store::sqlite {

using base::Digest;
using base::Done;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using ledger::Command;
using ledger::Head;
using ledger::LeafIndex;
using ledger::Receipt;
using ledger::StoredCheckpoint;
using ledger::StoredEvent;
using ledger::TreeSize;

namespace {

// The tail check recomputes subtrees below this size.
constexpr std::uint64_t kTailLeaves = 2048;
// A reader that was open while so many commands arrived begins anew with what the tables know by
// then.
constexpr std::size_t kReaderPlaces = 4'000'000;

// The row with the newest events must have their hashes, and the head must end where it ends.
Status check_tail(Reader& reader, const HeadRow& row) {
    const std::uint64_t size = number(row.head.size);
    const std::uint64_t tail = size % kTailLeaves;
    std::uint64_t end = 0;
    auto done = reader.visit_rows(size, [&](const RowView& last) -> Result<bool> {
        end = last.first + last.events.size();
        const auto leaves = ledger::leaf_hashes(last.events);
        for (std::size_t i = 0; i < leaves.size(); ++i)
            if (leaves[i] != last.leaves[i])
                return fail(
                    ErrorKind::Corrupt,
                    fmt::format("the bytes of event {} do not have the leaf hash that is kept",
                                last.first + i));
        return true;
    });
    if (!done) return done;
    if (end != size)
        return fail(ErrorKind::Corrupt,
                    fmt::format("the head counts {} events, {} are kept", size, end));

    auto leaves = reader.leaf_hashes(size - tail, tail);
    if (!leaves) return leaves.error();
    ledger::Frontier frontier;
    frontier.append(*leaves);
    const auto& kept = row.head.frontier;
    const auto& again = frontier.hashes();
    if (!std::equal(again.rbegin(), again.rend(), kept.rbegin()))
        return fail(ErrorKind::Corrupt,
                    fmt::format("the tree of the head does not fit the {} newest events", tail));
    return Done{};
}

}  // namespace

Result<std::unique_ptr<EventLog>> EventLog::open(const std::filesystem::path& file, Access access,
                                                 std::uint64_t fold_at_least) {
    const bool writes = access == Access::ReadWrite;
    auto known = recognise(file);
    if (!known && (known.error().kind != ErrorKind::NotFound || !writes)) return known.error();

    std::optional<Ownership> ownership;
    if (writes) {
        auto taken = Ownership::take(file);
        if (!taken) return taken.error();
        ownership.emplace(std::move(*taken));
        // Somebody may have made it between the first look and the lock.
        known = recognise(file);
        if (!known && known.error().kind == ErrorKind::NotFound) known = create(file);
        if (!known) return known.error();
    }
    std::unique_ptr<EventLog> log{new EventLog{file, std::move(ownership)}};
    if (writes) {
        if (auto done = flush_write_ahead_log(file); !done) return done.error();
        auto writer = Writer::open(file, log->state_, log->readers_, fold_at_least);
        if (!writer) return writer.error();
        log->writer_ = std::move(*writer);
    }
    if (auto done = log->load(); !done) return base::in_context(done.error(), file.string());
    if (writes) log->writer_->start_filter();
    return log;
}

// The writer's connection last: the last one to close moves the write-ahead log into the database,
// which those that only read cannot.
EventLog::~EventLog() {
    if (!writer_) return;
    writer_->stop();
    readers_.close();
}

Status EventLog::load() {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto row = (*reader)->head();
    if (!row) return row.error();
    if (writer_)
        if (auto done = check_tail(*reader->operator->(), *row); !done) return done;

    auto frontier = ledger::Frontier::from(row->head.size, row->head.frontier);
    if (!frontier) return frontier.error();
    auto streams = (*reader)->stream_count();
    if (!streams) return streams.error();
    auto latest = (*reader)->latest_checkpoint();
    if (!latest) return latest.error();
    if (*latest) {
        auto recount = Recount::from((*latest)->checkpoint.size, (*latest)->frontier);
        if (!recount) return recount.error();
        recounted_ = std::move(*recount);
    }

    const std::unique_lock lock{state_.mutex};
    state_.frontier = std::move(*frontier);
    state_.folded = row->folded;
    state_.streams = *streams;
    loaded_ = number(row->head.size);
    return (*reader)->visit_places(row->folded, [&](const Place& place) {
        if (place.first < loaded_) state_.places.add(place);
    });
}

// Learns what another process has written since.
Status EventLog::refresh() const {
    if (writer_) return Done{};
    auto reader = readers_.take();
    if (!reader) return reader.error();
    const std::unique_lock lock{state_.mutex};
    auto row = (*reader)->head();
    if (!row) return row.error();
    const std::uint64_t size = number(row->head.size);
    if (size == loaded_) return Done{};
    if (state_.places.open_count() > kReaderPlaces) {
        state_.places = {};
        loaded_ = row->folded;
    }
    auto done = (*reader)->visit_places(loaded_, [&](const Place& place) {
        if (place.first >= loaded_ && place.first < size) state_.places.add(place);
    });
    if (done) loaded_ = size;
    return done;
}

std::vector<Result<Receipt>> EventLog::append(std::span<const Command> commands) {
    if (!writer_)
        return {commands.size(),
                fail(ErrorKind::Unavailable, "the log was opened for reading only")};
    return writer_->append(commands);
}

Result<std::optional<Receipt>> EventLog::receipt(std::string_view cmd) const {
    if (auto done = refresh(); !done) return done.error();
    return finder_.receipt(cmd);
}

Result<std::vector<StoredEvent>> EventLog::read(LeafIndex from, std::size_t limit) const {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    return (*reader)->events(number(from), limit);
}

Result<std::vector<StoredEvent>> EventLog::stream(std::string_view id, std::uint64_t from_version,
                                                  std::size_t limit) const {
    if (auto done = refresh(); !done) return done.error();
    return finder_.stream(id, from_version, limit);
}

Result<std::uint64_t> EventLog::versions(std::string_view id) const {
    if (auto done = refresh(); !done) return done.error();
    auto stream = finder_.stream_of(std::string(id));
    if (!stream) return stream.error();
    return stream->versions;
}

Result<std::vector<std::string>> EventLog::streams() const {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    return (*reader)->stream_names();
}

Result<TreeSize> EventLog::size() const {
    auto now = head();
    if (!now) return now.error();
    return now->size;
}

Result<Head> EventLog::head() const {
    if (writer_) {
        const std::shared_lock lock{state_.mutex};
        return Head{state_.frontier.size(), state_.frontier.hashes()};
    }
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto row = (*reader)->head();
    if (!row) return row.error();
    return std::move(row->head);
}

Result<std::vector<Digest>> EventLog::leaf_hashes(LeafIndex from, std::size_t limit) const {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    return (*reader)->leaf_hashes(number(from), limit);
}

Result<Recount> EventLog::recount(TreeSize size) const {
    const std::lock_guard lock{recount_mutex_};
    const std::uint64_t end = number(size);
    auto reader = readers_.take();
    if (!reader) return reader.error();
    Recount recount;
    if (recounted_.size() <= end) {
        recount = recounted_;
    } else {
        auto latest = (*reader)->latest_checkpoint();
        if (!latest) return latest.error();
        if (*latest && (*latest)->checkpoint.size <= size) {
            auto kept = Recount::from((*latest)->checkpoint.size, (*latest)->frontier);
            if (!kept) return kept.error();
            recount = std::move(*kept);
        }
    }
    if (recount.size() < end) {
        auto done = (*reader)->visit_rows(recount.size(), [&](const RowView& row) -> Result<bool> {
            const std::uint64_t skip = recount.size() - row.first;
            if (skip >= row.events.size()) return true;
            const std::uint64_t count = std::min(row.events.size() - skip, end - recount.size());
            auto added = recount.add(std::span{row.events}.subspan(skip, count),
                                     std::span{row.leaves}.subspan(skip, count));
            if (!added) return added.error();
            return recount.size() < end;
        });
        if (!done) return done.error();
    }
    if (recount.size() != end)
        return fail(ErrorKind::Invalid,
                    fmt::format("the log has {} events, the root of {} was asked for",
                                recount.size(), end));
    if (recount.size() > recounted_.size()) recounted_ = recount;
    return recount;
}

Result<Digest> EventLog::verified_root(TreeSize size) const {
    auto again = recount(size);
    if (!again) return again.error();
    return again->root();
}

Status EventLog::store_checkpoint(const StoredCheckpoint& checkpoint,
                                  std::optional<TreeSize> previous) {
    if (!writer_) return fail(ErrorKind::Unavailable, "the log was opened for reading only");
    // Asked before the events are read again, and once more when nothing can change any more.
    auto latest = latest_checkpoint();
    if (!latest) return latest.error();
    auto now = size();
    if (!now) return now.error();
    if (auto done = may_follow(*latest ? &**latest : nullptr, checkpoint, previous, *now); !done)
        return done;

    auto again = recount(checkpoint.size);
    if (!again) return again.error();
    if (again->root() != checkpoint.root)
        return fail(
            ErrorKind::Corrupt,
            fmt::format("the checkpoint of {} events has the root {}, the stored events have {}",
                        number(checkpoint.size), to_hex(checkpoint.root), to_hex(again->root())));
    return writer_->store_checkpoint(checkpoint, previous, again->frontier());
}

Result<std::optional<StoredCheckpoint>> EventLog::latest_checkpoint() const {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto row = (*reader)->latest_checkpoint();
    if (!row) return row.error();
    if (!*row) return std::optional<StoredCheckpoint>{};
    return std::optional{std::move((*row)->checkpoint)};
}

Result<std::vector<StoredCheckpoint>> EventLog::checkpoints() const {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto rows = (*reader)->checkpoints();
    if (!rows) return rows.error();
    std::vector<StoredCheckpoint> found;
    for (CheckpointRow& row : *rows) found.push_back(std::move(row.checkpoint));
    return found;
}

}  // namespace standstill::store::sqlite
