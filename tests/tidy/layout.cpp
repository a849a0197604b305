// How a file looks: its opening, its lines, what must not be left in it.
#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "tidy/rules.h"

namespace standstill::tidy {

namespace {

// The formatter aims at 100; what it cannot break, a sentence in a literal, may need the
// difference.
constexpr std::size_t kColumns = 110;

bool is_cpp(const std::string& path) { return path.ends_with(".h") || path.ends_with(".cpp"); }
bool is_cmake(const std::string& path) {
    return path.ends_with("CMakeLists.txt") || path.ends_with(".cmake");
}

// Bytes that are right as they are: files that must be refused, vectors and schemas of others.
bool is_as_received(const std::string& path) {
    return path.starts_with("tests/cases/malformed/") || path.starts_with("tests/vectors/") ||
           path.starts_with("tests/data/");
}

// A picture of a page, made by tests/browser/screenshots.mjs; no larger than a README can bear.
bool is_picture(const std::string& path, std::string_view bytes) {
    return path.starts_with("docs/pictures/") && path.ends_with(".png") &&
           bytes.starts_with("\x89PNG") && bytes.size() < 300'000;
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The width as a reader sees it: characters, not bytes.
std::size_t columns(std::string_view line) {
    return static_cast<std::size_t>(std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t count_of_words(std::string_view text) {
    std::size_t count = 0;
    for (const std::string& word : base::split(base::folded(text), ' '))
        if (std::ranges::any_of(word, [](unsigned char c) { return std::isalpha(c) != 0; }))
            ++count;
    return count;
}

// What is wrong with the first line, or nothing.
std::string fault_of_opening(const std::string& path, const std::string& first) {
    if (!first.starts_with("// ")) return "does not open with a comment that says what it is for";
    std::string_view comment = base::trimmed(std::string_view(first).substr(3));
    bool banner = std::ranges::all_of(comment, [](char c) { return std::ispunct(c) != 0; });
    if (banner) return "opens with a banner instead of what it is for";
    if (comment.find(file_name(path)) != std::string_view::npos)
        return "opens with its own name instead of what it is for";
    if (comment.starts_with("SPDX") || comment.starts_with("Copyright"))
        return "opens with its licence instead of what it is for";
    if (count_of_words(comment) < 3) return "opens with too few words to say what it is for";
    return "";
}

}  // namespace

std::string to_string(const Complaint& complaint) {
    std::string line = complaint.line > 0 ? ":" + std::to_string(complaint.line) : "";
    return complaint.path + line + ": " + complaint.says;
}

Complaints openings(const Tree& tree) {
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        if (!is_cpp(path)) continue;
        std::string first = text.substr(0, text.find('\n'));
        std::string header = file_name(path);
        header.resize(header.rfind('.'));
        bool includes_own_header = path.ends_with(".cpp") && first.starts_with("#include \"") &&
                                   first.ends_with("/" + header + ".h\"");
        std::string fault = includes_own_header ? "" : fault_of_opening(path, first);
        if (!fault.empty()) complaints.push_back({path, 1, fault});
    }
    return complaints;
}

Complaints layout(const Tree& tree) {
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        if (is_as_received(path) || is_picture(path, text)) continue;
        if (text.find('\0') != std::string::npos || !base::is_utf8(text)) {
            complaints.push_back({path, 0, "is not text; nothing built or vendored belongs here"});
            continue;
        }
        if (!text.empty() && text.back() != '\n')
            complaints.push_back({path, 0, "does not end with a line break"});
        int number = 0;
        for (const std::string& line : base::split(text, '\n')) {
            ++number;
            if (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r'))
                complaints.push_back({path, number, "white space at the end of the line"});
            if (is_cpp(path) && line.find('\t') != std::string::npos)
                complaints.push_back({path, number, "a tab; four spaces are meant"});
            if ((is_cpp(path) || is_cmake(path)) && columns(line) > kColumns)
                complaints.push_back({path, number,
                                      "longer than " + std::to_string(kColumns) +
                                          " columns; tools/format breaks it"});
        }
    }
    return complaints;
}

Complaints leftovers(const Tree& tree) {
    // Spelled in two halves, so that this file has none of them.
    const std::vector<std::pair<std::string, std::string>> kMarks = {
        {std::string("FIX") + "ME", "a private mark; finish it, or say in a TODO what and when"},
        {std::string("/wo") + "rk/", "a path of one machine"},
        {std::string("/ro") + "ot/", "a path of one machine"},
        {std::string("/ho") + "me/", "a path of one machine"},
        {std::string("/Us") + "ers/", "a path of one machine"},
    };
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        if (is_as_received(path)) continue;
        int number = 0;
        for (const std::string& line : base::split(text, '\n')) {
            ++number;
            for (const auto& [mark, says] : kMarks)
                if (line.find(mark) != std::string::npos)
                    complaints.push_back({path, number, "`" + mark + "`: " + says});
        }
    }
    return complaints;
}

}  // namespace standstill::tidy
