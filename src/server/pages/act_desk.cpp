#include "server/pages/act_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "base/text.h"
#include "server/identity/graders.h"
#include "server/identity/people.h"
#include "server/pages/act_panel.h"
#include "server/pages/act_words.h"
#include "server/pages/form_writer.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using http::Fields;
using http::Request;
using http::Response;
using identity::Caller;

std::string office_of(const base::Node* event) {
    const base::Node* by = event == nullptr ? nullptr : event->find("by");
    if (by != nullptr && by->is_map()) by = by->find("office");
    return by == nullptr ? std::string() : by->scalar;
}

// The name of the act in an address that spells it out: those of uploads do.
std::string name_in(const std::string& path) {
    constexpr std::string_view kBefore = "/act/";
    std::size_t begin = path.find(kBefore);
    if (begin == std::string::npos) return "";
    begin += kBefore.size();
    return path.substr(begin, path.find('/', begin) - begin);
}

// Who usually does it, as the words say; offices that the law of the case has.
std::string usual_offices(const law::Program& program, std::string_view kind) {
    std::string out;
    for (std::string_view office : words_of(kind).offices)
        if (program.offices.count(std::string(office)) != 0)
            out += (out.empty() ? "" : ", ") + office_words(program, office);
    return out;
}

// The office to begin with: the caller's only one, or the one of theirs that usually does it.
std::string likely_office(const Acting& acting, std::string_view kind) {
    if (acting.offices.size() == 1) return acting.offices.front().office;
    for (std::string_view usual : words_of(kind).offices)
        for (const identity::Holding& one : acting.offices)
            if (one.office == usual) return one.office;
    return "";
}

std::string size_words(std::size_t bytes) {
    constexpr std::size_t kMebibyte = std::size_t{1} << 20;
    return bytes < kMebibyte ? fmt::format("{} bytes", bytes)
                             : fmt::format("{} MiB", bytes / kMebibyte);
}

// What a new form begins with: an office, and what the address presets.
Fields first_fields(const ActInHand& act, const Caller& caller, const Request& request) {
    Fields out;
    Acting acting = acting_of(caller);
    for (const auto& [name, value] : request.query)
        if (act.kind->slot(name.substr(0, name.find('.'))) >= 0) out.emplace_back(name, value);
    std::string office = likely_office(acting, act.kind->name);
    if (!office.empty()) out.emplace_back("by", office);
    return out;
}

}  // namespace

std::optional<ActInHand> ActDesk::take(const Request& request, const Caller& caller,
                                       Response& problem) const {
    const std::string& id = request.capture("id");
    auto view = site_.office.look(id, site_.clock());
    if (!view) {
        bool is_missing = view.error().kind == base::ErrorKind::NotFound;
        problem = show_problem(site_, caller, is_missing ? 404 : 503,
                               is_missing ? "There is no such case" : "The case cannot be read",
                               view.error().message);
        return std::nullopt;
    }
    ActInHand out;
    out.view = std::move(*view);
    std::string name = request.capture("kind");
    if (name.empty()) name = name_in(request.path);
    std::string kind = kind_of_name(out.program(), name);
    if (kind.empty()) {
        problem = show_problem(site_, caller, 404, "There is no such act",
                               fmt::format("The law of this case knows no act `{}`.", name));
        return std::nullopt;
    }
    out.kind = &out.program().kinds[static_cast<std::size_t>(out.program().kind(kind))];
    out.path = "/cases/" + http::encode(id) + "/act/" + http::encode(name);
    return out;
}

Page ActDesk::page_of(const ActInHand& act, std::string template_name) const {
    Page page;
    page.title = title_of(*act.kind);
    page.section = "cases";
    page.template_name = std::move(template_name);
    page.case_id = act.of().id;
    page.case_name = act.of().title;
    page.current = "act";
    return page;
}

std::optional<std::string> ActDesk::barred(const ActInHand& act, const Caller& caller,
                                           const base::Node* event) const {
    auto graders = identity::graders_of(site_.office.log(), act.of().id);
    if (!graders) return graders.error().message;
    return identity::barred(caller, act.kind->name, office_of(event), *graders);
}

// ---- reading ----------------------------------------------------------------------------------

