// Events as they were written, kept as bytes: what is read back is what was put in.
#include "review/events.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/same_node.h"

namespace standstill::review {
namespace {

base::Node node(const std::string& text) {
    auto read = base::parse_document(text, "test");
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return read ? std::move(*read) : base::Node{};
}

const std::vector<std::string> kTexts = {
    "{event: tool.named, by: {office: reviewer, acting: true}, note: 'true'}",
    "event: a\nlist:\n- 1\n-\n- ''\n- [x, {y: z}]\nlong: '" + std::string(5'000, 'x') + "'\n",
    "{}",
    "[]",
    "a",
    "note: \"\\0\\xff \xC3\xA9\"\n"};

TEST(Events, AreReadBackAsTheyWereWritten) {
    Events events;
    for (const std::string& text : kTexts) events.push_back(node(text));
    ASSERT_EQ(events.size(), kTexts.size());
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
        EXPECT_TRUE(base::is_same(events.read(i), node(kTexts[i]))) << kTexts[i];
        EXPECT_TRUE(base::is_same(events[i], node(kTexts[i]))) << kTexts[i];
        EXPECT_EQ(&events[i], &events[i]);
    }
    EXPECT_EQ(events.back().find("note")->scalar, node(kTexts.back()).find("note")->scalar);
    EXPECT_EQ(events.all().size(), kTexts.size());
    EXPECT_GT(events.bytes(), 5'000U);
}

TEST(Events, AreSharedByCopies) {
    Events events;
    events.push_back(node("event: a"));
    Events copy = events, other;
    other.push_same(events, 0);
    copy.push_back(node("event: b"));
    EXPECT_EQ(events.size(), 1U);
    EXPECT_EQ(copy.size(), 2U);
    const base::Node& first = events[0];
    EXPECT_EQ(&first, &copy[0]);
    EXPECT_EQ(&first, &other[0]);
    EXPECT_EQ(other.bytes(), events.bytes());
    events = Events();
    EXPECT_EQ(first.find("event")->scalar, "a");
}

TEST(Events, AreLookedAtByManyAtOnce) {
    Events events;
    for (int i = 0; i < 200; ++i) events.push_back(node("event: e" + std::to_string(i)));
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&wrong, copy = events] {
            for (std::size_t i = 0; i < copy.size(); ++i)
                if (copy[i].find("event")->scalar != "e" + std::to_string(i)) ++wrong;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace standstill::review
