// Acts through their pages: form, review, recording, and everything that stops one.
#include <set>

#include "office/files.h"
#include "server/acts_desk.h"
#include "server/pages/act_words.h"
#include "server/pages/form_writer.h"

namespace standstill::server::pages {
namespace {

using base::Node;

constexpr const char* kCase = "/cases/heron";

class ActsRecord : public AtTheDesk {
protected:
    ActsRecord() {
        EXPECT_EQ(opens("heron"), "done");
        sign_in("olga.officer");
    }
    std::string path(const std::string& act) { return std::string(kCase) + "/act/" + act; }
    Fields finding() {
        return {{"by", "reviewer"},
                {"factor", "2(a)(i)(A)"},
                {"value", "unknown"},
                {"treatment", "The DNI was asked twice."}};
    }
};

// Every kind of event with every field it may have, typed by registrars into the pages, is on
// record as the case file has it.
TEST_F(AtTheDesk, EveryFieldOfEveryEventGetsOnRecord) {
    auto text = office::read_file("tests/cases/every-field-of-every-event.yaml", 1 << 20);
    auto read = review::read_case(*base::parse_document(*text, "x"), "x", library, office::zones());
    ASSERT_TRUE(read);
    set("2024-08-05T09:00:00-04:00");
    ASSERT_TRUE(office->open_case_now(read->header, {}, office::registrar()));
    std::string base = "/cases/" + read->id + "/act/";
    Typist typist(*read->program, read->record.zone);
    for (std::size_t i = 0; i < read->events.size(); ++i) {
        const Node& event = read->events[i];
        const std::string& kind = event.find("event")->scalar;
        set(event.find("at")->scalar);
        // Who grades evidence does not certify, so one of them takes in the evidence.
        sign_in(kind == "evidence.added" ? "rolf.registrar" : "rita.registrar");
        if (needs_confirmation(kind)) prove_identity();
        EXPECT_EQ(get(base + kind).status, 200) << kind;
        std::string to = act(base + kind, typist.type(event));
        EXPECT_EQ(to, fmt::format("/cases/{}/act?recorded={}", read->id, i)) << kind;
        ASSERT_EQ(last_event(read->id), canonical(event)) << kind;
        EXPECT_NE(get(to).body.find(fmt::format("Recorded as event {}", i)), std::string::npos);
    }
    auto view = look(read->id);
    EXPECT_EQ(view->of().events.size(), read->events.size());
}

TEST_F(ActsRecord, TheReviewShowsWhatIsRecordedAndWhatItChanges) {
    Response page = post(path("finding"), finding());
    EXPECT_EQ(page.status, 200);
    std::string body = unescaped(page.body);
    EXPECT_NE(body.find(R"({"case":"heron","event":{"by":"reviewer","event":"factor.found")"),
              std::string::npos);
    EXPECT_NE(body.find("The DNI was asked twice."), std::string::npos);
    EXPECT_NE(body.find("Use: stays refused"), std::string::npos);
    EXPECT_NE(body.find("foreign government or foreign person has used or acquired"),
              std::string::npos)
        << "the words of the law";
    EXPECT_EQ(events_of("heron"), 0U) << "a review records nothing";
    EXPECT_EQ(record(path("finding"), page).status, 303);
    EXPECT_EQ(events_of("heron"), 1U);
    EXPECT_NE(last_event("heron").find(R"("at":"2026-11-20T07:00:00-05:00")"), std::string::npos)
        << "the clock's instant";
}

TEST_F(ActsRecord, AMistakeIsShownAtItsFieldAndTheInputIsKept) {
    Fields fields = finding();
    fields.erase(fields.begin() + 1);
    Response page = post(path("finding"), fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(page.body.find("<a href=\"#factor\">Factor: choose one</a>"), std::string::npos);
    EXPECT_NE(page.body.find("id=\"factor-error\""), std::string::npos);
    EXPECT_NE(page.body.find("The DNI was asked twice."), std::string::npos);
    EXPECT_EQ(events_of("heron"), 0U);
}

TEST_F(ActsRecord, WhatWasNotShownIsNotRecorded) {
    Response page = post(path("finding"), finding());
    Fields sent = hidden_in(page.body, path("finding") + "/record");
    std::erase_if(sent, [](const auto& one) { return one.first == "form_token"; });
    for (auto& [name, value] : sent)
        if (name == "value") value = "absent";
    Response refused = post(path("finding") + "/record", sent, "record");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(problems_of(refused).find("not what was shown"), std::string::npos);
    for (auto& [name, value] : sent)
        if (name == "digest") value = std::string(64, '0');
    EXPECT_EQ(post(path("finding") + "/record", sent, "record").status, 422);
    std::erase_if(sent, [](const auto& one) { return one.first == "version"; });
    EXPECT_EQ(post(path("finding") + "/record", sent, "record").status, 422);
    EXPECT_EQ(events_of("heron"), 0U);
}

TEST_F(ActsRecord, ADoubleClickRecordsOnce) {
    Response page = post(path("finding"), finding());
    EXPECT_EQ(location_of(record(path("finding"), page)), "/cases/heron/act?recorded=0");
    pass(std::chrono::seconds{2});
    Response second = record(path("finding"), page);
    EXPECT_EQ(second.status, 303);
    EXPECT_EQ(location_of(second), "/cases/heron/act?recorded=again");
    EXPECT_EQ(events_of("heron"), 1U);
    // The id of somebody else's command opens nothing and hides nothing.
    sign_in("rita.registrar");
    EXPECT_NE(location_of(record(path("finding"), page)), "/cases/heron/act?recorded=again");
}

TEST_F(ActsRecord, WhatHappenedMeanwhileIsShownAndTheFormIsKept) {
    Response page = post(path("finding"), finding());
    EXPECT_EQ(records("heron", "{event: tool.named, by: reviewer, tool: Suite}"), "2");
    Response stale = record(path("finding"), page);
    EXPECT_EQ(stale.status, 409);
    EXPECT_NE(stale.body.find("The case has changed meanwhile"), std::string::npos);
    EXPECT_NE(stale.body.find("Name the tool and who furnishes it"), std::string::npos);
    EXPECT_EQ(events_of("heron"), 1U);
    EXPECT_EQ(record(path("finding"), stale).status, 303) << "read again, it is recorded";
    EXPECT_EQ(events_of("heron"), 2U);
}

TEST_F(ActsRecord, SignaturesTakeAFreshProofOfIdentity) {
    sign_in("hugo.head");
    pass(std::chrono::minutes{6});  // to sign in was a proof as well
    Fields fields{{"by", "secretary-of-homeland-security"},
                  {"outcome", "not-prohibited"},
                  {"reasons", "No factor is present."}};
    Response page = post(path("determination"), fields);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Prove who you are, then sign"), std::string::npos);
    Response asked = record(path("determination"), page);
    EXPECT_EQ(asked.status, 303);
    EXPECT_EQ(location_of(asked),
              "/confirm?next=" + http::encode("/cases/heron/act/determination/review"));
    EXPECT_EQ(events_of("heron"), 0U);

    prove_identity();
    Response back = get(path("determination") + "/review");
    EXPECT_EQ(back.status, 200);
    EXPECT_NE(back.body.find("No factor is present."), std::string::npos) << "the draft was kept";
    EXPECT_NE(back.body.find("Sign and record it"), std::string::npos);
    // Six minutes later the proof is no longer fresh.
    pass(std::chrono::minutes{6});
    EXPECT_EQ(location_of(record(path("determination"), back)).substr(0, 9), "/confirm?");
    prove_identity();
    EXPECT_EQ(location_of(record(path("determination"), get(path("determination") + "/review"))),
              "/cases/heron/act?recorded=0");
    EXPECT_FALSE(people->draft("hugo.head", path("determination"))) << "a done act has no draft";
}

TEST_F(ActsRecord, EverySignatureOfTheProcessNeedsTheProof) {
    for (const char* kind : {"determination.made", "determination.certified", "use.decided",
                             "use.notified", "apnsa.further-process", "apnsa.no-further-process",
                             "waiver.issued", "waiver.revoked", "waiver.notified"})
        EXPECT_TRUE(needs_confirmation(kind)) << kind;
    for (const char* kind : {"evidence.added", "determination.submitted", "use.started"})
        EXPECT_FALSE(needs_confirmation(kind)) << kind;
}

TEST_F(ActsRecord, WhoGradesEvidenceDoesNotCertify) {
    add("both", {"reviewer", "secretary-of-homeland-security"});
    sign_in("both");
    Fields certificate{{"by", "secretary-of-homeland-security"}};
    Response before = post(path("certification"), certificate);
    EXPECT_EQ(before.status, 200);
    act(path("evidence"), {{"by", "reviewer"},
                           {"id", "e1"},
                           {"kind", "report"},
                           {"grade.letter", "B"},
                           {"grade.digit", "2"}});
    Response form = get(path("certification"));
    EXPECT_NE(form.body.find("who grades the evidence does not certify"), std::string::npos);
    prove_identity();
    Response review = post(path("certification"), certificate);
    EXPECT_NE(review.body.find("You cannot record this"), std::string::npos);
    Fields sent = hidden_in(before.body, path("certification") + "/record");
    std::erase_if(sent, [](const auto& one) { return one.first == "form_token"; });
    EXPECT_EQ(post(path("certification") + "/record", sent, "record").status, 403);
    EXPECT_EQ(events_of("heron"), 1U);
}

TEST_F(ActsRecord, NobodyActsInAnOfficeThatIsNotTheirs) {
    Fields fields = finding();
    fields.front().second = "apnsa";
    Response page = post(path("finding"), fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(problems_of(page).find("You do not hold the office `apnsa`"), std::string::npos);
    sign_in("ada.auditor");
    EXPECT_NE(get(path("determination")).body.find("an auditor does not record"),
              std::string::npos);
    sign_in("adam.administrator");
    EXPECT_EQ(get(path("finding")).status, 403);
    EXPECT_EQ(get(kCase + std::string("/act")).status, 403);
}

TEST_F(ActsRecord, AnAuditorRecordsWhatTheyFound) {
    sign_in("ada.auditor");
    act(path("information"), {{"by", "auditor"}, {"factor", "2(a)(ii)(B)"}});
    EXPECT_NE(last_event("heron").find(R"("by":"auditor")"), std::string::npos);
}

TEST_F(ActsRecord, AFormWithoutTheTokenChangesNothing) {
    Response page = send(http::Method::Post, path("finding"), "by=reviewer&do=save");
    EXPECT_EQ(page.status, 403);
    EXPECT_TRUE(people->drafts("olga.officer").empty());
}

TEST_F(ActsRecord, RowsAreAddedWithoutScript) {
    Fields fields{{"by", "reviewer"},
                  {"tool", "Suite"},
                  {"furnishers.rows", "2"},
                  {"furnishers.0.entity", "Labs"},
                  {"furnishers.0.roles", "own"}};
    Response page = post(path("tool"), fields, "add:furnishers");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("name=\"furnishers.2.entity\""), std::string::npos);
    EXPECT_EQ(page.body.find("name=\"furnishers.3.entity\""), std::string::npos);
    EXPECT_NE(page.body.find("value=\"Labs\""), std::string::npos);
    EXPECT_EQ(events_of("heron"), 0U);
}

TEST_F(ActsRecord, DraftsAreKeptShownAndDiscarded) {
    Response saved = post(path("finding"), finding(), "save");
    EXPECT_EQ(saved.status, 303);
    Response form = get(path("finding"));
    EXPECT_NE(form.body.find("Your draft is kept"), std::string::npos);
    EXPECT_NE(form.body.find("The DNI was asked twice."), std::string::npos);
    EXPECT_NE(get(kCase + std::string("/act")).body.find("Drafts of yours"), std::string::npos);
    sign_in("hugo.head");
    EXPECT_EQ(get(path("finding")).body.find("The DNI was asked twice."), std::string::npos)
        << "a draft is its writer's alone";
    sign_in("olga.officer");
    EXPECT_EQ(post(path("finding"), {}, "discard").status, 303);
    EXPECT_EQ(get(path("finding")).body.find("The DNI was asked twice."), std::string::npos);
}

TEST_F(ActsRecord, AnAddressPresetsTheForm) {
    Response form = get(path("finding") + "?factor=2(a)(ii)(B)&value=present&at.year=1999");
    EXPECT_NE(form.body.find("value=\"2(a)(ii)(B)\" checked"), std::string::npos);
    EXPECT_EQ(form.body.find("1999"), std::string::npos);
}

TEST_F(ActsRecord, TheListNamesWhatTheAnswerWaitsFor) {
    Response list = get(kCase + std::string("/act"));
    EXPECT_EQ(list.status, 200);
    EXPECT_NE(list.body.find("What the answer waits for"), std::string::npos);
    std::size_t waits = list.body.find("Make the determination");
    std::size_t all = list.body.find("All acts");
    ASSERT_NE(waits, std::string::npos);
    EXPECT_LT(waits, all);
    EXPECT_NE(list.body.find("/act/finding?factor=2%28a%29%28ii%29%28B%29"), std::string::npos)
        << "a question leads to its form, filled in";
    for (const ActWords& one : act_words())
        EXPECT_NE(list.body.find(std::string(one.title)), std::string::npos) << one.title;
}

TEST_F(ActsRecord, UnknownCasesAndActsAreSaidToBeUnknown) {
    EXPECT_EQ(get("/cases/nowhere/act").status, 404);
    EXPECT_EQ(get("/cases/nowhere/act/finding").status, 404);
    EXPECT_EQ(get(path("nothing")).status, 404);
    EXPECT_EQ(get(path("case.opened")).status, 404);
}

TEST_F(ActsRecord, ClassifiedMarkingsAreRefused) {
    Fields fields = finding();
    fields.emplace_back("marking", "SECRET//NOFORN");
    Response page = post(path("finding"), fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(problems_of(page).find("is classified"), std::string::npos);
    EXPECT_NE(page.body.find("href=\"#marking\""), std::string::npos);
}

TEST_F(ActsRecord, ARegistrarRecordsPaperActsWithTheirTime) {
    sign_in("rita.registrar");
    act(path("stop-work"), {{"by", "contracting-officer"},
                            {"by.name", "C. Officer"},
                            {"at.month", "11"},
                            {"at.day", "2"},
                            {"at.year", "2026"},
                            {"at.time", "10:00"},
                            {"days", "60"}});
    EXPECT_EQ(last_event("heron"),
              R"({"at":"2026-11-02T10:00:00-05:00","by":{"name":"C. Officer","office":)"
              R"("contracting-officer"},"days":"60","event":"contract.stop-work-ordered"})");
}

TEST_F(ActsRecord, TheWhiteHouseSeesAllOnOnePage) {
    ASSERT_EQ(opens("kestrel"), "done");
    for (const char* id : {"heron", "kestrel"})
        EXPECT_NE(records(id, "{event: contract.awarded, by: contracting-officer, vendor: Labs}"),
                  "");
    EXPECT_EQ(records("heron",
                      "{event: evidence.added, by: reviewer, id: e1, kind: report, "
                      "grade: B2, publisher: Gazette}"),
              "3");
    EXPECT_EQ(records("heron",
                      "{event: factor.found, by: reviewer, factor: '2(a)(ii)(B)', value: "
                      "present, evidence: [e1], note: It sells to them.}"),
              "4");
    EXPECT_EQ(records("heron", "{event: use.notified, by: secretary-of-homeland-security}"), "5");
    EXPECT_EQ(records("heron", "{event: use.ended, by: component-head}"), "6");
    sign_in("anna.apnsa");
    std::string body = unescaped(get(path("release")).body);
    EXPECT_NE(body.find("e1 (B2): report, Gazette"), std::string::npos);
    EXPECT_NE(body.find("It sells to them."), std::string::npos);
    EXPECT_NE(body.find("What changed since the last notice"), std::string::npos);
    EXPECT_NE(body.find("Record that use has ended"), std::string::npos);
    EXPECT_NE(body.find("The clock"), std::string::npos);
    EXPECT_NE(body.find("The case kestrel"), std::string::npos) << "the other case on the vendor";
}

// The page on which the head notifies shows the notice itself, and text of the record stays text.
TEST_F(ActsRecord, TheNoticePageShowsTheNotice) {
    EXPECT_EQ(records("heron",
                      "{event: determination.made, by: secretary-of-homeland-security, "
                      "outcome: not-prohibited, reasons: '<script>alert(3)</script>'}"),
              "2");
    sign_in("hugo.head");
    Response page = get(path("notice"));
    EXPECT_NE(page.body.find("<details class=\"act-notice\" open>"), std::string::npos);
    EXPECT_NE(page.body.find("Where this comes from"), std::string::npos);
    EXPECT_EQ(page.body.find("<script>alert"), std::string::npos);
}

// Whatever is typed, in whichever field of whichever form, is text on every page.
TEST_F(ActsRecord, HostileTextStaysText) {
    const std::string hostile = "\"'><script>alert(1)</script>{{form_token}}&amp;";
    EXPECT_EQ(records("heron",
                      "{event: evidence.added, by: reviewer, id: '<b>e1</b>', kind: "
                      "report, publisher: '<script>alert(2)</script>'}"),
              "2");
    auto view = look("heron");
    for (const law::EventKind& kind : view->of().program->kinds) {
        sign_in("rita.registrar");
        std::string form = get(path(kind.name)).body;
        Fields fields{{"by", "reviewer"}};
        std::size_t at = 0;
        std::set<std::string> names;
        while ((at = form.find(" name=\"", at)) != std::string::npos) {
            std::string name = between(form, " name=\"", "\"", at);
            if (!is_plumbing(name) && name.find("rows") == std::string::npos) names.insert(name);
        }
        for (const std::string& name : names) fields.emplace_back(name, hostile);
        for (const char* button : {"change", "review", "add:furnishers"}) {
            Response page = post(path(kind.name), fields, button);
            EXPECT_EQ(page.body.find("<script>alert"), std::string::npos) << kind.name << button;
            EXPECT_EQ(page.body.find("<b>e1"), std::string::npos) << kind.name << button;
        }
        // Where the text is allowed, the page that shows the act escapes it too.
        Fields lawful{{"by", "reviewer"}, {"note", hostile}, {"by.name", hostile}};
        for (const law::FieldSchema& field : kind.fields) {
            bool is_text = field.type == law::FieldType::Text ||
                           field.type == law::FieldType::Name ||
                           field.type == law::FieldType::Handle;
            if (is_text) lawful.emplace_back(field.name, hostile);
            if (!field.choices.empty()) lawful.emplace_back(field.name, field.choices.front());
            if (field.name == "until" || field.name == "published")
                for (auto [part, value] : {std::pair{".month", "1"},
                                           {".day", "2"},
                                           {".year", field.future ? "2027" : "2026"}})
                    lawful.emplace_back(field.name + part, value);
            if (field.type == law::FieldType::Timestamp && field.future)
                lawful.emplace_back(field.name + ".time", "10:00");
        }
        Response review = post(path(kind.name), lawful);
        EXPECT_EQ(review.status, 200) << kind.name << problems_of(review);
        EXPECT_EQ(review.body.find("<script>alert"), std::string::npos) << kind.name;
    }
}

// Other packs get their forms from their schema alone.
TEST_F(ActsRecord, TheEuropeanPackHasItsFormsToo) {
    auto header = office::node(
        "{standstill: 1, case: eu-one, title: An export, law: [eu-2021-821-art-5], zone: "
        "Europe/Brussels, exporter: {name: Maker, member_state: DE}}");
    auto opened = office->open_case_now(header, {}, office::registrar());
    ASSERT_TRUE(opened) << opened.error().message;
    sign_in("rita.registrar");
    auto view = look("eu-one");
    for (const law::EventKind& kind : view->of().program->kinds)
        EXPECT_EQ(get("/cases/eu-one/act/" + kind.name).status, 200) << kind.name;
    EXPECT_EQ(get("/cases/eu-one/act").status, 200);
}

}  // namespace
}  // namespace standstill::server::pages
