// An archive can be written in one way only, and is read in no other.
#include "ledger/archive.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace standstill::ledger {
namespace {

Files example() {
    return {{"a", "first"},
            {"b/empty", ""},
            {"b/full", std::string(512, 'x')},
            {"c", std::string(1000, '\0')}};
}

TEST(Archive, IsReadBackInTheOrderOfTheNames) {
    auto bytes = write_archive(example());
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size() % 512, 0u);
    auto files = read_archive(*bytes);
    ASSERT_TRUE(files) << files.error().message;
    Files back;
    for (const ArchiveFile& file : *files) back.emplace(file.name, file.bytes);
    EXPECT_EQ(back, example());
    EXPECT_EQ(find_file(*files, "b/full")->bytes.size(), 512u);
    EXPECT_EQ(find_file(*files, "b"), nullptr);
    EXPECT_EQ(find_file(*files, "z"), nullptr);
    EXPECT_EQ(read_archive(*write_archive({}))->size(), 0u);
}

TEST(Archive, HasTheHeaderOfUstar) {
    std::string bytes = *write_archive({{"a", "first"}});
    EXPECT_EQ(bytes.substr(257, 8), std::string("ustar\00000", 8));
    EXPECT_EQ(bytes.substr(124, 12), std::string("00000000005\0", 12));
    unsigned sum = 8 * ' ';
    for (std::size_t i = 0; i < 512; ++i)
        if (i < 148 || i >= 156) sum += static_cast<unsigned char>(bytes[i]);
    EXPECT_EQ(bytes.substr(148, 8), fmt::format("{:06o}", sum) + std::string("\0 ", 2));
}

// The names and contents may change to other good ones; everything else is caught here.
TEST(Archive, AFlippedBitIsRefusedOrReadAsADifferentFile) {
    const std::string kBytes = *write_archive(example());
    const Files kFiles = example();
    for (std::size_t i = 0; i < 8 * kBytes.size(); ++i) {
        std::string wrong = kBytes;
        wrong[i / 8] = static_cast<char>(wrong[i / 8] ^ (1 << i % 8));
        auto files = read_archive(wrong);
        if (!files) continue;
        Files back;
        for (const ArchiveFile& file : *files) back.emplace(file.name, file.bytes);
        EXPECT_NE(back, kFiles) << i;
        EXPECT_EQ(*write_archive(back), wrong);
    }
}

TEST(Archive, CutOrLengthenedItIsRefused) {
    const std::string kBytes = *write_archive(example());
    for (std::size_t i = 0; i < kBytes.size(); ++i)
        EXPECT_FALSE(read_archive(kBytes.substr(0, i))) << i;
    EXPECT_FALSE(read_archive(kBytes + '\0'));
    EXPECT_FALSE(read_archive(kBytes + std::string(512, '\0')));
    EXPECT_FALSE(read_archive(kBytes + kBytes));
}

TEST(Archive, HasNoNamesThatLeadElsewhere) {
    for (const char* name : {"", "/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "a b", "a\\b",
                             "a\nb", "\xc3\xa9", "a:b"})
        EXPECT_FALSE(write_archive({{name, ""}})) << name;
    EXPECT_TRUE(write_archive({{std::string(100, 'a'), ""}}));
    EXPECT_FALSE(write_archive({{std::string(101, 'a'), ""}}));
    EXPECT_TRUE(write_archive(
        {{"zones/America/Port-au-Prince", ""}, {"zones/Etc/GMT+5", ""}, {"...", ""}}));
}

}  // namespace
}  // namespace standstill::ledger
