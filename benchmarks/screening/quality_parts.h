// The measurements, one a file; each prints to the standard output and returns 0.
#pragma once

#include <string>

namespace standstill::quality {

struct Options {
    bool rows = false;             // print every row
    std::string half;              // "tune" or "test": only that half
    std::string scorers = "ours";  // or "all"
};

int pairs(const std::string& cases, const std::string& peer, const Options& options);
int heldout(const std::string& queries, const std::string& names, const std::string& clean,
            const Options& options);
int alerts(const std::string& positives, const std::string& names, const std::string& clean,
           const Options& options);
int cross_script(const std::string& pairs, const std::string& clean, const Options& options);
int many(const std::string& names, const std::string& one, const Options& options);
int show(const std::string& query, const std::string& listed, const std::string& schema);
int parity(const std::string& observed, const Options& options);

}  // namespace standstill::quality
