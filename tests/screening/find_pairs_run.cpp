// The index beside the full scan, for as many pairs as are asked for: COUNT [FIRST_SEED].
#include <charconv>
#include <cstdio>
#include <cstring>

#include "screening/find_pairs.h"

namespace {

bool read(const char* text, std::size_t& number) {
    const char* end = text + std::strlen(text);
    auto [at, error] = std::from_chars(text, end, number);
    return error == std::errc() && at == end;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace standstill::screening;
    std::size_t pairs = 0, seed = 1;
    if (argc < 2 || argc > 3 || !read(argv[1], pairs) || (argc == 3 && !read(argv[2], seed))) {
        std::fprintf(stderr, "usage: screening_pairs COUNT [FIRST_SEED]\n");
        return 2;
    }
    const PairTest test(real_names(), standard_mode());
    PairReport all;
    constexpr std::size_t kRound = 50'000'000;
    while (all.pairs < pairs) {
        const PairReport report =
            test.run(std::min(kRound, pairs - all.pairs), static_cast<std::uint32_t>(seed++));
        all.pairs += report.pairs, all.hits += report.hits;
        all.missed += report.missed, all.extra += report.extra;
        for (const Disagreement& each : report.first)
            std::printf("`%s` and `%s`: scan %u, index %u\n", each.query.c_str(),
                        each.listed.c_str(), each.by_scan, each.by_index);
        std::fprintf(stderr, "%zu pairs\n", all.pairs);
    }
    std::printf("%zu pairs, %zu hits, %zu missed, %zu extra\n", all.pairs, all.hits, all.missed,
                all.extra);
    return all.missed + all.extra == 0 ? 0 : 1;
}
