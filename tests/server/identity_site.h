// A whole site over a real office, and browsers and systems that visit it without a network.
#pragma once

#include <gtest/gtest.h>

#include <future>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "office/files.h"
#include "server/identity_support.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server {

// Compiled once for all tests.
inline const pages::Templates& templates() {
    static const pages::Templates kTemplates;
    return kTemplates;
}

class SiteTest : public testing::Test {
protected:
    SiteTest() : library(*office::read_rules("rules")) {}

    void SetUp() override { build(); }

    // With the settings as they are now.
    void build() {
        doors.reset();
        site.reset();
        people.reset();
        office.reset();
        auto opened = office::Folder::open(folder.path(), office::Folder::For::Writing);
        ASSERT_TRUE(opened) << opened.error().message;
        office::Settings office_settings;
        office_settings.clock = [this] { return now; };
        office_settings.random = identity::counted_random(7);
        auto made = office::Office::open(std::move(*opened), library, std::move(office_settings));
        ASSERT_TRUE(made) << made.error().message;
        office = std::move(*made);
        identity::PeopleSettings people_settings = identity::cheap_settings();
        people_settings.random = identity::counted_random(++seed);
        people_settings.is_demonstration = true;
        auto known = identity::People::open(folder / "people.db", people_settings);
        ASSERT_TRUE(known) << known.error().message;
        people = std::move(*known);
        router = std::make_unique<http::Router>();
        site = std::make_unique<Site>(Site{*office, *people, templates(), settings,
                                           [this] { return now; }, identity::counted_random(9)});
        doors = std::make_unique<Doors>(*router, *site);
        add_sign_in_pages(*doors);
        add_admin_pages(*doors);
        add_routes();
        EXPECT_TRUE(doors->mistakes().empty()) << doors->mistakes().front();
    }

    virtual void add_routes() {}

    http::Response ask(http::Request request) {
        std::size_t question = request.target.find('?');
        request.path = request.target.substr(0, question);
        if (question != std::string::npos) {
            auto query = http::parse_form(request.target.substr(question + 1));
            if (query) request.query = std::move(*query);
        }
        request.at = now;
        auto match = router->find(request.method, request.path);
        if (match.route == nullptr) return http::text("no such page", 404);
        request.captures = std::move(match.captures);
        std::promise<http::Response> promise;
        auto answer = promise.get_future();
        match.route->handler(std::move(request), [&promise](http::Response response) {
            promise.set_value(std::move(response));
        });
        return answer.get();
    }

    void add_person(identity::Person person) {
        auto added = people->add(person, kPassword);
        ASSERT_TRUE(added) << added.error().message;
    }

    // The facts of the events of a stream, as text.
    std::string events_of(const std::string& stream) {
        std::string out;
        auto events = office->log().stream(stream);
        EXPECT_TRUE(events);
        for (const auto& event : *events) out += event.bytes + "\n";
        return out;
    }

    // What the access log holds, the oldest first.
    std::vector<office::Access> accesses() {
        office->access_log().flush();
        std::vector<office::Access> out;
        auto lines = office->access_log().latest(1'000);
        EXPECT_TRUE(lines);
        for (const auto& line : *lines) out.insert(out.begin(), line.access);
        return out;
    }

    static constexpr const char* kPassword = "violet umbrella 7";

    identity::TemporaryFolder folder;
    std::uint64_t seed = 100;
    base::Instant now = identity::instant("2026-05-04T09:00:00Z");
    SiteSettings settings;
    review::Library library;
    std::unique_ptr<office::Office> office;
    std::unique_ptr<identity::People> people;
    std::unique_ptr<http::Router> router;
    std::unique_ptr<Site> site;
    std::unique_ptr<Doors> doors;
};

inline std::string header_of(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return "";
}

// What stands between two texts, or nothing.
inline std::string between(const std::string& text, std::string_view before,
                           std::string_view after) {
    std::size_t begin = text.find(before);
    if (begin == std::string::npos) return "";
    begin += before.size();
    return text.substr(begin, text.find(after, begin) - begin);
}

// A browser: it keeps cookies and the form token of the page it saw last.
class Browser {
public:
    using Ask = std::function<http::Response(http::Request)>;
    explicit Browser(Ask ask) : ask_(std::move(ask)) {}

    http::Response get(const std::string& target) { return send(http::Method::Get, target, ""); }
    http::Response post(const std::string& target, http::Fields fields = {}) {
        std::string body;
        if (!form_token.empty()) fields.emplace_back("form_token", form_token);
        for (const auto& [name, value] : fields)
            body += (body.empty() ? "" : "&") + http::encode(name) + "=" + http::encode(value);
        return send(http::Method::Post, target, body);
    }
    http::Response send(http::Method method, const std::string& target, std::string body) {
        http::Request request;
        request.method = method;
        request.target = target;
        request.body = std::move(body);
        request.peer = peer;
        request.headers = {{"host", "standstill.example"}, {"user-agent", "Browser"}};
        if (method == http::Method::Post)
            request.headers.emplace_back("content-type", content_type);
        for (const auto& header : headers) request.headers.push_back(header);
        std::string jar;
        for (const auto& [name, value] : cookies)
            jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        if (!jar.empty()) request.headers.emplace_back("cookie", jar);
        http::Response response = ask_(std::move(request));
        take_cookies(response);
        std::string token = between(response.body, "name=\"form_token\" value=\"", "\"");
        if (!token.empty()) form_token = token;
        return response;
    }
    http::Response sign_in(const std::string& person, const std::string& password,
                           const std::string& code = "", const std::string& next = "/") {
        get("/sign-in?next=" + http::encode(next));
        return post("/sign-in",
                    {{"person", person}, {"password", password}, {"code", code}, {"next", next}});
    }

    std::map<std::string, std::string> cookies;
    std::vector<std::string> set_cookies;  // of the latest answer, as they came
    std::string form_token;
    std::string content_type = "application/x-www-form-urlencoded";
    http::Peer peer{"192.0.2.7", false, std::nullopt};
    std::vector<std::pair<std::string, std::string>> headers;

private:
    void take_cookies(const http::Response& response) {
        set_cookies.clear();
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie") continue;
            set_cookies.push_back(value);
            std::string pair = value.substr(0, value.find(';'));
            std::size_t equals = pair.find('=');
            if (equals + 1 == pair.size())
                cookies.erase(pair.substr(0, equals));
            else
                cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
        }
    }

    Ask ask_;
};

}  // namespace standstill::server
