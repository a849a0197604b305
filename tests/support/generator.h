// Random case records for the tests, the same for a seed on every machine.
//
// Every case is well formed by docs/record.md: instants that never go back, no field later than its
// event's `at` unless the table says "future", evidence ids that are unique, enumerations that
// exist. What a case says is another matter.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace standstill::generator {

// A full lawful life of a case, with random agency, zone and dates, after none to several mistakes
// or turns of events.
boost::json::object lawful(std::uint64_t seed);

// A random sequence of up to 40 events of all kinds, close together, so that equal instants, same
// days and the ends of 72 hours and 7 days are hit often.
boost::json::object wild(std::uint64_t seed);

// Instants at which a reading may go wrong: the events themselves, moments before and after, the
// ends of clocks.
std::vector<std::string> interesting_instants(const boost::json::object& case_file,
                                              std::uint64_t seed);

}  // namespace standstill::generator
