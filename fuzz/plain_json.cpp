// What the fast reader of JSON takes, the reader of documents takes too, to the same tree.
#include "base/plain_json.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "../tests/base/same_node.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto plain = standstill::base::read_plain_json(text);
    if (!plain) return 0;
    auto whole = standstill::base::parse_document(text, "f");
    if (!whole || !standstill::base::is_same(*plain, *whole)) std::abort();
    return 0;
}
