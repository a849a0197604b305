// What changed between two aligned pieces of text, by kind.
//
// A copy that says "would not confirm" where its source said "did not confirm" is a different
// claim. Each difference is found by words and their places alone, without any understanding: so
// what is found is there to see, and what is not found may still be a change of meaning.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/compare/align.h"

namespace standstill::evidence {

enum class DriftKind : std::uint8_t {
    Number,       // another number, or one that is missing
    Date,         // another day, month or year
    Name,         // a name that became another, or is missing
    Negation,     // a denial more or less
    Modality,     // did, would, may, must, reportedly, believed
    Attribution,  // said by another, or by nobody any more
    Quotation,    // words in quotation marks that are not the same
};

std::string_view name_of(DriftKind kind);

struct Drift {
    DriftKind kind = DriftKind::Number;
    Span first;         // empty if it stands only in the second text
    Span second;        // so
    std::string words;  // "`did not` became `would not`"

    friend bool operator==(const Drift&, const Drift&) = default;
};

// Of one aligned piece, words of both texts, in the order of the kinds above. Where one side only
// lacks something, that is said too: a copy that loses a number is not false, but it is less.
std::vector<Drift> drift_between(const Reading& first, WordRange first_words, const Reading& second,
                                 WordRange second_words);

// Of all aligned sentences.
std::vector<Drift> drift_of(const Reading& first, const Reading& second,
                            const std::vector<AlignedSentences>& aligned);

}  // namespace standstill::evidence
