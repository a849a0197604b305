// Runs the `expect` blocks of case files against the twin, and prints answers and random cases for
// a look by eye.
//
//   twin check FILE...            every difference, then "N passed, N failed"
//   twin answer FILE INSTANT      the answer, as JSON
//   twin generate KIND SEED       a random case, KIND being lawful or wild

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "expectation.h"
#include "generator.h"
#include "twin.h"

namespace {

namespace json = boost::json;

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
        const unsigned long long seed = std::stoull(words[2]);
        const json::object one =
            words[1] == "wild" ? standstill::generator::wild(seed) : standstill::generator::lawful(seed);
        std::printf("%s\n", json::serialize(one).c_str());
        return 0;
    }
    std::fprintf(stderr, "usage: twin check FILE... | answer FILE INSTANT | generate lawful|wild SEED\n");
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
