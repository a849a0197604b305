#include "store/sqlite/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>

#include "ledger/tree.h"
#include "store/sqlite/file.h"

namespace standstill::store::sqlite {

using base::Digest;
using base::Done;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using ledger::LeafIndex;
using ledger::StoredEvent;
using ledger::TreeSize;

namespace {

// The row that holds an index is the last one that does not begin after it.
constexpr std::string_view kFromRow =
    " FROM batch WHERE first >= (SELECT coalesce(max(first), 0) FROM batch WHERE first <= ?1) "
    "ORDER BY first";

base::Error gap(std::uint64_t expected, std::uint64_t found) {
    return fail(ErrorKind::Corrupt,
                fmt::format("a row of events begins at index {}, expected {}", found, expected));
}

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& file) {
    auto database = open_recognised(file, Access::ReadOnly);
    if (!database) return database.error();
    std::unique_ptr<Reader> reader{new Reader{std::move(*database)}};
    if (auto done = reader->prepare(); !done) return done.error();
    return reader;
}

Status Reader::prepare() {
    const std::string from_row{kFromRow};
    const std::pair<Statement*, std::string> statements[] = {
        {&head_, "SELECT size, frontier, folded FROM head"},
        {&rows_, "SELECT first, count, leaves, events" + from_row},
        {&leaves_, "SELECT first, count, leaves" + from_row},
        {&places_, "SELECT commands" + from_row},
        {&place_, "SELECT commands FROM batch WHERE first <= ?1 ORDER BY first DESC LIMIT 1"},
        {&command_, "SELECT first FROM command WHERE hash = ?1 ORDER BY first"},
        {&commands_, "SELECT hash FROM command WHERE hash > ?1 ORDER BY hash LIMIT 10000"},
        {&span_,
         "SELECT first_version, first, count FROM span WHERE stream = ?1 AND first_version >= "
         "(SELECT coalesce(max(first_version), 0) FROM span "
         "WHERE stream = ?1 AND first_version <= ?2) "
         "ORDER BY first_version LIMIT ?3"},
        {&last_span_,
         "SELECT first_version + count FROM span WHERE stream = ?1 "
         "ORDER BY first_version DESC LIMIT 1"},
        {&number_, "SELECT number FROM stream WHERE name = ?1"},
        {&names_, "SELECT name FROM stream ORDER BY name"},
        {&streams_, "SELECT coalesce(max(number), 0) FROM stream"},
        {&checkpoints_, "SELECT size, root, note, frontier FROM checkpoint ORDER BY number"},
        {&latest_,
         "SELECT size, root, note, frontier FROM checkpoint ORDER BY number DESC LIMIT 1"},
    };
    for (const auto& [statement, sql] : statements) {
        auto prepared = database_.prepare(sql);
        if (!prepared) return prepared.error();
        *statement = std::move(*prepared);
    }
    return Done{};
}

Result<HeadRow> Reader::head() {
    const Rows rows{head_};
    auto row = head_.step();
    if (!row) return row.error();
    if (!*row) return fail(ErrorKind::Corrupt, fmt::format("`{}` has no head", database_.file()));
    const std::uint64_t size = head_.number(0);
    auto frontier = digests_in(head_.bytes(1), static_cast<std::uint64_t>(std::popcount(size)));
    if (!frontier) return base::in_context(frontier.error(), "head");
    return HeadRow{{TreeSize{size}, std::move(*frontier)}, head_.number(2)};
}

Status Reader::visit_rows(std::uint64_t from, const Visit& visit) {
    rows_.bind(1, from);
    const Rows rows{rows_};
    std::optional<std::uint64_t> expected;
    for (;;) {
        auto row = rows_.step();
        if (!row) return row.error();
        if (!*row) return Done{};
        RowView view{rows_.number(0), {}, {}};
        const std::uint64_t count = rows_.number(1);
        if (expected && view.first != *expected) return gap(*expected, view.first);
        expected = view.first + count;
        const std::string where = fmt::format("row of event {}", view.first);
        auto leaves = digests_in(rows_.bytes(2), count);
        if (!leaves) return base::in_context(leaves.error(), where);
        auto events = lines_in(rows_.bytes(3), count);
        if (!events) return base::in_context(events.error(), where);
        view.leaves = std::move(*leaves);
        view.events = std::move(*events);
        auto more = visit(view);
        if (!more) return more.error();
        if (!*more) return Done{};
    }
}

Result<std::vector<StoredEvent>> Reader::events(std::uint64_t from, std::uint64_t limit) {
    std::vector<StoredEvent> found;
    if (limit == 0) return found;
    auto done = visit_rows(from, [&](const RowView& row) -> Result<bool> {
        for (std::size_t i = 0; i < row.events.size(); ++i) {
            const std::uint64_t index = row.first + i;
            if (index < from) continue;
            if (found.size() == limit) break;
            if (ledger::leaf_hash(row.events[i]) != row.leaves[i])
                return fail(
                    ErrorKind::Corrupt,
                    fmt::format(
                        "the bytes of event {} have changed: they do not have the leaf hash "
                        "that is kept, {}",
                        index, to_hex(row.leaves[i])));
            found.push_back({LeafIndex{index}, row.leaves[i], std::string{row.events[i]}});
        }
        return found.size() < limit;
    });
    if (!done) return done.error();
    return found;
}

Result<std::vector<Digest>> Reader::leaf_hashes(std::uint64_t from, std::uint64_t limit) {
    std::vector<Digest> found;
    leaves_.bind(1, from);
    const Rows rows{leaves_};
    std::optional<std::uint64_t> expected;
    while (found.size() < limit) {
        auto row = leaves_.step();
        if (!row) return row.error();
        if (!*row) break;
        const std::uint64_t first = leaves_.number(0), count = leaves_.number(1);
        if (expected && first != *expected) return gap(*expected, first);
        expected = first + count;
        auto leaves = digests_in(leaves_.bytes(2), count);
        if (!leaves) return base::in_context(leaves.error(), fmt::format("row of event {}", first));
        for (std::uint64_t i = from > first ? from - first : 0; i < count && found.size() < limit;
             ++i)
            found.push_back((*leaves)[i]);
    }
    return found;
}

Status Reader::visit_places(std::uint64_t from, const std::function<void(const Place&)>& visit) {
    places_.bind(1, from);
    const Rows rows{places_};
    for (;;) {
        auto row = places_.step();
        if (!row) return row.error();
        if (!*row) return Done{};
        auto places = places_in(places_.bytes(0));
        if (!places) return places.error();
        for (const Place& place : *places)
            if (place.first >= from) visit(place);
    }
}

Result<Place> Reader::place_at(std::uint64_t first) {
    place_.bind(1, first);
    const Rows rows{place_};
    auto row = place_.step();
    if (!row) return row.error();
    if (*row) {
        auto places = places_in(place_.bytes(0));
        if (!places) return places.error();
        const auto found = std::ranges::find(*places, first, &Place::first);
        if (found != places->end()) return *found;
    }
    return fail(ErrorKind::Corrupt, fmt::format("no command begins at event {}", first));
}

Status Reader::visit_commands(const std::function<bool(std::int64_t)>& visit) {
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    for (bool more = true; more;) {
        commands_.bind(1, static_cast<std::uint64_t>(last));
        const Rows rows{commands_};
        more = false;
        for (;;) {
            auto row = commands_.step();
            if (!row) return row.error();
            if (!*row) break;
            more = true;
            last = static_cast<std::int64_t>(commands_.number(0));
            if (!visit(last)) return Done{};
        }
    }
    return Done{};
}

Result<std::vector<std::uint64_t>> Reader::commands_with(std::int64_t hash) {
    command_.bind(1, static_cast<std::uint64_t>(hash));
    const Rows rows{command_};
    std::vector<std::uint64_t> found;
    for (;;) {
        auto row = command_.step();
        if (!row) return row.error();
        if (!*row) return found;
        found.push_back(command_.number(0));
    }
}

Result<std::vector<Place>> Reader::spans(std::uint32_t stream, std::uint64_t from_version,
                                         std::uint32_t limit) {
    span_.bind(1, std::uint64_t{stream}).bind(2, from_version).bind(3, std::uint64_t{limit});
    const Rows rows{span_};
    std::vector<Place> found;
    for (;;) {
        auto row = span_.step();
        if (!row) return row.error();
        if (!*row) return found;
        found.push_back({0, span_.number(1), span_.number(0), stream,
                         static_cast<std::uint32_t>(span_.number(2))});
    }
}

Result<std::uint64_t> Reader::versions(std::uint32_t stream) {
    last_span_.bind(1, std::uint64_t{stream});
    const Rows rows{last_span_};
    auto row = last_span_.step();
    if (!row) return row.error();
    return *row ? last_span_.number(0) : 0;
}

Result<std::optional<std::uint32_t>> Reader::stream_number(std::string_view name) {
    number_.bind_text(1, name);
    const Rows rows{number_};
    auto row = number_.step();
    if (!row) return row.error();
    if (!*row) return std::optional<std::uint32_t>{};
    return std::optional{static_cast<std::uint32_t>(number_.number(0))};
}

Result<std::vector<std::string>> Reader::stream_names() {
    const Rows rows{names_};
    std::vector<std::string> found;
    for (;;) {
        auto row = names_.step();
        if (!row) return row.error();
        if (!*row) return found;
        found.emplace_back(names_.bytes(0));
    }
}

Result<std::uint32_t> Reader::stream_count() {
    const Rows rows{streams_};
    auto row = streams_.step();
    if (!row) return row.error();
    return static_cast<std::uint32_t>(streams_.number(0));
}

Result<std::vector<CheckpointRow>> Reader::checkpoint_rows(Statement& statement) {
    const Rows rows{statement};
    std::vector<CheckpointRow> found;
    for (;;) {
        auto row = statement.step();
        if (!row) return row.error();
        if (!*row) return found;
        const std::uint64_t size = statement.number(0);
        auto root = digests_in(statement.bytes(1), 1);
        auto frontier =
            digests_in(statement.bytes(3), static_cast<std::uint64_t>(std::popcount(size)));
        const std::string where = fmt::format("checkpoint of {} events", size);
        if (!root) return base::in_context(root.error(), where);
        if (!frontier) return base::in_context(frontier.error(), where);
        found.push_back(
            {{TreeSize{size}, root->front(), std::string{statement.bytes(2)}}, *frontier});
    }
}

Result<std::vector<CheckpointRow>> Reader::checkpoints() { return checkpoint_rows(checkpoints_); }

Result<std::optional<CheckpointRow>> Reader::latest_checkpoint() {
    auto rows = checkpoint_rows(latest_);
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<CheckpointRow>{};
    return std::optional{std::move(rows->front())};
}

Result<Readers::Lease> Readers::take() {
    {
        const std::lock_guard lock{mutex_};
        if (!idle_.empty()) {
            auto reader = std::move(idle_.back());
            idle_.pop_back();
            return Lease{*this, std::move(reader)};
        }
    }
    auto reader = Reader::open(file_);
    if (!reader) return reader.error();
    return Lease{*this, std::move(*reader)};
}

void Readers::close() {
    const std::lock_guard lock{mutex_};
    idle_.clear();
}

void Readers::give_back(std::unique_ptr<Reader> reader) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(reader));
}

}  // namespace standstill::store::sqlite
