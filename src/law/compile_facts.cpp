// Facts: what is read from the record. Selectors, tests on one event, times.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/compiler.h"

namespace standstill::law {

namespace {

bool is_words(FieldType type) {
    return type == FieldType::Name || type == FieldType::Choice || type == FieldType::Office;
}

}  // namespace

std::vector<std::uint16_t> Compiler::compile_kinds(const Doc& doc) {
    std::vector<std::uint16_t> out;
    std::vector<std::string> known;
    for (const EventKind& kind : out_.kinds) known.push_back(kind.name);
    for (const std::string& name : words(doc)) {
        int index = out_.kind(name);
        if (index < 0)
            fail(doc, fmt::format("`{}` is not an event{}", name, base::did_you_mean(name, known)));
        else
            out.push_back(static_cast<std::uint16_t>(index));
    }
    if (out.empty()) fail(doc, "expected the name of an event");
    return out;
}

// ---- tests
// ----

std::vector<Test> Compiler::compile_tests(const Doc& doc, const std::vector<std::uint16_t>& kinds) {
    std::vector<Test> out;
    if (!doc.is_map()) {
        fail(doc, "expected tests, a map of fields and what they must be");
        return out;
    }
    for (std::size_t i = 0; i < doc.keys.size(); ++i)
        out.push_back(compile_test(doc.keys[i].first, doc.items[i], kinds));
    return out;
}

void Compiler::supported_by(const Doc& doc, Test& test) {
    test.op = TestOp::SupportedBy;
    const Doc* other = doc.is_map() ? doc.find("other_than") : nullptr;
    if (other == nullptr) return fail(doc, "expected `{other_than: [kinds of evidence]}`");
    for (const std::string& kind : words(*other)) {
        auto found = std::find(out_.evidence_kinds.begin(), out_.evidence_kinds.end(), kind);
        if (found == out_.evidence_kinds.end())
            fail(*other, fmt::format("`{}` is not a kind of evidence{}", kind,
                                     base::did_you_mean(kind, out_.evidence_kinds)));
        else
            test.mask |= std::uint64_t{1} << (found - out_.evidence_kinds.begin());
    }
}

Test Compiler::compile_test(const std::string& key, const Doc& doc,
                            const std::vector<std::uint16_t>& kinds) {
    Test test;
    if (key == "not" && doc.is_map() && doc.keys.size() == 1) {
        test = compile_test(doc.keys[0].first, doc.items[0], kinds);
        test.negated = !test.negated;
        return test;
    }
    if (key == "by") {
        test.op = TestOp::By;
        test.office_set = office_set(doc);
        return test;
    }
    if (key == "event") {
        test.op = TestOp::KindIs;
        for (std::uint16_t kind : compile_kinds(doc)) test.words.push_back(kind);
        return test;
    }
    if (key == "supported") {
        test.op = TestOp::Supported;
        test.negated = !truth(doc);
        return test;
    }
    if (key == "supported_by") {
        supported_by(doc, test);
        return test;
    }
    if (key == "day") {
        if (doc.is_map() && doc.keys.size() == 1 && doc.keys[0].first == "up_to" &&
            word(doc.items[0]) == "asked") {
            test.op = TestOp::DayUpTo;
        } else if (doc.is_map() && doc.keys.size() == 1 && doc.keys[0].first == "before" &&
                   word(doc.items[0]) == "this") {
            test.op = TestOp::DayBefore;
        } else {
            fail(doc, "expected `{up_to: asked}` or `{before: this}`");
        }
        return test;
    }

    // A field, possibly within a group: `investigation.of_the_spyware`.
    std::vector<std::string> path = base::split(key, '.');
    const FieldSchema* field = nullptr;
    for (std::uint16_t kind_index : kinds) {
        const EventKind& kind = out_.kinds[kind_index];
        int slot = kind.slot(path[0]);
        if (slot < 0) {
            std::vector<std::string> known;
            for (const FieldSchema& f : kind.fields) known.push_back(f.name);
            fail(doc, fmt::format("`{}` is not a field of {}{}", path[0], kind.name,
                                  base::did_you_mean(path[0], known)));
            return test;
        }
        field = &kind.fields[static_cast<std::size_t>(slot)];
        test.slot = static_cast<std::int16_t>(slot);
        if (kinds.size() > 1) test.slots.emplace(kind_index, test.slot);
    }
    if (field == nullptr) return test;
    if (path.size() == 2) {
        int sub = -1;
        for (std::size_t i = 0; i < field->fields.size(); ++i)
            if (field->fields[i].name == path[1]) sub = static_cast<int>(i);
        if (sub < 0) {
            fail(doc, fmt::format("`{}` is not a field of `{}`", path[1], path[0]));
            return test;
        }
        test.sub = static_cast<std::int16_t>(sub);
        field = &field->fields[static_cast<std::size_t>(sub)];
    }

    if (doc.is_map() && doc.keys.size() == 1) {
        const std::string& how = doc.keys[0].first;
        const Doc& what = doc.items[0];
        if (how == "flag" && field->type == FieldType::Flag) {
            test.op = TestOp::Flag;
            test.negated = !truth(what);
        } else if (how == "other_than" && word(what) == "by" && field->type == FieldType::Office) {
            test.op = TestOp::Other;
        } else if ((how == "after" || how == "not_before") && field->type == FieldType::Timestamp) {
            test.op = how == "after" ? TestOp::After : TestOp::NotBefore;
            std::vector<std::uint16_t> outer = kinds;
            this_kinds_.swap(outer);
            test.time = compile_time(what);  // "this" is the event tested
            this_kinds_.swap(outer);
        } else if (how == "not" && is_words(field->type)) {
            test.op = TestOp::Not;
            for (const std::string& w : words(what)) test.words.push_back(symbol(w));
        } else if (how == "some" && field->type == FieldType::Groups) {
            test.op = TestOp::SomeRow;
            test.rows = compile_row_tests(what, *field);
        } else {
            fail(doc, fmt::format("`{}` says nothing about `{}`", how, key));
        }
        return test;
    }
    std::vector<std::string> values = words(doc);
    if (values.size() == 1 && doc.is_scalar() && !doc.quoted) {
        if (values[0] == "filled" || values[0] == "blank") {
            test.op = values[0] == "filled" ? TestOp::Filled : TestOp::Blank;
            return test;
        }
        if (values[0] == "here" && field->type == FieldType::Name) {
            test.op = TestOp::HereOrAbsent;
            return test;
        }
    }
    if (!is_words(field->type)) {
        fail(doc, fmt::format("`{}` holds free words; only `filled` and `blank` can be asked of it",
                              key));
        return test;
    }
    test.op = values.size() == 1 ? TestOp::Is : TestOp::In;
    for (const std::string& value : values) {
        bool closed = field->type == FieldType::Choice;
        if (closed &&
            std::find(field->choices.begin(), field->choices.end(), value) == field->choices.end())
            fail(doc, fmt::format("`{}` is never `{}`{}", key, value,
                                  base::did_you_mean(value, field->choices)));
        test.words.push_back(symbol(value));
    }
    return test;
}

std::vector<Test> Compiler::compile_row_tests(const Doc& doc, const FieldSchema& list) {
    std::vector<Test> out;
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        std::string key = doc.keys[i].first;
        const Doc* value = &doc.items[i];
        Test test;
        if (key == "not" && value->is_map() && value->keys.size() == 1) {
            test.negated = true;
            key = value->keys[0].first;
            value = &value->items[0];
        }
        if (key == "supported_by") {
            supported_by(*value, test);
        } else {
            for (std::size_t k = 0; k < list.fields.size(); ++k)
                if (list.fields[k].name == key) test.slot = static_cast<std::int16_t>(k);
            if (test.slot < 0)
                fail(*value, fmt::format("`{}` is not a field of `{}`", key, list.name));
            test.op = TestOp::In;
            for (const std::string& w : words(*value)) test.words.push_back(symbol(w));
        }
        out.push_back(std::move(test));
    }
    return out;
}

