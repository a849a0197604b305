#include "screening/screen/screener.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "screening/find/snapshot.h"
#include "screening/list/combine.h"
#include "screening/list/entity_json.h"
#include "screening/list/fields.h"
#include "screening/name/lexicon.h"
#include "screening/name/score.h"
#include "screening/screen/directory.h"

namespace standstill::screening {

namespace {

NameText text_of(const Entity& entity, const ListedName& name) {
    return {name.text, entity.kind, name.given, name.family};
}

SearchedList searched_list(const ListVersion& version) {
    SearchedList out{version.list,
                     version.title,
                     version.published,
                     version.digest,
                     version.format,
                     version.entities.size(),
                     0};
    for (const Entity& entity : version.entities) out.names += entity.names.size();
    return out;
}

// All that is kept of the search for one query name, by entity.
struct Candidate {
    Hit best;
    std::size_t asked = 0;  // which of the query's names
    std::vector<Hit> others;
    bool by_identifier = false;
};
using Candidates = std::map<std::uint32_t, Candidate>;

void take(Candidates& out, std::size_t asked, const Hit& hit) {
    auto [at, is_new] = out.try_emplace(hit.entity, Candidate{hit, asked, {}, false});
    if (is_new) return;
    Candidate& known = at->second;
    auto same = [&](const Hit& one) { return one.number == hit.number; };
    if (hit.similarity > known.best.similarity) {
        if (!same(known.best)) known.others.push_back(known.best);
        std::erase_if(known.others, same);
        known.best = hit;
        known.asked = asked;
    } else if (!same(known.best) && std::none_of(known.others.begin(), known.others.end(), same)) {
        known.others.push_back(hit);
    }
}

bool has_name(const Entity& entity, const std::string& name) {
    return std::any_of(entity.names.begin(), entity.names.end(),
                       [&](const ListedName& one) { return same_ascii(one.text, name); });
}

// The texts a query asks for: its name first.
std::vector<NameText> texts_of(const Query& query) {
    std::vector<NameText> out{{query.name, query.kind, query.given, query.family}};
    for (const std::string& name : query.other_names) out.push_back({name, query.kind, {}, {}});
    return out;
}

// A hit without its explanation, which only those get that are shown.
struct Ranked {
    ExplainedHit hit;
    std::size_t asked = 0;
    std::int64_t rank = 0;
};

bool stronger(const Ranked& a, const Ranked& b) {
    return std::tuple(-a.rank, -a.hit.surprise, std::string_view(a.hit.entity.id)) <
           std::tuple(-b.rank, -b.hit.surprise, std::string_view(b.hit.entity.id));
}

}  // namespace

struct Screener::State {
    Index index;  // of the standard mode; carries directory and entities
    Directory directory;
    mutable std::mutex mutex;
    // Of the other modes, made of the names of the first when they are asked for.
    mutable std::map<std::string, std::shared_ptr<const Index>> others;

    State(Index made, Directory read) : index(std::move(made)), directory(std::move(read)) {}

    base::Result<Entity> entity(std::uint32_t number) const {
        boost::system::error_code error;
        boost::json::value json = boost::json::parse(index.payload(number), error);
        if (error)
            return base::fail(base::ErrorKind::Corrupt, "an entity of a snapshot does not read");
        return entity_from_json(json);
    }

    Candidates look_for(const Query& query, const Asking& asking, std::uint32_t threshold,
                        const std::vector<Name>& names) const;
    std::optional<Ranked> weigh(const Query& query, const Mode& mode,
                                const std::vector<Name>& names, std::uint32_t number,
                                const Candidate& candidate) const;

    base::Result<Entity> with_id(std::string_view id) const;
    // Where the list itself says that somebody is taken for somebody else.
    std::vector<std::string> cautions(const Query& query, const Entity& entity) const;

