#include "report/pdf_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/markup.h"

namespace standstill::report {

namespace {

constexpr double kScale = PANGO_SCALE;
constexpr const char* kFamily = "DejaVu Sans";

int units(double points) { return static_cast<int>(points * kScale); }

// A value inside the quotes of Cairo's attributes of a tag.
std::string quoted(const std::string& text) {
    std::string out = "'";
    for (char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

// What cannot be seen is told, as on pages; then the marks of markup are themselves again.
std::string visible(const std::string& text) {
    std::string out = base::escape_markup(text);
    constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (const auto& [mark, plain_mark] : kMarks)
        for (std::size_t at = out.find(mark); at != std::string::npos;
             at = out.find(mark, at + plain_mark.size()))
            out.replace(at, mark.size(), plain_mark);
    return out;
}

void add(PangoAttrList* list, PangoAttribute* attribute, const Segment& segment) {
    attribute->start_index = static_cast<guint>(segment.begin);
    attribute->end_index = static_cast<guint>(segment.end);
    pango_attr_list_insert(list, attribute);
}

}  // namespace

// ---- SetText
// ----

SetText::SetText(PangoLayout* layout, std::vector<Segment> segments)
    : layout_(layout), segments_(std::move(segments)) {
    PangoLayoutIter* at = pango_layout_get_iter(layout);
    bool is_new = true;
    do {
        if (is_new) {
            int top = 0, bottom = 0;
            pango_layout_iter_get_line_yrange(at, &top, &bottom);
            lines_.push_back({top / kScale, bottom / kScale, {}});
            is_new = false;
        }
        PangoLayoutRun* run = pango_layout_iter_get_run_readonly(at);
        if (run == nullptr) {  // the end of a line
            is_new = true;
            continue;
        }
        PangoRectangle extents;
        pango_layout_iter_get_run_extents(at, nullptr, &extents);
        lines_.back().runs.push_back(
            {run, extents.x / kScale, pango_layout_iter_get_run_baseline(at) / kScale});
    } while (pango_layout_iter_next_run(at));
    pango_layout_iter_free(at);
}

const Segment& SetText::segment(const SetRun& run) const {
    static const Segment kNone;
    auto begin = static_cast<std::size_t>(run.item->item->offset);
    for (const Segment& segment : segments_)
        if (begin >= segment.begin && begin < segment.end) return segment;
    return kNone;
}

void SetText::show(cairo_t* context, const SetRun& run) const {
    pango_cairo_show_glyph_item(context, pango_layout_get_text(layout_.get()),
                                const_cast<PangoGlyphItem*>(run.item));
}

// ---- TextSetter
// ----

TextSetter::TextSetter()
    : map_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(map_)) {
    pango_cairo_context_set_resolution(context_, 72);
    // Outlines as the font has them, whatever the machine likes on its screen.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_, FALSE);
    pango_context_set_language(context_, pango_language_from_string("en-US"));
}

TextSetter::~TextSetter() {
    g_object_unref(context_);
    g_object_unref(map_);
}

bool TextSetter::has_fonts() const {
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(map_, &families, &count);
    g_free(families);
    return count > 0;
}

SetText TextSetter::set_segments(const std::string& words, std::vector<Segment> segments,
                                 const std::vector<std::size_t>& strong,
                                 const std::vector<std::size_t>& raised, Look look, double width,
                                 Align align) {
    PangoLayout* layout = pango_layout_new(context_);
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, kFamily);
    pango_font_description_set_absolute_size(font, look.size * kScale);
    if (look.is_bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, words.data(), static_cast<int>(words.size()));
    pango_layout_set_width(layout, units(width));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, 1.25F);
    pango_layout_set_alignment(layout, align == Align::Left     ? PANGO_ALIGN_LEFT
                                       : align == Align::Centre ? PANGO_ALIGN_CENTER
                                                                : PANGO_ALIGN_RIGHT);
    PangoAttrList* attributes = pango_attr_list_new();
    for (std::size_t i = 0; i < segments.size(); ++i)
        // A colour of its own, which nothing draws, keeps a segment's runs apart.
        add(attributes, pango_attr_foreground_new(static_cast<guint16>(i + 1), 0, 0), segments[i]);
    for (std::size_t i : strong)
        add(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), segments[i]);
    for (std::size_t i : raised) {
        add(attributes, pango_attr_size_new_absolute(units(look.size * 0.68)), segments[i]);
        add(attributes, pango_attr_rise_new(units(look.size * 0.34)), segments[i]);
    }
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    return SetText(layout, std::move(segments));
}

SetText TextSetter::set(const Text& text, Look look, double width, Align align) {
    std::string words;
    std::vector<Segment> segments;
    std::vector<std::size_t> strong, raised;
    auto put = [&](const std::string& piece, std::string link, std::string name) {
        segments.push_back(
            {words.size(), words.size() + piece.size(), std::move(link), std::move(name)});
        words += piece;
    };
    for (const Run& run : text) {
        std::string link;
        if (run.href.starts_with("https://") || run.href.starts_with("http://"))
            link = "uri=" + quoted(run.href);
        std::string piece = visible(run.text);
        put(run.style == Style::Quote ? "\u201c" + piece + "\u201d" : piece, link, "");
        if (run.style == Style::Strong) strong.push_back(segments.size() - 1);
        bool is_first = true;
        for (int note : run.notes) {
            if (!is_first) {
                put(",", "", "");
                raised.push_back(segments.size() - 1);
            }
            is_first = false;
            int time = ++times_[note];
            put(std::to_string(note), fmt::format("dest='note-{}'", note),
                fmt::format("ref-{}-{}", note, time));
            raised.push_back(segments.size() - 1);
        }
    }
    return set_segments(words, std::move(segments), strong, raised, look, width, align);
}

SetText TextSetter::set_note(const Text& text, int number, Look look, double width) {
    std::string words = fmt::format("{}. ", number) + visible(words_of(text)) + " ";
    std::string lead = fmt::format("{}.", number);
    std::vector<Segment> segments{{0, lead.size(), "", fmt::format("note-{}", number)},
                                  {lead.size(), words.size(), "", ""}};
    for (int time = 1; time <= times_[number]; ++time) {
        std::string back = times_[number] == 1 ? "back" : fmt::format("{}", time);
        segments.push_back({words.size(), words.size() + back.size(),
                            fmt::format("dest='ref-{}-{}'", number, time), ""});
        words += back;
        if (time < times_[number]) words += " ";
    }
    return set_segments(words, std::move(segments), {}, {}, look, width, Align::Left);
}

}  // namespace standstill::report
