#include "server/pages/register_book.h"

#include <algorithm>

#include "base/text.h"
#include "report/public.h"
#include "review/case_log.h"

namespace standstill::server::pages {

namespace {

constexpr std::size_t kPage = 1'024;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// The title in the facts of an opening; empty where there is none.
std::string title_of(std::string_view bytes) {
    auto event = ledger::parse_event(bytes);
    if (!event) return "";
    const boost::json::value* header = event->facts.if_contains("header");
    if (header == nullptr || !header->is_object()) return "";
    const boost::json::value* title = header->get_object().if_contains("title");
    return title != nullptr && title->is_string() ? std::string(title->get_string()) : "";
}

}  // namespace

base::Status RegisterBook::take(const ledger::StoredEvent& stored) {
    auto event = ledger::scan_event(stored.bytes);
    if (!event) return base::fail(base::ErrorKind::Corrupt, event.error().message);
    auto found = cases_.find(event->stream);
    if (found == cases_.end()) {
        if (event->type != review::kCaseOpened) return base::Done{};
        found = cases_.emplace(std::string(event->stream), Entry{}).first;
        found->second.title = title_of(stored.bytes);
    }
    Entry& entry = found->second;
    ++entry.events;
    if (event->type == "contract.reported") entry.is_reported = true;
    for (std::size_t i = 0; i < report::acts().size(); ++i)
        if (report::acts()[i].kind == event->type) entry.acts |= 1U << i;
    return base::Done{};
}

base::Status RegisterBook::catch_up() {
    while (true) {
        auto page = log_.read(ledger::LeafIndex{next_}, kPage);
        if (!page) return page.error();
        for (const ledger::StoredEvent& event : *page) {
            auto taken = take(event);
            if (!taken) return taken;
            ++next_;
        }
        if (page->size() < kPage) return base::Done{};
    }
}

base::Result<RegisterList> RegisterBook::find(std::string_view words, std::size_t offset,
                                              std::size_t limit) {
    std::lock_guard lock(mutex_);
    auto read = catch_up();
    if (!read) return read.error();
    std::vector<std::string> wanted;
    for (const std::string& word : base::split(base::folded(words), ' '))
        if (!word.empty()) wanted.push_back(lower(word));
    RegisterList out;
    out.size = next_;
    for (const auto& [id, entry] : cases_) {
        std::string title = entry.is_reported ? entry.title : "";
        std::string text = id + " " + lower(title);
        bool matches = std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
            return text.find(word) != std::string::npos;
        });
        if (!matches) continue;
        if (out.total >= offset && out.rows.size() < limit)
            out.rows.push_back({id, std::move(title), entry.events, entry.acts});
        ++out.total;
    }
    return out;
}

}  // namespace standstill::server::pages
