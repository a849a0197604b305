#include "evidence/source/source_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "evidence/compare/word_order.h"

namespace standstill::evidence {

namespace {

// Components by union and find; the least number names a component.
class Components {
public:
    explicit Components(std::size_t size) : parent_(size) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t root(std::size_t node) {
        while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
        return node;
    }
    void join(std::size_t a, std::size_t b) {
        a = root(a);
        b = root(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> parent_;
};

// Two texts with fewer shared shingles than this, no shared quotation and no name in common are
// independent in wording without a closer look.
constexpr std::uint32_t kFewShingles = 4;

class Mapper {
public:
    Mapper(std::span<const Report* const> reports, const Limits& limits)
        : reports_(reports), limits_(limits) {}

    base::Result<SourceMap> map(std::span<const Decision> decisions) {
        if (reports_.size() > kMostReports)
            return base::invalid(fmt::format("{} reports are more than the {} of one case",
                                             reports_.size(), kMostReports));
        for (std::size_t i = 0; i < reports_.size(); ++i)
            if (!numbers_.emplace(reports_[i]->id, i).second)
                return base::invalid("two reports have the id `" + reports_[i]->id + "`");
        if (auto known = take_decisions(decisions); !known) return known.error();
        compare_all();
        find_upstreams();
        join();
        argue_directions();
        find_dropped();
        give_reasons();
        return std::move(map_);
    }

private:
    using Pair = std::pair<std::size_t, std::size_t>;

    const Report& report(std::size_t i) const { return *reports_[i]; }

    base::Status take_decisions(std::span<const Decision> decisions) {
        for (const Decision& decision : decisions) {
            auto first = numbers_.find(decision.first);
            auto second = numbers_.find(decision.second);
            for (const auto& [id, found] :
                 {std::pair(&decision.first, first), std::pair(&decision.second, second)})
                if (found == numbers_.end())
                    return base::invalid("a decision is about `" + *id +
                                         "`, which is no report of the case");
            if (first->second == second->second)
                return base::invalid("a decision is about `" + decision.first + "` and itself");
            decided_[std::minmax(first->second, second->second)] = &decision;
        }
        return base::Done{};
    }

    void compare_all() {
        std::vector<Marks> marks;
        for (const Report* one : reports_) marks.push_back(marks_of(one->reading, Quoted::Kept));
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            ShingleSet shingles(marks[i].shingles);
            for (std::size_t j = i + 1; j < reports_.size(); ++j) {
                auto decision = decided_.find({i, j});
                bool is_decided = decision != decided_.end();
                if (!is_decided && !deserves_a_look(i, j) &&
                    shingles.shared(marks[j].shingles, kFewShingles) < kFewShingles)
                    continue;
                Verdict verdict = relate(report(i), report(j), limits_);
                if (!is_decided && !may_join(verdict)) continue;
                Edge edge;
                edge.first = i;
                edge.second = j;
                edge.verdict = std::move(verdict);
                if (is_decided) edge.decision = decision->second;
                map_.edges.push_back(std::move(edge));
            }
        }
    }

    // Languages, owners, short texts and names must not be missed for want of common words.
    bool deserves_a_look(std::size_t i, std::size_t j) const {
        const Report& a = report(i);
        const Report& b = report(j);
        if (a.reading.language != b.reading.language) return true;
        if (a.reading.language == Language::Unknown) return true;
        if (std::min(a.reading.words.size(), b.reading.words.size()) < limits_.short_words)
            return true;
        if (is_same_name(a.owner, b.owner) || is_named(a, b.outlet) || is_named(b, a.outlet))
            return true;
        return (!a.outlet.empty() && mentions(b.reading, a.outlet)) ||
               (!b.outlet.empty() && mentions(a.reading, b.outlet));
    }

    void find_upstreams() {
        std::map<std::vector<std::string>, Upstream> by_name;
        for (std::size_t i = 0; i < reports_.size(); ++i)
            for (const Attribution& attribution : attributions_of(report(i).reading)) {
                if (attribution.kind != AttributionKind::Carried) continue;
                if (is_on_file(attribution.name)) continue;
                Upstream& upstream = by_name[name_words(attribution.name)];
                if (upstream.name.empty()) upstream.name = attribution.name;
                if (upstream.reports.empty() || upstream.reports.back() != i)
                    upstream.reports.push_back(i);
            }
        for (auto& [words, upstream] : by_name)
            if (!words.empty() && upstream.reports.size() > 1)
                map_.upstreams.push_back(std::move(upstream));
    }
    bool is_on_file(std::string_view name) const {
        return std::ranges::any_of(reports_,
                                   [&](const Report* one) { return is_named(*one, name); });
    }

    void join() {
        Components sources(reports_.size());
        Components texts(reports_.size());
        for (const Edge& edge : map_.edges) {
            bool certain = edge.decision != nullptr ? edge.decision->one_source
                                                    : joins_for_certain(edge.verdict);
            bool perhaps =
                edge.decision != nullptr ? edge.decision->one_source : may_join(edge.verdict);
            if (certain) texts.join(edge.first, edge.second);
            if (perhaps) sources.join(edge.first, edge.second);
        }
        for (const Upstream& upstream : map_.upstreams)
            for (std::size_t other : upstream.reports) sources.join(upstream.reports[0], other);
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            map_.source_of.push_back(sources.root(i));
            map_.text_of.push_back(texts.root(i));
            if (map_.source_of[i] == i) ++map_.count.certain;
            if (map_.text_of[i] == i) ++map_.count.possible;
        }
    }

