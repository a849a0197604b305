// The index in use, exchanged as a whole: a reader keeps the one it took, the next takes the new.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "screening/find/index.h"

namespace standstill::screening {

// An index with whatever its bytes belong to (a mapped file, a buffer).
struct HeldIndex {
    std::shared_ptr<const void> bytes;  // let go of after the index
    Index index;
};

// Nobody waits for anybody but for the moment in which a pointer is copied: searches under way end
// on the version they began with, which is freed when the last of them lets go.
class IndexHolder {
public:
    std::shared_ptr<const HeldIndex> current() const { return held_.load(); }
    void exchange(std::shared_ptr<const HeldIndex> next) { held_.store(std::move(next)); }

private:
    std::atomic<std::shared_ptr<const HeldIndex>> held_;
};

}  // namespace standstill::screening
