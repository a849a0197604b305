// Names that tests of the matcher take at random: made up of common parts, and damaged.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "screening/name/name.h"

namespace standstill::screening::examples {

inline std::string pick(std::mt19937& random, const std::vector<std::string>& from) {
    return from[random() % from.size()];
}

inline std::string word(std::mt19937& random) {
    static const std::vector<std::string> kWords = {
        "Mohammed", "Muhamad", "Abdul",   "Rahman",     "Abdurrahman", "al",      "bin",
        "Ivanov",   "Ivanova", "Smith",   "Smyth",      "Jones",       "William", "Bill",
        "J.",       "A.",      "Müller",  "Mueller",    "Bank",        "of",      "the",
        "Trading",  "Company", "Ltd",     "GmbH",       "OOO",         "LLC",     "Россия",
        "Путин",    "محمد",    "الرحمن",  "弗拉基米尔", "2",           "II",      "Second",
        "Dr",       "Sheikh",  "Tech",    "Srvces",     "Group",       "Xi",      "Jinping",
        "Kim",      "Jong-un", "O'Brien", "Qa'ida",     "Nord",        "Stream"};
    return pick(random, kWords);
}

inline std::string damaged(std::mt19937& random, std::string text) {
    static const std::vector<std::string> kBits = {"e",    "x", "\u0301", "\u200b", "\u202e",
                                                   "\xff", ",", " ",      "."};
    const std::size_t times = random() % 3;
    for (std::size_t i = 0; i < times && !text.empty(); ++i) {
        const std::size_t at = random() % text.size();
        if (random() % 2 == 0) {
            text.insert(at, pick(random, kBits));
        } else {
            text.erase(at, 1);
        }
    }
    return text;
}

inline std::string text(std::mt19937& random) {
    std::string out;
    const std::size_t words = 1 + random() % 5;
    for (std::size_t i = 0; i < words; ++i) out += (i > 0 ? " " : "") + word(random);
    return damaged(random, out);
}

inline EntityKind kind(std::mt19937& random) {
    constexpr EntityKind kKinds[] = {EntityKind::Unknown, EntityKind::Person,
                                     EntityKind::Organization, EntityKind::Vessel};
    return kKinds[random() % 4];
}

}  // namespace standstill::screening::examples
