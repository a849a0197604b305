// FollowTheMoney lines: what is accepted is written and read back as the same graph, and answers.
#include "require.h"
#include "screening/owners/ftm.h"
#include "screening/owners/verdict.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill;
    using namespace screening::owners;
    auto graph = read_ftm(view_of(data, size), "f");
    if (!graph) return 0;
    auto again = read_ftm(write_ftm(*graph), "g");
    require(again.has_value());
    require(again->links().size() == graph->links().size());
    require(again->parties().size() == graph->parties().size());
    for (std::size_t i = 0; i < graph->links().size(); ++i)
        require(again->links()[i].share == graph->links()[i].share &&
                again->links()[i].period.from == graph->links()[i].period.from &&
                again->links()[i].period.to == graph->links()[i].period.to);
    Rule rule;
    rule.lists = {"us-ofac-sdn", "eu-fsf"};
    rule.phases = {
        {*base::parse_day("2014-08-13"), std::nullopt, State::InForce, {}, "", "", true}};
    Inquiry inquiry(*graph, rule, rule.phases[0], *base::parse_day("2024-01-01"));
    for (std::uint32_t i = 0; i < graph->parties().size() && i < 3; ++i) (void)inquiry.judge(i);
    return 0;
}
