// The inside of compile(): one object per compilation, split over files by what is compiled. Not
// for use elsewhere.
//
// Mistakes are collected, not thrown: fail() notes the place and the compiler goes on with a
// harmless value, so that an author sees up to twenty mistakes at once.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/document.h"
#include "law/compile.h"
#include "law/program.h"
#include "law/record.h"

namespace standstill::law {

using Doc = base::Node;

class Compiler {
public:
    Compiler(const RuleFiles& files, const Readings& readings, Documents& documents,
             Program& program)
        : files_(files), readings_(readings), documents_(documents), out_(program) {}

    // Compiles everything; empty where there was no mistake.
    std::vector<std::string> run(const std::vector<std::string>& packs);
    bool missing_pack() const { return missing_pack_; }

private:
    struct Entry {  // a definition that waits to be compiled when somebody needs it
        std::string id;
        Doc doc;
        std::string file;
        std::string pack;
        bool open = false;
        std::int32_t done = kNone;
    };

    // compile.cpp: packs, files, switches, templates
    // A file that is there, read; nullptr and a mistake where it does not read.
    const Doc* document(const std::string& path);
    void load_pack(const std::string& id);
    void load_file(const std::string& path, const std::string& pack);
    void load_text(const std::string& path, PackInfo& info);
    void declare_digests(const Doc& doc, PackInfo& info);
    void load_calendar(const std::string& name);
    void load_switches(const Doc& doc, const std::string& pack);
    Doc resolved(const Doc& doc);
    void spread(const Doc& doc, std::vector<Entry>& into);
    void compute_digest();

    // compile_schema.cpp
    void compile_events(const Doc& doc, const std::string& pack);
    FieldSchema compile_field(const std::string& name, const Doc& doc);
    void compile_header(const Doc& doc);
    void compile_office_sets(const Doc& doc);
    void compile_evidence(const Doc& doc);
    std::int32_t office_set(const Doc& doc);

    // compile_facts.cpp
    std::vector<std::uint16_t> compile_kinds(const Doc& doc);
    std::vector<Test> compile_tests(const Doc& doc, const std::vector<std::uint16_t>& kinds);
    Test compile_test(const std::string& key, const Doc& doc,
                      const std::vector<std::uint16_t>& kinds);
    std::vector<Test> compile_row_tests(const Doc& doc, const FieldSchema& list);
    void supported_by(const Doc& doc, Test& test);
    enum class Wanted { Time, Count };
    std::int32_t compile_time(const Doc& doc);
    std::int32_t compile_time(const Doc& doc, Wanted wanted);
    std::int32_t add_time(Time time);
    // What the place of a selector makes use of; a key that would be read and then ignored is a
    // mistake.
    enum class Honours {
        Fact,   // everything
        Life,   // all but `keep`
        Span,   // tests and the events that it lies between
        Tests,  // tests alone
    };
    std::int32_t compile_selector(const Doc& doc, Honours honours);
    FactIndex fact_named(const std::string& id, const Doc& doc);
    FactIndex event_fact(const Doc& doc);  // a name, `this`, or a selector written in place
    FactIndex compile_fact(const std::string& id, const Doc& doc);
    FactIndex add_fact(Fact fact);
    bool is_fact(const std::string& id) const;
    std::vector<std::uint16_t> kinds_of(FactIndex fact) const;

    // compile_rules.cpp
    NodeIndex rule_named(const std::string& id, const Doc& doc);
    NodeIndex compile_node(const Doc& doc, const std::string& id);
    NodeIndex add_node(Node node, NodeText text);
    NodeIndex group(NodeOp op, const Doc& list, NodeText text, std::uint16_t least);
    NodeIndex child(const Doc& doc);
    void compile_answers(const Doc& doc);
    void count_dependents();
    void compile_factors(const Doc& doc);
    void compile_questions(const Doc& doc);

    // compile_duties.cpp
    void compile_duty(const Doc& doc, const std::string& pack);
    void compile_defect(const Doc& doc, const std::string& pack);

    // shared
    void fail(const Doc& doc, const std::string& message);
    void fail_key(const Doc& map, std::string_view key, const std::string& message);
    // Says so for each key that is not in the list.
    void only(const Doc& map, std::initializer_list<std::string_view> keys);
    std::string word(const Doc& doc);  // a scalar; fails otherwise
    std::string word_at(const Doc& map, std::string_view key, const std::string& otherwise = "");
    std::vector<std::string> words(const Doc& doc);  // a scalar or a list of scalars
    int number(const Doc& doc, int low, int high);
    bool truth(const Doc& doc);  // `true` or `false`
    Symbol symbol(std::string_view text) { return out_.symbols.intern(text); }

    const RuleFiles& files_;
    const Readings& readings_;
    Documents& documents_;
    Program& out_;
    std::string file_;  // that a mistake is in
    std::string pack_;
    std::vector<std::string> mistakes_;
    bool missing_pack_ = false;
    std::set<std::string> loaded_, used_files_;
    std::vector<Entry> fact_entries_, rule_entries_;
    std::unordered_map<std::string, std::size_t> fact_index_, rule_index_;
    std::vector<Entry> event_docs_, set_docs_, header_docs_, evidence_docs_, acting_docs_;
    std::vector<Entry> answer_docs_, factor_docs_, question_docs_, duty_docs_, defect_docs_,
        calendar_docs_;
    std::vector<std::uint16_t>
        this_kinds_;  // of the event that a duty or defect is about; empty elsewhere
};

}  // namespace standstill::law
