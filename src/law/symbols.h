// Words as numbers: each distinct word of packs and records is kept once.
//
// A table may stand on another one: a record's table stands on its program's, so that the words of
// the law have the same numbers in every case. Numbers never leave the process.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace standstill::law {

using Symbol = std::uint32_t;
inline constexpr Symbol kNoSymbol = 0xFFFFFFFF;

class Symbols {
public:
    explicit Symbols(const Symbols* below = nullptr)
        : below_(below), base_(below != nullptr ? below->size() : 0) {}
    // The index has views of the words, so a copy makes its own; a moved deque keeps its words
    // where they are.
    Symbols(const Symbols& other) : below_(other.below_), base_(other.base_), words_(other.words_) {
        index_.reserve(words_.size());
        for (std::size_t i = 0; i < words_.size(); ++i)
            index_.emplace(words_[i], base_ + static_cast<Symbol>(i));
    }
    Symbols& operator=(const Symbols& other) {
        Symbols copy(other);
        return *this = std::move(copy);
    }
    Symbols(Symbols&&) noexcept = default;
    Symbols& operator=(Symbols&&) noexcept = default;
    ~Symbols() = default;

    Symbol intern(std::string_view word) {
        Symbol known = find(word);
        if (known != kNoSymbol) return known;
        words_.emplace_back(word);
        Symbol symbol = base_ + static_cast<Symbol>(words_.size() - 1);
        index_.emplace(words_.back(), symbol);
        return symbol;
    }
    // kNoSymbol where the word is not known.
    Symbol find(std::string_view word) const {
        if (below_ != nullptr) {
            Symbol known = below_->find(word);
            if (known != kNoSymbol) return known;
        }
        auto found = index_.find(word);
        return found == index_.end() ? kNoSymbol : found->second;
    }
    const std::string& word(Symbol symbol) const {
        return symbol < base_ ? below_->word(symbol) : words_[symbol - base_];
    }
    Symbol size() const { return base_ + static_cast<Symbol>(words_.size()); }

private:
    const Symbols* below_;
    Symbol base_;
    std::deque<std::string> words_;  // a deque keeps the views of the index valid
    std::unordered_map<std::string_view, Symbol> index_;
};

}  // namespace standstill::law
