// The public register: what anybody may see without signing in, and how to check it.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <charconv>
#include <memory>
#include <mutex>

#include "ledger/checkpoint.h"
#include "report/public.h"
#include "server/pages/register_book.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server {

namespace {

namespace json = boost::json;
using http::Request;
using http::Response;
using identity::Caller;

constexpr std::size_t kRowsOfAPage = 50;
// The file for a stranger holds a line for each entry of the log; above this it is made by
// `standstill export`, not on request.
constexpr std::uint64_t kMaxServedLog = 100'000;

class Register {
public:
    explicit Register(Site& site) : site_(site), book_(site.office.log()) {}

    base::Status keep_up() { return book_.keep_up(); }

    Response list(const Request& request, const Caller& caller) {
        std::string words(request.parameter("q").value_or(""));
        std::size_t page = page_of(request);
        auto found = book_.find(words, (page - 1) * kRowsOfAPage, kRowsOfAPage);
        auto counts = site_.office.index().counts();
        if (!found || !counts)
            return pages::show_problem(site_, caller, 503, "The register cannot be read now",
                                       (found ? counts.error() : found.error()).message);
        pages::Page out;
        out.title = "Public register";
        out.section = "register";
        out.template_name = "register/list";
        out.intro =
            "Every case of this office, with what may be released. Each page is cut from one "
            "signed log, and anybody can check that nothing was left out of it.";
        out.data = {{"words", words},
                    {"total", found->total},
                    {"cases", counts->cases},
                    {"permitted", counts->permitted},
                    {"refused", counts->refused},
                    {"outside", counts->outside},
                    {"stopped", counts->stopped},
                    {"overdue", counts->overdue},
                    {"size", found->size}};
        json::array rows;
        for (const pages::RegisterRow& row : found->rows) rows.push_back(row_of(row));
        out.data["none"] = rows.empty();
        out.data["rows"] = std::move(rows);
        auto turn = [&](std::size_t to) {
            return fmt::format("/register?q={}&page={}", http::encode(words), to);
        };
        out.data["previous"] = page > 1 ? turn(page - 1) : "";
        out.data["next"] = found->total > page * kRowsOfAPage ? turn(page + 1) : "";
        return pages::show(site_, caller, out);
    }

    Response show(const Request& request, const Caller& caller) {
        auto entry = look(request.capture("id"), request.at);
        if (!entry) return problem(caller, entry.error());
        pages::Page out;
        out.title = "Public register: " + entry->of.id;
        out.section = "register";
        out.template_name = "register/case";
        out.intro = fmt::format(
            "What is on record in this case as far as it may be released, at {} and log size {}.",
            base::to_string(request.at), entry->size);
        json::array statements, events;
        for (const report::Statement& statement : entry->of.statements)
            statements.push_back(
                {{"says", statement.sentence}, {"on_record", statement.is_on_record}});
        for (const report::PublicEvent& event : entry->of.events) events.push_back(event_of(event));
        out.data = {{"id", entry->of.id},
                    {"size", entry->size},
                    {"statements", std::move(statements)},
                    {"events", std::move(events)},
                    {"proof", "/register/" + http::encode(entry->of.id) + "/proof"},
                    {"file", entry->of.id + ".register.jsonl"},
                    {"can_serve", entry->size <= kMaxServedLog},
                    {"key", ledger::to_string(site_.office.key())},
                    {"checkpoint", entry->note}};
        return pages::show(site_, caller, out);
    }

    Response proof(const Request& request, const Caller& caller) {
        auto entry = look(request.capture("id"), request.at);
        if (!entry) return problem(caller, entry.error());
        if (entry->size > kMaxServedLog)
            return http::text(
                fmt::format("The log has {} entries; above {} the file is made by `standstill "
                            "export {} --as public` and published beside this page.\n",
                            entry->size, kMaxServedLog, entry->of.id),
                503);
        auto file = file_of(*entry, request.at);
        if (!file) return problem(caller, file.error());
        Response out{200, {}, **file};
        out.with("Content-Type", "application/jsonl");
        out.with("Content-Disposition",
                 fmt::format("attachment; filename=\"{}.register.jsonl\"", entry->of.id));
        return out;
    }

private:
    struct Entry {
        report::PublicCase of;
        std::uint64_t size = 0;
        std::string note;
    };

    static std::size_t page_of(const Request& request) {
        std::size_t page = 1;
        std::string_view text = request.parameter("page").value_or("1");
        std::from_chars(text.data(), text.data() + text.size(), page);
        return std::min<std::size_t>(std::max<std::size_t>(page, 1), 1'000'000);
    }

    static json::object row_of(const pages::RegisterRow& row) {
        std::string on_record;
        for (std::size_t i = 0; i < report::acts().size(); ++i)
            if ((row.acts >> i & 1U) != 0)
                on_record += (on_record.empty() ? "" : ", ") + std::string(report::acts()[i].name);
        return {{"id", row.id},
                {"title", row.title},
                {"url", "/register/" + http::encode(row.id)},
                {"events", row.events},
                {"determined", (row.acts & 1U) != 0},
                {"on_record", on_record}};
    }

