#include "report/oscal_context.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "ledger/base64.h"
#include "report/uuid.h"

namespace standstill::report::oscal {

namespace json = boost::json;

base::Result<Context> Context::make(const Source& source) {
    Context out(source);
    for (std::size_t i = 0; i < source.events(); ++i) {
        auto digest = event_digest(source.of.events[i]);
        if (!digest) return base::in_context(digest.error(), fmt::format("event {}", i));
        out.digests_.push_back(*digest);
    }
    out.controls_ = controls_of(out.program());
    out.objectives_ = objectives_of(out.program());
    out.find_offices();
    out.find_subjects();
    out.find_reasons();
    return out;
}

std::string Context::uuid(std::string_view kind, std::string_view name) const {
    return uuid_for(kind, fmt::format("{}/{}", of().id, name));
}

std::string Context::law_uuid(std::string_view kind, std::string_view name) const {
    return uuid_for(kind, fmt::format("{}/{}", program().digest, name));
}

std::string Context::event_uuid(std::uint32_t event) const {
    return uuid("event", fmt::format("{}/{}", event, base::to_hex(digests_[event])));
}

std::string Context::observation_uuid(std::uint32_t event) const {
    return uuid("observation", fmt::format("{}/{}", event, base::to_hex(digests_[event])));
}

std::string Context::risk_uuid(const Objective& objective) const {
    return uuid("risk", objective.id);
}

std::string Context::document_uuid(const std::string& file) const {
    return uuid("document resource", file);
}

// ---- people
// ----

namespace {

// The offices that a header names: `head: secretary-of-homeland-security`.
void offices_in(const base::Node& node, const law::Program& program, std::set<std::string>& out) {
    if (node.is_scalar() && program.offices.contains(node.scalar)) out.insert(node.scalar);
    for (const base::Node& item : node.items) offices_in(item, program, out);
}

// What the case's header calls the organisation: {section, name}.
std::vector<std::pair<std::string, std::string>> organisations(const review::Case& of) {
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i < of.header.keys.size(); ++i)
        if (const std::string& name = word_of(of.header.items[i], "name"); !name.empty())
            out.emplace_back(of.header.keys[i].first, name);
    return out;
}

}  // namespace

void Context::find_offices() {
    const law::Record& record = of().record;
    offices_in(of().header, program(), offices_);
    for (std::size_t i = 0; i < source_->events(); ++i)
        if (law::Symbol office = record.events[i].office; office != law::kNoSymbol)
            offices_.insert(record.symbols.word(office));
    for (const review::Duty& duty : source_->answer.duties) {
        offices_.insert(duty.owed_by);
        if (!duty.owed_to.empty()) offices_.insert(duty.owed_to);
    }
}

std::string Context::office_title(const std::string& office) const {
    auto title = program().offices.find(office);
    return title == program().offices.end() ? office : title->second;
}

std::string Context::party(const std::string& office) const { return uuid("office", office); }

json::array Context::responsible(const std::string& office) const {
    json::object one{{"role-id", token(office)}};
    one["party-uuids"] = json::array{json::value(party(office))};
    return {std::move(one)};
}

json::object Context::metadata(std::string_view title, People people) const {
    std::string version;
    for (const law::PackInfo& pack : program().packs)
        version += fmt::format("{}{} {}", version.empty() ? "" : ", ", pack.id, pack.version);
    json::object out{{"title", markup(title)},
                     {"last-modified", stamp(at())},
                     {"version", line(version)},
                     {"oscal-version", kVersion}};
    json::array props;
    if (people == People::OfTheCase) props.push_back(prop("case", of().id));
    props.push_back(prop("rules-sha256", program().digest));
    out["props"] = std::move(props);
    if (people == People::None) return out;

    json::array roles, parties, members;
    for (const auto& [section, name] : organisations(of())) {
        std::string id = uuid("organisation", section);
        members.push_back(json::value(id));
        parties.push_back({{"uuid", id}, {"type", "organization"}, {"name", line(name)}});
    }
    for (const std::string& office : offices_) {
        roles.push_back({{"id", token(office)}, {"title", markup(office_title(office))}});
        parties.push_back({{"uuid", party(office)},
                           {"type", "organization"},
                           {"name", line(office_title(office))}});
    }
    set(out, "roles", std::move(roles));
    set(out, "parties", std::move(parties));
    return out;
}

