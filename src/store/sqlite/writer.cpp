#include "store/sqlite/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "store/recount.h"
#include "store/sqlite/file.h"

namespace standstill::store::sqlite {

using base::Digest;
using base::Done;
using base::Error;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using ledger::Command;
using ledger::LeafIndex;
using ledger::Receipt;
using ledger::StoredEvent;

namespace {

// How much one transaction takes from the queue beyond the first request: enough to share a flush,
// little enough that nobody waits long.
constexpr std::size_t kGroupEvents = 16'384;

// A generation of places is folded when it has so many commands, or a part of the log: the larger
// the tables, the more entries must share a page for a fold to be cheap. What is not folded is read
// at the next start.
constexpr std::uint64_t kFoldAtMost = 1'048'576;
constexpr std::uint64_t kFoldShare = 32;

Error other_content(const Command& command, const Place& place) {
    return fail(ErrorKind::Conflict,
                fmt::format("the command `{}` was kept before with other content, at event {}",
                            command.cmd, place.first));
}

}  // namespace

// What one transaction keeps, and what memory will know once it is committed.
struct Writer::Group {
    struct Accepted {
        const Prepared* prepared;
        Place place;
    };
    std::vector<Accepted> accepted;
    std::unordered_multimap<std::int64_t, std::size_t> by_hash;  // of accepted
    std::unordered_map<std::string, State::Stream> streams;
    std::vector<std::pair<std::uint32_t, std::string_view>> new_streams;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    ledger::Frontier frontier;
    std::size_t folded_entries = 0;
    std::uint64_t folded = 0;
};

Result<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& file, State& state,
                                             Readers& readers, std::uint64_t fold_at_least) {
    auto database = open_recognised(file, Access::ReadWrite);
    if (!database) return database.error();
    std::unique_ptr<Writer> writer{new Writer{std::move(*database), fold_at_least, state, readers}};
    if (auto done = writer->prepare_statements(); !done) return done.error();
    auto mover = WalMover::open(file);
    if (!mover) return mover.error();
    writer->mover_ = std::move(*mover);
    writer->database_.count_wal_pages(&writer->wal_pages_);
    return writer;
}

Status Writer::prepare_statements() {
    const std::pair<Statement*, std::string_view> statements[] = {
        {&begin_, "BEGIN IMMEDIATE"},
        {&commit_, "COMMIT"},
        {&rollback_, "ROLLBACK"},
        {&insert_batch_,
         "INSERT INTO batch (first, count, commands, leaves, events) VALUES (?1, ?2, ?3, ?4, ?5)"},
        {&insert_stream_, "INSERT INTO stream (number, name) VALUES (?1, ?2)"},
        // A fold that a crash cut short begins again, so its first entries may be there.
        {&insert_command_, "INSERT OR IGNORE INTO command (hash, first) VALUES (?1, ?2)"},
        {&insert_span_,
         "INSERT OR IGNORE INTO span (stream, first_version, first, count) "
         "VALUES (?1, ?2, ?3, ?4)"},
        {&update_head_, "UPDATE head SET size = ?1, frontier = ?2, folded = ?3 WHERE size = ?4"},
        {&insert_checkpoint_,
         "INSERT INTO checkpoint (size, root, note, frontier) VALUES (?1, ?2, ?3, ?4)"},
    };
    for (const auto& [statement, sql] : statements) {
        auto prepared = database_.prepare(sql);
        if (!prepared) return prepared.error();
        *statement = std::move(*prepared);
    }
    return Done{};
}

void Writer::stop() {
    filler_ = {};
    mover_.reset();
}

void Writer::start_filter() {
    filler_ = std::jthread{[this](const std::stop_token& stop) { fill_filter(stop); }};
}

// What is folded meanwhile is added by commit, so each command is seen by the one or the other. If
// the table cannot be read, the filter stays incomplete and every command is looked up.
void Writer::fill_filter(const std::stop_token& stop) {
    auto reader = readers_.take();
    if (!reader) return;
    auto done = (*reader)->visit_commands([&](std::int64_t hash) {
        const std::lock_guard lock{filter_mutex_};
        state_.in_tables.add(hash);
        return !stop.stop_requested();
    });
    if (done && !stop.stop_requested()) state_.in_tables.complete();
}

