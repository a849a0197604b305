#include "evidence/source/citation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace standstill::evidence {

namespace {

bool touches(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

// A source of the report by one edge, if the direction is known.
std::vector<std::size_t> sources_of(const SourceMap& map, std::size_t report) {
    std::vector<std::size_t> sources;
    for (const Edge& edge : map.edges) {
        if (edge.verdict.relation > Relation::Translated) continue;
        if (edge.first == report && edge.direction.origin == Origin::Second)
            sources.push_back(edge.second);
        if (edge.second == report && edge.direction.origin == Origin::First)
            sources.push_back(edge.first);
    }
    return sources;
}

// Where the touched sentences stand in an earlier text.
struct Found {
    WordRange own;
    WordRange earlier;
};
std::optional<Found> find_in(const Reading& earlier, const Reading& own, Span span) {
    auto aligned = align(earlier, own);
    if (!aligned) return std::nullopt;
    std::optional<Found> found;
    for (const AlignedSentences& pair : *aligned) {
        if (!touches(second_span(own, pair), span)) continue;
        if (!found) found = Found{second_words(own, pair), first_words(earlier, pair)};
        found->own.last = second_words(own, pair).last;
        found->earlier.last = first_words(earlier, pair).last;
    }
    return found;
}

// The one with no source that has it too; of several the first by date and then by number.
bool is_earlier(const Report& a, const Report& b) {
    return a.published && (!b.published || *a.published < *b.published);
}

}  // namespace

base::Result<Citation> cite(std::span<const Report* const> reports, const SourceMap& map,
                            std::size_t report, Span span) {
    if (report >= reports.size())
        return base::invalid(fmt::format("there is no report {} among {}", report, reports.size()));
    const Reading& own = reports[report]->reading;
    auto in_span = [&](const Word& word) { return touches(word.span, span); };
    bool has_words = span.begin < span.end && std::ranges::any_of(own.words, in_span);
    if (!has_words)
        return base::invalid(fmt::format("no word stands at {} to {} of `{}`", span.begin, span.end,
                                         reports[report]->id));
    Citation citation;
    citation.report = report;
    citation.span = span;
    std::vector<bool> seen(reports.size());
    seen[report] = true;
    std::vector<std::size_t> open = {report};
    std::optional<Found> best;
    while (!open.empty()) {
        std::size_t at = open.back();
        open.pop_back();
        for (std::size_t source : sources_of(map, at)) {
            if (seen[source]) continue;
            seen[source] = true;
            open.push_back(source);
            auto found = find_in(reports[source]->reading, own, span);
            if (!found) continue;
            if (best && !is_earlier(*reports[source], *reports[citation.report])) continue;
            best = found;
            citation.report = source;
        }
    }
    if (!best) {
        citation.reasons.push_back("no earlier text on file has this passage");
        return citation;
    }
    const Reading& earlier = reports[citation.report]->reading;
    citation.span = earlier.span_of(best->earlier);
    citation.drift = drift_between(earlier, best->earlier, own, best->own);
    citation.reasons.push_back(
        fmt::format("`{}` took this passage from `{}`, which is cited instead", reports[report]->id,
                    reports[citation.report]->id));
    for (const Drift& drift : citation.drift) {
        bool quotation = drift.kind == DriftKind::Quotation;
        if (quotation) citation.faithful = Faithful::Refused;
        if (!quotation && citation.faithful == Faithful::Yes) citation.faithful = Faithful::Changed;
        citation.reasons.push_back(fmt::format("{}: {}", name_of(drift.kind), drift.words));
    }
    return citation;
}

}  // namespace standstill::evidence
