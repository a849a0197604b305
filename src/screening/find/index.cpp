#include "screening/find/index.h"

#include <fmt/format.h>

#include <array>
#include <atomic>

#include "screening/find/build.h"
#include "screening/find/flat.h"
#include "screening/find/pairs.h"
#include "screening/find/search.h"
#include "screening/find/snapshot.h"
#include "screening/name/score.h"

namespace standstill::screening {

SearchScratch::SearchScratch() : state_(std::make_unique<State>()) {}
SearchScratch::~SearchScratch() = default;
SearchScratch::SearchScratch(SearchScratch&&) noexcept = default;
SearchScratch& SearchScratch::operator=(SearchScratch&&) noexcept = default;

void SearchScratch::use(find::Kernel kernel) { state_->pairs.kernel = kernel; }
void SearchScratch::remember(bool words) { state_->remember = words; }

// An index as it is searched: its arrays, and what follows from its mode.
struct Index::Opened {
    Opened(const find::Flat& arrays, const Mode& of)
        : flat(arrays), mode(of), pairs(flat, mode), number(++opened) {}
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    static inline std::atomic<std::uint64_t> opened{0};

    std::vector<char> owned;
    std::string_view bytes;
    find::Flat flat;
    Mode mode;
    find::PairFinder pairs;
    std::uint64_t number;  // tells one opened index from another; no answer depends on it
};

Index::Index(std::unique_ptr<Opened> opened) : opened_(std::move(opened)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

base::Result<Index> Index::build(const IndexContent& content) {
    auto bytes = find::build_snapshot(content);
    if (!bytes) return bytes.error();
    std::vector<char> owned = *std::move(bytes);
    auto index = open({owned.data(), owned.size()});
    if (index) index->opened_->owned = std::move(owned);  // the bytes stay where they are
    return index;
}

base::Result<Index> Index::open(std::string_view bytes) {
    auto flat = find::read_snapshot(bytes);
    if (!flat) return flat.error();
    const find::Head& head = flat->head[0];
    static const std::array<Mode, 3> kModes{standard_mode(), strict_mode(), ofac_parity_mode()};
    for (const Mode& mode : kModes) {
        if (static_cast<std::uint32_t>(mode.id) != head.mode_id) continue;
        if (mode.version != head.mode_version)
            return base::invalid(
                fmt::format("the snapshot of names was built for version {} of its mode, and this "
                            "program has `{}`; build it anew from its lists",
                            head.mode_version, label_of(mode)));
        auto opened = std::make_unique<Opened>(*flat, mode);
        opened->bytes = bytes;
        return Index(std::move(opened));
    }
    return base::invalid("the snapshot of names was built for a mode that this program lacks");
}

std::string_view Index::bytes() const { return opened_->bytes; }
const Mode& Index::mode() const { return opened_->mode; }
std::size_t Index::size() const { return opened_->flat.names(); }
std::string_view Index::header() const {
    return {opened_->flat.header.data(), opened_->flat.header.size()};
}
std::string_view Index::payload(std::uint32_t entity) const {
    const find::Flat& flat = opened_->flat;
    if (std::size_t{entity} + 1 >= flat.payload_at.size()) return {};
    return {flat.payload.data() + flat.payload_at[entity],
            flat.payload_at[entity + 1] - flat.payload_at[entity]};
}
NameText Index::name(std::uint32_t place) const { return opened_->flat.name(place); }
std::uint32_t Index::entity_of(std::uint32_t place) const { return opened_->flat.entity[place]; }

std::uint16_t Index::number_of(std::uint32_t place) const { return opened_->flat.number[place]; }

std::vector<Hit> Index::search(const Name& query, const SearchOptions& options,
                               SearchScratch& scratch) const {
    return find::Search(opened_->flat, opened_->pairs, opened_->number, opened_->mode, query,
                        options, scratch)
        .run();
}

std::vector<Hit> Index::search_all(const Name& query, const SearchOptions& options) const {
    const find::Flat& flat = opened_->flat;
    std::vector<Hit> hits;
    Name listed;
    for (std::uint32_t name = 0; name < flat.names(); ++name) {
        if (options.excluded_name == name) continue;
        analyse(flat.name(name), opened_->mode, listed);
        const std::uint32_t alike = similarity(query, listed, opened_->mode);
        if (alike >= options.threshold)
            hits.push_back({flat.entity[name], flat.number[name], name, alike});
    }
    find::order_hits(hits, options.limit);
    return hits;
}

}  // namespace standstill::screening
