// Two names from bytes: taken apart, scored, explained, replayed; bounds hold.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "screening/name/explain.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::screening;
    if (size < 3) return 0;
    const auto kind_of = [](std::uint8_t byte) { return static_cast<EntityKind>(byte % 6); };
    const std::string_view text(reinterpret_cast<const char*>(data + 3), size - 3);
    const std::size_t half =
        text.find('\n') == std::string_view::npos ? text.size() : text.find('\n');
    const Mode& mode = data[2] % 3 == 0   ? standard_mode()
                       : data[2] % 3 == 1 ? strict_mode()
                                          : ofac_parity_mode();
    const Name query = analyse({text.substr(0, half), kind_of(data[0]), {}, {}}, mode);
    const Name listed = analyse({text.substr(half), kind_of(data[1]), {}, {}}, mode);
    const Score one = score(query, listed, mode);
    require(one.similarity <= upper_bound(one.gain, query, mode));
    const auto again = replay(to_json(explain(query, listed, one, mode)));
    require(again && again->similarity == one.similarity);
    return 0;
}
