// Bundles: the same content gives the same bytes, and only content that is sound becomes one.
#include "ledger/bundle.h"

#include <gtest/gtest.h>

#include "ledger/example_log.h"
#include "ledger/tiles.h"

namespace standstill::ledger {
namespace {

TEST(Bundle, HoldsEverythingUnderItsName) {
    std::string bytes = example_log().bundle();
    EXPECT_EQ(bytes, example_log().bundle());
    auto files = read_archive(bytes);
    ASSERT_TRUE(files);
    std::vector<std::string> names;
    for (const ArchiveFile& file : *files) names.emplace_back(file.name);
    std::string object = object_path(example_log().objects.begin()->first);
    EXPECT_EQ(names, (std::vector<std::string>{"checkpoint", "checkpoints/00000000", "keys",
                                               "manifest", "manifest.sig", object,
                                               "rules/eo-14093/pack.yaml", "tile/0/000.p/5",
                                               "tile/entries/000.p/5", "zones/America/New_York"}));
}

TEST(Bundle, ItsManifestIsWhatSha256sumPrints) {
    std::string bytes = example_log().bundle();
    auto files = *read_archive(bytes);
    std::string_view manifest = find_file(files, "manifest")->bytes;
    EXPECT_NE(manifest.find(base::to_hex(base::sha256("TZif")) + "  zones/America/New_York\n"),
              std::string_view::npos);
    EXPECT_EQ(std::count(manifest.begin(), manifest.end(), '\n'), 8);
}

TEST(Bundle, IsNotMadeOfWhatDoesNotFitTogether) {
    ExampleLog log = example_log();
    auto all = log.entries();
    BundleContent content = log.content(all);
    content.entries = std::span<const std::string_view>(all).first(4);
    EXPECT_EQ(make_bundle(content, log.key).error().kind, base::ErrorKind::Corrupt);
    content = log.content(all);
    content.rules["../escape"] = "";
    EXPECT_EQ(make_bundle(content, log.key).error().kind, base::ErrorKind::Invalid);
    auto stranger =
        *SigningKey::make("example.gov/log", SignatureType::Ed25519, std::string(32, 's'));
    EXPECT_FALSE(make_bundle(log.content(all), stranger));
}

TEST(Bundle, OfAnEmptyLogIsABundle) {
    ExampleLog log;
    EXPECT_FALSE(log.bundle().empty());
}

}  // namespace
}  // namespace standstill::ledger
