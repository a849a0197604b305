// FollowTheMoney entities as OpenSanctions publishes them: JSON lines, an array, and deltas.
//
// What is somebody or something becomes an entity; what only says something about one (an address,
// a sanction, a passport) goes to that one, whichever stands first; what joins two (ownership,
// family) is for the reader of owners and counted here. A delta adds, replaces and removes by id.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "screening/list/fields.h"
#include "screening/list/ftm_words.h"
#include "screening/list/json.h"
#include "screening/list/readers.h"

namespace standstill::screening {

namespace {

using Object = boost::json::object;

class Ftm {
public:
    explicit Ftm(Reading& reading) : reading_(reading) {}

    base::Status take(const Object& of) {
        const std::string id(text_at(of, "id"));
        if (id.empty()) return base::invalid("an entity without `id`");
        const std::string_view schema = text_at(of, "schema");
        if (schema.empty()) return base::invalid(fmt::format("entity `{}` has no `schema`", id));
        const Object* properties = object_at(of, "properties");
        if (properties == nullptr)
            return base::invalid(fmt::format("entity `{}` has no `properties`", id));
        forget(id);
        if (auto kind = kind_of_schema(schema); kind)
            return take_entity(id, *kind, of, *properties);
        if (schema == "Address") {
            addresses_[id] = {std::string(first(*properties, "full")),
                              std::string(first(*properties, "country"))};
        } else if (schema == "Sanction") {
            keep_about("entity", of, *properties);
        } else if (schema == "Passport" || schema == "Identification") {
            keep_about("holder", of, *properties);
        } else {
            ++left_[std::string(schema)];
        }
        return base::Done{};
    }

    base::Status take_delta(const Object& line) {
        const std::string_view op = text_at(line, "op");
        const Object* of = object_at(line, "entity");
        if (of == nullptr) return base::invalid("a change without `entity`");
        if (op == "ADD" || op == "MOD") return take(*of);
        if (op != "DEL")
            return base::invalid(fmt::format("`op` is `{}`, expected ADD, MOD or DEL", op));
        const std::string id(text_at(*of, "id"));
        if (id.empty()) return base::invalid("a removal without `id`");
        if (!forget(id)) ++removed_nobody_;
        return base::Done{};
    }

    void finish() {
        for (const auto& [index, id] : places_waiting_)
            if (auto found = addresses_.find(id); found != addresses_.end())
                add_address(entity(index), found->second.text, found->second.country);
        for (const auto& [id, about] : about_) tell(about);
        erase_removed();
        for (const auto& [schema, count] : left_)
            reading_.note(fmt::format("{} of schema {}: not screened by name", count, schema));
        if (removed_nobody_ > 0)
            reading_.note(
                fmt::format("{} removals of entities that were not there", removed_nobody_));
        name_the_list();
    }

private:
    struct About {
        std::string id, whom, what, number, country;
        std::string dataset, program, since, reason;
    };

    static std::string_view first(const Object& properties, std::string_view key) {
        const auto texts = texts_at(properties, key);
        return texts.empty() ? std::string_view{} : texts.front();
    }
    Entity& entity(std::size_t index) { return reading_.out.entities[index]; }

    // The id stands for nothing any more; whether it stood for something.
    bool forget(const std::string& id) {
        const bool was_about = about_.erase(id) + addresses_.erase(id) > 0;
        auto found = places_.find(id);
        if (found == places_.end()) return was_about;
        entity(found->second).names.clear();  // marks it; erased in the end
        std::erase_if(places_waiting_,
                      [&](const auto& waiting) { return waiting.first == found->second; });
        has_removed_ = true;
        places_.erase(found);
        return true;
    }

    base::Status take_entity(const std::string& id, EntityKind kind, const Object& of,
                             const Object& properties) {
        const std::size_t index = reading_.out.entities.size();
        Entity made;
        made.id = id;
        made.kind = kind;
        add_names(made, text_at(of, "caption"), properties);
        if (made.names.empty()) {
            ++left_["an entity without a name"];
            return base::Done{};
        }
        for (std::string_view text : texts_at(properties, "birthDate"))
            add_birth(made, parse_date(text));
        for (std::string_view text : texts_at(properties, "birthPlace"))
            add_text(made.birth_places, text);
        made.gender = std::string(first(properties, "gender"));
        for (const char* key : {"nationality", "citizenship", "country", "jurisdiction", "flag"})
            for (std::string_view text : texts_at(properties, key)) add_country(made, text);
        for (const FtmNumber& number : ftm_numbers())
            for (std::string_view text : texts_at(properties, number.property))
                add_identifier(made, number.kind, text, number.country);
        for (std::string_view text : texts_at(properties, "address")) add_address(made, text, {});
        for (std::string_view text : texts_at(properties, "topics")) add_text(made.topics, text);
        for (std::string_view text : texts_at(of, "referents")) add_reference(made, text);
        for (std::string_view text : texts_at(properties, "addressEntity"))
            places_waiting_.emplace_back(index, std::string(text));
        std::vector<std::string_view> datasets = texts_at(of, "datasets");
        see_datasets(datasets);
        if (datasets.empty()) datasets.emplace_back();
        for (std::string_view dataset : datasets) {
            Listing listing;
            listing.list = std::string(dataset);
            listing.entry = id;
            made.listings.push_back(std::move(listing));
        }
        for (std::string_view text : texts_at(properties, "programId"))
            add_text(made.listings.front().programs, text);
        for (std::string_view text : texts_at(properties, "position"))
            add_text(made.listings.front().details, fmt::format("Position: {}", text));
        for (std::string_view text : texts_at(properties, "notes"))
            add_remark(made.listings.front(), text);
        reading_.out.entities.push_back(std::move(made));
        places_[id] = index;
        return base::Done{};
    }