ActRead ActDesk::read(const ActInHand& act, const Caller& caller, const Fields& fields,
                      std::uint64_t version) const {
    ActRead out;
    FormReader reader(act.program(), act.of().record.zone, fields);
    out.event = reader.event(*act.kind, acting_of(caller));
    if (reader.mistakes().empty()) {
        auto trial = tried(act.of(), {out.event}, act.view->at());
        if (!trial) {
            reader.add_mistakes_of_door(trial.error().message);
        } else {
            review::Reviewer after(*trial->program, trial->record);
            out.changes =
                changes_between(act.of(), act.view->answer(), after.answer(act.view->at()));
        }
    }
    if (reader.mistakes().empty()) {
        auto statement = statement_of(act.of().id, version, {out.event});
        if (statement)
            out.statement = *statement;
        else
            reader.fail("", statement.error().message);
    }
    out.mistakes = reader.mistakes();
    return out;
}

// ---- drafts -----------------------------------------------------------------------------------

Response ActDesk::keep(const ActInHand& act, const Caller& caller, const Fields& fields) const {
    auto kept =
        site_.people.keep_draft(caller.person.id, act.path, answers_in(fields), site_.clock());
    if (kept) return http::see_other(act.path + "?draft=kept");
    return form_page(act, caller, fields, {{"", "The draft was not kept: " + kept.error().message}},
                     "", 422);
}

// A form that came after its session had ended is kept under the address that it was sent to.
std::optional<Fields> ActDesk::draft(const ActInHand& act, const Caller& caller) const {
    for (const std::string& key : {act.path + "/record", act.path})
        if (auto kept = site_.people.draft(caller.person.id, key)) return kept;
    return std::nullopt;
}

void ActDesk::drop_drafts(const ActInHand& act, const Caller& caller) const {
    for (const std::string& key : {act.path + "/record", act.path}) {
        // A draft that stays is offered again; nothing depends on it.
        auto dropped = site_.people.drop_draft(caller.person.id, key);
        static_cast<void>(dropped);
    }
}

// ---- pages ------------------------------------------------------------------------------------

Response ActDesk::form_page(const ActInHand& act, const Caller& caller, const Fields& fields,
                            const Mistakes& mistakes, const std::string& draft_kept,
                            int status) const {
    Page page = page_of(act, "act/form");
    page.status = status;
    const std::string& zone = act.of().record.zone.name();
    Acting acting = acting_of(caller);
    FormWriter writer(act.program(), fields, mistakes, sources_of(act.of()));
    bool is_evidence = act.kind->evidence_id >= 0;
    writer.actor(acting, zone);
    if (is_evidence)
        writer.file("file", "File",
                    fmt::format("At most {}. It is kept with the case under its SHA-256; the "
                                "record holds the digest.",
                                size_words(site_.settings.upload_bytes)));
    writer.event(*act.kind);
    page.data["items"] = writer.take();
    page.data["explains"] = std::string(words_of(act.kind->name).hint);
    page.data["usual"] = usual_offices(act.program(), act.kind->name);
    page.data["action"] = act.path;
    page.data["multipart"] = is_evidence;
    page.data["form_token"] = caller.form_token;
    page.data["review_says"] = "Review before recording";
    page.data["draft_kept"] = draft_kept;
    page.data["has_draft"] = !draft_kept.empty();
    page.data["back_link"] = "/cases/" + http::encode(act.of().id) + "/act";
    page.data["back_says"] = "All acts of this case";
    base::Node chosen;
    chosen.kind = base::Node::Kind::Map;
    for (const auto& [name, value] : fields) {
        base::Node word;
        word.kind = base::Node::Kind::Scalar;
        word.scalar = value;
        put(chosen, name, std::move(word));
    }
    put_law(page.data, act.program(), cite_of(act.kind->name, chosen));
    put_mistakes(page.data, mistakes);
    page.data["panel"] =
        panel_of(act.kind->name, act.of(), act.view->answer(), site_.office.index());
    if (page.data["panel"].as_object().empty()) page.data["panel"] = nullptr;
    std::optional<std::string> reason = barred(act, caller, nullptr);
    if (!reason && acting.offices.empty() && !acting.is_registrar)
        reason =
            "You hold no office that counts. An acting official counts once another office "
            "has confirmed it.";
    page.data["barred"] = reason.value_or("");
    return show(site_, caller, page);
}

