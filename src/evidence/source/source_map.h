// How many sources a case has: reports and what they rest on, joined to components.
//
// Reports are nodes; so is every medium that two or more of them name as having carried the news
// while it is itself not on file. An edge joins for certain (the same text, edited, reworded or
// translated) or perhaps (grey, cites, common upstream, sister report, cannot be judged). Sources
// are counted as an interval: at least the components of all edges, at most those of the certain
// ones. Never the number of reports.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "evidence/source/direction.h"
#include "evidence/source/relation.h"

namespace standstill::evidence {

inline constexpr std::size_t kMostReports = 2'000;  // of one case

// What a person decided about a pair. It outweighs every measure.
struct Decision {
    std::string first;  // ids of reports
    std::string second;
    bool one_source = false;
    std::string by;
    std::string reason;
};

struct Edge {
    std::size_t first = 0;  // number of the report
    std::size_t second = 0;
    Verdict verdict;
    Direction direction;  // argued where one text depends on the other
    const Decision* decision = nullptr;
};

// A medium outside the file that reports rest on.
struct Upstream {
    std::string name;
    std::vector<std::size_t> reports;  // two or more
};

// A report that took its text from another and left out whom that one names.
struct DroppedAttribution {
    std::size_t report = 0;
    std::size_t source = 0;
    std::vector<std::string> names;    // in the source and not in the report
    std::vector<Attribution> instead;  // anonymous cues of the report
};

struct SourceCount {
    std::size_t certain = 0;   // at least so many independent sources
    std::size_t possible = 0;  // and at most so many

    friend bool operator==(const SourceCount&, const SourceCount&) = default;
};

struct SourceMap {
    std::vector<Edge> edges;  // of all pairs that are not plainly independent
    std::vector<Upstream> upstreams;
    std::vector<DroppedAttribution> dropped;
    SourceCount count;
    std::vector<std::size_t> source_of;  // per report: its component over all edges
    std::vector<std::size_t> text_of;    // per report: its component over the certain edges
    std::vector<std::string> reasons;    // the count in words, and every pair that waits
};

// Fails with Invalid for more than kMostReports reports, for two of one id, and for a decision on a
// report that is not there. Cost: about 0.3 ms a pair that shares anything, 1 microsecond for any
// other.
base::Result<SourceMap> map_sources(std::span<const Report* const> reports,
                                    std::span<const Decision> decisions = {},
                                    const Limits& limits = {});

}  // namespace standstill::evidence
