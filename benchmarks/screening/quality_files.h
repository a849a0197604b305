// Reading the files of the quality bench.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "screening/list/entity.h"

namespace standstill::quality {

using Row = std::map<std::string, std::string>;  // by column

// CSV with quotes; with `columns` empty the first row names them. Lines that begin with # are left
// out. Throws, for main() to catch, if the file cannot be read.
std::vector<Row> read_csv(const std::string& path, std::vector<std::string> columns = {});

std::vector<std::string> read_lines(const std::string& path);

screening::EntityKind kind_of_schema(std::string_view schema);

double number_of(const std::string& text);

// Throws, for main() to catch.
[[noreturn]] void stop(const std::string& message);

}  // namespace standstill::quality
