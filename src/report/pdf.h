// A document as PDF, ready for paper: sheets of US Letter with page numbers, an outline, links
// between claims and notes, and the structure that readers of screens need.
//
// Cairo draws, Pango shapes; any script has its letters as far as the machine has fonts, which is
// the one thing this room takes from the machine. The dates inside are the instant of the document,
// never a clock's: the same document and the same fonts give the same bytes. Cairo 1.16 tags text,
// headings, lists and tables; it marks neither language nor artifacts, so the file is tagged and
// not PDF/UA. The HTML of the same document is the one to read with assistive technology.
#pragma once

#include <string>

#include "base/result.h"
#include "report/document.h"

namespace standstill::report {

// Cost: some milliseconds a page; the text is laid out twice, since a sheet says how many there
// are. Fails with Unavailable where the machine has no font. Any thread may call.
base::Result<std::string> to_pdf(const Document& document);

}  // namespace standstill::report
