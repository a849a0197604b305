// Formats are promises: the bytes of the golden files, and of the examples in docs/formats, never
// change.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ledger/canonical_json.h"
#include "ledger/example_log.h"
#include "ledger/proof.h"
#include "ledger/token.h"
#include "ledger/verify.h"

namespace standstill::ledger {
namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Whether a page of the formats shows this text, as a block of its own.
::testing::AssertionResult shows(const std::string& page, const std::string& text) {
    if (read_file("docs/formats/" + page).find("```\n" + text + "\n```\n") != std::string::npos)
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "docs/formats/" << page << " does not show\n" << text;
}

std::string trimmed(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

TEST(Golden, TheBundleIsWrittenAsItAlwaysWas) {
    EXPECT_EQ(example_log().bundle(), read_file("tests/vectors/ledger/standstill/bundle.tar"));
}

TEST(Golden, TheBundleVerifiesWithItsPublishedKey) {
    auto key =
        parse_verifier_key("example.gov/log+64ea754a+AW1E+Tn4KdQ1mLze3akN4B22n6pQyqM+jGwyikuQDU2s");
    ASSERT_TRUE(key);
    EXPECT_EQ(verify_bundle(read_file("tests/vectors/ledger/standstill/bundle.tar"), {&*key, 1}, {})
                  .verdict,
              Verdict::Verified);
}

TEST(Golden, TheExamplesOfTheFormatsAreTrue) {
    ExampleLog log = example_log();
    EXPECT_TRUE(shows("event.md", log.leaves[0]));
    EXPECT_NE(read_file("docs/formats/event.md").find(base::to_hex(leaf_hash(log.leaves[0]))),
              std::string::npos);
    EXPECT_TRUE(shows("checkpoint.md", trimmed(log.checkpoint())));
    LogProof proof{std::nullopt, LeafIndex{2},
                   *log.tree.prove_inclusion(LeafIndex{2}, log.tree.size()), log.checkpoint()};
    EXPECT_TRUE(shows("proof.md", trimmed(*print_log_proof(proof))));
    std::string bundle = log.bundle();
    auto files = read_archive(bundle);
    ASSERT_TRUE(files);
    EXPECT_TRUE(shows("bundle.md", trimmed(std::string(find_file(*files, "manifest")->bytes))));
    auto seal = parse_event(log.leaves[3])->seals[0];
    EXPECT_TRUE(shows("seal.md", *canonical_json(seal)));

    PermitClaims claims;
    claims.issuer = "standstill.example.gov";
    claims.subject = "case-a";
    claims.id = "a1";
    claims.issued_at = claims.not_before = base::Instant{std::chrono::seconds{1'732'000'000}};
    claims.expires = claims.issued_at + kPermitLife;
    claims.log = "example.gov/log";
    claims.size = log.tree.size();
    claims.root = log.tree.root();
    claims.policy = base::sha256("packs");
    claims.because = {"2(a)", "2(g)"};
    EXPECT_TRUE(shows("token.md",
                      *sign_permit(claims, *Ed25519PrivateKey::from_seed(std::string(32, 'k')))));
}

}  // namespace
}  // namespace standstill::ledger
