#include "evidence/source/report.h"

#include <algorithm>

#include "evidence/text/letters.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {

std::vector<std::string> name_words(std::string_view name) {
    std::vector<std::string> words;
    ByteMasks masks;
    for_each_word(name, masks, [&](std::uint32_t begin, std::uint32_t end, std::uint64_t) {
        std::string word;
        std::string_view shown = name.substr(begin, end - begin);
        for (std::size_t at = 0, next = 0; at < shown.size(); at = next)
            word += fold_letter(code_point_at(shown, at, next)).text();
        if (word != "the" && word != "com" && word != "www") words.push_back(std::move(word));
    });
    return words;
}

bool is_same_name(std::string_view first, std::string_view second) {
    std::vector<std::string> words = name_words(first);
    return !words.empty() && words == name_words(second);
}

bool is_named(const Report& report, std::string_view name) {
    return is_same_name(report.outlet, name) ||
           std::ranges::any_of(report.other_names,
                               [&](const std::string& other) { return is_same_name(other, name); });
}

}  // namespace standstill::evidence
