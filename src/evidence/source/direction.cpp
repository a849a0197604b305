#include "evidence/source/direction.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "evidence/mark/marks.h"
#include "evidence/source/attribution.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {

namespace {

constexpr int kByDate = 3;
constexpr int kByNaming = 4;
constexpr int kByFirstHand = 3;
constexpr int kByDetail = 2;
constexpr int kByWitness = 2;
constexpr int kByJoinedWords = 1;
constexpr int kOutweighs = 2;
constexpr std::size_t kFewReadings = 3;

using HashSet = std::unordered_set<std::uint64_t>;

HashSet shingle_set(const Report& report) {
    std::vector<std::uint64_t> shingles = marks_of(report.reading, Quoted::Kept).shingles;
    return {shingles.begin(), shingles.end()};
}

class Arguer {
public:
    Arguer(const Report& first, const Report& second) : first_(first), second_(second) {}

    Direction argue(std::span<const Report* const> witnesses) {
        by_date();
        by_naming(first_, second_, Origin::Second);
        by_naming(second_, first_, Origin::First);
        by_first_hand(first_, Origin::First);
        by_first_hand(second_, Origin::Second);
        // Languages count capitals and words differently.
        if (first_.reading.language == second_.reading.language) {
            by_detail();
            by_joined_words(first_, second_, Origin::First);
            by_joined_words(second_, first_, Origin::Second);
            by_witnesses(witnesses);
        }
        int balance = 0;
        for (const Argument& argument : direction_.arguments)
            balance += argument.speaks_for == Origin::First    ? argument.weight
                       : argument.speaks_for == Origin::Second ? -argument.weight
                                                               : 0;
        if (balance >= kOutweighs) direction_.origin = Origin::First;
        if (balance <= -kOutweighs) direction_.origin = Origin::Second;
        return std::move(direction_);
    }

private:
    void add(Origin speaks_for, int weight, std::string words) {
        direction_.arguments.push_back({speaks_for, weight, std::move(words)});
    }
    const Report& of(Origin origin) const { return origin == Origin::First ? first_ : second_; }
    static Origin other(Origin origin) {
        return origin == Origin::First ? Origin::Second : Origin::First;
    }

    void by_date() {
        if (!first_.published || !second_.published) return;
        if (*first_.published == *second_.published) {
            add(Origin::Open, 0, "both are dated " + base::to_string(*first_.published));
            return;
        }
        Origin earlier = *first_.published < *second_.published ? Origin::First : Origin::Second;
        add(earlier, kByDate,
            fmt::format("`{}` is dated {}, `{}` {}", of(earlier).id,
                        base::to_string(*of(earlier).published), of(other(earlier)).id,
                        base::to_string(*of(other(earlier)).published)));
    }

    void by_naming(const Report& citing, const Report& cited, Origin origin) {
        if (cited.outlet.empty() || is_named(citing, cited.outlet)) return;
        for (const Attribution& attribution : attributions_of(citing.reading))
            if (is_named(cited, attribution.name)) {
                add(origin, kByNaming,
                    fmt::format("`{}` names it: `{}`", citing.id,
                                citing.reading.shown(attribution.span)));
                return;
            }
    }

    void by_first_hand(const Report& report, Origin origin) {
        if (report.outlet.empty()) return;
        for (const Attribution& attribution : attributions_of(report.reading))
            if (attribution.kind == AttributionKind::Carried &&
                is_named(report, attribution.name)) {
                add(origin, kByFirstHand,
                    fmt::format("`{}` speaks of its own work: `{}`", report.id,
                                report.reading.shown(attribution.span)));
                return;
            }
    }

    // What has a number, a date or a name that the other lacks was not made from the other.
    void by_detail() {
        auto details = [](const Report& report) {
            HashSet keys;
            for (const Anchor& anchor : report.reading.anchors)
                if (anchor.normal.size() > 1) keys.insert(anchor.key);
            return keys;
        };
        HashSet own = details(first_);
        HashSet others = details(second_);
        auto only = [](const HashSet& a, const HashSet& b) {
            return static_cast<std::size_t>(
                std::ranges::count_if(a, [&](std::uint64_t key) { return !b.contains(key); }));
        };
        std::size_t first_only = only(own, others);
        std::size_t second_only = only(others, own);
        if (std::max(first_only, second_only) < kFewReadings) return;
        if (first_only < 2 * second_only && second_only < 2 * first_only) return;
        Origin richer = first_only > second_only ? Origin::First : Origin::Second;
        add(richer, kByDetail,
            fmt::format("`{}` has {} numbers, dates and names that the other lacks, the other {}",
                        of(richer).id, std::max(first_only, second_only),
                        std::min(first_only, second_only)));
    }

    // Two words of the source that lost the space between them: "concerns such", "concernssuch".
    void by_joined_words(const Report& source, const Report& copy, Origin origin) {
        HashSet joined;
        const std::vector<Word>& words = source.reading.words;
        std::vector<std::string> folded;
        HashSet known;
        for (const Word& word : words) {
            folded.push_back(folded_word(source.reading, word));
            known.insert(word.hash);
        }
        for (std::size_t i = 0; i + 1 < folded.size(); ++i)
            if (folded[i].size() >= 3 && folded[i + 1].size() >= 3)
                joined.insert(word_hash(folded[i] + folded[i + 1]));
        for (const Word& word : copy.reading.words)
            if (joined.contains(word.hash) && !known.contains(word.hash)) {
                add(origin, kByJoinedWords,
                    fmt::format("`{}` in `{}` is two words of the other that lost their space",
                                copy.reading.shown(word.span), copy.id));
                return;
            }
    }

    void by_witnesses(std::span<const Report* const> witnesses) {
        HashSet own = shingle_set(first_);
        HashSet others = shingle_set(second_);
        std::size_t with_first = 0;
        std::size_t with_second = 0;
        for (const Report* witness : witnesses)
            for (std::uint64_t shingle : shingle_set(*witness)) {
                bool in_first = own.contains(shingle);
                bool in_second = others.contains(shingle);
                if (in_first && !in_second) ++with_first;
                if (in_second && !in_first) ++with_second;
            }
        std::size_t more = std::max(with_first, with_second);
        std::size_t fewer = std::min(with_first, with_second);
        if (more < kFewReadings) return;
        if (more < 3 * fewer) {
            add(Origin::Open, 0,
                fmt::format("other reports share {} readings with the first against the second and "
                            "{} the other way: an edition that is not on file may stand between",
                            with_first, with_second));
            return;
        }
        Origin nearer = with_first > with_second ? Origin::First : Origin::Second;
        add(nearer, kByWitness,
            fmt::format("other reports share {} readings with `{}` against the other, and {} the "
                        "other way",
                        more, of(nearer).id, fewer));
    }

    const Report& first_;
    const Report& second_;
    Direction direction_;
};

}  // namespace

Direction direction_of(const Report& first, const Report& second,
                       std::span<const Report* const> witnesses) {
    return Arguer(first, second).argue(witnesses);
}

}  // namespace standstill::evidence
