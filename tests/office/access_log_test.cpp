// The access log: what is noted is kept, and what cannot be kept is told.
#include "office/access_log.h"

#include <gtest/gtest.h>

#include "office/office_fixture.h"
#include "store/memory/event_log.h"

namespace standstill::office {
namespace {

Access line(const std::string& what) {
    return {"read", "officer", what, "200", "127.0.0.1", instant("2026-11-20T12:00:00Z")};
}

// A log that refuses while it is told to.
class Refusing final : public ledger::EventLog {
public:
    explicit Refusing(std::shared_ptr<std::atomic<bool>> refuses) : refuses_(std::move(refuses)) {}
    std::vector<base::Result<ledger::Receipt>> append(
        std::span<const ledger::Command> commands) override {
        if (*refuses_)
            return {commands.size(), base::fail(base::ErrorKind::Unavailable, "the disk is full")};
        return kept_.append(commands);
    }
    base::Result<std::optional<ledger::Receipt>> receipt(std::string_view cmd) const override {
        return kept_.receipt(cmd);
    }
    base::Result<std::vector<ledger::StoredEvent>> read(ledger::LeafIndex from,
                                                        std::size_t limit) const override {
        return kept_.read(from, limit);
    }
    base::Result<std::vector<ledger::StoredEvent>> stream(std::string_view id,
                                                          std::uint64_t from_version,
                                                          std::size_t limit) const override {
        return kept_.stream(id, from_version, limit);
    }
    base::Result<std::uint64_t> versions(std::string_view id) const override {
        return kept_.versions(id);
    }
    base::Result<std::vector<std::string>> streams() const override { return kept_.streams(); }
    base::Result<ledger::TreeSize> size() const override { return kept_.size(); }
    base::Result<ledger::Head> head() const override { return kept_.head(); }
    base::Result<std::vector<base::Digest>> leaf_hashes(ledger::LeafIndex from,
                                                        std::size_t limit) const override {
        return kept_.leaf_hashes(from, limit);
    }
    base::Status store_checkpoint(const ledger::StoredCheckpoint& checkpoint,
                                  std::optional<ledger::TreeSize> previous) override {
        return kept_.store_checkpoint(checkpoint, previous);
    }
    base::Result<std::optional<ledger::StoredCheckpoint>> latest_checkpoint() const override {
        return kept_.latest_checkpoint();
    }
    base::Result<std::vector<ledger::StoredCheckpoint>> checkpoints() const override {
        return kept_.checkpoints();
    }

private:
    std::shared_ptr<std::atomic<bool>> refuses_;
    store::memory::EventLog kept_;
};

TEST(AccessLog, KeepsWhatIsNotedInOrder) {
    store::Folder folder;
    {
        auto log = AccessLog::open(folder / "access.db");
        ASSERT_TRUE(log) << log.error().message;
        for (int i = 0; i < 100; ++i) (*log)->note(line("/cases/" + std::to_string(i)));
        (*log)->flush();
        EXPECT_FALSE((*log)->is_failing());
    }
    auto log = AccessLog::open(folder / "access.db");
    (*log)->note(line("/after"));
    (*log)->flush();
    auto latest = (*log)->latest(3);
    ASSERT_TRUE(latest) << latest.error().message;
    ASSERT_EQ(latest->size(), 3u);
    EXPECT_EQ((*latest)[0].access.what, "/after");
    EXPECT_EQ((*latest)[1].access.what, "/cases/99");
    EXPECT_EQ((*latest)[0].access.actor, "officer");
    EXPECT_EQ((*log)->latest(2, 50)->at(0).access.what, "/cases/49");
}

TEST(AccessLog, TakesWhateverTheOutsideSends) {
    store::Folder folder;
    auto log = AccessLog::open(folder / "access.db");
    Access strange = line("/\x01\xff/" + std::string(5'000, 'x'));
    strange.actor = "\n";
    (*log)->note(strange);
    (*log)->flush();
    EXPECT_FALSE((*log)->is_failing());
    auto latest = (*log)->latest(1);
    ASSERT_EQ(latest->size(), 1u);
    EXPECT_EQ((*latest)[0].access.what.substr(0, 5), "/\?\?/x");
}

TEST(AccessLog, SaysThatItCannotWriteAndWhatWasLost) {
    auto refuses = std::make_shared<std::atomic<bool>>(true);
    auto log = AccessLog::over(std::make_unique<Refusing>(refuses), 10);
    for (int i = 0; i < 15; ++i) log->note(line("/" + std::to_string(i)));
    log->flush();
    EXPECT_TRUE(log->is_failing());
    *refuses = false;
    while (log->is_failing()) std::this_thread::yield();
    log->flush();
    auto latest = log->latest(100);
    ASSERT_EQ(latest->size(), 11u);
    EXPECT_EQ((*latest)[0].access.kind, "lost");
    EXPECT_EQ((*latest)[0].access.what, "5 lines");
}

TEST(AccessLog, ThrowsAwayWhatNobodyKeeps) {
    auto log = AccessLog::over(nullptr);
    log->note(line("/"));
    log->flush();
    EXPECT_TRUE(log->latest(5)->empty());
}

using InTheOffice = InAnOffice;

TEST_F(InTheOffice, TheAccessLogLiesInTheDataFolder) {
    office->access_log().note(line("/cases"));
    office->access_log().flush();
    EXPECT_EQ(office->access_log().latest(10)->size(), 1u);
    EXPECT_TRUE(std::filesystem::exists(folder / "access.db"));
    EXPECT_FALSE(office->trouble());
}

}  // namespace
}  // namespace standstill::office
