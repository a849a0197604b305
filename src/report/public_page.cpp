#include "report/public_page.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>

namespace standstill::report {

namespace {

std::string words_of(const boost::json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
}

void write_event(Writer& out, const PublicEvent& event) {
    out.heading(3, fmt::format("{}, entry {} of the log, version {} of the case", event.kind,
                               event.index, event.version));
    std::vector<Text> items;
    for (const ShownField& field : event.fields.shown)
        items.push_back(plain(field.name + ": " + words_of(field.value)));
    for (const WithheldField& field : event.fields.withheld)
        items.push_back(plain(field.name + ": ") +
                        strong(fmt::format("withheld under {}", field.exemption)) +
                        plain(fmt::format(" ({})", field.why)));
    out.list(std::move(items));
}

}  // namespace

Document public_page(std::span<const PublicCase> cases, const Whole& log, const std::string& file) {
    Document out;
    out.title = "Public register";
    out.subject =
        fmt::format("As of {}, at log size {}", base::to_string(log.as_of), log.leaves.size());
    out.as_of = log.as_of;
    Writer write(out);
    write.box(plain(fmt::format(
        "What this page says of kinds, cases and what is not on record is proved by the file {}: "
        "`standstill verify {} --key KEY`, offline. Fields are shown as the office released them; "
        "a field that is withheld is named, with the exemption of 5 U.S.C. 552(b).",
        file, file)));
    for (const PublicCase& entry : cases) {
        write.heading(2, "Case " + entry.id);
        std::vector<Text> statements;
        for (const Statement& statement : entry.statements)
            statements.push_back(statement.is_on_record ? strong(statement.sentence)
                                                        : plain(statement.sentence));
        write.list(std::move(statements));
        for (const PublicEvent& event : entry.events) write_event(write, event);
    }
    return out;
}

}  // namespace standstill::report
