#include "screening/quality_scorers.h"

#include <algorithm>

#include "screening/find/index.h"
#include "screening/name/ofac.h"
#include "screening/name/score.h"
#include "screening/quality_files.h"

namespace standstill::quality {
namespace {

using screening::Mode;
using screening::Name;
using screening::NameText;

// Through the index, which finds what scoring every name would (find/index.h).
class ModeScorer : public Scorer {
public:
    explicit ModeScorer(const Mode& mode) : mode_(mode) {}
    std::string label() const override { return label_of(mode_); }
    void add(const NameText& name) override {
        texts_.emplace_back(name.text);
        kinds_.push_back(name.kind);
    }
    void ready() override {
        std::vector<screening::ListedText> listed;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            listed.push_back({{texts_[i], kinds_[i], {}, {}}, static_cast<std::uint32_t>(i), 0});
        }
        auto built = screening::Index::build({listed, mode_, {}, {}});
        if (!built) stop(built.error().message);
        index_ = std::make_unique<screening::Index>(*std::move(built));
    }
    void score(const NameText& query, std::uint32_t floor,
               std::vector<std::uint32_t>& out) override {
        analyse(query, mode_, query_);
        out.assign(texts_.size(), 0);
        for (const auto& hit : index_->search(query_, {floor, 0, {}}, scratch_)) {
            out[hit.entity] = hit.similarity;
        }
    }

private:
    Mode mode_;
    std::vector<std::string> texts_;
    std::vector<screening::EntityKind> kinds_;
    std::unique_ptr<screening::Index> index_;
    screening::SearchScratch scratch_;
    Name query_;
};

class WholeJaroWinkler : public Scorer {
public:
    std::string label() const override { return "jaro-winkler"; }
    void add(const NameText& name) override { names_.push_back(letters(name)); }
    void score(const NameText& query, std::uint32_t, std::vector<std::uint32_t>& out) override {
        const std::string one = letters(query);
        out.clear();
        for (const std::string& name : names_)
            out.push_back(screening::jaro_winkler(one, name) / 1000);
    }

private:
    static std::string letters(const NameText& text) {
        const Name name = analyse(text, screening::standard_mode());
        std::string out;
        for (const screening::Part& part : name.parts) {
            if (!out.empty()) out += ' ';
            out += name.folded(part);
        }
        return out;
    }
    std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<Scorer> mode_scorer(const Mode& mode) { return std::make_unique<ModeScorer>(mode); }
std::unique_ptr<Scorer> jaro_winkler_scorer() { return std::make_unique<WholeJaroWinkler>(); }

}  // namespace standstill::quality
