#include "screening/list/entity.h"

namespace standstill::screening {

std::string_view name_of(EntityKind kind) {
    switch (kind) {
        case EntityKind::Unknown:
            return "unknown";
        case EntityKind::Person:
            return "person";
        case EntityKind::Organization:
            return "organization";
        case EntityKind::Vessel:
            return "vessel";
        case EntityKind::Aircraft:
            return "aircraft";
        case EntityKind::Product:
            return "product";
    }
    return "unknown";
}

std::string_view name_of(NameKind kind) {
    switch (kind) {
        case NameKind::Primary:
            return "primary";
        case NameKind::Alias:
            return "alias";
        case NameKind::WeakAlias:
            return "weak-alias";
        case NameKind::Former:
            return "former";
        case NameKind::Code:
            return "code";
    }
    return "alias";
}

}  // namespace standstill::screening
