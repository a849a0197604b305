// The short way of fold(): ASCII, one table look-up a byte.
#include "screening/name/fold.h"
#include "screening/name/fold_words.h"

namespace standstill::screening {

void fold(std::string_view text, std::size_t most, Folded& out) {
    const std::string_view looked = text.substr(0, kLongestName);
    for (const char c : looked) {
        if (static_cast<unsigned char>(c) >= 0x80) return fold_any(text, most, out);
    }
    out.text.assign(looked);
    out.letters.clear();
    out.words.clear();
    out.notes = {};
    out.comma = false;
    out.notes.cut = looked.size() < text.size();
    WordBuilder words(out, most);
    for (std::size_t i = 0; i < looked.size(); ++i) {
        const auto c = static_cast<unsigned char>(looked[i]);
        const char next = i + 1 < looked.size() ? looked[i + 1] : ' ';
        words.ascii(c, i, i + 1, is_ascii_word(static_cast<unsigned char>(next)));
    }
    words.finish();
}

}  // namespace standstill::screening
