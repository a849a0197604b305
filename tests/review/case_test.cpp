// The door of a case: what it lets in, and what each mistake says, with its place.
#include "review/case.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "review/answer_json.h"
#include "review/story.h"

namespace standstill::review {
namespace {

std::string message_of(const std::string& text) {
    auto document = base::parse_document(text, "case.yaml");
    if (!document) return document.error().message;
    auto of = read_case(*document, "case.yaml", law_at_hand(), zones_at_hand());
    return of ? "it was read" : of.error().message;
}

const std::string kHeader =
    "standstill: 1\n"
    "case: a-case\n"
    "law: [eo-14093]\n"
    "agency: {name: A, head: secretary-of-defense}\n";

// A case of one event, which stands on line 6 from column 3 on; `at` precedes what is given.
std::string event_message(const std::string& event) {
    return message_of(kHeader + "record:\n- {at: '2024-10-01T09:00:00-04:00', " + event + "}\n");
}

struct Mistake {
    const char* why;
    const char* text;
    const char* says;
};

constexpr Mistake kHeaders[] = {
    {"no map", "- a\n", "case.yaml: expected a case, a map of keys"},
    {"no version", "case: a\nlaw: [eo-14093]\nrecord: []\n",
     "case.yaml:1:1: `standstill` is missing"},
    {"another version", "standstill: 2\ncase: a\nlaw: [eo-14093]\nrecord: []\n",
     "case.yaml:1:13: `standstill: 2` is a format this program does not know, expected 1"},
    {"no id", "standstill: 1\nlaw: [eo-14093]\nrecord: []\n", "case.yaml:1:1: `case` is missing"},
    {"an id in capitals", "standstill: 1\ncase: Case\nlaw: [eo-14093]\nrecord: []\n",
     "case.yaml:2:7: `Case` is not an id, expected lower case letters, digits and `-`"},
    {"an id that begins with a dash", "standstill: 1\ncase: -a\nlaw: [eo-14093]\nrecord: []\n",
     "case.yaml:2:7: `-a` is not an id, expected lower case letters, digits and `-`"},
    {"a list for an id", "standstill: 1\ncase: [a]\nlaw: [eo-14093]\nrecord: []\n",
     "case.yaml:2:7: `case` must be a word"},
    {"no law", "standstill: 1\ncase: a\nrecord: []\n",
     "case.yaml:1:1: `law` must be a list of rule packs, as in `law: [eo-14093]`"},
    {"a word for the law", "standstill: 1\ncase: a\nlaw: eo-14093\nrecord: []\n",
     "case.yaml:3:6: `law` must be a list of rule packs, as in `law: [eo-14093]`"},
    {"a law that is not at hand", "standstill: 1\ncase: a\nlaw: [eo-14039]\nrecord: []\n",
     "case.yaml:3:6: no rule pack is called `eo-14039`, did you mean `eo-14093`?"},
    {"a misspelt key",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, head: "
     "secretary-of-defense}\nrecords: []\nrecord: []\n",
     "case.yaml:5:1: unknown key `records`, did you mean `record`?"},
    {"a misspelt key of the agency",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, haed: x, head: "
     "secretary-of-defense}\nrecord: []\n",
     "case.yaml:4:19: unknown key `haed` in `agency`, did you mean `head`?"},
    {"no agency", "standstill: 1\ncase: a\nlaw: [eo-14093]\nrecord: []\n",
     "case.yaml:1:1: `agency.name` is missing\ncase.yaml:1:1: `agency.head` is missing"},
    {"an agency without a head",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A}\nrecord: []\n",
     "case.yaml:4:9: `agency.head` is missing"},
    {"a head that is no office",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, head: "
     "secretary-of-defence}\nrecord: []\n",
     "case.yaml:4:25: `secretary-of-defence` is not an office, did you mean "
     "`secretary-of-defense`?"},
    {"a word for a list of offices",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, head: secretary-of-defense, "
     "relevant_officials: secretary-of-defense}\nrecord: []\n",
     "case.yaml:4:67: `agency.relevant_officials` must be a list of offices"},
    {"an agency that is a word", "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: A\nrecord: []\n",
     "case.yaml:4:9: `agency` must be a map"},
    {"no record",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, head: secretary-of-defense}\n",
     "case.yaml:1:1: `record` must be a list of events"},
    {"a record that is a map",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, head: "
     "secretary-of-defense}\nrecord: {a: b}\n",
     "case.yaml:5:9: `record` must be a list of events"},
    {"an expectation that is no list",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, head: "
     "secretary-of-defense}\nrecord: []\nexpect: refused\n",
     "case.yaml:6:9: `expect` must be a list"},
    {"an event that is a word",
     "standstill: 1\ncase: a\nlaw: [eo-14093]\nagency: {name: A, head: "
     "secretary-of-defense}\nrecord: [x]\n",
     "case.yaml:5:10: expected an event, found `x`"},
};

