// Invented lists of any size whose words are spread like those of real ones.
//
// A list of names is learnt from (one a line): how often each word is used, and which letter
// follows which three. From that come names of people, organisations and ships: common words by
// Zipf's law with the real ones first, and a long tail of new words spelt by the chain of letters,
// so that a list of four million has some two million distinct words. Aliases are other spellings
// of a name. The same seed gives the same list on any machine.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace standstill::benchmarks {

// splitmix64: small, and the same everywhere.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e37'79b9'7f4a'7c15U);
        z = (z ^ z >> 30) * 0xbf58'476d'1ce4'e5b9U;
        z = (z ^ z >> 27) * 0x94d0'49bb'1331'11ebU;
        return z ^ z >> 31;
    }
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    bool in(double share) { return fraction() < share; }

private:
    std::uint64_t state_;
};

struct InventedName {
    std::uint32_t entity = 0;
    char kind = 'p';  // p person, o organization, v vessel
    std::string text;
};

class InventedList {
public:
    InventedList(const std::vector<std::string>& learnt_from, std::uint64_t seed);

    // The names of the next entity, the primary one first.
    void next(std::vector<InventedName>& out);
    // One of them with one or two letters wrong, words in another order or one left out.
    std::string misspelt(std::string_view name);

private:
    struct Pool {
        std::vector<std::string> words;  // the most common first
        double exponent = 1;
    };
    void learn(const std::string& word, std::unordered_map<std::string, std::uint32_t>& use);
    const std::string& drawn(const Pool& pool);
    std::string new_word();
    void fill(Pool& pool, std::size_t size);
    std::string person();
    std::string organization();

    Chance chance_;
    std::unordered_map<std::string, std::array<std::uint32_t, 27>> chain_;
    std::vector<std::size_t> lengths_;
    Pool given_, family_, business_;
    std::uint32_t entity_ = 0;
};

}  // namespace standstill::benchmarks
