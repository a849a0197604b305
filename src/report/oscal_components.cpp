// The product and those who furnish it, and what their own word says of each factor.
#include <fmt/format.h>

#include <algorithm>

#include "report/oscal_models.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

// Sources of a factor that are the vendor's own word.
std::string own_word(const Context& context, const Reason& reason) {
    std::string out;
    for (std::uint32_t event : reason.sources) {
        const base::Node& node = context.of().events[event];
        if (word_of(node, "kind") != "vendor-statement" || !is_open(node)) continue;
        out += (out.empty() ? "" : ", ") + word_of(node, "id");
    }
    return out;
}

json::array requirements(const Context& context) {
    json::array out;
    for (std::size_t i = 0; i < context.objectives().size(); ++i) {
        const Objective& objective = context.objectives()[i];
        if (objective.kind != Objective::Kind::Factor) continue;
        const Reason& reason = context.reason(i);
        std::string word = own_word(context, reason);
        json::array props{prop("cite", objective.cite), prop("truth-value", reason.word),
                          prop("vendor-statement", word.empty() ? "none" : word)};
        out.push_back(
            {{"uuid", context.uuid("requirement", objective.id)},
             {"control-id", objective.control},
             {"description",
              markup(word.empty()
                         ? fmt::format("{}: no word of the vendor on it is behind the finding.",
                                       objective.plain)
                         : fmt::format("{}: behind the finding stands the vendor's own word ({}).",
                                       objective.plain, word))},
             {"props", std::move(props)}});
    }
    return out;
}

// Two factors may share a control; a component then says both under it.
json::object implementation(const Context& context) {
    return {{"uuid", context.uuid("implementation", "factors")},
            {"source", "#" + context.document_uuid("profile.json")},
            {"description", "What the record holds of the vendor's own word on each factor."},
            {"implemented-requirements", requirements(context)}};
}

}  // namespace

json::object component_definition(const Context& context, std::string_view profile_bytes) {
    json::array components;
    for (const Subject& subject : context.subjects()) {
        json::object one{{"uuid", subject.uuid},
                         {"type", subject.type},
                         {"title", markup(subject.title, "(without a name)")},
                         {"description", markup(subject.description)}};
        json::array props;
        if (subject.event >= 0) props.push_back(prop("event", std::to_string(subject.event)));
        for (const std::string& role : subject.roles)
            props.push_back(prop("furnishing-role", role));
        set(one, "props", std::move(props));
        if (components.empty() && !context.program().factors.empty())
            one["control-implementations"] = json::array{implementation(context)};
        components.push_back(std::move(one));
    }
    json::object out{
        {"uuid", context.uuid("document", "component-definition")},
        {"metadata", context.metadata(fmt::format("What case {} is about", context.of().id),
                                      Context::People::OfTheCase)},
        {"components", std::move(components)}};
    out["back-matter"] =
        json::object{{"resources", json::array{context.document_resource(
                                       "profile.json", "Profile of the case", profile_bytes)}}};
    return {{"component-definition", std::move(out)}};
}

}  // namespace standstill::report::oscal
