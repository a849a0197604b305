// What the pages of signing in, of the account and of administration have in common.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/identity/people.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server::identity {

// Anybody who is signed in may come in (docs/people.md): the gate may be asked by all of them.
inline constexpr Permission kAnybodySignedIn = Permission::AskGate;

Origin origin_of(const http::Request& request);
// The fields of a form; none where the body does not read.
http::Fields fields_of(const http::Request& request);
std::string text_of(const http::Fields& fields, std::string_view name);

// Gives a visitor without a session a form token, and the cookie that it is bound to.
void welcome_visitor(const Site& site, const http::Request& request, Caller& caller,
                     http::Response& response);
// A page with the token for its forms.
http::Response show_form(const Site& site, const http::Request& request, Caller caller,
                         pages::Page page);

// "14:05 UTC on 4 May 2026" is for people; pages have the exact instant beside it.
std::string minutes_of(base::Instant at);
boost::json::object instant_data(base::Instant at);  // {exact, text}

// Where a fresh proof of identity is asked for, and then `path` again.
http::Response ask_to_confirm(std::string_view path);

// The event `office.person-changed` in the main log, and only then the change: what cannot be
// recorded is not done. `facts` hold no secret and nothing that must be erasable.
base::Status change_on_record(const Site& site, const Caller& by, boost::json::object facts,
                              base::Instant at, const std::function<base::Status()>& change);
inline constexpr std::string_view kPeopleStream = "office.people";
inline constexpr std::string_view kPersonChanged = "office.person-changed";

// The chapters of add_sign_in_pages.
void add_confirm_pages(Doors& doors);
void add_account_pages(Doors& doors);
void add_office_pages(Doors& doors);
void add_provider_pages(Doors& doors);
void add_attestation_routes(Doors& doors);  // /attest/{index}, for clients that sign by card
// The chapters of add_admin_pages.
void add_people_pages(Doors& doors);
void add_key_pages(Doors& doors);
void add_access_pages(Doors& doors);

}  // namespace standstill::server::identity
