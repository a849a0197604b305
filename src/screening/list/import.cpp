#include "screening/list/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "base/text.h"
#include "screening/list/archive.h"
#include "screening/list/known.h"
#include "screening/list/readers.h"

namespace standstill::screening {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{4} << 30;
constexpr std::size_t kMaxEntries = std::size_t{16} << 20;

// The sources as text, with what had to be unpacked.
struct Opened {
    std::deque<Unpacked> unpacked;
    std::vector<Source> sources;
    std::vector<Sniffed> seen;
};

base::Status open(std::span<const Source> sources, const Hints& hints, Opened& out) {
    for (const Source& source : sources) {
        if (source.bytes.size() > kMaxBytes)
            return base::invalid(fmt::format("{}: larger than 4 GiB", source.name));
        if (!is_archive(source.bytes)) {
            out.sources.push_back(source);
            continue;
        }
        auto files = unpack(source.bytes, source.name);
        if (!files) return files.error();
        for (Unpacked& file : *files) {
            out.unpacked.push_back(std::move(file));
            out.sources.push_back({out.unpacked.back().name, out.unpacked.back().bytes});
        }
    }
    if (out.sources.empty()) return base::invalid("no file to import");
    for (const Source& source : out.sources) {
        auto one = sniff(source, hints);
        if (!one) return one.error();
        if (!out.seen.empty() && one->format != out.seen.front().format)
            return base::invalid(fmt::format(
                "{} is {} and {} is {}: two lists, which are imported apart",
                out.sources.front().name, out.seen.front().format, source.name, one->format));
        out.seen.push_back(std::move(*one));
    }
    const std::string& format = out.seen.front().format;
    if (out.sources.size() > 1 && format != "ofac-csv" && format != "ftm")
        return base::invalid(fmt::format("{} and {} are two lists ({}), which are imported apart",
                                         out.sources[0].name, out.sources[1].name, format));
    return base::Done{};
}

using ReadOne = base::Status (*)(const Source&, Reading&);

ReadOne reader_of(std::string_view format) {
    constexpr std::pair<std::string_view, ReadOne> kReaders[] = {
        {"ofac-sdn-xml", read_ofac_sdn_xml},
        {"ofac-enhanced-xml", read_ofac_enhanced_xml},
        {"ofac-advanced-xml", read_ofac_advanced_xml},
        {"un-xml", read_un_xml},
        {"eu-xml", read_eu_xml},
        {"eu-csv", read_eu_csv},
        {"ofsi-csv", read_ofsi_csv},
        {"ofsi-xml", read_ofsi_xml},
        {"uk-csv", read_uk_csv},
        {"uk-xml", read_uk_xml},
        {"csl-csv", read_csl_csv},
        {"csl-json", read_csl_json},
        {"bis-dpl", read_bis_dpl},
        {"misp-galaxy", read_misp},
        {"sam-csv", read_sam_csv},
        {"plain-csv", read_plain_csv},
    };
    for (const auto& [name, reader] : kReaders)
        if (name == format) return reader;
    return nullptr;
}

// "folder/Our vendors 2026.csv" as an id: "our-vendors-2026".
std::string id_from(std::string_view name) {
    if (const std::size_t slash = name.find_last_of('/'); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    name = name.substr(0, name.find('.'));
    std::string out;
    for (char c : lower_ascii(name)) {
        const bool is_good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_good)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (out.ends_with('-')) out.pop_back();
    return out.empty() ? "own" : out;
}

// The primary name first, ids that are told apart, and a list that is not empty.
base::Status finish(ListVersion& out, const std::string& name) {
    if (out.entities.empty())
        return base::invalid(fmt::format("{}: no entry in it; an empty list is none", name));
    if (out.entities.size() > kMaxEntries)
        return base::invalid(fmt::format("{}: more than 16 million entries", name));
    std::unordered_set<std::string_view> ids;  // of entities that stay where they are
    ids.reserve(out.entities.size());
    for (Entity& entity : out.entities) {
        auto primary = std::ranges::find(entity.names, NameKind::Primary, &ListedName::kind);
        if (primary != entity.names.end() && primary != entity.names.begin())
            std::rotate(entity.names.begin(), primary, primary + 1);
        const std::string id = entity.id;
        for (int again = 2; ids.contains(entity.id); ++again)
            entity.id = fmt::format("{} ({})", id, again);
        ids.insert(entity.id);
    }
    if (out.title.empty()) {
        const KnownList* known = find_list(out.list);
        out.title = known == nullptr ? out.list : std::string(known->title);
    }
    return base::Done{};
}

}  // namespace

void Reading::publish(std::string_view text, Slashes slashes) {
    if (out.published) return;
    text = base::trimmed(text);
    if (text.size() > 10 && text[10] == 'T') text = text.substr(0, 10);
    PartialDate date = parse_date(text, slashes);
    if (date.day == 0) {  // 12-Nov-2025
        std::string spaced(text);
        std::ranges::replace(spaced, '-', ' ');
        date = parse_date(spaced, slashes);
    }
    if (date.year_to != 0 || date.about) return;
    const std::chrono::year_month_day day{std::chrono::year{date.year},
                                          std::chrono::month{static_cast<unsigned>(date.month)},
                                          std::chrono::day{static_cast<unsigned>(date.day)}};
    if (day.ok()) out.published = std::chrono::sys_days(day);
}

Entity& Reading::add(std::string_view entry) { return add(out.list, entry); }

Entity& Reading::add(std::string_view list, std::string_view entry) {
    Entity& made = out.entities.emplace_back();
    made.id.reserve(list.size() + entry.size() + 1);
    made.id.append(list).append(":").append(entry);
    Listing& listing = made.listings.emplace_back();
    listing.list = list;
    listing.entry = entry;
    if (list != topic_of_) {  // mostly the same list as before
        const KnownList* known = find_list(list);
        topic_of_ = list;
        topic_ = known == nullptr ? std::string_view{} : known->topic;
    }
    if (!topic_.empty()) made.topics.emplace_back(topic_);
    return made;
}

base::Result<ListVersion> import_list(std::span<const Source> sources, const Hints& hints) {
    Opened opened;
    auto done = open(sources, hints, opened);
    if (!done) return done.error();
    ListVersion out;
    out.format = opened.seen.front().format;
    out.published = hints.published;
    out.title = hints.title;
    out.list = hints.list;
    for (const Sniffed& one : opened.seen)
        if (out.list.empty()) out.list = one.list;
    if (out.list.empty() && out.format == "ofac-csv") out.list = "us-ofac-sdn";
    if (out.list.empty() && out.format == "plain-csv") out.list = id_from(sources.front().name);
    Reading reading(hints, out);
    for (std::size_t i = 0; i < opened.sources.size(); ++i) {
        reading.parts.push_back(opened.seen[i].part);
        reading.total += opened.sources[i].bytes.size();
    }
    if (out.format == "ofac-csv")
        done = read_ofac_csv(opened.sources, reading);
    else if (out.format == "ftm")
        done = read_ftm(opened.sources, reading);
    else
        done = reader_of(out.format)(opened.sources.front(), reading);
    if (!done) return done.error();
    done = finish(out, sources.front().name);
    if (!done) return done.error();
    out.digest = digest_of(sources);
    return out;
}

base::Digest digest_of(std::span<const Source> sources) {
    if (sources.size() == 1) return base::sha256(sources.front().bytes);
    std::vector<std::string> digests;
    for (const Source& source : sources)
        digests.push_back(base::to_hex(base::sha256(source.bytes)));
    std::ranges::sort(digests);
    std::string all;
    for (const std::string& digest : digests) all += digest + "\n";
    return base::sha256(all);
}

}  // namespace standstill::screening
