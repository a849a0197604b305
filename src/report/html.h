// A document as HTML: semantic elements, notes linked both ways, no script and no inline style.
#pragma once

#include <string>
#include <string_view>

#include "report/document.h"

namespace standstill::report {

// The body, without the title: headings begin at `first_level` (2 under a page's own h1).
std::string to_html(const Document& document, int first_level = 2);
// A whole page that needs nothing else, for a file.
std::string to_html_page(const Document& document);
// The style of both, for screen and paper; classes begin with `paper`.
std::string_view paper_style();

}  // namespace standstill::report
