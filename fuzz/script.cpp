// Words of any bytes: readings are letters and bounded, skeletons keep their promises, and what
// meets by key meets either way round.
#include "screening/script/script.h"

#include <cstdint>
#include <string_view>

#include "require.h"
#include "screening/script/reading.h"
#include "screening/script/skeleton.h"

namespace {

using namespace standstill::screening;

bool are_letters(std::string_view text) {
    for (const char c : text)
        if (c < 'a' || c > 'z') return false;
    return !text.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = view_of(data, size);
    const std::size_t half = bytes.find(' ') == std::string_view::npos ? size : bytes.find(' ');
    const std::u32string first = code_points(bytes.substr(0, half));
    const std::u32string second = code_points(bytes.substr(std::min(half + 1, size)));
    const Unmasked plain = unmasked(first);
    require(plain.word.size() == first.size());
    require(unmasked(plain.word).word == plain.word);
    require(family_name_size(first) <= first.size() && first_name_size(first) <= first.size());
    const auto read = readings(first);
    require(read.size() <= kMostReadings);
    for (const std::string& reading : read) require(are_letters(reading));
    const std::u32string_view parts[] = {first, second};
    for (const std::string& skeleton : {skeleton_of(first), skeleton_of(parts)}) {
        if (skeleton.empty()) continue;
        require(skeleton.size() <= kLongestSkeleton + 1);
        const auto keys = keys_of_skeleton(skeleton);
        require(!keys.empty() && keys.size() <= kMostKeys);
        require(skeleton_likeness(skeleton, skeleton) == 1000);
        for (const std::string& reading : readings(second)) {
            const std::uint32_t alike = skeleton_likeness(skeleton, reading);
            require(alike <= 1000 && alike == skeleton_likeness(reading, skeleton));
            require(keys_of_latin(reading).size() <= kMostKeys);
        }
    }
    return 0;
}
