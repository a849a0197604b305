// Webhooks delivered to a server on loopback: signed, in order, again after a failure, and from
// where they stood after a restart.
#include <fmt/format.h>
#include <sys/stat.h>

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "server/api/post.h"
#include "server/api/webhooks.h"
#include "server/api_site.h"
#include "server/http_socket.h"

namespace standstill::server::api {
namespace {

// What came in, and what the next ones are answered with.
class Receiver {
public:
    Receiver() : server_(router()) {}
    std::string url() const { return fmt::format("http://127.0.0.1:{}/hook", server_.port()); }
    void fail_first(int count) {
        std::lock_guard lock(mutex_);
        failures_ = count;
    }
    // The n-th message, waited for.
    http::Request message(std::size_t n) {
        std::unique_lock lock(mutex_);
        bool there =
            came_.wait_for(lock, std::chrono::seconds(30), [&] { return got_.size() > n; });
        EXPECT_TRUE(there) << "message " << n;
        return there ? got_[n] : http::Request{};
    }
    std::size_t refused() {
        std::lock_guard lock(mutex_);
        return refused_;
    }

private:
    http::Router router() {
        http::Router out;
        EXPECT_TRUE(out.add({http::Method::Post, "/hook", http::Runs::Worker, 1'000'000,
                             [this](const http::Request& request, const http::Reply& reply) {
                                 std::unique_lock lock(mutex_);
                                 if (failures_ > 0) {
                                     --failures_;
                                     ++refused_;
                                     lock.unlock();
                                     return reply(http::text("not now", 500));
                                 }
                                 got_.push_back(request);
                                 came_.notify_all();
                                 lock.unlock();
                                 reply(http::no_content());
                             }}));
        return out;
    }

