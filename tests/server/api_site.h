// A whole interface without a socket: an office in a folder of its own, people with tokens, and the
// router that answers as it would over the wire.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <boost/json.hpp>
#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "cli/files.h"
#include "cli/shipped.h"
#include "office/office.h"
#include "office/screening.h"
#include "server/api/chapters.h"
#include "server/api/metrics.h"
#include "server/identity/people.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server::api {

namespace json = boost::json;

class Scratch {
public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "interface.XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    Scratch(const Scratch&) = delete;
    ~Scratch() { std::filesystem::remove_all(path_); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline office::Random counted(std::uint64_t seed) {
    auto state = std::make_shared<std::atomic<std::uint64_t>>(seed);
    return [state](std::size_t bytes) {
        std::string out;
        while (out.size() < bytes) {
            std::uint64_t z = *state += 0x9e3779b97f4a7c15;
            z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
            out += static_cast<char>(z ^ z >> 31);
        }
        return out;
    };
}

// What came back, with the body read where it is JSON.
struct Said {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string text;
    json::value body;
};

class Interface {
public:
    explicit Interface(bool with_chapters = true) : library(*cli::read_rules("rules")) {
        open();
        if (with_chapters) add_chapters();
    }

    void open() {
        auto folder = office::Folder::open(scratch.path(), office::Folder::For::Writing);
        EXPECT_TRUE(folder) << (folder ? "" : folder.error().message);
        office::Settings settings;
        settings.clock = [this] { return now(); };
        settings.random = counted(1);
        settings.zones = cli::system_zones();
        auto made = office::Office::open(std::move(*folder), library, std::move(settings));
        EXPECT_TRUE(made) << (made ? "" : made.error().message);
        office = std::move(*made);
        identity::PeopleSettings people_settings;
        people_settings.random = counted(2);
        people_settings.cost = {8'192, 1};
        people_settings.is_demonstration = true;  // sessions without a sign-in
        people = std::move(*identity::People::open(scratch.path() / "people.db", people_settings));
        site = std::make_unique<Site>(
            Site{*office, *people, templates, {}, [this] { return now(); }, counted(3)});
        site->settings.base_url = "https://standstill.example.gov";
        site->metrics = std::make_shared<Metrics>();
        site->screening =
            std::make_shared<office::Screening>(scratch.path(), *cli::shipped_lists());
    }
    void add_chapters() {
        router = std::make_unique<http::Router>();
        Doors doors(*router, *site);
        add_api(doors);
        add_log_resources(doors);
        add_feeds(doors);
        EXPECT_TRUE(doors.mistakes().empty());
    }
    ~Interface() {
        router.reset();  // the threads behind it ask the office
        site.reset();
        people.reset();
        office.reset();
    }

    base::Instant now() const {
        return real_clock ? real_clock() : base::Instant{std::chrono::milliseconds{now_.load()}};
    }
    void set(const char* at) { now_ = base::parse_instant(at)->time_since_epoch().count(); }
    void pass(std::chrono::milliseconds time) { now_ += time.count(); }

    // Somebody with these offices, and a token that may do all that they may.
    std::string token_of(identity::Person person) {
        person.name = "Name of " + person.id;
        auto added = people->add(person, "");
        EXPECT_TRUE(added) << (added ? "" : added.error().message);
        return token_for(person.id);
    }
    std::string token_for(const std::string& id) {
        base::Instant ends = now() + std::chrono::hours(24);
        std::vector<identity::Permission> permissions;
        for (identity::Permission permission : every_permission())
            if (people->may_make_token(id, "test", {permission}, now(), ends))
                permissions.push_back(permission);
        auto token = people->make_token(id, "test", permissions, now(), ends);
        EXPECT_TRUE(token) << (token ? "" : token.error().message);
        return token ? *token : "";
    }
    std::string token_of(const std::string& id, const std::string& office_held) {
        identity::Person person;
        person.id = id;
        if (!office_held.empty()) {
            identity::Holding holding;
            holding.office = office_held;
            person.holdings.push_back(holding);
        }
        return token_of(std::move(person));
    }
    static std::vector<identity::Permission> every_permission() {
        using identity::Permission;
        return {Permission::ReadCases, Permission::Record,  Permission::StateTime,
                Permission::OpenCase,  Permission::AskGate, Permission::ReadEntries,
                Permission::Administer};
    }

    // An administrator, who comes with a card: tokens do not administer.
    std::string card_of_administrator() {
        identity::Person person;
        person.id = "admin";
        person.name = "Name of admin";
        person.is_administrator = true;
        EXPECT_TRUE(people->add(person, ""));
        EXPECT_TRUE(people->map({"fingerprint", std::string(64, 'a'), "admin"}));
        return "card:" + std::string(64, 'a');
    }

    using Headers = std::vector<std::pair<std::string, std::string>>;

    Said ask(http::Method method, const std::string& target, const std::string& token = "",
             const std::string& body = "", Headers headers = {}) {
        http::Request request;
        request.method = method;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        request.at = now();
        request.body = body;
        request.peer.address = "127.0.0.1";
        if (auto mark = target.find('?'); mark != std::string::npos)
            request.query = *http::parse_form(target.substr(mark + 1));
        request.headers = std::move(headers);
        if (token.starts_with("card:")) {
            request.peer.is_tls = true;
            request.peer.certificate.emplace().fingerprint = token.substr(5);
        } else if (!token.empty()) {
            request.headers.emplace_back("authorization", "Bearer " + token);
        }
        bool typed = request.header("content-type").has_value();
        if (!body.empty() && !typed)
            request.headers.emplace_back("content-type", "application/json");
        http::Router::Match match = router->find(method, request.path);
        if (match.route == nullptr) return {match.path_known ? 405 : 404, {}, "", nullptr};
        request.captures = match.captures;
        std::promise<http::Response> promise;
        match.route->handler(std::move(request),
                             [&](http::Response out) { promise.set_value(std::move(out)); });
        return read(promise.get_future().get());
    }
    Said get(const std::string& target, const std::string& token = "", Headers headers = {}) {
        return ask(http::Method::Get, target, token, "", std::move(headers));
    }
    Said post(const std::string& target, const std::string& token, const std::string& body,
              Headers headers = {}) {
        return ask(http::Method::Post, target, token, body, std::move(headers));
    }

    static std::string case_file(const std::string& id, const std::string& more = "") {
        return R"({"standstill":1,"case":")" + id + R"(","title":"The case )" + id +
               R"(","law":["eo-14093"],"agency":{"name":"Department of Homeland Security",)" +
               R"("head":"secretary-of-homeland-security"})" + more + "}";
    }

    Scratch scratch;
    review::Library library;
    std::atomic<std::int64_t> now_{
        base::parse_instant("2026-11-20T12:00:00Z")->time_since_epoch().count()};
    office::Clock real_clock;  // where clients of other people look at their own
    pages::Templates templates;
    std::unique_ptr<office::Office> office;
    std::unique_ptr<identity::People> people;
    std::unique_ptr<Site> site;
    std::unique_ptr<http::Router> router;

private:
    static Said read(http::Response response) {
        Said out{response.status, {}, std::move(response.body), nullptr};
        for (auto& [name, value] : response.headers) {
            for (char& c : name)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
            out.headers[name] = value;
        }
        if (out.headers["content-type"].find("json") != std::string::npos)
            out.body = json::parse(out.text);
        return out;
    }
};

inline std::string text_of(const json::value& body, std::string_view key) {
    const json::value* value = body.is_object() ? body.get_object().if_contains(key) : nullptr;
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}
inline std::uint64_t number_of(const json::value& body, std::string_view key) {
    const json::value* value = body.is_object() ? body.get_object().if_contains(key) : nullptr;
    return value != nullptr && value->is_number() ? value->to_number<std::uint64_t>() : 999'999;
}
// The single mistakes of a problem, a line each.
inline std::string errors_of(const json::value& body) {
    std::string out;
    const json::value* list = body.is_object() ? body.get_object().if_contains("errors") : nullptr;
    if (list == nullptr) return out;
    for (const json::value& error : list->as_array()) out += std::string(error.as_string()) + "\n";
    return out;
}

}  // namespace standstill::server::api
