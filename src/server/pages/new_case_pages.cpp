// The pages of a new case: /cases/new. The answers travel with the form from step to step.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "base/text.h"
#include "ledger/event.h"
#include "review/worksheet.h"
#include "server/identity/people.h"
#include "server/pages/act_desk.h"
#include "server/pages/act_words.h"
#include "server/pages/new_case.h"

namespace standstill::server {

namespace pages {

namespace {

namespace json = boost::json;
using http::Fields;
using http::Request;
using http::Response;
using identity::Caller;

constexpr const char* kPath = "/cases/new";
constexpr const char* kRecordPath = "/cases/new/record";

json::object steps_for_page(Step here) {
    json::array segments;
    for (int i = 0; i < kSteps; ++i) {
        Step step = static_cast<Step>(i);
        segments.push_back(
            {{"segment", title_of(step)}, {"done", step < here}, {"here", step == here}});
    }
    return {{"segments", std::move(segments)},
            {"step_number", std::to_string(static_cast<int>(here) + 1)},
            {"step_total", std::to_string(kSteps)},
            {"step_title", title_of(here)}};
}

Fields carried_past(const Fields& fields, Step here) {
    Fields out;
    for (const auto& one : answers_in(fields))
        if (one.first != "step" && step_of_input(one.first) != here) out.push_back(one);
    return out;
}

class NewCaseDesk {
public:
    explicit NewCaseDesk(Site& site) : site_(site) {}

    Response form(const Request&, const Caller& caller) const {
        for (const char* key : {kRecordPath, kPath})
            if (auto kept = site_.people.draft(caller.person.id, key))
                return step_page(caller, *kept, step_of_word(field_or(*kept, "step")), {},
                                 "Your draft is kept and shown here.", 200);
        Fields first;
        Acting acting = acting_of(caller);
        if (acting.offices.size() == 1) first.emplace_back("by", acting.offices.front().office);
        return step_page(caller, first, Step::Agency, {}, "", 200);
    }

    Response post(const Request& request, const Caller& caller) const {
        std::optional<Fields> fields = fields_of(request);
        if (!fields)
            return show_problem(site_, caller, 400, "The form does not read",
                                "What came is no form. Go back and send it again.");
        Step here = step_of_word(field_or(*fields, "step"));
        std::string asked = field_or(*fields, "do");
        if (add_row(*fields, asked)) return step_page(caller, *fields, here, {}, "", 200);
        if (asked == "save") return keep(caller, *fields, here);
        if (asked == "change") return step_page(caller, *fields, Step::Agency, {}, "", 200);
        if (asked == "discard") {
            drop_drafts(caller);
            return http::see_other(kPath);
        }
        if (asked == "back" && here != Step::Agency)
            return step_page(caller, *fields, static_cast<Step>(static_cast<int>(here) - 1), {}, "",
                             200);
        return next(caller, *fields, here);
    }

    Response record(const Request& request, const Caller& caller) const {
        std::optional<Fields> fields = fields_of(request);
        if (!fields)
            return show_problem(site_, caller, 400, "The form does not read",
                                "What came is no form. Go back and send it again.");
        std::string command = field_or(*fields, "command");
        TriedIntake tried = attempt(caller, *fields);
        if (std::string id = opened_before(caller, command); !id.empty())
            return http::see_other("/cases/" + http::encode(id) + "/act?recorded=again");
        if (!tried.opened) return first_mistake(caller, *fields, tried.intake.mistakes);
        auto statement = statement_of_opening(tried.intake.header, tried.intake.events);
        bool is_shown = statement && statement->digest == field_or(*fields, "digest") &&
                        ledger::is_command_id(command);
        if (!is_shown)
            return review_page(caller, *fields, tried,
                               {{"",
                                 "What came is not what was shown: nothing was recorded. This "
                                 "is what came; read it again."}},
                               422);
        return open(caller, *fields, tried, command);
    }

private:
    std::shared_ptr<const law::Program> program() const {
        auto found = site_.office.library().program({std::string(kIntakeLaw)});
        return found ? *found : nullptr;
    }

    base::ZoneTable zone_of(const Fields& fields) const {
        std::string written = field_or(fields, "zone");
        std::string name(base::trimmed(written));
        auto zone = site_.office.settings().zones(name.empty() ? "America/New_York" : name);
        return zone ? *zone : base::ZoneTable::utc();
    }

