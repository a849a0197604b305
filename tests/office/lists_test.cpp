// Imports of lists: dated, hashed, kept; and whatever goes wrong changes nothing.
#include "office/lists.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "office/files.h"
#include "office/list_manifest.h"

namespace standstill::office {
namespace {

namespace fs = std::filesystem;

constexpr const char* kData = "tests/data/screening/lists/";

base::Day day(const char* text) { return *base::parse_day(text); }

class ListsTest : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "standstill-lists-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    void TearDown() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    std::string write(const std::string& name, const std::string& bytes) const {
        const fs::path path = folder_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path.string();
    }
    fs::path data() const { return folder_ / "data"; }

    base::Result<ImportReport> import(std::vector<std::string> paths, const char* date = nullptr,
                                      const std::string& list = "",
                                      bool accepts_shrink = false) const {
        ImportOrder order;
        order.paths = std::move(paths);
        order.list = list;
        if (date != nullptr) order.published = day(date);
        order.accepts_shrink = accepts_shrink;
        order.now = *base::parse_instant("2026-11-20T12:00:00Z");
        auto lists = Lists::open(data());
        if (!lists) return lists.error();
        return lists->import(order);
    }
    std::string manifest() const {
        auto text = read_file((data() / "lists/manifest.json").string(), 1U << 20);
        return text ? *text : "";
    }
    std::size_t count_files() const {
        std::error_code error;
        return static_cast<std::size_t>(std::distance(
            fs::directory_iterator(data() / "lists/files", error), fs::directory_iterator()));
    }

    fs::path folder_;
};

std::string table(int rows) {
    std::string out = "name\n";
    for (int i = 0; i < rows; ++i) out += "Vendor " + std::to_string(i) + "\n";
    return out;
}

TEST_F(ListsTest, KeepsEveryVersionAndFindsItByDay) {
    auto first = import({std::string(kData) + "ofac_alt_2025-12.csv"}, "2025-12-24");
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(first->lists[0].version.list, "us-ofac-sdn");
    EXPECT_EQ(first->lists[0].version.entries, 8653U);
    EXPECT_EQ(first->lists[0].version.dated_by, DatedBy::Person);
    auto second = import({std::string(kData) + "ofac_alt_2026-06.csv"}, "2026-06-02");
    ASSERT_TRUE(second) << second.error().message;

    auto lists = Lists::open(data());
    ASSERT_TRUE(lists);
    EXPECT_EQ(lists->versions().size(), 2U);
    EXPECT_EQ(lists->find("us-ofac-sdn")->entries, 8766U);
    EXPECT_EQ(lists->find("us-ofac-sdn", day("2026-06-02"))->entries, 8766U);
    EXPECT_EQ(lists->find("us-ofac-sdn", day("2026-06-01"))->entries, 8653U);
    EXPECT_EQ(lists->find("us-ofac-sdn", day("2025-12-23")).error().message,
              "no version of `us-ofac-sdn` is of 2025-12-23 or before");
    EXPECT_EQ(lists->find("us-ofac-sdm").error().message,
              "no list `us-ofac-sdm` was imported, did you mean `us-ofac-sdn`?");
    auto old = lists->load(*lists->find("us-ofac-sdn", day("2026-01-01")));
    ASSERT_TRUE(old) << old.error().message;
    EXPECT_EQ(old->entities.size(), 8653U);
    EXPECT_EQ(base::to_string(*old->published), "2025-12-24");
}

TEST_F(ListsTest, TakesTheDayFromTheContent) {
    auto report = import({std::string(kData) + "un_sc_consolidated_2026-02-27.xml"});
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(base::to_string(report->lists[0].version.published), "2026-02-27");
    EXPECT_EQ(report->lists[0].version.dated_by, DatedBy::Content);
    auto own = import({write("own.csv", table(3))});
    ASSERT_TRUE(own);
    EXPECT_EQ(base::to_string(own->lists[0].version.published), "2026-11-20");
    EXPECT_EQ(own->lists[0].version.dated_by, DatedBy::Import);
    EXPECT_EQ(own->lists[0].notes.size(), 1U);
}

