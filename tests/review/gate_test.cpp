// The warm gate against a fresh answer, at every instant at which a reading may go wrong.
#include "review/gate.h"

#include <gtest/gtest.h>

#include <random>

#include "cli/files.h"
#include "review/answer_json.h"
#include "support/generator.h"

namespace standstill::review {
namespace {

Library& library() {
    static Library library(*cli::read_rules("rules"));
    return library;
}

std::vector<base::Instant> instants_of(const boost::json::object& file, std::uint64_t seed) {
    std::vector<base::Instant> out;
    for (const std::string& text : generator::interesting_instants(file, seed))
        if (auto instant = base::parse_instant(text)) out.push_back(*instant);
    return out;
}

void expect_same(WarmGate& gate, const Case& of, base::Instant at) {
    const Decision& decision = gate.at(at);
    Reviewer reviewer(*of.program, of.record);
    Answer answer = reviewer.answer(at);
    std::vector<std::string> cites;
    for (const Because& because : answer.because) cites.push_back(because.cite);
    ASSERT_EQ(decision.use, answer.use) << of.record.zone.print(at);
    ASSERT_EQ(decision.because, cites) << of.record.zone.print(at);
    ASSERT_EQ(decision.events, law::moment_at(of.record, at).events);
    ASSERT_TRUE(!decision.valid_from || *decision.valid_from <= at);
    ASSERT_TRUE(!decision.valid_until || *decision.valid_until > at);
}

TEST(WarmGate, SaysWhatTheReviewerSaysInAnyOrderOfInstants) {
    auto zones = cli::system_zones();
    for (std::uint64_t seed = 1; seed <= 240; ++seed) {
        SCOPED_TRACE(seed);
        auto file = seed % 2 == 0 ? generator::lawful(seed) : generator::wild(seed);
        auto of = read_case(to_node(file), "case", library(), zones);
        ASSERT_TRUE(of) << of.error().message;
        std::vector<base::Instant> instants = instants_of(file, seed);
        std::mt19937_64 dice(seed);
        WarmGate gate(*of->program, of->record);
        for (int round = 0; round < 2; ++round) {
            std::shuffle(instants.begin(), instants.end(), dice);
            for (base::Instant at : instants) {
                expect_same(gate, *of, at);
                if (HasFatalFailure()) return;
                // The ends of the interval belong to it, and to the next one.
                Decision decision = gate.at(at);
                if (decision.valid_from) expect_same(gate, *of, *decision.valid_from);
                if (decision.valid_until) {
                    expect_same(gate, *of, *decision.valid_until - std::chrono::milliseconds{1});
                    expect_same(gate, *of, *decision.valid_until);
                }
                if (HasFatalFailure()) return;
            }
        }
    }
}

TEST(WarmGate, SeesEachEventThatIsAdded) {
    auto zones = cli::system_zones();
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        SCOPED_TRACE(seed);
        auto file = seed % 2 == 0 ? generator::lawful(seed) : generator::wild(seed);
        auto events = file.at("record").as_array();
        std::vector<base::Instant> instants = instants_of(file, seed);
        file["record"] = boost::json::array();
        auto of = read_case(to_node(file), "case", library(), zones);
        ASSERT_TRUE(of) << of.error().message;
        WarmGate gate(*of->program, of->record);
        std::mt19937_64 dice(seed);
        for (const boost::json::value& event : events) {
            base::Instant asked = instants[dice() % instants.size()];
            expect_same(gate, *of, asked);
            ASSERT_TRUE(add_event(*of, to_node(event), "case"));
            expect_same(gate, *of, asked);
            expect_same(gate, *of, of->record.events.back().at);
            if (HasFatalFailure()) return;
        }
    }
}

TEST(WarmGate, AsksTheLawOnceInAnInterval) {
    auto of = cli::load_case("tests/cases/lawful-way.yaml", library());
    ASSERT_TRUE(of) << of.error().message;
    WarmGate gate(*of->program, of->record);
    auto at = [](const char* text) { return *base::parse_instant(text); };
    EXPECT_EQ(gate.at(at("2024-10-15T23:59:59.999-04:00")).use, Outcome::Refused);
    EXPECT_EQ(gate.at(at("2024-10-10T00:00:00-04:00")).because, (std::vector<std::string>{"2(g)"}));
    EXPECT_EQ(gate.at(at("2024-10-08T14:00:00-04:00")).valid_until,
              at("2024-10-16T00:00:00-04:00"));
    EXPECT_EQ(gate.evaluations(), 1U);
    EXPECT_EQ(gate.at(at("2024-10-16T00:00:00-04:00")).use, Outcome::Permitted);
    EXPECT_EQ(gate.at(at("2030-01-01T00:00:00-05:00")).valid_until, std::nullopt);
    EXPECT_EQ(gate.evaluations(), 2U);
}

}  // namespace
}  // namespace standstill::review
