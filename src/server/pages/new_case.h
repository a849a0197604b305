// A new case, asked for in steps: the agency, the contract, the tool and its furnishing chain, the
// sources at hand, and the scope test of section 5(b) as plain questions. What was answered becomes
// a header and events, which open the case in one act.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/case.h"
#include "server/pages/form_reader.h"
#include "server/pages/form_writer.h"

namespace standstill::server::pages {

enum class Step { Agency, Contract, Tool, Sources, Scope, Review };
inline constexpr int kSteps = 6;
std::string_view title_of(Step step);
std::string_view word_of(Step step);       // as in the form: `agency`
Step step_of_word(std::string_view word);  // Agency where it is none
// The step on whose page an input stands.
Step step_of_input(std::string_view input);

// The pack whose scope test is asked.
inline constexpr std::string_view kIntakeLaw = "eo-14093";

// "ICE contract with Paragon Solutions (US)" as `ice-contract-with-paragon-solutions-us`.
std::string case_id_of(std::string_view title);

struct Intake {
    base::Node header;
    std::vector<base::Node> events;
    Mistakes mistakes;
};

// Reads all that was answered so far.
Intake read_intake(const law::Program& program, const base::ZoneTable& zone, const Acting& acting,
                   const http::Fields& fields);
// The same, tried: what only the doors of case and record know is among the mistakes.
struct TriedIntake {
    Intake intake;
    std::optional<review::Case> opened;  // where there are no mistakes
};
TriedIntake try_intake(const law::Program& program, const base::ZoneTable& zone,
                       const Acting& acting, const http::Fields& fields, review::Library& library,
                       const review::ZoneSource& zones, base::Instant now);

// The controls of a step.
boost::json::array controls_of(Step step, const law::Program& program, const Acting& acting,
                               const http::Fields& fields, const Mistakes& mistakes);

}  // namespace standstill::server::pages
