// The notice of section 2(g), put together from the record: the decision, the due diligence before
// it, the consideration of the factors, the reasons; and what is not known.
//
// Every claim is footnoted to its event, to the evidence with grade and hash, and to the words of
// the order. Nothing is added that is not on record. It is a draft until `use.decided` is on
// record; a person reads, corrects and signs it in any case.
#pragma once

#include "report/document.h"
#include "report/record_text.h"

namespace standstill::report {

// `answer` is the case's answer at the instant asked about.
Document notice(const review::Case& of, const review::Answer& answer);

// Chapters that reports share with the notice.
void write_parties(RecordText& text);
void write_due_diligence(RecordText& text, EventIndex before);
void write_factors(RecordText& text);
void write_reasons(RecordText& text);
void write_unknown(RecordText& text);
void write_basis(RecordText& text);

}  // namespace standstill::report
