// standstill export --as oscal and --as ocds: a case as documents of somebody else's standard.
#include <fmt/format.h>

#include "base/text.h"
#include "cli/export.h"
#include "cli/files.h"
#include "report/ocds.h"
#include "report/oscal.h"

namespace standstill::cli {

namespace {

base::Error no_such_model(const std::string& model) {
    std::vector<std::string> known = report::oscal_model_names();
    return base::invalid(fmt::format("`{}` is not a model of OSCAL, expected one of {}{}", model,
                                     base::join(known, ", "), base::did_you_mean(model, known)));
}

// To a file, or to the output where none is named.
int hand_out(const std::string& path, const std::string& document) {
    if (path.empty()) {
        fmt::print("{}", document);
        return kDone;
    }
    auto written = write_file(path, document);
    if (!written) return complain(written.error());
    fmt::print("{}: {} bytes\n", path, document.size());
    return kDone;
}

int export_model(const report::Source& source, const std::string& name, const std::string& path) {
    auto model = report::oscal_model_called(name);
    if (!model) return complain(no_such_model(name));
    auto documents = report::oscal_documents(source);
    if (!documents) return complain(documents.error());
    auto document = documents->find(report::oscal_file(*model));
    if (document == documents->end())
        return complain(
            base::fail(base::ErrorKind::NotFound,
                       fmt::format("no crosswalk is at hand for the packs of `{}`", source.of.id)));
    return hand_out(path, document->second);
}

int write_all(const report::Source& source, const std::string& out) {
    auto documents = report::oscal_documents(source);
    if (!documents) return complain(documents.error());
    std::size_t models = documents->size();
    for (auto& [name, text] : report::oscal_law_texts(source)) documents->emplace(name, text);
    std::string place = out.empty() ? source.of.id + ".oscal" : out;
    auto written = write_files(place, *documents);
    if (!written) return complain(written.error());
    fmt::print("{}: {} documents, {} texts of law, as of {}\n", place, models,
               documents->size() - models, source.of.record.zone.print(source.answer.at));
    return kDone;
}

}  // namespace

int export_oscal(const Common& common, const ExportOptions& options) {
    if (!options.model.empty() && !report::oscal_model_called(options.model))
        return complain(no_such_model(options.model));
    return with_source(common, options, [&](const report::Source& source) {
        return options.model.empty() ? write_all(source, options.path)
                                     : export_model(source, options.model, options.path);
    });
}

int export_ocds(const Common& common, const ExportOptions& options) {
    return with_source(common, options, [&](const report::Source& source) {
        auto release = report::ocds_package(source, options.ocid_prefix);
        if (!release) return complain(release.error());
        return hand_out(options.path, *release);
    });
}

}  // namespace standstill::cli
