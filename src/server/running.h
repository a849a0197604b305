// The whole office, put together: data folder, people, pages, interface, listener, and the clock
// that wakes duties.
//
// `standstill serve`, the demonstration, the tests and the benchmarks all start this one.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "office/duties.h"
#include "office/office.h"
#include "screening/list/import.h"
#include "server/http/listener.h"
#include "server/identity/people.h"
#include "server/mail/relay.h"
#include "server/site.h"

namespace standstill::server {

struct RunningSettings {
    std::filesystem::path folder;
    std::filesystem::path witness_file;  // a second place for the newest checkpoint; may be empty
    office::Settings office;
    office::DutySettings duties;
    // Called with what fell due, after it was recorded (office/duties.h).
    std::function<void(const std::vector<office::Notification>&)> notify;
    SiteSettings site;  // an empty base_url becomes that of the listener
    http::Listening listening;
    // Lists that are searched beside those of the folder: the table of vendors.
    std::vector<screening::ListVersion> shipped_lists;
    std::shared_ptr<const OwnersDesk> owners;  // may be empty
    mail::Relay mail;                          // without a host, no mail is sent
    identity::PasswordCost password_cost;
    std::chrono::milliseconds tick{
        1'000};  // how often duties, the index and the head are looked at
    // Called at the end of each tick.
    std::function<void(base::Instant now)> ticked;
    // Whoever wants to know what goes wrong beside an answer: one line without a newline.
    std::function<void(const std::string&)> complain;
};

class Running {
public:
    // Opens everything and binds; serves once run() is called. Fails as Folder::open, Office::open
    // and Listener::open do. `library` must outlive it.
    static base::Result<std::unique_ptr<Running>> start(RunningSettings settings,
                                                        review::Library& library);
    virtual ~Running() = default;

    virtual office::Office& office() = 0;
    virtual identity::People& people() = 0;
    virtual const Site& site() const = 0;
    virtual std::uint16_t port() const = 0;

    // Serves until stop() is called, from any thread.
    virtual void run() = 0;
    virtual void stop() = 0;
};

}  // namespace standstill::server
