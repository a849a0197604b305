// Openings: an event opens to what its scanner reads, and the input as a tail leads to a leaf only
// where it is the end of an event.
#include "ledger/opening.h"

#include "ledger/event.h"
#include "ledger/tree.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    std::string_view bytes = view_of(data, size);
    auto event = scan_event(bytes);
    auto cut = open_envelope(bytes);
    require(event.has_value() || !cut.has_value());
    if (cut) {
        const auto* leaks = std::get_if<Leaks>(&*cut);
        auto opened = read_opening(leaks != nullptr ? leaks->opening : std::get<Opening>(*cut));
        require(opened && opened->leaf == leaf_hash(bytes) && opened->stream == event->stream &&
                opened->type == event->type && opened->ver == event->ver);
    }
    Opening opening{{}, 128, std::string(bytes)};
    auto opened = read_opening(opening);
    if (!opened) return 0;
    // Whatever was hidden, an event with this end says the same.
    std::string whole = R"({"actor":"x","at":"2024-10-08T18:00:00Z","cmd":"c","facts":{},)";
    whole +=
        R"("policy":"","seals":[])" + opening.tail.substr(opening.tail.rfind(",\"stream\":\""));
    auto same = scan_event(whole);
    require(same && same->stream == opened->stream && same->type == opened->type &&
            same->ver == opened->ver);
    return 0;
}
