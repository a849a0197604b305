// The long comparison of the program with its naive twin: agreement SEEDS [FIRST_SEED].
//
// Prints the first difference with the case that shows it, or a closing line; exit status 1 on a
// difference.
#include <cstdio>
#include <cstdlib>

#include "cli/files.h"
#include "support/agreement.h"

int main(int argc, char** argv) {
    using namespace standstill;
    std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000;
    std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    auto rules = cli::read_rules("rules");
    if (!rules) {
        std::fprintf(stderr, "%s\n", rules.error().message.c_str());
        return 2;
    }
    review::Library library(std::move(*rules));
    auto zones = cli::system_zones();
    const std::uint64_t step = 5'000;
    std::uint64_t cases = 0, answers = 0;
    for (std::uint64_t at = first; at < first + count; at += step) {
        auto tally = agreement::compare(at, std::min(step, first + count - at), library, zones);
        cases += tally.cases;
        answers += tally.answers;
        if (!tally.first_difference.empty()) {
            std::printf("%s\n%llu cases, %llu answers, 1 difference\n",
                        tally.first_difference.c_str(), static_cast<unsigned long long>(cases),
                        static_cast<unsigned long long>(answers));
            return 1;
        }
    }
    std::printf("%llu cases, %llu answers, 0 differences\n", static_cast<unsigned long long>(cases),
                static_cast<unsigned long long>(answers));
    return 0;
}