TEST_F(ListsTest, DoesNothingForTheSameBytes) {
    const std::string file = write("own.csv", table(3));
    ASSERT_TRUE(import({file}, "2026-01-01"));
    const std::string before = manifest();
    auto again = import({file}, "2026-02-01");
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->lists[0].is_new);
    EXPECT_EQ(manifest(), before);
    EXPECT_EQ(count_files(), 1U);
}

TEST_F(ListsTest, RefusesAListThatLostMoreThanHalf) {
    ASSERT_TRUE(import({write("own.csv", table(10))}, "2026-01-01"));
    EXPECT_TRUE(import({write("own.csv", table(5))}, "2026-01-02")) << "half is not more than half";
    const std::string before = manifest();
    auto refused = import({write("own.csv", table(2))}, "2026-01-03");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, base::ErrorKind::Conflict);
    EXPECT_EQ(
        refused.error().message,
        "own.csv: own has 2 entries, and 5 on 2026-01-02: more than half are gone, which is more often a "
        "broken download than a change; the version before stays unless this is accepted "
        "(--accept-shrink)");
    EXPECT_EQ(manifest(), before);
    EXPECT_EQ(count_files(), 2U) << "no half copy stays";
    EXPECT_TRUE(import({write("own.csv", table(2))}, "2026-01-03", "", true));
    EXPECT_TRUE(import({write("own.csv", table(1))}, "2025-12-31"))
        << "older than all: nothing to compare with";
}

TEST_F(ListsTest, RefusesAListOfWhichAPartIsMissing) {
    const std::string names = std::string(kData) + "ofac_cons_prim.csv";
    const std::string aliases = std::string(kData) + "ofac_cons_alt.csv";
    ASSERT_TRUE(import({names, aliases}, "2026-01-01"));
    auto refused = import({names}, "2026-01-02");
    ASSERT_FALSE(refused);
    EXPECT_EQ(
        refused.error().message,
        "ofac_cons_prim.csv: us-ofac-cons came in 2 files on 2026-01-01 and comes in 1 now: a part is "
        "missing; the version before stays unless this is accepted (--accept-shrink)");
    EXPECT_TRUE(import({names}, "2026-01-02", "", true));
}

TEST_F(ListsTest, ChangesNothingForABrokenFile) {
    ASSERT_TRUE(import({write("own.csv", table(3))}, "2026-01-01"));
    const std::string before = manifest();
    auto broken =
        import({write("good.csv", table(4)), write("un.xml", "<CONSOLIDATED_LIST><INDIVIDUAL>")});
    ASSERT_FALSE(broken);
    EXPECT_NE(broken.error().message.find("un.xml:1:"), std::string::npos)
        << broken.error().message;
    EXPECT_EQ(manifest(), before) << "not even the good one: all or none";
    EXPECT_EQ(count_files(), 1U);
    EXPECT_FALSE(import({(folder_ / "nowhere.csv").string()}));
}

TEST_F(ListsTest, TakesAFolderAndSaysWhatItLeftOut) {
    for (const char* name : {"ofac_cons_prim.csv", "ofac_cons_alt.csv", "ofac_cons_add.csv"})
        fs::copy_file(std::string(kData) + name, write(std::string("in/") + name, "x"),
                      fs::copy_options::overwrite_existing);
    write("in/README.txt", "about these files\n");
    write("in/.hidden", "name\nX\n");
    write("in/z/own.csv", table(3));
    auto report = import({(folder_ / "in").string()});
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->lists.size(), 2U);
    EXPECT_EQ(report->lists[0].version.list, "us-ofac-cons");
    EXPECT_EQ(report->lists[0].version.files.size(), 3U);
    EXPECT_EQ(report->lists[1].version.list, "own");
    ASSERT_EQ(report->skipped.size(), 1U);
    EXPECT_NE(report->skipped[0].find("README.txt"), std::string::npos);
    EXPECT_EQ(count_files(), 4U);
    EXPECT_FALSE(import({(folder_ / "in/README.txt").string()})) << "named by a person: an error";
}

