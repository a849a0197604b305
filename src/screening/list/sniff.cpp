// What the bytes of a list are: by the root of XML, the first object of JSON, the header or the
// shape of CSV. A name of a file is asked only where the bytes of two lists look alike (OFAC's
// alt.csv).
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <map>

#include "base/text.h"
#include "screening/list/archive.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/import.h"
#include "screening/list/json.h"
#include "screening/list/readers.h"
#include "screening/list/xml.h"

namespace standstill::screening {

namespace {

constexpr std::size_t kHead = std::size_t{64} << 10;
constexpr std::string_view kKnown =
    "known are OFAC (CSV, XML of all three kinds), the Consolidated Screening List (CSV, JSON), "
    "UN XML, EU (XML, CSV), UK (XML, CSV, of OFSI and FCDO), the Denied Persons List, SAM.gov "
    "exclusions, FollowTheMoney JSON, MISP galaxies of surveillance vendors, and CSV with a column "
    "of names";

base::Error unknown(const Source& source, const std::string& seen) {
    return base::invalid(
        fmt::format("{}: {}, which is no list that can be read; {}", source.name, seen, kKnown));
}

std::string_view base_name(std::string_view name) {
    const std::size_t slash = name.find_last_of('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

// Printable and short, for an error message.
std::string shown(std::string_view text) {
    std::string out(base::trimmed(text.substr(0, 80)));
    while (!out.empty() && !base::is_utf8(out)) out.pop_back();
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == '`') c = ' ';
    return out;
}

base::Result<Sniffed> sniff_xml(const Source& source, std::string_view text) {
    const std::string_view head = text.substr(0, kHead);
    const std::string_view root = root_of(head);
    if (root == "CONSOLIDATED_LIST") return Sniffed{"un-xml", "un-sc", ""};
    if (root == "sanctionsData" || root == "sdnList" || root == "Sanctions") {
        // The SDN file names the SDN list among its filters, the other one the consolidated list.
        const bool is_cons =
            root == "sanctionsData"
                ? head.find(">Consolidated List<") < head.find(">SDN List<")
                : lower_ascii(base_name(source.name)).find("cons") != std::string::npos;
        return Sniffed{root == "sanctionsData" ? "ofac-enhanced-xml"
                       : root == "sdnList"     ? "ofac-sdn-xml"
                                               : "ofac-advanced-xml",
                       is_cons ? "us-ofac-cons" : "us-ofac-sdn", ""};
    }
    if (root == "export" &&
        (head.find("fsd/export") != head.npos || head.find("<sanctionEntity") != head.npos))
        return Sniffed{"eu-xml", "eu-fsf", ""};
    if (root == "ArrayOfFinancialSanctionsTarget") return Sniffed{"ofsi-xml", "uk-ofsi", ""};
    if (root == "Designations") return Sniffed{"uk-xml", "uk-sanctions", ""};
    if (same_ascii(root, "html") ||
        lower_ascii(head.substr(0, 200)).find("<!doctype html") != std::string::npos)
        return unknown(source, "a web page, perhaps the answer of a server that refused");
    return unknown(source, root.empty()
                               ? std::string("XML without an element in its first 64 KiB")
                               : fmt::format("XML with the root element `{}`", shown(root)));
}

bool has_both(std::string_view text, std::string_view one, std::string_view other) {
    return text.find(one) != text.npos && text.find(other) != text.npos;
}

base::Result<Sniffed> sniff_json(const Source& source, std::string_view text) {
    const std::string_view head = text.substr(0, kHead);
    if (text.front() == '[') {
        if (has_both(head, "\"schema\"", "\"properties\""))
            return Sniffed{
                "ftm", head.find("us_state_terrorist_exclusion") != head.npos ? "us-state-tel" : "",
                "array"};
        return unknown(source, "a JSON array whose elements have no `schema` and `properties`");
    }
    const std::string_view line = base::trimmed(text.substr(0, text.find('\n')));
    if (line.size() <= (std::size_t{1} << 20)) {
        if (auto first = parse_json_object(line, source.name, 1); first) {
            if (first->contains("op") && first->contains("entity"))
                return Sniffed{"ftm", "", "delta"};
            if (first->contains("id") && first->contains("schema"))
                return Sniffed{"ftm", "", "full"};
            if (first->contains("results")) return Sniffed{"csl-json", "us-csl", ""};
            if (first->contains("values"))
                return Sniffed{"misp-galaxy", "misp-surveillance-vendors", ""};
            return unknown(source, fmt::format("a JSON object that begins with `{}`", shown(line)));
        }
    }
    if (has_both(head, "\"results\"", "\"source")) return Sniffed{"csl-json", "us-csl", ""};
    if (has_both(head, "\"values\"", "\"uuid\"") && head.find("urveillance") != head.npos)
        return Sniffed{"misp-galaxy", "misp-surveillance-vendors", ""};
    return unknown(source, fmt::format("JSON that begins with `{}`", shown(line)));
}

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// OFAC's legacy files have no header: the shape of a row tells, of the first or of the one behind a
// header that somebody added.
std::string ofac_part(const std::vector<std::string_view>& row) {
    if (row.empty() || !is_digits(field(row, 0))) return {};
    auto has_null = [&] {
        return std::ranges::any_of(
            row, [](std::string_view one) { return base::trimmed(one) == "-0-"; });
    };
    if (row.size() == 12 && has_null()) return "sdn";
    if (row.size() == 5 && is_digits(field(row, 1)) && field(row, 2).size() <= 4 &&
        field(row, 2).ends_with("ka"))
        return "alt";
    if (row.size() == 6 && is_digits(field(row, 1)) && has_null()) return "add";
    if (row.size() == 2 && !is_digits(field(row, 1))) return "comments";
    return {};
}

// Of a file of names: whether most of its first rows are under programs that only non-SDN lists
// have.
bool is_non_sdn(std::string_view text, const std::string& name) {
    CsvReader csv(text, name, ',');
    std::vector<std::string_view> row;
    int rows = 0, others = 0;
    for (auto more = csv.next(row); more && *more && rows < 100; more = csv.next(row)) {
        const std::string_view program = field(row, 3);
        ++rows;
        for (std::string_view mark :
             {"NS-PLC", "561-Related", "UKRAINE-EO13662", "CMIC-EO13959", "FSE-", "NS-MBS"})
            if (program.find(mark) != program.npos) {
                ++others;
                break;
            }
    }
    return 2 * others > rows;
}

base::Result<Sniffed> sniff_ofac(const Source& source, std::string_view text, std::string part) {
    Sniffed out{"ofac-csv", "", std::move(part)};
    if (lower_ascii(base_name(source.name)).find("cons") != std::string::npos ||
        (out.part == "sdn" && is_non_sdn(text, source.name)))
        out.list = "us-ofac-cons";
    else if (out.part == "sdn")
        out.list = "us-ofac-sdn";
    return out;
}

std::string list_of_plain(const Header& header, std::string_view second) {
    if (header.has({"Clean Name", "Previous Name", "Parent Name"})) return "us-dod-1260h";
    if (!header.has({"schema", "name", "topics", "program", "authority"})) return {};
    if (second.find("Section 1286") != second.npos) return "us-section-1286";
    if (second.find("Section 353") != second.npos) return "us-section-353";
    return {};
}

base::Result<Sniffed> sniff_csv(const Source& source, std::string_view text, const Hints& hints) {
    const char separator = separator_of(text);
    CsvReader csv(text, source.name, separator);
    std::vector<std::string_view> row;
    auto more = csv.next(row);
    if (!more)
        return unknown(source,
                       fmt::format("no XML, no JSON, and no CSV ({})", more.error().message));
    const bool is_own =
        std::ranges::any_of(hints.columns, [](const auto& one) { return one.first == "name"; });
    if (is_own) return Sniffed{"plain-csv", "", ""};
    if (std::string part = ofac_part(row); !part.empty())
        return sniff_ofac(source, text, std::move(part));
    const Header header(row);
    const std::vector<std::string> first = header.as_written();
    const bool is_plain = is_plain_csv(row, hints);
    if (header.has({"source", "entity_number", "alt_names", "source_list_url"}))
        return Sniffed{"csl-csv", "us-csl", ""};
    if (header.has({"Name", "Street_Address", "Standard_Order", "FR_Citation"}))
        return Sniffed{"bis-dpl", "us-bis-dpl", ""};
    if (header.has({"Entity_LogicalId", "NameAlias_WholeName"}))
        return Sniffed{"eu-csv", "eu-fsf", ""};
    if (header.has({"Classification", "Exclusion Program", "Excluding Agency"}))
        return Sniffed{"sam-csv", "us-sam", ""};
    if (header.has({"Name 6", "Group ID"})) return Sniffed{"ofsi-csv", "uk-ofsi", ""};
    if (header.has({"Name 6", "Unique ID"})) return Sniffed{"uk-csv", "uk-sanctions", ""};
    more = csv.next(row);
    if (!more)
        return unknown(source,
                       fmt::format("no XML, no JSON, and no CSV ({})", more.error().message));
    if (*more) {
        if (std::string part = ofac_part(row); !part.empty() && part != "comments")
            return sniff_ofac(source, text, std::move(part));
        const Header second(row);
        if (second.has({"Name 6", "Group ID"})) return Sniffed{"ofsi-csv", "uk-ofsi", ""};
        if (second.has({"Name 6", "Unique ID"})) return Sniffed{"uk-csv", "uk-sanctions", ""};
    }
    std::string second;
    for (std::string_view one : row) second += std::string(one) + " ";
    if (is_plain) return Sniffed{"plain-csv", list_of_plain(header, second), ""};
    return unknown(
        source, fmt::format("CSV with the columns `{}` and no column of names that is known as one",
                            shown(base::join(first, ", "))));
}

}  // namespace

base::Result<Sniffed> sniff(const Source& source, const Hints& hints) {
    if (is_archive(source.bytes)) {
        auto files = unpack(source.bytes, source.name);
        if (!files) return files.error();
        auto first = sniff({files->front().name, files->front().bytes}, hints);
        if (first && files->size() > 1) first->part = "archive";
        return first;
    }
    std::string_view text = source.bytes;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return unknown(source, "text in UTF-16; convert it with `iconv -f UTF-16 -t UTF-8`");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r' ||
                             text.front() == '\t'))
        text.remove_prefix(1);
    if (text.empty()) return unknown(source, "an empty file");
    if (text.front() == '<') return sniff_xml(source, text);
    if (text.front() == '{' || text.front() == '[') return sniff_json(source, text);
    if (text.substr(0, kHead).find('\0') != std::string_view::npos)
        return unknown(source, "bytes that are no text");
    return sniff_csv(source, source.bytes, hints);
}

