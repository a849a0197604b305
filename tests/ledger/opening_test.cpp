// Opening an envelope: what it shows, what it hides, and that no other tail leads to the leaf.
#include "ledger/opening.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ledger/event.h"
#include "ledger/seal.h"
#include "ledger/tree.h"

namespace standstill::ledger {
namespace {

std::string event_with(std::string facts, std::string policy = std::string(64, 'a'),
                       boost::json::array seals = {}) {
    Event event{.type = "determination.made",
                .stream = "case-a",
                .ver = 12,
                .cmd = "c1",
                .actor = "officer",
                .at = base::Instant{std::chrono::seconds{1'700'000'000}},
                .policy = std::move(policy),
                .facts = {{"reasons", std::move(facts)}},
                .seals = std::move(seals)};
    return *canonical_bytes(event);
}

// The facts as they stand in the bytes.
std::string_view facts_of(const std::string& bytes) { return scan_event(bytes)->facts_json; }

Opening opening_of(const std::string& bytes) {
    auto cut = open_envelope(bytes);
    EXPECT_TRUE(cut) << cut.error().message;
    const auto* leaks = std::get_if<Leaks>(&*cut);
    return leaks != nullptr ? leaks->opening : std::get<Opening>(*cut);
}

TEST(Opening, AgreesWithTheWholeEventAtEveryLength) {
    for (std::size_t length = 0; length < 300; ++length) {
        std::string bytes = event_with(std::string(length, 'x'));
        auto cut = open_envelope(bytes);
        ASSERT_TRUE(cut && std::holds_alternative<Opening>(*cut)) << length;
        auto opened = read_opening(std::get<Opening>(*cut));
        ASSERT_TRUE(opened) << opened.error().message;
        EXPECT_EQ(*opened, (Opened{leaf_hash(bytes), "case-a", "determination.made", 12}));
    }
}

TEST(Opening, ShowsNoByteOfTheFactsUnderAPolicy) {
    for (std::size_t length = 0; length < 130; ++length) {
        std::string bytes = event_with(std::string(length, 'x'));
        Opening opening = opening_of(bytes);
        std::size_t facts_end = static_cast<std::size_t>(facts_of(bytes).data() +
                                                         facts_of(bytes).size() - bytes.data());
        EXPECT_GE(opening.before, facts_end + 1) << length;
        EXPECT_EQ(opening.before - 1 + opening.tail.size(), bytes.size());
    }
}

TEST(Opening, SaysHowMuchItWouldLeakWithoutAPolicy) {
    int leaking = 0, closed = 0;
    for (std::size_t length = 0; length < 64; ++length) {
        std::string bytes = event_with(std::string(length, 'x'), "");
        auto cut = open_envelope(bytes);
        ASSERT_TRUE(cut);
        const auto* leaks = std::get_if<Leaks>(&*cut);
        if (leaks == nullptr) {
            ++closed;
            continue;
        }
        ++leaking;
        EXPECT_GE(leaks->bytes, 1u);
        EXPECT_LE(leaks->bytes, 63u);
        std::string_view shown = facts_of(bytes).substr(facts_of(bytes).size() - leaks->bytes);
        EXPECT_NE(leaks->opening.tail.find(shown), std::string::npos);
        auto opened = read_opening(leaks->opening);
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->leaf, leaf_hash(bytes));
    }
    EXPECT_GT(leaking, 0);
    EXPECT_GT(closed, 0);
}

TEST(Opening, CutsBehindSealsWhereThereAreSome) {
    boost::json::array seals;
    for (int i = 0; i < 3; ++i)
        seals.push_back(to_json(*make_seal(std::string(32, 's'), "content", "assessment", "CUI")));
    std::string bytes = event_with("x", "", seals);
    auto cut = open_envelope(bytes);
    ASSERT_TRUE(cut && std::holds_alternative<Opening>(*cut));
    EXPECT_LT(std::get<Opening>(*cut).tail.find(",\"stream\""), 64u);
    EXPECT_EQ(read_opening(std::get<Opening>(*cut))->leaf, leaf_hash(bytes));
}

// Every flipped bit is refused or leads to another leaf.
TEST(Opening, IsBoundToItsLeafInEveryBit) {
    const std::string bytes = event_with("reasons that stay here");
    const Opening good = opening_of(bytes);
    const base::Digest leaf = leaf_hash(bytes);
    for (std::size_t bit = 0; bit < 8 * good.tail.size(); ++bit) {
        Opening bad = good;
        bad.tail[bit / 8] = static_cast<char>(bad.tail[bit / 8] ^ 1 << bit % 8);
        auto opened = read_opening(bad);
        EXPECT_TRUE(!opened || opened->leaf != leaf) << "bit " << bit;
    }
    for (std::size_t bit = 0; bit < 256; ++bit) {
        Opening bad = good;
        bad.state.bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        auto opened = read_opening(bad);
        EXPECT_TRUE(opened && opened->leaf != leaf) << "bit " << bit;
    }
    for (std::uint32_t before = 0; before < 4096; ++before) {
        if (before == good.before) continue;
        Opening bad = good;
        bad.before = before;
        auto opened = read_opening(bad);
        EXPECT_TRUE(!opened || opened->leaf != leaf) << before;
    }
}

TEST(Opening, TakesWordsInsideFactsForNothingElse) {
    const std::string fake = R"(x"],"stream":"case-b","type":"note.added","v":1,"ver":0})";
    for (std::size_t length = 0; length < 64; ++length)
        for (const char* policy : {"", "policy"}) {
            std::string digest = *policy == '\0' ? "" : std::string(64, 'a');
            std::string bytes = event_with(std::string(length, 'x') + fake, digest);
            auto opened = read_opening(opening_of(bytes));
            ASSERT_TRUE(opened);
            EXPECT_EQ(opened->stream, "case-a");
            EXPECT_EQ(opened->type, "determination.made");
            EXPECT_EQ(opened->leaf, leaf_hash(bytes));
        }
}

