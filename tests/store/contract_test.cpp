// Runs the promises of the port over each driver.
#include "event_log_contract.h"
#include "store/memory/event_log.h"
#include "store/sqlite/event_log.h"

namespace standstill::store {
namespace {

class MemoryDriver {
public:
    ledger::EventLog& log() { return log_; }
    void reopen() {}

private:
    memory::EventLog log_;
};

class SqliteDriver {
public:
    SqliteDriver() { open(); }
    ~SqliteDriver() {
        const auto sound = log_->check();
        EXPECT_TRUE(sound) << sound.error().message;
    }
    ledger::EventLog& log() { return *log_; }
    void reopen() {
        log_.reset();
        open();
    }

private:
    void open() {
        auto opened = sqlite::EventLog::open(folder_ / "log.db");
        if (!opened) throw std::runtime_error(opened.error().message);
        log_ = std::move(*opened);
    }

    Folder folder_;
    std::unique_ptr<sqlite::EventLog> log_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, EventLogContract, MemoryDriver);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, EventLogContract, SqliteDriver);

}  // namespace
}  // namespace standstill::store
