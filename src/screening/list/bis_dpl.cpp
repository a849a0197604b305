// The Denied Persons List of the Bureau of Industry and Security: tab separated, one row an
// address.
#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/readers.h"

namespace standstill::screening {

base::Status read_bis_dpl(const Source& source, Reading& reading) {
    auto text = check_utf8(source.bytes, source.name);
    if (!text) return text.error();
    CsvReader csv(source.bytes, source.name, '\t');
    std::vector<std::string_view> row;
    auto more = csv.next(row);
    if (!more) return more.error();
    const Header header(row);
    const std::size_t name = header.find("Name"), street = header.find("Street_Address"),
                      city = header.find("City"), state = header.find("State"),
                      country = header.find("Country"), zip = header.find("Postal_Code"),
                      since = header.find("Effective_Date"), end = header.find("Expiration_Date"),
                      standard = header.find("Standard_Order"), action = header.find("Action"),
                      citation = header.find("FR_Citation");
    // One person at several addresses is several rows with the same name and order; two orders, or
    // two people of one name, differ in their day or notice.
    std::unordered_map<std::string, std::size_t> places;
    for (more = csv.next(row); more && *more; more = csv.next(row)) {
        if (row.size() != header.size())
            return csv.error(fmt::format("expected {} fields as in the header, found {}",
                                         header.size(), row.size()));
        auto get = [&](std::size_t column) { return field(row, column); };
        if (get(name).empty()) return csv.error("a row without a name");
        const std::string entry = joined({get(name), get(since), get(citation)}, " | ");
        auto [found, is_new] = places.try_emplace(entry, reading.out.entities.size());
        Entity& entity = is_new ? reading.add(entry) : reading.out.entities[found->second];
        Listing& listing = entity.listings.front();
        add_name(entity, get(name), NameKind::Primary, "Name");
        add_address(entity, joined({get(street), get(city), get(state), get(zip)}, ", "),
                    get(country));
        listing.since = std::string(get(since));
        if (!get(end).empty()) add_text(listing.details, fmt::format("Ends {}", get(end)));
        if (!get(citation).empty()) add_text(listing.details, get(citation));
        if (get(standard) == "Y") add_text(listing.measures, "Standard order");
        if (listing.remarks.empty()) add_remark(listing, get(action));
        reading.progress(csv.offset());
    }
    if (!more) return more.error();
    return base::Done{};
}

}  // namespace standstill::screening
