// Any bytes are rows of CSV or an error with a place; and any list of CSV is read or refused.
#include "require.h"
#include "screening/list/csv.h"
#include "screening/list/import.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::screening;
    const std::string_view text = view_of(data, size);
    for (char separator : {',', '\t'}) {
        CsvReader csv(text, "f", separator);
        std::vector<std::string_view> row;
        std::size_t fields = 0;
        for (;;) {
            auto more = csv.next(row);
            if (!more) {
                require(more.error().message.starts_with("f:"));
                break;
            }
            if (!*more) break;
            require(!row.empty());
            for (std::string_view field : row) fields += field.size() + 1;
        }
        require(fields <= size + 1);
    }
    auto list = import_list(Source{"f", text});
    if (!list) {
        require(list.error().message.starts_with("f:"));
        return 0;
    }
    require(!list->entities.empty() && !list->list.empty() && !list->format.empty());
    for (const Entity& entity : list->entities)
        require(!entity.names.empty() && !entity.listings.empty());
    return 0;
}
