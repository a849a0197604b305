#include "cli/fold.h"

#include <algorithm>

#include "base/text.h"

namespace standstill::cli {

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::string folded_lines(std::string_view text, std::string_view first, std::string_view rest,
                         std::size_t columns) {
    std::string out, line(first);
    std::size_t used = columns_of(first);
    bool empty = true;  // nothing but the beginning stands on this line
    for (const std::string& word : base::split(base::folded(text), ' ')) {
        std::size_t width = columns_of(word);
        if (!empty && used + 1 + width > columns) {
            out += line + "\n";
            line = rest;
            used = columns_of(rest);
            empty = true;
        }
        if (!empty) {
            line += ' ';
            ++used;
        }
        line += word;
        used += width;
        empty = false;
    }
    while (line.ends_with(' ')) line.pop_back();
    if (line.empty()) return out;
    return out + line + "\n";
}

}  // namespace standstill::cli
