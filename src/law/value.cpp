#include "law/value.h"

namespace standstill::law {

std::string_view to_string(Truth truth) {
    switch (truth) {
        case Truth::False:
            return "false";
        case Truth::Unknown:
            return "unknown";
        case Truth::True:
            return "true";
    }
    return "unknown";
}

std::string_view reason_word(Value value) {
    static constexpr std::string_view kWords[] = {"not_asked", "insufficient", "contested",
                                                  "stale",     "withheld",     "error"};
    if (!value.is_unknown()) return "";
    for (unsigned i = 0; i < 6; ++i)
        if ((value.reasons() & (1u << i)) != 0) return kWords[i];
    return "";
}

}  // namespace standstill::law
