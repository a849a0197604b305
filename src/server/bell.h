// Wakes a thread that works off the log when something was added to it, and when it is to end.
#pragma once

#include <condition_variable>
#include <mutex>

namespace standstill::server {

struct Bell {
    std::mutex mutex;
    std::condition_variable rung;
    bool pending = false, stopping = false;

    void ring() {
        std::lock_guard lock(mutex);
        pending = true;
        rung.notify_one();
    }
};

}  // namespace standstill::server
