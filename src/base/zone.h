// A time zone as data: the list of its offsets, each with the instant from which it holds.
//
// Answers are a pure function of their inputs, so the zone is an input as well: whoever stands at
// the edge derives the table once from the system's zone database (IANA), and a bundle carries it
// along. Nothing in here reads a file or a clock.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace standstill::base {

class ZoneTable {
public:
    struct Span {
        Instant from;                 // first instant with this offset
        std::chrono::seconds offset;  // local time minus UTC
    };

    // Spans must be ascending; the first one holds for all earlier instants too. Fails with Invalid
    // otherwise.
    static Result<ZoneTable> create(std::string name, std::vector<Span> spans);
    static ZoneTable utc();

    const std::string& name() const { return name_; }
    const std::vector<Span>& spans() const { return *spans_; }

    std::chrono::seconds offset_at(Instant instant) const;
    Day day_of(Instant instant) const;
    // 00:00 of the day: the first instant of it where midnight is skipped, the first of two where
    // it is repeated.
    Instant start_of(Day day) const;
    // The same, but the second of two where midnight is repeated.
    Instant latest_start_of(Day day) const;
    std::string print(Instant instant) const { return to_string(instant, offset_at(instant)); }

    // One line a span, `<seconds since 1970> <offset seconds>`, after a line with the name: what a
    // bundle keeps.
    std::string serialise() const;
    static Result<ZoneTable> parse(std::string_view text);

private:
    ZoneTable(std::string name, std::vector<Span> spans)
        : name_(std::move(name)),
          spans_(std::make_shared<const std::vector<Span>>(std::move(spans))) {}

    std::string name_;
    std::shared_ptr<const std::vector<Span>> spans_;  // by all copies
};

}  // namespace standstill::base
