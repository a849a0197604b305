// A report for a person who has to decide.
#include <fmt/format.h>

#include <algorithm>

#include "screening/screen/report.h"

namespace standstill::screening {

namespace {

constexpr std::size_t kOthersShown = 3;

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    return fmt::format("{}", fmt::join(words, separator));
}

// How many namesakes one would expect, in words: surprise is -log10 of it, in hundredths.
std::string rarity(std::int32_t surprise) {
    if (surprise >= 0) return "no namesake to be expected";
    std::int64_t many = 1;
    for (std::int32_t i = 0; i >= surprise / 100; --i) many *= 10;
    return fmt::format(
        "at most some {} namesakes in the world, as far as it is known how common "
        "words of names are",
        many);
}

std::string name_line(const ExplainedHit& hit) {
    const ListedName& name = hit.entity.names[hit.name];
    std::string out = name.text;
    if (name.kind != NameKind::Primary)
        out += fmt::format(" ({} of {})", name_of(name.kind), hit.entity.names.front().text);
    return out;
}

std::string listing_line(const Listing& listing) {
    std::string out = fmt::format("{} {}", listing.list, listing.entry);
    if (!listing.programs.empty()) out += fmt::format(", {}", joined(listing.programs, ", "));
    if (!listing.since.empty()) out += fmt::format(", since {}", listing.since);
    if (!listing.joined_by.empty()) out += fmt::format("; same entity by {}", listing.joined_by);
    return out;
}

std::string qualifier_line(const Qualifier& one) {
    if (one.agreement == Agreement::Silent)
        return fmt::format("{}: asked {}, the list is silent", one.what, one.asked);
    return fmt::format("{} {}: asked {}, listed {}", one.what, name_of(one.agreement), one.asked,
                       one.listed);
}

std::string indented(const std::string& text, std::string_view margin) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = std::min(text.find('\n', at), text.size());
        out += fmt::format("{}{}\n", margin, text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::string hit_text(std::size_t number, const ExplainedHit& hit, bool explained) {
    std::string out =
        fmt::format("{:>3}  {}  {}\n", number, thousandths(hit.similarity), name_line(hit));
    const std::string margin(5, ' ');
    out += fmt::format("{}{} {}\n", margin, name_of(hit.entity.kind), hit.entity.id);
    for (const Listing& listing : hit.entity.listings)
        out += fmt::format("{}on {}\n", margin, listing_line(listing));
    if (hit.by_identifier) out += margin + "an identifier agrees: a hit under any name\n";
    for (const Qualifier& one : hit.qualified.qualifiers)
        out += margin + qualifier_line(one) + "\n";
    for (const std::string& caution : hit.cautions) out += margin + "caution: " + caution + "\n";
    if (hit.surprise != 0) out += fmt::format("{}by chance: {}\n", margin, rarity(hit.surprise));
    for (std::size_t i = 0; i < std::min(hit.others.size(), kOthersShown); ++i)
        out += fmt::format("{}also {}  {}\n", margin, thousandths(hit.others[i].similarity),
                           hit.others[i].text);
    if (hit.others.size() > kOthersShown)
        out +=
            fmt::format("{}and {} more of its names\n", margin, hit.others.size() - kOthersShown);
    if (explained) out += indented(to_text(hit.explanation), margin);
    return out;
}

std::string notes_text(const NameNotes& notes) {
    std::string out;
    if (notes.malformed) out += "note: bytes that are not UTF-8 were replaced\n";
    if (notes.cut) out += "note: the name is too long; its end was not looked at\n";
    if (notes.invisible) out += "note: invisible characters were left out\n";
    if (notes.mixed) out += "note: look-alike letters of another script were replaced\n";
    if (notes.marks) out += "note: more marks on one letter than any script has\n";
    return out;
}

std::string searched_text(const std::vector<SearchedList>& lists) {
    std::string out = "searched:\n";
    for (const SearchedList& one : lists)
        out +=
            fmt::format("  {}, {}: {} entities, {} names, sha256 {}\n", one.list,
                        one.published ? "of " + base::to_string(*one.published) : "of no known day",
                        one.entities, one.names, to_hex(one.digest).substr(0, 16));
    if (lists.empty()) out += "  no list at all\n";
    return out;
}

}  // namespace

std::string thousandths(std::uint32_t value) {
    return fmt::format("{}.{:03}", value / kWhole, value % kWhole);
}

std::string to_text(const Report& report, bool explained) {
    std::string out = fmt::format("{}\n", report.query.name);
    out += notes_text(report.notes);
    if (report.hits.empty())
        out += fmt::format("no hit at {} or above, mode {}\n", thousandths(report.threshold),
                           label_of(report.mode));
    for (std::size_t i = 0; i < report.hits.size(); ++i)
        out += hit_text(i + 1, report.hits[i], explained);
    if (report.left_off > 0) out += fmt::format("and {} more hits\n", report.left_off);
    if (!report.hits.empty())
        out += fmt::format("hits at {} or above, mode {}; a hit is a question for a person\n",
                           thousandths(report.threshold), label_of(report.mode));
    return out + searched_text(report.searched);
}

}  // namespace standstill::screening
