// The rules that no compiler knows: what may include what, how a file opens, which calls have a
// better replacement, which sentence of the law is accounted for.
//
// Each rule takes the tree and returns its complaints; a tidy tree has none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidy/tree.h"

namespace standstill::tidy {

struct Complaint {
    std::string path;
    int line;  // from 1; 0 where the whole file is meant
    std::string says;

    friend bool operator==(const Complaint&, const Complaint&) = default;
};

// `path:line: says`, the way compilers print it.
std::string to_string(const Complaint& complaint);

using Complaints = std::vector<Complaint>;

// An #include in src/ points along an arrow of src/CMakeLists.txt, and arrows point to rooms that
// stand above in that list. The twin in tests/support/ includes no room: it shares nothing with
// what it judges.
Complaints arrows(const Tree& tree);

// A source opens with a comment that says in words what it is for; a .cpp may leave that to its own
// header by including it first.
Complaints openings(const Tree& tree);

// C++ and CMake: 110 columns at the very most. All text: UTF-8, no tab in C++, no space at the end
// of a line, a line break at the end of the file. No file that is not text, save where bytes are
// kept as received.
Complaints layout(const Tree& tree);

// No private marks, and no path of the machine that somebody wrote it on.
Complaints leftovers(const Tree& tree);

// Calls and headers that have a replacement, or that a pure room must not have.
Complaints banned(const Tree& tree);

// Every C++ source is named by a CMakeLists.txt of its own folder or one above.
Complaints unlisted(const Tree& tree);

// Relative links of the documents lead to a file or folder of the tree.
Complaints dead_links(const Tree& tree);

// docs/law-coverage.md has one row for each sentence of rules/eo-14093/text.md, in order, and names
// only nodes that a pack has. Silent while that page is absent.
Complaints coverage(const Tree& tree);

// docs/cases.md names each file of tests/cases and no other. Silent while that page is absent.
Complaints case_list(const Tree& tree);

// The code alone: comments and literals are blanked, lines stay where they are.
std::string without_comments(std::string_view source);

// The sentences of a unit of law, split as docs/law-coverage.md says.
std::vector<std::string> sentences(std::string_view unit);

}  // namespace standstill::tidy
