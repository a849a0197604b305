// standstill lists: imports of screening lists, what was imported, and what changed between two
// days.
#include "cli/lists_command.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/desk.h"
#include "office/list_manifest.h"

namespace standstill::cli {

namespace json = boost::json;

base::Result<std::optional<base::Day>> day_or_none(const std::string& text, const char* option) {
    if (text.empty()) return std::optional<base::Day>();
    auto day = base::parse_day(text);
    if (!day) return base::in_context(day.error(), option);
    return std::optional<base::Day>(*day);
}

base::Result<std::vector<std::pair<std::string, std::string>>> columns_from(
    const std::vector<std::string>& texts) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
            return base::invalid(fmt::format(
                "--column: expected WHAT=COLUMN, as in `name=Vendor`, found `{}`", text));
        out.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return out;
}

std::string tame(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const std::string_view letter = text.substr(at, size);
        at += size;
        const bool is_c1 = letter.size() == 2 && letter[0] == '\xC2' &&
                           static_cast<unsigned char>(letter[1]) < 0xA0;
        // U+202A to U+202E and U+2066 to U+2069 turn the direction of everything behind them.
        const bool is_turn = letter >= "\xE2\x80\xAA" && letter <= "\xE2\x80\xAE";
        const bool is_isolate = letter >= "\xE2\x81\xA6" && letter <= "\xE2\x81\xA9";
        if (lead < 0x20 || lead == 0x7F || is_c1 || is_turn || is_isolate)
            out += letter == "\n" || letter == "\t" ? ' ' : '?';
        else
            out += letter;
    }
    return out;
}

json::object to_json(const office::KeptList& version) {
    json::array files;
    for (const office::KeptFile& file : version.files)
        files.push_back(json::object{
            {"name", file.name}, {"sha256", base::to_hex(file.digest)}, {"size", file.size}});
    return {{"list", version.list},
            {"title", version.title},
            {"published", base::to_string(version.published)},
            {"dated_by", std::string(office::name_of(version.dated_by))},
            {"imported", base::to_string(version.imported)},
            {"digest", base::to_hex(version.digest)},
            {"format", version.format},
            {"entries", version.entries},
            {"files", std::move(files)}};
}

