// The desk at which acts are recorded: a form, a page that shows exactly what would be recorded and
// what it would change, and the recording of just that (docs/acts.md).
//
//   GET  /cases/{id}/act                 the list, what the answer waits for first
//   GET  /cases/{id}/act/{kind}          the form; the query presets fields, a draft is shown again
//   POST /cases/{id}/act/{kind}          another row, a draft kept, or the page that shows the act
//   GET  /cases/{id}/act/{kind}/review   that page again, from the draft
//   POST /cases/{id}/act/{kind}/record   records it, if the digest is that of what was shown
//   GET  /cases/{id}/evidence/{sha256}   a file of evidence, as an attachment
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/pages/act_trial.h"
#include "server/pages/form_reader.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server::pages {

// One act that somebody is about to do: the case as it is now, the kind, and where its pages are.
struct ActInHand {
    std::unique_ptr<office::View> view;
    const law::EventKind* kind = nullptr;
    std::string path;  // /cases/{id}/act/{kind}

    const review::Case& of() const { return view->of(); }
    const law::Program& program() const { return *view->of().program; }
};

// What the form says, read.
struct ActRead {
    base::Node event;
    Mistakes mistakes;
    std::optional<Statement> statement;  // where there are no mistakes
    std::vector<std::string> changes;    // what it would change
};

class ActDesk {
public:
    explicit ActDesk(Site& site) : site_(site) {}

    http::Response list(const http::Request& request, const identity::Caller& caller) const;
    http::Response form(const http::Request& request, const identity::Caller& caller) const;
    http::Response post(const http::Request& request, const identity::Caller& caller) const;
    http::Response post_fields(const http::Request& request, const identity::Caller& caller,
                               http::Fields fields, Mistakes mistakes = {}) const;
    // The form of evidence, with a file in it or without.
    http::Response post_evidence(const http::Request& request,
                                 const identity::Caller& caller) const;
    http::Response download(const http::Request& request, const identity::Caller& caller) const;
    http::Response again(const http::Request& request, const identity::Caller& caller) const;
    http::Response record(const http::Request& request, const identity::Caller& caller) const;

private:
    // Or the page that says why there is none.
    std::optional<ActInHand> take(const http::Request& request, const identity::Caller& caller,
                                  http::Response& problem) const;
    ActRead read(const ActInHand& act, const identity::Caller& caller, const http::Fields& fields,
                 std::uint64_t version) const;
    std::optional<std::string> barred(const ActInHand& act, const identity::Caller& caller,
                                      const base::Node* event) const;
    http::Response form_page(const ActInHand& act, const identity::Caller& caller,
                             const http::Fields& fields, const Mistakes& mistakes,
                             const std::string& draft_kept, int status) const;
    http::Response review_page(const ActInHand& act, const identity::Caller& caller,
                               const http::Fields& fields, const ActRead& read,
                               const std::vector<std::string>& meanwhile, const Mistakes& mistakes,
                               int status) const;
    http::Response keep(const ActInHand& act, const identity::Caller& caller,
                        const http::Fields& fields) const;
    std::optional<http::Fields> draft(const ActInHand& act, const identity::Caller& caller) const;
    void drop_drafts(const ActInHand& act, const identity::Caller& caller) const;
    bool is_recorded(const ActInHand& act, const identity::Caller& caller,
                     const std::string& command, const base::Node& event) const;
    http::Response commit(const ActInHand& act, const identity::Caller& caller,
                          const http::Fields& fields, const ActRead& read) const;
    Page page_of(const ActInHand& act, std::string template_name) const;

    Site& site_;
};

// The paragraph of the law in the words of the packs, for templates/act/law.mustache.
void put_law(boost::json::object& data, const law::Program& program, std::string_view cite);
// The summary of mistakes, for templates/act/mistakes.mustache.
void put_mistakes(boost::json::object& data, const Mistakes& mistakes);
boost::json::array lines_for_page(const std::vector<std::string>& lines);
// The fields of a form that came; nothing where it does not read.
std::optional<http::Fields> fields_of(const http::Request& request);
std::string field_or(const http::Fields& fields, std::string_view name);
// Sets a field, in place of those of that name.
void set_field(http::Fields& fields, const std::string& name, std::string value);
// `add:LIST` asks for one more row of a list.
bool add_row(http::Fields& fields, const std::string& asked);
// Fields without buttons, tokens and digests: what a draft is.
http::Fields answers_in(const http::Fields& fields);
// The routes of /cases/new.
void add_new_case_pages(Doors& doors);
// An id for a command, from the system's randomness; empty where there is none.
std::string new_command(const Site& site);

}  // namespace standstill::server::pages
