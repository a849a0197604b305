// What must hold between answers, whatever the record says: no expected answer is needed to check
// it, so thousands of random records can be.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <functional>
#include <set>

#include "law/explain.h"
#include "review/answer_json.h"
#include "review/story.h"
#include "support/generator.h"

namespace standstill::review {
namespace {

namespace json = boost::json;
using base::Instant;
using std::chrono::milliseconds;

json::object random_file(std::uint64_t seed) {
    return seed % 2 == 0 ? generator::lawful(seed) : generator::wild(seed);
}

Case read(const json::object& file) {
    auto of = read_case(to_node(file), "seed", law_at_hand(), zones_at_hand());
    EXPECT_TRUE(of) << of.error().message;
    return std::move(*of);
}

// At most so many of the interesting instants, spread over all of them.
std::vector<Instant> instants_of(const json::object& file, std::uint64_t seed, std::size_t most) {
    std::vector<std::string> all = generator::interesting_instants(file, seed);
    std::vector<Instant> out;
    std::size_t step = std::max<std::size_t>(1, all.size() / most);
    for (std::size_t i = seed % step; i < all.size(); i += step) out.push_back(instant(all[i]));
    return out;
}

// Everything that anybody reads of an answer, with the tree of every condition.
std::string whole_answer(const Case& of, Reviewer& reviewer, Instant at) {
    Answer answer = reviewer.answer(at);
    return json::serialize(to_json(of, reviewer, answer, Explained::Yes));
}

std::string whole_answer(const Case& of, Instant at) {
    Reviewer reviewer(*of.program, of.record);
    return whole_answer(of, reviewer, at);
}

// The file with those events only that the filter keeps.
json::object with_events(json::object file,
                         const std::function<bool(const json::object&)>& is_kept) {
    json::array kept;
    for (const json::value& event : file.at("record").as_array())
        if (is_kept(event.as_object())) kept.push_back(event);
    file["record"] = std::move(kept);
    return file;
}

Instant at_of(const json::object& event) {
    return instant(std::string(event.at("at").as_string()));
}

bool is_kind(const json::object& event, std::string_view kind) {
    return std::string_view(event.at("event").as_string()) == kind;
}

TEST(Metamorphic, AnEventRecordedLaterThanTheInstantChangesNothing) {
    int compared = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        json::object file = random_file(seed);
        Case whole = read(file);
        for (Instant at : instants_of(file, seed, 4)) {
            Case cut = read(
                with_events(file, [&](const json::object& event) { return at_of(event) <= at; }));
            ASSERT_EQ(whole_answer(whole, at), whole_answer(cut, at)) << "seed " << seed;
            compared += cut.events.size() < whole.events.size() ? 1 : 0;
        }
    }
    EXPECT_GT(compared, 500) << "not vacuous: later events there were";
}

TEST(Metamorphic, AnAnswerDependsNeitherOnTheOrderOfQuestionsNorOnEarlierOnes) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        json::object file = random_file(seed);
        Case of = read(file);
        std::vector<Instant> instants = instants_of(file, seed, 5);
        Reviewer kept(*of.program, of.record);
        std::vector<std::string> forward, backward;
        for (Instant at : instants) forward.push_back(whole_answer(of, kept, at));
        for (std::size_t i = instants.size(); i-- > 0;) {
            (void)kept.use_at(instants[i] - milliseconds{1});
            backward.push_back(whole_answer(of, kept, instants[i]));
        }
        std::reverse(backward.begin(), backward.end());
        ASSERT_EQ(forward, backward) << "seed " << seed;
        for (std::size_t i = 0; i < instants.size(); ++i)
            ASSERT_EQ(whole_answer(of, instants[i]), forward[i]) << "seed " << seed;
    }
}

