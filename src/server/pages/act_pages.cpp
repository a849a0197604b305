// The routes of acts: /cases/{id}/act/... and the files of evidence.
#include <memory>
#include <string>

#include "office/evidence_sweep.h"
#include "server/pages/act_desk.h"

namespace standstill::server {

namespace {

using http::Method;
using identity::Permission;
using Desk = std::shared_ptr<const pages::ActDesk>;
using Answer = http::Response (pages::ActDesk::*)(const http::Request&,
                                                  const identity::Caller&) const;

// A form of 64 KiB of answers may be three times as long on the wire.
constexpr std::size_t kFormBytes = 262'144;

Answerer at(const Desk& desk, Answer answer) {
    return [desk, answer](const http::Request& request, const identity::Caller& caller) {
        return ((*desk).*answer)(request, caller);
    };
}

// The pages of one act below a path; what is literal in the path wins over `{kind}`.
void add_act(Doors& doors, const Desk& desk, const std::string& path, Answer post,
             std::size_t most) {
    using pages::ActDesk;
    doors.page(Method::Get, path, Permission::Record, at(desk, &ActDesk::form));
    doors.page(Method::Post, path, Permission::Record, at(desk, post), most);
    doors.page(Method::Get, path + "/review", Permission::Record, at(desk, &ActDesk::again));
    doors.page(Method::Get, path + "/record", Permission::Record, at(desk, &ActDesk::again));
    doors.page(Method::Post, path + "/record", Permission::Record, at(desk, &ActDesk::record),
               kFormBytes);
}

}  // namespace

void add_act_pages(Doors& doors) {
    using pages::ActDesk;
    auto desk = std::make_shared<const ActDesk>(doors.site());
    auto sweep = std::make_shared<office::EvidenceSweep>(doors.site().office.log(),
                                                         doors.site().office.folder());
    doors.site().chores.emplace_back([sweep](base::Instant now) { return sweep->tick(now); });
    // A file that is a little too long is still read, so that the page can say so in words.
    constexpr std::size_t kRoom = std::size_t{1} << 20;
    std::size_t most = doors.site().settings.upload_bytes + kFormBytes + kRoom;
    doors.page(Method::Get, "/cases/{id}/act", Permission::Record, at(desk, &ActDesk::list));
    add_act(doors, desk, "/cases/{id}/act/{kind}", &ActDesk::post, kFormBytes);
    for (const char* evidence : {"/cases/{id}/act/evidence", "/cases/{id}/act/evidence.added"})
        add_act(doors, desk, evidence, &ActDesk::post_evidence, most);
    doors.page(Method::Get, "/cases/{id}/evidence/{sha256}", Permission::ReadCases,
               at(desk, &ActDesk::download));
    pages::add_new_case_pages(doors);
}

}  // namespace standstill::server
