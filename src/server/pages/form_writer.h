// Forms of events, outwards: the schema of a kind and what was typed so far become the controls of
// a page, for templates/act/controls.mustache.
//
// Controls stand in one flat list, in order; a group is opened and closed by entries of its own.
// Days are a month to choose and two fields to type, never a picker, so that they can be spoken,
// pasted and typed alike.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "law/program.h"
#include "review/case.h"
#include "server/http/message.h"
#include "server/pages/form_reader.h"

namespace standstill::server::pages {

struct Choice {
    std::string value, says;
    std::string hint;
};
using Choices = std::vector<Choice>;

// A piece of evidence that a form can lean on.
struct Source {
    std::string id, kind, publisher, grade, sha256;
    std::string says() const;  // "e1 (A2): government finding, Department of Justice"
};
// The evidence on record, in order.
std::vector<Source> sources_of(const review::Case& of);

class FormWriter {
public:
    FormWriter(const law::Program& program, const http::Fields& fields, const Mistakes& mistakes,
               std::vector<Source> sources)
        : program_(program), fields_(fields), mistakes_(mistakes), sources_(std::move(sources)) {}

    // All controls of a kind: its fields, then evidence, note and marking.
    void event(const law::EventKind& kind, const std::string& prefix = "");
    void fields(const law::EventKind& kind, const std::string& prefix);
    void envelope(const law::EventKind& kind, const std::string& prefix);
    // Who acts, and for a registrar whose act it was, and when.
    void actor(const Acting& acting, std::string_view zone, const std::string& prefix = "");

    void text(const std::string& input, const std::string& label, std::string_view hint = "",
              bool required = false);
    void area(const std::string& input, const std::string& label, std::string_view hint = "",
              bool required = false);
    void select(const std::string& input, const std::string& label, std::string_view hint,
                const Choices& choices, bool required = false);
    void radios(const std::string& input, const std::string& label, std::string_view hint,
                const Choices& choices, bool required = false);
    void checks(const std::string& input, const std::string& label, std::string_view hint,
                const Choices& choices);
    void date(const std::string& input, const std::string& label, std::string_view hint,
              bool has_time, bool required = false);
    void file(const std::string& input, const std::string& label, std::string_view hint);
    void begin(const std::string& input, const std::string& legend, std::string_view hint = "");
    void end();
    void paragraph(const std::string& says);
    // A button that shows one more row of a list.
    void more(const std::string& list, const std::string& label);
    void evidence(const std::string& input, const std::string& label);
    Choices offices() const;

    boost::json::array take() { return std::move(items_); }

private:
    void field(const law::EventKind& kind, const law::FieldSchema& schema, const std::string& input,
               const std::string& path);
    void rows(const law::EventKind& kind, const law::FieldSchema& schema, const std::string& input,
              const std::string& path);
    void roles(const std::string& input, const std::string& label, std::string_view hint);
    void grade(const std::string& input, const std::string& label, std::string_view hint);
    void flag(const std::string& input, const std::string& label, std::string_view hint);
    void choices(const law::EventKind& kind, const law::FieldSchema& schema,
                 const std::string& input, const std::string& path);
    boost::json::object control(const std::string& input, const std::string& label,
                                std::string_view hint, bool required) const;
    boost::json::array options(const std::string& input, const Choices& choices,
                               bool first_has_id) const;
    void add(const char* kind, boost::json::object control);
    std::string typed(const std::string& input) const;
    bool is_ticked(const std::string& input, std::string_view value) const;

    const law::Program& program_;
    const http::Fields& fields_;
    const Mistakes& mistakes_;
    std::vector<Source> sources_;
    boost::json::array items_;
};

// The id that an input has on the page.
std::string id_of_input(const std::string& input);
// Mistakes with links to their inputs.
boost::json::array mistakes_for_page(const Mistakes& mistakes);
// Fields as hidden inputs, without the buttons and what each page adds itself.
boost::json::array hidden_fields(const http::Fields& fields);
// Fields that carry no answer: buttons, tokens, digests.
bool is_plumbing(std::string_view input);

}  // namespace standstill::server::pages
