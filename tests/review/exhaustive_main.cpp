// The long search: exhaustive DEPTH [PREFIX]. Prints the first difference, or a closing line; exit
// status 1 on a difference.
#include <charconv>
#include <cstdio>
#include <string_view>

#include "cli/files.h"
#include "review/exhaustive_search.h"

int main(int argc, char** argv) {
    using namespace standstill;
    unsigned depth = 0;
    std::string_view text = argc > 1 ? argv[1] : "";
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), depth);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        std::fprintf(stderr, "exhaustive DEPTH [PREFIX]: sequences of up to DEPTH more events\n");
        return 2;
    }
    review::Library library(cli::embedded_rules());
    auto tally = exhaustive::search(argc > 2 ? argv[2] : "", depth, library, cli::system_zones());
    if (!tally) {
        std::fprintf(stderr, "exhaustive: %s\n", tally.error().message.c_str());
        return 2;
    }
    if (!tally->first_difference.empty()) std::printf("%s\n", tally->first_difference.c_str());
    std::printf("%llu sequences up to depth %u, %llu permitted, %d differences\n",
                static_cast<unsigned long long>(tally->sequences), depth,
                static_cast<unsigned long long>(tally->permitted),
                tally->first_difference.empty() ? 0 : 1);
    return tally->first_difference.empty() ? 0 : 1;
}
