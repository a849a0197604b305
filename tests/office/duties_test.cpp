// Duties: told once, also after a standstill, and gates that time turns.
#include "office/duties.h"

#include <gtest/gtest.h>

#include "ledger/event.h"
#include "office/office_fixture.h"

namespace standstill::office {
namespace {

class Owed : public InAnOffice {
protected:
    void begin() {
        duties.reset();
        auto opened = Duties::open(*office);
        ASSERT_TRUE(opened) << opened.error().message;
        duties = std::move(*opened);
    }
    void restart() {
        duties.reset();
        open();
        begin();
    }
    // Kind and citation of what a tick tells.
    std::vector<std::string> tick() {
        auto told = duties->tick(now());
        EXPECT_TRUE(told) << told.error().message;
        std::vector<std::string> out;
        static constexpr const char* kKinds[] = {"due", "overdue", "turned", "gap"};
        for (const Notification& one : *told) {
            std::string line = kKinds[static_cast<int>(one.kind)];
            if (!one.duty.cite.empty()) line += " " + one.duty.cite;
            if (!one.use.empty()) line += " " + one.use;
            EXPECT_FALSE(one.says().empty());
            out.push_back(line);
        }
        return out;
    }
    std::uint64_t noted(const std::string& type) {
        std::uint64_t count = 0;
        const auto all = office->log().read(ledger::LeafIndex{0}, 1'000);
        for (const ledger::StoredEvent& event : *all)
            if (ledger::scan_event(event.bytes)->type == type) ++count;
        return count;
    }
    void stop_work() {
        opens("a");
        records("a", "{event: contract.awarded, vendor: Labs}");
        pass(std::chrono::minutes{1});
        records("a", "{event: contract.stop-work-ordered, by: contracting-officer}");
    }
    using Told = std::vector<std::string>;
    std::unique_ptr<Duties> duties;
};

TEST_F(Owed, AreToldAheadAndWhenOverdueOnceEach) {
    begin();
    stop_work();
    EXPECT_EQ(tick(), Told{});
    for (int day = 0; day < 82; ++day) {
        pass(std::chrono::hours{24});
        Told told = tick();
        std::erase(told, "gap");
        EXPECT_EQ(told, Told{}) << day;
    }
    Told all;
    for (int day = 0; day < 12; ++day) {
        pass(std::chrono::hours{24});
        for (const std::string& one : tick())
            if (one != "gap") all.push_back(one);
        EXPECT_EQ(tick(), Told{});
    }
    ASSERT_GE(all.size(), 2u);
    EXPECT_EQ(all[0], "due FAR 52.242-15");
    EXPECT_EQ(all[1], "overdue FAR 52.242-15");
    EXPECT_EQ(noted("office.duty-due"), 1u);
    EXPECT_EQ(noted("office.duty-overdue"), 1u);
}

TEST_F(Owed, AreToldWhenTheyAriseLate) {
    begin();
    tick();
    import("cases/ice-paragon-2024.yaml");
    Told told = tick();
    auto row = office->index().row("ice-paragon-2024");
    std::size_t overdue = 0;
    for (const std::string& one : told)
        if (store::starts_with(one, "overdue")) ++overdue;
    EXPECT_EQ(overdue, (*row)->overdue);
    EXPECT_EQ(tick(), Told{});
    restart();
    EXPECT_EQ(tick(), Told{});
}

TEST_F(Owed, AreToldAfterAStandstillWithItsGap) {
    begin();
    stop_work();
    tick();
    duties.reset();
    pass(std::chrono::hours{24 * 120});
    restart();
    Told told = tick();
    ASSERT_GE(told.size(), 2u);
    EXPECT_EQ(told[0], "gap");
    EXPECT_EQ(told[1], "overdue FAR 52.242-15");
    EXPECT_EQ(noted("office.gap"), 1u);
    restart();
    EXPECT_EQ(tick(), Told{});
    EXPECT_EQ(noted("office.gap"), 1u);
}

TEST_F(Owed, TellThatTimeTurnedAGate) {
    import("tests/cases/lawful-way.yaml");
    // The same case again, asked about before its wait is over: time alone opens it.
    set("2024-10-15T12:00:00-04:00");
    office.reset();
    for (const char* name : {"index.db", "index.db-wal", "index.db-shm"})
        std::filesystem::remove(folder / name);
    restart();
    tick();
    set("2024-10-16T00:00:00-04:00");
    Told told = tick();
    EXPECT_NE(std::find(told.begin(), told.end(), "turned permitted"), told.end());
    EXPECT_EQ(noted("office.gate-turned"), 1u);
    pass(std::chrono::minutes{1});
    EXPECT_EQ(tick(), Told{});
}

TEST_F(Owed, AreNoPartOfTheRecord) {
    begin();
    stop_work();
    std::size_t events = look("a")->of().events.size();
    pass(std::chrono::hours{24 * 100});
    tick();
    EXPECT_EQ(look("a")->of().events.size(), events);
    restart();
    EXPECT_EQ(look("a")->of().events.size(), events);
}

TEST_F(Owed, TellNothingToAClockThatStepsBack) {
    begin();
    stop_work();
    tick();
    pass(std::chrono::hours{-1});
    EXPECT_EQ(tick(), Told{});
}

}  // namespace
}  // namespace standstill::office