TEST(Metamorphic, WithoutAnyCertificateAndWaiverUseIsNeverPermitted) {
    int were_permitted = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        json::object file = random_file(seed);
        Case whole = read(file);
        Case bare = read(with_events(file, [](const json::object& event) {
            return !is_kind(event, "determination.certified") && !is_kind(event, "waiver.issued");
        }));
        Reviewer before(*whole.program, whole.record), after(*bare.program, bare.record);
        for (Instant at : instants_of(file, seed, 12)) {
            were_permitted += before.use_at(at) == Outcome::Permitted ? 1 : 0;
            ASSERT_NE(after.use_at(at), Outcome::Permitted) << "seed " << seed;
        }
    }
    EXPECT_GT(were_permitted, 300) << "not vacuous: with them, use was permitted";
}

// ---- learning more ------------------------------------------------------------------------------

// What a condition rests on: every event that its explanation names, anywhere in the tree.
void events_in(const law::Explanation& why, std::set<std::int32_t>& out) {
    out.insert(why.events.begin(), why.events.end());
    for (const law::Explanation& child : why.children) events_in(child, out);
}

std::vector<std::set<std::int32_t>> supports(const Reviewer& reviewer, const Answer& answer) {
    std::vector<std::set<std::int32_t>> out;
    for (const Because& line : answer.because) {
        out.emplace_back();
        events_in(law::explain(reviewer.evaluator(), reviewer.evaluation(), line.node), out.back());
    }
    return out;
}

// One event of every kind that could matter, without `at`.
constexpr const char* kMore[] = {
    "determination.made, by: HEAD, outcome: not-prohibited",
    "determination.made, by: HEAD, outcome: prohibited",
    "determination.submitted, by: HEAD, to: director-of-national-intelligence",
    "determination.certified, by: HEAD",
    "determination.certified, by: component-head",
    "use.decided, by: HEAD",
    "use.decided, by: component-head",
    "use.notified, by: HEAD, parts: [due-diligence, factors, reasons]",
    "use.notified, by: HEAD, material: true",
    "use.notified, by: HEAD, parts: [factors]",
    "apnsa.no-further-process, by: apnsa",
    "apnsa.no-further-process, by: apnsa-designee",
    "apnsa.further-process, by: apnsa",
    "waiver.issued, by: HEAD, until: '2199-01-01T00:00:00Z', extraordinary: x, no_alternative: y",
    "waiver.revoked, by: HEAD",
    "waiver.revoked, by: secretary-of-defense",
    "information.received, by: reviewer",
    "contract.stop-work-ordered, by: contracting-officer",
    "contract.stop-work-extended, until: '2199-01-01'",
    "contract.stop-work-cancelled, by: contracting-officer",
    "contract.terminated, by: contracting-officer",
    "contract.awarded, by: contracting-officer",
    "procurement.made, by: contracting-officer",
    "procurement.step, step: 3(d), entity: Somebody else",
    "tool.named, tool: Other, furnishers: [{entity: Nobody}]",
    "evidence.added, id: one-more, kind: list-screening",
    "factor.found, factor: 2(a)(i)(A), value: unknown",
    "factor.found, factor: 2(a)(ii)(B), value: present",
    "mitigation.considered, knew: 'no', measures: []",
    "purpose.set, purpose: operational",
    "purpose.set, purpose: testing",
    "scope.found, element: remote-access, value: 'no'",
    "use.started, by: HEAD",
    "use.ended, by: HEAD",
    "assessment.issued, by: director-of-national-intelligence",
    "existing-use.reviewed, found: true",
    "report.submitted, under: 4(d)",
};

