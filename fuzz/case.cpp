// Any bytes are a case or an error; whatever gets past the door can be answered, at every instant
// of its record, without an end of the program.
#include "review/case.h"

#include <boost/json/serialize.hpp>
#include <cstdint>
#include <cstdlib>

#include "cli/files.h"
#include "review/answer.h"
#include "review/answer_json.h"
#include "review/conformance.h"

namespace {

using namespace standstill;

// Zones without a disk: one with changes of the clock, the others as UTC.
base::Result<base::ZoneTable> zone(const std::string& name) {
    if (name != "America/New_York") return base::ZoneTable::utc();
    return base::ZoneTable::create(
        name, {{*base::parse_instant("2023-11-05T06:00:00Z"), -std::chrono::hours{5}},
               {*base::parse_instant("2024-03-10T07:00:00Z"), -std::chrono::hours{4}},
               {*base::parse_instant("2024-11-03T06:00:00Z"), -std::chrono::hours{5}},
               {*base::parse_instant("2025-03-09T07:00:00Z"), -std::chrono::hours{4}}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static review::Library library(cli::embedded_rules());
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto document = base::parse_document(text, "f");
    if (!document) return 0;
    auto read = review::read_case(*document, "f", library, zone);
    if (!read) {
        if (read.error().message.empty()) std::abort();
        return 0;
    }
    review::Reviewer reviewer(*read->program, read->record);
    for (const char* at : {"2024-10-10T12:00:00-04:00", "2025-06-01T00:00:00Z",
                           "1900-01-01T00:00:00Z", "2199-12-31T23:59:59Z"}) {
        auto instant = *base::parse_instant(at);
        review::Answer answer = reviewer.answer(instant);
        // Two ways to ask the same must agree.
        if (answer.use != reviewer.use_at(instant)) std::abort();
        // Asked again, and after other questions, the answer is the same to the byte.
        auto text_of = [&] {
            review::Answer again = reviewer.answer(instant);
            return boost::json::serialize(
                review::to_json(*read, reviewer, again, review::Explained::Yes));
        };
        std::string once = text_of();
        reviewer.use_at(instant - std::chrono::hours{1});
        if (once != text_of()) std::abort();
    }
    (void)review::check(*read);
    return 0;
}
