// The invented family of reports in tests/data/evidence/family: one article, and what was made of
// it.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "evidence/source/report.h"

namespace standstill::evidence {

// A report by the name of its file: "spun".
inline Report family_report(const std::string& name) {
    std::ifstream file("tests/data/evidence/family/" + name + ".txt");
    if (!file) throw std::runtime_error("no report `" + name + "`");
    Report report;
    report.id = name;
    std::string line;
    while (std::getline(file, line) && !line.empty()) {
        std::string value = line.substr(line.find(": ") + 2);
        if (line.starts_with("Outlet: ")) report.outlet = value;
        if (line.starts_with("Owner: ")) report.owner = value;
        if (line.starts_with("Published: ")) report.published = *base::parse_day(value);
    }
    std::ostringstream rest;
    rest << file.rdbuf();
    report.reading = *read_text(rest.str());
    return report;
}

inline Report report_of(const std::string& id, const std::string& text) {
    Report report;
    report.id = id;
    report.reading = *read_text(text);
    return report;
}

}  // namespace standstill::evidence
