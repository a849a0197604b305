// Entities in the words of FollowTheMoney (followthemoney.tech, model 4), for programs that speak
// it.
#pragma once

#include <boost/json/object.hpp>

#include "screening/list/entity.h"

namespace standstill::screening {

// `id`, `caption`, `schema`, `properties`, `datasets`. What the model has no property for (kind of
// a product, programs) stands in `keywords` and `notes`.
boost::json::object to_ftm(const Entity& entity);

// "Person", "Organization", ...; a product is an `Asset`, an unknown kind a `LegalEntity`.
std::string_view ftm_schema(EntityKind kind);
// Unknown for a schema that is none of ours or says as little.
EntityKind kind_of_ftm_schema(std::string_view schema);

}  // namespace standstill::screening