// ---- resources
// ----

std::string Context::law_resource(const std::string& pack) const {
    return law_uuid("law resource", pack);
}

std::string Context::evidence_resource(std::uint32_t event) const {
    return uuid("evidence", fmt::format("{}/{}", event, base::to_hex(digests_[event])));
}

json::array Context::law_resources() const {
    json::array out;
    for (const law::PackInfo& pack : program().packs) {
        json::object one{{"uuid", law_resource(pack.id)},
                         {"title", markup(pack.title)},
                         {"description", markup(fmt::format("Rule pack {} {}. {}", pack.id,
                                                            pack.version, pack.status))}};
        json::array props{prop("rule-pack", pack.id + " " + pack.version)};
        json::array files;
        for (const law::TextFile& file : pack.text_files) {
            props.push_back(prop("text-sha256", file.sha256, file.name));
            files.push_back({{"href", fmt::format("rules/{}/{}", pack.folder, file.name)},
                             {"media-type", "text/markdown"},
                             {"hashes", json::array{sha256_hash(file.sha256)}}});
        }
        one["props"] = std::move(props);
        one["citation"] = json::object{{"text", markup(pack.citation)}};
        set(one, "rlinks", std::move(files));
        out.push_back(std::move(one));
    }
    return out;
}

namespace {

// A source by its digest alone (RFC 6920), for what lies nowhere that one could link to.
std::string name_of_digest(const std::string& hex) {
    auto digest = base::digest_from_hex(hex);
    if (!digest) return "";
    std::string bytes(digest->bytes.begin(), digest->bytes.end());
    return "ni:///sha-256;" + ledger::base64url(bytes);
}

std::string title_of_evidence(const base::Node& event) {
    std::string title = fmt::format("{}: {}", word_of(event, "id"), word_of(event, "kind"));
    const std::string& publisher = word_of(event, "publisher");
    const std::string& published = word_of(event, "published");
    if (!publisher.empty()) title += " by " + publisher;
    if (!published.empty()) title += ", " + published;
    return title;
}

}  // namespace

json::array Context::evidence_resources() const {
    json::array out;
    for (std::uint32_t i = 0; i < source_->events(); ++i) {
        if (!is_evidence(of(), i)) continue;
        const base::Node& event = of().events[i];
        json::object one{{"uuid", evidence_resource(i)}};
        json::array props{prop("event", std::to_string(i)), prop("event-sha256", digests_[i])};
        if (!is_open(event)) {
            one["title"] = markup(fmt::format("Evidence of event {}", i));
            one["description"] = "Withheld: it is marked.";
            props.push_back(prop("marking", word_of(event, "marking")));
            one["props"] = std::move(props);
            out.push_back(std::move(one));
            continue;
        }
        one["title"] = markup(title_of_evidence(event));
        for (const char* field : {"kind", "grade", "sha256", "copy_of"})
            if (const std::string& word = word_of(event, field); !word.empty())
                props.push_back(prop(token(field), word));
        const std::string& url = word_of(event, "url");
        std::string href = is_web_address(url) ? url : name_of_digest(word_of(event, "sha256"));
        if (!url.empty() && href != url) props.push_back(prop("address", url));
        one["props"] = std::move(props);
        if (!href.empty()) {
            json::object file{{"href", href}};
            if (const std::string& hash = word_of(event, "sha256"); !hash.empty())
                file["hashes"] = json::array{sha256_hash(hash)};
            one["rlinks"] = json::array{std::move(file)};
        }
        out.push_back(std::move(one));
    }
    return out;
}

