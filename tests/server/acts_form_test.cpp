// Forms of events: what somebody typed becomes the event, and mistakes stand at their input.
#include "server/acts_form.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <filesystem>

#include "cli/zone_source.h"
#include "ledger/canonical_json.h"
#include "office/files.h"
#include "review/answer_json.h"
#include "server/pages/act_trial.h"
#include "server/pages/act_waiting.h"
#include "server/pages/act_words.h"
#include "server/pages/form_reader.h"
#include "server/pages/form_writer.h"

namespace standstill::server::pages {
namespace {

using base::Node;
using http::Fields;

review::Library& law_at_hand() {
    static review::Library kLibrary(*office::read_rules("rules"));
    return kLibrary;
}

review::Case case_of(const std::string& path) {
    auto text = office::read_file(path, 1 << 20);
    auto node = base::parse_document(*text, path);
    auto read = review::read_case(*node, path, law_at_hand(), cli::load_zone);
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return std::move(*read);
}

std::string canonical(const Node& node) {
    auto out = ledger::canonical_json(review::to_json(node));
    return out ? *out : out.error().message;
}

Acting registrar() { return {"Registrar", {}, true}; }
Acting reviewer() { return {"A. Reviewer", {{"reviewer", false, "", "", ""}}, false}; }

class ActsForm : public ::testing::Test {
protected:
    review::Case empty_ = case_of("tests/cases/empty-record.yaml");
    const law::EventKind& kind(const std::string& name) {
        return empty_.program->kinds[static_cast<std::size_t>(empty_.program->kind(name))];
    }
    // The event of a form and its mistakes, one `input: says` a line.
    std::string read(const std::string& name, const Fields& fields, const Acting& who) {
        FormReader reader(*empty_.program, empty_.record.zone, fields);
        Node event = reader.event(kind(name), who);
        if (reader.mistakes().empty()) {
            auto trial = tried(empty_, {event}, *base::parse_instant("2025-03-01T12:00:00-05:00"));
            if (!trial) reader.add_mistakes_of_door(trial.error().message);
        }
        std::string out;
        for (const Mistake& one : reader.mistakes()) out += one.input + ": " + one.says + "\n";
        return out.empty() ? canonical(event) : out;
    }
};

// Every event of every lawful case that is kept can be typed, and comes out equal.
TEST_F(ActsForm, EveryEventOfEveryCaseCanBeTyped) {
    std::size_t events = 0;
    for (const auto& file : std::filesystem::directory_iterator("tests/cases")) {
        if (file.path().extension() != ".yaml") continue;
        review::Case of = case_of(file.path().string());
        Typist typist(*of.program, of.record.zone);
        for (const Node& event : of.events) {
            Fields fields = typist.type(event);
            FormReader reader(*of.program, of.record.zone, fields);
            const std::string& name = event.find("event")->scalar;
            Node read = reader.event(
                of.program->kinds[static_cast<std::size_t>(of.program->kind(name))], registrar());
            // What has no office can be written in a file, but nobody acts by a form without one.
            // A blank text is left out, and the form keeps instants in the case's own offset.
            if (event.find("by") == nullptr || !reader.mistakes().empty()) continue;
            if (canonical(read) == canonical(event)) ++events;
        }
    }
    EXPECT_GT(events, 2000U);
}

TEST_F(ActsForm, EveryFieldOfEveryEventComesOutEqual) {
    review::Case of = case_of("tests/cases/every-field-of-every-event.yaml");
    Typist typist(*of.program, of.record.zone);
    std::set<std::string> kinds;
    for (const Node& event : of.events) {
        Fields fields = typist.type(event);
        FormReader reader(*of.program, of.record.zone, fields);
        const std::string& name = event.find("event")->scalar;
        kinds.insert(name);
        Node read = reader.event(
            of.program->kinds[static_cast<std::size_t>(of.program->kind(name))], registrar());
        for (const Mistake& one : reader.mistakes())
            ADD_FAILURE() << name << ": " << one.input << ": " << one.says;
        EXPECT_EQ(canonical(read), canonical(event));
    }
    EXPECT_EQ(kinds.size(), of.program->kinds.size()) << "a kind of event is not typed here";
}

TEST_F(ActsForm, OnlyOfficesOfOnesOwn) {
    EXPECT_EQ(read("use.decided", {{"by", "reviewer"}}, reviewer()),
              R"({"by":"reviewer","event":"use.decided"})");
    EXPECT_EQ(read("use.decided", {{"by", "apnsa"}}, reviewer()),
              "by: You do not hold the office `apnsa`\n");
    EXPECT_EQ(read("use.decided", {}, reviewer()), "by: By which office: choose one\n");
    EXPECT_EQ(read("use.decided", {{"by", "apnsa"}}, registrar()),
              R"({"by":"apnsa","event":"use.decided"})");
}

TEST_F(ActsForm, AnActingOfficialIsNamedWithBasisAndConfirmation) {
    Acting acting{"A. Example",
                  {{"principal-deputy", true, "5 U.S.C. 3345(a)(1)", "general-counsel", "b"}},
                  false};
    EXPECT_EQ(read("use.decided", {{"by", "principal-deputy"}}, acting),
              R"x({"by":{"acting":true,"basis":"5 U.S.C. 3345(a)(1)","confirmed_by":)x"
              R"x("general-counsel","name":"A. Example","office":"principal-deputy"},)x"
              R"x("event":"use.decided"})x");
}

TEST_F(ActsForm, OnlyARegistrarStatesTheTime) {
    Fields fields{{"by", "reviewer"},
                  {"at.month", "2"},
                  {"at.day", "1"},
                  {"at.year", "2025"},
                  {"at.time", "9:30"}};
    EXPECT_EQ(read("use.decided", fields, reviewer()),
              "at: Only a registrar may state when an act happened; the clock does\n");
    EXPECT_EQ(read("use.decided", fields, registrar()),
              R"({"at":"2025-02-01T09:30:00-05:00","by":"reviewer","event":"use.decided"})");
}

TEST_F(ActsForm, MistakesStandAtTheirInput) {
    EXPECT_EQ(read("factor.found", {{"by", "reviewer"}}, reviewer()),
              "factor: Factor: choose one\nvalue: Finding: choose one\n");
    EXPECT_EQ(
        read("tool.named", {{"by", "reviewer"}, {"tool", "Suite"}, {"furnishers.1.roles", "own"}},
             reviewer()),
        "furnishers.1.entity: Name of the entity: this is needed\n");
    // What only the door of the record knows comes back to its input as well.
    EXPECT_EQ(read("contract.awarded", {{"by", "reviewer"}, {"value.amount", "two millions"}},
                   reviewer()),
              "value.amount: `amount`: `two millions` is not an amount such as `2000000.00`\n");
    EXPECT_EQ(read("factor.found", {{"by", "reviewer"}, {"factor", "2(z)"}, {"value", "present"}},
                   reviewer())
                  .substr(0, 30),
              "factor: `factor`: `2(z)` is no");
    EXPECT_EQ(
        read("use.decided", {{"by", "reviewer"}, {"marking", "SECRET"}}, reviewer()).substr(0, 50),
        "marking: the marking `SECRET` is classified; this ");
}

TEST_F(ActsForm, DaysAndTimesOfTheZone) {
    auto until = [&](const std::string& month, const std::string& day, const std::string& time) {
        return read("waiver.issued",
                    {{"by", "reviewer"},
                     {"until.month", month},
                     {"until.day", day},
                     {"until.year", "2025"},
                     {"until.time", time}},
                    reviewer());
    };
    auto event = [](const std::string& instant) {
        return R"({"by":"reviewer","event":"waiver.issued","until":")" + instant + "\"}";
    };
    EXPECT_EQ(until("7", "4", "14:30"), event("2025-07-04T14:30:00-04:00"));
    EXPECT_EQ(until("12", "4", "9:05:07"), event("2025-12-04T09:05:07-05:00"));
    EXPECT_EQ(until("3", "9", "02:30"), "until: The clocks skip 02:30:00 on that day\n");
    EXPECT_EQ(until("11", "2", "01:30"),
              "until: 01:30:00 comes twice on that day; write the offset behind it, as in "
              "01:30-05:00\n");
    EXPECT_EQ(until("11", "2", "01:30-05:00"), event("2025-11-02T01:30:00-05:00"));
    EXPECT_EQ(until("11", "2", "01:30 -04:00"), event("2025-11-02T01:30:00-04:00"));
    EXPECT_EQ(until("2", "30", "01:30"), "until: There is no day 2025-02-30\n");
    EXPECT_EQ(until("2", "", "01:30"),
              "until: A day needs a month, a day and a year in figures, such as August 5 2024\n");
    EXPECT_EQ(until("2", "3", "noon"),
              "until: The time is read as hours and minutes, such as 14:30\n");
}

TEST_F(ActsForm, LineBreaksAreOneAndEndsAreTrimmed) {
    EXPECT_EQ(read("use.decided", {{"by", "reviewer"}, {"note", " one\r\ntwo\r\n"}}, reviewer()),
              R"({"by":"reviewer","event":"use.decided","note":"one\ntwo"})");
}

TEST_F(ActsForm, TextThatIsNoUtf8IsRefused) {
    EXPECT_EQ(read("use.decided", {{"by", "reviewer"}, {"note", "\xff"}}, reviewer()),
              "note: This is no well-formed text (UTF-8)\n");
}

TEST_F(ActsForm, RowsAreBounded) {
    EXPECT_EQ(rows_shown({}, "furnishers"), 2U);
    EXPECT_EQ(rows_shown({{"furnishers.rows", "5"}}, "furnishers"), 5U);
    EXPECT_EQ(rows_shown({{"furnishers.rows", "99999999"}}, "furnishers"), kMaxRows);
    EXPECT_EQ(rows_shown({{"furnishers.rows", "-3"}}, "furnishers"), 2U);
    EXPECT_EQ(rows_shown({{"furnishers.rows", "x"}}, "furnishers"), 2U);
}

TEST_F(ActsForm, EveryKindHasWords) {
    for (const law::EventKind& one : empty_.program->kinds) {
        EXPECT_FALSE(words_of(one.name).kind.empty()) << one.name;
        std::string cite(words_of(one.name).cite);
        EXPECT_TRUE(cite.empty() || !text_of(*empty_.program, cite).empty()) << cite;
        for (const FieldWords& words : words_of(one.name).fields) {
            std::string top(words.path.substr(0, words.path.find('.')));
            EXPECT_GE(one.slot(top), 0) << one.name << " has no field " << words.path;
        }
        for (const law::FieldSchema& field : one.fields)
            EXPECT_FALSE(label_of(one.name, field.name).empty());
    }
}

// The form shows what was typed, each control with an id of its own.
TEST_F(ActsForm, ControlsHaveIdsOfTheirOwn) {
    for (const law::EventKind& one : empty_.program->kinds) {
        Mistakes mistakes{{"note", "wrong"}};
        const http::Fields nothing_typed;
        FormWriter writer(*empty_.program, nothing_typed, mistakes,
                          {{"e1", "report", "Paper", "B2", ""}});
        writer.actor(registrar(), "America/New_York");
        writer.event(one);
        std::multiset<std::string> ids;
        for (const auto& item : writer.take())
            for (const auto& [kind_of_control, control] : item.as_object()) {
                if (auto* options = control.as_object().if_contains("options");
                    options != nullptr && kind_of_control != "field_select")
                    for (const auto& option : options->as_array())
                        ids.insert(std::string(option.at("option_id").as_string()));
                else if (auto* id = control.as_object().if_contains("id"))
                    ids.insert(std::string(id->as_string()));
            }
        for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << one.name << ": " << id;
    }
}

TEST_F(ActsForm, TheStatementBindsCaseVersionAndEvent) {
    Node event = *base::parse_document("{event: use.decided, by: reviewer}", "x");
    auto one = statement_of("a-case", 3, {event});
    ASSERT_TRUE(one);
    EXPECT_EQ(one->exact,
              R"({"case":"a-case","event":{"by":"reviewer","event":"use.decided"},"version":3})");
    EXPECT_NE(one->digest, statement_of("another", 3, {event})->digest);
    EXPECT_NE(one->digest, statement_of("a-case", 4, {event})->digest);
}

// Before anything is on record, the law waits for the tool, the findings and the determination, but
// not for what could have no effect yet.
TEST_F(ActsForm, WaitsForWhatCanHaveEffect) {
    review::Reviewer reviewer(*empty_.program, empty_.record);
    review::Answer answer = reviewer.answer(*base::parse_instant("2025-03-01T12:00:00-05:00"));
    std::vector<std::string> kinds;
    for (const Waiting& one : waiting_acts(empty_, reviewer, answer)) kinds.push_back(one.kind);
    auto has = [&](const std::string& kind) {
        return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    for (const char* kind : {"determination.made", "use.decided", "tool.named", "scope.found",
                             "factor.found", "purpose.set", "procurement.step"})
        EXPECT_TRUE(has(kind)) << kind;
    for (const char* kind : {"determination.submitted", "determination.certified", "waiver.issued",
                             "apnsa.no-further-process", "use.started", "evidence.added"})
        EXPECT_FALSE(has(kind)) << kind;
}

TEST_F(ActsForm, WaitsForTheSubmissionOnceThereIsADetermination) {
    Node event = *base::parse_document(
        "{event: determination.made, by: secretary-of-homeland-security, outcome: not-prohibited}",
        "x");
    base::Instant now = *base::parse_instant("2025-03-01T12:00:00-05:00");
    auto after = tried(empty_, {event}, now);
    ASSERT_TRUE(after);
    review::Reviewer reviewer(*after->program, after->record);
    review::Answer answer = reviewer.answer(now);
    std::vector<Waiting> waiting = waiting_acts(*after, reviewer, answer);
    ASSERT_FALSE(waiting.empty());
    EXPECT_EQ(waiting.front().kind, "determination.submitted");
    ASSERT_EQ(waiting.front().reasons.size(), 1U);
    EXPECT_EQ(waiting.front().reasons.front().says.substr(0, 39),
              "Duty 2(d), due 2025-03-02T00:00:00-05:0");
    EXPECT_EQ(waiting.front().reasons.front().preset,
              (Fields{{"to", "director-of-national-intelligence"}}));

    review::Reviewer before(*empty_.program, empty_.record);
    std::vector<std::string> changes = changes_between(empty_, before.answer(now), answer);
    ASSERT_FALSE(changes.empty());
    EXPECT_EQ(changes.front(), "Use: stays refused");
    EXPECT_NE(
        std::find(changes.begin(), changes.end(), "Condition 2(a) no longer stands in the way"),
        changes.end());
}

}  // namespace
}  // namespace standstill::server::pages
