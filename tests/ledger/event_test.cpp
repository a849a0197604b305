// An event has one spelling, and the bytes of one that was kept never change.
#include "ledger/event.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "base/digest.h"

namespace standstill::ledger {
namespace {

using namespace std::chrono;
using namespace std::string_literals;

Event example() {
    Event event;
    event.type = "contract.awarded";
    event.stream = "ice-paragon-2024";
    event.cmd = "0191d3a0-5a6f-7c3e";
    event.actor = "officer@example.gov";
    event.at = sys_days{year{2024} / 9 / 27} + hours{17} + milliseconds{30};
    event.policy = std::string(64, 'a');
    event.facts =
        boost::json::parse(R"({"vendor":"Paragon Solutions (US) Inc.","id":"70CTD024P00000012"})")
            .as_object();
    return event;
}

// The promise: these bytes are the format. They are never rewritten.
const std::string kExample =
    R"({"actor":"officer@example.gov","at":"2024-09-27T17:00:00.030Z","cmd":"0191d3a0-5a6f-7c3e",)"
    R"("facts":{"id":"70CTD024P00000012","vendor":"Paragon Solutions (US) Inc."},)"
    R"("policy":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","seals":[],)"
    R"("stream":"ice-paragon-2024","type":"contract.awarded","v":1,"ver":0})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Event, IsPrintedAsItsFormatSays) {
    auto bytes = canonical_bytes(example());
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ(*bytes, kExample);
    auto back = parse_event(*bytes);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, example());
}

TEST(Event, ScanSeesWhatParseSees) {
    auto view = scan_event(kExample);
    ASSERT_TRUE(view);
    EXPECT_EQ(view->stream, "ice-paragon-2024");
    EXPECT_EQ(view->type, "contract.awarded");
    EXPECT_EQ(view->ver, 0u);
    EXPECT_EQ(view->at, example().at);
    EXPECT_EQ(view->actor_json, "\"officer@example.gov\"");
    EXPECT_EQ(view->facts_json,
              R"({"id":"70CTD024P00000012","vendor":"Paragon Solutions (US) Inc."})");
    EXPECT_EQ(view->seals_json, "[]");
}

TEST(Event, EveryInstantOfADayIsPrintedAsTheBaseRoomPrintsIt) {
    Event event = example();
    for (auto at = sys_days{year{2024} / 2 / 28} + 0ms; at < sys_days{year{2024} / 3 / 2};
         at += 61'007ms) {
        event.at = at;
        auto bytes = canonical_bytes(event);
        ASSERT_TRUE(bytes);
        EXPECT_NE(bytes->find("\"at\":\"" + base::to_string(event.at) + "\""), std::string::npos)
            << *bytes;
        EXPECT_EQ(parse_event(*bytes)->at, event.at);
    }
}

TEST(Event, RefusesOtherSpellings) {
    struct Row {
        const char* why;
        std::string bytes;
    };
    const Row kRows[] = {
        {"a space", replaced(kExample, ",\"at\"", ", \"at\"")},
        {"an unknown field", replaced(kExample, "\"v\":1", "\"u\":1,\"v\":1")},
        {"a missing field", replaced(kExample, "\"seals\":[],", "")},
        {"fields in another order", replaced(kExample, "\"v\":1,\"ver\":0", "\"ver\":0,\"v\":1")},
        {"another format version", replaced(kExample, "\"v\":1", "\"v\":2")},
        {"an offset instead of Z", replaced(kExample, ".030Z", ".030+00:00")},
        {"z in lower case", replaced(kExample, ".030Z", ".030z")},
        {"t in lower case", replaced(kExample, "27T17", "27t17")},
        {"a fraction of two digits", replaced(kExample, ".030Z", ".03Z")},
        {"a fraction of nothing", replaced(kExample, ".030Z", ".000Z")},
        {"a day that does not exist", replaced(kExample, "2024-09-27", "2024-09-31")},
        {"a year before 1900", replaced(kExample, "2024-09-27", "1899-09-27")},
        {"a version with a leading zero", replaced(kExample, "\"ver\":0", "\"ver\":00")},
        {"a negative version", replaced(kExample, "\"ver\":0", "\"ver\":-1")},
        {"a short policy", replaced(kExample, "\"aaaa", "\"aaa")},
        {"facts that are no object",
         replaced(
             kExample,
             "\"facts\":{\"id\":\"70CTD024P00000012\",\"vendor\":\"Paragon Solutions (US) Inc.\"}",
             "\"facts\":[]")},
        {"seals that are no array", replaced(kExample, "\"seals\":[]", "\"seals\":{}")},
        {"a stream in upper case", replaced(kExample, "ice-paragon", "ICE-paragon")},
        {"an empty actor", replaced(kExample, "officer@example.gov", "")},
        {"an actor with a control character", replaced(kExample, "officer@", "officer\\n")},
        {"an escaped command", replaced(kExample, "0191d3a0", "\\\"191d3a")},
        {"something after it", kExample + "\n"},
        {"something before it", " " + kExample},
        {"nothing", ""},
    };
    for (const Row& row : kRows) {
        SCOPED_TRACE(row.why);
        EXPECT_FALSE(scan_event(row.bytes));
        EXPECT_FALSE(parse_event(row.bytes));
    }
}

