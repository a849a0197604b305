// Graphs in one line of text, for tests: "X 50 A; A 50 B; Y 25-50 A". A small letter is a person:
// nobody owns one.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/text.h"
#include "screening/owners/verdict.h"

namespace standstill::screening::owners {

inline Graph world(std::string_view stakes, std::string_view blocked = "",
                   std::string_view complete = "") {
    Graph graph;
    for (const std::string& one : base::split(stakes, ';')) {
        std::vector<std::string> words = base::split(base::folded(one), ' ');
        if (words.size() != 3) continue;
        Link link;
        link.owner = graph.party(words[0]);
        link.asset = graph.party(words[2]);
        if (auto kind = parse_link_kind(words[1]); kind)
            link.kind = *kind;
        else
            link.share = words[1] == "?" ? kUnknownShare : *parse_range(words[1]);
        EXPECT_TRUE(graph.add(link)) << one;
    }
    for (Party& party : graph.parties())
        if (party.id[0] >= 'a') party.kind = EntityKind::Person;
    for (const std::string& id : base::split(base::folded(blocked), ' '))
        if (!id.empty()) graph.parties()[graph.party(id)].lists.push_back({"given", {}, true, ""});
    for (const std::string& id : base::split(base::folded(complete), ' '))
        if (!id.empty()) graph.parties()[graph.party(id)].has_all_holders = true;
    return graph;
}

inline base::Day day(std::string_view text) { return *base::parse_day(text); }

inline const Rule& fifty() {
    static const Rule rule = [] {
        Rule made;
        made.id = "fifty";
        made.lists = {"given", "us-ofac-sdn"};
        made.phases = {{day("2014-08-13"), std::nullopt, State::InForce, {}, "", "a test", true}};
        return made;
    }();
    return rule;
}

inline Verdict verdict(const Graph& graph, std::string_view party,
                       std::string_view on = "2026-01-01", const Rule& rule = fifty()) {
    return Inquiry(graph, rule, *rule.on(day(on)), day(on)).judge(*graph.find(party));
}

}  // namespace standstill::screening::owners
