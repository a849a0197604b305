#include "evidence/source/relation.h"

#include <fmt/format.h>

#include <algorithm>

namespace standstill::evidence {

namespace {

// 859 thousandths are "85.9 %".
std::string percent(int thousandths) {
    return fmt::format("{}.{} %", thousandths / 10, thousandths % 10);
}

class Judge {
public:
    Judge(const Report& first, const Report& second, const Limits& limits)
        : first_(first), second_(second), limits_(limits) {
        verdict_.scores = score(first.reading, second.reading);
        shorter_ = std::min(scores().first_words, scores().second_words);
        longer_ = std::max(scores().first_words, scores().second_words);
        find_citations();
    }

    Verdict verdict() {
        bool decided = translated() || by_wording() || whole() || too_short() || cites() ||
                       upstream_by_passage() || grey() || upstream_by_quotation() || sister();
        if (!decided)
            decide(Relation::Independent, Sureness::Settled,
                   fmt::format("outside quotations {} of the words stand in the other in the same "
                               "order (below {}), no passage of {} bits is shared, and neither "
                               "names the other",
                               percent(scores().order), percent(limits_.order_grey),
                               limits_.passage_grey));
        note_quotations();
        return std::move(verdict_);
    }

private:
    const Scores& scores() const { return verdict_.scores; }

    bool decide(Relation relation, Sureness sureness, std::string reason) {
        verdict_.relation = relation;
        verdict_.sureness = sureness;
        verdict_.reasons.insert(verdict_.reasons.begin(), std::move(reason));
        return true;
    }
    bool settle(Relation relation, std::string reason) {
        return decide(relation, Sureness::Settled, std::move(reason));
    }
    bool ask(Relation relation, std::string reason) {
        return decide(relation, Sureness::Grey, std::move(reason) + "; a person must decide");
    }

    static bool same_outlet(const Report& a, const Report& b) {
        return is_named(a, b.outlet) || is_named(b, a.outlet);
    }

    void find_citations() {
        verdict_.first_cites = find_citations_in(first_, second_);
        verdict_.second_cites = find_citations_in(second_, first_);
    }
    bool find_citations_in(const Report& citing, const Report& cited) {
        if (cited.outlet.empty() || same_outlet(citing, cited)) return false;
        bool found = false;
        for (Attribution& attribution : attributions_of(citing.reading)) {
            if (!is_named(cited, attribution.name)) continue;
            verdict_.reasons.push_back(fmt::format("`{}` names its source: `{}`", citing.id,
                                                   citing.reading.shown(attribution.span)));
            verdict_.cited.push_back(std::move(attribution));
            found = true;
        }
        return found;
    }

    bool translated() {
        if (!scores().languages_differ) return false;
        std::string numbers = fmt::format(
            "the languages differ ({} and {}); names, numbers and dates of {} bits stand in both in "
            "the same order, {} of the text that has fewer",
            name_of(first_.reading.language), name_of(second_.reading.language),
            scores().anchor_bits, percent(scores().anchor_share));
        if (scores().anchor_bits >= limits_.translated_bits &&
            scores().anchor_share >= limits_.translated_share)
            return settle(Relation::Translated, numbers);
        if (scores().anchor_bits >= limits_.translated_bits_grey &&
            scores().anchor_share >= limits_.translated_share_grey)
            return ask(Relation::Translated, numbers);
        if (verdict_.first_cites || verdict_.second_cites) return false;
        if (scores().anchor_bits < limits_.translated_bits_grey && shorter_ < limits_.short_words)
            return settle(Relation::CannotJudge, numbers + ", too little to judge by");
        return settle(Relation::Independent, numbers);
    }

