// The passes that make a Reading, each over what the ones before it found.
#pragma once

#include "evidence/text/reading.h"

namespace standstill::evidence {

void read_words(Reading& reading);       // words and the language
void read_sentences(Reading& reading);   // needs words
void read_quotations(Reading& reading);  // needs words; marks the quoted ones
void read_anchors(Reading& reading);     // needs words and sentences

// The words whose first byte is in the span.
WordRange words_in(const Reading& reading, Span span);

}  // namespace standstill::evidence
