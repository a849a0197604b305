#include "screening/quality_files.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace standstill::quality {
namespace {

// One record; false at the end.
bool record(std::string_view text, std::size_t& at, std::vector<std::string>& fields) {
    fields.assign(1, {});
    if (at >= text.size()) return false;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"') {
                fields.back() += c;
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                fields.back() += text[++at];
            } else {
                quoted = false;
            }
        } else if (c == '"' && fields.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            fields.emplace_back();
        } else if (c == '\n') {
            ++at;
            return true;
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    return true;
}

std::string contents(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) stop("cannot read " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

void stop(const std::string& message) { throw std::runtime_error(message); }

std::vector<Row> read_csv(const std::string& path, std::vector<std::string> columns) {
    const std::string text = contents(path);
    std::vector<Row> rows;
    std::vector<std::string> fields;
    for (std::size_t at = 0; record(text, at, fields);) {
        if (fields.size() == 1 && fields[0].empty()) continue;
        if (!fields[0].empty() && fields[0][0] == '#') continue;
        if (columns.empty()) {
            columns = fields;
            continue;
        }
        Row row;
        for (std::size_t i = 0; i < columns.size() && i < fields.size(); ++i) {
            row[columns[i]] = fields[i];
        }
        rows.push_back(row);
    }
    return rows;
}

double number_of(const std::string& text) {
    double out = 0;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, out).ptr != end) stop("`" + text + "` is no number");
    return out;
}

std::vector<std::string> read_lines(const std::string& path) {
    std::ifstream in(path);
    if (!in) stop("cannot read " + path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

screening::EntityKind kind_of_schema(std::string_view schema) {
    using screening::EntityKind;
    if (schema == "Person" || schema == "individual") return EntityKind::Person;
    if (schema == "Company" || schema == "Organization" || schema == "PublicBody" ||
        schema == "entity") {
        return EntityKind::Organization;
    }
    if (schema == "Vessel" || schema == "vessel") return EntityKind::Vessel;
    if (schema == "Airplane" || schema == "aircraft") return EntityKind::Aircraft;
    return EntityKind::Unknown;
}

}  // namespace standstill::quality
