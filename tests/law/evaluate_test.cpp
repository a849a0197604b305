// Facts at work: which event a selector means, what a finding says and why not, and the times that
// follow. Each test has a pack of a few lines and a record of a few events.
#include "law/evaluate.h"

#include <gtest/gtest.h>

#include "law/tiny_pack.h"

namespace standstill::law {
namespace {

const std::string kEvents =
    "events:\n"
    "  asked: {fields: {answer: {type: choice, of: [aye, nay, perhaps]}, reason: {type: text}, "
    "case: {type: name}, seen_by: {type: office}, sure: {type: flag}, count: {type: number, "
    "default: 3}}}\n"
    "  told: {legal: received, fields: {parts: {type: set, of: [first, second, third]}, received: "
    "{type: instant, default: at}, material: {type: flag}}}\n"
    "  dated: {legal: made, fields: {made: {type: date, default: at}, until: {type: date, future: "
    "true}, ends: {type: instant, future: true}}}\n"
    "  named: {fields: {who: {type: groups, fields: {name: {type: name, required: true}}}, one: "
    "{type: group, fields: {sure: {type: flag}}}}}\n"
    "  looked: {fields: {name: {type: name}}}\n"
    "  shown: {fields: {id: {type: name, required: true}, kind: {type: choice, required: true, of: "
    "[paper, rumour]}, copy_of: {type: name}}}\n"
    "evidence: {event: shown, id: id, kind: kind, copy_of: copy_of}\n";

std::string with(const std::string& lines) { return kEvents + lines; }

// Events at nine o'clock on days of October 2024, in New York.
std::string event(int day, const std::string& rest) {
    std::string two = (day < 10 ? "0" : "") + std::to_string(day);
    return "- {at: '2024-10-" + two + "T09:00:00-04:00', event: " + rest + "}\n";
}

// ---- selectors ----------------------------------------------------------------------------------

TEST(Selector, TakesTheLatestOrTheFirst) {
    TinyWorld world(with("facts:\n  l: {latest: asked}\n  f: {first: asked}\n  n: {latest: told}\n"
                         "  either: {latest: [asked, looked]}\n  first-of-two: {first: [looked, "
                         "asked]}\n"),
                    event(1, "asked") + event(2, "asked") + event(3, "looked"));
    EXPECT_EQ(world.event("l"), 1);
    EXPECT_EQ(world.event("f"), 0);
    EXPECT_EQ(world.event("n"), -1);
    EXPECT_EQ(world.event("either"), 2);
    EXPECT_EQ(world.event("first-of-two"), 0);
}

TEST(Selector, SeesOnlyWhatIsOnRecordAtTheInstant) {
    TinyWorld world(with("facts:\n  l: {latest: asked}\n"), event(1, "asked") + event(2, "asked"));
    EXPECT_EQ(world.event("l", "2024-10-01T12:59:59.999Z"), -1);
    EXPECT_EQ(world.event("l", "2024-10-01T13:00:00Z"), 0);
    EXPECT_EQ(world.event("l", "2024-10-02T13:00:00Z"), 1);
}

TEST(Selector, LooksBehindAndBeforeAnotherEvent) {
    TinyWorld world(with("facts:\n"
                         "  mark: {first: told}\n"
                         "  none: {first: named}\n"
                         "  after: {first: asked, after: mark}\n"
                         "  before: {latest: asked, before: mark}\n"
                         "  after-none: {first: asked, after: none}\n"
                         "  before-none: {first: asked, before: none}\n"
                         "  inline: {first: asked, after: {first: told}}\n"
                         "  itself: {latest: told, after: mark}\n"),
                    event(1, "asked") + event(2, "told") + event(2, "asked") + event(3, "asked"));
    EXPECT_EQ(world.event("after"), 2);
    EXPECT_EQ(world.event("before"), 0);
    EXPECT_EQ(world.event("after-none"), -1);
    EXPECT_EQ(world.event("before-none"), -1);
    EXPECT_EQ(world.event("inline"), 2);
    EXPECT_EQ(world.event("itself"), -1) << "an event is not after itself";
}

TEST(Selector, DropsAnEventThatALaterOneEnds) {
    std::string rules = with(
        "facts:\n  f: {latest: asked, unless_later: {latest: told, where: {material: {flag: "
        "true}}}}\n");
    EXPECT_EQ(TinyWorld(rules, event(1, "asked") + event(2, "told")).event("f"), 0);
    EXPECT_EQ(TinyWorld(rules, event(1, "asked") + event(2, "told, material: true")).event("f"),
              -1);
    EXPECT_EQ(TinyWorld(rules, event(1, "told, material: true") + event(1, "asked")).event("f"), 1);
    TinyWorld revived(rules,
                      event(1, "asked") + event(2, "told, material: true") + event(3, "asked"));
    EXPECT_EQ(revived.event("f"), 2);
    EXPECT_EQ(revived.event("f", "2024-10-02T13:00:00Z"), -1);
}

TEST(Selector, WantsAnEventThatAnotherPreceded) {
    std::string rules = with("facts:\n  f: {latest: asked, only_if_after: {latest: told}}\n");
    EXPECT_EQ(TinyWorld(rules, event(1, "asked")).event("f"), -1);
    EXPECT_EQ(TinyWorld(rules, event(1, "told") + event(1, "asked")).event("f"), 1);
    EXPECT_EQ(TinyWorld(rules, event(1, "asked") + event(2, "told")).event("f"), -1);
    EXPECT_EQ(TinyWorld(rules, event(1, "told") + event(2, "asked") + event(3, "told")).event("f"),
              1);
}

TEST(Selector, KeepsTheEventOnlyIfItPasses) {
    TinyWorld world(with("facts:\n"
                         "  kept: {latest: asked, keep: {answer: aye}}\n"
                         "  found: {latest: asked, where: {answer: aye}}\n"),
                    event(1, "asked, answer: aye") + event(2, "asked, answer: nay"));
    EXPECT_EQ(world.event("kept"), -1) << "the latest is a nay, and no earlier one stands for it";
    EXPECT_EQ(world.event("found"), 0);
}

TEST(Selector, LetsAnEventEndAtItsInstant) {
    TinyWorld world(with("facts:\n"
                         "  f: {latest: dated, ends: {earliest: [this.ends, {cap_years: 1, after: "
                         "this.at}]}}\n"),
                    event(1, "dated, ends: '2024-12-01T00:00:00-05:00'") +
                        event(2, "dated, ends: '2024-11-01T00:00:00-04:00'"));
    EXPECT_EQ(world.event("f", "2024-10-31T23:59:59.999-04:00"), 1);
    EXPECT_EQ(world.event("f", "2024-11-01T00:00:00-04:00"), 0) << "the other one is still alive";
    EXPECT_EQ(world.event("f", "2024-12-01T00:00:00-05:00"), -1);
    Evaluation early = world.at("2024-10-05T00:00:00-04:00");
    EXPECT_EQ(world.record().zone.print(base::Instant{std::chrono::milliseconds{early.next_turn}}),
              "2024-11-01T00:00:00-04:00");
}

struct TestRow {
    const char* why;
    const char* where;
    const char* event;
    bool passes;
};

constexpr TestRow kTests[] = {
    {"the word", "{answer: aye}", "asked, answer: aye", true},
    {"another word", "{answer: aye}", "asked, answer: nay", false},
    {"no word", "{answer: aye}", "asked", false},
    {"one of two", "{answer: [aye, nay]}", "asked, answer: nay", true},
    {"neither of two", "{answer: [aye, nay]}", "asked, answer: perhaps", false},
    {"none of these", "{answer: {not: [aye, nay]}}", "asked, answer: perhaps", true},
    {"one of these", "{answer: {not: [aye, nay]}}", "asked, answer: nay", false},
    {"an absent field is none of these", "{answer: {not: [aye]}}", "asked", true},
    {"filled", "{reason: filled}", "asked, reason: good", true},
    {"blank is not filled", "{reason: filled}", "asked, reason: '  '", false},
    {"absent is not filled", "{reason: filled}", "asked", false},
    {"blank", "{reason: blank}", "asked, reason: ''", true},
    {"absent is blank", "{reason: blank}", "asked", true},
    {"true", "{sure: {flag: true}}", "asked, sure: true", true},
    {"false", "{sure: {flag: true}}", "asked, sure: false", false},
    {"absent is not true", "{sure: {flag: true}}", "asked", false},
    {"wanted false", "{sure: {flag: false}}", "asked, sure: false", true},
    {"the head", "{by: head}", "asked, by: boss", true},
    {"somebody else", "{by: head}", "asked, by: clerk", false},
    {"nobody", "{by: head}", "asked", false},
    {"acting, with basis and confirmation", "{by: head}",
     "asked, by: {office: boss, acting: true, basis: law, confirmed_by: clerk}", true},
    {"acting, confirmed beside", "{by: head}",
     "asked, confirmed_by: clerk, by: {office: boss, acting: true, basis: law}", true},
    {"acting without a basis", "{by: head}",
     "asked, by: {office: boss, acting: true, confirmed_by: clerk}", false},
    {"acting on a blank basis", "{by: head}",
     "asked, by: {office: boss, acting: true, basis: ' ', confirmed_by: clerk}", false},
    {"acting, confirmed by nobody", "{by: head}",
     "asked, by: {office: boss, acting: true, basis: law}", false},
    {"acting, confirmed by itself", "{by: head}",
     "asked, by: {office: boss, acting: true, basis: law, confirmed_by: boss}", false},
    {"not acting after all", "{by: head}", "asked, by: {office: boss, acting: false}", true},
    {"seen by another", "{seen_by: {other_than: by}}", "asked, by: clerk, seen_by: boss", true},
    {"seen by the same", "{seen_by: {other_than: by}}", "asked, by: clerk, seen_by: clerk", false},
    {"seen, and nobody acted", "{seen_by: {other_than: by}}", "asked, seen_by: clerk", false},
    {"this case", "{case: here}", "asked, case: tiny", true},
    {"another case", "{case: here}", "asked, case: other", false},
    {"no case named", "{case: here}", "asked", true},
    {"a blank case", "{case: here}", "asked, case: ''", true},
    {"the opposite", "{not: {answer: aye}}", "asked, answer: nay", true},
    {"the opposite of an absent one", "{not: {answer: aye}}", "asked", true},
    {"all of several", "{answer: aye, reason: filled}", "asked, answer: aye, reason: x", true},
    {"one of several fails", "{answer: aye, reason: filled}", "asked, answer: aye", false},
    {"rests on evidence", "{supported: true}", "asked, evidence: [p]", true},
    {"rests on nothing", "{supported: true}", "asked", false},
    {"rests on what is not there", "{supported: true}", "asked, evidence: [later]", false},
    {"wanted without support", "{supported: false}", "asked", true},
    {"rests on more than rumours", "{supported_by: {other_than: [rumour]}}",
     "asked, evidence: [r, p]", true},
    {"rests on rumours alone", "{supported_by: {other_than: [rumour]}}", "asked, evidence: [r]",
     false},
    {"a copy of a rumour is one", "{supported_by: {other_than: [rumour]}}", "asked, evidence: [c]",
     false},
};

TEST(Selector, TestsTheFieldsOfAnEvent) {
    const std::string evidence = event(1, "shown, id: p, kind: paper") +
                                 event(1, "shown, id: r, kind: rumour") +
                                 event(1, "shown, id: c, kind: paper, copy_of: r");
    for (const auto& [why, where, what, passes] : kTests) {
        SCOPED_TRACE(why);
        TinyWorld world(with("facts:\n  f: {latest: asked, where: " + std::string(where) + "}\n"),
                        evidence + event(2, what) + event(3, "shown, id: later, kind: paper"));
        ASSERT_TRUE(world.is_whole());
        EXPECT_EQ(world.event("f"), passes ? 3 : -1);
    }
}

TEST(Selector, TestsGroupsAndRows) {
    TinyWorld world(with("facts:\n"
                         "  flagged: {latest: named, where: {one.sure: {flag: true}}}\n"
                         "  some: {latest: named, where: {who: {some: {name: [a]}}}}\n"
                         "  none: {latest: named, where: {not: {who: {some: {name: [c]}}}}}\n"
                         "  other: {latest: named, where: {who: {some: {not: {name: [a, b]}}}}}\n"),
                    event(1, "named, one: {sure: true}") +
                        event(2, "named, who: [{name: b}, {name: a}], one: {}"));
    EXPECT_EQ(world.event("flagged"), 0);
    EXPECT_EQ(world.event("some"), 1);
    EXPECT_EQ(world.event("none"), 1);
    EXPECT_EQ(world.event("other"), -1);
}

TEST(Selector, ComparesDaysAndInstants) {
    TinyWorld world(
        with("facts:\n"
             "  known-day: {latest: dated, where: {day: {up_to: asked}}}\n"
             "  decision: {first: asked}\n"
             "  in-time: {first: told, after: decision, where: {received: {not_before: "
             "decision.at}}}\n"
             "  later: {first: told, after: decision, where: {received: {after: decision.at}}}\n"
             "  over-long: {latest: dated, where: {ends: {after: {cap_years: 1, after: "
             "this.at}}}}\n"),
        event(1, "dated, made: '2024-09-01', ends: '2026-01-01T00:00:00Z'") + event(2, "asked") +
            event(3, "told, received: '2024-10-01T00:00:00Z'") +
            event(3, "told, received: '2024-10-02T09:00:00-04:00'") + event(4, "told"));
    EXPECT_EQ(world.event("known-day"), 0);
    EXPECT_EQ(world.event("in-time"), 3);
    EXPECT_EQ(world.event("later"), 4);
    EXPECT_EQ(world.event("over-long"), 0);
}

// ---- findings -----------------------------------------------------------------------------------

const std::string kFinding =
    "facts:\n"
    "  f:\n"
    "    finding: asked\n"
    "    'true': [{answer: aye, supported: true}]\n"
    "    'false': [{answer: nay}]\n"
    "    unknown:\n"
    "      - {when: {reason: filled, answer: perhaps}, reason: contested}\n"
    "      - {when: {answer: perhaps}, reason: stale}\n"
    "      - {when: {answer: aye}, reason: withheld}\n"
    "      - {when: {sure: {flag: true}}, reason: error}\n"
    "      - {when: {sure: {flag: false}, reason: filled}, reason: not_asked}\n"
    "rules:\n  r: {is: f}\n";

TEST(Finding, IsTrueFalseOrUnknownForAReason) {
    struct Row {
        const char* why;
        const char* event;
        Value value;
    };
    const Row kRows[] = {
        {"supported aye", "asked, answer: aye, evidence: [p]", Value::yes()},
        {"nay", "asked, answer: nay", Value::no()},
        {"the first clause that holds", "asked, answer: perhaps, reason: x",
         Value::unknown(Reason::Contested)},
        {"the next one", "asked, answer: perhaps", Value::unknown(Reason::Stale)},
        {"a true that is not supported", "asked, answer: aye", Value::unknown(Reason::Withheld)},
        {"an error", "asked, sure: true", Value::unknown(Reason::Error)},
        {"no clause holds", "asked", Value::unknown(Reason::Insufficient)},
    };
    for (const auto& [why, what, value] : kRows) {
        SCOPED_TRACE(why);
        TinyWorld world(with(kFinding), event(1, "shown, id: p, kind: paper") + event(2, what));
        EXPECT_EQ(world.value("r"), value);
    }
    EXPECT_EQ(TinyWorld(with(kFinding), "").value("r"), Value::unknown(Reason::NotAsked));
}

TEST(Finding, IsTheLatestOneAndNeverAnEarlierThatSuitsBetter) {
    TinyWorld world(with(kFinding), event(1, "asked, answer: nay") + event(2, "asked"));
    EXPECT_EQ(world.value("r", "2024-10-01T13:00:00Z"), Value::no());
    EXPECT_EQ(world.value("r"), Value::unknown(Reason::Insufficient));
}

TEST(Finding, CanBeThatBeforeAnEvent) {
    TinyWorld world(
        with("facts:\n  mark: {latest: told}\n  f: {finding: asked, before: mark, "
             "'true': [{answer: aye}], 'false': [{answer: nay}]}\nrules:\n  r: {is: "
             "f}\n"),
        event(1, "asked, answer: aye") + event(2, "told") + event(3, "asked, answer: nay"));
    EXPECT_EQ(world.value("r", "2024-10-01T13:00:00Z"), Value::unknown(Reason::NotAsked));
    EXPECT_EQ(world.value("r"), Value::yes());
}

// ---- collecting and covering --------------------------------------------------------------------

const std::string kCollect =
    "facts:\n"
    "  f: {collect: parts, wanted: [first, second, third], of: {latest: told}, received: received, "
    "restart: material}\n"
    "  wait: {hours: 1, after: f}\n"
    "rules:\n  r: {complete: f}\n";

TEST(Collect, IsCompleteWithTheEventThatBringsTheLastWord) {
    TinyWorld world(with(kCollect),
                    event(1, "told, parts: [first]") + event(2, "told, parts: [first, second]") +
                        event(3, "told, parts: [third]") + event(4, "told, parts: [first]"));
    EXPECT_EQ(world.event("f", "2024-10-02T13:00:00Z"), -1);
    EXPECT_EQ(world.at("2024-10-02T13:00:00Z").facts[world.fact("f")].detail, 0b011);
    EXPECT_EQ(world.value("r", "2024-10-02T13:00:00Z"), Value::no());
    EXPECT_EQ(world.time("wait", "2024-10-02T13:00:00Z"), "none");
    EXPECT_EQ(world.event("f"), 2);
    EXPECT_EQ(world.value("r"), Value::yes());
    EXPECT_EQ(world.time("wait"), "2024-10-03T10:00:00-04:00");
}

TEST(Collect, CountsFromTheLatestReceiptOfAPartThatWasNew) {
    // The second event was received before the first one; the third brings nothing new.
    TinyWorld world(with(kCollect),
                    event(5,
                          "told, parts: [first, second], received: "
                          "'2024-10-04T09:00:00-04:00'") +
                        event(6, "told, parts: [third], received: '2024-10-02T09:00:00-04:00'") +
                        event(7, "told, parts: [third]"));
    EXPECT_EQ(world.event("f"), 1);
    EXPECT_EQ(world.time("wait"), "2024-10-04T10:00:00-04:00");
}

TEST(Collect, BeginsAnewWithASupplementThatSaysSo) {
    std::string complete = event(1, "told, parts: [first, second, third]");
    TinyWorld supplemented(with(kCollect), complete + event(3, "told, material: true"));
    EXPECT_EQ(supplemented.event("f"), 1);
    EXPECT_EQ(supplemented.time("wait"), "2024-10-03T10:00:00-04:00");
    TinyWorld early(with(kCollect), event(1, "told, material: true") + complete);
    EXPECT_EQ(early.event("f"), 1) << "there is nothing to supplement yet";
    TinyWorld back(with(kCollect),
                   event(3, "told, parts: [first, second, third]") +
                       event(4, "told, material: true, received: '2024-10-01T09:00:00-04:00'"));
    EXPECT_EQ(back.time("wait"), "2024-10-03T10:00:00-04:00") << "never to an earlier instant";
}

TEST(Covers, WantsEveryWordOfTheListAndAListThatIsNotEmpty) {
    std::string rules = with(
        "facts:\n  t: {latest: named}\n  f: {covers: who.name, of: t, by: {latest: looked}, word: "
        "name}\nrules:\n  r: {is: f}\n");
    struct Row {
        const char* why;
        std::string record;
        bool covered;
    };
    const std::string two = event(1, "named, who: [{name: a}, {name: b}]");
    const Row kRows[] = {
        {"nothing is named", "", false},
        {"an empty list", event(1, "named, who: []"), false},
        {"no list", event(1, "named"), false},
        {"one of two", two + event(2, "looked, name: a"), false},
        {"both", two + event(2, "looked, name: b") + event(3, "looked, name: a"), true},
        {"before it was named", event(1, "looked, name: a") + event(2, "named, who: [{name: a}]"),
         true},
        {"nameless", two + event(2, "looked") + event(3, "looked, name: a"), false},
        {"the latest list counts",
         two + event(2, "looked, name: c") +
             event(3,
                   "named, who: "
                   "[{name: c}]"),
         true},
    };
    for (const auto& [why, record, covered] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(TinyWorld(rules, record).value("r"), Value::of(covered));
    }
}

// ---- times --------------------------------------------------------------------------------------

TEST(Time, IsToldFromEventsInEveryWay) {
    TinyWorld world(
        with("facts:\n"
             "  e: {latest: dated}\n"
             "  none: {latest: named}\n"
             "  q: {latest: asked}\n"
             "  at: {hours: 72, after: e.at}\n"
             "  day: {days: 45, after: e.day}\n"
             "  field: {days: 1, after: e.until}\n"
             "  counted: {days: q.count, after: e.day}\n"
             "  end: {end_of: e.day}\n"
             "  past: {once_past: day}\n"
             "  cap: {cap_years: 1, after: e.at}\n"
             "  wait: {wait_days: 7, after: e.at}\n"
             "  early: {earliest: [cap, wait, {hours: 1, after: none.at}]}\n"
             "  late: {latest_of: [cap, wait]}\n"
             "  either: {first_of: [{hours: 1, after: none.at}, at]}\n"
             "  never: {hours: 1, after: none.at}\n"
             "  most: {max: until, of: {latest: dated}}\n"
             "  least: {min_legal: {first: [dated, asked]}}\n"
             "  far: {days: 40000, after: {days: 40000, after: {days: 40000, after: e.day}}}\n"
             "  beyond: {once_past: far}\n"),
        event(7, "dated, made: '2024-09-01', until: '2025-03-01'") +
            event(8, "dated, made: '2024-09-02', until: '2024-12-31'") + event(9, "asked"));
    struct Row {
        const char* fact;
        const char* time;
    };
    constexpr Row kRows[] = {
        {"at", "2024-10-11T09:00:00-04:00"},
        {"day", "2024-10-17"},
        {"field", "2025-01-01"},
        {"counted", "2024-09-05"},
        {"end", "2024-09-03T00:00:00-04:00"},
        {"past", "2024-10-18T00:00:00-04:00"},
        {"cap", "2025-10-08T00:00:00-04:00"},
        {"wait", "2024-10-16T00:00:00-04:00"},
        {"early", "2024-10-16T00:00:00-04:00"},
        {"late", "2025-10-08T00:00:00-04:00"},
        {"either", "2024-10-11T09:00:00-04:00"},
        {"never", "none"},
        {"most", "2025-03-01"},
        {"least", "2024-09-01"},
        {"far", "unknowable"},
        {"beyond", "unknowable"},
    };
    for (const auto& [fact, time] : kRows) {
        SCOPED_TRACE(fact);
        EXPECT_EQ(world.time(fact), time);
    }
}

TEST(Time, IsReachedAtTheInstantItselfAndNotAMomentBefore) {
    TinyWorld world(with("facts:\n  e: {latest: dated}\n  t: {hours: 1, after: e.at}\nrules:\n  r: "
                         "{reached: t}\n"),
                    event(1, "dated"));
    EXPECT_EQ(world.value("r", "2024-10-01T12:00:00Z"), Value::no()) << "not begun";
    EXPECT_EQ(world.value("r", "2024-10-01T13:59:59.999Z"), Value::no());
    EXPECT_EQ(world.value("r", "2024-10-01T14:00:00Z"), Value::yes());
    Evaluation before = world.at("2024-10-01T13:00:00Z");
    EXPECT_EQ(base::to_string(base::Instant{std::chrono::milliseconds{before.next_turn}}),
              "2024-10-01T14:00:00Z");
}

TEST(Time, ThatCannotBeComputedIsAnErrorAndNeverReached) {
    // The table of closed days ends with 2030.
    TinyWorld world(
        with("facts:\n  e: {latest: dated}\n  t: {wait_days: 7, after: e.ends}\nrules:\n"
             "  r: {reached: t}\n  n: {not: r}\n"),
        event(1, "dated, ends: '2031-01-01T00:00:00Z'"));
    EXPECT_EQ(world.value("r", "2040-01-01T00:00:00Z"), Value::unknown(Reason::Error));
    EXPECT_EQ(world.value("n", "2040-01-01T00:00:00Z"), Value::unknown(Reason::Error));
}

}  // namespace
}  // namespace standstill::law
