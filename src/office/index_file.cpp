#include "office/index_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace standstill::office {

namespace {

using base::Done;
using base::Instant;
using base::Result;
using base::Status;
using store::sqlite::Access;
using store::sqlite::Database;
using store::sqlite::Rows;
using store::sqlite::Statement;

constexpr const char* kVersion = "1";
// A search that finds more is walked in the order of the list instead of being sorted.
constexpr std::uint64_t kManyFound = 2'000;
constexpr std::size_t kMostWords = 12;
// No instant, so that what has none comes last.
constexpr std::uint64_t kNever = std::numeric_limits<std::int64_t>::max();

constexpr const char* kSchema = R"(
CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  agency TEXT NOT NULL, component TEXT NOT NULL, vendor TEXT NOT NULL, tool TEXT NOT NULL,
  use TEXT NOT NULL, procurement TEXT NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL,
  opened INTEGER NOT NULL, changed INTEGER NOT NULL, next_due INTEGER NOT NULL,
  overdue INTEGER NOT NULL, open_duties INTEGER NOT NULL, missing INTEGER NOT NULL,
  defects INTEGER NOT NULL, stopped INTEGER NOT NULL, ended INTEGER NOT NULL,
  turns_at INTEGER NOT NULL);
CREATE INDEX by_deadline ON entry (next_due, id);
CREATE INDEX by_change ON entry (changed DESC, id);
CREATE INDEX by_title ON entry (title COLLATE NOCASE, id);
CREATE INDEX by_turn ON entry (turns_at);
CREATE INDEX by_use ON entry (use, next_due, id);
CREATE INDEX by_agency ON entry (agency, next_due, id);
CREATE INDEX by_stop ON entry (next_due, id) WHERE stopped = 1;
CREATE INDEX by_overdue ON entry (next_due, id) WHERE overdue > 0;
CREATE TABLE duty (number INTEGER NOT NULL, place INTEGER NOT NULL, cite TEXT NOT NULL,
  says TEXT NOT NULL, owed_by TEXT NOT NULL, owed_to TEXT NOT NULL, state TEXT NOT NULL,
  due INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (number, place)) WITHOUT ROWID;
CREATE INDEX by_due ON duty (due, number);
CREATE INDEX by_owner ON duty (owed_by, due, number);
CREATE TABLE turn (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, title TEXT NOT NULL,
  was TEXT NOT NULL, use TEXT NOT NULL, at INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (text, prefix = '2 3');
INSERT INTO mark VALUES ('version', '1'), ('size', '0'), ('complete', '0');
)";

constexpr const char* kColumns =
    "entry.id, entry.title, entry.agency, entry.component, entry.vendor, entry.tool, entry.use, "
    "entry.procurement, entry.status, entry.version, entry.opened, entry.changed, entry.next_due, "
    "entry.overdue, entry.open_duties, entry.missing, entry.defects, entry.stopped, entry.ended, "
    "entry.turns_at";
constexpr const char* kDutyColumns =
    "entry.id, entry.title, duty.cite, duty.says, duty.owed_by, duty.owed_to, duty.state, "
    "duty.due, duty.event";

std::uint64_t number_of(Instant at) {
    return static_cast<std::uint64_t>(at.time_since_epoch().count());
}
std::uint64_t number_of(const std::optional<Instant>& at) { return at ? number_of(*at) : kNever; }
Instant instant_of(std::uint64_t number) {
    return Instant{std::chrono::milliseconds{static_cast<std::int64_t>(number)}};
}
std::optional<Instant> maybe_instant(std::uint64_t number) {
    return number == kNever ? std::nullopt : std::optional(instant_of(number));
}

std::string text(const Statement& row, int column) { return std::string(row.bytes(column)); }
std::uint32_t count(const Statement& row, int column) {
    return static_cast<std::uint32_t>(row.number(column));
}

