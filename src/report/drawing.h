// The strokes of which pictures are made: a growing SVG text. Coordinates are in pixels of the
// picture's own size; pages scale it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace standstill::report {

class Drawing {
public:
    // `name` makes the ids of title and description unique on a page.
    Drawing(std::string name, int width) : name_(std::move(name)), width_(width) {}

    void line(int x1, int y1, int x2, int y2, std::string_view style);
    void box(int x, int y, int width, int height, std::string_view style);
    // `tip` is what a pointer shows; empty for none.
    void circle(int x, int y, int radius, std::string_view style, std::string_view tip = "");
    void diamond(int x, int y, int radius, std::string_view style, std::string_view tip = "");
    enum class Anchor { Start, Middle, End };
    void text(int x, int y, std::string_view words, std::string_view style,
              Anchor anchor = Anchor::Start);
    // A smooth link from left to right.
    void link(int x1, int y1, int x2, int y2, std::string_view style);

    std::string finish(int height, std::string_view title, std::string_view description) const;

private:
    std::string name_, body_;
    int width_;
};

// At most so many characters (code points), the last one an ellipsis where words were lost.
std::string shortened(std::string_view text, std::size_t most);
// Lines of at most so many characters; what does not fit into `lines` is lost with an ellipsis.
std::vector<std::string> wrapped(std::string_view text, std::size_t most, std::size_t lines);

}  // namespace standstill::report