    static void add_names(Entity& made, std::string_view caption, const Object& properties) {
        const auto names = texts_at(properties, "name");
        if (std::ranges::find(names, caption) != names.end())
            add_name(made, caption, NameKind::Primary, "name");
        for (std::string_view text : names)
            add_name(made, text, made.names.empty() ? NameKind::Primary : NameKind::Alias, "name");
        for (std::string_view text : texts_at(properties, "alias"))
            add_name(made, text, NameKind::Alias, "alias");
        for (std::string_view text : texts_at(properties, "weakAlias"))
            add_name(made, text, NameKind::WeakAlias, "weakAlias");
        for (std::string_view text : texts_at(properties, "abbreviation"))
            add_name(made, text, NameKind::WeakAlias, "abbreviation");
        for (std::string_view text : texts_at(properties, "previousName"))
            add_name(made, text, NameKind::Former, "previousName");
        if (!made.names.empty() || made.kind != EntityKind::Person) return;
        // Some people have the parts of a name only.
        add_name(made,
                 joined({first(properties, "firstName"), first(properties, "middleName"),
                         first(properties, "lastName")},
                        " "),
                 NameKind::Primary, "firstName", first(properties, "firstName"),
                 first(properties, "lastName"));
    }

    void keep_about(std::string_view key, const Object& of, const Object& properties) {
        const auto datasets = texts_at(of, "datasets");
        for (std::string_view whom : texts_at(properties, key)) {
            About about;
            about.id = std::string(text_at(of, "id"));
            about.whom = std::string(whom);
            about.what = std::string(text_at(of, "schema"));
            about.number = std::string(first(properties, "number"));
            if (about.number.empty())
                about.number = std::string(first(properties, "passportNumber"));
            about.country = std::string(first(properties, "country"));
            if (!datasets.empty()) about.dataset = std::string(datasets.front());
            about.program = std::string(first(properties, "program"));
            about.since = std::string(first(properties, "listingDate"));
            if (about.since.empty()) about.since = std::string(first(properties, "startDate"));
            about.reason = std::string(first(properties, "reason"));
            about_[about.id] = std::move(about);
        }
    }

    void tell(const About& about) {
        auto found = places_.find(about.whom);
        if (found == places_.end()) return;
        Entity& of = entity(found->second);
        if (about.what == "Passport" || about.what == "Identification") {
            add_identifier(of, about.what == "Passport" ? "passport" : "identification",
                           about.number, about.country);
            return;
        }
        auto listing = std::ranges::find(of.listings, about.dataset, &Listing::list);
        if (listing == of.listings.end()) listing = of.listings.begin();
        add_text(listing->programs, about.program);
        if (listing->since.empty()) listing->since = about.since;
        add_remark(*listing, about.reason);
    }

    void erase_removed() {
        if (has_removed_)
            std::erase_if(reading_.out.entities, [](const Entity& of) { return of.names.empty(); });
    }

    // The datasets that all entities share.
    void see_datasets(const std::vector<std::string_view>& datasets) {
        if (!has_seen_) {
            shared_.assign(datasets.begin(), datasets.end());
            has_seen_ = true;
            return;
        }
        std::erase_if(shared_, [&](const std::string& one) {
            return std::ranges::find(datasets, std::string_view(one)) == datasets.end();
        });
    }

    // A file of one dataset is that list; a collection has no name in its bytes.
    void name_the_list() {
        if (reading_.out.list.empty())
            reading_.out.list = shared_.size() == 1 ? shared_.front() : "ftm";
        for (Entity& of : reading_.out.entities)
            for (Listing& listing : of.listings)
                if (listing.list.empty()) listing.list = reading_.out.list;
    }

    Reading& reading_;
    std::unordered_map<std::string, std::size_t> places_;
    std::unordered_map<std::string, Address> addresses_;
    std::vector<std::pair<std::size_t, std::string>> places_waiting_;
    std::map<std::string, About> about_;
    std::map<std::string, std::size_t> left_;
    std::vector<std::string> shared_;
    std::size_t removed_nobody_ = 0;
    bool has_seen_ = false;
    bool has_removed_ = false;
};

}  // namespace

base::Status read_ftm(std::span<const Source> sources, Reading& reading) {
    Ftm ftm(reading);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        JsonRead read;
        read.on_progress = [&](std::size_t done) { reading.progress(done); };
        const bool is_delta = reading.parts[i] == "delta";
        read.on_entry = [&](const Object& of, int) {
            return is_delta ? ftm.take_delta(of) : ftm.take(of);
        };
        boost::json::object around;
        auto done = reading.parts[i] == "array"
                        ? read_json_array(sources[i].bytes, sources[i].name, "", read, around)
                        : read_json_lines(sources[i].bytes, sources[i].name, read);
        if (!done) return done;
        reading.read_before += sources[i].bytes.size();
    }
    ftm.finish();
    return base::Done{};
}

}  // namespace standstill::screening
