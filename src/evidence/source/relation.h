// What one report is to another, with the numbers and the reason in words.
//
// The limits were set on news texts and short answers and are not sharp by nature; so between
// "depends" and "does not" lies a grey zone, which waits for a person and counts as dependent until
// somebody decides. docs/evidence-one-source.md has the measurements behind each number.
#pragma once

#include <string>
#include <vector>

#include "evidence/compare/scores.h"
#include "evidence/source/attribution.h"
#include "evidence/source/report.h"

namespace standstill::evidence {

// In the order in which they are tried: the first that holds is the relation.
enum class Relation : std::uint8_t {
    Verbatim,        // the same text
    Edited,          // the same text with changes: syndicated, shortened, corrected
    Excerpt,         // a part of the other text, word for word
    Paraphrased,     // the other text in other words
    Translated,      // the other text in another language
    Cites,           // rests on the other by its own words: "WIRED reported"
    CommonUpstream,  // both carry one statement or one agency's text
    SisterReport,    // another report of the same publisher or owner
    Independent,
    CannotJudge,  // too little text, or too little that languages have in common
};

std::string_view name_of(Relation relation);

enum class Sureness : std::uint8_t {
    Settled,  // the numbers leave no doubt
    Grey,     // a person decides; dependent until then
};

struct Verdict {
    Relation relation = Relation::Independent;
    Sureness sureness = Sureness::Settled;
    Scores scores;
    std::vector<Attribution> cited;  // cues by which either names the other's outlet
    bool first_cites = false;
    bool second_cites = false;
    std::vector<std::string> reasons;  // sentences, the deciding one first
};

// Limits, in thousandths and bits. Versioned together: a verdict that was recorded names them.
struct Limits {
    std::string_view version = "one-source/1";
    int order = 450;        // winLCS from which a text depends on another
    int order_grey = 350;   // and from which a person is asked
    int order_short = 600;  // instead of `order` for texts of less than `short_words`
    std::uint32_t short_words = 80;
    std::uint32_t least_words = 40;  // shorter texts are judged only if they are nearly the same
    int whole = 800;                 // winLCS with the words in quotations that settles it alone
    int whole_edited = 950;          // and that leaves it word for word
    int passage = 60;                // bits of a shared passage that is no chance
    int passage_share = 300;         // of the shorter text, from which the passage is the text
    int passage_grey = 40;
    int loose = 60;  // heavy rewording: bits with loose gaps, and how much of the text
    int loose_share = 500;
    int form_anchors = 40;   // bits of names, numbers and dates from which they are a witness
    int form_share = 350;    // below this share of them, the same wording is a form
    int form_passage = 200;  // unless it is as long as this
    int verbatim = 970;      // winLCS of the same text
    int edited = 350;        // 5-shingles kept by an editor, fewer by a rewriter
    int excerpt_run = 600;
    int excerpt_length = 700;      // of the longer text, thousandths
    std::uint64_t stretch = 1400;  // of the excerpt's length in which it lies there, thousandths
    std::uint32_t quotation_words = 8;  // of a shared quotation that shows an upstream
    int translated_share = 500;         // anchors in order
    int translated_bits = 60;
    int translated_share_grey = 350;
    int translated_bits_grey = 36;
};

// Deterministic, and the same relation whichever report comes first.
Verdict relate(const Report& first, const Report& second, const Limits& limits = {});

// Whether it joins two reports to one source: for certain, and until a person decides.
bool joins_for_certain(const Verdict& verdict);
bool may_join(const Verdict& verdict);

}  // namespace standstill::evidence
