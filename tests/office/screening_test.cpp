// Lists of a data folder, asked: as of now, as of a day, and while a new version comes in.
#include "office/screening.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "office/lists.h"

namespace standstill::office {
namespace {

namespace fs = std::filesystem;

base::Day day(const char* text) { return *base::parse_day(text); }

class ScreeningTest : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "standstill-screening-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    void TearDown() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    void import(const std::string& names, const char* date) {
        const fs::path path = folder_ / "list.csv";
        std::ofstream(path, std::ios::binary) << "name\n" << names;
        ImportOrder order;
        order.paths = {path.string()};
        order.list = "own";
        order.published = day(date);
        order.accepts_shrink = true;
        order.now = *base::parse_instant("2026-11-20T12:00:00Z");
        auto lists = Lists::open(folder_);
        ASSERT_TRUE(lists);
        auto done = lists->import(order);
        ASSERT_TRUE(done) << done.error().message;
    }
    static bool finds(const SharedScreener& screener, const std::string& name) {
        screening::Query query;
        query.name = name;
        return !screener->screen(query).hits.empty();
    }
    SharedScreener open(Screening& screening, const WantedLists& wanted = {}) {
        auto opened = screening.open(wanted);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
        return *opened;
    }
    std::size_t snapshots() const {
        std::error_code error;
        return static_cast<std::size_t>(std::distance(
            fs::directory_iterator(folder_ / "lists/snapshots", error), fs::directory_iterator()));
    }

    fs::path folder_;
};

TEST_F(ScreeningTest, FollowsTheNewestVersionAndStillKnowsTheOld) {
    Screening screening(folder_, {});
    EXPECT_FALSE(finds(open(screening), "Kestrelline Optics"));
    import("Kestrelline Optics\nBorealis Fisheries\n", "2025-12-24");
    EXPECT_TRUE(finds(open(screening), "Kestrelline Optics"));
    import("Borealis Fisheries\n", "2026-06-02");
    EXPECT_FALSE(finds(open(screening), "Kestrelline Optics"));
    WantedLists then;
    then.as_of = day("2025-12-31");
    EXPECT_TRUE(finds(open(screening, then), "Kestrelline Optics"));
    then.as_of = day("2020-01-01");
    EXPECT_TRUE(open(screening, then)->searched().empty());
}

TEST_F(ScreeningTest, NamesAListThatIsNotThere) {
    Screening screening(folder_, {});
    auto opened = screening.open({{"no-such-list"}, {}});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, base::ErrorKind::NotFound);
}

TEST_F(ScreeningTest, OpensItsSnapshotAgainAndMakesADamagedOneAnew) {
    import("Kestrelline Optics\n", "2025-12-24");
    {
        Screening screening(folder_, {});
        open(screening);
    }
    ASSERT_EQ(snapshots(), 1U);
    const fs::path kept = fs::directory_iterator(folder_ / "lists/snapshots")->path();
    {
        Screening screening(folder_, {});
        EXPECT_TRUE(finds(open(screening), "Kestrelline Optics"));
    }
    std::ofstream(kept, std::ios::binary | std::ios::in).seekp(100) << "xxxxxxxx";
    Screening screening(folder_, {});
    EXPECT_TRUE(finds(open(screening), "Kestrelline Optics"));
}

TEST_F(ScreeningTest, AnswersWhileANewVersionIsMade) {
    import("Kestrelline Optics\n", "2025-12-24");
    Screening screening(folder_, {});
    open(screening);
    std::atomic<bool> ends{false};
    std::atomic<int> wrong{0};
    std::vector<std::thread> askers;
    for (int i = 0; i < 3; ++i)
        askers.emplace_back([&] {
            while (!ends) {
                auto opened = screening.open();
                if (!opened || !finds(*opened, "Kestrelline Optics")) ++wrong;
            }
        });
    for (int i = 1; i <= 5; ++i) {
        std::string names = "Kestrelline Optics\n";
        for (int n = 0; n < i * 50; ++n) names += "Vendor Number " + std::to_string(n) + "\n";
        import(names, ("2026-01-0" + std::to_string(i)).c_str());
        open(screening);
    }
    ends = true;
    for (std::thread& asker : askers) asker.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace standstill::office