struct BadTail {
    const char* why;
    std::string tail;
};

TEST(Opening, RefusesTailsThatNoEventHas) {
    const std::string end = R"(,"stream":"a","type":"t","v":1,"ver":0})";
    ASSERT_TRUE(read_opening({{}, 64, "]" + end}));
    ASSERT_TRUE(read_opening({{}, 64, end}));
    const BadTail kBad[] = {
        {"nothing", ""},
        {"no stream", R"("type":"t","v":1,"ver":0})"},
        {"bytes after the end", end + " "},
        {"a second end", end + "}"},
        {"no end", end.substr(0, end.size() - 1)},
        {"something else than seals before", "}" + end},
        {"a whole block too many", std::string(63, ' ') + "]" + end},
        {"a control character", "\x01]" + end},
        {"a version with a leading zero", R"(,"stream":"a","type":"t","v":1,"ver":00})"},
        {"a negative version", R"(,"stream":"a","type":"t","v":1,"ver":-1})"},
        {"a version beyond 2^53", R"(,"stream":"a","type":"t","v":1,"ver":9007199254740992})"},
        {"no version", R"(,"stream":"a","type":"t","v":1,"ver":})"},
        {"another format", R"(,"stream":"a","type":"t","v":2,"ver":0})"},
        {"an empty stream", R"(,"stream":"","type":"t","v":1,"ver":0})"},
        {"a stream with a quote", R"(,"stream":"a\"","type":"t","v":1,"ver":0})"},
        {"a type in capitals", R"(,"stream":"a","type":"T","v":1,"ver":0})"},
        {"a member between", R"(,"stream":"a","then":"b","type":"t","v":1,"ver":0})"},
        {"white space", R"(,"stream":"a", "type":"t","v":1,"ver":0})"},
        {"too long", R"(,"stream":"a","type":"t","v":1,"ver":0)" + std::string(60'000, '0') + "}"},
    };
    for (const BadTail& bad : kBad) {
        SCOPED_TRACE(bad.why);
        EXPECT_FALSE(read_opening({{}, 64, bad.tail}));
    }
    for (std::uint32_t before : {0u, 1u, 63u, 65u, 60'032u, 4'294'967'232u})
        EXPECT_FALSE(read_opening({{}, before, end})) << before;
}

TEST(Opening, TellsWhatIsNoEvent) {
    EXPECT_FALSE(open_envelope(""));
    EXPECT_FALSE(open_envelope("{}"));
    EXPECT_FALSE(open_envelope(event_with("x") + " "));
}

}  // namespace
}  // namespace standstill::ledger
