// Georgian: the national system of 2002 and BGN/PCGN. Armenian: BGN/PCGN 1981, and the Western
// pronunciation that the diaspora writes its names by.
#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

constexpr LetterReading kGeorgian[] = {
    {U'ა', {"a"}},      {U'ბ', {"b"}},        {U'გ', {"g"}},  {U'დ', {"d"}},      {U'ე', {"e"}},
    {U'ვ', {"v"}},      {U'ზ', {"z"}},        {U'თ', {"t"}},  {U'ი', {"i"}},      {U'კ', {"k"}},
    {U'ლ', {"l"}},      {U'მ', {"m"}},        {U'ნ', {"n"}},  {U'ო', {"o"}},      {U'პ', {"p"}},
    {U'ჟ', {"zh"}},     {U'რ', {"r"}},        {U'ს', {"s"}},  {U'ტ', {"t"}},      {U'უ', {"u"}},
    {U'ფ', {"p", "f"}}, {U'ქ', {"k"}},        {U'ღ', {"gh"}}, {U'ყ', {"q", "k"}}, {U'შ', {"sh"}},
    {U'ჩ', {"ch"}},     {U'ც', {"ts"}},       {U'ძ', {"dz"}}, {U'წ', {"ts"}},     {U'ჭ', {"ch"}},
    {U'ხ', {"kh"}},     {U'ჯ', {"j", "dzh"}}, {U'ჰ', {"h"}},  {U'ჱ', {"ey"}},     {U'ჲ', {"y"}},
    {U'ჳ', {"w"}},      {U'ჴ', {"q"}},        {U'ჵ', {"o"}},  {U'ჶ', {"f"}},
};

constexpr LetterReading kArmenian[] = {
    {U'ա', {"a"}},        {U'բ', {"b", "p"}},   {U'գ', {"g", "k"}},  {U'դ', {"d", "t"}},
    {U'ե', {"e"}},        {U'զ', {"z"}},        {U'է', {"e"}},       {U'ը', {"y", "e"}},
    {U'թ', {"t"}},        {U'ժ', {"zh"}},       {U'ի', {"i"}},       {U'լ', {"l"}},
    {U'խ', {"kh"}},       {U'ծ', {"ts", "dz"}}, {U'կ', {"k", "g"}},  {U'հ', {"h"}},
    {U'ձ', {"dz", "ts"}}, {U'ղ', {"gh"}},       {U'ճ', {"ch", "j"}}, {U'մ', {"m"}},
    {U'յ', {"y"}},        {U'ն', {"n"}},        {U'շ', {"sh"}},      {U'ո', {"o"}},
    {U'չ', {"ch"}},       {U'պ', {"p", "b"}},   {U'ջ', {"j", "ch"}}, {U'ռ', {"r"}},
    {U'ս', {"s"}},        {U'վ', {"v"}},        {U'տ', {"t", "d"}},  {U'ր', {"r"}},
    {U'ց', {"ts"}},       {U'ւ', {"v"}},        {U'փ', {"p"}},       {U'ք', {"k"}},
    {U'օ', {"o"}},        {U'ֆ', {"f"}},        {U'և', {"ev"}},
};

std::string spell(std::span<const LetterReading> letters, std::u32string_view word,
                  std::size_t system) {
    std::string text;
    for (const char32_t c : word)
        if (const LetterReading* letter = find_letter(letters, c))
            text +=
                letter->readings[system].empty() ? letter->readings[0] : letter->readings[system];
    return text;
}

// ու is one letter, u; ո and ե at the beginning of a word are vo and ye.
std::string spell_armenian(std::u32string_view word, std::size_t system) {
    std::string text;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const char32_t c = word[at];
        if (c == U'ո' && at + 1 < word.size() && (word[at + 1] == U'ւ' || word[at + 1] == U'ւ')) {
            text += 'u';
            ++at;
            continue;
        }
        if (at == 0 && c == U'ո' && word.size() > 1 && word[1] != U'վ') text += 'v';
        if (at == 0 && (c == U'ե' || c == U'և') && system == 0) text += 'y';
        text += spell(kArmenian, word.substr(at, 1), system);
    }
    return text;
}

}  // namespace

std::vector<std::string> read_georgian(std::u32string_view word) {
    std::u32string small;
    for (const char32_t c : word)  // Mtavruli, the capitals of 2016, lie at a fixed distance
        small += c >= 0x1c90 && c <= 0x1cbf ? c - 0x1c90 + 0x10d0 : c;
    return {spell(kGeorgian, small, 0), spell(kGeorgian, small, 1)};
}

std::vector<std::string> read_armenian(std::u32string_view word) {
    return {spell_armenian(word, 0), spell_armenian(word, 1)};
}

}  // namespace standstill::screening