TEST_F(ListsTest, AppliesADeltaToTheVersionBefore) {
    const std::string full =
        write("entities.ftm.json",
              R"({"id":"a","schema":"Person","properties":{"name":["A"]},"datasets":["x"]})"
              "\n"
              R"({"id":"b","schema":"Person","properties":{"name":["B"]},"datasets":["x"]})"
              "\n");
    const std::string delta = write("entities.delta.json", R"({"op":"DEL","entity":{"id":"a"}})");
    EXPECT_EQ(import({delta}, "2026-01-02").error().kind, base::ErrorKind::NotFound);
    ASSERT_TRUE(import({full}, "2026-01-01"));
    auto report = import({delta}, "2026-01-02");
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->lists[0].version.list, "x");
    EXPECT_EQ(report->lists[0].version.entries, 1U);
    EXPECT_EQ(report->lists[0].version.files.size(), 2U);
    auto lists = Lists::open(data());
    auto now = lists->load(*lists->find("x"));
    ASSERT_TRUE(now) << now.error().message;
    EXPECT_EQ(now->entities[0].names[0].text, "B");
    EXPECT_EQ(lists->load(*lists->find("x", day("2026-01-01")))->entities.size(), 2U);
    EXPECT_FALSE(import({delta}, "2026-01-03")->lists[0].is_new) << "the same delta again";
}

TEST_F(ListsTest, RefusesBytesThatWereChangedAfterwards) {
    ASSERT_TRUE(import({write("own.csv", table(3))}, "2026-01-01"));
    auto lists = Lists::open(data());
    const KeptList version = *lists->find("own");
    const fs::path kept = data() / "lists/files" / base::to_hex(version.files[0].digest);
    std::ofstream(kept, std::ios::app) << "Somebody else\n";
    EXPECT_EQ(lists->load(version).error().kind, base::ErrorKind::Corrupt);
    fs::remove(kept);
    EXPECT_EQ(lists->load(version).error().kind, base::ErrorKind::Corrupt);
}

TEST_F(ListsTest, KeepsTheColumnsOfATableOfOnesOwn) {
    ImportOrder order;
    order.paths = {write("a.csv", "nr;firma\n1;ACME\n")};
    order.list = "mine";
    order.columns = {{"name", "firma"}};
    order.now = *base::parse_instant("2026-11-20T12:00:00Z");
    auto lists = Lists::open(data());
    ASSERT_TRUE(lists->import(order));
    auto again = Lists::open(data());
    auto loaded = again->load(*again->find("mine"));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->entities[0].names[0].text, "ACME");
    order.list = "../mine";
    EXPECT_EQ(lists->import(order).error().message,
              "`../mine` is no id of a list: 1 to 64 of `a-z 0-9 - _ .`");
}

TEST(ListManifest, ReadsWhatItPrints) {
    KeptList version;
    version.list = "x";
    version.title = "X \"quoted\"";
    version.published = day("2026-01-02");
    version.dated_by = DatedBy::Content;
    version.imported = *base::parse_instant("2026-11-20T12:00:00.5Z");
    version.digest = base::sha256("x");
    version.format = "plain-csv";
    version.entries = 3;
    version.files = {{"a.csv", base::sha256("a"), 1}};
    version.columns = {{"name", "Firma"}};
    auto back = parse_manifest(print_manifest({version, version}), "m");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, (std::vector<KeptList>{version, version}));
}

TEST(ListManifest, SaysWhatIsDamaged) {
    auto says = [](std::string_view text) { return parse_manifest(text, "m").error().message; };
    EXPECT_TRUE(says("{").starts_with("m: not JSON: "));
    EXPECT_EQ(says("[]"), "m: expected an object");
    EXPECT_EQ(says("{\"manifest\":2,\"versions\":[]}"),
              "m: `manifest` is not 1; a newer program wrote it, or it is damaged");
    EXPECT_EQ(says("{\"manifest\":1}"), "m: `versions` is missing");
    EXPECT_EQ(says("{\"manifest\":1,\"versions\":[{\"list\":\"x\"}]}"),
              "m: list `x`: `published` is missing or wrong");
}

}  // namespace
}  // namespace standstill::office
