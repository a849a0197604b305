// Control, apart from ownership: does one party direct another, as far as sources say?
//
// EO 14093, section 2(a)(i)(B)(3): commercial spyware may pose a risk when its furnisher "is under
// the direct or effective control of a foreign government or foreign person engaged in intelligence
// activities, including surveillance or espionage, directed against the United States". The order
// does not define control. Computed here is what a reviewer needs to find it: a path.
//
//   A party controls another when a source says so (voting, appointment, management, contractual,
//   trust, nominee, state, indirect), or when it and the parties it controls together hold more
//   than half of its shares. A directorship, a link of another kind, a link that nobody verified or
//   that perhaps held on the day, and a share that only perhaps exceeds half, show control only
//   perhaps. Direct: one step. Effective: through others. Stakes of several controllers do not add
//   up.
//
// Whether somebody is such a government or person is a finding of people (Party::is_adverse), and
// so is the factor itself; this room only shows paths.
#pragma once

#include <string>
#include <vector>

#include "screening/owners/network.h"

namespace standstill::screening::owners {

enum class Controlled { NotShown, Perhaps, Shown };

struct ControlStep {
    std::uint32_t from;
    std::uint32_t to;
    bool is_certain;
    std::uint32_t link;  // the statement, or kNone when it is by shares
    Range share;         // what the controller and those it controls hold, when by shares
    std::vector<std::uint32_t> holders;  // those who hold it, when by shares
};

struct Control {
    std::uint32_t controller = 0;
    std::uint32_t party = 0;
    Controlled standing = Controlled::NotShown;
    bool is_direct = false;
    std::vector<ControlStep> path;  // from the controller to the party
};

// Paths are looked for among so many parties above, the nearest.
inline constexpr std::size_t kMostAbove = 2000;

std::string_view name_of(Controlled standing);

// What one party's control over another amounts to on the day. Cost: O(links).
Control control_by(const Graph& graph, std::uint32_t controller, std::uint32_t party,
                   base::Day day);

// Everybody who controls the party, or perhaps does; those shown first, then in the graph's order.
// Cost: O(links), and the square of what lies above the party.
std::vector<Control> controllers_of(const Graph& graph, std::uint32_t party, base::Day day);

}  // namespace standstill::screening::owners
