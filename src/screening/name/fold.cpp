// The long way of fold(): any text.
#include "screening/name/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <span>

#include "screening/name/fold_tables.h"
#include "screening/name/fold_words.h"

namespace standstill::screening {
namespace {

enum class What : std::uint8_t { Gap, Ascii, Letter, Apostrophe };

struct Item {
    char32_t code = 0;
    std::uint32_t at = 0;
    std::uint32_t end = 0;
    What what = What::Gap;
    UScriptCode script = USCRIPT_COMMON;
};

const UNormalizer2* casefold() {
    static const UNormalizer2* const one = [] {
        UErrorCode status = U_ZERO_ERROR;
        return unorm2_getNFKCCasefoldInstance(&status);
    }();
    return one;
}

const UNormalizer2* decompose() {
    static const UNormalizer2* const one = [] {
        UErrorCode status = U_ZERO_ERROR;
        return unorm2_getNFDInstance(&status);
    }();
    return one;
}

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

bool is_mark(char32_t code) {
    const auto type = u_charType(static_cast<UChar32>(code));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

// Scripts whose marks are accents or optional vowels; in all others a mark is a letter's part.
bool drops_marks(UScriptCode script) {
    return script == USCRIPT_INHERITED || script == USCRIPT_COMMON || script == USCRIPT_LATIN ||
           script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC || script == USCRIPT_ARABIC ||
           script == USCRIPT_HEBREW || script == USCRIPT_ARMENIAN || script == USCRIPT_GEORGIAN;
}

UScriptCode script_of(char32_t code) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(code), &status);
}

// At most 18 units come of one character.
struct Expansion {
    std::array<UChar, 40> units{};
    std::int32_t size = 0;
};

Expansion normalized(const UNormalizer2* how, std::span<const UChar> text) {
    Expansion out;
    UErrorCode status = U_ZERO_ERROR;
    out.size =
        unorm2_normalize(how, text.data(), static_cast<std::int32_t>(text.size()), out.units.data(),
                         static_cast<std::int32_t>(out.units.size()), &status);
    if (U_FAILURE(status) != 0) out.size = 0;
    return out;
}

class Reading {
public:
    Reading(std::string_view text, Folded& out) : text_(text), out_(out) {}

    void run() {
        std::size_t i = 0;
        while (i < text_.size()) {
            const std::size_t at = i;
            UChar32 code = 0;
            const auto size = static_cast<std::int32_t>(text_.size());
            auto position = static_cast<std::int32_t>(i);
            U8_NEXT(bytes_of(text_), position, size, code);
            i = static_cast<std::size_t>(position);
            const auto begin = static_cast<std::uint32_t>(out_.text.size());
            if (code < 0) {
                out_.notes.malformed = true;
                out_.text += "\xef\xbf\xbd";
                continue;
            }
            out_.text.append(text_.substr(at, i - at));
            one(static_cast<char32_t>(code), begin, static_cast<std::uint32_t>(out_.text.size()));
        }
    }

    std::vector<Item>& items() { return items_; }

private:
    void one(char32_t code, std::uint32_t at, std::uint32_t end) {
        if (code < 0x80) {
            const auto c = static_cast<unsigned char>(code);
            marks_ = 0;
            last_ = is_ascii_word(c) ? USCRIPT_LATIN : USCRIPT_COMMON;
            items_.push_back({code, at, end, What::Ascii, last_});
            return;
        }
        if (is_invisible(code)) {
            if (code != 0x200c && code != 0x200d) out_.notes.invisible = true;
            return;
        }
        if (is_apostrophe(code)) {
            items_.push_back({code, at, end, What::Apostrophe});
            return;
        }
        if (is_mark(code)) {
            if (++marks_ > kMostMarks) {
                out_.notes.marks = true;
                return;
            }
            if (drops_marks(last_)) return;
        } else {
            marks_ = 0;
        }
        expand(code, at, end);
    }

    void expand(char32_t code, std::uint32_t at, std::uint32_t end) {
        std::array<UChar, 2> units{};
        std::int32_t count = 0;
        U16_APPEND_UNSAFE(units.data(), count, static_cast<UChar32>(code));
        const Expansion folded =
            normalized(casefold(), {units.data(), static_cast<std::size_t>(count)});
        std::int32_t i = 0;
        while (i < folded.size) {
            UChar32 one_folded = 0;
            const std::int32_t from = i;
            U16_NEXT(folded.units.data(), i, folded.size, one_folded);
            letter(static_cast<char32_t>(one_folded),
                   {folded.units.data() + from, static_cast<std::size_t>(i - from)}, at, end);
        }
    }

    void letter(char32_t code, std::span<const UChar> units, std::uint32_t at, std::uint32_t end) {
        if (code < 0x80) {
            last_ = USCRIPT_LATIN;
            items_.push_back({code, at, end, What::Ascii, last_});
            return;
        }
        const auto wide = static_cast<UChar32>(code);
        if (const std::int32_t digit = u_charDigitValue(wide); digit >= 0) {
            items_.push_back({U'0' + static_cast<char32_t>(digit), at, end, What::Ascii});
            return;
        }
        const bool mark = is_mark(code) || u_charType(wide) == U_COMBINING_SPACING_MARK;
        if (u_isalpha(wide) == 0 && !mark) {
            last_ = USCRIPT_COMMON;
            items_.push_back({code, at, end, What::Gap});
            return;
        }
        const UScriptCode script = script_of(code);
        if (!mark) last_ = script;
        if (script == USCRIPT_LATIN || script == USCRIPT_COMMON) {
            latin(code, units, at, end);
        } else if (!mark || !drops_marks(last_)) {
            items_.push_back({code, at, end, What::Letter, script});
        }
    }

