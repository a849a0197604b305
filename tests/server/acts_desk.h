// The desk of acts as somebody at a browser meets it: a real office in a folder of its own, real
// people with sessions, the routes as they are served. Only the socket is left out.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "ledger/canonical_json.h"
#include "office/office_fixture.h"
#include "review/answer_json.h"
#include "server/acts_form.h"
#include "server/identity_support.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server::pages {

using http::Fields;
using http::Response;

// The text between two marks after a place, or nothing.
inline std::string between(const std::string& text, const std::string& begin,
                           const std::string& end, std::size_t& from) {
    std::size_t start = text.find(begin, from);
    if (start == std::string::npos) return "";
    start += begin.size();
    std::size_t stop = text.find(end, start);
    if (stop == std::string::npos) return "";
    from = stop;
    return text.substr(start, stop - start);
}

inline std::string unescaped(std::string text) {
    for (auto [from, to] : {std::pair{"&lt;", "<"},
                            {"&gt;", ">"},
                            {"&quot;", "\""},
                            {"&#39;", "'"},
                            {"&#x27;", "'"},
                            {"&amp;", "&"}})
        for (std::size_t at = text.find(from); at != std::string::npos;
             at = text.find(from, at + 1))
            text.replace(at, std::string(from).size(), to);
    return text;
}

// The hidden inputs of the form that is sent to an address.
inline Fields hidden_in(const std::string& page, const std::string& action) {
    Fields out;
    std::size_t from = page.find("action=\"" + action + "\"");
    if (from == std::string::npos) return out;
    std::size_t end = page.find("</form>", from);
    std::string form = page.substr(from, end - from);
    std::size_t at = 0;
    const std::string start = "<input type=\"hidden\" name=\"";
    while ((at = form.find(start, at)) != std::string::npos) {
        std::string name = between(form, start, "\"", at);
        std::string value = between(form, "value=\"", "\"", at);
        out.emplace_back(unescaped(name), unescaped(value));
    }
    return out;
}

inline std::string location_of(const Response& response) {
    for (const auto& [name, value] : response.headers)
        if (name == "Location") return value;
    return "";
}

inline std::string header_of(const Response& response, const std::string& wanted) {
    for (const auto& [name, value] : response.headers)
        if (name == wanted) return value;
    return "";
}

inline std::string canonical(const base::Node& node) {
    auto out = ledger::canonical_json(review::to_json(node));
    return out ? *out : out.error().message;
}

class AtTheDesk : public office::InAnOffice {
protected:
    AtTheDesk() {
        identity::PeopleSettings settings = identity::cheap_settings();
        settings.is_demonstration = true;
        auto opened = identity::People::open(people_folder / "people.db", settings);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
        people = std::move(*opened);
        SiteSettings of_site;
        of_site.rates = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
        of_site.upload_bytes = 100'000;
        site = std::make_unique<Site>(Site{*office, *people, templates, of_site,
                                           [this] { return now(); }, identity::counted_random(7)});
        doors = std::make_unique<Doors>(router, *site);
        add_act_pages(*doors);
        EXPECT_TRUE(doors->mistakes().empty()) << doors->mistakes().front();
        EXPECT_TRUE(templates.mistakes().empty()) << templates.mistakes().front();
        add("olga.officer", {"reviewer", "contracting-officer"});
        add("hugo.head", {"secretary-of-homeland-security"});
        add("anna.apnsa", {"apnsa"});
        identity::Person registrar = identity::person("rita.registrar");
        registrar.is_registrar = true;
        add(registrar);
        registrar.id = "rolf.registrar";
        add(registrar);
        identity::Person auditor = identity::person("ada.auditor");
        auditor.is_auditor = true;
        add(auditor);
        identity::Person administrator = identity::person("adam.administrator");
        administrator.is_administrator = true;
        add(administrator);
    }

    void add(const identity::Person& person) {
        auto done = people->add(person, "");
        EXPECT_TRUE(done) << done.error().message;
    }
    void add(const std::string& id, std::vector<std::string> offices) {
        add(identity::person(id, std::move(offices)));
    }

    // From now on somebody else sits at the browser.
    void sign_in(const std::string& person) {
        auto secret = people->sign_in_directly(person, now());
        ASSERT_TRUE(secret) << secret.error().message;
        secret_ = *secret;
    }
    void prove_identity() {
        identity::Caller caller = people->by_session(secret_, now());
        auto secret = people->confirmed(caller.session, now());
        ASSERT_TRUE(secret) << secret.error().message;
        secret_ = *secret;
    }

    Response send(http::Method method, const std::string& target, std::string body = "",
                  const std::string& type = "application/x-www-form-urlencoded") {
        http::Request request;
        request.method = method;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        if (target.size() > request.path.size()) {
            auto query = http::parse_form(target.substr(request.path.size() + 1));
            EXPECT_TRUE(query);
            request.query = *query;
        }
        request.at = now();
        request.headers.emplace_back("host", "localhost");
        if (method == http::Method::Post) request.headers.emplace_back("content-type", type);
        request.headers.emplace_back("cookie", session_cookie_name(false) + "=" + secret_);
        request.peer.address = "127.0.0.1";
        request.body = std::move(body);
        auto match = router.find(method, request.path);
        if (match.route == nullptr) return http::text("no route", match.path_known ? 405 : 404);
        if (request.body.size() > match.route->max_body) return http::text("too long", 413);
        request.captures = match.captures;
        Response out;
        match.route->handler(request, [&](Response response) { out = std::move(response); });
        return out;
    }
    Response get(const std::string& target) { return send(http::Method::Get, target); }
    Response post(const std::string& target, Fields fields, const std::string& button = "review") {
        fields.emplace_back("form_token", people->by_session(secret_, now()).form_token);
        fields.emplace_back("do", button);
        std::string body;
        for (const auto& [name, value] : fields)
            body += (body.empty() ? "" : "&") + http::encode(name) + "=" + http::encode(value);
        return send(http::Method::Post, target, std::move(body));
    }
    // What the button of the review page sends.
    Response record(const std::string& path, const Response& review) {
        Fields fields = hidden_in(review.body, path + "/record");
        std::erase_if(fields, [](const auto& one) { return one.first == "form_token"; });
        return post(path + "/record", fields, "record");
    }
    // The form, the review and the recording in one go; where it went to.
    std::string act(const std::string& path, const Fields& fields) {
        Response review = post(path, fields);
        EXPECT_EQ(review.status, 200) << path << problems_of(review);
        Response done = record(path, review);
        EXPECT_EQ(done.status, 303) << path << problems_of(done);
        return location_of(done);
    }
    // The summary of mistakes on a page.
    static std::string problems_of(const Response& response) {
        std::size_t from = response.body.find("id=\"form-mistakes\"");
        if (from == std::string::npos) return "";
        std::string list = between(response.body, "<ul", "</ul>", from);
        return unescaped(list);
    }

    std::size_t events_of(const std::string& id) { return look(id)->of().events.size(); }
    std::string last_event(const std::string& id) {
        auto view = look(id);
        return view->of().events.empty() ? "" : canonical(view->of().events.back());
    }

    identity::TemporaryFolder people_folder;
    std::unique_ptr<identity::People> people;
    Templates templates;
    http::Router router;
    std::unique_ptr<Site> site;
    std::unique_ptr<Doors> doors;

private:
    std::string secret_;
};

}  // namespace standstill::server::pages
