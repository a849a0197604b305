// Any bytes in the place of a pack's rules compile or are refused with a reason.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cli/files.h"
#include "law/compile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill;
    static const law::RuleFiles kShipped = cli::embedded_rules();
    law::RuleFiles files = kShipped;
    files["eo-14093/rules.yaml"] = std::string(reinterpret_cast<const char*>(data), size);
    auto program = law::compile(files, {"eo-14093"});
    if (!program && program.error().message.empty()) std::abort();
    return 0;
}
