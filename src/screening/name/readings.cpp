#include "screening/name/readings.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>

namespace standstill::screening {
namespace {

// Transliterators are not safe to share between threads, and slow to make.
icu::Transliterator* any_latin() {
    thread_local const std::unique_ptr<icu::Transliterator> one = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
            "Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        return U_SUCCESS(status) != 0 ? std::move(made) : nullptr;
    }();
    return one.get();
}

}  // namespace

std::string plain_reading(std::string_view word) {
    icu::Transliterator* const latin = any_latin();
    if (latin == nullptr) return {};
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
    latin->transliterate(text);
    std::string out;
    for (std::int32_t i = 0; i < text.length(); ++i) {
        const char16_t c = text[i];
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9')) out += static_cast<char>(c);
    }
    return out;
}

}  // namespace standstill::screening