    // A part that was cut out of a quotation has its marks the wrong way round, so that what is
    // left out of the two texts differs; but nobody quotes four fifths of a report.
    bool whole() {
        std::size_t first = first_.reading.words.size();
        std::size_t second = second_.reading.words.size();
        std::size_t words = std::min(first, second);
        if (words < limits_.least_words || scores().order_with_quotations < limits_.whole ||
            scores().order_with_quotations <= scores().order)
            return false;
        bool same_length = std::max(first, second) * 10 <= words * 11;
        Relation relation = scores().order_with_quotations < limits_.whole_edited
                                ? Relation::Paraphrased
                            : same_length ? Relation::Verbatim
                                          : Relation::Excerpt;
        return settle(relation, fmt::format("with the words in quotations, {} of the shorter text "
                                            "stand in the other in the same order",
                                            percent(scores().order_with_quotations)));
    }

    bool too_short() {
        if (shorter_ >= limits_.least_words) return false;
        if (shorter_ >= 12 && scores().order >= limits_.verbatim)
            return settle(longer_ * 10 <= shorter_ * 11 ? Relation::Verbatim : Relation::Excerpt,
                          fmt::format("all {} words of the shorter text stand in the other in the "
                                      "same order",
                                      shorter_));
        if (shorter_ >= 12 && scores().order >= limits_.order_short)
            return ask(Relation::Paraphrased,
                       fmt::format("{} of only {} words outside quotations stand in the other in "
                                   "the same order",
                                   percent(scores().order), shorter_));
        if (verdict_.first_cites || verdict_.second_cites || !scores().quotations.empty())
            return false;
        return settle(Relation::CannotJudge,
                      fmt::format("only {} words outside quotations, of {} needed", shorter_,
                                  limits_.least_words));
    }

    bool by_wording() {
        int needed = shorter_ < limits_.short_words ? limits_.order_short : limits_.order;
        bool in_order = scores().order >= needed && shorter_ >= limits_.least_words;
        bool in_passages = scores().passage_bits >= limits_.passage &&
                           scores().passage_share >= limits_.passage_share &&
                           shorter_ >= limits_.least_words;
        if (!in_order && !in_passages) return false;
        if (is_form())
            return ask(Relation::CommonUpstream,
                       fmt::format("{} of the words stand in both in the same order, but of the "
                                   "names, numbers and dates only {}: a form that was filled in "
                                   "twice, or a copy of which they were changed",
                                   percent(scores().order), percent(scores().anchor_share)));
        std::string numbers =
            in_order ? fmt::format(
                           "{} of the words of the shorter text stand in the other in the "
                           "same order (limit {})",
                           percent(scores().order), percent(needed))
                     : fmt::format(
                           "{} of the shorter text lie in shared passages, the best of {} "
                           "bits (limit {})",
                           percent(scores().passage_share), scores().passage_bits, limits_.passage);
        numbers += fmt::format("; {} of its runs of five words are kept", percent(scores().run));
        return settle(kind_of_copy(), std::move(numbers));
    }

    Relation kind_of_copy() const {
        int length = static_cast<int>(std::uint64_t{shorter_} * 1000 / std::max(1U, longer_));
        if (scores().order >= limits_.verbatim && length >= 900) return Relation::Verbatim;
        if (scores().run >= limits_.excerpt_run && length < limits_.excerpt_length &&
            is_one_stretch())
            return Relation::Excerpt;
        return scores().run >= limits_.edited ? Relation::Edited : Relation::Paraphrased;
    }

    // The second witness: results of companies, filings and notices are worded alike and say other
    // things. Who copies a report keeps most of its names and numbers.
    bool is_form() const {
        return scores().anchor_total >= limits_.form_anchors &&
               scores().anchor_share < limits_.form_share &&
               scores().passage_bits < limits_.form_passage;
    }

    // Whether what is shared lies close together in the longer text: a part that was cut out, and
    // not the whole that was shortened here and there.
    bool is_one_stretch() const {
        bool first_is_longer = scores().first_words > scores().second_words;
        WordRange extent{0xFFFFFFFF, 0};
        for (const Passage& passage : scores().passages) {
            const WordRange& part = first_is_longer ? passage.first : passage.second;
            extent.first = std::min(extent.first, part.first);
            extent.last = std::max(extent.last, part.last);
        }
        return extent.last > extent.first &&
               std::uint64_t{extent.size()} * 1000 <= std::uint64_t{shorter_} * limits_.stretch;
    }

