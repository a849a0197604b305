// What an index finds is what scoring every name finds; ten million pairs of real names say so.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "screening/find/holder.h"
#include "screening/find/index.h"
#include "screening/find_pairs.h"

namespace standstill::screening {
namespace {

std::string told(const PairReport& report) {
    std::string text;
    for (const Disagreement& each : report.first)
        text += "`" + each.query + "` and `" + each.listed + "`: scan " +
                std::to_string(each.by_scan) + ", index " + std::to_string(each.by_index) + "\n";
    return text;
}

Index index_of(const std::vector<std::string>& names, const Mode& mode = standard_mode()) {
    std::vector<ListedText> listed;
    for (std::uint32_t i = 0; i < names.size(); ++i)
        listed.push_back(
            {{names[i], EntityKind::Person, {}, {}}, i / 2, static_cast<std::uint16_t>(i % 2)});
    auto index = Index::build({listed, mode, "a header", {}});
    EXPECT_TRUE(index);
    return *std::move(index);
}

std::vector<Hit> search(const Index& index, const std::string& text, SearchOptions options = {}) {
    SearchScratch scratch;
    return index.search(analyse({text, EntityKind::Person, {}, {}}, index.mode()), options,
                        scratch);
}

TEST(FindIndex, FindsWhatTheFullScanFindsInTenMillionPairsOfRealNames) {
    const PairTest test(real_names(), standard_mode());
    ASSERT_GT(test.index().size(), 30'000U);
    const PairReport report = test.run(10'000'000, 1);
    EXPECT_GE(report.pairs, 10'000'000U);
    EXPECT_GT(report.hits, 100U);
    EXPECT_EQ(report.missed, 0U) << told(report);
    EXPECT_EQ(report.extra, 0U) << told(report);
}

TEST(FindIndex, FindsWhatTheFullScanFindsInEveryMode) {
    std::vector<std::string> names = real_names();
    names.resize(3'000);
    for (const Mode& mode : {strict_mode(), ofac_parity_mode()}) {
        const PairReport report = PairTest(names, mode).run(200'000, 2);
        EXPECT_EQ(report.missed + report.extra, 0U) << label_of(mode) << "\n" << told(report);
    }
}

TEST(FindIndex, TakesNamesThatAreHardlyNames) {
    const std::vector<std::string> names{"",     " ",   ".",    "a",     "A. B.",
                                         "ofac", "李",  "\xff", "1 2 3", std::string(5'000, 'x'),
                                         "محمد", "Łódź"};
    for (const Mode& mode : {standard_mode(), ofac_parity_mode()}) {
        const PairReport report = PairTest(names, mode).run(5'000, 3);
        EXPECT_EQ(report.missed + report.extra, 0U) << told(report);
    }
    EXPECT_TRUE(search(index_of({}), "Ivan Ivanov").empty());
}

TEST(FindIndex, LeavesOutANameThatIsExcluded) {
    const Index index = index_of({"Ivan Petrov", "Petrov, Ivan", "Anna Karenina"});
    const auto all = search(index, "Ivan Petrov");
    ASSERT_EQ(all.size(), 2U);
    SearchOptions options;
    options.excluded_name = all[0].name;
    const auto rest = search(index, "Ivan Petrov", options);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0], all[1]);
}

TEST(FindIndex, GivesTheBestFirstAndNoMoreThanAsked) {
    const Index index = index_of({"Ivan Petrof", "Ivan Petrov", "Iwan Petrow", "Anna Karenina"});
    const auto hits = search(index, "Ivan Petrov");
    ASSERT_GE(hits.size(), 2U);
    EXPECT_EQ(hits[0].similarity, 1000U);
    EXPECT_TRUE(std::ranges::is_sorted(hits, std::greater<>(), &Hit::similarity));
    SearchOptions options;
    options.limit = 1;
    EXPECT_EQ(search(index, "Ivan Petrov", options), std::vector<Hit>{hits[0]});
}

TEST(FindIndex, SaysWhoseANameIs) {
    const Index index = index_of({"Ivan Petrov", "Pjotr Orlov", "Anna Karenina"});
    const auto hits = search(index, "Anna Karenina");
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].entity, 1U);
    EXPECT_EQ(hits[0].number, 0U);
    EXPECT_EQ(index.entity_of(hits[0].name), 1U);
    EXPECT_EQ(index.number_of(1), 1U);
    EXPECT_EQ(index.name(hits[0].name).text, "Anna Karenina");
    EXPECT_EQ(index.header(), "a header");
}

TEST(FindIndex, KeepsGivenAndFamilyNamesApart) {
    const std::vector<ListedText> listed{
        {{"PETROV, Ivan", EntityKind::Person, "Ivan", "PETROV"}, 0, 0},
        {{"Anna", EntityKind::Person, {}, {}}, 1, 0}};
    auto index = Index::build({listed, standard_mode(), "", {}});
    ASSERT_TRUE(index);
    EXPECT_EQ(index->name(0).text, "PETROV, Ivan");
    EXPECT_EQ(index->name(0).given, "Ivan");
    EXPECT_EQ(index->name(0).family, "PETROV");
    EXPECT_EQ(index->name(1).text, "Anna");
    EXPECT_EQ(index->name(1).given, "");
}

TEST(FindIndex, CarriesWhatItIsGivenForEachEntity) {
    const std::vector<ListedText> listed{{{"Ivan", EntityKind::Person, {}, {}}, 1, 0}};
    const std::vector<std::string_view> payloads{"zero", "one"};
    auto index = Index::build({listed, standard_mode(), "", payloads});
    ASSERT_TRUE(index);
    EXPECT_EQ(index->payload(1), "one");
    EXPECT_EQ(index->payload(7), "");
    auto failed = Index::build({listed, standard_mode(), "", std::span(payloads).first(1)});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().message, "entity 1 has a name and no payload; there are 1");
}

TEST(FindIndex, AScratchServesOneIndexAfterAnother) {
    const Index first = index_of({"Ivan Petrov", "Anna Karenina"});
    const Index second = index_of({"Anna Karenina", "Ivan Petrov", "Ivan Petrov"});
    SearchScratch scratch;
    const Name query = analyse({"Ivan Petrov", EntityKind::Person, {}, {}}, standard_mode());
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(first.search(query, {}, scratch).size(), 1U);
        EXPECT_EQ(second.search(query, {}, scratch).size(), 2U);
    }
}

TEST(FindIndex, IsExchangedUnderSearchesThatGoOn) {
    auto held = [](const std::vector<std::string>& names) {
        return std::make_shared<const HeldIndex>(HeldIndex{nullptr, index_of(names)});
    };
    IndexHolder holder;
    holder.exchange(held({"Ivan Petrov"}));
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0, searched = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] {
            SearchScratch scratch;
            const Name query =
                analyse({"Ivan Petrov", EntityKind::Person, {}, {}}, standard_mode());
            while (!stop) {
                const auto current = holder.current();
                const auto hits = current->index.search(query, {}, scratch);
                if (hits.size() != current->index.size()) ++wrong;
                ++searched;
            }
        });
    for (int i = 0; i < 30; ++i)
        holder.exchange(i % 2 == 0 ? held({"Ivan Petrov", "Petrov Ivan"}) : held({"Ivan Petrov"}));
    while (searched < 100) std::this_thread::yield();
    stop = true;
    for (std::thread& reader : readers) reader.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace standstill::screening
