// One search of an index: the steps that index.h proves, in their order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "screening/find/flat.h"
#include "screening/find/index.h"
#include "screening/find/memory.h"
#include "screening/find/pairs.h"

namespace standstill::screening {

struct SearchScratch::State {
    // What a name gains so far, in the query's weights and in its own (kListedParts of one).
    struct Gain {
        std::uint32_t stamp = 0;  // of the last part that found it
        std::uint32_t sum = 0;    // over parts
        std::uint32_t listed_sum = 0;
        std::uint16_t last = 0;  // of that part: similarity, and the listed gain
        std::uint16_t listed_last = 0;
    };
    // How a list pairs with the part at hand.
    struct Mark {
        std::uint32_t stamp = 0;
        std::uint16_t similarity = 0;
        std::uint16_t listed = 0;
    };
    bool remember = true;
    find::PairFinder::Scratch pairs;
    find::WordMemory memory;
    std::uint64_t index = 0;  // whose words are remembered
    std::vector<Gain> names;
    std::vector<Mark> lists;
    std::uint32_t stamp = 0;
    std::vector<std::uint32_t> candidates;
    std::vector<find::Paired> found;
    Name listed;
    // Listed names that were scored, by the lowest bits of their places: those of common words are
    // scored again and again.
    static constexpr std::uint32_t kKeptNames = 512;
    std::vector<Name> kept;
    std::vector<std::uint32_t> kept_place;
};

namespace find {

class Search {
public:
    Search(const Flat& flat, const PairFinder& pairs, std::uint64_t index, const Mode& mode,
           const Name& query, const SearchOptions& options, SearchScratch& scratch);

    std::vector<Hit> run();

private:
    using State = SearchScratch::State;

    void prepare();
    void choose_parts();
    // What each unit that covers the part pairs with; looked up once a search.
    void look_up(std::size_t part);
    void gather(std::size_t part);
    void refine(std::size_t part);
    void drop_hopeless();
    void gain(std::uint32_t name, std::uint32_t weight, std::uint16_t similarity,
              std::uint16_t listed);
    std::uint32_t bound_of(std::uint32_t name) const;
    bool is_hopeless(std::uint32_t name) const;
    template <typename Visit>
    void for_each_unit(std::size_t part, Visit visit) const;
    const Name& listed_name(std::uint32_t name);
    void score(std::uint32_t name, std::vector<Hit>& hits);
    std::vector<Hit> score_candidates();
    std::vector<Hit> score_best();

    const Flat& flat_;
    const PairFinder& pairs_;
    const Mode& mode_;
    const Name& query_;
    const SearchOptions& options_;
    SearchScratch& out_;
    State& state_;

    std::uint64_t needed_ = 0;           // least gain of a hit
    std::uint64_t open_ = 0;             // what the parts not yet looked at can add
    std::uint32_t begin_ = 0;            // the stamp before this search
    std::vector<std::size_t> sought_;    // parts through which candidates are found
    std::vector<std::size_t> left_out_;  // the others, heaviest first
    struct Found {
        bool looked_up = false;
        Run run;
        std::uint16_t openings = 0;  // similarity to first letters
    };
    std::vector<Found> units_;
};

// Best first, then by entity and number; cut to the limit.
void order_hits(std::vector<Hit>& hits, std::size_t limit);

}  // namespace find
}  // namespace standstill::screening
