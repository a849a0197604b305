// Names against lists, for other systems: POST /match/{dataset} in the shape that clients of yente
// send and read, and the entity behind a match.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "office/screening.h"
#include "screening/list/ftm_out.h"
#include "screening/screen/ftm_query.h"
#include "server/api/chapters.h"
#include "server/api/reply.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxBody = std::size_t{1} << 20;
constexpr std::size_t kMostQueries = 100;
constexpr std::uint64_t kMostResults = 500;
constexpr std::uint32_t kWholeShare = screening::kWhole;
constexpr std::uint32_t kLeastCutoff = 300;  // below, everything is like everything

// Similarities count in thousandths here and from 0 to 1 there.
double share(std::uint32_t thousandths) { return static_cast<double>(thousandths) / 1000.0; }

// What the parameters of the request ask for.
struct Wish {
    std::string dataset;
    screening::Asking asking;
    std::uint32_t threshold = 0;  // of `match`
};

// `default`, `all` and `sanctions` stand for every list; ids there have underscores.
std::string list_of_dataset(std::string dataset) {
    if (dataset == "default" || dataset == "all" || dataset == "sanctions") return "";
    std::replace(dataset.begin(), dataset.end(), '_', '-');
    return dataset;
}

// "0.7" as thousandths.
Or<std::uint32_t> share_parameter(const http::Request& request, std::string_view name,
                                  std::uint32_t otherwise) {
    auto text = request.parameter(name);
    if (!text) return otherwise;
    std::uint32_t value = 0, scale = kWholeShare;
    std::size_t i = 0;
    bool good = !text->empty() && text->size() <= 20;
    for (; good && i < text->size() && (*text)[i] != '.'; ++i) {
        good = (*text)[i] >= '0' && (*text)[i] <= '1' && value == 0;
        value = static_cast<std::uint32_t>((*text)[i] - '0') * kWholeShare;
    }
    for (++i; good && i < text->size(); ++i) {
        good = (*text)[i] >= '0' && (*text)[i] <= '9';
        scale /= 10;
        value += static_cast<std::uint32_t>((*text)[i] - '0') * scale;
    }
    if (!good || value > kWholeShare)
        return problem(400, fmt::format("`{}` must be a number from 0 to 1", name), {});
    return value;
}

// Algorithms of yente are taken for our standard mode; our own modes go by their names.
Or<screening::Mode> mode_of(const http::Request& request) {
    std::string name(request.parameter("algorithm").value_or("best"));
    if (name == "best" || name.starts_with("logic-") || name.starts_with("name-") ||
        name.starts_with("regression-"))
        return screening::standard_mode();
    auto mode = screening::find_mode(name);
    if (!mode) return problem(400, mode.error().message, {});
    return *mode;
}

Or<Wish> wish_of(const http::Request& request) {
    Wish out;
    out.dataset = list_of_dataset(request.capture("dataset"));
    auto mode = mode_of(request);
    if (auto* refused = std::get_if<http::Response>(&mode)) return std::move(*refused);
    out.asking.mode = std::get<screening::Mode>(mode);
    auto threshold = share_parameter(request, "threshold", out.asking.mode.threshold);
    if (auto* refused = std::get_if<http::Response>(&threshold)) return std::move(*refused);
    out.threshold = std::get<std::uint32_t>(threshold);
    auto cutoff = share_parameter(request, "cutoff", out.threshold);
    if (auto* refused = std::get_if<http::Response>(&cutoff)) return std::move(*refused);
    out.asking.threshold =
        std::max(kLeastCutoff, std::min(out.threshold, std::get<std::uint32_t>(cutoff)));
    out.asking.limit = whole(request, "limit", 5);
    return out;
}

json::object feature(double score, std::string detail, std::string query, std::string candidate) {
    return {{"score", score},
            {"detail", std::move(detail)},
            {"query", std::move(query)},
            {"candidate", std::move(candidate)},
            {"weight", 1.0}};
}

json::object explanations_of(const screening::Report& report, const screening::ExplainedHit& hit) {
    json::object out;
    out["name_match"] = feature(share(hit.similarity), screening::to_text(hit.explanation),
                                report.query.name, hit.entity.names[hit.name].text);
    for (const screening::Qualifier& one : hit.qualified.qualifiers) {
        std::string name = one.what;
        std::replace(name.begin(), name.end(), ' ', '_');
        bool agrees = one.agreement == screening::Agreement::Agrees;
        out[name] =
            feature(agrees ? 1.0 : 0.0, std::string(name_of(one.agreement)), one.asked, one.listed);
    }
    return out;
}

json::object result_of(const screening::Report& report, const screening::ExplainedHit& hit,
                       const Wish& wish) {
    json::object out = screening::to_ftm(hit.entity);
    const std::uint32_t score = hit.by_identifier ? kWholeShare : hit.similarity;
    out["referents"] = json::array{};
    out["target"] = true;
    out["first_seen"] = nullptr;
    out["last_seen"] = nullptr;
    out["last_change"] = nullptr;
    out["score"] = share(score);
    out["match"] = score >= wish.threshold;
    out["explanations"] = explanations_of(report, hit);
    return out;
}

json::object nothing_for(const json::value& example, const base::Error& error) {
    return {{"status", 400},
            {"results", json::array{}},
            {"total", json::object{{"value", 0}, {"relation", "eq"}}},
            {"query", example},
            {"detail", error.message}};
}

