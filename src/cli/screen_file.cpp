// Screening a file of names: any size, in order, on all cores.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

#include "cli/screen.h"
#include "office/mapped_file.h"
#include "screening/list/csv.h"
#include "screening/list/entity_json.h"
#include "screening/list/fields.h"

namespace standstill::cli {

namespace {

using screening::Query;
using screening::Report;

// Rows that are read, screened on all cores and printed before the next ones are read.
constexpr std::size_t kChunk = 4'096;
constexpr std::size_t kAtOnce = 64;  // rows that a thread takes at a time

struct Columns {
    std::size_t name = screening::Header::npos, kind = name, birth = name, country = name,
                identifier = name, reference = name;
};

base::Result<std::size_t> column(const screening::Header& header, const std::string& wanted,
                                 const char* option, const std::string& file) {
    if (wanted.empty()) return screening::Header::npos;
    std::size_t at = header.find(wanted);
    if (at == screening::Header::npos)
        return base::invalid(fmt::format("{}:1: there is no column `{}` ({}); there are `{}`", file,
                                         wanted, option, fmt::join(header.as_written(), "`, `")));
    return at;
}

base::Result<Columns> columns_of(const screening::Header& header, const ScreenOptions& options) {
    Columns out;
    if (options.column.empty() && header.size() != 1)
        return base::invalid(fmt::format("--column: which of `{}` has the name?",
                                         fmt::join(header.as_written(), "`, `")));
    struct Wish {
        std::size_t* to;
        const std::string& wanted;
        const char* option;
    };
    for (const Wish& wish :
         {Wish{&out.name, options.column, "--column"},
          Wish{&out.kind, options.kind_column, "--kind-column"},
          Wish{&out.birth, options.birth_column, "--born-column"},
          Wish{&out.country, options.country_column, "--country-column"},
          Wish{&out.identifier, options.identifier_column, "--id-column"},
          Wish{&out.reference, options.reference_column, "--reference-column"}}) {
        auto at = column(header, wish.wanted, wish.option, options.file);
        if (!at) return at.error();
        *wish.to = *at;
    }
    if (options.column.empty()) out.name = 0;
    return out;
}

std::string text(const std::vector<std::string_view>& row, std::size_t at) {
    return std::string(screening::field(row, at));
}

Query query_of_row(const Query& common, const Columns& columns,
                   const std::vector<std::string_view>& row) {
    Query query = common;
    query.name = text(row, columns.name);
    query.reference = text(row, columns.reference);
    if (auto kind = screening::entity_kind(text(row, columns.kind)); kind) query.kind = *kind;
    if (auto birth = screening::parse_date(text(row, columns.birth)); birth.year != 0)
        query.births.push_back(birth);
    std::string country = screening::lower_ascii(screening::field(row, columns.country));
    if (country.size() == 2) query.countries.push_back(std::move(country));
    std::string number = text(row, columns.identifier);
    if (!number.empty()) query.identifiers.push_back({"", number, ""});
    return query;
}

std::vector<Report> screen_all(const std::vector<Query>& queries,
                               const screening::Screener& screener,
                               const screening::Asking& asking) {
    std::vector<Report> out(queries.size());
    std::atomic<std::size_t> next{0};
    auto work = [&] {
        for (;;) {
            std::size_t from = next.fetch_add(kAtOnce);
            if (from >= queries.size()) return;
            std::size_t to = std::min(from + kAtOnce, queries.size());
            for (std::size_t i = from; i < to; ++i) out[i] = screener.screen(queries[i], asking);
        }
    };
    std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> pool;
    for (std::size_t i = 1; i < threads && queries.size() > kAtOnce; ++i) pool.emplace_back(work);
    work();
    return out;
}

void show_progress(std::size_t rows, std::size_t done, std::size_t size, std::size_t hits) {
    fmt::print(stderr, "\r{} names, {} with a hit, {} % of the file ", rows, hits,
               size == 0 ? 100 : done * 100 / size);
}

}  // namespace

int screen_file(const Common& common, const ScreenOptions& options,
                const screening::Screener& screener, const screening::Asking& asking) {
    if (!options.attach.empty())
        return complain(base::invalid("--attach is for names on the command line, not for --file"));
    auto mapped = office::MappedFile::open(options.file);
    if (!mapped) return complain(mapped.error());
    const std::string_view bytes = mapped->bytes();
    screening::CsvReader reader(bytes, options.file, screening::separator_of(bytes));
    std::vector<std::string_view> row;
    auto more = reader.next(row);
    if (!more) return complain(more.error());
    if (!*more) return complain(base::invalid(options.file + ": no header"));
    auto columns = columns_of(screening::Header(row), options);
    if (!columns) return complain(columns.error());
    auto common_query = query_of(options, "");
    if (!common_query) return complain(common_query.error());

    ReportPrinter printer(common, options);
    std::size_t rows = 0;
    for (bool at_end = false; !at_end;) {
        std::vector<Query> queries;
        while (queries.size() < kChunk) {
            more = reader.next(row);
            if (!more || !*more) break;
            queries.push_back(query_of_row(*common_query, *columns, row));
        }
        at_end = !more || !*more;
        for (const Report& report : screen_all(queries, screener, asking)) printer.print(report);
        rows += queries.size();
        if (is_watched()) show_progress(rows, reader.offset(), bytes.size(), printer.hits());
    }
    if (is_watched()) fmt::print(stderr, "\n");
    // What came before a row that does not read is printed; the row is named.
    if (!more) return complain(more.error());
    return options.fail_on_hit && printer.hits() > 0 ? kNo : kDone;
}

}  // namespace standstill::cli
