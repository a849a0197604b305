// Lists made ready to be asked, and the asking.
//
// A Screener is made once of one or several list versions and never changes; a new version makes a
// new Screener, which the holder swaps in while others still ask the old one. Any thread may ask.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "screening/find/index.h"
#include "screening/list/import.h"
#include "screening/screen/report.h"

namespace standstill::screening {

struct Asking {
    Mode mode = standard_mode();
    std::uint32_t threshold = 0;  // 0: the mode's own
    std::size_t limit = 20;       // hits shown; the others are counted
};

class Screener {
public:
    // Entries of several lists that are one entity become one (screening/list/combine.h). Fails as
    // Index::build does.
    // Cost: some 100 ms for 100,000 names.
    static base::Result<Screener> make(std::span<const ListVersion* const> lists);
    // What bytes() once gave, in place; the bytes must outlive the screener. Fails as Index::open.
    static base::Result<Screener> open(std::string_view bytes);
    ~Screener();
    Screener(Screener&&) noexcept;
    Screener& operator=(Screener&&) noexcept;

    // What a snapshot depends on beside the lists: format, mode and tables. Others were made by
    // another program.
    static std::string made_by();
    // To be kept, and opened again in milliseconds.
    std::string_view bytes() const;

    // Every entity of which a name reaches the threshold, and those that share an identifier; the
    // strongest first: similarity and the points of qualifiers added, then the least likely by
    // chance, then by id.
    Report screen(const Query& query, const Asking& asking = {}) const;

    const std::vector<SearchedList>& searched() const;
    // NotFound: no list has it.
    base::Result<Entity> entity(std::string_view id) const;

private:
    struct State;
    explicit Screener(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace standstill::screening
