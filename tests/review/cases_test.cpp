// The conformance cases: every file under tests/cases is answered as it expects, and every file
// that is malformed is refused with the reason that its first line names.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "cli/files.h"
#include "review/conformance.h"

namespace standstill::review {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".yaml")
            out.push_back(entry.path().generic_string());
    std::sort(out.begin(), out.end());
    return out;
}

bool is_malformed(const std::string& path) { return path.find("/malformed/") != std::string::npos; }

Library& library() {
    static Library kLibrary(*cli::read_rules("rules"));
    return kLibrary;
}

TEST(Cases, AreAnsweredAsTheyExpect) {
    int passed = 0;
    for (const std::string& path : files_below("tests/cases")) {
        if (is_malformed(path)) continue;
        auto of = cli::load_case(path, library());
        ASSERT_TRUE(of) << of.error().message;
        EXPECT_FALSE(of->expect.empty()) << path << " expects nothing";
        auto differences = check(*of);
        ASSERT_TRUE(differences) << differences.error().message;
        for (const Difference& d : *differences)
            ADD_FAILURE() << d.where << ": at " << d.at << ": " << d.key << ": expected "
                          << d.expected << ", got " << d.got;
        ++passed;
    }
    EXPECT_GE(passed, 27);
}

TEST(Cases, AreRefusedWithTheReasonWhereTheyAreMalformed) {
    const std::string folder = "tests/cases/malformed";
    if (!fs::is_directory(folder)) GTEST_SKIP() << "no malformed cases here";
    const std::string mark = "# error: ";
    for (const std::string& path : files_below(folder)) {
        SCOPED_TRACE(path);
        auto text = cli::read_file(path, 1U << 24);
        ASSERT_TRUE(text);
        std::string first = text->substr(0, text->find('\n'));
        ASSERT_EQ(first.substr(0, mark.size()), mark) << "the first line must name the mistake";
        std::string expected(base::trimmed(first.substr(mark.size())));
        auto of = cli::load_case(path, library());
        std::string message = of ? "it was read" : of.error().message;
        if (of) {  // a mistake in `expect` shows when it is checked
            auto differences = check(*of);
            if (!differences) message = differences.error().message;
        }
        EXPECT_NE(message.find(expected), std::string::npos)
            << "expected " << expected << "\ngot " << message;
        EXPECT_NE(message.find(path), std::string::npos) << "no place in: " << message;
    }
}

TEST(Cases, MayBeJson) {
    const std::string json = R"json({"standstill": 1, "case": "j", "law": ["eo-14093"],
        "agency": {"name": "A", "head": "secretary-of-defense"},
        "record": [{"at": "2024-10-01T09:00:00Z", "event": "use.decided",
                    "by": "secretary-of-defense"}],
        "expect": [{"at": "2024-10-02T00:00:00Z", "use": "refused", "because": ["2(a)"],
                    "opens_at": null}]})json";
    auto document = base::parse_document(json, "case.json");
    ASSERT_TRUE(document);
    auto of = read_case(*document, "case.json", library(), cli::system_zones());
    ASSERT_TRUE(of) << of.error().message;
    auto differences = check(*of);
    ASSERT_TRUE(differences);
    EXPECT_TRUE(differences->empty());
}

}  // namespace
}  // namespace standstill::review
