// All names of one or several lists, searched exactly: search() returns every listed name whose
// score reaches the threshold and no other, as if each had been scored.
//
// An index is built for one mode and is one flat run of bytes, which is its snapshot as well
// (docs/formats/screening-snapshot.md): opening one reads nothing but its head, its checksum and
// its numbers. It never changes; a new version of a list is a new index (holder.h).
//
// Why nothing is lost
//   Let q be the query, n a listed name, and gain(u, v) = weight of the parts of q that u covers *
//   pair(u, v), in thousandths. score.h promises: the score of n is at most upper_bound(G), where G
//   is the sum of the gains of disjoint pairings, and upper_bound() does not fall; least_gain(t) is
//   the least G with which it reaches t.
//   1. Disjoint units cover a part at most once, so G <= sum over the parts p of w(p) * best(p, n),
//      best(p, n) being the most that pair(u, v) is for any unit u of q that covers p and any v of
//      n.
//   2. best(p, n) <= most(p), the most that pair() gives any unit that covers p; at most 1000.
//   3. Leave out a set L of parts whose w(p) * most(p) sum to less than least_gain(t). A name in
//      which no part outside L pairs with anything has G < least_gain(t), so it is no hit. The
//      others are found through the parts outside L alone.
//   4. For each such part every listed unit with pair() > 0 is found: by key through a table of
//      keys, by sound through sounds.h, which is exact for edit_bound(). So best(p, n) is known
//      exactly for every name that a posting names, and is 0 for the others.
//   5. A name is dropped only when the sum of 1, with most(p) for parts not yet looked at, is below
//      least_gain(t). What is left is scored by similarity() itself.
//   A mode that does not score by units has least_gain() 0; then every name is scored.
// tests/screening/find_index_test.cpp compares with scoring every name.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "screening/find/kernel.h"
#include "screening/name/mode.h"
#include "screening/name/name.h"

namespace standstill::screening {

namespace find {
class Search;
}  // namespace find

// One name of a list, and whose it is.
struct ListedText {
    NameText name;
    std::uint32_t entity = 0;  // running number of the entity, over all lists of the index
    std::uint16_t number = 0;  // of the name within the entity
};

struct IndexContent {
    std::span<const ListedText> names;
    Mode mode;
    std::string_view header;                     // carried as it is: which lists, their digests
    std::span<const std::string_view> payloads;  // carried as they are, one an entity; or none
};

struct Hit {
    std::uint32_t entity = 0;
    std::uint16_t number = 0;
    std::uint32_t name = 0;  // its place in the index
    std::uint32_t similarity = 0;

    friend bool operator==(const Hit&, const Hit&) = default;
};

struct SearchOptions {
    std::uint32_t threshold = 700;
    std::size_t limit = 0;                       // of hits, the best ones; 0: all
    std::optional<std::uint32_t> excluded_name;  // as if this place of the index were empty
};

// Buffers of one thread, and what it remembers of words it has met. Grows to what the largest
// search needs; remembered words are bounded. Belongs to one index at a time and may change.
class SearchScratch {
public:
    SearchScratch();
    ~SearchScratch();
    SearchScratch(SearchScratch&&) noexcept;
    SearchScratch& operator=(SearchScratch&&) noexcept;

    // For tests and measurements: which kernel, and whether words are remembered.
    void use(find::Kernel kernel);
    void remember(bool words);

    // Of the last search: how many names had a posting, and how many were scored.
    std::size_t met = 0;
    std::size_t scored = 0;

private:
    friend class find::Search;
    struct State;
    std::unique_ptr<State> state_;
};

class Index {
public:
    // Fails with Invalid where there is more than an index holds (2^31 names, 4 GiB of text), or an
    // entity that no payload is for.
    static base::Result<Index> build(const IndexContent& content);
    // Reads a snapshot in place; the bytes must outlive the index. Fails with Corrupt where they
    // are none, are cut or do not check, and with Invalid where their format or the version of
    // their mode is not that of this program. Cost: one run over the bytes.
    static base::Result<Index> open(std::string_view bytes);

    Index(Index&&) noexcept;
    Index& operator=(Index&&) noexcept;
    ~Index();

    // The snapshot.
    std::string_view bytes() const;

    const Mode& mode() const;
    std::size_t size() const;  // names
    std::string_view header() const;
    std::string_view payload(std::uint32_t entity) const;  // empty if there are none
    NameText name(std::uint32_t place) const;
    std::uint32_t entity_of(std::uint32_t place) const;
    std::uint16_t number_of(std::uint32_t place) const;

    // The best first; equals by entity, then number. The query was analysed in the mode of the
    // index. Safe for any number of threads, each with its own scratch.
    std::vector<Hit> search(const Name& query, const SearchOptions& options,
                            SearchScratch& scratch) const;
    // The same by scoring every name: the reference. Cost: a microsecond or more a name.
    std::vector<Hit> search_all(const Name& query, const SearchOptions& options) const;

private:
    struct Opened;
    explicit Index(std::unique_ptr<Opened> opened);
    std::unique_ptr<Opened> opened_;
};

}  // namespace standstill::screening