std::vector<Result<Receipt>> Writer::append(std::span<const Command> commands) {
    if (commands.empty()) return {};
    if (commands.size() > ledger::kMaxBatchCommands)
        return {commands.size(),
                base::invalid(fmt::format("the batch has {} commands, at most {} are allowed",
                                          commands.size(), ledger::kMaxBatchCommands))};
    Request request;
    prepare(request, commands);

    std::unique_lock lock{queue_mutex_};
    queue_.push_back(&request);
    request.turn.wait(lock, [&] { return request.done || queue_.front() == &request; });
    if (request.done) return std::move(request.outcomes);

    // At the front: the requests taken stay in the queue until they are done, so nobody else gets
    // there.
    std::vector<Request*> taken;
    std::size_t events = 0;
    for (Request* waiting : queue_) {
        events += waiting->events;
        if (!taken.empty() && events > kGroupEvents) break;
        taken.push_back(waiting);
    }
    lock.unlock();
    commit(taken);
    lock.lock();
    queue_.erase(queue_.begin(), queue_.begin() + std::ssize(taken));
    for (Request* finished : taken) {
        finished->done = true;
        finished->turn.notify_one();
    }
    if (!queue_.empty()) queue_.front()->turn.notify_one();
    return std::move(request.outcomes);
}

// --- in the caller's thread
// -----------------------------------------------------------------------------

Status Writer::make_leaves(Prepared& prepared, std::uint64_t first_version) {
    auto events = ledger::leaves_of(*prepared.command, first_version);
    if (!events) return events.error();
    prepared.events = std::move(*events);
    prepared.first_version = first_version;
    return Done{};
}

void Writer::prepare(Request& request, std::span<const Command> commands) {
    std::vector<std::string_view> cmds;
    cmds.reserve(commands.size());
    for (const Command& command : commands) cmds.push_back(command.cmd);
    const auto hashes = command_hashes(cmds);

    std::unordered_map<std::string_view, std::uint64_t> versions;
    versions.reserve(commands.size());
    request.commands.resize(commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i) {
        Prepared& prepared = request.commands[i];
        const Command& command = commands[i];
        prepared.command = &command;
        prepared.hash = hashes[i];

        auto expected = versions.find(command.stream);
        if (expected == versions.end()) {
            auto stream = finder_.stream_of(command.stream);
            if (!stream) {
                prepared.error = stream.error();
                continue;
            }
            expected = versions.emplace(command.stream, stream->versions).first;
        }
        if (auto done = make_leaves(prepared, expected->second); !done) {
            prepared.error = done.error();
            continue;
        }
        request.events += prepared.events.size();
        if (!command.expected_version || *command.expected_version == expected->second)
            expected->second += prepared.events.size();
    }

    // All at once, because the fast kernel hashes two leaves in the time of one.
    std::vector<std::string_view> events;
    events.reserve(request.events);
    for (const Prepared& prepared : request.commands)
        events.insert(events.end(), prepared.events.begin(), prepared.events.end());
    request.leaves = ledger::leaf_hashes(events);
    std::size_t next = 0;
    for (Prepared& prepared : request.commands) {
        prepared.leaves = std::span{request.leaves}.subspan(next, prepared.events.size());
        next += prepared.events.size();
    }
}

// --- at the front of the queue
// --------------------------------------------------------------------------

void Writer::commit(std::span<Request* const> requests) {
    const std::lock_guard lock{write_mutex_};
    Group group;
    std::size_t commands = 0;
    for (const Request* request : requests) commands += request->commands.size();
    group.accepted.reserve(commands);
    group.by_hash.reserve(commands);
    group.streams.reserve(commands);
    group.frontier = state_.frontier;
    group.begin = group.end = number(group.frontier.size());
    group.folded = state_.folded;
    for (Request* request : requests) {
        request->outcomes.reserve(request->commands.size());
        for (Prepared& prepared : request->commands)
            request->outcomes.push_back(stopped_ ? Result<Receipt>{*stopped_}
                                                 : decide(group, prepared));
    }
    if (group.accepted.empty()) return;

    if (auto done = write(group); !done) {
        // A repeated receipt may rest on a command of this very group, so it goes as well.
        for (Request* request : requests)
            for (Result<Receipt>& outcome : request->outcomes)
                if (outcome && number(outcome->first_index) >= group.begin) outcome = done.error();
        return;
    }

    // Before the generation leaves memory, so that there is no moment at which nothing knows it.
    if (state_.places.is_folding() &&
        group.folded_entries == state_.places.sealed().by_hash.size()) {
        const std::lock_guard filter{filter_mutex_};
        for (const Place& place : state_.places.sealed().by_hash) state_.in_tables.add(place.hash);
    }

    {
        const std::unique_lock state{state_.mutex};
        state_.frontier = std::move(group.frontier);
        for (auto& [name, stream] : group.streams) {
            state_.streams = std::max(state_.streams, stream.number);
            state_.by_name[name] = stream;
        }
        if (state_.places.is_folding()) {
            state_.places.folded_to(group.folded_entries);
            state_.folded = group.folded;
        }
        for (const Group::Accepted& accepted : group.accepted) state_.places.add(accepted.place);
    }
    const std::uint64_t enough =
        std::max(fold_at_least_, std::min(group.end / kFoldShare, kFoldAtMost));
    if (!state_.places.is_folding() && state_.places.open_count() >= enough) {
        {
            const std::unique_lock state{state_.mutex};
            state_.places.seal(group.end);
        }
        state_.places.sort_sealed();
    }
    mover_->after_commit(wal_pages_);
}

