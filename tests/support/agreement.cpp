#include "support/agreement.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <vector>

#include "review/answer_json.h"
#include "support/generator.h"
#include "support/twin.h"

namespace standstill::agreement {

namespace {

namespace json = boost::json;

// A duty or defect as one line, so that lists compare as multisets.
std::vector<std::string> lines(const json::object& answer, const char* key,
                               std::initializer_list<const char*> parts) {
    std::vector<std::string> out;
    for (const json::value& item : answer.at(key).as_array()) {
        std::string line;
        for (const char* part : parts) {
            const json::value* value = item.as_object().if_contains(part);
            line += std::string(line.empty() ? "" : " ") +
                    (value == nullptr ? "-" : json::serialize(*value));
        }
        out.push_back(line);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string shown(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& line : list) out += "\n    " + line;
    return out.empty() ? " none" : out;
}

void compare_lists(std::string& out, const char* key, const std::vector<std::string>& twin,
                   const std::vector<std::string>& ours) {
    if (twin != ours)
        out += std::string(key) + ":\n  twin:" + shown(twin) + "\n  program:" + shown(ours) + "\n";
}

}  // namespace

std::string difference(const json::object& case_file, const review::Case& of,
                       const std::string& at) {
    json::object twin = twin::answer(case_file, at);
    review::Reviewer reviewer(*of.program, of.record);
    auto instant = base::parse_instant(at);
    if (!instant) return instant.error().message;
    review::Answer answer = reviewer.answer(*instant);
    json::object ours = review::to_json(of, reviewer, answer, review::Explained::No);

    std::string out;
    for (const char* key : {"use", "procurement", "opens_at"}) {
        std::string a = json::serialize(twin.at(key)), b = json::serialize(ours.at(key));
        if (a != b) out += std::string(key) + ": twin " + a + ", program " + b + "\n";
    }
    if (ours.at("use") != "permitted") {
        std::vector<std::string> a = lines(twin, "because", {"cite"}),
                                 b = lines(ours, "because", {"cite"});
        a.erase(std::unique(a.begin(), a.end()), a.end());
        b.erase(std::unique(b.begin(), b.end()), b.end());
        compare_lists(out, "because", a, b);
    }
    for (const auto& [leaf, value] : ours.at("factors").as_object())
        if (twin.at("factors").at(leaf) != value)
            out += "factor " + std::string(leaf) + ": twin " +
                   json::serialize(twin.at("factors").at(leaf)) + ", program " +
                   json::serialize(value) + "\n";
    std::initializer_list<const char*> duty = {"cite", "owed_by", "owed_to", "due", "state"};
    compare_lists(out, "duties", lines(twin, "duties", duty), lines(ours, "duties", duty));
    compare_lists(out, "defects", lines(twin, "defects", {"event", "cite"}),
                  lines(ours, "defects", {"event", "cite"}));
    return out;
}

Tally compare(std::uint64_t first, std::uint64_t count, review::Library& library,
              const review::ZoneSource& zones) {
    Tally tally;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        json::object file = seed % 2 == 0 ? generator::lawful(seed) : generator::wild(seed);
        auto of = review::read_case(review::to_node(file), "seed-" + std::to_string(seed), library,
                                    zones);
        if (!of) {
            tally.first_difference = of.error().message + "\n" + json::serialize(file);
            return tally;
        }
        ++tally.cases;
        std::vector<std::string> instants = generator::interesting_instants(file, seed);
        // A million cases at all of their instants would take days; a few of each case, chosen by
        // its seed, do.
        for (std::size_t i = 0; i < std::min<std::size_t>(instants.size(), 6); ++i) {
            const std::string& at = instants[(seed * 7919 + i * 104729) % instants.size()];
            std::string found = difference(file, *of, at);
            ++tally.answers;
            if (!found.empty()) {
                tally.first_difference = "seed " + std::to_string(seed) + " at " + at + "\n" +
                                         found + "\n" + json::serialize(file);
                return tally;
            }
        }
    }
    return tally;
}

}  // namespace standstill::agreement
