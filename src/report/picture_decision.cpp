// The decision tree: the answer, its conditions, and what unmet ones wait for.
#include <fmt/format.h>

#include <algorithm>

#include "law/explain.h"
#include "report/drawing.h"
#include "report/picture.h"

namespace standstill::report {

namespace {

constexpr int kWidth = 1080, kBox = 46, kGap = 8, kTop = 10;
constexpr int kRootX = 10, kRootWidth = 150;
constexpr int kMiddleX = 220, kMiddleWidth = 400;
constexpr int kRightX = 680, kRightWidth = 390;

std::string_view word_of(const law::Value& value) {
    return value.is_true() ? "yes" : value.is_false() ? "no" : "unknown";
}

// Children that say something; what has no words stands aside for its own children.
void speaking(const law::Explanation& why, std::vector<const law::Explanation*>& out) {
    for (const law::Explanation& child : why.children)
        if (!child.plain.empty())
            out.push_back(&child);
        else
            speaking(child, out);
}

class Decision {
public:
    explicit Decision(const review::Reviewer& reviewer)
        : reviewer_(reviewer), drawing_("decision", kWidth) {}

    std::string draw(const review::Answer& answer) {
        const law::Program& program = reviewer_.evaluator().program();
        if (program.use < 0) return "";
        const law::AnswerRule& rule = program.answers[static_cast<std::size_t>(program.use)];
        bool is_outside = answer.use == review::Outcome::Outside;
        const auto& nodes = is_outside ? rule.outside : rule.conditions;
        if (nodes.empty()) return "";
        std::vector<int> middles;
        int y = kTop;
        std::size_t met = 0;
        for (law::NodeIndex node : nodes) {
            law::Explanation why =
                law::explain(reviewer_.evaluator(), reviewer_.evaluation(), node);
            met += why.value.is_true() ? 1 : 0;
            std::vector<const law::Explanation*> below;
            if (!why.value.is_true()) speaking(why, below);
            int rows = std::max(1, static_cast<int>(below.size()));
            int middle = y + rows * (kBox + kGap) / 2 - (kBox + kGap) / 2;
            for (std::size_t i = 0; i < below.size(); ++i) {
                int top = y + static_cast<int>(i) * (kBox + kGap);
                drawing_.link(kMiddleX + kMiddleWidth, middle + kBox / 2, kRightX, top + kBox / 2,
                              "link");
                node_box(*below[i], kRightX, top, kRightWidth);
            }
            node_box(why, kMiddleX, middle, kMiddleWidth);
            middles.push_back(middle + kBox / 2);
            y += rows * (kBox + kGap);
        }
        int root = (middles.front() + middles.back()) / 2;
        for (int middle : middles)
            drawing_.link(kRootX + kRootWidth, root, kMiddleX, middle, "link");
        drawing_.box(kRootX, root - 34, kRootWidth, 68, "root");
        drawing_.text(kRootX + kRootWidth / 2, root - 8, "Operational use", "label",
                      Drawing::Anchor::Middle);
        drawing_.text(kRootX + kRootWidth / 2, root + 16, to_string(answer.use), "strong",
                      Drawing::Anchor::Middle);
        return drawing_.finish(
            y + 6, "Decision tree",
            fmt::format("Operational use is {}. Of {} {}, {} hold. The list below says the same, "
                        "with every reason.",
                        to_string(answer.use), nodes.size(),
                        is_outside ? "ways out of the law" : "conditions", met));
    }

private:
    void node_box(const law::Explanation& why, int x, int y, int width) {
        std::string_view word = word_of(why.value);
        drawing_.box(x, y, width, kBox, fmt::format("value-{}", word));
        drawing_.text(x + 8, y + 18, word, "strong");
        drawing_.text(x + width - 8, y + 18, why.cite, "small", Drawing::Anchor::End);
        auto lines = wrapped(why.plain.empty() ? why.says : why.plain,
                             static_cast<std::size_t>(width) * 10 / 64, 1);
        if (!lines.empty()) drawing_.text(x + 8, y + 37, lines[0], "body");
    }

    const review::Reviewer& reviewer_;
    Drawing drawing_;
};

}  // namespace

std::string decision_picture(const review::Reviewer& reviewer, const review::Answer& answer) {
    return Decision(reviewer).draw(answer);
}

}  // namespace standstill::report
