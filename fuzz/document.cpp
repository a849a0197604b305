// Any bytes are a document or an error with a place; every piece of a document has a place too.
#include "base/document.h"

#include <cstdint>
#include <cstdlib>

namespace {

using standstill::base::Node;

void check(const Node& node) {
    bool whole = node.place.line >= 1 && node.place.column >= 1;
    bool paired = !node.is_map() || node.keys.size() == node.items.size();
    if (!whole || !paired) std::abort();
    for (const Node& item : node.items) check(item);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto document = standstill::base::parse_document(text, "f");
    if (document) {
        check(*document);
    } else if (!document.error().message.starts_with("f:")) {
        std::abort();
    }
    return 0;
}
