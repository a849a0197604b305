#include "report/source.h"

#include <set>

#include "base/text.h"
#include "ledger/canonical_json.h"
#include "review/answer_json.h"

namespace standstill::report {

const std::string& word_of(const base::Node& event, std::string_view field) {
    static const std::string kNone;
    const base::Node* node = event.find(field);
    return node != nullptr && node->is_scalar() ? node->scalar : kNone;
}

bool is_open(const base::Node& event) {
    std::string_view mark = base::trimmed(word_of(event, "marking"));
    if (mark.size() >= 2 && mark.front() == '(' && mark.back() == ')')
        mark = mark.substr(1, mark.size() - 2);
    return mark.empty() || mark == "U" || mark == "UNCLASSIFIED";
}

base::Result<base::Digest> event_digest(const base::Node& event) {
    auto bytes = ledger::canonical_json(review::to_json(event));
    if (!bytes) return bytes.error();
    return base::sha256(*bytes);
}

const law::EventKind& kind_of(const review::Case& of, std::uint32_t event) {
    return of.program->kinds[of.record.events[event].kind];
}

bool is_evidence(const review::Case& of, std::uint32_t event) {
    return kind_of(of, event).evidence_id >= 0;
}

std::vector<std::uint32_t> evidence_behind(const review::Case& of, std::uint32_t event) {
    const law::Record& record = of.record;
    std::set<std::uint32_t> found;
    auto add = [&](std::uint32_t first, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) found.insert(record.supports[first + i].event);
    };
    const law::Event& e = record.events[event];
    add(e.first_evidence, e.evidence_count);
    for (std::size_t slot = 0; slot < kind_of(of, event).fields.size(); ++slot) {
        const law::Field& field = record.field(e, static_cast<int>(slot));
        if (field.tag != law::Field::Tag::Rows) continue;
        for (std::uint32_t r = 0; r < field.count; ++r) {
            const law::Row& row = record.rows[static_cast<std::size_t>(field.number) + r];
            add(row.first_evidence, row.evidence_count);
        }
    }
    return {found.begin(), found.end()};
}

}  // namespace standstill::report
