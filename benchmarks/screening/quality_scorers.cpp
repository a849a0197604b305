#include "screening/quality_scorers.h"

#include <algorithm>

#include "screening/name/ofac.h"
#include "screening/name/score.h"

namespace standstill::quality {
namespace {

using screening::Mode;
using screening::Name;
using screening::NameText;

class ModeScorer : public Scorer {
public:
    explicit ModeScorer(const Mode& mode) : mode_(mode) {}
    std::string label() const override { return label_of(mode_); }
    void add(const NameText& name) override { names_.push_back(analyse(name, mode_)); }
    void score(const NameText& query, std::uint32_t, std::vector<std::uint32_t>& out) override {
        analyse(query, mode_, query_);
        out.clear();
        for (const Name& name : names_) out.push_back(similarity(query_, name, mode_));
    }

private:
    Mode mode_;
    std::vector<Name> names_;
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
