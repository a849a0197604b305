// Forms: what is read prints and reads back to the same fields.
#include "base/text.h"
#include "require.h"
#include "server/http/message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::server::http;
    auto fields = parse_form(view_of(data, size));
    if (!fields) return 0;
    std::string printed;
    for (const auto& [name, value] : *fields) {
        require(standstill::base::is_utf8(name) && standstill::base::is_utf8(value));
        printed += encode(name) + "=" + encode(value) + "&";
    }
    require(parse_form(printed) == fields);
    return 0;
}
