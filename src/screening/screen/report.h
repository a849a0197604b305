// What screening found, and what was searched.
//
// A report names every list with its version, the mode and the threshold, also where nothing was
// found: "no hit" is a statement about those and about nothing else. Every hit carries the
// explanation from which its score is computed again (screening/name/explain.h). Format of the
// JSON: docs/formats/screening-report.md.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/instant.h"
#include "base/result.h"
#include "screening/list/entity.h"
#include "screening/name/explain.h"
#include "screening/name/mode.h"
#include "screening/name/name.h"
#include "screening/screen/qualifiers.h"
#include "screening/screen/query.h"

namespace standstill::screening {

// One list as it was searched.
struct SearchedList {
    std::string list;
    std::string title;
    std::optional<base::Day> published;
    base::Digest digest;  // of the bytes it was imported from
    std::string format;
    std::size_t entities = 0;
    std::size_t names = 0;

    friend bool operator==(const SearchedList&, const SearchedList&) = default;
};

// A name of the same entity that is a hit too, but less alike than the one shown.
struct OtherName {
    std::string text;
    std::uint32_t similarity = 0;

    friend bool operator==(const OtherName&, const OtherName&) = default;
};

struct ExplainedHit {
    Entity entity;
    std::size_t name = 0;          // of entity.names, the most alike
    std::uint32_t similarity = 0;  // 0 to 1000
    std::int32_t surprise = 0;     // hundredths; screening/name/score.h
    bool by_identifier = false;    // an identifier agrees: a hit under any name
    Explanation explanation;       // of the similarity of the names
    Qualified qualified;
    std::vector<OtherName> others;
    // Why a person should look twice: the entry is known to be somebody else's name.
    std::vector<std::string> cautions;
};

struct Report {
    Query query;
    Mode mode;
    std::uint32_t threshold = 0;
    NameNotes notes;  // what had to be done to the name before it could be read
    std::vector<SearchedList> searched;
    std::vector<ExplainedHit> hits;  // the strongest first (order() in screener.h)
    std::size_t left_off = 0;        // hits beyond the limit that was asked for
};

// 972 as "0.972", 1000 as "1.000".
std::string thousandths(std::uint32_t value);

boost::json::object to_json(const SearchedList& list);
boost::json::object to_json(const Report& report);

// For a reviewer: a paragraph a hit, with its reasons where `explained`; ends with what was
// searched.
std::string to_text(const Report& report, bool explained);

// The columns of a CSV of reports, and the rows of one: one a hit, one without a hit.
std::string csv_header();
std::string to_csv(const Report& report);

// FollowTheMoney entities of the hits, one JSON object a line, with the score in the context.
std::string to_ftm(const Report& report);

// Computes every hit of a report's JSON again, from the JSON alone. Conflict: a score or a pairing
// comes out otherwise; names the hit. Invalid: it is no report.
base::Result<std::size_t> replay_report(const boost::json::value& json);

}  // namespace standstill::screening
