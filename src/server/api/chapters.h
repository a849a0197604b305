// The parts of the interface, each a list of operations over what they share.
#pragma once

#include <memory>
#include <vector>

#include "server/api/log_tree.h"
#include "server/api/metrics.h"
#include "server/api/operation.h"
#include "server/api/recording.h"
#include "server/api/webhooks.h"

namespace standstill::server::api {

// What handlers share. It lives as long as the last of them, the router's.
struct State {
    explicit State(Site& of);

    Site& site;
    Programs programs;
    LogTree tree;
    std::shared_ptr<Metrics> metrics;
    Webhooks webhooks;
};
using Shared = std::shared_ptr<State>;

std::vector<Operation> case_operations(const Shared& state);     // /api/cases
std::vector<Operation> gate_operations(const Shared& state);     // /api/gate, the keys
std::vector<Operation> log_operations(const Shared& state);      // /log
std::vector<Operation> feed_operations(const Shared& state);     // /feeds, duties
std::vector<Operation> webhook_operations(const Shared& state);  // /api/webhooks
std::vector<Operation> match_operations(const Shared& state);    // /api/match, /api/entities
std::vector<Operation> service_operations(const Shared& state);  // /health, /metrics

// /admin/webhooks, for administrators at a browser.
void add_webhook_pages(Doors& doors, const Shared& state);

// Every operation of the interface, in the order of the description.
std::vector<Operation> all_operations(const Shared& state);
// Every pack at hand, compiled by itself.
std::vector<std::shared_ptr<const law::Program>> all_programs(review::Library& library);

}  // namespace standstill::server::api