    std::mutex mutex_;
    std::condition_variable came_;
    std::vector<http::Request> got_;
    int failures_ = 0;
    std::size_t refused_ = 0;
    http::RunningServer server_;
};

std::string finding(const std::string& note) {
    return R"({"event":"purpose.set","by":"reviewer","purpose":"operational","note":")" + note +
           "\"}";
}

struct Told {
    std::string kind;
    std::uint64_t index = 0;
};
std::vector<Told> told(const http::Request& message) {
    std::vector<Told> out;
    json::value body = json::parse(message.body);
    for (const json::value& event : body.at("events").as_array())
        out.push_back({text_of(event, "event"), number_of(event, "index")});
    return out;
}

TEST(Webhook, TellsOfEventsUnderASignature) {
    Receiver receiver;
    Interface wire;
    std::string token = wire.token_of("rev", "reviewer");
    ASSERT_EQ(wire.post("/api/cases", token, Interface::case_file("a-1")).status, 201);
    std::string admin = wire.card_of_administrator();
    EXPECT_EQ(wire.post("/api/webhooks", token, R"({"url":"http://a/"})").status, 403);
    Said added = wire.post("/api/webhooks", admin, R"({"url":")" + receiver.url() + "\"}");
    ASSERT_EQ(added.status, 201) << added.text;
    ASSERT_EQ(wire.post("/api/cases/a-1/events", token, finding("secret words")).status, 201);
    http::Request message = receiver.message(0);
    ASSERT_EQ(told(message).size(), 1u);
    EXPECT_EQ(told(message)[0].kind, "purpose.set");
    // The case, the note of the office about the webhook, and then the event.
    EXPECT_EQ(told(message)[0].index, 2u);
    EXPECT_EQ(message.body.find("secret words"), std::string::npos);
    Hook hook;
    hook.secret = text_of(added.body, "secret");
    EXPECT_EQ(message.header("standstill-signature"),
              signature(hook, wire.now().time_since_epoch().count() / 1000, message.body));
    Said list = wire.get("/api/webhooks", admin);
    EXPECT_EQ(list.text.find("secret"), std::string::npos);
    std::string path = "/api/webhooks/" + text_of(added.body, "id");
    EXPECT_EQ(wire.ask(http::Method::Delete, path, admin).status, 204);
    EXPECT_EQ(wire.ask(http::Method::Delete, path, admin).status, 404);
}

TEST(Webhook, TriesAgainAndGoesOnAfterARestart) {
    Receiver receiver;
    Interface wire(false);
    auto metrics = std::make_shared<Metrics>();
    office::Act act;
    act.actor = "rev";
    auto header = base::parse_document(Interface::case_file("a-1"), "t");
    ASSERT_TRUE(wire.office->open_case_now(*header, {}, act));
    auto record = [&](const std::string& note) {
        ASSERT_TRUE(
            wire.office->record_now("a-1", {*base::parse_document(finding(note), "t")}, act));
    };
    {
        Webhooks hooks(*wire.site, metrics);
        ASSERT_TRUE(hooks.start(std::chrono::milliseconds(1)));
        ASSERT_TRUE(hooks.add(receiver.url(), {}));
        receiver.fail_first(3);
        record("one");
        EXPECT_EQ(told(receiver.message(0))[0].index, 1u);
        EXPECT_EQ(receiver.refused(), 3u);
    }
    record("two, while nobody delivered");
    struct stat kept {};
    ASSERT_EQ(::stat((wire.scratch.path() / "webhooks.json").c_str(), &kept), 0);
    EXPECT_EQ(kept.st_mode & 0777u, 0600u);
    Webhooks hooks(*wire.site, metrics);
    ASSERT_TRUE(hooks.start(std::chrono::milliseconds(1)));
    // The one before may be told of twice, the one after must be told of.
    std::uint64_t last = 0;
    for (std::size_t n = 1; last < 2; ++n) {
        auto events = told(receiver.message(n));
        if (events.empty()) break;
        last = events.back().index;
    }
    EXPECT_EQ(last, 2u);
}

TEST(Webhook, StandsOnAPageOfAdministration) {
    Interface wire;
    std::string admin = wire.card_of_administrator();
    ASSERT_EQ(wire.post("/api/webhooks", admin,
                        R"({"url":"http://127.0.0.1:1/<b>","types":["office.*"]})")
                  .status,
              201);
    auto session = wire.people->sign_in_directly("admin", wire.now());
    ASSERT_TRUE(session);
    Said page = wire.get("/admin/webhooks", "", {{"cookie", "__Host-standstill=" + *session}});
    ASSERT_EQ(page.status, 200) << page.text;
    EXPECT_NE(page.text.find("http://127.0.0.1:1/&lt;b&gt;"), std::string::npos) << page.text;
    EXPECT_NE(page.text.find("<td>office.*</td>"), std::string::npos);
    EXPECT_EQ(page.text.find("<code></code>"), std::string::npos);
    EXPECT_EQ(wire.get("/admin/webhooks").status, 303);
}

TEST(Webhook, IsToldOfTheKindsItWants) {
    Hook hook;
    EXPECT_TRUE(wants(hook, "purpose.set"));
    EXPECT_FALSE(wants(hook, "answer.given"));
    hook.types = {"office.*", "answer.given"};
    EXPECT_TRUE(wants(hook, "office.duty-due"));
    EXPECT_TRUE(wants(hook, "answer.given"));
    EXPECT_FALSE(wants(hook, "purpose.set"));
}

TEST(Webhook, OverwritesNothingThatItCannotRead) {
    Interface wire(false);
    office::Act act;
    { std::ofstream(wire.scratch.path() / "webhooks.json") << "not what we wrote"; }
    Webhooks hooks(*wire.site, std::make_shared<Metrics>());
    EXPECT_FALSE(hooks.start());
    EXPECT_FALSE(hooks.add("http://127.0.0.1:1/", {}));
}

TEST(Signature, IsAnHmacOverTimeAndBody) {
    Hook hook;
    hook.secret = "key";
    // printf '5.body' | openssl dgst -sha256 -hmac key
    EXPECT_EQ(signature(hook, 5, "body"),
              "t=5,v1=bc1f25bceb7d997f3c5bcc30f038121e37fa6b8b279055e8a68e16b3a1c13f6d");
}

TEST(Address, IsReadStrictly) {
    auto good = parse_address("https://example.gov/a?b=c");
    ASSERT_TRUE(good);
    EXPECT_TRUE(good->is_secure);
    EXPECT_EQ(good->host, "example.gov");
    EXPECT_EQ(good->port, 443);
    EXPECT_EQ(good->target, "/a?b=c");
    EXPECT_EQ(parse_address("http://[::1]:8080")->port, 8080);
    EXPECT_EQ(parse_address("http://[::1]:8080")->host, "::1");
    EXPECT_EQ(parse_address("http://a?x")->target, "/?x");
    for (const char* bad :
         {"", "ftp://a/", "http://", "http:///a", "http://a b/", "http://u@a/", "http://a:0/",
          "http://a:65536/", "http://a:/", "http://a/\r\nX: y", "http://a/#b", "file:///etc/passwd",
          "http://[::1/", "http://a]/", "http://[]/", "javascript:alert(1)"})
        EXPECT_FALSE(parse_address(bad)) << bad;
}

}  // namespace
}  // namespace standstill::server::api
