// Events: the scanner and the parser accept the same bytes, and what they accept prints back.
#include "ledger/event.h"

#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    std::string_view bytes = view_of(data, size);
    auto view = scan_event(bytes);
    auto event = parse_event(bytes);
    require(view.has_value() == event.has_value());
    if (!event) return 0;
    auto printed = canonical_bytes(*event);
    require(printed && *printed == bytes);
    require(view->stream == event->stream && view->type == event->type && view->ver == event->ver &&
            view->at == event->at && view->cmd == event->cmd && view->policy == event->policy);
    return 0;
}