TEST(CaseFile, NamesThePlaceAndTheTextOfAMistakeInItsHeader) {
    for (const auto& [why, text, says] : kHeaders) {
        SCOPED_TRACE(why);
        EXPECT_EQ(message_of(text), says);
    }
}

TEST(CaseFile, NamesAZoneThatThereIsNot) {
    std::string message = message_of(kHeader + "zone: America/New_Yorkk\nrecord: []\n");
    EXPECT_EQ(message.substr(0, 15), "case.yaml:5:7: ");
    EXPECT_NE(message.find("`America/New_Yorkk`"), std::string::npos);
    EXPECT_NE(message.find("America/New_York`"), std::string::npos) << "a near miss";
}

// What follows `at` in the event, and the whole message.
constexpr Mistake kEvents[] = {
    {"no kind", "by: reviewer", "case.yaml:6:3: an event needs `event`"},
    {"a misspelt kind", "event: tool.name, tool: T",
     "case.yaml:6:44: `tool.name` is not an event of this law, did you mean `tool.named`?"},
    {"a list for a kind", "event: [tool.named]",
     "case.yaml:6:44: a list is not an event of this law"},
    {"a misspelt field", "event: tool.named, tol: T, tool: T",
     "case.yaml:6:56: unknown key `tol` in tool.named, did you mean `tool`?"},
    {"a misspelt common field", "event: tool.named, tool: T, markng: U",
     "case.yaml:6:65: unknown key `markng` in tool.named, did you mean `marking`?"},
    {"a field that is missing", "event: tool.named", "case.yaml:6:3: tool.named needs `tool`"},
    {"a misspelt office", "event: use.decided, by: secretary-of-defence",
     "case.yaml:6:61: `secretary-of-defence` is not an office, did you mean "
     "`secretary-of-defense`?"},
    {"a list for an office", "event: use.decided, by: [reviewer]",
     "case.yaml:6:61: a list is not an office"},
    {"an actor without an office", "event: use.decided, by: {name: N}",
     "case.yaml:6:61: `by` needs `office`"},
    {"a misspelt key of the actor", "event: use.decided, by: {office: reviewer, bases: law}",
     "case.yaml:6:80: unknown key `bases` in `by`, did you mean `basis`?"},
    {"acting, perhaps", "event: use.decided, by: {office: reviewer, acting: perhaps}",
     "case.yaml:6:88: `acting` is true or false, found `perhaps`"},
    {"confirmed by no office", "event: use.decided, by: reviewer, confirmed_by: somebody",
     "case.yaml:6:85: `somebody` is not an office"},
    {"a choice that there is not", "event: determination.made, outcome: permitted",
     "case.yaml:6:73: `outcome`: `permitted` is not one of prohibited, not-prohibited"},
    {"a choice nearly hit", "event: determination.made, outcome: prohibitd",
     "case.yaml:6:73: `outcome`: `prohibitd` is not one of prohibited, not-prohibited, did "
     "you mean "
     "`prohibited`?"},
    {"a list for a word", "event: determination.made, outcome: [prohibited]",
     "case.yaml:6:73: `outcome`: a list is not a word"},
    {"a word for a list", "event: use.notified, parts: factors",
     "case.yaml:6:65: `parts` must be a list, found `factors`"},
    {"a part that there is not", "event: use.notified, parts: [factor]",
     "case.yaml:6:66: `parts`: `factor` is not one of due-diligence, factors, reasons, did "
     "you mean "
     "`factors`?"},
    {"a flag that is neither", "event: use.notified, material: often",
     "case.yaml:6:68: `material`: `often` is not `true` or `false`"},
    {"a number that is a word", "event: contract.stop-work-ordered, days: ninety",
     "case.yaml:6:78: `days`: `ninety` is not a whole number from 0 to 100000"},
    {"a number below zero", "event: contract.stop-work-ordered, days: -1",
     "case.yaml:6:78: `days`: `-1` is not a whole number from 0 to 100000"},
    {"a number far too large", "event: contract.stop-work-ordered, days: 99999999999",
     "case.yaml:6:78: `days`: `99999999999` is not a whole number from 0 to 100000"},
    {"a day that does not exist", "event: contract.awarded, awarded: 2023-02-29",
     "case.yaml:6:71: `awarded`: "},
    {"a day that is to come", "event: contract.awarded, awarded: 2024-10-02",
     "case.yaml:6:71: `awarded: 2024-10-02` lies after the event was recorded "
     "(2024-10-01T09:00:00-04:00); nobody records what has not happened"},
    {"an instant that is to come", "event: use.notified, received: '2024-10-01T09:00:01-04:00'",
     "case.yaml:6:68: `received: 2024-10-01T09:00:01-04:00` lies after the event was recorded "
     "(2024-10-01T09:00:00-04:00); nobody records what has not happened"},
    {"an instant without an offset", "event: use.notified, received: '2024-10-01T09:00:00'",
     "case.yaml:6:68: `received`: "},
    {"a map for an instant", "event: use.notified, received: {a: b}",
     "case.yaml:6:68: `received`: "},
    {"an amount that is none", "event: contract.awarded, value: {amount: much, currency: USD}",
     "case.yaml:6:78: `amount`: `much` is not an amount such as `2000000.00`"},
    {"a misspelt key in a group", "event: contract.awarded, value: {amont: 1}",
     "case.yaml:6:70: unknown key `amont` in `value`, did you mean `amount`?"},
    {"a word for a group", "event: contract.awarded, value: 1",
     "case.yaml:6:69: `value`: expected a map, found `1`"},
    {"a map for a list of maps", "event: tool.named, tool: T, furnishers: {entity: E}",
     "case.yaml:6:77: `furnishers` must be a list, found a map"},
    {"a row without its name", "event: tool.named, tool: T, furnishers: [{roles: [sell]}]",
     "case.yaml:6:78: `furnishers` needs `entity`"},
    {"a grade that is none", "event: evidence.added, id: e, kind: report, grade: Z9",
     "case.yaml:6:88: `grade`: `Z9` is not a grade from A1 to F6"},
    {"a digest that is none", "event: evidence.added, id: e, kind: report, sha256: abc",
     "case.yaml:6:89: `sha256`: `abc` is not a SHA-256 digest, 64 hexadecimal digits"},
    {"evidence that is a word", "event: use.decided, evidence: e1",
     "case.yaml:6:67: `evidence` must be a list of ids, found `e1`"},
    {"evidence that holds a list", "event: use.decided, evidence: [[e1]]",
     "case.yaml:6:68: expected the id of a piece of evidence, found a list"},
    {"a note that is a list", "event: use.decided, note: [a]",
     "case.yaml:6:63: `note` must be a text of at most 20000 bytes"},
    {"a secret", "event: use.decided, marking: SECRET//NOFORN",
     "case.yaml:6:66: the marking `SECRET//NOFORN` is classified; this deployment holds handles, "
     "dates and digests, never classified content"},
    {"a top secret", "event: use.decided, marking: TOP SECRET",
     "case.yaml:6:66: the marking `TOP SECRET` is classified; this deployment holds handles, dates "
     "and digests, never classified content"},
    {"a portion that is secret", "event: use.decided, marking: (TS//SI)",
     "case.yaml:6:66: the marking `(TS//SI)` is classified; this deployment holds handles, dates "
     "and digests, never classified content"},
    {"a confidential one in brackets", "event: use.decided, marking: (C)",
     "case.yaml:6:66: the marking `(C)` is classified; this deployment holds handles, dates and "
     "digests, never classified content"},
    {"a marking that is none", "event: use.decided, marking: PRIVATE",
     "case.yaml:6:66: `PRIVATE` is not a marking, expected `U` or `CUI`"},
};

