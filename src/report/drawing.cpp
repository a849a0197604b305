#include "report/drawing.h"

#include <fmt/format.h>

#include "base/markup.h"
#include "base/text.h"

namespace standstill::report {

namespace {

std::string tip_of(std::string_view tip) {
    return tip.empty() ? "" : "<title>" + base::escape_markup(tip) + "</title>";
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

std::size_t characters(std::string_view text) {
    std::size_t n = 0;
    for (char c : text) n += begins_character(c) ? 1 : 0;
    return n;
}

}  // namespace

void Drawing::line(int x1, int y1, int x2, int y2, std::string_view style) {
    body_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"picture-{}\"/>\n",
                         x1, y1, x2, y2, style);
}

void Drawing::box(int x, int y, int width, int height, std::string_view style) {
    body_ += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" class=\"picture-{}\"/>\n", x,
        y, width, height, style);
}

void Drawing::circle(int x, int y, int radius, std::string_view style, std::string_view tip) {
    body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"picture-{}\">{}</circle>\n",
                         x, y, radius, style, tip_of(tip));
}

void Drawing::diamond(int x, int y, int radius, std::string_view style, std::string_view tip) {
    body_ +=
        fmt::format("<path d=\"M{} {}L{} {}L{} {}L{} {}Z\" class=\"picture-{}\">{}</path>\n", x,
                    y - radius, x + radius, y, x, y + radius, x - radius, y, style, tip_of(tip));
}

void Drawing::text(int x, int y, std::string_view words, std::string_view style, Anchor anchor) {
    std::string_view where = anchor == Anchor::Middle ? " text-anchor=\"middle\""
                             : anchor == Anchor::End  ? " text-anchor=\"end\""
                                                      : "";
    body_ += fmt::format("<text x=\"{}\" y=\"{}\"{} class=\"picture-{}\">{}</text>\n", x, y, where,
                         style, base::escape_markup(words));
}

void Drawing::link(int x1, int y1, int x2, int y2, std::string_view style) {
    int middle = (x1 + x2) / 2;
    body_ += fmt::format("<path d=\"M{} {}C{} {} {} {} {} {}\" class=\"picture-{}\"/>\n", x1, y1,
                         middle, y1, middle, y2, x2, y2, style);
}

std::string Drawing::finish(int height, std::string_view title,
                            std::string_view description) const {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" "
        "class=\"picture\" role=\"img\" aria-labelledby=\"picture-{}-title\" "
        "aria-describedby=\"picture-{}-desc\">\n<title id=\"picture-{}-title\">{}</title>\n<desc "
        "id=\"picture-{}-desc\">{}</desc>\n{}</svg>\n",
        width_, height, width_, height, name_, name_, name_, base::escape_markup(title), name_,
        base::escape_markup(description), body_);
}

std::string shortened(std::string_view text, std::size_t most) {
    if (characters(text) <= most) return std::string(text);
    std::size_t n = 0, end = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!begins_character(text[i])) continue;
        end = i;
        if (++n == most) break;
    }
    return std::string(base::trimmed(text.substr(0, end))) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t most, std::size_t lines) {
    std::vector<std::string> out;
    std::string line;
    std::vector<std::string> words = base::split(base::folded(text), ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!line.empty() && characters(line) + 1 + characters(words[i]) > most) {
            if (out.size() + 1 == lines) {
                out.push_back(shortened(line + " " + words[i], most));
                return out;
            }
            out.push_back(shortened(line, most));
            line.clear();
        }
        line += (line.empty() ? "" : " ") + words[i];
    }
    if (!line.empty()) out.push_back(shortened(line, most));
    return out;
}

}  // namespace standstill::report
