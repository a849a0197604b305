// The kernel with the SHA extensions of x86. The state stays as the instructions want it from the
// first block to the last: one register with the words A B E F, one with C D G H, highest first.
#include "ledger/sha256.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <cstdlib>

namespace standstill::ledger::sha256 {

#if defined(__x86_64__)

#define STANDSTILL_SHA __attribute__((target("sha,sse4.1,ssse3"), always_inline)) inline

namespace {

struct Lane {
    __m128i abef;
    __m128i cdgh;
    __m128i schedule[4];  // the last sixteen words
};

// Four rounds, and the four words of the schedule that come sixteen rounds later.
template <int Group>
STANDSTILL_SHA void four_rounds(Lane& lane) {
    constexpr int kThis = Group % 4, kNext = (Group + 1) % 4, kThird = (Group + 2) % 4,
                  kLast = (Group + 3) % 4;
    __m128i round = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kRound.data() + 4 * Group));
    __m128i words = _mm_add_epi32(lane.schedule[kThis], round);
    lane.cdgh = _mm_sha256rnds2_epu32(lane.cdgh, lane.abef, words);
    lane.abef = _mm_sha256rnds2_epu32(lane.abef, lane.cdgh, _mm_shuffle_epi32(words, 0x0e));
    if constexpr (Group < 12) {
        __m128i sum = _mm_sha256msg1_epu32(lane.schedule[kThis], lane.schedule[kNext]);
        sum = _mm_add_epi32(sum, _mm_alignr_epi8(lane.schedule[kLast], lane.schedule[kThird], 4));
        lane.schedule[kThis] = _mm_sha256msg2_epu32(sum, lane.schedule[kLast]);
    }
}

STANDSTILL_SHA void load(Lane& lane, const State& state, const std::uint8_t* block) {
    const __m128i kBigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    lane.abef = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state.data()));
    lane.cdgh = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state.data() + 4));
    for (int i = 0; i < 4; ++i)
        lane.schedule[i] = _mm_shuffle_epi8(
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i)), kBigEndian);
}

// The words before the block are added from memory: the registers are needed for two lanes.
STANDSTILL_SHA void add_to(State& state, const Lane& lane) {
    auto* abef = reinterpret_cast<__m128i*>(state.data());
    auto* cdgh = reinterpret_cast<__m128i*>(state.data() + 4);
    _mm_storeu_si128(abef, _mm_add_epi32(lane.abef, _mm_loadu_si128(abef)));
    _mm_storeu_si128(cdgh, _mm_add_epi32(lane.cdgh, _mm_loadu_si128(cdgh)));
}

template <int Group>
STANDSTILL_SHA void all_rounds(Lane& lane) {
    four_rounds<Group>(lane);
    if constexpr (Group < 15) all_rounds<Group + 1>(lane);
}

template <int Group>
STANDSTILL_SHA void all_rounds_2(Lane& first, Lane& second) {
    four_rounds<Group>(first);
    four_rounds<Group>(second);
    if constexpr (Group < 15) all_rounds_2<Group + 1>(first, second);
}

}  // namespace

bool has_sha_extensions() {
    // The builtin of GCC 12 does not know "sha": leaf 7, EBX bit 29.
    unsigned int eax = 7, ebx = 0, ecx = 0, edx = 0;
    __asm__("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    return (ebx >> 29 & 1) != 0 && __builtin_cpu_supports("sse4.1") != 0 &&
           __builtin_cpu_supports("ssse3") != 0;
}

__attribute__((target("sha,sse4.1,ssse3"))) void compress_sha_extensions(
    State& state, const std::uint8_t* block) {
    Lane lane;
    load(lane, state, block);
    all_rounds<0>(lane);
    add_to(state, lane);
}

__attribute__((target("sha,sse4.1,ssse3"))) void compress_sha_extensions_2(
    State& first, const std::uint8_t* first_block, State& second,
    const std::uint8_t* second_block) {
    Lane a, b;
    load(a, first, first_block);
    load(b, second, second_block);
    all_rounds_2<0>(a, b);
    add_to(first, a);
    add_to(second, b);
}

#else

bool has_sha_extensions() { return false; }
void compress_sha_extensions(State&, const std::uint8_t*) { std::abort(); }
void compress_sha_extensions_2(State&, const std::uint8_t*, State&, const std::uint8_t*) {
    std::abort();
}

#endif

}  // namespace standstill::ledger::sha256
