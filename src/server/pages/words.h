// How pages say things: days and instants, offices, events, reasons; and where words link to.
//
// Days are days of the case's own zone. Everything returned is plain text or an address; the
// template escapes it.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "review/answer.h"
#include "review/case.h"

namespace standstill::server::pages {

namespace json = boost::json;

// October 8, 2024
std::string day_words(base::Day day);
// "1 day", "3 days"
std::string counted(std::uint64_t n, std::string_view one, std::string_view many);
// With a capital first letter.
std::string sentence_case(std::string text);
// "contract.stop-work-ordered" as "Contract stop-work ordered".
std::string kind_words(std::string_view kind);
// "owed_by" as "owed by".
std::string field_words(std::string_view field);
// Why something is not known, as the end of "unknown, because ...".
std::string reason_words(std::string_view reason);
// B2 as "usually reliable source; probably true" (Admiralty code). Empty for what is none.
std::string grade_words(std::string_view grade);
// The address, if it is one that a page may link to (http, https), else empty.
std::string safe_url(std::string_view url);
// `2(g)` as `2-g`: an id for a fragment.
std::string fragment(std::string_view text);

// The unit of a law that a citation names, on its page; empty where no pack has it.
std::string law_url(const law::Program& program, std::string_view cite);

// How pages speak of one case at one instant.
class Words {
public:
    // `at` is what ?at= said, empty for now: links between pages of the case keep it.
    Words(const review::Case& of, base::Instant when, std::string at)
        : of_(of), when_(when), at_(std::move(at)) {}

    std::string instant(base::Instant instant) const;  // October 8, 2024, 12:00 (-04:00)
    std::string day(base::Instant instant) const;
    std::string due(base::Instant due) const;  // a due midnight is the end of the day before
    // "88 days left", "overdue by 3 days", "due today"; empty without a date.
    std::string time_left(const review::Duty& duty) const;
    std::string office(const std::string& id) const;
    std::string law(std::string_view cite) const { return law_url(*of_.program, cite); }
    // The words of the order that were applied for a citation, or of its unit; may be empty.
    std::string quote(std::string_view cite) const;
    // /cases/ID/NAME?at=...#FRAGMENT; `name` empty for the overview.
    std::string page(std::string_view name, std::string_view fragment = "") const;

    // How many events are on record at the instant.
    std::uint32_t visible() const;
    // {index, title, day, url}; an index below 0 gives {}.
    json::object event_link(std::int32_t event) const;
    json::array event_links(const std::vector<std::int32_t>& events) const;
    // The same, with who, when, the fields in order, evidence, note and marking.
    json::object event(std::int32_t event) const;
    // {cite, law_url, says}
    json::object line(std::string_view cite, std::string_view says) const;
    json::object duty(const review::Duty& duty) const;
    json::array duties(const std::vector<review::Duty>& duties) const;

    const review::Case& of() const { return of_; }
    base::Instant when() const { return when_; }
    const std::string& at() const { return at_; }

private:
    const review::Case& of_;
    base::Instant when_;
    std::string at_;
};

}  // namespace standstill::server::pages