Response ActDesk::review_page(const ActInHand& act, const Caller& caller, const Fields& fields,
                              const ActRead& read, const std::vector<std::string>& meanwhile,
                              const Mistakes& mistakes, int status) const {
    Page page = page_of(act, "act/review");
    page.title = "Review: " + title_of(*act.kind);
    page.status = status;
    const law::Program& program = act.program();
    bool signs = needs_confirmation(act.kind->name);
    bool is_fresh = site_.people.is_fresh(caller, site_.clock());
    bool has_time = read.event.find("at") != nullptr;
    json::object statement{{"statement_title", title_of(*act.kind)},
                           {"words", in_words(program, read.event)}};
    put_law(statement, program, cite_of(act.kind->name, read.event));
    page.data["statements"] = json::array{std::move(statement)};
    page.data["explains"] =
        "Nothing is recorded yet. Read what would be recorded, and what it would change. What is "
        "on record stays: a mistake is put right by another act.";
    page.data["meanwhile"] = !meanwhile.empty();
    page.data["meanwhile_events"] = lines_for_page(meanwhile);
    page.data["effect"] = lines_for_page(read.changes);
    page.data["effect_at"] = act.of().record.zone.print(act.view->at());
    page.data["exact"] = read.statement->exact;
    page.data["digest"] = read.statement->digest;
    page.data["clock_note"] =
        has_time ? ""
                 : "The clock adds the instant of recording; the page after this one shows it.";
    page.data["signs"] = signs;
    page.data["needs_fresh"] = signs && !is_fresh;
    page.data["is_fresh"] = signs && is_fresh;
    page.data["record_says"] = !signs     ? "Record it"
                               : is_fresh ? "Sign and record it"
                                          : "Prove who you are, then sign";
    page.data["version"] = std::to_string(act.view->version());
    page.data["command"] = new_command(site_);
    page.data["action"] = act.path;
    page.data["record_action"] = act.path + "/record";
    page.data["form_token"] = caller.form_token;
    page.data["carried"] = hidden_fields(answers_in(fields));
    put_mistakes(page.data, mistakes);
    page.data["panel"] =
        panel_of(act.kind->name, act.of(), act.view->answer(), site_.office.index());
    if (page.data["panel"].as_object().empty()) page.data["panel"] = nullptr;
    page.data["barred"] = barred(act, caller, &read.event).value_or("");
    return show(site_, caller, page);
}

// ---- answers ----------------------------------------------------------------------------------

Response ActDesk::form(const Request& request, const Caller& caller) const {
    Response problem;
    std::optional<ActInHand> act = take(request, caller, problem);
    if (!act) return problem;
    Fields fields = first_fields(*act, caller, request);
    std::optional<Fields> kept = draft(*act, caller);
    bool is_preset = std::any_of(fields.begin(), fields.end(),
                                 [](const auto& one) { return one.first != "by"; });
    if (!kept || is_preset) return form_page(*act, caller, fields, {}, "", 200);
    return form_page(*act, caller, *kept, {}, "Your draft is kept and shown here.", 200);
}

Response ActDesk::post(const Request& request, const Caller& caller) const {
    std::optional<Fields> fields = fields_of(request);
    if (!fields)
        return show_problem(site_, caller, 400, "The form does not read",
                            "What came is no form. Go back and send it again.");
    return post_fields(request, caller, std::move(*fields));
}

Response ActDesk::post_fields(const Request& request, const Caller& caller, Fields fields,
                              Mistakes mistakes) const {
    Response problem;
    std::optional<ActInHand> act = take(request, caller, problem);
    if (!act) return problem;
    std::string asked = field_or(fields, "do");
    if (!mistakes.empty()) {
        bool is_too_long = mistakes.front().input == "file";
        return form_page(*act, caller, fields, mistakes, "", is_too_long ? 413 : 422);
    }
    if (add_row(fields, asked) || asked == "change")
        return form_page(*act, caller, fields, {}, "", 200);
    if (asked == "save") return keep(*act, caller, fields);
    if (asked == "discard") {
        drop_drafts(*act, caller);
        return http::see_other(act->path);
    }
    ActRead seen = read(*act, caller, fields, act->view->version());
    if (!seen.mistakes.empty()) return form_page(*act, caller, fields, seen.mistakes, "", 422);
    return review_page(*act, caller, fields, seen, {}, {}, 200);
}

Response ActDesk::again(const Request& request, const Caller& caller) const {
    Response problem;
    std::optional<ActInHand> act = take(request, caller, problem);
    if (!act) return problem;
    std::optional<Fields> kept = draft(*act, caller);
    if (!kept) return http::see_other(act->path);
    ActRead seen = read(*act, caller, *kept, act->view->version());
    if (!seen.mistakes.empty()) return form_page(*act, caller, *kept, seen.mistakes, "", 422);
    return review_page(*act, caller, *kept, seen, {}, {}, 200);
}

}  // namespace standstill::server::pages
