// Runs the `expect` blocks of case files against the twin, and prints answers and random cases for
// a look by eye.
//
//   twin check FILE...            every difference, then "N passed, N failed"
//   twin answer FILE INSTANT      the answer, as JSON
//   twin generate KIND SEED       a random case, KIND being lawful or wild
//   twin survey KIND FROM COUNT   what random cases reach, and whether the answers agree with
//                                 themselves: a gate that is open since T was shut just before T

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "expectation.h"
#include "generator.h"
#include "twin.h"
#include "twin_time.h"

namespace {

namespace json = boost::json;

json::object generate(const std::string& kind, std::uint64_t seed) {
    return kind == "wild" ? standstill::generator::wild(seed) : standstill::generator::lawful(seed);
}

int check(const std::vector<std::string>& files) {
    int passed = 0;
    int failed = 0;
    for (const std::string& file : files) {
        const json::object one = standstill::expectation::load_case(file);
        bool is_right = true;
        for (const json::value& entry : one.at("expect").as_array()) {
            const std::string at(entry.at("at").as_string());
            const json::object answer = standstill::twin::answer(one, at);
            for (const std::string& difference :
                 standstill::expectation::differences(entry.as_object(), answer)) {
                std::printf("%s at %s: %s\n", file.c_str(), at.c_str(), difference.c_str());
                is_right = false;
            }
        }
        (is_right ? passed : failed) += 1;
    }
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}

std::string word(const json::object& object, const char* key) {
    return std::string(object.at(key).as_string());
}

// The answers of one case over time; false where two of them contradict each other.
bool is_consistent(const json::object& one, const std::string& at, const json::object& answer) {
    const json::value& opens = answer.at("opens_at");
    if (opens.is_null()) {
        return word(answer, "use") != "permitted";
    }
    const auto open = standstill::twin::parse_instant(word(answer, "opens_at"));
    const auto now = standstill::twin::parse_instant(at);
    const auto& zone = standstill::twin::find_zone(word(one, "zone"));
    const auto use_at = [&](standstill::twin::Instant instant) {
        return word(standstill::twin::answer(one, standstill::twin::print_instant(instant, zone)),
                    "use");
    };
    if (word(answer, "use") == "permitted") {
        return open <= now && use_at(open) == "permitted" &&
               use_at(open - std::chrono::milliseconds{1}) != "permitted";
    }
    for (const json::value& event : one.at("record").as_array()) {
        const auto entered = standstill::twin::parse_instant(word(event.as_object(), "at"));
        if (entered > now && entered <= open) {
            return true;  // Something happens first; the forecast is not tested.
        }
    }
    return open > now && use_at(open) == "permitted" &&
           use_at(open - std::chrono::milliseconds{1}) == "refused";
}

int survey(const std::string& kind, std::uint64_t from, std::uint64_t count) {
    std::map<std::string, int> seen;
    int contradictions = 0;
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        const json::object one = generate(kind, seed);
        std::set<std::string> reached;
        for (const std::string& at : standstill::generator::interesting_instants(one, seed)) {
            const json::object answer = standstill::twin::answer(one, at);
            ++seen["answers"];
            reached.insert("use " + word(answer, "use"));
            reached.insert("procurement " + word(answer, "procurement"));
            for (const json::value& reason : answer.at("because").as_array()) {
                reached.insert("because " + word(reason.as_object(), "cite"));
            }
            if (answer.at("because").as_array().size() == 1 && word(answer, "use") == "refused") {
                reached.insert("because only " +
                               word(answer.at("because").as_array()[0].as_object(), "cite"));
            }
            for (const json::value& duty : answer.at("duties").as_array()) {
                reached.insert("duty " + word(duty.as_object(), "cite") + " " +
                               word(duty.as_object(), "state"));
            }
            for (const json::value& defect : answer.at("defects").as_array()) {
                reached.insert("defect " + word(defect.as_object(), "cite"));
            }
            if (word(answer, "use") == "refused" && !answer.at("opens_at").is_null()) {
                reached.insert("use refused, opens later");
            }
            if (!is_consistent(one, at, answer)) {
                std::printf("%s %llu at %s contradicts itself\n", kind.c_str(),
                            static_cast<unsigned long long>(seed), at.c_str());
                ++contradictions;
            }
        }
        for (const std::string& what : reached) {
            ++seen[what];
        }
    }
    for (const auto& [what, times] : seen) {
        std::printf("%8d  %s\n", times, what.c_str());
    }
    return contradictions == 0 ? 0 : 1;
}

int run(const std::vector<std::string>& words) {
    if (words.size() >= 2 && words[0] == "check") {
        return check({words.begin() + 1, words.end()});
    }
    if (words.size() == 3 && words[0] == "answer") {
        const json::object one = standstill::expectation::load_case(words[1]);
        std::printf("%s\n", json::serialize(standstill::twin::answer(one, words[2])).c_str());
        return 0;
    }
    if (words.size() == 3 && words[0] == "generate") {
        std::printf("%s\n", json::serialize(generate(words[1], std::stoull(words[2]))).c_str());
        return 0;
    }
    if (words.size() == 4 && words[0] == "survey") {
        return survey(words[1], std::stoull(words[2]), std::stoull(words[3]));
    }
    std::fprintf(stderr,
                 "usage: twin check FILE... | answer FILE INSTANT | generate KIND SEED | survey "
                 "KIND FROM COUNT\n");
    return 2;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run({words + 1, words + count});
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "twin: %s\n", failure.what());
        return 2;
    }
}
