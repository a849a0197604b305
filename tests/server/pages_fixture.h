// An office with cases in it and the pages on their routes, asked without a socket.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "cli/shipped.h"
#include "office/office_fixture.h"
#include "office/screening.h"
#include "server/identity/people.h"
#include "server/identity_support.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server::pages {

class Pages : public office::InAnOffice {
protected:
    Pages() {
        auto settings = identity::cheap_settings();
        settings.is_demonstration = true;
        auto opened = identity::People::open(people_folder_ / "people.db", settings);
        EXPECT_TRUE(opened);
        people_ = std::move(*opened);
        hire("officer", "reviewer");
        hire("contracting", "contracting-officer");
        site_ = std::make_unique<Site>(Site{*office,
                                            *people_,
                                            templates_,
                                            {},
                                            [this] { return now(); },
                                            identity::counted_random(2)});
        auto shipped = cli::shipped_lists();
        EXPECT_TRUE(shipped);
        site_->screening =
            std::make_shared<office::Screening>(office->folder(), std::move(*shipped));
        site_->owners = *cli::shipped_owners();
        doors_ = std::make_unique<Doors>(router_, *site_);
        for (auto* chapter : {add_static_files, add_sign_in_pages, add_admin_pages, add_case_pages,
                              add_act_pages, add_law_pages, add_register_pages, add_document_pages,
                              add_screening_pages, add_api, add_log_resources, add_feeds})
            chapter(*doors_);
        for (const std::string& mistake : doors_->mistakes()) ADD_FAILURE() << mistake;
    }

    void hire(const std::string& id, const std::string& office_id) {
        identity::Person person;
        person.id = id;
        person.name = "The " + id;
        person.holdings.push_back({office_id, false, "", "", ""});
        auto added = people_->add(person, "");
        ASSERT_TRUE(added) << added.error().message;
    }

    // What a browser gets at an address; signed in as that person, or as nobody.
    http::Response get(const std::string& target, const std::string& as = "officer") {
        http::Request request;
        request.target = target;
        std::size_t mark = target.find('?');
        request.path = decoded(target.substr(0, mark));
        if (mark != std::string::npos)
            if (auto query = http::parse_form(target.substr(mark + 1)); query)
                request.query = *query;
        request.at = now();
        request.peer.address = "127.0.0.1";
        request.headers.emplace_back("host", "localhost");
        if (!as.empty()) {
            auto secret = people_->sign_in_directly(as, now());
            EXPECT_TRUE(secret);
            request.headers.emplace_back("cookie", session_cookie_name(false) + "=" + *secret);
        }
        auto match = router_.find(http::Method::Get, request.path);
        http::Response out;
        out.status = 404;
        if (match.route == nullptr) return out;
        request.captures = match.captures;
        match.route->handler(std::move(request), [&](http::Response answer) { out = answer; });
        return out;
    }

    bool has_route(const std::string& path) const {
        return router_.find(http::Method::Get, decoded(path)).route != nullptr;
    }

    static std::string decoded(const std::string& path) {
        auto fields = http::parse_form("x=" + path);
        return fields && !fields->empty() ? fields->front().second : path;
    }

    Templates templates_;
    identity::TemporaryFolder people_folder_;
    std::unique_ptr<identity::People> people_;
    http::Router router_;
    std::unique_ptr<Site> site_;
    std::unique_ptr<Doors> doors_;
};

}  // namespace standstill::server::pages
