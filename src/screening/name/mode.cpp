#include "screening/name/mode.h"

#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace standstill::screening {
namespace {

std::string_view word_of(ModeId id) {
    switch (id) {
        case ModeId::Standard:
            return "standard";
        case ModeId::Strict:
            return "strict";
        case ModeId::OfacParity:
            return "ofac-parity";
    }
    return "standard";
}

constexpr Mode kStandard{ModeId::Standard, 1, 700};
constexpr Mode kStrict{ModeId::Strict, 1, 850};
constexpr Mode kOfacParity{ModeId::OfacParity, 1, 850};

}  // namespace

const Mode& standard_mode() { return kStandard; }
const Mode& strict_mode() { return kStrict; }
const Mode& ofac_parity_mode() { return kOfacParity; }

std::string label_of(const Mode& mode) {
    return std::string(word_of(mode.id)) + "/" + std::to_string(mode.version);
}

base::Result<Mode> find_mode(std::string_view label) {
    std::vector<std::string> known;
    for (const Mode* mode : {&kStandard, &kStrict, &kOfacParity}) {
        if (label == word_of(mode->id) || label == label_of(*mode)) return *mode;
        known.emplace_back(word_of(mode->id));
        known.push_back(label_of(*mode));
    }
    return base::fail(base::ErrorKind::NotFound, "unknown mode `" + std::string(label) + "`" +
                                                     base::did_you_mean(label, known) +
                                                     "; there are standard/1, strict/1 and "
                                                     "ofac-parity/1");
}

}  // namespace standstill::screening
