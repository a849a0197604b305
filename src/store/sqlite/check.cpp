// The full check of a log: everything that is kept, held against everything else.
//
// The events are read once, in order. From their bytes alone the places of commands, the versions
// of streams and the tree are put together again; then each derived thing must be what it would be
// if it were made anew.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "store/sqlite/event_log.h"

namespace standstill::store::sqlite {

using base::Done;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

base::Error corrupt(std::string message) { return fail(ErrorKind::Corrupt, std::move(message)); }

class Checker {
public:
    Checker(Reader& reader, HeadRow head, std::vector<CheckpointRow> checkpoints)
        : reader_(reader), head_(std::move(head)), checkpoints_(std::move(checkpoints)) {}

    Result<CheckReport> run() {
        if (auto done = check_events(); !done) return done.error();
        if (auto done = check_head(); !done) return done.error();
        if (auto done = check_streams(); !done) return done.error();
        if (auto done = check_places(); !done) return done.error();
        return CheckReport{recount_.size(), places_.size(), streams_.size(), checkpoints_.size(),
                           recount_.root()};
    }

private:
    struct Stream {
        std::uint32_t number = 0;
        std::uint64_t versions = 0;
    };

    Status check_events() {
        auto done = check_checkpoints();
        if (!done) return done;
        const std::uint64_t size = number(head_.head.size);
        return reader_.visit_rows(0, [&](const RowView& row) -> Result<bool> {
            for (std::size_t i = 0; i < row.events.size(); ++i) {
                // A writer may be at work: what came after the head was read is not judged.
                if (recount_.size() == size) return false;
                auto one = check_event(row.events[i]);
                if (!one)
                    return base::in_context(one.error(), fmt::format("event {}", row.first + i));
                one = recount_.add(std::span{row.events}.subspan(i, 1),
                                   std::span{row.leaves}.subspan(i, 1));
                if (one) one = check_checkpoints();
                if (!one) return one.error();
            }
            return true;
        });
    }

    Status check_event(std::string_view bytes) {
        auto event = ledger::scan_event(bytes);
        if (!event) return corrupt(event.error().message);
        auto [stream, is_new] = streams_.try_emplace(std::string{event->stream});
        if (is_new) stream->second.number = static_cast<std::uint32_t>(streams_.size());
        if (event->ver != stream->second.versions)
            return corrupt(fmt::format("version {} of the stream `{}`, expected {}", event->ver,
                                       event->stream, stream->second.versions));
        const std::uint64_t index = recount_.size();
        if (!places_.empty() && command_ == event->cmd) {
            if (places_.back().stream != stream->second.number)
                return corrupt(fmt::format("the command `{}` is in two streams", event->cmd));
            ++places_.back().count;
        } else {
            command_ = event->cmd;
            places_.push_back(
                {command_hash(event->cmd), index, event->ver, stream->second.number, 1});
        }
        ++stream->second.versions;
        return Done{};
    }

    // Those of the size that the recount has reached.
    Status check_checkpoints() {
        for (; checked_ < checkpoints_.size() &&
               number(checkpoints_[checked_].checkpoint.size) <= recount_.size();
             ++checked_) {
            const CheckpointRow& row = checkpoints_[checked_];
            if (number(row.checkpoint.size) < recount_.size() ||
                row.checkpoint.root != recount_.root() || row.frontier != recount_.frontier())
                return corrupt(
                    fmt::format("the checkpoint of {} events has the root {}, the events have {}",
                                number(row.checkpoint.size), to_hex(row.checkpoint.root),
                                to_hex(recount_.root())));
        }
        return Done{};
    }

    Status check_head() {
        if (recount_.size() != number(head_.head.size))
            return corrupt(fmt::format("the head counts {} events, {} are kept",
                                       number(head_.head.size), recount_.size()));
        if (recount_.frontier() != head_.head.frontier)
            return corrupt("the head has another tree than the events");
        if (checked_ != checkpoints_.size())
            return corrupt(fmt::format("a checkpoint covers {} events, the log has {}",
                                       number(checkpoints_[checked_].checkpoint.size),
                                       recount_.size()));
        return Done{};
    }

    Status check_streams() {
        for (const auto& [name, stream] : streams_) {
            auto kept = reader_.stream_number(name);
            if (!kept) return kept.error();
            if (*kept != stream.number)
                return corrupt(
                    fmt::format("the table of streams has `{}` under another number", name));
        }
        auto count = reader_.stream_count();
        if (!count) return count.error();
        if (*count < streams_.size()) return corrupt("the table of streams is incomplete");
        return Done{};
    }

    Status check_places() {
        std::size_t next = 0;
        bool same = true;
        auto done = reader_.visit_places(0, [&](const Place& place) {
            if (next < places_.size()) same = same && place == places_[next++];
        });
        if (!done) return done;
        if (!same || next != places_.size())
            return corrupt("the places of the commands are not those of the events");

        for (const Place& place : places_) {
            if (place.first >= head_.folded) continue;
            auto firsts = reader_.commands_with(place.hash);
            if (!firsts) return firsts.error();
            auto spans = reader_.spans(place.stream, place.first_version, 1);
            if (!spans) return spans.error();
            if (std::ranges::find(*firsts, place.first) == firsts->end() || spans->empty() ||
                spans->front().first != place.first || spans->front().count != place.count)
                return corrupt(
                    fmt::format("the tables do not have the command at event {}", place.first));
        }

        std::ranges::sort(places_, {}, &Place::hash);
        for (std::size_t i = 1; i < places_.size(); ++i)
            if (places_[i - 1].hash == places_[i].hash)
                if (auto one = check_pair(places_[i - 1], places_[i]); !one) return one;
        return Done{};
    }

    // Two commands of one hash must have two ids.
    Status check_pair(const Place& left, const Place& right) {
        auto first = reader_.events(left.first, 1);
        if (!first) return first.error();
        auto second = reader_.events(right.first, 1);
        if (!second) return second.error();
        if (ledger::scan_event(first->at(0).bytes)->cmd ==
            ledger::scan_event(second->at(0).bytes)->cmd)
            return corrupt(fmt::format("the events {} and {} have the same command id", left.first,
                                       right.first));
        return Done{};
    }

    Reader& reader_;
    HeadRow head_;
    std::vector<CheckpointRow> checkpoints_;
    std::size_t checked_ = 0;
    Recount recount_;
    std::string command_;
    std::vector<Place> places_;
    std::unordered_map<std::string, Stream> streams_;
};

}  // namespace

Result<CheckReport> EventLog::check() const {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto sound = (*reader)->database().ask("PRAGMA integrity_check(1)");
    if (!sound) return sound.error();
    if (*sound != "ok") return corrupt(*sound);
    // The checkpoints first: none may be newer than the head that they are held against.
    auto checkpoints = (*reader)->checkpoints();
    if (!checkpoints) return checkpoints.error();
    auto head = (*reader)->head();
    if (!head) return head.error();
    return Checker{*reader->operator->(), std::move(*head), std::move(*checkpoints)}.run();
}

}  // namespace standstill::store::sqlite
