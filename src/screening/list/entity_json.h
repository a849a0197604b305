// An entity as JSON: what hits, snapshots and lists kept on disk carry. Empty fields are left out;
// what is written is read back as the same entity. The format: docs/formats/screening-report.md.
#pragma once

#include <boost/json/object.hpp>

#include "base/result.h"
#include "screening/list/entity.h"

namespace standstill::screening {

boost::json::object to_json(const Entity& entity);
// The same as text, after what is in `out`. Cost: linear in the text, without objects in between.
void append_json(const Entity& entity, std::string& out);

// Fails with Invalid and names the key.
base::Result<Entity> entity_from_json(const boost::json::value& json);

base::Result<EntityKind> entity_kind(std::string_view name);
base::Result<NameKind> name_kind(std::string_view name);

}  // namespace standstill::screening
