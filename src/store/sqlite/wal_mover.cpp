#include "store/sqlite/wal_mover.h"

#include "store/sqlite/file.h"

namespace standstill::store::sqlite {

using base::Result;

namespace {

// In pages of 4 KiB: 16 MiB to begin with, 128 MiB at most (more only while a reader holds an old
// state).
constexpr std::uint64_t kLongPages = 4'096;
constexpr std::uint64_t kTooLongPages = 32'768;

}  // namespace

Result<std::unique_ptr<WalMover>> WalMover::open(const std::filesystem::path& file) {
    auto database = open_recognised(file, Access::ReadWrite);
    if (!database) return database.error();
    std::unique_ptr<WalMover> mover{new WalMover{std::move(*database)}};
    mover->thread_ =
        std::jthread{[self = mover.get()](const std::stop_token& stop) { self->run(stop); }};
    return mover;
}

void WalMover::after_commit(std::uint64_t pages) {
    if (pages < asked_at_) asked_at_ = waited_at_ = 0;  // the log was started anew
    if (pages >= waited_at_ + kTooLongPages) {
        waited_at_ = pages;
        move();
    } else if (pages >= asked_at_ + kLongPages) {
        asked_at_ = pages;
        const std::lock_guard lock{wake_mutex_};
        wanted_ = true;
        wake_.notify_one();
    }
}

void WalMover::run(const std::stop_token& stop) {
    std::unique_lock lock{wake_mutex_};
    while (wake_.wait(lock, stop, [&] { return wanted_; })) {
        wanted_ = false;
        lock.unlock();
        move();
        lock.lock();
    }
}

// What cannot be moved (a full disk, a reader of an old state) stays in the log, where it is as
// durable and as readable; the next call tries again.
void WalMover::move() {
    const std::lock_guard lock{move_mutex_};
    auto moved = database_.run("PRAGMA wal_checkpoint(PASSIVE)");
    if (!moved) return;
}

}  // namespace standstill::store::sqlite
