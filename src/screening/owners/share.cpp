#include "screening/owners/share.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace standstill::screening::owners {

namespace {

constexpr std::size_t kMostCharacters = 40;
constexpr int kDecimals = 6;

base::Error not_a_percentage(std::string_view text) {
    return base::invalid(
        fmt::format("`{}` is no percentage; expected a number from 0 to 100 such as "
                    "`33.5`, or a range such as `25-50` or `>25`",
                    text.substr(0, kMostCharacters)));
}

// The nearest unit; of half a unit, away from nothing. Shares with a hair keep it apart.
Share unit_of(Share share) { return (share + kUnit / 2) / kUnit; }

bool starts_with_word(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text = base::trimmed(text.substr(word.size()));
    return true;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    return out;
}

struct Comparison {
    std::string_view word;
    bool is_lower_bound;
    Share hair;
};

// Longer words first.
constexpr std::array kComparisons{
    Comparison{">=", true, 0},
    Comparison{"<=", false, 0},
    Comparison{">", true, kHair},
    Comparison{"<", false, -kHair},
    Comparison{"more than", true, kHair},
    Comparison{"less than", false, -kHair},
    Comparison{"at least", true, 0},
    Comparison{"at most", false, 0},
    Comparison{"up to", false, 0},
};

}  // namespace

base::Result<Range> parse_percent(std::string_view text) {
    if (text.empty() || text.size() > kMostCharacters) return not_a_percentage(text);
    Share whole = 0, fraction = 0;
    int decimals = 0;
    bool has_point = false, has_digit = false, is_cut = false;
    for (char c : text) {
        if ((c == '.' || c == ',') && !has_point) {
            has_point = true;
            continue;
        }
        if (c < '0' || c > '9') return not_a_percentage(text);
        has_digit = true;
        if (!has_point) {
            whole = whole * 10 + (c - '0');
            if (whole > 100) return not_a_percentage(text);
        } else if (decimals < kDecimals) {
            fraction = fraction * 10 + (c - '0');
            ++decimals;
        } else if (c != '0') {
            is_cut = true;
        }
    }
    if (!has_digit || text.back() == '.' || text.back() == ',') return not_a_percentage(text);
    for (; decimals < kDecimals; ++decimals) fraction *= 10;
    Share share = whole * kPercent + fraction * kUnit;
    if (share > kWhole || (share == kWhole && is_cut)) return not_a_percentage(text);
    return Range{share, is_cut ? share + kUnit : share};
}

base::Result<Range> parse_range(std::string_view text) {
    std::string lowered = lower(base::trimmed(text));
    std::string_view rest = lowered;
    if (std::size_t second = rest.find('<'); rest.starts_with('>') && second != rest.npos) {
        auto least = parse_range(rest.substr(0, second));
        auto most = parse_range(rest.substr(second));
        if (!least || !most || least->least > most->most) return not_a_percentage(text);
        return Range{least->least, most->most};
    }
    if (rest.ends_with('%')) rest = base::trimmed(rest.substr(0, rest.size() - 1));
    for (const Comparison& comparison : kComparisons) {
        if (!starts_with_word(rest, comparison.word)) continue;
        auto bound = parse_percent(rest);
        if (!bound) return not_a_percentage(text);
        Range range = comparison.is_lower_bound ? Range{bound->least + comparison.hair, kWhole}
                                                : Range{0, bound->most + comparison.hair};
        if (range.least > kWhole || range.most < 0) return not_a_percentage(text);
        return range;
    }
    std::size_t dash = rest.find('-');
    if (dash == std::string_view::npos) {
        auto share = parse_percent(rest);
        return share ? share : base::Result<Range>(not_a_percentage(text));
    }
    std::string_view first = base::trimmed(rest.substr(0, dash));
    if (first.ends_with('%')) first = base::trimmed(first.substr(0, first.size() - 1));
    auto least = parse_percent(first);
    auto most = parse_percent(base::trimmed(rest.substr(dash + 1)));
    if (!least || !most || least->least > most->most) return not_a_percentage(text);
    return Range{least->least, most->most};
}

int hair_of(Share share) {
    Share difference = share - unit_of(share) * kUnit;
    return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

std::string decimal(Share share) {
    Share units = unit_of(share);
    std::string_view sign = units < 0 ? "-" : "";
    units = units < 0 ? -units : units;
    constexpr Share per_percent = kPercent / kUnit;
    std::string out = fmt::format("{}{}.{:06}", sign, units / per_percent, units % per_percent);
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
    return out;
}

std::string to_text(Share share) {
    int hair = hair_of(share);
    return fmt::format("{}{} %",
                       hair > 0   ? "more than "
                       : hair < 0 ? "less than "
                                  : "",
                       decimal(share));
}

std::string to_code(const Range& range) {
    if (range.least == range.most && hair_of(range.least) == 0) return decimal(range.least);
    if (hair_of(range.least) == 0 && hair_of(range.most) == 0)
        return decimal(range.least) + "-" + decimal(range.most);
    std::string out = (hair_of(range.least) > 0 ? ">" : ">=") + decimal(range.least);
    if (range.most < kWhole) out += (hair_of(range.most) < 0 ? " <" : " <=") + decimal(range.most);
    return out;
}

std::string to_text(const Range& range) {
    if (range == kUnknownShare) return "not known";
    if (range.least == range.most) return to_text(range.least);
    if (range.most == kWhole)
        return (hair_of(range.least) == 0 ? "at least " : "") + to_text(range.least);
    if (range.least == 0) return (hair_of(range.most) == 0 ? "at most " : "") + to_text(range.most);
    if (hair_of(range.least) == 0 && hair_of(range.most) == 0)
        return fmt::format("{} % to {} %", decimal(range.least), decimal(range.most));
    return fmt::format("{}{}, {}{}", hair_of(range.least) == 0 ? "at least " : "",
                       to_text(range.least), hair_of(range.most) == 0 ? "at most " : "",
                       to_text(range.most));
}

}  // namespace standstill::screening::owners
