// The strict layer on heads as bytes, right and wrong, each wrong one with its reason.
#include <gtest/gtest.h>

#include "server/http/strict.h"

namespace standstill::server::http {
namespace {

int status_of(const std::string& bytes) {
    HeadScanner scanner{HeadBounds{}};
    switch (scanner.scan(bytes)) {
        case HeadScanner::State::More:
            return 0;
        case HeadScanner::State::Refused:
            return scanner.refusal().status;
        case HeadScanner::State::Complete:
            break;
    }
    auto read = read_head(std::string_view(bytes).substr(0, scanner.size()));
    auto* refusal = std::get_if<Refusal>(&read);
    return refusal ? refusal->status : 200;
}

TEST(Strict, ReadsAPlainHead) { EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 200); }

}  // namespace
}  // namespace standstill::server::http