// ---- times
// ----

std::int32_t Compiler::add_time(Time time) {
    out_.times.push_back(std::move(time));
    return static_cast<std::int32_t>(out_.times.size() - 1);
}

std::vector<std::uint16_t> Compiler::kinds_of(FactIndex fact) const {
    if (fact == kThis) return this_kinds_;
    if (fact < 0) return {};
    const Fact& f = out_.facts[static_cast<std::size_t>(fact)];
    if (f.op == FactOp::Narrow) return kinds_of(f.of);
    if (f.selector != kNone) return out_.selectors[static_cast<std::size_t>(f.selector)].kinds;
    return {};
}

std::int32_t Compiler::compile_time(const Doc& doc) { return compile_time(doc, Wanted::Time); }

std::int32_t Compiler::compile_time(const Doc& doc, Wanted wanted) {
    if (doc.is_scalar()) {
        std::size_t dot = doc.scalar.rfind('.');
        if (dot == std::string::npos) {
            FactIndex fact = fact_named(doc.scalar, doc);
            if (fact < 0) return kNone;
            const Fact& f = out_.facts[static_cast<std::size_t>(fact)];
            Time time;
            time.fact = fact;
            if (f.op == FactOp::Time) {
                if (f.time < 0) return kNone;  // its own mistake has been told
                time.op = TimeOp::FactTime;
                time.is_day = out_.times[static_cast<std::size_t>(f.time)].is_day;
            } else if (f.op == FactOp::Collect) {
                time.op = TimeOp::FactInstant;
            } else {
                fail(doc, fmt::format("`{}` is not a time", doc.scalar));
            }
            return add_time(time);
        }
        std::string of = doc.scalar.substr(0, dot), field = doc.scalar.substr(dot + 1);
        Time time;
        if (of == "this") {
            time.fact = kThis;
        } else {
            time.fact = fact_named(of, doc);
        }
        if (field == "at") {
            time.op = TimeOp::EventAt;
            return add_time(time);
        }
        if (field == "day") {
            time.op = TimeOp::EventLegal;
            time.is_day = true;
            return add_time(time);
        }
        std::vector<std::uint16_t> kinds = kinds_of(time.fact);
        if (kinds.size() != 1) {
            fail(doc,
                 fmt::format("`{}` may be of several kinds; only `at` and `day` can be asked", of));
            return kNone;
        }
        const EventKind& kind = out_.kinds[kinds[0]];
        int slot = kind.slot(field);
        if (slot < 0) {
            fail(doc, fmt::format("`{}` is not a field of {}", field, kind.name));
            return kNone;
        }
        FieldType type = kind.fields[static_cast<std::size_t>(slot)].type;
        if (wanted == Wanted::Count && type != FieldType::Number)
            fail(doc, fmt::format("`{}` is not a number", doc.scalar));
        if (wanted == Wanted::Time && type != FieldType::Date && type != FieldType::Timestamp)
            fail(doc, fmt::format("`{}` is neither an instant nor a date", doc.scalar));
        time.op = TimeOp::EventField;
        time.slot = static_cast<std::int16_t>(slot);
        time.is_day = type == FieldType::Date;
        return add_time(time);
    }
    if (!doc.is_map() || doc.keys.empty()) {
        fail(doc, "expected a time");
        return kNone;
    }
    auto is_day = [this](std::int32_t time) {
        return time >= 0 && out_.times[static_cast<std::size_t>(time)].is_day;
    };
    const std::string& how = doc.keys[0].first;
    Time time;
    if (how == "end_of" || how == "once_past") {
        only(doc, {how});
        time.op = how == "end_of" ? TimeOp::EndOf : TimeOp::OncePast;
        time.of = {compile_time(doc.items[0])};
        if (!is_day(time.of[0])) fail(doc, fmt::format("`{}` needs a day", how));
        return add_time(time);
    }
    if (how == "days" || how == "hours" || how == "cap_years" || how == "wait_days") {
        only(doc, {how, "after"});
        const Doc* after = doc.find("after");
        if (after == nullptr) {
            fail(doc, fmt::format("`{}` needs `after`", how));
            return kNone;
        }
        time.of = {compile_time(*after)};
        bool number_field =
            doc.items[0].is_scalar() && doc.items[0].scalar.find('.') != std::string::npos;
        if (how == "days" && number_field)
            time.of.push_back(compile_time(doc.items[0], Wanted::Count));
        else
            time.amount = number(doc.items[0], 1, 40'000);
        time.op = how == "days"        ? TimeOp::PlusDays
                  : how == "hours"     ? TimeOp::PlusHours
                  : how == "cap_years" ? TimeOp::CapYears
                                       : TimeOp::WaitDays;
        time.is_day = how == "days";
        if ((how == "days") != is_day(time.of[0]))
            fail(doc,
                 fmt::format("`{}` counts from {}", how, how == "days" ? "a day" : "an instant"));
        return add_time(time);
    }
    if (how == "earliest" || how == "latest_of" || how == "first_of") {
        only(doc, {how});
        time.op = how == "earliest"    ? TimeOp::Earliest
                  : how == "latest_of" ? TimeOp::Latest
                                       : TimeOp::FirstOf;
        for (const Doc& item : doc.items[0].items) time.of.push_back(compile_time(item));
        if (time.of.empty()) {
            fail(doc, fmt::format("`{}` needs a list of times", how));
            return kNone;
        }
        time.is_day = is_day(time.of[0]);
        for (std::int32_t part : time.of)
            if (is_day(part) != time.is_day) fail(doc, "days and instants do not mix");
        return add_time(time);
    }
    if (how == "max" || how == "min_legal") {
        only(doc, {"max", "of", "min_legal"});
        const Doc* of = how == "max" ? doc.find("of") : &doc.items[0];
        if (of == nullptr) {
            fail(doc, "`max` needs `of`");
            return kNone;
        }
        time.op = how == "max" ? TimeOp::MaxField : TimeOp::MinLegal;
        time.is_day = true;
        time.selector = compile_selector(*of, Honours::Span);
        if (time.selector < 0) return kNone;
        if (how == "max") {
            const auto& kinds = out_.selectors[static_cast<std::size_t>(time.selector)].kinds;
            int slot = kinds.size() == 1 ? out_.kinds[kinds[0]].slot(word(doc.items[0])) : -1;
            const FieldSchema* field =
                slot < 0 ? nullptr : &out_.kinds[kinds[0]].fields[static_cast<std::size_t>(slot)];
            if (field == nullptr || field->type != FieldType::Date)
                fail(doc, "`max` needs a date field of one kind of event");
            time.slot = static_cast<std::int16_t>(slot);
        }
        return add_time(time);
    }
    std::vector<std::string> known = {"end_of",    "once_past", "days",     "hours",
                                      "cap_years", "wait_days", "earliest", "latest_of",
                                      "first_of",  "max",       "min_legal"};
    fail_key(
        doc, how,
        fmt::format("`{}` is not a way to tell a time{}", how, base::did_you_mean(how, known)));
    return kNone;
}

// ---- selectors and facts
// ---------------------------------------------------------------------------------------------

std::int32_t Compiler::compile_selector(const Doc& doc, Honours honours) {
    if (!doc.is_map()) {
        fail(doc, "expected `{latest: event}` or `{first: event}`");
        return kNone;
    }
    switch (honours) {
        case Honours::Fact:
            only(doc, {"latest", "first", "by", "where", "after", "before", "ends", "unless_later",
                       "only_if_after", "keep"});
            break;
        case Honours::Life:
            only(doc, {"latest", "first", "by", "where", "after", "before", "ends", "unless_later",
                       "only_if_after"});
            break;
        case Honours::Span:
            only(doc, {"latest", "first", "by", "where", "after", "before"});
            break;
        case Honours::Tests:
            only(doc, {"latest", "first", "by", "where"});
            break;
    }
    Selector selector;
    const Doc* latest = doc.find("latest");
    const Doc* first = doc.find("first");
    if ((latest == nullptr) == (first == nullptr)) {
        fail(doc, "expected one of `latest` and `first`");
        return kNone;
    }
    selector.latest = latest != nullptr;
    selector.kinds = compile_kinds(latest != nullptr ? *latest : *first);
    if (const Doc* by = doc.find("by"); by != nullptr)
        selector.tests.push_back(compile_test("by", *by, selector.kinds));
    if (const Doc* where = doc.find("where"); where != nullptr)
        for (Test& test : compile_tests(*where, selector.kinds))
            selector.tests.push_back(std::move(test));
    if (const Doc* after = doc.find("after"); after != nullptr) selector.after = event_fact(*after);
    if (const Doc* before = doc.find("before"); before != nullptr)
        selector.before = event_fact(*before);
    if (const Doc* ends = doc.find("ends"); ends != nullptr) {
        std::vector<std::uint16_t> outer = this_kinds_;
        this_kinds_ = selector.kinds;  // "this" is the candidate here
        selector.ends = compile_time(*ends);
        this_kinds_ = outer;
    }
    if (const Doc* later = doc.find("unless_later"); later != nullptr)
        selector.unless_later = compile_selector(*later, Honours::Tests);
    if (const Doc* earlier = doc.find("only_if_after"); earlier != nullptr)
        selector.only_if_after = compile_selector(*earlier, Honours::Life);
    out_.selectors.push_back(std::move(selector));
    return static_cast<std::int32_t>(out_.selectors.size() - 1);
}

FactIndex Compiler::add_fact(Fact fact) {
    fact.file = file_;
    out_.facts.push_back(std::move(fact));
    return static_cast<FactIndex>(out_.facts.size() - 1);
}

bool Compiler::is_fact(const std::string& id) const { return fact_index_.count(id) != 0; }

FactIndex Compiler::fact_named(const std::string& id, const Doc& doc) {
    auto found = fact_index_.find(id);
    if (found == fact_index_.end()) {
        std::vector<std::string> known;
        for (const Entry& entry : fact_entries_) known.push_back(entry.id);
        fail(doc, fmt::format("no fact is called `{}`{}", id, base::did_you_mean(id, known)));
        return kNone;
    }
    Entry& entry = fact_entries_[found->second];
    if (entry.done != kNone) return entry.done;
    if (entry.open) {
        fail(doc, fmt::format("`{}` rests on itself", id));
        return kNone;
    }
    entry.open = true;
    std::string outer_file = file_;
    std::vector<std::uint16_t> outer_kinds;
    outer_kinds.swap(this_kinds_);
    file_ = entry.file;
    FactIndex index = compile_fact(id, entry.doc);
    file_ = outer_file;
    this_kinds_.swap(outer_kinds);
    fact_entries_[found->second].open = false;
    fact_entries_[found->second].done = index;
    return index;
}

FactIndex Compiler::event_fact(const Doc& doc) {
    if (doc.is_scalar()) {
        if (doc.scalar == "this") return kThis;
        return fact_named(doc.scalar, doc);
    }
    return compile_fact("", doc);
}

FactIndex Compiler::compile_fact(const std::string& id, const Doc& doc) {
    Fact fact;
    fact.id = id;
    fact.place = doc.place;
    if (!doc.is_map() || doc.keys.empty()) {
        fail(doc, fmt::format("`{}` is not a definition", id));
        return kNone;
    }
    if (const Doc* kind = doc.find("finding"); kind != nullptr) {
        only(doc, {"finding", "where", "before", "true", "false", "unknown"});
        fact.op = FactOp::Finding;
        Selector selector;
        selector.kinds = compile_kinds(*kind);
        if (const Doc* where = doc.find("where"); where != nullptr)
            selector.tests = compile_tests(*where, selector.kinds);
        if (const Doc* before = doc.find("before"); before != nullptr)
            selector.before = event_fact(*before);
        auto clauses = [&](std::string_view key, Value value) {
            const Doc* list = doc.find(key);
            if (list == nullptr) return;
            for (const Doc& item : list->items)
                fact.clauses.push_back({compile_tests(item, selector.kinds), value, ""});
        };
        clauses("true", Value::yes());
        clauses("false", Value::no());
        if (const Doc* list = doc.find("unknown"); list != nullptr)
            for (const Doc& item : list->items) {
                only(item, {"when", "reason", "says"});
                static const std::vector<std::pair<std::string, Reason>> kReasons = {
                    {"not_asked", Reason::NotAsked},  {"insufficient", Reason::Insufficient},
                    {"contested", Reason::Contested}, {"stale", Reason::Stale},
                    {"withheld", Reason::Withheld},   {"error", Reason::Error}};
                std::string reason = word_at(item, "reason", "insufficient");
                Value value = Value::unknown(Reason::Insufficient);
                bool known = false;
                for (const auto& [name, r] : kReasons)
                    if (name == reason) {
                        value = Value::unknown(r);
                        known = true;
                    }
                if (!known) fail(item, fmt::format("`{}` is not a reason for not knowing", reason));
                const Doc* when = item.find("when");
                if (when == nullptr) {
                    fail(item, "an unknown needs `when`");
                    continue;
                }
                fact.clauses.push_back(
                    {compile_tests(*when, selector.kinds), value, word_at(item, "says")});
            }
        out_.selectors.push_back(std::move(selector));
        fact.selector = static_cast<std::int32_t>(out_.selectors.size() - 1);
        return add_fact(std::move(fact));
    }
    if (const Doc* field = doc.find("collect"); field != nullptr) {
        only(doc, {"collect", "wanted", "of", "received", "restart"});
        fact.op = FactOp::Collect;
        const Doc* of = doc.find("of");
        const Doc* wanted = doc.find("wanted");
        if (of == nullptr || wanted == nullptr) {
            fail(doc, "`collect` needs `wanted` and `of`");
            return kNone;
        }
        fact.selector = compile_selector(*of, Honours::Span);
        for (const std::string& w : words(*wanted)) fact.wanted.push_back(symbol(w));
        if (fact.selector < 0) return kNone;
        const auto& kinds = out_.selectors[static_cast<std::size_t>(fact.selector)].kinds;
        if (kinds.size() != 1 || fact.wanted.size() > 31) {
            fail(doc, "`collect` needs one kind of event and at most 31 words");
            return kNone;
        }
        const EventKind& kind = out_.kinds[kinds[0]];
        auto slot = [&](const std::string& name, FieldType type, std::string_view what) {
            int found = kind.slot(name);
            if (found < 0)
                fail(doc, fmt::format("`{}` is not a field of {}", name, kind.name));
            else if (kind.fields[static_cast<std::size_t>(found)].type != type)
                fail(doc, fmt::format("`{}` must be a field of type `{}`", name, what));
            return static_cast<std::int16_t>(found);
        };
        fact.set_slot = slot(word(*field), FieldType::Set, "set");
        fact.instant_slot = slot(word_at(doc, "received"), FieldType::Timestamp, "instant");
        std::string restart = word_at(doc, "restart", "none");
        if (restart != "none") fact.restart_slot = slot(restart, FieldType::Flag, "flag");
        return add_fact(std::move(fact));
    }
    if (const Doc* list = doc.find("covers"); list != nullptr) {
        only(doc, {"covers", "of", "by", "word"});
        fact.op = FactOp::Covers;
        const Doc* of = doc.find("of");
        const Doc* by = doc.find("by");
        if (of == nullptr || by == nullptr) {
            fail(doc, "`covers` needs `of` and `by`");
            return kNone;
        }
        fact.of = event_fact(*of);
        fact.selector = compile_selector(*by, Honours::Span);
        std::vector<std::uint16_t> kinds = kinds_of(fact.of);
        std::vector<std::string> path = base::split(word(*list), '.');
        if (kinds.size() != 1 || path.size() != 2 || fact.selector < 0) {
            fail(doc, "`covers` needs a list of one kind of event, as `list.field`");
            return kNone;
        }
        const EventKind& kind = out_.kinds[kinds[0]];
        int slot = kind.slot(path[0]);
        if (slot >= 0) {
            fact.list_slot = static_cast<std::int16_t>(slot);
            const auto& fields = kind.fields[static_cast<std::size_t>(slot)].fields;
            for (std::size_t i = 0; i < fields.size(); ++i)
                if (fields[i].name == path[1]) fact.list_sub = static_cast<std::int16_t>(i);
        }
        const auto& by_kinds = out_.selectors[static_cast<std::size_t>(fact.selector)].kinds;
        fact.word_slot = static_cast<std::int16_t>(
            by_kinds.size() == 1 ? out_.kinds[by_kinds[0]].slot(word_at(doc, "word")) : -1);
        if (fact.list_sub < 0 || fact.word_slot < 0)
            fail(doc, "`covers` or `word` names no such field");
        return add_fact(std::move(fact));
    }
    if (doc.find("latest") != nullptr || doc.find("first") != nullptr) {
        fact.op = FactOp::Event;
        fact.selector = compile_selector(doc, Honours::Fact);
        if (fact.selector < 0) return kNone;
        const Doc* keep = doc.find("keep");
        if (keep == nullptr) return add_fact(std::move(fact));
        std::vector<std::uint16_t> kinds =
            out_.selectors[static_cast<std::size_t>(fact.selector)].kinds;
        fact.id.clear();
        Fact narrow;
        narrow.id = id;
        narrow.place = doc.place;
        narrow.op = FactOp::Narrow;
        narrow.of = add_fact(std::move(fact));
        narrow.tests = compile_tests(*keep, kinds);
        return add_fact(std::move(narrow));
    }
    fact.op = FactOp::Time;
    fact.time = compile_time(doc);
    return add_fact(std::move(fact));
}

}  // namespace standstill::law
