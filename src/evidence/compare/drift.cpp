#include "evidence/compare/drift.h"

#include <algorithm>
#include <optional>

#include "evidence/compare/word_order.h"
#include "evidence/text/numbers.h"

namespace standstill::evidence {

namespace {

// Words that say how sure a sentence is, by what they say. One of a class may stand for another.
struct Cues {
    std::string_view what;
    std::string_view words;
};
constexpr Cues kModality[] = {
    {"possibility", " may might could perhaps possibly maybe potentially likely probably "},
    {"report", " reportedly allegedly apparently purportedly supposedly rumored rumoured alleged "},
    {"belief",
     " believed believe believes suspected suspect suspects thought assumed presumed "
     "speculated speculation "},
    {"seeming", " seems seemed appears appeared seem appear "},
    {"will", " will would wo shall "},
    {"ability", " can cannot able unable "},
    {"duty", " must should required "},
    {"deed", " did does do "},
};
constexpr std::string_view kNegations =
    " not no never without neither nor none nobody cannot nothing denied denies deny refused "
    "refuses declined declines fails failed unable nicht kein keine nie sans ne jamais non nunca ni "
    "niet geen ";
constexpr std::string_view kSpeech =
    " said says told tells according stated states reported reports claimed claims wrote writes "
    "confirmed announced argued warned explained added noted ";

bool is_in(std::string_view list, std::string_view word) {
    std::size_t at = word.empty() ? std::string_view::npos : list.find(word);
    for (; at != std::string_view::npos; at = list.find(word, at + 1))
        if (at > 0 && list[at - 1] == ' ' && list[at + word.size()] == ' ') return true;
    return false;
}

// `n't` after a word: the letters are dropped from words, so the text is asked.
bool is_contracted_not(const Reading& reading, std::uint32_t i) {
    std::uint32_t end = reading.words[i].span.end;
    std::string_view word = reading.shown(reading.words[i].span);
    std::string_view after = std::string_view(reading.text).substr(end, 4);
    return (word.ends_with('n') || word.ends_with('N')) &&
           (after.starts_with("'t") || after.starts_with("\xE2\x80\x99t"));
}

struct Piece {
    const Reading& reading;
    WordRange words;
    std::vector<std::string> folded = {};

    void fold() {
        for (std::uint32_t i = words.first; i < words.last; ++i) {
            folded.push_back(folded_word(reading, reading.words[i]));
            // `don't` is `don` among words; here it is a form of `do`.
            if (is_contracted_not(reading, i)) folded.back().pop_back();
        }
    }
    std::vector<const Anchor*> anchors(AnchorKind kind) const {
        std::vector<const Anchor*> found;
        for (const Anchor& anchor : reading.anchors)
            if (anchor.kind == kind && words.first <= anchor.word && anchor.word < words.last)
                found.push_back(&anchor);
        return found;
    }
    Span span() const { return reading.span_of(words); }
    Span span_at(std::size_t i) const { return reading.words[words.first + i].span; }
};

std::string ticked(std::string_view text) { return "`" + std::string(text) + "`"; }

// What a year in the words of a date says, or nothing.
std::string_view year_in(std::string_view date) {
    for (std::size_t i = 0; i + 4 <= date.size(); ++i)
        if ((date.substr(i, 2) == "19" || date.substr(i, 2) == "20") &&
            std::ranges::all_of(date.substr(i, 4), [](char c) { return '0' <= c && c <= '9'; }))
            return date.substr(i, 4);
    return {};
}

class DriftReader {
public:
    DriftReader(Piece first, Piece second) : first_(std::move(first)), second_(std::move(second)) {
        first_.fold();
        second_.fold();
    }

    std::vector<Drift> read() {
        compare_anchors(DriftKind::Number, AnchorKind::Number, "number");
        compare_dates();
        compare_names();
        compare_negations();
        compare_modality();
        compare_attribution();
        compare_quotations();
        return std::move(drifts_);
    }

private:
    void add(DriftKind kind, Span first, Span second, std::string words) {
        drifts_.push_back({kind, first, second, std::move(words)});
    }

    // What stands on one side alone, in order: the k-th of either side belong together.
    template <typename Same>
    void unmatched(std::vector<const Anchor*>& own, std::vector<const Anchor*>& other, Same same) {
        std::erase_if(own, [&](const Anchor* anchor) {
            auto found = std::ranges::find_if(
                other, [&](const Anchor* candidate) { return same(*anchor, *candidate); });
            if (found == other.end()) return false;
            other.erase(found);
            return true;
        });
    }

