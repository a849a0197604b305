// Any bytes as an archive: unpacked within its bounds or refused.
#include "require.h"
#include "screening/list/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::screening;
    // As it is, and behind the first bytes of each kind, so that the kinds are reached.
    for (const char* start : {"", "PK\x03\x04", "\x1F\x8B"}) {
        const std::string bytes = std::string(start) + std::string(view_of(data, size));
        auto files = unpack(bytes, "f");
        if (!files) {
            require(files.error().message.starts_with("f"));
            continue;
        }
        std::size_t total = 0;
        for (const Unpacked& file : *files) total += file.bytes.size();
        require(!files->empty() && files->size() <= 64 &&
                total <= (std::size_t{16} << 20) + bytes.size() * 200);
    }
    return 0;
}
