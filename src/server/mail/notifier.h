// Mail for those who owe something: a duty that became due or overdue is told to the holders of the
// office that owes it.
//
// What is to be told are the events `office.duty-due` and `office.duty-overdue` of the log; where
// the last one told stands is kept in `mail.next` of the data folder. So nothing is forgotten over
// a restart, and nothing needs a queue: a relay that is down is asked again after 1, 2, 4 ...
// seconds, an hour at most. After a restart the latest message may be sent twice; its Message-ID is
// the same.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/event_log.h"
#include "office/office.h"
#include "server/mail/relay.h"

namespace standstill::server::mail {

// The addresses of those who hold the office, acting ones only when confirmed.
using AddressesOf = std::function<std::vector<std::string>(const std::string& office)>;

// The message about an event of the log, or nothing where it is about none of the two kinds, or
// nobody is there to be told. Says what is owed, by whom and when, and no more of the case.
std::optional<Message> message_about(const ledger::StoredEvent& event, const Relay& relay,
                                     const std::string& base_url, const AddressesOf& addresses);

class Notifier {
public:
    Notifier(office::Office& office, Relay relay, std::string base_url, AddressesOf addresses);
    ~Notifier();
    Notifier(const Notifier&) = delete;

    // Begins to send: what became due from now on at the first start, from where it stood at
    // later ones. `told` hears of every attempt. Fails where the place is unreadable.
    base::Status start(std::function<void(bool good)> told,
                       std::chrono::milliseconds first_wait = std::chrono::seconds(1));

private:
    struct Bell;
    void run(std::uint64_t next, std::chrono::milliseconds first_wait);
    base::Status tell(const ledger::StoredEvent& event);
    void keep(std::uint64_t next) const;

    office::Office& office_;
    Relay relay_;
    std::string base_url_;
    AddressesOf addresses_;
    std::function<void(bool)> told_;
    std::shared_ptr<Bell> bell_;
    boost::asio::io_context context_;
    std::thread thread_;
};

}  // namespace standstill::server::mail
