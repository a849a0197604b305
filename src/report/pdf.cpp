#include "report/pdf.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "report/pdf_text.h"

namespace standstill::report {

namespace {

// In points; a sheet of US Letter.
constexpr double kWidth = 612, kHeight = 792, kMargin = 72, kCell = 4;
constexpr double kTop = kMargin, kBottom = kHeight - kMargin, kLine = kWidth - 2 * kMargin;
constexpr double kBodySize = 9.5, kTableSize = 8, kNoteSize = 8;
constexpr double kHeadingSizes[] = {14, 12, 10.5};

struct SurfaceEnd {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextEnd {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

cairo_status_t append_to(void* out, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

class Press {
public:
    Press(const Document& document, int pages) : document_(document), of_pages_(pages) {}

    base::Result<std::string> run() {
        surface_.reset(cairo_pdf_surface_create_for_stream(append_to, &bytes_, kWidth, kHeight));
        describe();
        context_.reset(cairo_create(surface_.get()));
        cairo_tag_begin(cr(), "Document", nullptr);
        begin_page();
        title();
        for (const Block& block : document_.blocks) print(block);
        notes();
        end_page();
        cairo_tag_end(cr(), "Document");
        context_.reset();
        cairo_surface_finish(surface_.get());
        if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS || !setter_.has_fonts())
            return base::fail(base::ErrorKind::Unavailable,
                              std::string("the document cannot be drawn: ") +
                                  cairo_status_to_string(cairo_surface_status(surface_.get())));
        surface_.reset();
        return std::move(bytes_);
    }
    int pages() const { return page_; }

private:
    cairo_t* cr() const { return context_.get(); }

    void describe() {
        auto set = [&](cairo_pdf_metadata_t what, const std::string& value) {
            cairo_pdf_surface_set_metadata(surface_.get(), what, value.c_str());
        };
        std::string at = base::to_string(
            std::chrono::floor<std::chrono::seconds>(document_.as_of).time_since_epoch() +
            base::Instant{});
        set(CAIRO_PDF_METADATA_TITLE, document_.title);
        set(CAIRO_PDF_METADATA_SUBJECT, document_.subject);
        set(CAIRO_PDF_METADATA_CREATOR, "Standstill");
        set(CAIRO_PDF_METADATA_CREATE_DATE, at);
        set(CAIRO_PDF_METADATA_MOD_DATE, at);
    }

    // ---- sheets
    // ----

    void begin_page() {
        ++page_;
        y_ = kTop;
        Look look{8};
        cairo_tag_begin(cr(), "NonStruct", nullptr);
        place(setter_.set(plain(document_.marking), {9, true}, kLine, Align::Centre), kMargin, 40);
        if (!document_.status.empty())
            place(setter_.set(plain(document_.status), {9, true}, kLine, Align::Right), kMargin,
                  40);
        place(setter_.set(plain(document_.marking), {9, true}, kLine, Align::Centre), kMargin,
              kHeight - 40);
        place(setter_.set(plain(document_.title), look, kLine - 90, Align::Left), kMargin,
              kHeight - 56);
        place(setter_.set(plain(fmt::format("page {} of {}", page_, of_pages_)), look, kLine,
                          Align::Right),
              kMargin, kHeight - 56);
        cairo_tag_end(cr(), "NonStruct");
    }
    void end_page() { cairo_show_page(cr()); }
    void next_page() {
        end_page();
        begin_page();
    }
    // A new sheet where so much does not fit any more.
    void need(double height) {
        if (y_ + height > kBottom && y_ > kTop) next_page();
    }

    // ---- lines
    // ----

    void place(const SetText& text, double x, double y) {
        for (const SetLine& line : text.lines()) draw(text, line, x, y);
    }

    void draw(const SetText& text, const SetLine& line, double x, double top) {
        for (const SetRun& run : line.runs) {
            const Segment& segment = text.segment(run);
            bool is_target = !segment.name.empty() && named_.insert(segment.name).second;
            if (is_target)
                cairo_tag_begin(cr(), CAIRO_TAG_DEST, ("name='" + segment.name + "'").c_str());
            if (!segment.link.empty()) cairo_tag_begin(cr(), CAIRO_TAG_LINK, segment.link.c_str());
            if (segment.link.empty())
                cairo_set_source_rgb(cr(), 0, 0, 0);
            else
                cairo_set_source_rgb(cr(), 0, 0.26, 0.52);
            cairo_move_to(cr(), x + run.x, top + run.baseline);
            text.show(cr(), run);
            if (!segment.link.empty()) cairo_tag_end(cr(), CAIRO_TAG_LINK);
            if (is_target) cairo_tag_end(cr(), CAIRO_TAG_DEST);
        }
    }

    // The lines of a text from here on, over as many sheets as it takes; each sheet's part has the
    // tag.
    void flow(const SetText& text, double x, const char* tag, double after) {
        const auto& lines = text.lines();
        std::size_t i = 0;
        while (i < lines.size()) {
            need(lines[i].bottom - lines[i].top);
            // Not one line alone at the foot.
            if (i == 0 && lines.size() > 1) need(lines[1].bottom - lines[0].top);
            double top = y_ - lines[i].top;
            cairo_tag_begin(cr(), tag, nullptr);
            for (; i < lines.size() && top + lines[i].bottom <= kBottom; ++i) {
                draw(text, lines[i], x, top);
                y_ = top + lines[i].bottom;
            }
            cairo_tag_end(cr(), tag);
            if (i < lines.size()) next_page();
        }
        y_ += after;
    }

    // ---- blocks
    // ----

    void title() {
        cairo_tag_begin(cr(), CAIRO_TAG_DEST, "name='title'");
        flow(setter_.set(plain(document_.title), {17, true}, kLine, Align::Left), kMargin, "H1", 4);
        cairo_tag_end(cr(), CAIRO_TAG_DEST);
        if (!document_.subject.empty())
            flow(setter_.set(plain(document_.subject), {kBodySize}, kLine, Align::Left), kMargin,
                 "P", 10);
    }

    void print(const Block& block) {
        Look body{kBodySize};
        switch (block.kind) {
            case Block::Kind::Heading:
                return heading(block);
            case Block::Kind::Paragraph:
                return flow(setter_.set(block.text, body, kLine, Align::Left), kMargin, "P", 7);
            case Block::Kind::Box:
                return box(block);
            case Block::Kind::List:
                return list(block);
            case Block::Kind::Table:
                return table(block);
        }
    }

    void heading(const Block& block) {
        int level = std::clamp(block.level, 2, 4);
        Look look{kHeadingSizes[level - 2], true};
        SetText text = setter_.set(block.text, look, kLine, Align::Left);
        y_ += 8;
        need(text.height() + 40);
        std::string name = fmt::format("part-{}", ++parts_);
        outline(level, words_of(block.text), name);
        cairo_tag_begin(cr(), CAIRO_TAG_DEST, ("name='" + name + "'").c_str());
        flow(text, kMargin, level == 2 ? "H2" : level == 3 ? "H3" : "H4", 4);
        cairo_tag_end(cr(), CAIRO_TAG_DEST);
    }

    void outline(int level, const std::string& words, const std::string& name) {
        while (!open_parts_.empty() && open_parts_.back().first >= level) open_parts_.pop_back();
        int parent = open_parts_.empty() ? CAIRO_PDF_OUTLINE_ROOT : open_parts_.back().second;
        int id = cairo_pdf_surface_add_outline(surface_.get(), parent, words.c_str(),
                                               ("dest='" + name + "'").c_str(),
                                               CAIRO_PDF_OUTLINE_FLAG_OPEN);
        open_parts_.emplace_back(level, id);
    }

    void box(const Block& block) {
        SetText text = setter_.set(block.text, {kBodySize}, kLine - 24, Align::Left);
        need(text.height() + 12);
        double top = y_;
        y_ += 6;
        int page = page_;
        flow(text, kMargin + 12, "P", 6);
        if (page == page_) {
            cairo_set_source_rgb(cr(), 0, 0, 0);
            cairo_rectangle(cr(), kMargin, top, 3, y_ - top);
            cairo_fill(cr());
        }
        y_ += 8;
    }

    void list(const Block& block) {
        cairo_tag_begin(cr(), "L", nullptr);
        for (const Text& item : block.items) {
            SetText text = setter_.set(item, {kBodySize}, kLine - 16, Align::Left);
            need(std::min(text.height(), 40.0));
            cairo_tag_begin(cr(), "NonStruct", nullptr);
            place(setter_.set(plain("\u2022"), {kBodySize}, 12, Align::Left), kMargin + 2, y_);
            cairo_tag_end(cr(), "NonStruct");
            flow(text, kMargin + 16, "LI", 3);
        }
        cairo_tag_end(cr(), "L");
        y_ += 5;
    }

    // ---- tables
    // ----

    std::vector<double> columns(const Block& block) const {
        double total = 0;
        std::vector<double> out;
        for (std::size_t i = 0; i < block.header.size(); ++i) {
            double part = i < block.widths.size() ? block.widths[i] : 1;
            out.push_back(part);
            total += part;
        }
        for (double& part : out) part *= kLine / total;
        return out;
    }

    std::vector<SetText> cells(const std::vector<Text>& row, const std::vector<double>& widths,
                               bool is_head) {
        std::vector<SetText> out;
        for (std::size_t i = 0; i < row.size(); ++i)
            out.push_back(
                setter_.set(row[i], {kTableSize, is_head}, widths[i] - 2 * kCell, Align::Left));
        return out;
    }

    void table(const Block& block) {
        auto widths = columns(block);
        flow(setter_.set(block.text, {kTableSize + 1, true}, kLine, Align::Left), kMargin,
             "Caption", 3);
        cairo_tag_begin(cr(), "Table", nullptr);
        auto head = cells(block.header, widths, true);
        row(head, widths, "TH");
        for (const auto& texts : block.rows) {
            auto set = cells(texts, widths, false);
            double height = height_of(set);
            if (y_ + height > kBottom && y_ > kTop) {
                next_page();
                row(head, widths, "TH");
            }
            row(set, widths, "TD");
        }
        cairo_tag_end(cr(), "Table");
        y_ += 10;
    }

    static double height_of(const std::vector<SetText>& cells) {
        double height = 0;
        for (const SetText& cell : cells) height = std::max(height, cell.height());
        return height + 2 * kCell;
    }

    // One row, cut into as many pieces as sheets are needed.
    void row(const std::vector<SetText>& cells, const std::vector<double>& widths,
             const char* tag) {
        std::vector<std::size_t> next(cells.size(), 0);
        bool is_done = false;
        while (!is_done) {
            is_done = true;
            double top = y_, bottom = y_ + 2 * kCell;
            double x = kMargin;
            cairo_tag_begin(cr(), "TR", nullptr);
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const auto& lines = cells[i].lines();
                if (next[i] < lines.size()) {
                    double from = lines[next[i]].top, begin = top + kCell - from;
                    cairo_tag_begin(cr(), tag, nullptr);
                    for (; next[i] < lines.size() &&
                           (begin + lines[next[i]].bottom + kCell <= kBottom);
                         ++next[i]) {
                        draw(cells[i], lines[next[i]], x + kCell, begin);
                        bottom = std::max(bottom, begin + lines[next[i]].bottom + kCell);
                    }
                    cairo_tag_end(cr(), tag);
                }
                is_done = is_done && next[i] == lines.size();
                x += widths[i];
            }
            cairo_tag_end(cr(), "TR");
            frame(widths, top, bottom);
            y_ = bottom;
            if (!is_done) next_page();
        }
    }

