// The door for one event: reads it by the schema of its kind and puts it behind the ones before it.
#pragma once

#include <string>
#include <vector>

#include "base/document.h"
#include "law/program.h"
#include "law/record.h"

namespace standstill::review {

class EventDoor {
public:
    EventDoor(const law::Program& program, law::Record& record, const std::string& name)
        : program_(program), record_(record), name_(name) {}

    // With mistakes, the record stays as it was.
    void take(const base::Node& event);

    std::vector<std::string> mistakes;

private:
    void fail(base::Place place, const std::string& message);
    bool envelope(const base::Node& event, law::Event& out);
    void actor(const base::Node& by, law::Event& out);
    law::Symbol office(const base::Node& node);
    law::Field field(const base::Node* value, const law::FieldSchema& schema,
                     const law::Event& event, const base::Node& around);
    law::Field word_field(const base::Node& value, const law::FieldSchema& schema);
    law::Field time_field(const base::Node& value, const law::FieldSchema& schema,
                          const law::Event& event);
    law::Field rows(const base::Node& value, const law::FieldSchema& schema,
                    const law::Event& event);
    void evidence(const base::Node& list, std::uint32_t& first, std::uint32_t& count);
    std::uint64_t kinds_of(std::uint32_t index) const;
    void marking(const base::Node& node);
    void register_evidence(const law::EventKind& kind, const law::Event& event,
                           const base::Node& node);

    const law::Program& program_;
    law::Record& record_;
    const std::string& name_;
};

}  // namespace standstill::review