    TriedIntake attempt(const Caller& caller, const Fields& fields) const {
        auto law = program();
        if (!law) return {{{}, {}, {{"", "The pack of the order is not at hand"}}}, std::nullopt};
        TriedIntake out =
            try_intake(*law, zone_of(fields), acting_of(caller), fields, site_.office.library(),
                       site_.office.settings().zones, site_.clock());
        if (out.opened && site_.office.look(out.opened->id, site_.clock())) {
            out.intake.mistakes.push_back(
                {"id", fmt::format("A case is called `{}` already", out.opened->id)});
            out.opened.reset();
        }
        return out;
    }

    // On with the next step, unless this one has mistakes of its own.
    Response next(const Caller& caller, Fields& fields, Step here) const {
        TriedIntake tried = attempt(caller, fields);
        Mistakes own;
        for (const Mistake& one : tried.intake.mistakes)
            if (one.input.empty() ? here == Step::Scope : step_of_input(one.input) <= here)
                own.push_back(one);
        if (!own.empty()) return first_mistake(caller, fields, own);
        if (here == Step::Agency && field_or(fields, "id").empty())
            set_field(fields, "id", case_id_of(field_or(fields, "title")));
        if (here < Step::Scope)
            return step_page(caller, fields, static_cast<Step>(static_cast<int>(here) + 1), {}, "",
                             200);
        return review_page(caller, fields, tried, {}, 200);
    }

    // The page on which the first mistake can be put right.
    Response first_mistake(const Caller& caller, const Fields& fields,
                           const Mistakes& mistakes) const {
        Step step = Step::Scope;
        for (const Mistake& one : mistakes)
            if (!one.input.empty()) step = std::min(step, step_of_input(one.input));
        return step_page(caller, fields, step, mistakes, "", 422);
    }

    Response step_page(const Caller& caller, const Fields& fields, Step here,
                       const Mistakes& mistakes, const std::string& draft_kept, int status) const {
        auto law = program();
        if (!law)
            return show_problem(site_, caller, 503, "No case can be opened",
                                "The pack of the order is not at hand.");
        Page page;
        page.title = "New case";
        page.section = "cases";
        page.template_name = "act/form";
        page.status = status;
        Acting acting = acting_of(caller);
        page.data["steps"] = steps_for_page(here);
        page.data["items"] = controls_of(here, *law, acting, fields, mistakes);
        json::array carried = hidden_fields(carried_past(fields, here));
        carried.push_back({{"hidden_name", "step"}, {"hidden_value", word_of(here)}});
        page.data["carried"] = std::move(carried);
        page.data["action"] = kPath;
        page.data["form_token"] = caller.form_token;
        page.data["review_says"] = here == Step::Scope ? "Review before opening" : "Next";
        page.data["can_go_back"] = here != Step::Agency;
        page.data["draft_kept"] = draft_kept;
        page.data["has_draft"] = !draft_kept.empty();
        page.data["back_link"] = "/cases";
        page.data["back_says"] = "All cases";
        page.data["explains"] =
            here == Step::Agency
                ? "A case holds one tool of one agency. Nothing is recorded before the last step."
                : "";
        page.data["panel"] = nullptr;
        page.data["barred"] =
            acting.offices.empty() && !acting.is_registrar ? "You hold no office that counts." : "";
        if (here == Step::Contract) put_law(page.data, *law, "3");
        if (here == Step::Tool) put_law(page.data, *law, "5(h)");
        if (here == Step::Scope) put_law(page.data, *law, "5(b)");
        put_mistakes(page.data, mistakes);
        return show(site_, caller, page);
    }

    Response review_page(const Caller& caller, const Fields& fields, const TriedIntake& tried,
                         const Mistakes& mistakes, int status) const {
        const review::Case& of = *tried.opened;
        auto statement = statement_of_opening(tried.intake.header, tried.intake.events);
        if (!statement)
            return step_page(caller, fields, Step::Scope, {{"", statement.error().message}}, "",
                             422);
        Page page;
        page.title = "Review: " + of.title;
        page.section = "cases";
        page.template_name = "act/review";
        page.status = status;
        json::array statements;
        statements.push_back({{"statement_title", "The case"},
                              {"words", in_words(*of.program, tried.intake.header)},
                              {"law_text", ""}});
        for (const base::Node& event : tried.intake.events)
            statements.push_back({{"statement_title", in_a_line(*of.program, event)},
                                  {"words", in_words(*of.program, event)},
                                  {"law_text", ""}});
        page.data["statements"] = std::move(statements);
        page.data["explains"] =
            "Nothing is recorded yet. Read what would be recorded. What is on record stays: a "
            "mistake is put right by another act.";
        page.data["effect"] = lines_for_page(first_answer(of));
        page.data["effect_at"] = of.record.zone.print(site_.clock());
        page.data["exact"] = statement->exact;
        page.data["digest"] = statement->digest;
        page.data["clock_note"] = "The clock adds the instant of recording to each event.";
        page.data["record_says"] = "Open the case";
        page.data["version"] = "0";
        page.data["command"] = new_command(site_);
        page.data["action"] = kPath;
        page.data["record_action"] = kRecordPath;
        page.data["form_token"] = caller.form_token;
        page.data["carried"] = hidden_fields(answers_in(fields));
        page.data["panel"] = nullptr;
        put_mistakes(page.data, mistakes);
        return show(site_, caller, page);
    }

