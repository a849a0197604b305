#include "report/oscal.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "report/oscal_check.h"
#include "report/oscal_models.h"

namespace standstill::report {

namespace {

namespace json = boost::json;

// Each with its file, in the order of kOscalModels.
struct Named {
    std::string_view name, file;
};
constexpr std::array<Named, 7> kNames = {{{"catalog", "catalog.json"},
                                          {"profile", "profile.json"},
                                          {"mapping-collection", "mapping-collection.json"},
                                          {"component-definition", "component-definition.json"},
                                          {"assessment-plan", "assessment-plan.json"},
                                          {"assessment-results", "assessment-results.json"},
                                          {"plan-of-action-and-milestones", "poam.json"}}};

class Package {
public:
    explicit Package(const oscal::Context& context) : context_(context) {}

    base::Status make() {
        add(OscalModel::Catalog, oscal::catalog(context_));
        add(OscalModel::Profile, oscal::profile(context_, bytes(OscalModel::Catalog)));
        auto mapped = map_to_others();
        if (!mapped) return mapped;
        add(OscalModel::ComponentDefinition,
            oscal::component_definition(context_, bytes(OscalModel::Profile)));
        add(OscalModel::AssessmentPlan, oscal::assessment_plan(context_));
        add(OscalModel::AssessmentResults,
            oscal::assessment_results(context_, bytes(OscalModel::AssessmentPlan)));
        add(OscalModel::PlanOfAction, oscal::plan_of_action(context_));
        std::vector<std::string> mistakes = oscal_mistakes(documents_);
        if (!mistakes.empty())
            return base::fail(base::ErrorKind::Corrupt,
                              fmt::format("the export does not hold together: {}", mistakes[0]));
        return base::Done{};
    }

    std::map<std::string, std::string> files;

private:
    void add(const std::string& file, json::object document) {
        files[file] = json::serialize(document) + "\n";
        documents_[file] = std::move(document);
    }
    void add(OscalModel model, json::object document) {
        add(oscal_file(model), std::move(document));
    }
    std::string_view bytes(OscalModel model) const { return files.at(oscal_file(model)); }

    base::Status map_to_others() {
        review::Library* library = context_.source().library;
        if (library == nullptr) return base::Done{};
        std::vector<Crosswalk> all;
        for (const law::PackInfo& pack : context_.program().packs) {
            auto some = crosswalks_of(library->files(), pack.id);
            if (!some) return some.error();
            for (Crosswalk& each : *some) all.push_back(std::move(each));
        }
        std::map<std::string, std::string> catalogs;
        catalogs[oscal_file(OscalModel::Catalog)] = bytes(OscalModel::Catalog);
        for (const Crosswalk& each : all) {
            std::string file = fmt::format("crosswalk-{}.json", each.to.id);
            std::shared_ptr<const law::Program> program;
            if (each.to.is_pack) {
                auto compiled = library->program({each.to.id});
                if (!compiled) return compiled.error();
                program = *compiled;
            }
            add(file, oscal::catalog_of(each.to, program.get(), context_));
            catalogs[file] = files[file];
        }
        if (!all.empty())
            add(OscalModel::MappingCollection, oscal::mapping_collection(context_, all, catalogs));
        return base::Done{};
    }

    const oscal::Context& context_;
    std::map<std::string, json::object> documents_;
};

}  // namespace

std::string_view to_string(OscalModel model) {
    return kNames[static_cast<std::size_t>(model)].name;
}

std::string oscal_file(OscalModel model) {
    return std::string(kNames[static_cast<std::size_t>(model)].file);
}

std::optional<OscalModel> oscal_model_called(std::string_view name) {
    for (OscalModel model : kOscalModels)
        if (to_string(model) == name) return model;
    return std::nullopt;
}

std::vector<std::string> oscal_model_names() {
    std::vector<std::string> out;
    for (OscalModel model : kOscalModels) out.emplace_back(to_string(model));
    return out;
}

base::Result<std::map<std::string, std::string>> oscal_documents(const Source& source) {
    auto context = oscal::Context::make(source);
    if (!context) return context.error();
    Package package(*context);
    auto made = package.make();
    if (!made) return made.error();
    return std::move(package.files);
}

std::map<std::string, std::string> oscal_law_texts(const Source& source) {
    std::map<std::string, std::string> out;
    if (source.library == nullptr) return out;
    for (const law::PackInfo& pack : source.of.program->packs)
        for (const law::TextFile& file : pack.text_files) {
            std::string path = pack.folder + "/" + file.name;
            auto found = source.library->files().find(path);
            if (found != source.library->files().end()) out.emplace("rules/" + path, found->second);
        }
    return out;
}

}  // namespace standstill::report