TEST(EventDoor, NamesThePlaceTheTextAndTheNearMissOfEveryMistake) {
    for (const auto& [why, event, says] : kEvents) {
        SCOPED_TRACE(why);
        std::string message = event_message(event), expected = says;
        // A row that ends with a colon leaves the rest to the reader of instants and days.
        if (expected.ends_with(": ")) message = message.substr(0, expected.size());
        EXPECT_EQ(message, expected);
    }
}

TEST(EventDoor, WantsAnInstantThatDoesNotGoBack) {
    EXPECT_EQ(message_of(kHeader + "record:\n- {event: use.decided}\n"),
              "case.yaml:6:3: an event needs `at`");
    EXPECT_EQ(message_of(kHeader + "record:\n- {at: noon, event: use.decided}\n").substr(0, 15),
              "case.yaml:6:8: ");
    EXPECT_EQ(
        message_of(kHeader + "record:\n- {at: '2024-10-01T09:00:00-04:00', event: use.decided}\n"
                             "- {at: '2024-10-01T12:59:59Z', event: use.decided}\n"),
        "case.yaml:7:8: `2024-10-01T12:59:59Z` is earlier than the event before it "
        "(2024-10-01T09:00:00-04:00); events stand in the order in which they were recorded");
    EXPECT_EQ(
        message_of(kHeader + "record:\n- {at: '2024-10-01T09:00:00-04:00', event: use.decided}\n"
                             "- {at: '2024-10-01T13:00:00Z', event: use.decided}\n"),
        "it was read");
}

