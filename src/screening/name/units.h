// Makes the units of a name.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screening/name/name.h"

namespace standstill::screening {

// A word or phrase of the name that the lexicon knows.
struct Found {
    std::uint32_t symbol = 0;
    std::uint8_t first = 0;
    std::uint8_t count = 1;
    std::uint16_t cost = 0;

    SymbolClass symbol_class() const { return static_cast<SymbolClass>(symbol >> 24); }
};

// A word in another script, and how it can be read.
struct ForeignWord {
    std::u32string letters;
    std::vector<std::string> readings;
};

// Whether a symbol of this class says anything of what bears the name.
bool applies(SymbolClass symbol_class, EntityKind kind);

class UnitMaker {
public:
    UnitMaker(Name& name, const Mode& mode) : name_(name), mode_(mode) {}

    void find_symbols();  // from the letters as written, before they are read
    void read_foreign();  // gives foreign parts their first reading
    void make_units();    // after roles and weights are known

    std::span<const Found> symbols() const { return {found_.data(), found_size_}; }

private:
    void phrases_from(std::size_t first);
    void add_symbols(std::size_t first, std::size_t count, std::uint64_t hash);
    void abbreviation(std::size_t at);
    void drop_covered();
    void add(const Found& found);

    void texts();
    void stems(std::size_t at);
    void initials();
    void joined();
    void compounds(std::size_t at);
    void read_symbols(std::size_t at);
    void readings_of(std::size_t at);  // further readings of a foreign part
    void skeletons();
    void skeletons_from(std::size_t first);
    void sound_unit(UnitKind kind, std::size_t first, std::size_t count, std::string_view text,
                    std::span<const std::uint64_t> keys, std::uint16_t cost);
    void acronym();
    void written_initials();
    bool joins(std::size_t at) const;
    void text_unit(UnitKind kind, std::size_t first, std::size_t count, std::string_view letters,
                   std::uint16_t cost);
    void key_unit(UnitKind kind, std::size_t first, std::size_t count, std::uint64_t key);

    static constexpr std::size_t kMostFound = 128;
    Name& name_;
    const Mode& mode_;
    std::array<Found, kMostFound> found_;
    std::size_t found_size_ = 0;
    std::vector<ForeignWord> foreign_;  // one a part, if any is foreign
};

}  // namespace standstill::screening
