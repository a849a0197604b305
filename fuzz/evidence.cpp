// Two reports of any bytes, with ||| between them, are read and compared: nothing crashes, every
// place lies in the text, and the verdict does not depend on which report comes first.
#include <cstdint>
#include <string>

#include "evidence/compare/drift.h"
#include "evidence/source/relation.h"
#include "evidence/source/source_map.h"
#include "require.h"

using namespace standstill;
using namespace standstill::evidence;

namespace {

void require_places(const Reading& reading) {
    auto inside = [&](Span span) {
        require(span.begin <= span.end && span.end <= reading.text.size());
    };
    std::uint32_t last = 0;
    for (const Word& word : reading.words) {
        inside(word.span);
        require(word.span.begin >= last);
        last = word.span.end;
    }
    for (const Sentence& sentence : reading.sentences) inside(sentence.span);
    for (const Quotation& quotation : reading.quotations) inside(quotation.span);
    for (const Anchor& anchor : reading.anchors) inside(anchor.span);
    for (const Attribution& attribution : attributions_of(reading)) inside(attribution.span);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    std::size_t cut = bytes.find("|||");
    Report first;
    first.id = "first";
    first.outlet = "Outlet";
    first.reading = *read_text(bytes.substr(0, cut));
    Report second;
    second.id = "second";
    second.reading = *read_text(cut == std::string::npos ? bytes : bytes.substr(cut + 3));
    require_places(first.reading);
    require_places(second.reading);
    Marks marks;
    Marker().mark(first.reading.text, marks);
    require(marks.words == marks_of(first.reading, Quoted::Kept).words);
    Verdict verdict = relate(first, second);
    Verdict turned = relate(second, first);
    require(verdict.relation == turned.relation && verdict.sureness == turned.sureness);
    const Report* reports[] = {&first, &second};
    auto map = map_sources(reports);
    require(map.has_value() && map->count.certain <= map->count.possible);
    if (auto aligned = align(first.reading, second.reading))
        for (const Drift& drift : drift_of(first.reading, second.reading, *aligned))
            require(drift.first.end <= first.reading.text.size() &&
                    drift.second.end <= second.reading.text.size() && !drift.words.empty());
    return 0;
}
