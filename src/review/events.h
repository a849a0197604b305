// The events of a case as they were written, kept small.
//
// A case is held in several copies while it is written to (office/warm_case.h), and hardly anybody
// reads the words of its events: the law reads the record. So an event is kept as a run of bytes
// that all copies share, and becomes a tree again when somebody looks at it, once.
//
// Copying costs a pointer an event. Several threads may read the same events, of one copy or of
// several; adding needs the copy alone. A reference stays good as long as a copy with the event.
#pragma once

#include <atomic>
#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/document.h"

namespace standstill::review {

class Events {
public:
    class Iterator;

    void push_back(const base::Node& event);
    // The same event as in the other list, without reading it.
    void push_same(const Events& other, std::size_t index) {
        kept_.push_back(other.kept_[index]);
        bytes_ += kept_.back()->packed.size();
    }

    std::size_t size() const { return kept_.size(); }
    bool empty() const { return kept_.empty(); }
    const base::Node& operator[](std::size_t index) const { return kept_[index]->look(); }
    const base::Node& front() const { return (*this)[0]; }
    const base::Node& back() const { return (*this)[size() - 1]; }
    Iterator begin() const;
    Iterator end() const;
    // The tree made anew, not kept: for those who look once.
    base::Node read(std::size_t index) const;
    std::vector<base::Node> all() const;
    // What is written in them, in bytes.
    std::size_t bytes() const { return bytes_; }

private:
    struct Kept {
        explicit Kept(const base::Node& event);
        ~Kept();
        Kept(const Kept&) = delete;
        Kept& operator=(const Kept&) = delete;
        const base::Node& look() const;

        std::string packed;
        mutable std::atomic<const base::Node*> seen{nullptr};  // owned
    };
    std::vector<std::shared_ptr<const Kept>> kept_;
    std::size_t bytes_ = 0;
};

class Events::Iterator {
public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = base::Node;
    using difference_type = std::ptrdiff_t;
    using pointer = const base::Node*;
    using reference = const base::Node&;

    Iterator() = default;
    Iterator(const Events* events, std::size_t at)
        : events_(events), at_(static_cast<difference_type>(at)) {}

    reference operator*() const { return (*events_)[static_cast<std::size_t>(at_)]; }
    pointer operator->() const { return &**this; }
    reference operator[](difference_type n) const { return *(*this + n); }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this += -1; }
    Iterator operator++(int) { return std::exchange(*this, *this + 1); }
    Iterator operator--(int) { return std::exchange(*this, *this - 1); }
    Iterator& operator+=(difference_type n) {
        at_ += n;
        return *this;
    }
    Iterator& operator-=(difference_type n) { return *this += -n; }
    friend Iterator operator+(Iterator it, difference_type n) { return it += n; }
    friend Iterator operator+(difference_type n, Iterator it) { return it += n; }
    friend Iterator operator-(Iterator it, difference_type n) { return it -= n; }
    friend difference_type operator-(Iterator a, Iterator b) { return a.at_ - b.at_; }
    friend bool operator==(Iterator a, Iterator b) { return a.at_ == b.at_; }
    friend auto operator<=>(Iterator a, Iterator b) { return a.at_ <=> b.at_; }

private:
    const Events* events_ = nullptr;
    difference_type at_ = 0;
};

inline Events::Iterator Events::begin() const { return {this, 0}; }
inline Events::Iterator Events::end() const { return {this, size()}; }

}  // namespace standstill::review
