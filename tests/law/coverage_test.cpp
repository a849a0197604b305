// The table of which sentence is encoded where names things that the compiled pack has. (That it
// has a row for every sentence is for tests/tidy to say.)
#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "cli/files.h"
#include "law/compile.h"

namespace standstill::law {
namespace {

struct Row {
    std::string sentence;
    std::vector<std::string> names;
};

// The rows of the table, with what stands between grave accents in the third column.
std::vector<Row> rows(const std::string& page) {
    std::vector<Row> out;
    for (const std::string& line : base::split(page, '\n')) {
        std::vector<std::string> cells = base::split(line, '|');
        if (cells.size() != 6 || !line.starts_with("| ")) continue;
        Row row{std::string(base::trimmed(cells[1])), {}};
        std::vector<std::string> parts = base::split(cells[3], '`');
        for (std::size_t i = 1; i < parts.size(); i += 2) row.names.push_back(parts[i]);
        if (row.sentence != "cite") out.push_back(std::move(row));
    }
    return out;
}

std::set<std::string> names_in(const Program& program) {
    std::set<std::string> out;
    for (const NodeText& text : program.texts) out.insert(text.id);
    for (const DutyRule& duty : program.duties) out.insert("duty " + duty.cite);
    for (const DefectRule& defect : program.defects) {
        out.insert("defect " + defect.cite);
        for (const auto& [tests, cite] : defect.also) out.insert("defect " + cite);
    }
    return out;
}

class Coverage : public testing::Test {
protected:
    void SetUp() override {
        auto page = cli::read_file("docs/law-coverage.md", 1 << 20);
        ASSERT_TRUE(page) << "run the test from the project's root";
        rows_ = rows(*page);
        auto files = cli::read_rules("rules");
        ASSERT_TRUE(files);
        auto program = compile(*files, {"eo-14093"});
        ASSERT_TRUE(program) << program.error().message;
        program_ = *program;
    }

    std::vector<Row> rows_;
    std::shared_ptr<const Program> program_;
};

TEST_F(Coverage, NamesOnlyWhatThePackHas) {
    ASSERT_EQ(rows_.size(), 97U);
    std::set<std::string> known = names_in(*program_);
    for (const Row& row : rows_)
        for (const std::string& name : row.names)
            EXPECT_EQ(known.count(name), 1U) << row.sentence << " names `" << name << "`";
}

// The other way round: nothing that decides stands in the pack without a sentence behind it.
TEST_F(Coverage, HasASentenceForEveryConditionDutyAndDefect) {
    std::set<std::string> named;
    for (const Row& row : rows_) named.insert(row.names.begin(), row.names.end());
    auto expect = [&](const std::string& pack, const std::string& name) {
        if (pack != "eo-14093") return;
        EXPECT_EQ(named.count(name), 1U) << name << " is in no row";
    };
    for (const AnswerRule& answer : program_->answers)
        for (const auto* list : {&answer.outside, &answer.conditions})
            for (NodeIndex node : *list) {
                const NodeText& text = program_->texts[static_cast<std::size_t>(node)];
                expect(text.pack, text.id);
            }
    for (const DutyRule& duty : program_->duties) expect(duty.pack, "duty " + duty.cite);
    for (const DefectRule& defect : program_->defects)
        if (!defect.cite.empty()) expect(defect.pack, "defect " + defect.cite);
}

}  // namespace
}  // namespace standstill::law
