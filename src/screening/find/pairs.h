// All units of an index that a unit of a query may pair with, and how alike they are.
#pragma once

#include <string>
#include <vector>

#include "screening/find/flat.h"
#include "screening/find/memory.h"

namespace standstill::screening::find {

class PairFinder {
public:
    PairFinder(const Flat& flat, const Mode& mode);

    struct Scratch {
        Kernel kernel = best_kernel();
        NearScratch near;
        std::vector<Near> found;
        std::string sound;
    };
    // Adds each listed unit with pair() > 0, as the list of its names.
    void find(const UnitView& unit, Scratch& scratch, std::vector<Paired>& out) const;

private:
    void find_by_key(const UnitView& unit, UnitKind kind, std::vector<Paired>& out) const;
    void find_by_sound(const UnitView& unit, UnitKind kind, Scratch& scratch,
                       std::vector<Paired>& out) const;
    void add(const UnitView& unit, std::uint32_t listed, std::string_view sound,
             std::vector<Paired>& out) const;
    EditLimits limits_of(std::size_t size) const;

    const Flat& flat_;
    Mode mode_;
    Meetings meetings_;
    std::vector<EditLimits> limits_;  // of sounds of each size up to kLongestCommon
};

}  // namespace standstill::screening::find