Result<Receipt> Writer::decide(Group& group, Prepared& prepared) {
    if (prepared.error) return *prepared.error;
    const Command& command = *prepared.command;
    auto earlier = repeated(group, prepared);
    if (!earlier) return earlier.error();
    if (*earlier) return **earlier;

    auto known = group.streams.find(command.stream);
    if (known == group.streams.end()) {
        auto stream = finder_.stream_of(command.stream);
        if (!stream) return stream.error();
        known = group.streams.emplace(command.stream, *stream).first;
    }
    State::Stream& stream = known->second;
    if (command.expected_version && *command.expected_version != stream.versions)
        return fail(
            ErrorKind::Conflict,
            fmt::format("the stream `{}` has {} events, the command `{}` expects {}",
                        command.stream, stream.versions, command.cmd, *command.expected_version));
    if (prepared.first_version != stream.versions) {
        // Somebody else wrote to the stream since the bytes were made.
        if (auto done = make_leaves(prepared, stream.versions); !done) return done.error();
        prepared.own_leaves = ledger::leaf_hashes(
            std::vector<std::string_view>(prepared.events.begin(), prepared.events.end()));
        prepared.leaves = prepared.own_leaves;
    }
    if (stream.number == 0) {
        stream.number = state_.streams + static_cast<std::uint32_t>(group.new_streams.size()) + 1;
        group.new_streams.emplace_back(stream.number, command.stream);
    }

    const auto count = static_cast<std::uint32_t>(prepared.events.size());
    const Place place{prepared.hash, group.end, stream.versions, stream.number, count};
    group.by_hash.emplace(prepared.hash, group.accepted.size());
    group.accepted.push_back({&prepared, place});
    group.end += count;
    stream.versions += count;
    return receipt_of(place, false);
}

Result<std::optional<Receipt>> Writer::repeated(Group& group, const Prepared& prepared) {
    const Command& command = *prepared.command;
    const auto [begin, end] = group.by_hash.equal_range(prepared.hash);
    for (auto it = begin; it != end; ++it) {
        const Group::Accepted& accepted = group.accepted[it->second];
        if (accepted.prepared->command->cmd != command.cmd) continue;
        if (!ledger::same_content(command, accepted.prepared->events))
            return other_content(command, accepted.place);
        return std::optional{receipt_of(accepted.place, true)};
    }

    auto places = finder_.places_of(prepared.hash);
    if (!places) return places.error();
    for (const Place& place : *places) {
        auto kept = finder_.kept_under(place, command.cmd);
        if (!kept) return kept.error();
        if (!*kept) continue;
        std::vector<std::string> events;
        for (StoredEvent& event : **kept) events.push_back(std::move(event.bytes));
        if (!ledger::same_content(command, events)) return other_content(command, place);
        return std::optional{receipt_of(place, true)};
    }
    return std::optional<Receipt>{};
}

Status Writer::write(Group& group) {
    auto done = begin_.run();
    if (done) done = write_rows(group);
    if (done) done = fold(group);
    if (done) {
        const std::string frontier = joined(group.frontier.hashes());
        update_head_.bind(1, group.end)
            .bind_blob(2, frontier)
            .bind(3, group.folded)
            .bind(4, group.begin);
        done = update_head_.run();
        if (done && database_.changes() != 1) {
            done = fail(ErrorKind::Corrupt,
                        fmt::format("`{}` was written by another program; the log stops",
                                    database_.file()));
            stopped_ = done.error();
        }
    }
    if (done) done = commit_.run();
    if (done) return done;

    return undo(done.error());
}

