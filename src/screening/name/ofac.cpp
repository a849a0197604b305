#include "screening/name/ofac.h"

#include <algorithm>
#include <array>

namespace standstill::screening {
namespace {

constexpr std::size_t kLongest = 512;
constexpr std::uint64_t kMillion = 1'000'000;

}  // namespace

std::uint32_t jaro_winkler(std::string_view a, std::string_view b, PrefixBonus bonus) {
    a = a.substr(0, kLongest);
    b = b.substr(0, kLongest);
    if (a.empty() || b.empty()) return 0;
    if (a == b) return kMillion;
    const std::size_t reach = std::max<std::size_t>(std::max(a.size(), b.size()) / 2, 1) - 1;
    std::array<bool, kLongest> a_met{};
    std::array<bool, kLongest> b_met{};
    std::uint64_t common = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t from = i > reach ? i - reach : 0;
        const std::size_t to = std::min(i + reach + 1, b.size());
        for (std::size_t j = from; j < to; ++j) {
            if (b_met[j] || a[i] != b[j]) continue;
            a_met[i] = b_met[j] = true;
            ++common;
            break;
        }
    }
    if (common == 0) return 0;
    std::uint64_t swapped = 0;
    for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
        if (!a_met[i]) continue;
        while (!b_met[j]) ++j;
        if (a[i] != b[j]) ++swapped;
        ++j;
    }
    const std::uint64_t straight = common - swapped / 2;
    const std::uint64_t jaro = (kMillion * common / a.size() + kMillion * common / b.size() +
                                kMillion * straight / common) /
                               3;
    // Winkler gives the bonus from 0.7 on; the tool's whole-name comparison always does.
    if (bonus == PrefixBonus::FromSevenTenths && jaro < 700'000) {
        return static_cast<std::uint32_t>(jaro);
    }
    std::size_t prefix = 0;
    while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
    return static_cast<std::uint32_t>(jaro + prefix * (kMillion - jaro) / 10);
}

Score ofac_score(const Name& query, const Name& listed) {
    Score out;
    if (query.parts.empty() || listed.parts.empty()) return out;
    const auto whole = [](const Name& name) {
        std::string letters;
        for (const Part& part : name.parts) {
            if (!letters.empty()) letters += ' ';
            letters += name.folded(part);
        }
        return letters;
    };
    const std::string a = whole(query);
    const std::string b = whole(listed);
    std::uint64_t best = a.front() == b.front() ? jaro_winkler(a, b, PrefixBonus::Always) : 0;
    const bool all_short = std::all_of(query.parts.begin(), query.parts.end(),
                                       [](const Part& part) { return part.letters_size <= 2; });
    std::uint64_t sum = 0;
    std::uint64_t words = 0;
    for (const Part& part : query.parts) {
        if (part.letters_size <= 2 && !all_short) continue;
        ++words;
        std::uint64_t most = 0;
        for (const Part& other : listed.parts) {
            most =
                std::max<std::uint64_t>(most, jaro_winkler(query.folded(part), listed.folded(other),
                                                           PrefixBonus::FromSevenTenths));
        }
        if (most >= kMillion / 2) sum += most;
    }
    if (words > 0) best = std::max(best, sum / words);
    out.similarity = static_cast<std::uint32_t>((best + 500) / 1000);
    return out;
}

}  // namespace standstill::screening