CaseRow case_row(const Statement& row) {
    CaseRow out;
    out.id = text(row, 0);
    out.title = text(row, 1);
    out.agency = text(row, 2);
    out.component = text(row, 3);
    out.vendor = text(row, 4);
    out.tool = text(row, 5);
    out.use = text(row, 6);
    out.procurement = text(row, 7);
    out.status = text(row, 8);
    out.version = row.number(9);
    out.opened = instant_of(row.number(10));
    out.changed = instant_of(row.number(11));
    out.next_due = maybe_instant(row.number(12));
    out.overdue = count(row, 13);
    out.open_duties = count(row, 14);
    out.missing = count(row, 15);
    out.defects = count(row, 16);
    out.is_stopped = row.number(17) != 0;
    out.is_ended = row.number(18) != 0;
    out.turns_at = maybe_instant(row.number(19));
    return out;
}

DutyRow duty_row(const Statement& row) {
    return {text(row, 0),
            text(row, 1),
            text(row, 2),
            text(row, 3),
            text(row, 4),
            text(row, 5),
            text(row, 6),
            maybe_instant(row.number(7)),
            static_cast<std::int64_t>(row.number(8))};
}

Result<std::vector<DutyRow>> all_duties(Statement& found) {
    std::vector<DutyRow> out;
    while (true) {
        auto row = found.step();
        if (!row) return row.error();
        if (!*row) return out;
        out.push_back(duty_row(found));
    }
}

// What is searched for, in the language of SQLite's full text search: each word as the beginning of
// one. Nothing of what a person types has a meaning there but letters and digits.
std::string match_of(const std::string& words) {
    std::string out, word;
    std::size_t taken = 0;
    auto take = [&] {
        if (!word.empty() && taken++ < kMostWords) out += fmt::format("\"{}\"* ", word);
        word.clear();
    };
    for (char c : words) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_word = byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                             (c >= 'A' && c <= 'Z');
        if (is_word)
            word += c;
        else
            take();
    }
    take();
    return out;
}

std::string words_of(const CaseRow& row) {
    return row.id + ' ' + row.title + ' ' + row.vendor + ' ' + row.tool + ' ' + row.agency + ' ' +
           row.component;
}

// How a row counts, so that totals follow without a scan.
Counts counts_of(std::string_view use, bool is_stopped, bool is_overdue) {
    Counts out;
    out.cases = 1;
    out.permitted = use == "permitted" ? 1 : 0;
    out.refused = use == "refused" ? 1 : 0;
    out.outside = use == "outside" ? 1 : 0;
    out.stopped = is_stopped ? 1 : 0;
    out.overdue = is_overdue ? 1 : 0;
    return out;
}

void add(Counts& to, const Counts& some) {
    to.cases += some.cases;
    to.permitted += some.permitted;
    to.refused += some.refused;
    to.outside += some.outside;
    to.stopped += some.stopped;
    to.overdue += some.overdue;
}

void take_away(Counts& from, const Counts& some) {
    from.cases -= some.cases;
    from.permitted -= some.permitted;
    from.refused -= some.refused;
    from.outside -= some.outside;
    from.stopped -= some.stopped;
    from.overdue -= some.overdue;
}

void remove_files(const std::filesystem::path& file) {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) {
        std::error_code ignored;
        std::filesystem::remove(file.string() + end, ignored);
    }
}

Result<Database> open_writer(const std::filesystem::path& file) {
    auto database = Database::open(file, Access::ReadWrite);
    if (!database) return database;
    // Not flushed: after a crash of the machine it is made anew, or from where it stood.
    auto done = database->run(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000;");
    if (!done) return done.error();
    return database;
}

}  // namespace

