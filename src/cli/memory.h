// How a process that runs for months holds its memory.
#pragma once

#include "base/instant.h"

namespace standstill::cli {

// Two heaps instead of eight for each core: what one thread takes and another gives back else stays
// with the heap that has no use for it. Before the first thread.
void hold_memory_together();

// Gives free pages back to the system, once a minute however often it is called; one thread.
class GivesBack {
public:
    void operator()(base::Instant now);

private:
    base::Instant last_ = base::Instant::min();
};

}  // namespace standstill::cli
