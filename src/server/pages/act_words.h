// The words of the acts: how the form of each kind of event reads for people.
//
// Which fields a kind has, and of which types, is the pack's to say (law/schema.h). Here stand only
// titles, labels, hints, the paragraph of the law and the offices that usually act. A kind without
// an entry gets a form all the same, with the words of its pack.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "law/program.h"

namespace standstill::server::pages {

struct FieldWords {
    std::string_view path;  // `furnishers.entity`
    std::string_view label;
    std::string_view hint;
};

struct ActWords {
    std::string_view kind;
    std::string_view alias;  // the short name in an address: /cases/{id}/act/determination
    std::string_view group;  // heading of the list of acts
    std::string_view title;  // what is done: "Make the determination"
    std::string_view hint;
    std::string_view cite;                  // paragraph of the law, where the fields do not tell it
    std::vector<std::string_view> offices;  // that usually do it
    std::vector<FieldWords> fields;
};

// All entries, in the order of a case's life.
const std::vector<ActWords>& act_words();
// The entry of a kind, or one without words.
const ActWords& words_of(std::string_view kind);
// The kind that a short name or the kind itself means; empty where the program has no such kind.
std::string kind_of_name(const law::Program& program, std::string_view name);

// "Make the determination", or what the pack says of a kind that has no entry.
std::string title_of(const law::EventKind& kind);
// "Furnisher" for `furnishers.entity`; made of the name where there is no entry.
std::string label_of(std::string_view kind, std::string_view path);
std::string_view hint_of(std::string_view kind, std::string_view path);
// A word of a closed list, as people read it: "2(a)(i)(A): used or acquired against ...".
std::string choice_words(const law::Program& program, std::string_view kind, std::string_view path,
                         std::string_view choice);
std::string office_words(const law::Program& program, std::string_view office);

// The paragraph that an act rests on: of the fields where they name one, else of its entry.
std::string cite_of(std::string_view kind, const base::Node& event);
// The words of a paragraph in the packs of the program, or nothing.
std::string_view text_of(const law::Program& program, std::string_view cite);

// Acts that take a fresh proof of identity (step-up): the signatures of the process.
bool needs_confirmation(std::string_view kind);

}  // namespace standstill::server::pages