    // Neighbouring names are one: "Harbor Ledger".
    static std::vector<Span> joined(const std::vector<const Anchor*>& anchors) {
        std::vector<Span> spans;
        std::uint32_t last = 0;
        for (const Anchor* anchor : anchors) {
            bool neighbours =
                !spans.empty() && anchor->kind == AnchorKind::Name && anchor->word == last + 1;
            if (neighbours)
                spans.back().end = anchor->span.end;
            else
                spans.push_back(anchor->span);
            last = anchor->word;
        }
        return spans;
    }

    void report_pairs(DriftKind kind, std::string_view what,
                      const std::vector<const Anchor*>& own_anchors,
                      const std::vector<const Anchor*>& other_anchors) {
        std::vector<Span> own = joined(own_anchors);
        std::vector<Span> other = joined(other_anchors);
        for (std::size_t i = 0; i < std::max(own.size(), other.size()); ++i) {
            Span a = i < own.size() ? own[i] : Span{};
            Span b = i < other.size() ? other[i] : Span{};
            if (i >= other.size())
                add(kind, a, b,
                    std::string(what) + " " + ticked(first_.reading.shown(a)) + " is missing");
            else if (i >= own.size())
                add(kind, a, b,
                    std::string(what) + " " + ticked(second_.reading.shown(b)) + " was added");
            else
                add(kind, a, b,
                    ticked(first_.reading.shown(a)) + " became " +
                        ticked(second_.reading.shown(b)));
        }
    }

    void compare_anchors(DriftKind kind, AnchorKind anchors, std::string_view what) {
        auto own = first_.anchors(anchors);
        auto other = second_.anchors(anchors);
        // "one" is a number and, more often, an article.
        auto is_one = [](const Anchor* anchor) { return anchor->normal == "1"; };
        unmatched(own, other, [](const Anchor& a, const Anchor& b) { return a.key == b.key; });
        std::erase_if(own, is_one);
        std::erase_if(other, is_one);
        report_pairs(kind, what, own, other);
    }

    void compare_dates() {
        auto own = first_.anchors(AnchorKind::Date);
        auto other = second_.anchors(AnchorKind::Date);
        unmatched(own, other, [&](const Anchor& a, const Anchor& b) {
            std::string_view one = year_in(first_.reading.shown(a.span));
            std::string_view two = year_in(second_.reading.shown(b.span));
            return a.key == b.key && (one == two || one.empty() || two.empty());
        });
        report_pairs(DriftKind::Date, "date", own, other);
    }

    // By letters, not by sound: a name that is spelled otherwise has drifted.
    void compare_names() {
        auto own = first_.anchors(AnchorKind::Name);
        auto other = second_.anchors(AnchorKind::Name);
        auto word = [](const Reading& reading, const Anchor& anchor) {
            return reading.words[anchor.word].hash;
        };
        auto stands = [](const Piece& piece, std::uint64_t hash) {
            for (std::uint32_t i = piece.words.first; i < piece.words.last; ++i)
                if (piece.reading.words[i].hash == hash) return true;
            return false;
        };
        // A name may begin the sentence on the other side, where its capital says nothing.
        std::erase_if(own,
                      [&](const Anchor* a) { return stands(second_, word(first_.reading, *a)); });
        std::erase_if(other,
                      [&](const Anchor* a) { return stands(first_, word(second_.reading, *a)); });
        report_pairs(DriftKind::Name, "name", own, other);
    }

    std::vector<std::size_t> negations(const Piece& piece) const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < piece.folded.size(); ++i)
            if (is_in(kNegations, piece.folded[i]) ||
                is_contracted_not(piece.reading, piece.words.first + static_cast<std::uint32_t>(i)))
                found.push_back(i);
        return found;
    }

    void compare_negations() {
        auto own = negations(first_);
        auto other = negations(second_);
        if (own.size() == other.size()) return;
        if (own.size() > other.size())
            add(DriftKind::Negation, first_.span_at(own.back()), {},
                "the denial " + ticked(first_.reading.shown(first_.span_at(own.back()))) +
                    " is missing");
        else
            add(DriftKind::Negation, {}, second_.span_at(other.back()),
                "the denial " + ticked(second_.reading.shown(second_.span_at(other.back()))) +
                    " was added");
    }

