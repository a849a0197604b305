// Signed notes: the cases of others, and what a signature covers.
#include "ledger/note.h"

#include <gtest/gtest.h>

#include "ledger/vectors.h"

namespace standstill::ledger {
namespace {

using base::ErrorKind;

SigningKey key_of(const std::string& name, SignatureType type = SignatureType::Ed25519,
                  char seed = 'k') {
    return *SigningKey::make(name, type, std::string(32, seed));
}

TEST(Note, AgreesWithTheCasesOfGo) {
    auto vectors = read_json_vector("transcribed/signed-note-cases.json");
    int cases = 0;
    for (const auto& each : vectors.at("cases").as_array()) {
        SCOPED_TRACE(text_of(each.at("id")));
        ++cases;
        std::vector<VerifierKey> keys;
        for (const auto& key : each.at("vkeys").as_array())
            keys.push_back(*parse_verifier_key(text_of(key)));
        std::string want = text_of(each.at("want")), bytes = from_base64(each.at("note_b64"));
        auto note = parse_note(bytes);
        if (want.rfind("error: malformed", 0) == 0) {
            EXPECT_FALSE(note);
            continue;
        }
        ASSERT_TRUE(note) << note.error().message;
        EXPECT_EQ(*print_note(*note), bytes);
        auto verified = verify_note(*note, keys);
        if (want == "ok") {
            ASSERT_TRUE(verified) << verified.error().message;
            const auto& names = each.at("verified").as_array();
            ASSERT_EQ(verified->size(), names.size());
            for (std::size_t i = 0; i < names.size(); ++i)
                EXPECT_EQ(keys[(*verified)[i].key].name, text_of(names[i]));
        } else {
            ASSERT_FALSE(verified);
            EXPECT_EQ(verified.error().kind, want == "error: invalid signature"
                                                 ? ErrorKind::Corrupt
                                                 : ErrorKind::NotFound);
        }
    }
    EXPECT_EQ(cases, 15);
    for (const auto& key : vectors.at("bad_vkeys").as_array())
        EXPECT_FALSE(parse_verifier_key(text_of(key)));
}

TEST(Note, NoPartAndNoNeighbourOfAKeyIsAKey) {
    const std::string kKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    auto key = parse_verifier_key(kKey);
    ASSERT_TRUE(key);
    EXPECT_EQ(to_string(*key), kKey);
    for (std::size_t from = 0; from < kKey.size(); ++from)
        for (std::size_t size = 0; size <= kKey.size() - from; ++size) {
            if (size == kKey.size()) continue;
            EXPECT_FALSE(parse_verifier_key(kKey.substr(from, size)));
        }
    for (std::size_t i = 0; i < kKey.size(); ++i) {
        std::string other = kKey;
        ++other[i];
        EXPECT_FALSE(parse_verifier_key(other)) << other;
    }
}

TEST(Note, VerifiesTheExampleOfTheSpecification) {
    auto key = parse_verifier_key(
        without_newline(read_vector("c2sp-spec-examples/signed-note/example.vkey")));
    ASSERT_TRUE(key);
    auto note = parse_note(read_vector("c2sp-spec-examples/signed-note/example.note"));
    ASSERT_TRUE(note) << note.error().message;
    EXPECT_TRUE(verify_note(*note, {&*key, 1}));
    auto poem = parse_note(read_vector("c2sp-spec-examples/signed-note/multiline-utf8.note"));
    ASSERT_TRUE(poem);
    EXPECT_NE(poem->text.find("\n\n"), std::string::npos);
    EXPECT_EQ(verify_note(*poem, {&*key, 1}).error().kind, ErrorKind::NotFound);
}

TEST(Note, ACosignatureCoversItsTime) {
    auto note = parse_note(read_vector("c2sp-spec-examples/tlog-cosignature/example.checkpoint"));
    ASSERT_TRUE(note);
    EXPECT_EQ(cosigned_message(note->text, 1679315147),
              read_vector("c2sp-spec-examples/tlog-cosignature/signed-message.txt"));

    SigningKey witness = key_of("witness.example.com/w1", SignatureType::Cosignature);
    auto signature = witness.cosign("text\n", 1'700'000'000);
    ASSERT_TRUE(signature);
    Note signed_note{"text\n", {*signature}};
    auto verified = verify_note(signed_note, {&witness.verifier(), 1});
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->front().time, 1'700'000'000u);
    for (std::size_t i = 0; i < signature->bytes.size(); ++i) {
        Note wrong = signed_note;
        wrong.signatures[0].bytes[i] = static_cast<char>(wrong.signatures[0].bytes[i] ^ 1);
        EXPECT_EQ(verify_note(wrong, {&witness.verifier(), 1}).error().kind, ErrorKind::Corrupt)
            << i;
    }
    EXPECT_FALSE(witness.sign("text\n"));
    EXPECT_FALSE(key_of("log").cosign("text\n", 1));
}

TEST(Note, VerifiesTheCosignaturesOfSunlightsWitnesses) {
    std::vector<VerifierKey> keys;
    for (const auto& line :
         {"witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN",
          "witness2.example.org+2e55b896+BIZ7fpceQWd60IfqQeS9IAnmNOCZjMDne8lZuguz/bi9",
          "mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O"}) {
        keys.push_back(*parse_verifier_key(line));
        EXPECT_NE(read_vector("filosottile-sunlight/witnesses.vkeys").find(line),
                  std::string::npos);
    }
    for (const char* name : {"rome2026h1", "milan2026h1", "mirror"}) {
        SCOPED_TRACE(name);
        auto note =
            parse_note(read_vector(std::string("filosottile-sunlight/") + name + ".checkpoint"));
        ASSERT_TRUE(note);
        auto verified = verify_note(*note, keys);
        ASSERT_TRUE(verified) << verified.error().message;
        EXPECT_EQ(verified->size(), 1u);
        EXPECT_TRUE(verified->front().time);
    }
}

TEST(Note, ASigningKeyIsReadBack) {
    SigningKey key = key_of("example.com/log");
    std::string seed(32, 'k');
    std::string name_and_hash =
        to_string(key.verifier()).substr(0, std::string("example.com/log+01234567+").size());
    std::string text = "PRIVATE+KEY+" + name_and_hash + base64('\x01' + seed);
    auto read = SigningKey::parse(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(to_string(read->verifier()), to_string(key.verifier()));
    EXPECT_FALSE(SigningKey::parse(to_string(key.verifier())));
    text[14] = text[14] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(SigningKey::parse(text));
}

TEST(Note, MatchesAKeyByNameAndIdTogether) {
    SigningKey log = key_of("log"), other = key_of("log", SignatureType::Ed25519, 'o');
    Note note{"text\n", {*other.sign("text\n"), *log.sign("text\n")}};
    auto verified = verify_note(note, {&log.verifier(), 1});
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->size(), 1u);
}

TEST(Note, RefusesNamesThatHideTheirEnd) {
    for (const char* name : {"", "a b", "a+b", "a\tb",
                             "a\xc2\xa0"
                             "b",
                             "a\xe3\x80\x80", "a\xff"})
        EXPECT_FALSE(SigningKey::make(name, SignatureType::Ed25519, std::string(32, 'k'))) << name;
    EXPECT_FALSE(print_note(Note{"no newline", {*key_of("log").sign("no newline")}}));
    EXPECT_FALSE(print_note(Note{"text\n", {}}));
}

}  // namespace
}  // namespace standstill::ledger
