// A case as OSCAL documents (NIST OSCAL 1.2.1): seven models, which any tool that reads OSCAL can
// take in (docs/formats/oscal.md).
//
// Pure: the same case, packs and instant give the same bytes. What is unknown is never satisfied.
// Offices are named, persons are not; text of events that are marked above U is withheld.
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "report/source.h"

namespace standstill::report {

enum class OscalModel {
    Catalog,
    Profile,
    MappingCollection,
    ComponentDefinition,
    AssessmentPlan,
    AssessmentResults,
    PlanOfAction
};

inline constexpr std::array<OscalModel, 7> kOscalModels = {
    OscalModel::Catalog,           OscalModel::Profile,
    OscalModel::MappingCollection, OscalModel::ComponentDefinition,
    OscalModel::AssessmentPlan,    OscalModel::AssessmentResults,
    OscalModel::PlanOfAction};

// OSCAL's own names: `catalog`, `plan-of-action-and-milestones`, ...
std::string_view to_string(OscalModel model);
std::optional<OscalModel> oscal_model_called(std::string_view name);
std::vector<std::string> oscal_model_names();
// `assessment-results.json`; the plan of action is `poam.json`.
std::string oscal_file(OscalModel model);

// By file name: the models, and the catalogs on the other side of the crosswalk. Where no crosswalk
// is at hand for the case's packs, or no library, the mapping collection is left out. Every
// document ends with a line feed. Fails with Invalid where an event is outside canonical JSON or a
// crosswalk does not read, with Corrupt where the documents do not hold together
// (report/oscal_check.h). Cost: about ten milliseconds for the real case (docs/formats/oscal.md).
base::Result<std::map<std::string, std::string>> oscal_documents(const Source& source);

// The texts of the law that the documents link to, by the same relative names (`rules/...`).
std::map<std::string, std::string> oscal_law_texts(const Source& source);

}  // namespace standstill::report