    static std::optional<std::size_t> first_of(const Piece& piece, std::string_view words) {
        for (std::size_t i = 0; i < piece.folded.size(); ++i)
            if (is_in(words, piece.folded[i])) return i;
        return std::nullopt;
    }

    void compare_modality() {
        std::vector<std::size_t> lost;
        std::vector<std::size_t> gained;
        for (const Cues& cues : kModality) {
            auto own = first_of(first_, cues.words);
            auto other = first_of(second_, cues.words);
            if (own && !other) lost.push_back(*own);
            if (other && !own) gained.push_back(*other);
        }
        for (std::size_t i = 0; i < std::max(lost.size(), gained.size()); ++i) {
            Span a = i < lost.size() ? first_.span_at(lost[i]) : Span{};
            Span b = i < gained.size() ? second_.span_at(gained[i]) : Span{};
            std::string words = i >= gained.size() ? ticked(first_.reading.shown(a)) + " is missing"
                                : i >= lost.size() ? ticked(second_.reading.shown(b)) + " was added"
                                                   : ticked(first_.reading.shown(a)) + " became " +
                                                         ticked(second_.reading.shown(b));
            add(DriftKind::Modality, a, b, std::move(words));
        }
    }

    void compare_attribution() {
        auto own = first_of(first_, kSpeech);
        auto other = first_of(second_, kSpeech);
        if (own && !other)
            add(DriftKind::Attribution, first_.span_at(*own), {},
                "what was " + ticked(first_.reading.shown(first_.span_at(*own))) +
                    " by somebody is said as a fact");
        if (other && !own)
            add(DriftKind::Attribution, {}, second_.span_at(*other),
                "what was said as a fact is " +
                    ticked(second_.reading.shown(second_.span_at(*other))) + " by somebody");
    }

    void compare_quotations() {
        for (const Quotation& quotation : first_.reading.quotations) {
            if (!overlaps(quotation.words, first_.words)) continue;
            const Quotation* nearest = nearest_to(quotation);
            Span other = nearest == nullptr ? Span{} : nearest->span;
            if (nearest == nullptr) {
                add(DriftKind::Quotation, quotation.span, {},
                    "the quotation " + ticked(first_.reading.shown(quotation.span)) +
                        " is no longer quoted");
            } else if (hashes(first_.reading, quotation) != hashes(second_.reading, *nearest)) {
                add(DriftKind::Quotation, quotation.span, other,
                    "the quotation " + ticked(first_.reading.shown(quotation.span)) + " became " +
                        ticked(second_.reading.shown(other)));
            }
        }
    }

    static bool overlaps(WordRange a, WordRange b) { return a.first < b.last && b.first < a.last; }

    static std::vector<std::uint32_t> hashes(const Reading& reading, const Quotation& quotation) {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = quotation.words.first; i < quotation.words.last; ++i)
            found.push_back(static_cast<std::uint32_t>(reading.words[i].hash >> 32));
        return found;
    }

    const Quotation* nearest_to(const Quotation& quotation) const {
        WordOrder order(hashes(first_.reading, quotation));
        const Quotation* nearest = nullptr;
        int best = 0;
        for (const Quotation& other : second_.reading.quotations) {
            if (!overlaps(other.words, second_.words)) continue;
            int found = order.score(hashes(second_.reading, other)).thousandths;
            if (found > best) {
                best = found;
                nearest = &other;
            }
        }
        return best >= 300 ? nearest : nullptr;
    }

    Piece first_;
    Piece second_;
    std::vector<Drift> drifts_;
};

}  // namespace

std::string_view name_of(DriftKind kind) {
    constexpr std::string_view kNames[] = {"number",   "date",        "name",     "negation",
                                           "modality", "attribution", "quotation"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Drift> drift_between(const Reading& first, WordRange first_words, const Reading& second,
                                 WordRange second_words) {
    return DriftReader(Piece{first, first_words}, Piece{second, second_words}).read();
}

std::vector<Drift> drift_of(const Reading& first, const Reading& second,
                            const std::vector<AlignedSentences>& aligned) {
    std::vector<Drift> drifts;
    for (const AlignedSentences& pair : aligned) {
        if (pair.same) continue;
        for (Drift& drift :
             drift_between(first, first_words(first, pair), second, second_words(second, pair)))
            drifts.push_back(std::move(drift));
    }
    return drifts;
}

}  // namespace standstill::evidence
