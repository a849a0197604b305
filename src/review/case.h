// A case: who it is about, under which law, and what happened, in the order in which it was
// recorded.
//
// This is the door. What comes in is a document with places (base/document.h); what stands behind
// is typed and asked no more. The format is docs/record.md. A mistake names file, line, column, the
// offending text, what was expected, and a near miss; up to twenty are told at once, and nothing is
// taken in from a document with mistakes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "base/zone.h"
#include "law/compile.h"
#include "law/record.h"
#include "review/events.h"

namespace standstill::review {

// Where time zones come from: the system's database at the edge, or a bundle.
using ZoneSource = std::function<base::Result<base::ZoneTable>(const std::string& name)>;

// The packs at hand, compiled when first needed. Several threads may ask at once.
class Library {
public:
    explicit Library(law::RuleFiles files)
        : files_(std::move(files)), mutex_(std::make_unique<std::mutex>()) {}

    base::Result<std::shared_ptr<const law::Program>> program(const std::vector<std::string>& packs,
                                                              const law::Readings& readings = {});
    const law::RuleFiles& files() const { return files_; }

private:
    law::RuleFiles files_;
    std::unique_ptr<std::mutex> mutex_;
    law::Documents documents_;
    std::map<std::string, std::shared_ptr<const law::Program>> compiled_;
};

struct Case {
    std::string id;
    std::string title;
    std::vector<std::string> law;
    std::shared_ptr<const law::Program> program;
    law::Record record;
    base::Node header;               // everything but `record` and `expect`, as written
    Events events;                   // as written, by index
    std::vector<base::Node> expect;  // of a conformance case
    std::string name;                // of the document, for messages

    const std::string& header_text(std::string_view section, std::string_view field) const;
};

// Reads a whole case file. Fails with Invalid (all mistakes, a line each) or NotFound (a pack).
base::Result<Case> read_case(const base::Node& document, const std::string& name, Library& library,
                             const ZoneSource& zones, const law::Readings& readings = {});

// Reads the header alone: a case without events, to which events are then added.
base::Result<Case> open_case(const base::Node& header, const std::string& name, Library& library,
                             const ZoneSource& zones, const law::Readings& readings = {});

// Adds one event. Fails with Invalid and leaves the case as it was.
base::Status add_event(Case& target, const base::Node& event, const std::string& name);

// Adds what another copy of the same case has and this one lacks. Fails as add_event does.
base::Status catch_up(Case& target, const Case& ahead);

}  // namespace standstill::review