base::Result<std::vector<std::vector<Source>>> group(std::span<const Source> sources,
                                                     const Hints& hints) {
    std::vector<Sniffed> seen;
    bool has_cons_names = false, has_sdn_names = false;
    std::size_t full = 0;
    for (const Source& source : sources) {
        auto one = sniff(source, hints);
        if (!one) return one.error();
        has_cons_names = has_cons_names || (one->part == "sdn" && one->list == "us-ofac-cons");
        has_sdn_names = has_sdn_names || (one->part == "sdn" && one->list == "us-ofac-sdn");
        full += one->format == "ftm" && one->part != "delta" ? 1 : 0;
        seen.push_back(std::move(*one));
    }
    std::vector<std::vector<Source>> out;
    std::map<std::string, std::size_t> groups;                         // of lists in several files
    std::map<std::pair<std::size_t, std::string>, std::string> parts;  // who has it
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::string key;
        if (seen[i].format == "ofac-csv") {
            // A file of aliases that does not say whose: those of the only file of names there is.
            if (seen[i].list.empty())
                seen[i].list = has_cons_names && !has_sdn_names ? "us-ofac-cons" : "us-ofac-sdn";
            key = seen[i].list;
        } else if (seen[i].format == "ftm" && full <= 1) {
            key = "ftm";
        }
        if (key.empty()) {
            out.push_back({sources[i]});
            continue;
        }
        auto [found, is_new] = groups.try_emplace(key, out.size());
        if (is_new) out.emplace_back();
        if (seen[i].part != "delta") {
            auto [other, is_first] =
                parts.try_emplace({found->second, seen[i].part}, sources[i].name);
            if (!is_first)
                return base::invalid(
                    fmt::format("{} and {} are both the part `{}` of the list {}; import "
                                "versions of a list one after the other",
                                other->second, sources[i].name, seen[i].part, seen[i].list));
        }
        // A full file stands before its deltas.
        auto& members = out[found->second];
        members.insert(
            seen[i].part == "full" || seen[i].part == "array" ? members.begin() : members.end(),
            sources[i]);
    }
    return out;
}

}  // namespace standstill::screening