TEST(Event, CutAnywhereItIsRefused) {
    for (std::size_t i = 0; i < kExample.size(); ++i)
        EXPECT_FALSE(scan_event(kExample.substr(0, i))) << i;
}

TEST(Event, AnActorMayHaveQuotesAndBackslashes) {
    Event event = example();
    event.actor = R"(Jane "JD" O\Neil, ICÉ)";
    auto bytes = canonical_bytes(event);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(parse_event(*bytes)->actor, event.actor);
    event.actor = std::string(200, '"');
    bytes = canonical_bytes(event);
    ASSERT_TRUE(bytes);
    EXPECT_TRUE(parse_event(*bytes));
    EXPECT_FALSE(scan_event(replaced(*bytes, "{\"actor\":\"", "{\"actor\":\"x")));
}

TEST(Event, NamesTheFieldThatIsOutsideItsGrammar) {
    auto failing = [](auto change) {
        Event event = example();
        change(event);
        auto bytes = canonical_bytes(event);
        EXPECT_FALSE(bytes);
        return bytes ? "" : bytes.error().message;
    };
    EXPECT_EQ(failing([](Event& e) { e.type = "Contract"; }).rfind("`type` is `Contract`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.stream = ""; }).rfind("`stream`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.stream = "-a"; }).rfind("`stream`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.cmd = std::string(65, 'a'); }).rfind("`cmd`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.cmd = "a b"; }).rfind("`cmd`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.actor = "a\nb"; }).rfind("`actor`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.actor = "\xff"; }).rfind("`actor`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.policy = "abc"; }).rfind("`policy`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.at = sys_days{year{2200} / 1 / 1}; }).rfind("`at`", 0), 0u);
    EXPECT_EQ(failing([](Event& e) { e.ver = std::uint64_t{1} << 53; }).rfind("`ver`", 0), 0u);
    EXPECT_EQ(
        failing([](Event& e) { e.facts["Bad Key"] = 1; }).rfind("`facts`: the key `Bad Key`", 0),
        0u);
    EXPECT_EQ(failing([](Event& e) { e.seals.emplace_back(0.5); }).rfind("`seals`: [0]:", 0), 0u);
}

TEST(Event, IsAtMostAsLongAsABundleCanHold) {
    Event event = example();
    event.facts = {};
    std::size_t frame = canonical_bytes(event)->size() + std::string(R"("a":"")").size();
    event.facts["a"] = std::string(kMaxEventBytes - frame, 'x');
    auto longest = canonical_bytes(event);
    ASSERT_TRUE(longest) << longest.error().message;
    EXPECT_EQ(longest->size(), kMaxEventBytes);
    EXPECT_TRUE(parse_event(*longest));
    event.facts["a"] = std::string(kMaxEventBytes - frame + 1, 'x');
    EXPECT_FALSE(canonical_bytes(event));
}

}  // namespace
}  // namespace standstill::ledger
