// Verify: the proof that an event is in the log, step by step, and how to check it without us.
#include <fmt/format.h>

#include <charconv>

#include "ledger/event.h"
#include "ledger/proof.h"
#include "ledger/tree.h"
#include "server/api/log_tree.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

// Events; a larger log is written by `standstill export`, not on request.
constexpr std::uint64_t kMostBundled = 100'000;

// The way from the leaf to the root as RFC 6962, section 2.1.1, has it: which side each hash is on.
json::array steps_of(ledger::LeafIndex leaf, ledger::TreeSize size, base::Digest hash,
                     const ledger::Digests& proof) {
    json::array out;
    std::uint64_t index = ledger::number(leaf), last = ledger::number(size) - 1;
    for (const base::Digest& sibling : proof) {
        bool is_left = (index & 1) != 0 || index == last;
        if (is_left) {
            hash = ledger::node_hash(sibling, hash);
            while (index != 0 && (index & 1) == 0) index >>= 1, last >>= 1;
        } else {
            hash = ledger::node_hash(hash, sibling);
        }
        index >>= 1, last >>= 1;
        out.push_back(json::object{{"number", out.size() + 1},
                                   {"side", is_left ? "left" : "right"},
                                   {"sibling", base::to_hex(sibling)},
                                   {"gives", base::to_hex(hash)}});
    }
    return out;
}

// The entry that was asked for, by its index in the log; without one the newest of the case.
base::Result<ledger::StoredEvent> entry_of(const CaseVisit& visit) {
    auto stored = visit.site.office.log().stream(visit.view.of().id);
    if (!stored) return stored.error();
    if (stored->empty()) return base::fail(base::ErrorKind::NotFound, "the case has no entries");
    auto asked = visit.request.parameter("event");
    if (!asked || asked->empty()) return std::move(stored->back());
    std::uint64_t index = 0;
    auto [end, error] = std::from_chars(asked->data(), asked->data() + asked->size(), index);
    if (error == std::errc{} && end == asked->data() + asked->size())
        for (ledger::StoredEvent& one : *stored)
            if (ledger::number(one.index) == index) return std::move(one);
    return base::fail(base::ErrorKind::NotFound,
                      fmt::format("entry `{}` of the log is none of this case", *asked));
}

base::Status fill_proof(api::LogTree& tree, const CaseVisit& visit, Page& page) {
    page.title = "Verify";
    page.template_name = "cases/verify";
    page.current = "verify";
    page.intro =
        "Proof that an event is in the log, checkable by anybody, without this server and "
        "without trusting it.";
    json::object& data = page.data = status_data(visit);
    auto entry = entry_of(visit);
    data["found"] = entry.has_value();
    data["case_id"] = visit.view.of().id;
    data["self"] = "/cases/" + http::encode(visit.view.of().id) + "/verify";
    data["timeline_url"] = visit.words.page("timeline");
    data["register_url"] = "/register/" + http::encode(visit.view.of().id);
    data["key"] = ledger::to_string(visit.site.office.key());
    data["may_take"] = identity::may(visit.caller, identity::Permission::ReadEntries);
    if (!entry) {
        page.mistakes.push_back(entry.error().message);
        page.status = 404;
        return base::Done{};
    }
    auto head = visit.site.office.sign_head();
    if (!head) return head.error();
    auto proof = tree.inclusion(entry->index, head->size);
    if (!proof) return proof.error();
    auto text = ledger::print_log_proof({std::nullopt, entry->index, *proof, head->note});
    if (!text) return text.error();
    auto checked =
        ledger::verify_inclusion(entry->index, head->size, entry->leaf, *proof, head->root);
    data["checked"] = checked.has_value();
    data["index"] = ledger::number(entry->index);
    data["size"] = ledger::number(head->size);
    data["bytes"] = entry->bytes;
    data["leaf"] = base::to_hex(entry->leaf);
    data["root"] = base::to_hex(head->root);
    data["note"] = head->note;
    data["proof"] = *text;
    data["steps"] = steps_of(entry->index, head->size, entry->leaf, *proof);
    data["step_count"] = counted(proof->size(), "step", "steps");
    auto event = ledger::parse_event(entry->bytes);
    data["type"] = event ? event->type : "";
    data["recorded_at"] = event ? base::to_string(event->at) : "";
    data["version"] = event ? event->ver : 0;
    return base::Done{};
}

}  // namespace

http::Response give_bundle(const Site& site, const identity::Caller& caller) {
    auto made = site.office.bundle(kMostBundled);
    if (!made)
        return show_problem(site, caller, 503, "The bundle cannot be made now",
                            made.error().message);
    http::Response out;
    out.body = std::move(made->bytes);
    out.with("Content-Type", "application/x-tar");
    out.with("Content-Disposition", "attachment; filename=\"standstill.bundle.tar\"");
    return out;
}

Fill fill_verify(std::shared_ptr<api::LogTree> tree) {
    return [tree = std::move(tree)](const CaseVisit& visit, Page& page) {
        return fill_proof(*tree, visit, page);
    };
}

}  // namespace standstill::server::pages
