// Files of evidence that nobody recorded are swept away; no other is.
#include "office/evidence_sweep.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <ctime>

#include "office/evidence_files.h"
#include "store/log_fixture.h"
#include "store/memory/event_log.h"

namespace standstill::office {
namespace {

using namespace std::chrono_literals;

class Sweep : public ::testing::Test {
protected:
    Sweep() : sweep(log, folder.path()), now(std::chrono::seconds{::time(nullptr)}) {}

    // A file that has not been touched for so long.
    base::Digest file(const std::string& bytes, std::chrono::seconds age) {
        auto digest = keep_evidence(folder.path(), bytes, "u");
        EXPECT_TRUE(digest);
        touch(base::to_hex(*digest), age);
        return *digest;
    }
    void touch(const std::string& name, std::chrono::seconds age) {
        const auto at = (now - age).time_since_epoch();
        timespec times[2] = {{std::chrono::floor<std::chrono::seconds>(at).count(), 0},
                             {std::chrono::floor<std::chrono::seconds>(at).count(), 0}};
        EXPECT_EQ(::utimensat(AT_FDCWD, (folder / "evidence" / name).c_str(), times, 0), 0);
    }
    void names(const std::string& digest, const std::string& cmd) {
        ledger::NewEvent event{"evidence.added", now, "", {{"sha256", digest}}, {}};
        EXPECT_TRUE(log.append(
            std::vector<ledger::Command>{{cmd, "case-1", "officer", std::nullopt, {event}}})[0]);
    }
    bool is_there(const base::Digest& digest) { return has_evidence(folder.path(), digest); }

    store::Folder folder;
    store::memory::EventLog log;
    EvidenceSweep sweep;
    base::Instant now;
};

TEST_F(Sweep, TakesAwayWhatIsOldAndNamedByNoEvent) {
    const base::Digest old = file("old", 25h), young = file("young", 23h), kept = file("kept", 99h),
                       loud = file("loud", 99h);
    std::string upper = base::to_hex(loud);
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    names(base::to_hex(kept), "a");
    names(upper, "b");
    ASSERT_TRUE(sweep.tick(now));
    EXPECT_FALSE(is_there(old));
    EXPECT_TRUE(is_there(young));
    EXPECT_TRUE(is_there(kept));
    EXPECT_TRUE(is_there(loud));
    EXPECT_EQ(sweep.swept(), 1U);
}

TEST_F(Sweep, LooksAgainAfterAnHourAndSparesWhatWasNamedMeanwhile) {
    ASSERT_TRUE(sweep.tick(now));
    const base::Digest first = file("first", 25h), second = file("second", 25h);
    ASSERT_TRUE(sweep.tick(now + 59min));
    EXPECT_TRUE(is_there(first));
    names(base::to_hex(second), "a");
    ASSERT_TRUE(sweep.tick(now + 61min));
    EXPECT_FALSE(is_there(first));
    EXPECT_TRUE(is_there(second));
}

TEST_F(Sweep, SparesWhatIsSentAgain) {
    const base::Digest digest = file("again", 99h);
    ASSERT_TRUE(keep_evidence(folder.path(), "again", "u"));
    ASSERT_TRUE(sweep.tick(now));
    EXPECT_TRUE(is_there(digest));
}

TEST_F(Sweep, TakesAwayWhatAnUploadLeftAndNothingElse) {
    file("x", 0s);
    for (const char* name : {".incoming-a", "notes.txt"}) {
        ASSERT_GE(::creat((folder / "evidence" / name).c_str(), 0600), 0);
        touch(name, 99h);
    }
    ASSERT_TRUE(sweep.tick(now));
    EXPECT_FALSE(std::filesystem::exists(folder / "evidence" / ".incoming-a"));
    EXPECT_TRUE(std::filesystem::exists(folder / "evidence" / "notes.txt"));
}

TEST_F(Sweep, HasNothingToDoWhereThereIsNoFile) { EXPECT_TRUE(sweep.tick(now)); }

}  // namespace
}  // namespace standstill::office
