// What the list of the public register knows of each case: made of the log once, and then only of
// what was added since.
//
// Holds no field that is withheld. About 150 bytes a case.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/event_log.h"

namespace standstill::server::pages {

struct RegisterRow {
    std::string id;
    std::string title;         // empty: withheld
    std::uint32_t events = 0;  // in the stream
    std::uint32_t acts = 0;    // bit i: act i of report::acts() is on record
};

struct RegisterList {
    std::vector<RegisterRow> rows;
    std::uint64_t total = 0;  // that match
    std::uint64_t size = 0;   // of the log that was looked at
};

class RegisterBook {
public:
    explicit RegisterBook(const ledger::EventLog& log) : log_(log) {}

    // Cases whose id or published title has all the words, by id. Any thread may call.
    base::Result<RegisterList> find(std::string_view words, std::size_t offset, std::size_t limit);

    // Reads what the log has grown by, so that the next visitor need not wait for it.
    base::Status keep_up() {
        std::lock_guard lock(mutex_);
        return catch_up();
    }

private:
    struct Entry {
        std::string title;
        std::uint32_t events = 0, acts = 0;
        bool is_reported = false;
    };
    base::Status catch_up();
    base::Status take(const ledger::StoredEvent& event);

    const ledger::EventLog& log_;
    std::mutex mutex_;
    std::uint64_t next_ = 0;  // the first index that was not read
    std::map<std::string, Entry, std::less<>> cases_;
};

}  // namespace standstill::server::pages
