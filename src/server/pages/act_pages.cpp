// The routes of acts: /cases/{id}/act/...
#include <memory>

#include "server/pages/act_desk.h"

namespace standstill::server {

void add_act_pages(Doors& doors) {
    using http::Method;
    using identity::Permission;
    // A form of 64 KiB of answers may be three times as long on the wire.
    constexpr std::size_t kFormBytes = 262'144;
    auto desk = std::make_shared<const pages::ActDesk>(doors.site());
    doors.page(
        Method::Get, "/cases/{id}/act", Permission::Record,
        [desk](const auto& request, const auto& caller) { return desk->list(request, caller); });
    doors.page(
        Method::Get, "/cases/{id}/act/{kind}", Permission::Record,
        [desk](const auto& request, const auto& caller) { return desk->form(request, caller); });
    doors.page(
        Method::Post, "/cases/{id}/act/{kind}", Permission::Record,
        [desk](const auto& request, const auto& caller) { return desk->post(request, caller); },
        kFormBytes);
    for (const char* pattern : {"/cases/{id}/act/{kind}/review", "/cases/{id}/act/{kind}/record"})
        doors.page(Method::Get, pattern, Permission::Record,
                   [desk](const auto& request, const auto& caller) {
                       return desk->again(request, caller);
                   });
    doors.page(
        Method::Post, "/cases/{id}/act/{kind}/record", Permission::Record,
        [desk](const auto& request, const auto& caller) { return desk->record(request, caller); },
        kFormBytes);
    pages::add_new_case_pages(doors);
}

}  // namespace standstill::server