    void latin(char32_t code, std::span<const UChar> units, std::uint32_t at, std::uint32_t end) {
        if (const std::string_view usual = usual_letters(code); !usual.empty()) {
            for (const char c : usual) {
                items_.push_back({static_cast<char32_t>(c), at, end, What::Ascii, USCRIPT_LATIN});
            }
            return;
        }
        const Expansion plain = normalized(decompose(), units);
        std::int32_t i = 0;
        while (i < plain.size) {
            UChar32 part = 0;
            U16_NEXT(plain.units.data(), i, plain.size, part);
            if (is_mark(static_cast<char32_t>(part))) continue;
            if (part < 0x80) {
                items_.push_back(
                    {static_cast<char32_t>(part), at, end, What::Ascii, USCRIPT_LATIN});
            }
            // A Latin letter that nothing spells in a-z (a click, a modifier) is left out.
        }
    }

    std::string_view text_;
    Folded& out_;
    std::vector<Item> items_;
    UScriptCode last_ = USCRIPT_COMMON;
    std::size_t marks_ = 0;
};

bool is_letter(const Item& item) {
    return item.what == What::Letter ||
           (item.what == What::Ascii && is_ascii_word(static_cast<unsigned char>(item.code)));
}

// Puts look-alikes right within one run of letters.
void settle(std::span<Item> run, NameNotes& notes) {
    std::size_t latin = 0;
    std::size_t foreign = 0;
    std::size_t foreign_alike = 0;
    for (const Item& item : run) {
        if (item.what == What::Letter) {
            ++foreign;
            if (latin_look_alike(item.code) != 0) ++foreign_alike;
        } else if (is_ascii_letter(static_cast<unsigned char>(item.code))) {
            ++latin;
        }
    }
    if (latin == 0 || foreign == 0) return;
    if (foreign_alike == foreign) {
        for (Item& item : run) {
            if (item.what != What::Letter) continue;
            item.code = static_cast<char32_t>(latin_look_alike(item.code));
            item.what = What::Ascii;
        }
        notes.mixed = true;
        return;
    }
    for (Item& item : run) {
        if (item.what != What::Ascii) continue;
        if (const char32_t other = cyrillic_look_alike(item.code); other != 0) {
            item.code = other;
            item.what = What::Letter;
            notes.mixed = true;
        }
    }
}

void append_utf8(std::string& out, char32_t code) {
    std::array<char, 4> bytes{};
    std::int32_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, static_cast<UChar32>(code));
    out.append(bytes.data(), static_cast<std::size_t>(size));
}

void build(std::span<Item> items, std::size_t most, Folded& out) {
    for (std::size_t i = 0; i < items.size();) {
        std::size_t j = i;
        while (j < items.size() && is_letter(items[j])) ++j;
        if (j > i) settle(items.subspan(i, j - i), out.notes);
        i = std::max(j, i + 1);
    }
    WordBuilder words(out, most);
    std::string utf8;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = items[i];
        if (item.what == What::Ascii) {
            const bool next = i + 1 < items.size() && is_letter(items[i + 1]);
            words.ascii(static_cast<unsigned char>(item.code), item.at, item.end, next);
        } else if (item.what == What::Letter) {
            words.begin(item.at);
            utf8.clear();
            append_utf8(utf8, item.code);
            words.push_foreign(utf8, item.end);
        } else if (item.what == What::Gap) {
            words.finish();
            if (is_comma(item.code)) words.comma();
        }
    }
    words.finish();
}

}  // namespace

void fold_any(std::string_view text, std::size_t most, Folded& out) {
    out.text.clear();
    out.letters.clear();
    out.words.clear();
    out.notes = {};
    out.comma = false;
    std::size_t size = std::min(text.size(), kLongestName);
    while (size < text.size() && size > 0 && (text[size] & 0xc0) == 0x80 &&
           size + 4 > kLongestName) {
        --size;
    }
    out.notes.cut = size < text.size();
    Reading reading(text.substr(0, size), out);
    reading.run();
    build(reading.items(), most, out);
}

std::string digraph_spelling(std::string_view written) {
    std::string out;
    bool any = false;
    Folded folded;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(written.size());) {
        const std::int32_t from = i;
        UChar32 code = 0;
        U8_NEXT(bytes_of(written), i, static_cast<std::int32_t>(written.size()), code);
        if (code < 0) continue;
        if (const auto two = digraph_of(static_cast<char32_t>(u_tolower(code))); !two.empty()) {
            out += two;
            any = true;
            continue;
        }
        fold(written.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(i - from)), 1,
             folded);
        out += folded.letters;
    }
    return any && out.size() <= kLongestPart ? out : std::string();
}

}  // namespace standstill::screening