// Where use is permitted at an instant and still is with one event more, recorded at that very
// instant behind all others: then each condition of the answer rests on the same events as before,
// or the new event is among those that it rests on. A permission never moves to another footing
// without naming what it was that moved it.
TEST(Metamorphic, APermissionThatChangesItsFootingNamesWhatChangedIt) {
    int permitted = 0, still = 0, moved = 0;
    for (std::uint64_t seed = 1; seed <= 600; ++seed) {
        json::object file = random_file(seed);
        Case whole = read(file);
        Reviewer first(*whole.program, whole.record);
        for (Instant at : instants_of(file, seed, 6)) {
            if (first.use_at(at) != Outcome::Permitted) continue;
            json::object cut_file =
                with_events(file, [&](const json::object& event) { return at_of(event) <= at; });
            Case cut = read(cut_file);
            Reviewer before(*cut.program, cut.record);
            Answer answer_before = before.answer(at);
            auto rests_on = supports(before, answer_before);
            ++permitted;
            for (std::string text : kMore) {
                if (std::size_t place = text.find("HEAD"); place != std::string::npos)
                    text.replace(place, 4, cut.header_text("agency", "head"));
                auto node = base::parse_document(
                    "{at: '" + base::to_string(at) + "', event: " + text + "}", "one more");
                ASSERT_TRUE(node);
                Case more = cut;
                auto added = add_event(more, *node, "one more");
                ASSERT_TRUE(added) << added.error().message;
                auto index = static_cast<std::int32_t>(more.events.size() - 1);
                Reviewer after(*more.program, more.record);
                Answer answer_after = after.answer(at);
                if (answer_after.use != Outcome::Permitted) continue;
                ++still;
                auto rests_now = supports(after, answer_after);
                ASSERT_EQ(rests_now.size(), rests_on.size());
                for (std::size_t i = 0; i < rests_on.size(); ++i) {
                    if (rests_now[i] == rests_on[i]) continue;
                    ++moved;
                    ASSERT_TRUE(rests_now[i].count(index) != 0)
                        << "seed " << seed << ": " << text << ": " << answer_after.because[i].cite;
                }
            }
            break;  // one instant of a record is enough
        }
    }
    EXPECT_GT(permitted, 60);
    EXPECT_GT(still, permitted * 10);
    RecordProperty("permissions", permitted);
    RecordProperty("still", still);
    RecordProperty("moved", moved);
}

// ---- when the gate opens ------------------------------------------------------------------------

TEST(Metamorphic, OpensAtIsTheFirstInstantOfPermission) {
    int announced = 0, since = 0;
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
        json::object file = random_file(seed);
        Case whole = read(file);
        Reviewer reviewer(*whole.program, whole.record);
        for (Instant at : instants_of(file, seed, 5)) {
            Answer answer = reviewer.answer(at);
            if (!answer.opens_at) {
                ASSERT_NE(answer.use, Outcome::Permitted) << "seed " << seed;
                continue;
            }
            Instant opens = *answer.opens_at;
            if (answer.use == Outcome::Refused) {
                // With the record as it stands now: what is recorded later is not known yet.
                Case cut = read(with_events(
                    file, [&](const json::object& event) { return at_of(event) <= at; }));
                Reviewer then(*cut.program, cut.record);
                ASSERT_GT(opens, at) << "seed " << seed;
                ASSERT_EQ(then.use_at(opens), Outcome::Permitted) << "seed " << seed;
                ASSERT_EQ(then.use_at(opens - milliseconds{1}), Outcome::Refused)
                    << "seed " << seed;
                // Nothing opens it in between: asked half way, the answer is the same instant.
                Instant half = at + (opens - at) / 2;
                if (half < opens) {
                    ASSERT_EQ(then.answer(half).opens_at, opens) << "seed " << seed;
                }
                ++announced;
            } else {
                ASSERT_LE(opens, at) << "seed " << seed;
                ASSERT_EQ(reviewer.use_at(opens), Outcome::Permitted) << "seed " << seed;
                ASSERT_NE(reviewer.use_at(opens - milliseconds{1}), Outcome::Permitted)
                    << "seed " << seed;
                for (const law::Event& event : whole.record.events)
                    if (event.at > opens && event.at <= at) {
                        ASSERT_EQ(reviewer.use_at(event.at), Outcome::Permitted)
                            << "without a break; seed " << seed;
                    }
                ++since;
            }
        }
    }
    EXPECT_GT(announced, 150);
    EXPECT_GT(since, 150);
}

}  // namespace
}  // namespace standstill::review