    void frame(const std::vector<double>& widths, double top, double bottom) {
        cairo_set_source_rgb(cr(), 0.45, 0.45, 0.45);
        cairo_set_line_width(cr(), 0.5);
        double x = kMargin;
        for (double width : widths) {
            cairo_rectangle(cr(), x, top, width, bottom - top);
            x += width;
        }
        cairo_stroke(cr());
    }

    void notes() {
        if (document_.notes.empty()) return;
        Block block;
        block.level = 2;
        block.text = plain("Where this comes from");
        heading(block);
        for (std::size_t i = 0; i < document_.notes.size(); ++i) {
            int number = static_cast<int>(i) + 1;
            SetText text = setter_.set_note(document_.notes[i], number, {kNoteSize}, kLine - 24);
            need(std::min(text.height(), 30.0));
            flow(text, kMargin, "Note", 2);
        }
    }

    const Document& document_;
    int of_pages_;
    std::string bytes_;
    std::unique_ptr<cairo_surface_t, SurfaceEnd> surface_;
    std::unique_ptr<cairo_t, ContextEnd> context_;
    TextSetter setter_;
    std::set<std::string> named_;
    std::vector<std::pair<int, int>> open_parts_;  // level and id
    double y_ = kTop;
    int page_ = 0, parts_ = 0;
};

}  // namespace

base::Result<std::string> to_pdf(const Document& document) {
    Press first(document, 0);
    auto counted = first.run();
    if (!counted) return counted;
    return Press(document, first.pages()).run();
}

}  // namespace standstill::report
