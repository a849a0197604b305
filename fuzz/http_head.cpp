// Heads of requests: however the bytes are cut the verdict is the same; what is let through has a
// path that cannot climb, and Beast reads it the same.
#include "base/text.h"
#include "require.h"
#include "server/http/second_reading.h"
#include "server/http/strict.h"

namespace {

using namespace standstill::server::http;

void try_bytes(std::string_view bytes) {
    HeadScanner scanner{HeadBounds{}};
    auto state = scanner.scan(bytes);

    HeadScanner in_two{HeadBounds{}};
    in_two.scan(bytes.substr(0, bytes.size() / 2));
    require(in_two.scan(bytes) == state);
    require(in_two.refusal().detail == scanner.refusal().detail);
    require(in_two.refusal().status == scanner.refusal().status);
    if (state != HeadScanner::State::Complete) return;

    std::string_view head_bytes = bytes.substr(0, scanner.size());
    require(head_bytes.ends_with("\r\n\r\n"));
    auto read = read_head(head_bytes);
    if (auto* refusal = std::get_if<Refusal>(&read)) {
        require(refusal->status >= 400 && refusal->status < 600 && !refusal->detail.empty());
        return;
    }
    const Head& head = std::get<Head>(read);
    require(reads_alike(head, head_bytes));
    require(head.path.starts_with('/') && standstill::base::is_utf8(head.path));
    require(head.path.find('\0') == std::string::npos);
    require(head.path.find("//") == std::string::npos);
    require((head.path + "/").find("/../") == std::string::npos);
    require((head.path + "/").find("/./") == std::string::npos);
    int hosts = 0;
    for (const auto& [name, value] : head.headers) {
        require(name != "transfer-encoding" && name != "upgrade");
        if (name == "host") ++hosts;
    }
    require(hosts == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_bytes(view_of(data, size));
    try_bytes(in_lines_of_the_network(view_of(data, size)));
    return 0;
}