    std::shared_ptr<const Index> of(const Mode& mode) const {
        if (label_of(mode) == label_of(index.mode()))
            return {std::shared_ptr<const Index>(), &index};
        std::lock_guard lock(mutex);
        auto& kept = others[label_of(mode)];
        if (kept) return kept;
        std::vector<ListedText> names;
        for (std::uint32_t place = 0; place < index.size(); ++place)
            names.push_back({index.name(place), index.entity_of(place), index.number_of(place)});
        auto made = Index::build({names, mode, "", {}});
        if (made) kept = std::make_shared<const Index>(std::move(*made));
        return kept;
    }
};

Screener::Screener(std::unique_ptr<State> state) : state_(std::move(state)) {}
Screener::~Screener() = default;
Screener::Screener(Screener&&) noexcept = default;
Screener& Screener::operator=(Screener&&) noexcept = default;

base::Result<Screener> Screener::make(std::span<const ListVersion* const> lists) {
    const std::vector<Entity> entities = combine(lists);
    std::vector<SearchedList> searched;
    for (const ListVersion* list : lists) searched.push_back(searched_list(*list));
    std::vector<ListedText> names;
    std::vector<std::string> texts;
    texts.reserve(entities.size());
    for (std::size_t i = 0; i < entities.size(); ++i) {
        const std::size_t count = std::min<std::size_t>(entities[i].names.size(), 65'535);
        for (std::size_t n = 0; n < count; ++n)
            names.push_back({text_of(entities[i], entities[i].names[n]),
                             static_cast<std::uint32_t>(i), static_cast<std::uint16_t>(n)});
        texts.emplace_back();
        append_json(entities[i], texts.back());
    }
    const std::vector<std::string_view> payloads(texts.begin(), texts.end());
    const std::string header = write_directory(searched, entities);
    auto index = Index::build({names, standard_mode(), header, payloads});
    if (!index) return index.error();
    auto directory = Directory::read(index->header());
    if (!directory) return directory.error();
    return Screener(std::make_unique<State>(std::move(*index), std::move(*directory)));
}

base::Result<Screener> Screener::open(std::string_view bytes) {
    auto index = Index::open(bytes);
    if (!index) return index.error();
    auto directory = Directory::read(index->header());
    if (!directory) return directory.error();
    return Screener(std::make_unique<State>(std::move(*index), std::move(*directory)));
}

std::string Screener::made_by() {
    return fmt::format("{} snapshot/{} tables/{:08x}", label_of(standard_mode()),
                       find::kSnapshotVersion, lexicon_digest());
}

std::string_view Screener::bytes() const { return state_->index.bytes(); }

const std::vector<SearchedList>& Screener::searched() const { return state_->directory.lists(); }

base::Result<Entity> Screener::entity(std::string_view id) const { return state_->with_id(id); }

base::Result<Entity> Screener::State::with_id(std::string_view id) const {
    for (std::uint32_t number : directory.with_id(id)) {
        auto found = entity(number);
        if (!found || found->id == id) return found;
    }
    return base::fail(base::ErrorKind::NotFound, fmt::format("no list has the entity `{}`", id));
}

std::vector<std::string> Screener::State::cautions(const Query& query, const Entity& entity) const {
    const std::string& name = entity.names.front().text;
    const bool is_look_alike =
        std::find(entity.topics.begin(), entity.topics.end(), "look-alike") != entity.topics.end();
    std::vector<std::string> out;
    for (const std::string& other : entity.not_them) {
        auto known = with_id(other);
        const std::string called = known ? known->names.front().text : other;
        const bool is_asked = known ? has_name(*known, query.name) : same_ascii(other, query.name);
        if (is_look_alike)
            out.push_back(
                fmt::format("{} is listed here because it is taken for {}; it is "
                            "somebody else",
                            name, called));
        else if (is_asked)
            out.push_back(
                fmt::format("{} is known to be taken for {}; it is somebody else", called, name));
    }
    return out;
}

// Everything found for the names and numbers of a query, by entity.
Candidates Screener::State::look_for(const Query& query, const Asking& asking,
                                     std::uint32_t threshold,
                                     const std::vector<Name>& names) const {
    thread_local SearchScratch scratch;
    Candidates out;
    const auto index_of_mode = of(asking.mode);
    for (std::size_t i = 0; index_of_mode && i < names.size(); ++i)
        for (const Hit& hit : index_of_mode->search(names[i], {threshold, 0, {}}, scratch))
            take(out, i, hit);
    for (const Identifier& one : query.identifiers) {
        const std::string plain = plain_identifier(one.value);
        if (plain.empty()) continue;
        for (std::uint32_t entity : directory.with_identifier(plain))
            out.try_emplace(entity, Candidate{{entity, 0, 0, 0}, 0, {}, true});
    }
    return out;
}

// What a candidate amounts to; nothing where a number's hash was that of another number.
std::optional<Ranked> Screener::State::weigh(const Query& query, const Mode& mode,
                                             const std::vector<Name>& names, std::uint32_t number,
                                             const Candidate& candidate) const {
    auto listed = entity(number);
    if (!listed || candidate.best.number >= listed->names.size()) return std::nullopt;
    Ranked out;
    out.asked = candidate.asked;
    ExplainedHit& hit = out.hit;
    hit.name = candidate.best.number;
    hit.qualified = qualify(query, *listed);
    hit.by_identifier = std::any_of(
        hit.qualified.qualifiers.begin(), hit.qualified.qualifiers.end(), [](const Qualifier& one) {
            return one.what == "identifier" && one.agreement == Agreement::Agrees;
        });
    if (candidate.by_identifier && !hit.by_identifier) return std::nullopt;
    const Name name = analyse(text_of(*listed, listed->names[hit.name]), mode);
    const Score scored = score(names[out.asked], name, mode);
    hit.similarity = scored.similarity;
    hit.surprise = scored.surprise;
    out.rank = std::int64_t{scored.similarity} + hit.qualified.points;
    for (const Hit& other : candidate.others)
        hit.others.push_back({listed->names[other.number].text, other.similarity});
    hit.cautions = cautions(query, *listed);
    hit.entity = std::move(*listed);
    return out;
}

Report Screener::screen(const Query& query, const Asking& asking) const {
    Report out;
    out.query = query;
    out.mode = asking.mode;
    out.threshold = asking.threshold != 0 ? asking.threshold : asking.mode.threshold;
    out.searched = searched();
    const std::vector<NameText> texts = texts_of(query);
    std::vector<Name> names;
    for (const NameText& text : texts) names.push_back(analyse(text, asking.mode));
    out.notes = names.front().notes;

    std::vector<Ranked> ranked;
    for (const auto& [number, candidate] : state_->look_for(query, asking, out.threshold, names))
        if (auto one = state_->weigh(query, asking.mode, names, number, candidate); one)
            ranked.push_back(std::move(*one));
    std::sort(ranked.begin(), ranked.end(), stronger);
    if (ranked.size() > asking.limit) {
        out.left_off = ranked.size() - asking.limit;
        ranked.resize(asking.limit);
    }
    for (Ranked& one : ranked) {
        const ListedName& name = one.hit.entity.names[one.hit.name];
        one.hit.explanation = explain(texts[one.asked], text_of(one.hit.entity, name), asking.mode);
        out.hits.push_back(std::move(one.hit));
    }
    return out;
}

}  // namespace standstill::screening
