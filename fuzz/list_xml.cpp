// Any bytes behind the beginning of each XML list are read or refused, and every entry has a name.
#include "require.h"
#include "screening/list/import.h"
#include "screening/list/xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::screening;
    const std::string_view text = view_of(data, size);
    XmlRead read;
    read.records = {"INDIVIDUAL", "Profile", "a"};
    read.on_record = [](XmlElement record, int line) -> standstill::base::Status {
        require(record.name() == "INDIVIDUAL" || record.name() == "Profile" ||
                record.name() == "a");
        require(line >= 1);
        for (XmlElement child : record) require(!child.name().empty());
        return standstill::base::Done{};
    };
    auto done = read_xml(text, "f", read);
    require(done || done.error().message.starts_with("f:"));

    auto list = import_list(Source{"f", text});
    if (!list) return 0;
    for (const Entity& entity : list->entities)
        require(!entity.names.empty() && !entity.listings.empty());
    return 0;
}