json::object Context::document_resource(const std::string& file, std::string_view title,
                                        std::string_view bytes) const {
    json::object link{{"href", file}, {"media-type", "application/oscal+json"}};
    link["hashes"] = json::array{sha256_hash(base::sha256(bytes))};
    return {{"uuid", document_uuid(file)},
            {"title", markup(title)},
            {"rlinks", json::array{std::move(link)}}};
}

// ---- what is reviewed
// ----

void Context::find_subjects() {
    std::int32_t named = law::kNone;
    for (std::uint32_t i = 0; i < source_->events(); ++i)
        if (!word_of(of().events[i], "tool").empty() || !word_of(of().events[i], "item").empty())
            if (is_open(of().events[i])) named = static_cast<std::int32_t>(i);
    if (named < 0) {
        subjects_.push_back({uuid("tool", ""),
                             "A tool that the record does not name",
                             "No event that names the product is on record.",
                             "software",
                             {},
                             named});
        return;
    }
    const base::Node& event = of().events[static_cast<std::size_t>(named)];
    std::string tool =
        word_of(event, "tool").empty() ? word_of(event, "item") : word_of(event, "tool");
    subjects_.push_back({uuid("tool", tool),
                         tool,
                         fmt::format("The product, as event {} names it.", named),
                         "software",
                         {},
                         named});
    const base::Node* furnishers = event.find("furnishers");
    if (furnishers == nullptr) return;
    std::set<std::string> known;
    for (const base::Node& furnisher : furnishers->items) {
        const std::string& entity = word_of(furnisher, "entity");
        if (!known.insert(entity).second) continue;
        Subject one{uuid("furnisher", entity),
                    entity,
                    fmt::format("Furnishes the product, as event {} names it.", named),
                    "service",
                    {},
                    named};
        if (const base::Node* roles = furnisher.find("roles"); roles != nullptr)
            for (const base::Node& role : roles->items) one.roles.push_back(role.scalar);
        subjects_.push_back(std::move(one));
    }
}

json::object Context::reviewed_controls() const {
    std::set<std::string> controls;
    json::array selected, objectives;
    for (const Objective& objective : objectives_) {
        if (controls.insert(objective.control).second)
            selected.push_back(json::object{{"control-id", objective.control}});
        objectives.push_back(json::object{{"objective-id", objective.id}});
    }
    json::object by_control{{"include-controls", std::move(selected)}};
    json::object by_objective{{"include-objectives", std::move(objectives)}};
    return {{"control-selections", json::array{std::move(by_control)}},
            {"control-objective-selections", json::array{std::move(by_objective)}}};
}

json::array Context::subject_references() const {
    json::array out;
    for (const Subject& subject : subjects_)
        out.push_back({{"subject-uuid", subject.uuid}, {"type", "component"}});
    return out;
}

std::string Context::platform_uuid() const { return law_uuid("platform", "standstill"); }

json::object Context::platform() const {
    json::object one{
        {"uuid", platform_uuid()},
        {"title", "Standstill"},
        {"props", json::array{prop("rules-sha256", program().digest)}},
        {"remarks",
         "Says what is known, what is missing and what follows. It determines nothing; "
         "people determine, certify and decide."}};
    return {{"assessment-platforms", json::array{std::move(one)}}};
}

json::object Context::components() const {
    json::array list;
    for (const Subject& subject : subjects_) {
        json::object one{{"uuid", subject.uuid},
                         {"type", subject.type},
                         {"title", markup(subject.title, "(without a name)")},
                         {"description", markup(subject.description)}};
        one["status"] = json::object{{"state", "other"}, {"remarks", "Under review."}};
        list.push_back(std::move(one));
    }
    return {{"components", std::move(list)}};
}

}  // namespace standstill::report::oscal
