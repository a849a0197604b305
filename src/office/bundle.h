// The whole log of a data folder in one file, for somebody who trusts nobody here
// (docs/formats/bundle.md).
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "ledger/event_log.h"
#include "office/folder.h"
#include "review/case.h"

namespace standstill::office {

struct Bundle {
    std::string bytes;
    std::uint64_t events = 0;
};

// Everything up to a checkpoint: only the whole log can show that an event is not in it. The packs
// of every case are kept in the folder first. In memory at once: about three times the bytes of the
// log; fails with Unavailable where it has more than `most` events.
base::Result<Bundle> bundle_of(Folder& folder, review::Library& library,
                               const review::ZoneSource& zones,
                               const ledger::StoredCheckpoint& head,
                               std::uint64_t most = UINT64_MAX);

}  // namespace standstill::office