    static std::string words_of(const json::value& value) {
        if (value.is_string()) return std::string(value.get_string());
        if (value.is_bool()) return value.get_bool() ? "yes" : "no";
        if (!value.is_array()) return json::serialize(value);
        std::string out;
        for (const json::value& item : value.get_array())
            out += (out.empty() ? "" : ", ") + words_of(item);
        return out;
    }

    static json::object event_of(const report::PublicEvent& event) {
        json::array shown, withheld;
        std::string at;
        for (const report::ShownField& field : event.fields.shown) {
            if (field.name == "at") at = words_of(field.value);
            shown.push_back({{"name", field.name}, {"value", words_of(field.value)}});
        }
        for (const report::WithheldField& field : event.fields.withheld)
            withheld.push_back(
                {{"name", field.name}, {"exemption", field.exemption}, {"why", field.why}});
        return {{"index", event.index},   {"version", event.version},
                {"kind", event.kind},     {"at", at.substr(0, 10)},
                {"shown", shown},         {"has_shown", !shown.empty()},
                {"withheld", withheld},   {"has_withheld", !withheld.empty()},
                {"whole", event.is_whole}};
    }

    // What the newest checkpoint covers: an event after it is not in any proof yet.
    base::Result<Entry> look(const std::string& id, base::Instant at) {
        auto latest = site_.office.log().latest_checkpoint();
        if (!latest) return latest.error();
        if (!*latest) {
            auto signed_now = site_.office.sign_head();
            if (!signed_now) return signed_now.error();
            *latest = *signed_now;
        }
        auto stored = site_.office.log().stream(id);
        if (!stored) return stored.error();
        Entry out;
        out.size = ledger::number((*latest)->size);
        out.note = (*latest)->note;
        std::vector<report::LogEvent> events;
        for (const ledger::StoredEvent& event : *stored)
            if (ledger::number(event.index) < out.size)
                events.push_back({ledger::number(event.index), event.bytes});
        if (events.empty())
            return base::fail(base::ErrorKind::NotFound, fmt::format("no case is called `{}`", id));
        auto of = report::public_case(id, events, at, out.size, offices());
        if (!of) return base::fail(base::ErrorKind::NotFound, of.error().message);
        out.of = std::move(*of);
        return out;
    }

    // One file is kept: many ask for the same one. To make another takes the whole log, so one is
    // made at a time, and nobody waits for it: strangers may ask, and the others need the workers.
    base::Result<std::shared_ptr<const std::string>> file_of(const Entry& entry, base::Instant at) {
        std::unique_lock lock(mutex_, std::try_to_lock);
        if (!lock.owns_lock())
            return base::fail(base::ErrorKind::Unavailable,
                              "A file is being made for somebody else; try again in a moment.");
        std::string key = entry.of.id + "\n" + entry.note;
        if (kept_key_ == key) return kept_;
        auto stored = site_.office.log().read(ledger::LeafIndex{0}, entry.size);
        if (!stored) return stored.error();
        std::vector<std::string_view> leaves;
        for (const ledger::StoredEvent& event : *stored) leaves.push_back(event.bytes);
        report::Whole whole{leaves, entry.note, site_.office.key(), at, offices()};
        auto file = report::make_register(whole, {&entry.of, 1});
        if (!file) return file.error();
        kept_ = std::make_shared<const std::string>(std::move(*file));
        kept_key_ = std::move(key);
        return kept_;
    }

    static std::set<std::string> offices() {
        const auto& all = identity::all_offices();
        return {all.begin(), all.end()};
    }

    Response problem(const Caller& caller, const base::Error& error) const {
        bool is_unknown = error.kind == base::ErrorKind::NotFound;
        return pages::show_problem(site_, caller, is_unknown ? 404 : 503,
                                   is_unknown ? "No such case" : "The register cannot be read now",
                                   error.message);
    }

    Site& site_;
    pages::RegisterBook book_;
    std::mutex mutex_;
    std::string kept_key_;
    std::shared_ptr<const std::string> kept_;
};

}  // namespace

void add_register_pages(Doors& doors) {
    auto shared = std::make_shared<Register>(doors.site());
    doors.site().chores.emplace_back([shared](base::Instant) { return shared->keep_up(); });
    auto add = [&](const char* pattern,
                   Response (Register::*answer)(const Request&, const Caller&)) {
        doors.page(http::Method::Get, pattern, std::nullopt,
                   [shared, answer](const Request& request, const Caller& caller) {
                       return ((*shared).*answer)(request, caller);
                   });
    };
    add("/register", &Register::list);
    add("/register/{id}", &Register::show);
    add("/register/{id}/proof", &Register::proof);
}

}  // namespace standstill::server