Result<std::unique_ptr<IndexFile>> IndexFile::open(const std::filesystem::path& file) {
    for (bool is_second : {false, true}) {
        auto writer = open_writer(file);
        bool is_ours = false;
        if (writer) {
            auto version = writer->ask("SELECT value FROM mark WHERE name = 'version'");
            is_ours = version && *version == kVersion;
        }
        if (!is_ours) {
            if (is_second && !writer) return writer.error();
            writer = Database{};
            remove_files(file);
            writer = open_writer(file);
            if (!writer) return writer.error();
            auto made = writer->run(std::string("BEGIN;") + kSchema + "COMMIT;");
            if (!made) return made.error();
        }
        auto reader = Database::open(file, Access::ReadOnly);
        if (!reader) return reader.error();
        reader->wait_for_locks(5'000);
        writer->wait_for_locks(5'000);
        std::unique_ptr<IndexFile> index{new IndexFile(std::move(*writer), std::move(*reader))};
        auto loaded = index->load();
        if (loaded) return index;
        if (is_second) return loaded.error();
        index.reset();
        remove_files(file);
    }
    return base::fail(base::ErrorKind::Corrupt, "the index cannot be made");
}

Status IndexFile::load() {
    auto prepare = [&](Statement& statement, const std::string& sql) -> Status {
        auto made = writer_.prepare(sql);
        if (!made) return made.error();
        statement = std::move(*made);
        return Done{};
    };
    const std::pair<Statement*, const char*> statements[] = {
        {&find_,
         "SELECT number, use, stopped, overdue, id || ' ' || title || ' ' || vendor || ' ' || tool "
         "|| ' ' || agency || ' ' || component, turns_at FROM entry WHERE id = ?"},
        {&insert_,
         "INSERT OR REPLACE INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
        {&remove_duties_, "DELETE FROM duty WHERE number = ?"},
        {&insert_duty_, "INSERT INTO duty VALUES (?,?,?,?,?,?,?,?,?)"},
        {&remove_words_, "DELETE FROM words WHERE rowid = ?"},
        {&insert_words_, "INSERT INTO words (rowid, text) VALUES (?, ?)"},
        {&insert_turn_, "INSERT INTO turn (id, title, was, use, at) VALUES (?, ?, ?, ?, ?)"}};
    for (const auto& [statement, sql] : statements)
        if (auto done = prepare(*statement, sql); !done) return done;

    auto known = writer_.ask("SELECT value FROM mark WHERE name = 'size'");
    if (!known) return known.error();
    size_ = std::strtoull(known->c_str(), nullptr, 10);
    auto complete = writer_.ask("SELECT value FROM mark WHERE name = 'complete'");
    if (!complete) return complete.error();
    is_complete_ = *complete == "1";

    auto totals = writer_.prepare(
        "SELECT use, stopped, overdue > 0, COUNT(*) FROM entry GROUP BY use, stopped, overdue > 0");
    if (!totals) return totals.error();
    while (true) {
        auto row = totals->step();
        if (!row) return row.error();
        if (!*row) return Done{};
        Counts one = counts_of(totals->bytes(0), totals->number(1) != 0, totals->number(2) != 0);
        for (std::uint64_t* number :
             {&one.cases, &one.permitted, &one.refused, &one.outside, &one.stopped, &one.overdue})
            *number *= totals->number(3);
        add(counts_, one);
    }
}

std::uint64_t IndexFile::size() const {
    const std::lock_guard lock{counts_mutex_};
    return size_;
}

bool IndexFile::is_complete() const {
    const std::lock_guard lock{counts_mutex_};
    return is_complete_;
}

Status IndexFile::put(std::span<const CaseEntry> entries, Cause cause) {
    if (entries.empty()) return Done{};
    const std::lock_guard lock{write_mutex_};
    auto done = writer_.run("BEGIN IMMEDIATE");
    Counts before;
    {
        const std::lock_guard counts{counts_mutex_};
        before = counts_;
    }
    for (const CaseEntry& entry : entries)
        if (done) done = put_one(entry, cause);
    if (done) done = writer_.run("COMMIT");
    if (done) return done;
    auto undone = writer_.run("ROLLBACK");
    const std::lock_guard counts{counts_mutex_};
    counts_ = before;
    return done;
}

Status IndexFile::put_one(const CaseEntry& entry, Cause cause) {
    const CaseRow& row = entry.row;
    find_.bind_text(1, row.id);
    auto there = find_.step();
    if (!there) return there.error();
    const bool is_new = !*there;
    const std::string words = words_of(row);
    bool new_words = true;
    std::uint64_t number = 0;
    Counts before;
    if (!is_new) {
        number = find_.number(0);
        before = counts_of(find_.bytes(1), find_.number(2) != 0, find_.number(3) != 0);
        new_words = find_.bytes(4) != words;
        if (cause == Cause::Time && find_.bytes(1) != row.use) {
            const std::string was(find_.bytes(1));
            insert_turn_.bind_text(1, row.id).bind_text(2, row.title).bind_text(3, was);
            insert_turn_.bind_text(4, row.use).bind(5, find_.number(5));
            if (auto done = insert_turn_.run(); !done) return done;
        }
    }
    find_.reset();
    if (is_new) {
        auto last = writer_.ask("SELECT COALESCE(MAX(number), 0) FROM entry");
        if (!last) return last.error();
        number = std::strtoull(last->c_str(), nullptr, 10) + 1;
    }
    insert_.bind(1, number).bind_text(2, row.id).bind_text(3, row.title).bind_text(4, row.agency);
    insert_.bind_text(5, row.component).bind_text(6, row.vendor).bind_text(7, row.tool);
    insert_.bind_text(8, row.use).bind_text(9, row.procurement).bind_text(10, row.status);
    insert_.bind(11, row.version).bind(12, number_of(row.opened)).bind(13, number_of(row.changed));
    insert_.bind(14, number_of(row.next_due)).bind(15, std::uint64_t{row.overdue});
    insert_.bind(16, std::uint64_t{row.open_duties}).bind(17, std::uint64_t{row.missing});
    insert_.bind(18, std::uint64_t{row.defects}).bind(19, std::uint64_t{row.is_stopped});
    insert_.bind(20, std::uint64_t{row.is_ended}).bind(21, number_of(row.turns_at));
    if (auto done = insert_.run(); !done) return done;

    remove_duties_.bind(1, number);
    if (auto done = remove_duties_.run(); !done) return done;
    for (std::size_t i = 0; i < entry.duties.size(); ++i) {
        const DutyRow& duty = entry.duties[i];
        insert_duty_.bind(1, number).bind(2, std::uint64_t{i}).bind_text(3, duty.cite);
        insert_duty_.bind_text(4, duty.says).bind_text(5, duty.owed_by).bind_text(6, duty.owed_to);
        insert_duty_.bind_text(7, duty.state).bind(8, number_of(duty.due));
        insert_duty_.bind(9, static_cast<std::uint64_t>(duty.event));
        if (auto done = insert_duty_.run(); !done) return done;
    }
    if (new_words) {
        remove_words_.bind(1, number);
        if (auto done = remove_words_.run(); !done) return done;
        insert_words_.bind(1, number).bind_text(2, words);
        if (auto done = insert_words_.run(); !done) return done;
    }
    const std::lock_guard counts{counts_mutex_};
    take_away(counts_, before);
    add(counts_, counts_of(row.use, row.is_stopped, row.overdue > 0));
    return Done{};
}

Status IndexFile::clear() {
    {
        const std::lock_guard lock{write_mutex_};
        auto done = writer_.run(
            "BEGIN IMMEDIATE; DELETE FROM entry; DELETE FROM duty; DELETE FROM words;"
            "DELETE FROM turn; COMMIT;");
        if (!done) return done;
        const std::lock_guard counts{counts_mutex_};
        counts_ = {};
    }
    return set_size(0, false);
}

Status IndexFile::set_size(std::uint64_t size, bool is_complete) {
    const std::lock_guard lock{write_mutex_};
    auto done =
        writer_.run(fmt::format("BEGIN IMMEDIATE; UPDATE mark SET value = '{}' WHERE name = 'size';"
                                "UPDATE mark SET value = '{}' WHERE name = 'complete'; COMMIT;",
                                size, is_complete ? 1 : 0));
    if (!done) return done;
    const std::lock_guard counts{counts_mutex_};
    size_ = size;
    is_complete_ = is_complete;
    return Done{};
}

Result<std::vector<std::string>> IndexFile::turned(Instant now, std::size_t limit) const {
    const std::lock_guard lock{read_mutex_};
    auto found =
        reader_.prepare("SELECT id FROM entry WHERE turns_at <= ? ORDER BY turns_at LIMIT ?");
    if (!found) return found.error();
    found->bind(1, number_of(now)).bind(2, std::uint64_t{limit});
    std::vector<std::string> out;
    while (true) {
        auto row = found->step();
        if (!row) return row.error();
        if (!*row) return out;
        out.push_back(text(*found, 0));
    }
}

Result<std::optional<Instant>> IndexFile::next_turn() const {
    const std::lock_guard lock{read_mutex_};
    auto found = reader_.prepare("SELECT turns_at FROM entry ORDER BY turns_at LIMIT 1");
    if (!found) return found.error();
    auto row = found->step();
    if (!row) return row.error();
    if (!*row) return std::optional<Instant>{};
    return maybe_instant(found->number(0));
}

Result<std::vector<DutyRow>> IndexFile::due_between(Instant after, Instant until, std::size_t limit,
                                                    std::size_t offset) const {
    const std::lock_guard lock{read_mutex_};
    auto found = reader_.prepare(
        fmt::format("SELECT {} FROM duty JOIN entry USING (number) WHERE duty.due > ? AND duty.due "
                    "<= ? ORDER BY duty.due, duty.number, duty.place LIMIT ? OFFSET ?",
                    kDutyColumns));
    if (!found) return found.error();
    found->bind(1, number_of(after)).bind(2, number_of(until));
    found->bind(3, std::uint64_t{limit}).bind(4, std::uint64_t{offset});
    return all_duties(*found);
}

Result<std::vector<DutyRow>> IndexFile::duties_of(const std::string& case_id,
                                                  std::size_t limit) const {
    const std::lock_guard lock{read_mutex_};
    auto found = reader_.prepare(
        fmt::format("SELECT {} FROM duty JOIN entry USING (number) WHERE entry.id = ? ORDER BY "
                    "duty.due, duty.place LIMIT ?",
                    kDutyColumns));
    if (!found) return found.error();
    found->bind_text(1, case_id).bind(2, std::uint64_t{limit});
    return all_duties(*found);
}

Result<std::vector<TurnRow>> IndexFile::turns(std::size_t limit) const {
    const std::lock_guard lock{read_mutex_};
    auto found =
        reader_.prepare("SELECT number, id, title, was, use, at FROM turn ORDER BY number LIMIT ?");
    if (!found) return found.error();
    found->bind(1, std::uint64_t{limit});
    std::vector<TurnRow> out;
    while (true) {
        auto row = found->step();
        if (!row) return row.error();
        if (!*row) return out;
        out.push_back({found->number(0), text(*found, 1), text(*found, 2), text(*found, 3),
                       text(*found, 4), instant_of(found->number(5))});
    }
}

Status IndexFile::forget_turns(std::uint64_t up_to) {
    const std::lock_guard lock{write_mutex_};
    return writer_.run(fmt::format("DELETE FROM turn WHERE number <= {}", up_to));
}

Result<CasePage> IndexFile::cases(const CaseFilter& filter) const {
    const std::string match = match_of(filter.words);
    std::vector<std::string> conditions;
    if (!filter.use.empty()) conditions.emplace_back("entry.use = ?2");
    if (!filter.agency.empty()) conditions.emplace_back("entry.agency = ?3");
    if (filter.only_stopped) conditions.emplace_back("entry.stopped = 1");
    if (filter.only_overdue) conditions.emplace_back("entry.overdue > 0");
    if (filter.only_open) conditions.emplace_back("entry.ended = 0");
    const bool is_filtered = !conditions.empty();
    if (!match.empty())
        conditions.emplace_back("entry.number IN (SELECT rowid FROM words WHERE words MATCH ?1)");
    std::string where;
    for (const std::string& condition : conditions)
        where += (where.empty() ? " WHERE " : " AND ") + condition;

    const std::lock_guard lock{read_mutex_};
    auto bind = [&](Statement& statement, const std::string& sql) {
        if (sql.find("?1") != std::string::npos) statement.bind_text(1, match);
        if (sql.find("?2") != std::string::npos) statement.bind_text(2, filter.use);
        if (sql.find("?3") != std::string::npos) statement.bind_text(3, filter.agency);
    };
    CasePage out;
    if (conditions.empty()) {
        const std::lock_guard counts{counts_mutex_};
        out.total = counts_.cases;
    } else {
        const std::string sql = !is_filtered ? "SELECT COUNT(*) FROM words WHERE words MATCH ?1"
                                             : "SELECT COUNT(*) FROM entry" + where;
        auto total = reader_.prepare(sql);
        if (!total) return total.error();
        bind(*total, sql);
        auto row = total->step();
        if (!row) return row.error();
        out.total = total->number(0);
    }
    if (out.total == 0) return out;

    const char* order = filter.order == Order::ByChange  ? "entry.changed DESC, entry.id"
                        : filter.order == Order::ByTitle ? "entry.title COLLATE NOCASE, entry.id"
                                                         : "entry.next_due, entry.id";
    const char* walked = filter.order == Order::ByChange  ? "by_change"
                         : filter.order == Order::ByTitle ? "by_title"
                                                          : "by_deadline";
    const bool walks = !match.empty() && out.total > kManyFound;
    const std::string sql =
        fmt::format("SELECT {} FROM entry{}{} ORDER BY {} LIMIT {} OFFSET {}", kColumns,
                    walks ? fmt::format(" INDEXED BY {}", walked) : "", where, order, filter.limit,
                    filter.offset);
    auto found = reader_.prepare(sql);
    if (!found) return found.error();
    bind(*found, sql);
    while (true) {
        auto row = found->step();
        if (!row) return row.error();
        if (!*row) return out;
        out.rows.push_back(case_row(*found));
    }
}

Result<std::optional<CaseRow>> IndexFile::row(const std::string& case_id) const {
    const std::lock_guard lock{read_mutex_};
    auto found = reader_.prepare(fmt::format("SELECT {} FROM entry WHERE id = ?", kColumns));
    if (!found) return found.error();
    found->bind_text(1, case_id);
    auto row = found->step();
    if (!row) return row.error();
    if (!*row) return std::optional<CaseRow>{};
    return std::optional(case_row(*found));
}

Result<std::vector<DutyRow>> IndexFile::duties(const std::vector<std::string>& offices,
                                               std::size_t limit) const {
    std::string where;
    for (std::size_t i = 0; i < offices.size(); ++i)
        where += fmt::format("{}?{}", i == 0 ? "WHERE duty.owed_by IN (" : ", ", i + 1);
    if (!where.empty()) where += ")";
    const std::lock_guard lock{read_mutex_};
    auto found = reader_.prepare(
        fmt::format("SELECT {} FROM duty JOIN entry USING (number) {} ORDER BY duty.due, "
                    "duty.number, duty.place LIMIT {}",
                    kDutyColumns, where, limit));
    if (!found) return found.error();
    for (std::size_t i = 0; i < offices.size(); ++i)
        found->bind_text(static_cast<int>(i + 1), offices[i]);
    return all_duties(*found);
}

Result<Counts> IndexFile::counts() const {
    const std::lock_guard lock{counts_mutex_};
    return counts_;
}

}  // namespace standstill::office
