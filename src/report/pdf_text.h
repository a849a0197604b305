// Text set in lines by Pango, each line in runs that are drawn one by one, so that a link or a note
// can be told apart from what surrounds it.
#pragma once

#include <pango/pangocairo.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "report/document.h"

namespace standstill::report {

enum class Align { Left, Centre, Right };

struct Look {
    double size = 9.5;  // points
    bool is_bold = false;
};

// A stretch of bytes that is drawn alike.
struct Segment {
    std::size_t begin = 0, end = 0;
    std::string link;  // attributes of a link of Cairo's; empty: none
    std::string name;  // of a place that links lead to; empty: none
};

// Positions in points from the upper left corner of the text.
struct SetRun {
    const PangoGlyphItem* item = nullptr;
    double x = 0, baseline = 0;
};
struct SetLine {
    double top = 0, bottom = 0;
    std::vector<SetRun> runs;
};

class SetText {
public:
    SetText(PangoLayout* layout, std::vector<Segment> segments);

    const std::vector<SetLine>& lines() const { return lines_; }
    double height() const { return lines_.empty() ? 0 : lines_.back().bottom; }
    const Segment& segment(const SetRun& run) const;
    void show(cairo_t* context, const SetRun& run) const;

private:
    struct End {
        void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    };
    std::unique_ptr<PangoLayout, End> layout_;
    std::vector<Segment> segments_;
    std::vector<SetLine> lines_;
};

// Sets texts in one family, whatever the machine's habits of rendering are.
class TextSetter {
public:
    TextSetter();
    ~TextSetter();
    TextSetter(const TextSetter&) = delete;
    TextSetter& operator=(const TextSetter&) = delete;

    SetText set(const Text& text, Look look, double width, Align align);
    // A note at the end: its number leads back to the places that refer to it.
    SetText set_note(const Text& text, int number, Look look, double width);
    bool has_fonts() const;

private:
    SetText set_segments(const std::string& words, std::vector<Segment> segments,
                         const std::vector<std::size_t>& strong,
                         const std::vector<std::size_t>& raised, Look look, double width,
                         Align align);

    PangoFontMap* map_;
    PangoContext* context_;
    std::map<int, int> times_;  // by note: how often it was referred to
};

}  // namespace standstill::report