    std::vector<std::string> first_answer(const review::Case& of) const {
        review::Reviewer reviewer(*of.program, of.record);
        review::Answer answer = reviewer.answer(site_.clock());
        std::vector<std::string> out{review::status_sentence(of, answer)};
        for (const review::Because& one : answer.because)
            out.push_back(fmt::format("Because of {}: {}", one.cite, one.says));
        for (const review::Duty& one : answer.duties)
            out.push_back(fmt::format("Duty {}: {}", one.cite, one.says));
        for (const review::Defect& one : answer.defects)
            out.push_back(fmt::format("A defect under {}: {}", one.cite, one.says));
        out.push_back(fmt::format("Questions that are open: {}", answer.missing.size()));
        return out;
    }

    Response keep(const Caller& caller, const Fields& fields, Step here) const {
        Fields answers = answers_in(fields);
        set_field(answers, "step", std::string(word_of(here)));
        auto kept = site_.people.keep_draft(caller.person.id, kPath, answers, site_.clock());
        if (kept) return http::see_other(kPath);
        return step_page(caller, fields, here,
                         {{"", "The draft was not kept: " + kept.error().message}}, "", 422);
    }

    void drop_drafts(const Caller& caller) const {
        for (const char* key : {kRecordPath, kPath}) {
            // A draft that stays is offered again; nothing depends on it.
            auto dropped = site_.people.drop_draft(caller.person.id, key);
            static_cast<void>(dropped);
        }
    }

    // A second click: the id of the case that this command opened.
    std::string opened_before(const Caller& caller, const std::string& command) const {
        auto receipt = site_.office.log().receipt(command);
        if (!receipt || !*receipt) return "";
        auto stored = site_.office.log().read((*receipt)->first_index, 1);
        if (!stored || stored->empty()) return "";
        auto event = ledger::parse_event(stored->front().bytes);
        return event && event->actor == caller.person.id ? event->stream : "";
    }

    Response open(const Caller& caller, const Fields& fields, const TriedIntake& tried,
                  const std::string& command) const {
        office::Act by;
        by.actor = caller.person.id;
        by.command = command;
        by.may_state_time = identity::may(caller, identity::Permission::StateTime);
        auto opened = site_.office.open_case_now(tried.intake.header, tried.intake.events, by);
        if (opened) {
            drop_drafts(caller);
            return http::see_other("/cases/" + http::encode(tried.opened->id));
        }
        int status = opened.error().kind == base::ErrorKind::Invalid    ? 422
                     : opened.error().kind == base::ErrorKind::Conflict ? 409
                                                                        : 503;
        return review_page(caller, fields, tried, {{"", opened.error().message}}, status);
    }

    Site& site_;
};

}  // namespace

void add_new_case_pages(Doors& doors) {
    using http::Method;
    using identity::Permission;
    constexpr std::size_t kFormBytes = 262'144;
    auto desk = std::make_shared<const NewCaseDesk>(doors.site());
    auto form = [desk](const auto& request, const auto& caller) {
        return desk->form(request, caller);
    };
    doors.page(Method::Get, kPath, Permission::OpenCase, form);
    doors.page(Method::Get, kRecordPath, Permission::OpenCase, form);
    doors.page(
        Method::Post, kPath, Permission::OpenCase,
        [desk](const auto& request, const auto& caller) { return desk->post(request, caller); },
        kFormBytes);
    doors.page(
        Method::Post, kRecordPath, Permission::OpenCase,
        [desk](const auto& request, const auto& caller) { return desk->record(request, caller); },
        kFormBytes);
}

}  // namespace pages

}  // namespace standstill::server