// Rolls back. After a failed flush nobody knows what the disk has, and to try again could
// acknowledge what is lost; so the writer stops, and the next start reads what is there.
Error Writer::undo(Error error) {
    if (database_.device_failed())
        stopped_ =
            fail(ErrorKind::Unavailable,
                 fmt::format("the log stopped after a failed write and must be opened again: {}",
                             error.message));
    // SQLite has rolled back by itself after some failures, and then says that there is nothing to
    // undo.
    auto undone = rollback_.run();
    return error;
}

Status Writer::write_rows(Group& group) {
    for (const auto& [number, name] : group.new_streams) {
        insert_stream_.bind(1, std::uint64_t{number}).bind_text(2, name);
        if (auto done = insert_stream_.run(); !done) return done;
    }

    Row row;
    row.first = group.begin;
    auto close_row = [&]() -> Status {
        insert_batch_.bind(1, row.first).bind(2, row.count).bind_blob(3, row.commands);
        insert_batch_.bind_blob(4, row.leaves).bind_text(5, row.events);
        auto done = insert_batch_.run();
        const std::uint64_t next = row.first + row.count;
        row = {};
        row.first = next;
        return done;
    };
    std::vector<Digest> leaves;
    leaves.reserve(group.end - group.begin);
    for (const auto& [prepared, place] : group.accepted) {
        append_place(row.commands, place);
        for (std::size_t i = 0; i < prepared->events.size(); ++i) {
            row.add(prepared->events[i], prepared->leaves[i]);
            leaves.push_back(prepared->leaves[i]);
            if (row.full())
                if (auto done = close_row(); !done) return done;
        }
    }
    group.frontier.append(leaves);
    if (row.count == 0) return Done{};
    return close_row();
}

// Twice as fast as commands arrive, so that a generation is in the tables before the next one is
// full.
Status Writer::fold(Group& group) {
    if (!state_.places.is_folding()) return Done{};
    const Places::Sealed& sealed = state_.places.sealed();
    const std::size_t end =
        std::min(sealed.by_hash.size(), sealed.done + 2 * group.accepted.size());
    for (std::size_t i = sealed.done; i < end; ++i) {
        insert_command_.bind(1, static_cast<std::uint64_t>(sealed.by_hash[i].hash));
        insert_command_.bind(2, sealed.by_hash[i].first);
        if (auto done = insert_command_.run(); !done) return done;
    }
    for (std::size_t i = sealed.done; i < end; ++i) {
        const Place& place = sealed.by_stream[i];
        insert_span_.bind(1, std::uint64_t{place.stream}).bind(2, place.first_version);
        insert_span_.bind(3, place.first).bind(4, std::uint64_t{place.count});
        if (auto done = insert_span_.run(); !done) return done;
    }
    group.folded_entries = end;
    if (end == sealed.by_hash.size()) group.folded = sealed.end;
    return Done{};
}

Status Writer::store_checkpoint(const ledger::StoredCheckpoint& checkpoint,
                                std::optional<ledger::TreeSize> seen,
                                const std::vector<Digest>& frontier) {
    const std::lock_guard lock{write_mutex_};
    if (stopped_) return *stopped_;
    auto reader = readers_.take();
    if (!reader) return reader.error();
    // Nobody writes while the mutex is held, so the latest one stays the latest.
    auto latest = (*reader)->latest_checkpoint();
    if (!latest) return latest.error();
    auto done = may_follow(*latest ? &(*latest)->checkpoint : nullptr, checkpoint, seen,
                           state_.frontier.size());
    if (!done) return done;

    const std::string root = joined({checkpoint.root}), edge = joined(frontier);
    done = begin_.run();
    if (done) {
        insert_checkpoint_.bind(1, number(checkpoint.size)).bind_blob(2, root);
        insert_checkpoint_.bind_blob(3, checkpoint.note).bind_blob(4, edge);
        done = insert_checkpoint_.run();
    }
    if (done) done = commit_.run();
    return done ? done : undo(done.error());
}

}  // namespace standstill::store::sqlite
