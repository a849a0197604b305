// The last step of an act: what was shown is recorded, once, or it is said why not.
#include <fmt/format.h>

#include <charconv>

#include "ledger/event.h"
#include "review/answer_json.h"
#include "server/identity/people.h"
#include "server/pages/act_desk.h"
#include "server/pages/act_words.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using http::Fields;
using http::Request;
using http::Response;
using identity::Caller;

std::optional<std::uint64_t> version_in(const Fields& fields) {
    std::string text = field_or(fields, "version");
    std::uint64_t out = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return out;
}

// The events of the record that came in since the page was shown, a line each.
std::vector<std::string> lines_since(const office::Office& office, const review::Case& of,
                                     std::uint64_t version) {
    std::vector<std::string> out;
    auto stored = office.log().stream(of.id, version);
    if (!stored) return out;
    for (const ledger::StoredEvent& one : *stored) {
        auto event = ledger::scan_event(one.bytes);
        if (!event) continue;
        int kind = of.program->kind(event->type);
        if (kind < 0) continue;
        out.push_back(fmt::format("{}: {}", of.record.zone.print(event->at),
                                  title_of(of.program->kinds[static_cast<std::size_t>(kind)])));
    }
    return out;
}

Response done(const ActInHand& act, std::uint64_t event) {
    return http::see_other(
        fmt::format("/cases/{}/act?recorded={}", http::encode(act.of().id), event));
}

}  // namespace

// A second click on the same button: the command is kept, by this person, with this content. Only
// the clock's `at` may differ.
bool ActDesk::is_recorded(const ActInHand& act, const Caller& caller, const std::string& command,
                          const base::Node& event) const {
    auto receipt = site_.office.log().receipt(command);
    if (!receipt || !*receipt) return false;
    auto stored = site_.office.log().read((*receipt)->first_index, 1);
    if (!stored || stored->empty()) return false;
    auto kept = ledger::parse_event(stored->front().bytes);
    if (!kept || kept->stream != act.of().id || kept->actor != caller.person.id) return false;
    json::object facts = review::to_json(event).as_object();
    bool is_same_kind = facts["event"] == json::value(kept->type);
    facts.erase("event");
    json::object known = kept->facts;
    if (!facts.contains("at")) known.erase("at");
    return is_same_kind && facts == known;
}

Response ActDesk::record(const Request& request, const Caller& caller) const {
    Response problem;
    std::optional<ActInHand> act = take(request, caller, problem);
    if (!act) return problem;
    std::optional<Fields> fields = fields_of(request);
    if (!fields)
        return show_problem(site_, caller, 400, "The form does not read",
                            "What came is no form. Go back and send it again.");
    std::optional<std::uint64_t> version = version_in(*fields);
    ActRead shown = read(*act, caller, *fields, version.value_or(0));
    if (is_recorded(*act, caller, field_or(*fields, "command"), shown.event))
        return http::see_other("/cases/" + http::encode(act->of().id) + "/act?recorded=again");
    if (!shown.mistakes.empty()) return form_page(*act, caller, *fields, shown.mistakes, "", 422);
    bool is_shown = version && shown.statement->digest == field_or(*fields, "digest") &&
                    ledger::is_command_id(field_or(*fields, "command"));
    if (!is_shown) {
        ActRead now = read(*act, caller, *fields, act->view->version());
        if (!now.statement) return form_page(*act, caller, *fields, now.mistakes, "", 422);
        return review_page(*act, caller, *fields, now, {},
                           {{"",
                             "What came is not what was shown: nothing was recorded. This is "
                             "what came; read it again."}},
                           422);
    }
    if (barred(*act, caller, &shown.event))
        return review_page(*act, caller, *fields, shown, {}, {}, 403);
    bool must_confirm =
        needs_confirmation(act->kind->name) && !site_.people.is_fresh(caller, site_.clock());
    if (must_confirm) {
        auto kept = site_.people.keep_draft(caller.person.id, act->path, answers_in(*fields),
                                            site_.clock());
        if (!kept)
            return review_page(*act, caller, *fields, shown, {},
                               {{"", "The draft was not kept: " + kept.error().message}}, 422);
        return http::see_other("/confirm?next=" + http::encode(act->path + "/review"));
    }
    return commit(*act, caller, *fields, shown);
}

Response ActDesk::commit(const ActInHand& act, const Caller& caller, const Fields& fields,
                         const ActRead& shown) const {
    std::uint64_t version = version_in(fields).value_or(0);
    office::Act by;
    by.actor = caller.person.id;
    by.command = field_or(fields, "command");
    by.expected_version = version;
    by.may_state_time = identity::may(caller, identity::Permission::StateTime);
    auto recorded = site_.office.record_now(act.of().id, {shown.event}, by);
    if (recorded) {
        drop_drafts(act, caller);
        return done(act, act.of().events.size());
    }
    const base::Error& error = recorded.error();
    if (error.kind == base::ErrorKind::Invalid)
        return form_page(act, caller, fields, {{"", error.message}}, "", 422);
    if (error.kind != base::ErrorKind::Conflict)
        return form_page(act, caller, fields,
                         {{"", "It may not have been recorded: " + error.message +
                                   ". Look at the timeline before you try again."}},
                         "", 503);
    auto view = site_.office.look(act.of().id, site_.clock());
    if (!view) return form_page(act, caller, fields, {{"", view.error().message}}, "", 503);
    ActInHand now{std::move(*view), act.kind, act.path};
    ActRead anew = read(now, caller, fields, now.view->version());
    std::vector<std::string> meanwhile = lines_since(site_.office, now.of(), version);
    if (meanwhile.empty()) meanwhile.push_back(error.message);
    if (!anew.mistakes.empty()) return form_page(now, caller, fields, anew.mistakes, "", 409);
    return review_page(now, caller, fields, anew, meanwhile, {}, 409);
}

}  // namespace standstill::server::pages
