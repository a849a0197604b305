// Health, counters, and what stands in both.
#include "server/api/metrics.h"
#include "server/api_site.h"

namespace standstill::server::api {
namespace {

TEST(Health, IsToldToAnybody) {
    Interface wire;
    Said ready = wire.get("/health");
    EXPECT_EQ(ready.status, 200) << ready.text;
    EXPECT_EQ(text_of(ready.body, "status"), "ready");
    EXPECT_EQ(text_of(wire.get("/health/live").body, "status"), "alive");
    EXPECT_EQ(ready.text.find(wire.scratch.path().string()), std::string::npos);
}

TEST(Counters, TakeAToken) {
    Interface wire;
    Said nobody = wire.get("/metrics");
    EXPECT_EQ(nobody.status, 401);
    EXPECT_NE(nobody.headers["www-authenticate"], "");
    std::string token = wire.token_of("rev", "reviewer");
    Said said = wire.get("/metrics", token);
    EXPECT_EQ(said.status, 200);
    EXPECT_EQ(said.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_NE(said.text.find("\nstandstill_log_events 0\n"), std::string::npos) << said.text;
}

TEST(Counters, SumTheBucketsOfDurations) {
    Metrics metrics;
    using std::chrono::microseconds;
    metrics.answered("GET", "/a/{id}", 200, microseconds(90));
    metrics.answered("GET", "/a/{id}", 200, microseconds(400));
    metrics.answered("GET", "/a/{id}", 404, std::chrono::seconds(20));
    std::string text = metrics.print({});
    for (const char* line :
         {"standstill_http_requests_total{method=\"GET\",route=\"/a/{id}\",status=\"200\"} 2\n",
          "standstill_http_requests_total{method=\"GET\",route=\"/a/{id}\",status=\"404\"} 1\n",
          "_bucket{route=\"/a/{id}\",le=\"0.0001\"} 1\n", "le=\"0.0005\"} 2\n", "le=\"10\"} 2\n",
          "le=\"+Inf\"} 3\n", "_count{route=\"/a/{id}\"} 3\n"})
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
}

TEST(Counters, EscapeTheirLabels) {
    Metrics metrics;
    metrics.answered("GET", "a\"b\\c\nd", 200, std::chrono::microseconds(1));
    EXPECT_NE(metrics.print({}).find("route=\"a\\\"b\\\\c\\nd\""), std::string::npos);
}

}  // namespace
}  // namespace standstill::server::api
