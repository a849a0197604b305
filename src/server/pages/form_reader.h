// Forms of events, inwards: what somebody typed becomes the event that the door reads.
//
// The names of inputs follow the schema of the kind: `tool`, `furnishers.0.entity`,
// `until.day`. Every piece of the event carries the number of the input that it came from as its
// place, so that a mistake found by the door of the record can be shown at its input.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/zone.h"
#include "law/program.h"
#include "server/http/message.h"
#include "server/identity/person.h"

namespace standstill::server::pages {

// A mistake, and the input where it stands; empty where that cannot be told.
struct Mistake {
    std::string input;
    std::string says;

    friend bool operator==(const Mistake&, const Mistake&) = default;
};
using Mistakes = std::vector<Mistake>;

// In which offices somebody acts, and whether they may record what others did on paper.
struct Acting {
    std::string name;
    std::vector<identity::Holding> offices;  // those that count: acting ones only when confirmed
    bool is_registrar = false;
};
Acting acting_of(const identity::Caller& caller);

// A line has at most so many rows of a list; more are refused.
inline constexpr std::size_t kMaxRows = 50;
// How many rows of a list are shown: as the form says, or so many as a new form has.
std::size_t rows_shown(const http::Fields& fields, const std::string& list);

class FormReader {
public:
    FormReader(const law::Program& program, const base::ZoneTable& zone, const http::Fields& fields)
        : program_(program), zone_(zone), fields_(fields) {}

    // The event of a kind, from the inputs whose names begin with `prefix`. Where mistakes were
    // found it is not to be used. `by` comes from one of the offices of `acting`.
    base::Node event(const law::EventKind& kind, const Acting& acting,
                     const std::string& prefix = "");
    // One value, or nothing where its inputs are empty.
    std::optional<base::Node> value(const law::FieldSchema& schema, const std::string& input);
    // `by` in itself: a word, or a map where the official acts for another.
    std::optional<base::Node> actor(const Acting& acting, const std::string& input);

    // The mistakes that the door found: `form:LINE:COLUMN: message`, a line each, LINE being the
    // number of an input.
    void add_mistakes_of_door(std::string_view message);
    void fail(const std::string& input, std::string says);

    const Mistakes& mistakes() const { return mistakes_; }
    // As the name of the document for the door.
    static const std::string& name();

private:
    std::string text(const std::string& input) const;  // trimmed, one kind of line break
    std::vector<std::string> all(const std::string& input) const;
    base::Place place(const std::string& input);
    base::Node word(const std::string& input, std::string scalar, bool quoted = true);
    std::optional<base::Node> words(const law::FieldSchema& schema, const std::string& input);
    std::optional<base::Node> names(const std::string& input);
    std::optional<base::Node> grade(const std::string& input);
    std::optional<base::Day> day(const std::string& input);
    std::optional<base::Node> date(const std::string& input);
    std::optional<base::Node> instant(const std::string& input);
    std::optional<base::Instant> local(const std::string& input, base::Day day);
    std::optional<base::Node> group(const std::vector<law::FieldSchema>& fields,
                                    const std::string& input);
    std::optional<base::Node> rows(const law::FieldSchema& schema, const std::string& input);
    void envelope(base::Node& event, const Acting& acting, const std::string& prefix);
    base::Node map_of_office(const identity::Holding& holding, const std::string& person,
                             const std::string& input);
    bool is_empty_date(const std::string& input) const;

    const law::Program& program_;
    const base::ZoneTable& zone_;
    const http::Fields& fields_;
    std::vector<std::string> inputs_;
    Mistakes mistakes_;
    std::string kind_;
};

// Adds a value under a key of a map.
void put(base::Node& map, std::string key, base::Node value);

}  // namespace standstill::server::pages
