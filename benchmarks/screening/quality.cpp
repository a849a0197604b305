// How good the matcher is, on files that are named on the command line:
//
//   standstill-screening-quality pairs CASES.csv [PEER_SCORES.csv] [--rows]
//   standstill-screening-quality heldout QUERIES.csv NAMES.csv CLEAN.csv
//   standstill-screening-quality alerts POSITIVES.csv NAMES.csv CLEAN.csv
//   standstill-screening-quality crossscript PAIRS.csv CLEAN.csv
//   standstill-screening-quality many NAMES.txt "ONE NAME"
//   standstill-screening-quality parity OBSERVED.csv
//   standstill-screening-quality explain "NAME" "LISTED NAME" [SCHEMA]
//
// benchmarks/screening/README.md says what each file holds and what is printed.
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "screening/quality_files.h"
#include "screening/quality_parts.h"

namespace standstill::quality {
namespace {

int run(int count, char** arguments) {
    std::vector<std::string> words(arguments + 1, arguments + count);
    Options options;
    std::vector<std::string> files;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--rows") {
            options.rows = true;
        } else if (words[i] == "--half" && i + 1 < words.size()) {
            options.half = words[++i];
        } else if (words[i] == "--scorers" && i + 1 < words.size()) {
            options.scorers = words[++i];
        } else {
            files.push_back(words[i]);
        }
    }
    if (files.size() >= 2 && files[0] == "pairs") {
        return pairs(files[1], files.size() > 2 ? files[2] : "", options);
    }
    if (files.size() == 4 && files[0] == "heldout")
        return heldout(files[1], files[2], files[3], options);
    if (files.size() == 4 && files[0] == "alerts")
        return alerts(files[1], files[2], files[3], options);
    if (files.size() == 3 && files[0] == "crossscript")
        return cross_script(files[1], files[2], options);
    if (files.size() == 3 && files[0] == "many") return many(files[1], files[2], options);
    if (files.size() >= 3 && files[0] == "explain") {
        return show(files[1], files[2], files.size() > 3 ? files[3] : "Person");
    }
    if (files.size() == 2 && files[0] == "parity") return parity(files[1], options);
    stop("usage: see the head of benchmarks/screening/quality.cpp");
}

}  // namespace
}  // namespace standstill::quality

int main(int count, char** arguments) {
    try {
        return standstill::quality::run(count, arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
