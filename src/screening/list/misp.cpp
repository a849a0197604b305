// A MISP galaxy cluster of surveillance vendors: a vendor, its other names and its products.
#include <fmt/format.h>

#include "screening/list/fields.h"
#include "screening/list/json.h"
#include "screening/list/readers.h"

namespace standstill::screening {

namespace {

base::Status take(const boost::json::object& of, Reading& reading) {
    const std::string uuid(text_at(of, "uuid"));
    const std::string_view name = text_at(of, "value");
    if (uuid.empty() || name.empty()) return base::invalid("a value without `uuid` or `value`");
    std::vector<std::string_view> products;
    {
        Entity& entity = reading.add(uuid);
        Listing& listing = entity.listings.front();
        entity.kind = EntityKind::Organization;
        add_name(entity, name, NameKind::Primary, "value");
        add_remark(listing, text_at(of, "description"));
        if (const boost::json::object* meta = object_at(of, "meta"); meta != nullptr) {
            for (std::string_view other : texts_at(*meta, "synonyms"))
                add_name(entity, other, NameKind::Alias, "synonyms");
            for (std::string_view one : texts_at(*meta, "country")) add_country(entity, one);
            for (const char* key : {"official-refs", "refs"})
                for (std::string_view link : texts_at(*meta, key)) add_text(listing.details, link);
            products = texts_at(*meta, "products");
        }
    }
    for (std::string_view product : products) {
        Entity& entity = reading.add(fmt::format("{}/{}", uuid, product));
        entity.kind = EntityKind::Product;
        add_name(entity, product, NameKind::Primary, "products");
        entity.related.push_back({"product of", reading.out.list + ":" + uuid});
    }
    return base::Done{};
}

}  // namespace

base::Status read_misp(const Source& source, Reading& reading) {
    JsonRead read;
    read.on_entry = [&](const boost::json::object& of, int) { return take(of, reading); };
    boost::json::object around;
    auto done = read_json_array(source.bytes, source.name, "values", read, around);
    if (!done) return done;
    if (const boost::json::value* version = around.if_contains("version");
        version != nullptr && version->is_int64())
        reading.note(fmt::format("version {} of the cluster", version->get_int64()));
    return base::Done{};
}

}  // namespace standstill::screening