TEST(EventDoor, RefusesAPieceOfEvidenceThatIsAddedTwice) {
    const std::string added =
        "- {at: '2024-10-01T09:00:00Z', event: evidence.added, kind: report, id: ";
    EXPECT_EQ(message_of(kHeader + "record:\n" + added + "e1}\n" + added + "e1}\n"),
              "case.yaml:7:73: evidence `e1` is already on record (event 0)");
}

TEST(EventDoor, LetsInWhatIsUnclassified) {
    for (const char* marking :
         {"U", "(U)", "CUI", "(CUI//SP-PRIV)", "FOUO", "U//FOUO", "UNCLASSIFIED", "' U '"})
        EXPECT_EQ(event_message("event: use.decided, marking: " + std::string(marking)),
                  "it was read")
            << marking;
}

TEST(EventDoor, LetsInEmptyValuesAsIfTheyWereNotThere) {
    EXPECT_EQ(event_message("event: use.notified, received: , parts: , by: , note: , marking: , "
                            "evidence: , material: "),
              "it was read");
}

TEST(EventDoor, BoundsWhatOneEventMayHold) {
    std::string long_text(20'001, 'a'), long_name(401, 'a');
    EXPECT_NE(event_message("event: use.decided, note: " + long_text).find("at most 20000 bytes"),
              std::string::npos);
    EXPECT_NE(event_message("event: determination.made, outcome: prohibited, reasons: " + long_text)
                  .find("`reasons`: `aaa"),
              std::string::npos);
    EXPECT_NE(event_message("event: tool.named, tool: " + long_name).find("at most 400 bytes"),
              std::string::npos);
    std::string ids;
    for (int i = 0; i < 1001; ++i) ids += (i == 0 ? "" : ", ") + std::string("e");
    EXPECT_NE(event_message("event: use.decided, evidence: [" + ids + "]")
                  .find("`evidence` must be a list of ids"),
              std::string::npos);
    EXPECT_LT(event_message("event: tool.named, tool: " + long_name).size(), 300U)
        << "a message shows the beginning of what is too long";
}

TEST(CaseFile, TellsAllMistakesAtOnceButNoMoreThanTwenty) {
    std::string two = kHeader +
                      "record:\n- {at: '2024-10-01T09:00:00Z', event: use.decided, by: nobody}\n"
                      "- {at: '2024-10-01T09:00:00Z', event: tool.named}\n";
    EXPECT_EQ(base::split(message_of(two), '\n').size(), 2U);
    std::string many = kHeader + "record:\n";
    for (int i = 0; i < 50; ++i) many += "- {at: '2024-10-01T09:00:00Z', event: nothing}\n";
    EXPECT_EQ(base::split(message_of(many), '\n').size(), 20U);
}

std::string answer_of(const Case& of) {
    Reviewer reviewer(*of.program, of.record);
    Answer answer = reviewer.answer(instant("2025-06-01T00:00:00Z"));
    return boost::json::serialize(to_json(of, reviewer, answer, Explained::Yes));
}

TEST(EventDoor, LeavesTheCaseAsItWasWhereAnEventHasAMistake) {
    Story story;
    story.prepare().certify();
    const std::string before = answer_of(story.of());
    const law::Record& record = story.of().record;
    const std::vector<std::size_t> sizes = {
        record.events.size(),   record.fields.size(),   record.words.size(),     record.rows.size(),
        record.supports.size(), record.evidence.size(), story.of().events.size()};
    // Each is nearly right: fields, rows, words and evidence have been read when the mistake shows.
    for (const char* event : {
             "tool.named, tool: T, furnishers: [{entity: A, roles: [sell, own]}, {role: x}]",
             "use.notified, parts: [factors, reasons, all]",
             "factor.found, factor: 2(a)(i)(A), value: present, evidence: [e1, e2, [x]]",
             "mitigation.considered, measures: [{kind: cooperated, evidence: [e1]}, {kind: x}]",
             "evidence.added, id: e3, kind: gossip",
             "evidence.added, id: e1, kind: report",
             "use.decided, by: {office: reviewer, acting: maybe}",
             "use.decided, marking: SECRET",
             "determination.made",
             "no.such-event",
         }) {
        auto node = base::parse_document(
            "{at: '2024-12-01T00:00:00Z', event: " + std::string(event) + "}", "bad");
        ASSERT_TRUE(node) << event;
        EXPECT_FALSE(add_event(story.of(), *node, "bad")) << event;
        const std::vector<std::size_t> now = {record.events.size(),    record.fields.size(),
                                              record.words.size(),     record.rows.size(),
                                              record.supports.size(),  record.evidence.size(),
                                              story.of().events.size()};
        EXPECT_EQ(now, sizes) << event;
    }
    EXPECT_EQ(answer_of(story.of()), before);
    // An id that was refused is free, and a right event goes in.
    story.at("2024-12-01T00:00:00Z").add("evidence.added, id: e3, kind: report");
    EXPECT_EQ(record.events.size(), sizes[0] + 1);
}

TEST(CaseFile, IsTheSameCaseAsYamlAndAsJson) {
    Story story;
    story.prepare().certify().notify();
    base::Node whole = story.of().header;
    whole.keys.emplace_back("record", base::Place{});
    whole.items.emplace_back();
    whole.items.back().kind = base::Node::Kind::List;
    whole.items.back().items = story.of().events.all();
    std::string text = boost::json::serialize(to_json(whole));
    auto document = base::parse_document(text, "case.json");
    ASSERT_TRUE(document) << document.error().message;
    auto of = read_case(*document, "case.json", law_at_hand(), zones_at_hand());
    ASSERT_TRUE(of) << of.error().message;
    EXPECT_EQ(answer_of(*of), answer_of(story.of()));
}

TEST(CaseFile, NamesThePlaceInJsonAsWell) {
    std::string json = R"({"standstill": 1, "case": "j", "law": ["eo-14093"],
 "agency": {"name": "A", "head": "secretary-of-defense"},
 "record": [{"at": "2024-10-01T09:00:00Z", "event": "use.decidd"}]})";
    EXPECT_EQ(message_of(json),
              "case.yaml:3:53: `use.decidd` is not an event of this law, did you mean "
              "`use.decided`?");
}

TEST(CaseFile, KeepsEventsAsTheyWereWritten) {
    Story story;
    story.add("use.decided, note: 'Kept, word for word.'");
    ASSERT_EQ(story.of().events.size(), 1U);
    EXPECT_EQ(story.of().events[0].find("note")->scalar, "Kept, word for word.");
    EXPECT_EQ(story.of().header.find("record"), nullptr);
}

}  // namespace
}  // namespace standstill::review