json::object answer_one(const screening::Screener& screener, const Wish& wish,
                        const json::value& example) {
    auto query = screening::query_from_ftm(example);
    if (!query) return nothing_for(example, query.error());
    screening::Report report = screener.screen(*query, wish.asking);
    json::array results;
    for (const screening::ExplainedHit& hit : report.hits)
        results.push_back(result_of(report, hit, wish));
    return {
        {"status", 200},
        {"total", json::object{{"value", results.size() + report.left_off}, {"relation", "eq"}}},
        {"results", std::move(results)},
        {"query", example}};
}

Or<json::object> queries_of(const http::Request& request) {
    // Checked first: declared as JSON, no key twice, not too deep.
    auto body = read_body(request);
    if (auto* refused = std::get_if<http::Response>(&body)) return std::move(*refused);
    json::value value = json::parse(request.body);
    const json::value* queries =
        value.is_object() ? value.get_object().if_contains("queries") : nullptr;
    if (queries == nullptr || !queries->is_object())
        return problem(422, "the content is malformed",
                       {"body: `queries` is missing or no object"});
    if (queries->get_object().size() > kMostQueries)
        return problem(422, "the content is malformed",
                       {fmt::format("body: {} queries, at most {} are taken at once",
                                    queries->get_object().size(), kMostQueries)});
    return queries->get_object();
}

base::Result<office::SharedScreener> screener_of(State& state, const std::string& list) {
    if (!state.site.screening)
        return base::fail(base::ErrorKind::Unavailable, "no lists are kept here");
    office::WantedLists wanted;
    if (!list.empty()) wanted.lists.push_back(list);
    return state.site.screening->open(wanted);
}

http::Response match(State& state, const http::Request& request) {
    auto wish = wish_of(request);
    if (auto* refused = std::get_if<http::Response>(&wish)) return std::move(*refused);
    auto queries = queries_of(request);
    if (auto* refused = std::get_if<http::Response>(&queries)) return std::move(*refused);
    const Wish& asked = std::get<Wish>(wish);
    auto screener = screener_of(state, asked.dataset);
    if (!screener) return failure(screener.error());
    json::object responses;
    for (const auto& [name, example] : std::get<json::object>(queries))
        responses[name] = answer_one(**screener, asked, example);
    json::array searched;
    for (const screening::SearchedList& list : (*screener)->searched())
        searched.push_back(screening::to_json(list));
    return json_answer(json::object{{"responses", std::move(responses)},
                                    {"limit", asked.asking.limit},
                                    {"algorithm", label_of(asked.asking.mode)},
                                    {"searched", std::move(searched)}});
}

http::Response entity(State& state, const http::Request& request) {
    auto screener = screener_of(state, "");
    if (!screener) return failure(screener.error());
    auto found = (*screener)->entity(request.capture("id"));
    if (!found) return failure(found.error());
    json::object out = screening::to_ftm(*found);
    out["referents"] = json::array{};
    out["target"] = true;
    return json_answer(out);
}

std::vector<Parameter> parameters_of_match() {
    const Parameter passed_over{.name = "", .says = "Taken and passed over, for clients of yente."};
    std::vector<Parameter> out{
        {.name = "dataset", .in = In::Path, .says = "`default` for every list, or the id of one."},
        {.name = "limit",
         .shape = Shape::Whole,
         .says = "Results for a query; 5 where it is left out.",
         .low = 1,
         .high = kMostResults},
        {.name = "threshold", .says = "From which score `match` is true: 0 to 1."},
        {.name = "cutoff", .says = "The least score that is answered: 0 to 1."},
        {.name = "algorithm", .says = "standard, strict, ofac-parity; `best` is standard."}};
    for (const char* name : {"fuzzy", "include_dataset", "exclude_schema", "exclude_dataset",
                             "topics", "changed_since", "exclude_entity_ids"}) {
        out.push_back(passed_over);
        out.back().name = name;
    }
    return out;
}

}  // namespace

std::vector<Operation> match_operations(const Shared& state) {
    using identity::Permission;
    auto by = [&state](auto what) {
        return at_once([state, what](const http::Request& request, const identity::Caller&) {
            return what(*state, request);
        });
    };
    return {{.method = http::Method::Post,
             .path = "/api/match/{dataset}",
             .also = {"/match/{dataset}"},
             .id = "match",
             .tag = "screening",
             .says = "Names against lists. A match is a question for a person.",
             .needs = Permission::ReadCases,
             .max_body = kMaxBody,
             .parameters = parameters_of_match(),
             .body = "MatchQueries",
             .endings = {{200, "Explained results for each query.", "Matches"},
                         {404, "No such list.", "Problem", "application/problem+json"},
                         {422, "Malformed.", "Problem", "application/problem+json"}},
             .answer = by(match)},
            {.path = "/api/entities/{id}",
             .also = {"/entities/{id}"},
             .id = "get-entity",
             .tag = "screening",
             .says = "An entity of the lists, in the words of FollowTheMoney.",
             .needs = Permission::ReadCases,
             .parameters = {{.name = "id", .in = In::Path, .says = "Its id."},
                            {.name = "nested", .says = "Taken and passed over."}},
             .endings = {{200, "The entity.", "FtmEntity"}},
             .answer = by(entity)}};
}

}  // namespace standstill::server::api
