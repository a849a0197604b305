// The public register of cases as a document for people: beside the file that proves it.
#pragma once

#include <span>

#include "report/document.h"
#include "report/public.h"

namespace standstill::report {

// `file` is the name of the register's file, which the page says how to check.
Document public_page(std::span<const PublicCase> cases, const Whole& log, const std::string& file);

}  // namespace standstill::report
