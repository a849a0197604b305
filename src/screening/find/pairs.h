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
    // Adds each listed unit with pair() > 0, as the list of its names, but for first letters.
    void find(const UnitView& unit, Scratch& scratch, std::vector<Paired>& out) const;
    // How alike an initial is to a word that opens with it; 0 for any other unit.
    std::uint32_t similarity_to_openings(const UnitView& unit) const;

private:
    void find_by_key(const UnitView& unit, UnitKind kind, std::vector<Paired>& out) const;
    void find_by_sound(const UnitView& unit, UnitKind kind, Scratch& scratch,
                       std::vector<Paired>& out) const;
    void add(const UnitView& unit, std::uint32_t listed, std::string_view sound,
             std::vector<Paired>& out) const;
    // The bound of pair() by the distance of the sounds, as a similarity to this list.
    void add_by_sound(const UnitView& unit, UnitKind kind, Near near, std::uint32_t list,
                      std::vector<Paired>& out) const;

    const Flat& flat_;
    Mode mode_;
    Meetings meetings_;
    std::array<bool, kUnitKinds> has_units_{};
    // Of sounds of each size up to kLongestCommon, for each two kinds that meet so.
    std::array<std::array<std::vector<EditLimits>, kUnitKinds>, kUnitKinds> limits_;
};

}  // namespace standstill::screening::find
