// What the seven documents of one case share: names, people, resources, and the reasons behind each
// objective, worked out once.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "report/oscal_objectives.h"
#include "report/oscal_parts.h"
#include "report/source.h"

namespace standstill::report::oscal {

// What the program says of an objective at the instant, and what that rests on.
struct Reason {
    law::Value value;                   // true: the objective is satisfied
    std::string word;                   // present, absent, met, not met, permitted, ..., unknown
    std::string why;                    // of an unknown: not_asked, insufficient, ...
    std::string says;                   // a sentence
    base::Digest explanation;           // of the tree of reasons, as `review --explain` prints it
    std::vector<std::uint32_t> events;  // that it rests on, ascending
    // The events of evidence among and behind them, and of a factor also behind what names it.
    std::vector<std::uint32_t> sources;
};

// Who and what is furnished, by the latest event that names a tool.
struct Subject {
    std::string uuid, title, description, type;  // type of component: software, service
    std::vector<std::string> roles;
    std::int32_t event = law::kNone;
};

class Context {
public:
    static base::Result<Context> make(const Source& source);

    const Source& source() const { return *source_; }
    const review::Case& of() const { return source_->of; }
    const law::Program& program() const { return *source_->of.program; }
    base::Instant at() const { return source_->answer.at; }
    std::string stamp(base::Instant instant) const {
        return oscal::stamp(instant, of().record.zone);
    }
    // The UUID of a thing of this case, and of a thing of these packs.
    std::string uuid(std::string_view kind, std::string_view name) const;
    std::string law_uuid(std::string_view kind, std::string_view name) const;

    // People are in a document as offices, without the names of persons.
    enum class People { None, OfTheCase };
    boost::json::object metadata(std::string_view title, People people) const;
    std::string party(const std::string& office) const;
    bool has_office(const std::string& office) const { return offices_.contains(office); }
    boost::json::array responsible(const std::string& office) const;  // responsible-roles
    std::string office_title(const std::string& office) const;

    // Resources of back-matter.
    boost::json::array law_resources() const;
    boost::json::array evidence_resources() const;
    std::string law_resource(const std::string& pack) const;
    std::string evidence_resource(std::uint32_t event) const;
    // Another document of this export, by file name and bytes.
    boost::json::object document_resource(const std::string& file, std::string_view title,
                                          std::string_view bytes) const;
    std::string document_uuid(const std::string& file) const;

    const std::vector<Control>& controls() const { return controls_; }
    const std::vector<Objective>& objectives() const { return objectives_; }
    const Reason& reason(std::size_t objective) const { return reasons_[objective]; }
    const base::Digest& digest(std::uint32_t event) const { return digests_[event]; }
    const std::vector<Subject>& subjects() const { return subjects_; }
    boost::json::object reviewed_controls() const;
    boost::json::array subject_references() const;
    boost::json::object platform() const;  // assessment-assets
    std::string platform_uuid() const;
    boost::json::object components() const;  // local-definitions with the subjects

    std::string event_uuid(std::uint32_t event) const;
    std::string observation_uuid(std::uint32_t event) const;
    std::string risk_uuid(const Objective& objective) const;

private:
    explicit Context(const Source& source) : source_(&source) {}

    void find_offices();
    void find_subjects();
    void find_reasons();
    Reason reason_of(const Objective& objective, const boost::json::object& why) const;
    void add_what_names(const std::string& factor, Reason& reason) const;
    void rest_on(Reason& reason, const std::vector<law::NodeIndex>& nodes) const;

    const Source* source_;
    std::vector<Control> controls_;
    std::vector<Objective> objectives_;
    std::vector<Reason> reasons_;
    std::vector<base::Digest> digests_;
    std::vector<Subject> subjects_;
    std::set<std::string> offices_;
};

}  // namespace standstill::report::oscal
