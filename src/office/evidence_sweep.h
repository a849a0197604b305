// Files of evidence that no event came to name: somebody sent one and never recorded the act.
//
// A file is swept away when it is older than a day and its digest stands in no event of the log,
// in a field `sha256`. The log is read once, and then what it has grown by, and only while there is
// a file that may have to go.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "base/instant.h"
#include "ledger/event_log.h"

namespace standstill::office {

class EvidenceSweep {
public:
    EvidenceSweep(const ledger::EventLog& log, std::filesystem::path folder)
        : log_(log), folder_(std::move(folder)) {}

    // Sweeps at the first call, and once in an hour after it; for one thread. `now` is held against
    // the times of the files, which the system keeps.
    base::Status tick(base::Instant now);
    // How many files it took away.
    std::uint64_t swept() const { return swept_; }

private:
    base::Status sweep(base::Instant now);
    base::Status read_log();

    const ledger::EventLog& log_;
    const std::filesystem::path folder_;
    std::optional<base::Instant> last_;
    std::set<std::string> named_;  // digests in the log
    std::uint64_t next_ = 0;       // the first index that was not read
    std::uint64_t swept_ = 0;
};

}  // namespace standstill::office
