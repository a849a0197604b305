// A snapshot reads back as it was written, and whatever is wrong with its bytes is said, not used.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "screening/find/index.h"
#include "screening/find/snapshot.h"

namespace standstill::screening {
namespace {

// Bytes that begin where a mapped file would.
class Aligned {
public:
    explicit Aligned(std::string_view bytes) : words_((bytes.size() + 7) / 8), size_(bytes.size()) {
        if (size_ > 0) std::memcpy(words_.data(), bytes.data(), size_);
    }
    std::string_view view() const { return {reinterpret_cast<const char*>(words_.data()), size_}; }
    char& at(std::size_t i) { return reinterpret_cast<char*>(words_.data())[i]; }
    // As whoever wants to deceive would: the checksum is right again.
    void sign() {
        const std::uint64_t sum = find::checksum(view().substr(32));
        std::memcpy(&at(24), &sum, 8);
    }

private:
    std::vector<std::uint64_t> words_;
    std::size_t size_;
};

std::string snapshot() {
    const std::vector<ListedText> listed{
        {{"PETROV, Ivan", EntityKind::Person, "Ivan", "PETROV"}, 0, 0},
        {{"Petrov Ivan Ivanovich", EntityKind::Person, {}, {}}, 0, 1},
        {{"Intellexa S.A.", EntityKind::Organization, {}, {}}, 1, 0},
        {{"NSO Group Technologies Ltd", EntityKind::Organization, {}, {}}, 2, 0}};
    const std::vector<std::string_view> payloads{"{}", "[1]", ""};
    auto index = Index::build({listed, standard_mode(), "{\"lists\":[]}", payloads});
    EXPECT_TRUE(index);
    return std::string(index->bytes());
}

std::string fault_of(const Aligned& bytes) {
    auto index = Index::open(bytes.view());
    return index ? "" : index.error().message;
}

TEST(FindSnapshot, ReadsBackTheSame) {
    const std::string bytes = snapshot();
    const Aligned copy(bytes);
    auto index = Index::open(copy.view());
    ASSERT_TRUE(index) << index.error().message;
    EXPECT_EQ(index->size(), 4U);
    EXPECT_EQ(index->header(), "{\"lists\":[]}");
    EXPECT_EQ(index->payload(1), "[1]");
    SearchScratch scratch;
    const auto hits = index->search(
        analyse({"Intelexa SA", EntityKind::Organization, {}, {}}, index->mode()), {}, scratch);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].entity, 1U);
    EXPECT_EQ(snapshot(), bytes) << "the same names give the same bytes";
}

TEST(FindSnapshot, SaysWhatIsWrong) {
    const std::string bytes = snapshot();
    EXPECT_EQ(fault_of(Aligned("")), "the snapshot of names is cut within its first bytes");
    EXPECT_EQ(fault_of(Aligned(std::string(200, 'x'))),
              "the snapshot of names does not begin as one");
    Aligned other(bytes);
    other.at(8) = 9;
    EXPECT_EQ(fault_of(other),
              "the snapshot of names has format 9, and this program reads 1; "
              "build it anew from its lists");
    const Aligned cut(std::string_view(bytes).substr(0, bytes.size() - 64));
    EXPECT_EQ(fault_of(cut), "the snapshot of names has " + std::to_string(bytes.size() - 64) +
                                 " bytes where it says " + std::to_string(bytes.size()));
    Aligned changed(bytes);
    changed.at(bytes.size() / 2) ^= 1;
    EXPECT_EQ(fault_of(changed), "the snapshot of names does not have the checksum that it says");
    EXPECT_EQ(Index::open(changed.view()).error().kind, base::ErrorKind::Corrupt);
}

TEST(FindSnapshot, FindsEveryChangedByte) {
    const std::string bytes = snapshot();
    Aligned copy(bytes);
    for (std::size_t i = 32; i < bytes.size(); ++i) {
        copy.at(i) = static_cast<char>(copy.at(i) + 1);
        ASSERT_NE(find::checksum(copy.view().substr(32)),
                  find::checksum(std::string_view(bytes).substr(32)))
            << i;
        copy.at(i) = bytes[i];
    }
}

// Numbers changed and the checksum made right: opened or refused, but nothing is read outside.
TEST(FindSnapshot, SurvivesNumbersThatAreWrong) {
    const std::string bytes = snapshot();
    std::mt19937 random(4);
    const Name query =
        analyse({"Ivan Petrof Intellexa J. Ltd", EntityKind::Unknown, {}, {}}, standard_mode());
    std::size_t refused = 0;
    for (int round = 0; round < 4'000; ++round) {
        Aligned copy(bytes);
        for (std::size_t i = 0, changes = 1 + random() % 3; i < changes; ++i) {
            const std::size_t at = 32 + random() % (bytes.size() - 32);
            copy.at(at) = static_cast<char>(random() % 4 == 0 ? 0xff : random() % 256);
        }
        copy.sign();
        auto index = Index::open(copy.view());
        if (!index) {
            ++refused;
            continue;
        }
        SearchScratch scratch;
        for (const Hit& hit : index->search(query, {300, 0, std::nullopt}, scratch))
            (void)index->payload(hit.entity);
    }
    EXPECT_GT(refused, 1'000U);
}

}  // namespace
}  // namespace standstill::screening