    bool cites() {
        if (!verdict_.first_cites && !verdict_.second_cites) return false;
        const Report& citing = verdict_.first_cites ? first_ : second_;
        const Report& cited = verdict_.first_cites ? second_ : first_;
        return settle(Relation::Cites,
                      fmt::format("`{}` rests on `{}` by its own words, in another "
                                  "wording ({} in the same order)",
                                  citing.id, cited.id, percent(scores().order)));
    }

    bool upstream_by_passage() {
        if (scores().passage_bits < limits_.passage || is_form()) return false;
        return settle(
            Relation::CommonUpstream,
            fmt::format("they share a passage of {} bits outside quotations, but only {} of "
                        "the shorter text: one statement or agency, or a part that was "
                        "copied",
                        scores().passage_bits, percent(scores().passage_share)));
    }

    bool upstream_by_quotation() {
        for (const QuotationPair& pair : scores().quotations) {
            const Quotation& quotation = first_.reading.quotations[pair.first];
            if (quotation.words.size() < limits_.quotation_words) continue;
            return settle(Relation::CommonUpstream,
                          fmt::format("they are worded apart and carry the same quotation: `{}`",
                                      first_.reading.shown(quotation.span)));
        }
        return false;
    }

    bool grey() {
        if (scores().order >= limits_.order_grey)
            return ask(Relation::Paraphrased,
                       fmt::format("{} of the words stand in the other in the same order, between "
                                   "{} and {}",
                                   percent(scores().order), percent(limits_.order_grey),
                                   percent(limits_.order)));
        if (scores().passage_bits >= limits_.passage_grey && !is_form())
            return ask(Relation::CommonUpstream,
                       fmt::format("they share a passage of {} bits, between {} and {}",
                                   scores().passage_bits, limits_.passage_grey, limits_.passage));
        if (!is_form() && scores().loose_bits >= limits_.loose &&
            scores().loose_share >= limits_.loose_share)
            return ask(Relation::Paraphrased,
                       fmt::format("rare words of {} bits stand in both in the same order, over {} "
                                   "of the shorter text, with many others between",
                                   scores().loose_bits, percent(scores().loose_share)));
        return false;
    }

    bool sister() {
        if (same_outlet(first_, second_) && !first_.outlet.empty())
            return settle(Relation::SisterReport,
                          fmt::format("both are of `{}`, in another wording", first_.outlet));
        if (is_same_name(first_.owner, second_.owner))
            return settle(
                Relation::SisterReport,
                fmt::format("`{}` owns both outlets; the wording is another", first_.owner));
        return false;
    }

    void note_quotations() {
        std::size_t altered = 0;
        for (const QuotationPair& pair : scores().quotations)
            if (!pair.same) ++altered;
        if (scores().quotations.empty()) return;
        verdict_.reasons.push_back(fmt::format("{} quotations stand in both, {} of them altered",
                                               scores().quotations.size(), altered));
    }

    const Report& first_;
    const Report& second_;
    const Limits& limits_;
    std::uint32_t shorter_ = 0;
    std::uint32_t longer_ = 0;
    Verdict verdict_;
};

}  // namespace

std::string_view name_of(Relation relation) {
    constexpr std::string_view kNames[] = {
        "verbatim", "edited",          "excerpt",       "paraphrased", "translated",
        "cites",    "common upstream", "sister report", "independent", "cannot judge"};
    return kNames[static_cast<std::size_t>(relation)];
}

Verdict relate(const Report& first, const Report& second, const Limits& limits) {
    return Judge(first, second, limits).verdict();
}

bool joins_for_certain(const Verdict& verdict) {
    return verdict.sureness == Sureness::Settled && verdict.relation <= Relation::Translated;
}

// What cannot be judged may be one source; only what is independent is not.
bool may_join(const Verdict& verdict) { return verdict.relation != Relation::Independent; }

}  // namespace standstill::evidence