namespace {

json::array texts_json(const std::vector<std::string>& texts) {
    json::array out;
    for (const std::string& text : texts) out.emplace_back(text);
    return out;
}

void tell(const office::ImportReport& report, bool as_json) {
    if (as_json) {
        json::array lists;
        for (const office::Imported& one : report.lists) {
            json::object version = to_json(one.version);
            version.emplace("new", one.is_new);
            version.emplace("notes", texts_json(one.notes));
            lists.push_back(std::move(version));
        }
        fmt::print("{}\n", json::serialize(json::object{{"lists", std::move(lists)},
                                                        {"skipped", texts_json(report.skipped)}}));
        return;
    }
    for (const office::Imported& one : report.lists) {
        const office::KeptList& version = one.version;
        if (!one.is_new) {
            fmt::print("{}: these bytes are the version of {}, imported {}; nothing to do\n",
                       version.list, base::to_string(version.published),
                       base::to_string(version.imported));
            continue;
        }
        fmt::print("{}: {} entries as of {} ({}, {})\n", version.list, version.entries,
                   base::to_string(version.published), version.format,
                   base::to_hex(version.digest).substr(0, 16));
        for (const std::string& note : one.notes) fmt::print("  note: {}\n", tame(note));
    }
    for (const std::string& one : report.skipped) fmt::print(stderr, "skipped: {}\n", tame(one));
}

int import_lists(const Common& common, const ListsImportOptions& options) {
    auto data = data_folder(common);
    if (!data) return complain(data.error());
    office::ImportOrder order;
    order.paths = options.paths;
    order.list = options.list;
    order.accepts_shrink = options.accepts_shrink;
    order.now = now();
    auto date = day_or_none(options.date, "--date");
    if (!date) return complain(date.error());
    order.published = *date;
    auto columns = columns_from(options.columns);
    if (!columns) return complain(columns.error());
    order.columns = std::move(*columns);
    const bool shows_progress = is_watched() && common.format == "text";
    std::size_t shown = 0;
    if (shows_progress)
        order.progress = [&](std::size_t done, std::size_t of) {
            // Small files are read before anybody could look.
            if (of < (32U << 20) || done < shown + (of / 100)) return;
            shown = done;
            fmt::print(stderr, "\r{:3} % of {} MiB", done * 100 / of, of >> 20);
            std::fflush(stderr);
        };
    auto lists = office::Lists::open(*data);
    if (!lists) return complain(lists.error());
    auto report = lists->import(order);
    if (shown != 0) fmt::print(stderr, "\r                        \r");
    if (!report) return complain(report.error());
    tell(*report, common.format == "json");
    return kDone;
}

void install_lists_import(CLI::App& lists, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<ListsImportOptions>();
    CLI::App* command = lists.add_subcommand("import", "take lists in, as they were downloaded");
    command->add_option("FILE", options->paths, "files, archives, or folders of them")->required();
    command->add_option("--list", options->list, "id of the list (default: as the content says)");
    command->add_option("--date", options->date,
                        "the day it was published, where the file does not say");
    command
        ->add_option(
            "--column", options->columns,
            "for a table of your own: WHAT=COLUMN, WHAT being name, aliases, former, id, kind, birth, "
            "country, address, identifier, program, since, end, topics, parent, remarks")
        ->allow_extra_args(false);
    command->add_flag("--accept-shrink", options->accepts_shrink,
                      "also where more than half of the entries before are gone");
    command->footer(
        "What a file is, its content says. Bytes are kept whole, older versions stay, the same bytes\n"
        "again are nothing new, and a broken file changes nothing. Known: OFAC (CSV, XML), Consolidated\n"
        "Screening List, UN, EU, UK, Denied Persons, SAM.gov exclusions, FollowTheMoney with its deltas,\n"
        "MISP galaxies, tables of your own; packed in ZIP or gzip too.\n\n"
        "  standstill lists import sdn.csv alt.csv add.csv sdn_comments.csv --date 2026-11-19\n"
        "  standstill lists import downloads/\n"
        "  standstill lists import entities.ftm.json && standstill lists import entities.delta.json\n"
        "  standstill lists import vendors.csv --list watched --column 'name=Vendor legal name'\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return import_lists(common, *options); };
    });
}

void install_lists_show(CLI::App& lists, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<ListsShowOptions>();
    CLI::App* command =
        lists.add_subcommand("show", "which lists there are, their versions, an entry");
    command->add_option("LIST", options->list, "a list: all its versions");
    command->add_option("ENTRY", options->entry,
                        "an entry of it, by its number or id: all that is said");
    command->add_option("--as-of", options->as_of, "what was current on a day");
    command->footer(
        "  standstill lists show\n"
        "  standstill lists show --as-of 2025-12-31\n"
        "  standstill lists show us-ofac-sdn\n"
        "  standstill lists show us-ofac-sdn 2676 --as-of 2025-12-31\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return show_lists(common, *options); };
    });
}

void install_lists_diff(CLI::App& lists, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<ListsDiffOptions>();
    CLI::App* command = lists.add_subcommand("diff", "who came to a list, who went, who changed");
    command->add_option("LIST", options->what, "a list that was imported, or two files")
        ->required()
        ->expected(1, 2);
    command->add_option("--from", options->from,
                        "the version that was current on this day (default: the one before)");
    command->add_option("--to", options->to,
                        "the version that was current on this day (default: the newest)");
    command->footer(
        "  standstill lists diff us-ofac-sdn --from 2025-12-31 --to 2026-06-30\n"
        "  standstill lists diff us-ofac-sdn\n"
        "  standstill lists diff old/sdn.csv new/sdn.csv --format json\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return diff_lists(common, *options); };
    });
}

}  // namespace

void install_lists(CLI::App& app, Common& common, std::function<int()>& run) {
    CLI::App* lists = app.add_subcommand("lists", "screening lists: import, versions, changes");
    lists->require_subcommand(1);
    lists->footer(
        "  standstill lists import downloads/\n"
        "  standstill lists show\n"
        "  standstill lists diff us-ofac-sdn\n");
    install_lists_import(*lists, common, run);
    install_lists_show(*lists, common, run);
    install_lists_diff(*lists, common, run);
}

}  // namespace standstill::cli