    void argue_directions() {
        for (Edge& edge : map_.edges) {
            if (!depends(edge)) continue;
            std::vector<const Report*> witnesses;
            for (std::size_t i = 0; i < reports_.size() && witnesses.size() < 32; ++i)
                if (i != edge.first && i != edge.second &&
                    map_.text_of[i] == map_.text_of[edge.first])
                    witnesses.push_back(reports_[i]);
            edge.direction = direction_of(report(edge.first), report(edge.second), witnesses);
        }
    }
    static bool depends(const Edge& edge) {
        return edge.verdict.relation <= Relation::Translated &&
               (edge.decision == nullptr || edge.decision->one_source);
    }

    // Only against a text that was not taken from another itself: what a copy of a copy leaves out
    // is the first source's name, not the name of whoever handed it on.
    void find_dropped() {
        std::vector<bool> is_copy(reports_.size());
        for (const Edge& edge : map_.edges)
            if (depends(edge) && edge.direction.origin != Origin::Open)
                is_copy[edge.direction.origin == Origin::First ? edge.second : edge.first] = true;
        for (const Edge& edge : map_.edges) {
            if (!depends(edge) || edge.direction.origin == Origin::Open) continue;
            bool from_first = edge.direction.origin == Origin::First;
            DroppedAttribution dropped;
            dropped.report = from_first ? edge.second : edge.first;
            dropped.source = from_first ? edge.first : edge.second;
            if (is_copy[dropped.source]) continue;
            const Report& copy = report(dropped.report);
            const Report& source = report(dropped.source);
            if (is_named(copy, source.outlet) || is_same_name(copy.owner, source.owner)) continue;
            if (mentions_any_name(copy, source)) continue;
            auto lost = [&](const std::string& name) {
                bool known = std::ranges::any_of(dropped.names, [&](const std::string& other) {
                    return is_same_name(other, name);
                });
                if (!name.empty() && !known && !mentions(copy.reading, name))
                    dropped.names.push_back(name);
            };
            lost(source.outlet);
            for (const Attribution& attribution : attributions_of(source.reading))
                if (attribution.kind == AttributionKind::Carried) lost(attribution.name);
            if (dropped.names.empty()) continue;
            for (Attribution& attribution : attributions_of(copy.reading))
                if (attribution.kind == AttributionKind::Anonymous)
                    dropped.instead.push_back(std::move(attribution));
            map_.dropped.push_back(std::move(dropped));
        }
    }
    static bool mentions_any_name(const Report& copy, const Report& source) {
        return mentions(copy.reading, source.outlet) ||
               std::ranges::any_of(source.other_names, [&](const std::string& name) {
                   return mentions(copy.reading, name);
               });
    }

    void give_reasons() {
        map_.reasons.push_back(fmt::format("{} reports are {} to {} independent sources",
                                           reports_.size(), map_.count.certain,
                                           map_.count.possible));
        for (const Edge& edge : map_.edges) {
            std::string pair =
                fmt::format("`{}` and `{}`", report(edge.first).id, report(edge.second).id);
            if (edge.decision != nullptr)
                map_.reasons.push_back(
                    fmt::format("{}: `{}` decided that they are {}: {}", pair, edge.decision->by,
                                edge.decision->one_source ? "one source" : "independent",
                                edge.decision->reason));
            else
                map_.reasons.push_back(fmt::format("{}: {}: {}", pair,
                                                   name_of(edge.verdict.relation),
                                                   edge.verdict.reasons.front()));
        }
        for (const Upstream& upstream : map_.upstreams)
            map_.reasons.push_back(
                fmt::format("{} reports name `{}`, which is not on file, as having carried it",
                            upstream.reports.size(), upstream.name));
    }

    std::span<const Report* const> reports_;
    const Limits& limits_;
    std::map<std::string, std::size_t> numbers_;
    std::map<Pair, const Decision*> decided_;
    SourceMap map_;
};

}  // namespace

base::Result<SourceMap> map_sources(std::span<const Report* const> reports,
                                    std::span<const Decision> decisions, const Limits& limits) {
    return Mapper(reports, limits).map(decisions);
}

}  // namespace standstill::evidence
