#include "review/guard.h"

#include <fmt/format.h>

namespace standstill::review {

std::vector<Shut> shut_by(const Footing& footing, const Limits& limits) {
    std::vector<Shut> out;
    auto shut = [&](bool reason, const char* code, std::string says) {
        if (reason) out.push_back({code, std::move(says)});
    };
    shut(!footing.head_signed_at, "head-unsigned", "no checkpoint of the log is signed");
    shut(footing.head_signed_at && footing.now - *footing.head_signed_at > limits.head_age,
         "head-too-old",
         fmt::format("the checkpoint is older than {} seconds", limits.head_age.count()));
    shut(footing.witnesses_required && !footing.witnessed_at, "not-witnessed",
         "no checkpoint was witnessed, and this deployment requires witnesses");
    shut(footing.witnesses_required && footing.witnessed_at &&
             footing.now - *footing.witnessed_at > limits.witness_age,
         "witness-too-old",
         fmt::format("the last witnessed checkpoint is older than {} minutes",
                     limits.witness_age.count()));
    shut(!footing.sole_writer, "writer-changed", "another process has taken over the log");
    shut(footing.head_signed_at && footing.now < *footing.head_signed_at, "clock-stepped-back",
         "the clock is behind the newest checkpoint");
    shut(footing.last_event_recorded && footing.now < *footing.last_event_recorded,
         "clock-stepped-back", "the clock is behind the newest event");
    shut(footing.asked_for > footing.now, "asked-for-the-future",
         "a permit is given for now, not for an instant to come");
    shut(!footing.rules_known, "rules-unknown", "the rule packs of the case are not those at hand");
    shut(footing.sealed_inputs_missing > 0, "sealed-input-missing",
         fmt::format("{} sealed inputs are not here", footing.sealed_inputs_missing));
    shut(!footing.log_verified, "log-not-verified",
         "the newest events have not been verified against the tree");
    return out;
}

}  // namespace standstill::review
