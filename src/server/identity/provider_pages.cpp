// Signing in by an identity provider: the way there and the way back.
#include "server/identity/page_support.h"

namespace standstill::server::identity {

void add_provider_pages(Doors& doors) { static_cast<void>(doors); }

}  // namespace standstill::server::identity
