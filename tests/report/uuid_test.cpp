// UUIDs of version 5 against RFC 9562 and against another implementation.
#include "report/uuid.h"

#include <gtest/gtest.h>

namespace standstill::report {

namespace {

constexpr Uuid kDnsNamespace = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

TEST(Uuid, IsTheOneOfRfc9562AppendixA4) {
    EXPECT_EQ(to_string(uuid_v5(kDnsNamespace, "www.example.com")),
              "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(Uuid, NamespaceIsWhatItsHeaderSays) {
    EXPECT_EQ(uuid_v5(kUrlNamespace, "https://standstill.example/ns/1"), kNamespace);
}

// The value is Python's: uuid.uuid5(namespace, "event\nice-paragon-2024 3").
TEST(Uuid, AgreesWithPython) {
    EXPECT_EQ(uuid_for("event", "ice-paragon-2024 3"), "4be41c36-d885-5f61-82a8-757143756245");
}

TEST(Uuid, KindAndNameAreNotOneName) {
    EXPECT_NE(uuid_for("event", "1"), uuid_for("events", "1"));
    EXPECT_NE(uuid_for("a", "b\nc"), uuid_for("a b", "c"));
}

}  // namespace

}  // namespace standstill::report
