// Any bytes as JSON of a list: lines, an array, an array at a key; read or refused with a place.
#include "require.h"
#include "screening/list/import.h"
#include "screening/list/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::screening;
    const std::string_view text = view_of(data, size);
    JsonRead read;
    read.on_entry = [](const boost::json::object& of, int line) -> standstill::base::Status {
        require(line >= 1);
        (void)texts_at(of, "name");
        return standstill::base::Done{};
    };
    auto lines = read_json_lines(text, "f", read);
    require(lines || lines.error().message.starts_with("f:"));
    for (const char* key : {"", "results", "values"}) {
        boost::json::object around;
        auto array = read_json_array(text, "f", key, read, around);
        require(array || array.error().message.starts_with("f:"));
    }
    auto list = import_list(Source{"f", text});
    if (!list) return 0;
    for (const Entity& entity : list->entities)
        require(!entity.names.empty() && !entity.listings.empty());
    return 0;
}
