// The contract as open data: days in the case's zone, what becomes of a stop-work order, and
// nothing that is marked. That releases are valid by the standard's schema is for validate.mjs.
#include "report/ocds.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "report/desk.h"

namespace standstill::report {

namespace {

namespace json = boost::json;

base::Result<std::string> packaged(const review::Case& of, const std::string& at,
                                   std::string_view prefix = {}) {
    review::Reviewer reviewer(*of.program, of.record);
    review::Answer answer = reviewer.answer(*base::parse_instant(at));
    return ocds_package(Source{of, reviewer, answer, &law_at_hand(), {}}, prefix);
}

json::object release(const review::Case& of, const std::string& at) {
    auto package = packaged(of, at);
    EXPECT_TRUE(package) << package.error().message;
    if (!package) return {};
    return json::parse(*package).at("releases").as_array()[0].as_object();
}

json::object real_release(const std::string& at) {
    return release(case_from("cases/ice-paragon-2024.yaml"), at);
}

json::value order_of(const json::object& release) {
    return release.at("contracts")
        .as_array()[0]
        .at("implementation")
        .at("stopWorkOrders")
        .as_array()[0];
}

std::string word(const json::value& in, std::string_view key) {
    return std::string(in.at(key).as_string());
}

review::Case contract_with(const std::string& events) {
    std::string text =
        "{standstill: 1, case: c, title: x, law: [eo-14093], agency: {name: A, head: "
        "secretary-of-defense}, record: [{at: '2024-10-01T09:00:00-04:00', event: "
        "contract.reported}, {at: '2024-10-01T09:00:00-04:00', event: "
        "contract.awarded, id: N-1, vendor: V, awarded: '2024-09-30', value: {amount: '12.50', "
        "currency: USD}}" +
        events + "]}";
    auto node = base::parse_document(text, "case");
    EXPECT_TRUE(node) << node.error().message;
    auto of = review::read_case(*node, "case", law_at_hand(), cli::system_zones());
    EXPECT_TRUE(of) << of.error().message;
    return std::move(*of);
}

constexpr const char* kOrdered =
    ", {at: '2024-10-08T12:00:00-04:00', event: contract.stop-work-ordered, delivered: "
    "'2024-10-08', reason: to look}";

TEST(Ocds, TellsTheContractAndItsParties) {
    json::object real = real_release("2024-10-02T12:00:00-04:00");
    EXPECT_EQ(real.at("ocid").as_string(), "ocds-000000-ice-paragon-2024");
    EXPECT_EQ(real.at("parties").as_array().size(), 3U);
    const json::value& contract = real.at("contracts").as_array()[0];
    // A day without an hour begins in the zone of the case.
    EXPECT_EQ(word(contract, "dateSigned"), "2024-09-27T00:00:00-04:00");
    EXPECT_EQ(contract.at("value").at("amount").as_int64(), 2'000'000);
    EXPECT_FALSE(contract.as_object().contains("implementation"));
    EXPECT_EQ(json::serialize(real.at("tag")), R"(["award","contract"])");
}

TEST(Ocds, KeepsCentsAsTheyAre) {
    json::object one = release(contract_with(""), "2024-10-02T00:00:00Z");
    EXPECT_EQ(one.at("awards").as_array()[0].at("value").at("amount").as_double(), 12.5);
}

TEST(Ocds, FollowsAStopWorkOrder) {
    json::object stopped = real_release("2024-10-10T12:00:00-04:00");
    EXPECT_EQ(word(order_of(stopped), "status"), "inForce");
    EXPECT_EQ(word(order_of(stopped).at("period"), "endDate"), "2025-01-06T23:59:59-05:00");
    EXPECT_EQ(order_of(stopped).at("period").at("durationInDays").as_int64(), 90);
    // The last second of the last day is still in it.
    EXPECT_EQ(word(order_of(real_release("2025-01-06T23:59:59-05:00")), "status"), "inForce");
    EXPECT_EQ(word(order_of(real_release("2025-01-07T00:00:00-05:00")), "status"), "expired");
    json::object lifted = real_release("2025-09-05T12:00:00-04:00");
    EXPECT_EQ(word(order_of(lifted), "status"), "cancelled");
    EXPECT_EQ(word(order_of(lifted).at("cancellation"), "reasonType"), "workMayResume");
    json::object closed = real_release("2026-02-01T12:00:00-05:00");
    EXPECT_EQ(word(closed.at("contracts").as_array()[0], "status"), "terminated");
}

TEST(Ocds, CountsAnExtensionToItsLastDay) {
    review::Case of = contract_with(
        std::string(kOrdered) +
        ", {at: '2024-12-01T09:00:00-05:00', event: contract.stop-work-extended, until: "
        "'2025-03-09'}");
    json::value order = order_of(release(of, "2025-03-10T03:59:59Z"));
    EXPECT_EQ(word(order, "status"), "inForce");
    // Clocks change on that day: its last second is in summer time.
    EXPECT_EQ(word(order.at("extensions").as_array()[0], "endDate"), "2025-03-09T23:59:59-04:00");
    EXPECT_EQ(word(order_of(release(of, "2025-03-10T04:00:00Z")), "status"), "expired");
}

TEST(Ocds, EndsAnOrderWithItsContract) {
    review::Case of = contract_with(
        std::string(kOrdered) + ", {at: '2024-11-01T09:00:00-04:00', event: contract.terminated}");
    json::value order = order_of(release(of, "2024-11-02T00:00:00Z"));
    EXPECT_EQ(word(order, "status"), "terminated");
    EXPECT_EQ(word(order.at("cancellation"), "reasonType"), "contractTerminated");
}

// The same table as that of the public register.
TEST(Ocds, WithholdsWhatTheRegisterWithholds) {
    json::object one = release(contract_with(kOrdered), "2024-11-02T00:00:00Z");
    EXPECT_FALSE(order_of(one).as_object().contains("rationale"));
    EXPECT_EQ(json::serialize(one).find("to look"), std::string::npos);
}

TEST(Ocds, PublishesNothingThatIsMarked) {
    std::string marked(kOrdered);
    marked.insert(marked.size() - 1, ", marking: U//FOUO");
    json::object one = release(contract_with(marked), "2024-11-02T00:00:00Z");
    EXPECT_FALSE(one.at("contracts").as_array()[0].as_object().contains("implementation"));
    EXPECT_EQ(json::serialize(one).find("to look"), std::string::npos);
}

TEST(Ocds, HasNothingToPublishWithoutAContract) {
    // Before the award, and before anybody reported it.
    for (const char* at : {"2024-09-01T00:00:00Z", "2024-09-30T00:00:00Z"}) {
        auto none = packaged(case_from("cases/ice-paragon-2024.yaml"), at);
        ASSERT_FALSE(none) << at;
        EXPECT_EQ(none.error().kind, base::ErrorKind::NotFound);
    }
}

TEST(Ocds, TakesAPrefixThatIsOne) {
    review::Case of = contract_with("");
    auto good = packaged(of, "2024-11-02T00:00:00Z", "ocds-a1b2c3");
    ASSERT_TRUE(good);
    EXPECT_NE(good->find("\"ocid\":\"ocds-a1b2c3-c\""), std::string::npos);
    for (const char* bad : {"ocds-", "ocds-A1B2C3", "ocds-a1b2c3d", "abcde-a1b2c3"})
        EXPECT_FALSE(packaged(of, "2024-11-02T00:00:00Z", bad)) << bad;
}

TEST(Ocds, RepeatsByteForByte) {
    review::Case of = contract_with(kOrdered);
    EXPECT_EQ(*packaged(of, "2024-11-02T00:00:00Z"), *packaged(of, "2024-11-02T00:00:00Z"));
}

}  // namespace

}  // namespace standstill::report
