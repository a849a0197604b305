// Any text as OFAC's remarks and as a date: whatever it says, what was written stays as written.
#include "require.h"
#include "screening/list/fields.h"
#include "screening/list/ofac_remarks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::screening;
    const std::string_view text = view_of(data, size);
    Entity entity;
    entity.listings.emplace_back();
    read_ofac_remarks(text, entity);
    for (const ListedName& name : entity.names) require(!name.text.empty());
    for (Slashes slashes : {Slashes::DayFirst, Slashes::MonthFirst}) {
        const PartialDate date = parse_date(text, slashes);
        require(text.find(date.text) != std::string_view::npos);
        require(date.month >= 0 && date.month <= 12 && date.day >= 0 && date.day <= 31);
        require(date.year == 0 || (date.year >= 1000 && date.year <= 2199));
        require(date.year_to == 0 || date.year_to >= date.year);
        require(date.year != 0 || (date.month == 0 && date.day == 0));
    }
    return 0;
}
