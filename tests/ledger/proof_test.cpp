// Proofs as texts: the cases of others, and that one proves one entry only.
#include "ledger/proof.h"

#include <gtest/gtest.h>

#include "ledger/vectors.h"

namespace standstill::ledger {
namespace {

TEST(Proof, AgreesWithTheCasesOfTransparencyDev) {
    auto vectors = read_json_vector("transcribed/tlog-proof-parse-cases.json");
    for (const auto& each : vectors.as_array()) {
        SCOPED_TRACE(text_of(each.at("id")));
        std::string bytes = from_base64(each.at("proof_b64"));
        auto proof = parse_log_proof(bytes);
        EXPECT_EQ(proof.has_value(), each.at("valid").as_bool());
        if (!proof) continue;
        EXPECT_EQ(*print_log_proof(*proof), bytes);
    }
    EXPECT_EQ(vectors.as_array().size(), 10u);
}

TEST(Proof, ProvesItsEntryAndNoOther) {
    auto key = *SigningKey::make("example.com/log", SignatureType::Ed25519, std::string(32, 'l'));
    Tree tree;
    for (int i = 0; i < 11; ++i) tree.append(leaf_hash("entry " + std::to_string(i)));
    auto checkpoint = *sign_checkpoint({"example.com/log", tree.size(), tree.root(), {}}, key);
    LogProof proof{"extra", LeafIndex{7}, *tree.prove_inclusion(LeafIndex{7}, tree.size()),
                   checkpoint};
    auto text = print_log_proof(proof);
    ASSERT_TRUE(text);
    auto read = parse_log_proof(*text);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, proof);
    EXPECT_TRUE(verify_log_proof(*read, "entry 7", {&key.verifier(), 1}));
    EXPECT_FALSE(verify_log_proof(*read, "entry 8", {&key.verifier(), 1}));
    auto stranger =
        *SigningKey::make("example.com/log", SignatureType::Ed25519, std::string(32, 's'));
    EXPECT_FALSE(verify_log_proof(*read, "entry 7", {&stranger.verifier(), 1}));
    read->index = LeafIndex{8};
    EXPECT_FALSE(verify_log_proof(*read, "entry 7", {&key.verifier(), 1}));
}

TEST(Proof, HasAtMostAsManyHashesAsATreeIsHigh) {
    LogProof proof{std::nullopt, LeafIndex{0}, Digests(64), "checkpoint\n"};
    EXPECT_TRUE(print_log_proof(proof));
    proof.hashes.emplace_back();
    EXPECT_FALSE(print_log_proof(proof));
    EXPECT_FALSE(parse_log_proof("c2sp.org/tlog-proof@v1\nindex 01\n\ncheckpoint\n"));
    EXPECT_FALSE(parse_log_proof("c2sp.org/tlog-proof@v1\nindex 1\n\n"));
    EXPECT_FALSE(parse_log_proof("c2sp.org/tlog-proof@v1\nindex 1\n"));
}

}  // namespace
}  // namespace standstill::ledger
