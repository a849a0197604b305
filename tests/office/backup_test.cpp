// A backup while the office works; a restored log verifies; an older one signs nothing.
#include "office/backup.h"

#include <gtest/gtest.h>

#include <thread>

#include "office/office_fixture.h"

namespace standstill::office {
namespace {

class Copied : public InAnOffice {
protected:
    static constexpr const char* kTool = "{event: tool.named, tool: Suite}";

    BackedUp back_up_to(const std::string& name, WithKey with_key = WithKey::No) {
        auto done = office->backup(elsewhere / name, with_key);
        EXPECT_TRUE(done) << done.error().message;
        return done ? *done : BackedUp{};
    }
    void move_away() {
        office.reset();
        for (const char* name :
             {"standstill.db", "standstill.db-wal", "standstill.db-shm", "standstill.db.lock",
              "access.db", "access.db-wal", "access.db-shm", "access.db.lock", "index.db",
              "index.db-wal", "index.db-shm"})
            std::filesystem::remove(folder / name);
        std::filesystem::remove_all(folder / "rules");
    }
    store::Folder elsewhere;
};

TEST_F(Copied, ARestoredLogIsTheSameLog) {
    opens("a");
    records("a", kTool);
    ASSERT_TRUE(office->sign_head());
    ASSERT_TRUE(write_file((folder / "evidence.txt").string(), "bytes"));
    BackedUp copy = back_up_to("b", WithKey::Yes);
    EXPECT_EQ(copy.events, 2u);
    EXPECT_EQ(copy.signed_size, 2u);
    auto again = office->backup(elsewhere / "b");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, base::ErrorKind::Conflict);

    store::Folder other;
    std::filesystem::remove(other.path());
    auto restored = restore(elsewhere / "b", other.path());
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ(restored->root, copy.root);
    auto opened = Folder::open(other.path(), Folder::For::Writing);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_FALSE(opened->head_trouble());
    auto checked = opened->log().check();
    ASSERT_TRUE(checked) << checked.error().message;
    EXPECT_EQ(checked->root, copy.root);
    EXPECT_TRUE(opened->sign_head());
    EXPECT_TRUE(std::filesystem::exists(other / "evidence.txt"));
    EXPECT_FALSE(std::filesystem::exists(other / "index.db"));
}

TEST_F(Copied, TheKeyIsCopiedOnlyWhereAskedFor) {
    opens("a");
    back_up_to("without");
    EXPECT_FALSE(std::filesystem::exists(elsewhere / "without/log.key"));
    back_up_to("with", WithKey::Yes);
    EXPECT_TRUE(std::filesystem::exists(elsewhere / "with/log.key"));
}

TEST_F(Copied, AnOlderLogSignsNothingOverANewerCheckpoint) {
    opens("a");
    ASSERT_TRUE(office->sign_head());
    back_up_to("old");
    records("a", kTool);
    ASSERT_TRUE(office->sign_head());
    move_away();
    auto restored = restore(elsewhere / "old", folder.path());
    ASSERT_TRUE(restored) << restored.error().message;
    open();
    ASSERT_TRUE(office->trouble());
    EXPECT_NE(office->trouble()->message.find("an older copy was put back"), std::string::npos);
    EXPECT_FALSE(office->sign_head());
    EXPECT_FALSE(office->ask({"a", std::nullopt, true, "agent", ""}));
    EXPECT_FALSE(office->ask({"a", std::nullopt, false, "agent", ""}));
    EXPECT_TRUE(store::starts_with(records("a", kTool), "Conflict"));
    EXPECT_EQ(look("a")->version(), 1u);  // it can still be read
}

// As many events again, but others: the size says nothing, the root does.
TEST_F(Copied, ALogThatWentOnOtherwiseSignsNothing) {
    opens("a");
    back_up_to("old");
    records("a", kTool);
    ASSERT_TRUE(office->sign_head());
    std::string head = *read_file((folder / "head.note").string(), 10'000);
    move_away();
    std::filesystem::remove(folder / "head.note");
    ASSERT_TRUE(restore(elsewhere / "old", folder.path()));
    open();
    EXPECT_EQ(records("a", "{event: tool.named, tool: Other}"), "2");
    office.reset();
    ASSERT_TRUE(write_file((folder / "head.note").string(), head));
    open();
    ASSERT_TRUE(office->trouble());
    EXPECT_NE(office->trouble()->message.find("has the root"), std::string::npos);
}

TEST_F(Copied, AWitnessFileElsewhereKnowsTheNewestCheckpoint) {
    opens("a");
    office.reset();
    std::filesystem::path witness = elsewhere / "witness.note";
    {
        auto desk = Folder::open(folder.path(), Folder::For::Writing, witness);
        ASSERT_TRUE(desk);
        ASSERT_TRUE(desk->sign_head());
        EXPECT_EQ(*read_file(witness.string(), 10'000),
                  *read_file((folder / "head.note").string(), 10'000));
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.path().filename() != "log.key") std::filesystem::remove_all(entry.path());
    auto fresh = Folder::open(folder.path(), Folder::For::Reading, witness);
    EXPECT_FALSE(fresh);  // there is no log at all
    ASSERT_TRUE(store::sqlite::EventLog::open(folder / "standstill.db"));
    auto desk = Folder::open(folder.path(), Folder::For::Writing, witness);
    ASSERT_TRUE(desk) << desk.error().message;
    EXPECT_TRUE(desk->head_trouble());
    EXPECT_FALSE(desk->sign_head());
}

TEST_F(Copied, ACopyIsMadeWhileOthersWrite) {
    opens("a");
    std::atomic<bool> ends{false};
    std::thread writes([&] {
        while (!ends) records("a", kTool);
    });
    for (int i = 0; i < 3; ++i) {
        BackedUp copy = back_up_to("c" + std::to_string(i));
        EXPECT_GT(copy.events, 0u);
    }
    ends = true;
    writes.join();
}

}  // namespace
}  // namespace standstill::office
