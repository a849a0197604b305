// Moves SQLite's write-ahead log into the database while the writer goes on.
//
// SQLite does it (and calls it a checkpoint, which means something else in this program) in the
// commit that finds the log long, so that one caller in many waits for tens of milliseconds. Here a
// thread does it on a connection of its own. But SQLite starts the log anew only when all of it has
// been moved, which a busy writer never lets happen; so when the log is too long, the writer waits
// and moves the rest, which is short by then.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/result.h"
#include "store/sqlite/database.h"

namespace standstill::store::sqlite {

class WalMover {
public:
    static base::Result<std::unique_ptr<WalMover>> open(const std::filesystem::path& file);

    // After each commit: how many pages the log has. Returns at once, but where the log is too
    // long.
    void after_commit(std::uint64_t pages);

private:
    explicit WalMover(Database database) : database_(std::move(database)) {}
    void run(const std::stop_token& stop);
    void move();

    std::mutex move_mutex_;  // held by whoever uses the connection
    Database database_;

    std::mutex wake_mutex_;
    std::condition_variable_any wake_;
    bool wanted_ = false;
    std::uint64_t asked_at_ = 0;   // the length at which the thread was last woken
    std::uint64_t waited_at_ = 0;  // the length at which the writer last moved the rest

    std::jthread thread_;  // last, so that it ends before what it uses
};

}  // namespace standstill::store::sqlite
