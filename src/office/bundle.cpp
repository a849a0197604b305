#include "office/bundle.h"

#include <fmt/format.h>

#include <vector>

#include "ledger/bundle.h"
#include "review/case_log.h"

namespace standstill::office {

namespace {

constexpr std::size_t kPage = 10'000;

base::Result<std::vector<std::string>> entries_of(const ledger::EventLog& log, std::uint64_t size) {
    std::vector<std::string> out;
    while (out.size() < size) {
        auto page = log.read(ledger::LeafIndex{out.size()}, kPage);
        if (!page) return page.error();
        if (page->empty())
            return base::fail(base::ErrorKind::Corrupt, "the log ends before its size");
        for (ledger::StoredEvent& event : *page)
            if (out.size() < size) out.push_back(std::move(event.bytes));
    }
    return out;
}

// The zones and packs that the cases were answered in.
base::Status add_cases(Folder& folder, review::Library& library, const review::ZoneSource& zones,
                       ledger::BundleContent& content) {
    auto streams = folder.log().streams();
    if (!streams) return streams.error();
    for (const std::string& id : *streams) {
        auto of = review::case_from_log(folder.log(), id, library, zones);
        // A stream of the office holds no case.
        if (!of && of.error().kind == base::ErrorKind::NotFound) continue;
        if (!of) return of.error();
        content.zones.emplace(of->record.zone.name(), of->record.zone.serialise());
        auto kept = folder.keep_rules(library.files(), *of->program);
        if (!kept) return kept;
    }
    auto rules = folder.kept_rules();
    if (!rules) return rules.error();
    content.rules = std::move(*rules);
    return base::Done{};
}

}  // namespace

base::Result<Bundle> bundle_of(Folder& folder, review::Library& library,
                               const review::ZoneSource& zones,
                               const ledger::StoredCheckpoint& head, std::uint64_t most) {
    std::uint64_t size = ledger::number(head.size);
    if (size > most)
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("the log has {} events, more than {} are not put into one "
                                      "answer; use `standstill export`",
                                      size, most));
    auto bytes = entries_of(folder.log(), size);
    if (!bytes) return bytes.error();
    ledger::BundleContent content;
    auto added = add_cases(folder, library, zones, content);
    if (!added) return added.error();
    std::vector<std::string_view> entries(bytes->begin(), bytes->end());
    content.entries = entries;
    content.checkpoint = head.note;
    auto earlier = folder.log().checkpoints();
    if (!earlier) return earlier.error();
    // One that was signed while we read lies beyond what we read.
    for (const ledger::StoredCheckpoint& checkpoint : *earlier)
        if (checkpoint.note != head.note && checkpoint.size <= head.size)
            content.earlier_checkpoints.push_back(checkpoint.note);
    content.keys.push_back(folder.key().verifier());
    auto made = ledger::make_bundle(content, folder.key());
    if (!made) return made.error();
    return Bundle{std::move(*made), size};
}

}  // namespace standstill::office
