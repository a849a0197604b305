#include "cli/memory.h"

#include <malloc.h>

#include <chrono>

namespace standstill::cli {

namespace {

constexpr int kHeaps = 2;
// Larger pieces are mapped on their own and go back at once. Set, because else each large piece
// that is freed raises it.
constexpr int kMappedFrom = 256 * 1024;
constexpr std::chrono::minutes kEvery{1};

}  // namespace

// A system that refuses does as it did before, which is no mistake of the user's.
void hold_memory_together() {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, kHeaps);
    mallopt(M_MMAP_THRESHOLD, kMappedFrom);
#endif
}

void GivesBack::operator()(base::Instant now) {
    if (now >= last_ && last_ != base::Instant::min() && now - last_ < kEvery) return;
    last_ = now;
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

}  // namespace standstill::cli
