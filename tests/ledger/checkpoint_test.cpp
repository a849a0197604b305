// Checkpoints: the cases of others, and who must have signed one.
#include "ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "ledger/tree.h"
#include "ledger/vectors.h"

namespace standstill::ledger {
namespace {

TEST(Checkpoint, AgreesWithTheCasesOfTransparencyDev) {
    auto vectors = read_json_vector("transcribed/checkpoint-parse-cases.json");
    for (const auto& each : vectors.as_array()) {
        SCOPED_TRACE(text_of(each.at("id")));
        std::string body = from_base64(each.at("body_b64"));
        EXPECT_EQ(parse_checkpoint_form(body).has_value(), each.at("valid").as_bool());
        // Their roots are words; ours are hashes.
        EXPECT_FALSE(parse_checkpoint(body));
    }
    EXPECT_EQ(vectors.as_array().size(), 9u);
}

TEST(Checkpoint, ReadsTheExampleOfTheSpecification) {
    auto note = parse_note(read_vector("c2sp-spec-examples/tlog-checkpoint/example.checkpoint"));
    ASSERT_TRUE(note);
    auto checkpoint = parse_checkpoint(note->text);
    ASSERT_TRUE(checkpoint) << checkpoint.error().message;
    EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
    EXPECT_EQ(number(checkpoint->size), 20852163u);
    EXPECT_EQ(*print_checkpoint(*checkpoint), note->text);
}

TEST(Checkpoint, OpensThoseOfTesserasLog) {
    auto key =
        parse_verifier_key(without_newline(read_vector("transcribed/tessera-testdata.vkey")));
    ASSERT_TRUE(key);
    for (int size = 0; size <= 15; ++size) {
        auto bytes = read_vector("transparency-dev-tessera/log/checkpoint." + std::to_string(size));
        auto opened = open_checkpoint(bytes, {&*key, 1});
        ASSERT_TRUE(opened) << size << opened.error().message;
        EXPECT_EQ(number(opened->checkpoint.size), static_cast<std::uint64_t>(size));
    }
    EXPECT_TRUE(
        open_checkpoint(read_vector("transparency-dev-tessera/log/checkpoint"), {&*key, 1}));
}

TEST(Checkpoint, MustBeSignedByItsLog) {
    auto log = *SigningKey::make("example.com/log", SignatureType::Ed25519, std::string(32, 'l'));
    auto stranger =
        *SigningKey::make("example.com/other", SignatureType::Ed25519, std::string(32, 's'));
    auto witness =
        *SigningKey::make("example.com/log", SignatureType::Cosignature, std::string(32, 'l'));
    Checkpoint checkpoint{"example.com/log", TreeSize{1}, leaf_hash("a"), {"an extension"}};
    auto signed_by_log = sign_checkpoint(checkpoint, log);
    ASSERT_TRUE(signed_by_log);
    std::vector<VerifierKey> keys = {log.verifier(), stranger.verifier(), witness.verifier()};
    EXPECT_EQ(open_checkpoint(*signed_by_log, keys)->checkpoint, checkpoint);
    EXPECT_FALSE(sign_checkpoint(checkpoint, stranger));

    std::string text = *print_checkpoint(checkpoint);
    EXPECT_FALSE(open_checkpoint(*print_note(Note{text, {*stranger.sign(text)}}), keys));
    EXPECT_FALSE(open_checkpoint(*print_note(Note{text, {*witness.cosign(text, 5)}}), keys));
    EXPECT_TRUE(open_checkpoint(
        *print_note(Note{text, {*witness.cosign(text, 5), *log.sign(text)}}), keys));
}

TEST(Checkpoint, RefusesOtherSpellings) {
    Checkpoint checkpoint{"example.com/log", TreeSize{12}, leaf_hash("a"), {}};
    std::string text = *print_checkpoint(checkpoint);
    std::string root = text.substr(text.find("12\n") + 3);
    for (const std::string& wrong :
         {"example.com/log\n012\n" + root, "example.com/log\n+12\n" + root,
          "example.com/log\n12 \n" + root, text + "\n", text + "x", "\n12\n" + root,
          "example.com/log\n18446744073709551616\n" + root, "example.com/log\n0\n" + root})
        EXPECT_FALSE(parse_checkpoint(wrong)) << wrong;
    EXPECT_FALSE(print_checkpoint({"two\nlines", TreeSize{12}, leaf_hash("a"), {}}));
    EXPECT_FALSE(print_checkpoint({"", TreeSize{12}, leaf_hash("a"), {}}));
    EXPECT_FALSE(print_checkpoint({"log", TreeSize{12}, leaf_hash("a"), {""}}));
}

}  // namespace
}  // namespace standstill::ledger
