// Calls and headers that have a better replacement, or no place in a pure room.
#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "tidy/rules.h"

namespace standstill::tidy {

namespace {

struct Ban {
    const char* text;         // as a whole name in code
    const char* replacement;  // what to write instead
    std::vector<std::string> allowed_under;
};

const std::vector<std::string> kEdges = {"src/cli/", "src/store/", "src/server/"};
const std::vector<std::string> kPureRooms = {"src/base/",      "src/law/",    "src/evidence/",
                                             "src/screening/", "src/ledger/", "src/review/",
                                             "src/discovery/"};

const std::vector<Ban> kBans = {
    {"std::time", "pass an Instant in", {}},
    {"gettimeofday", "pass an Instant in", {}},
    {"clock_gettime", "pass an Instant in", {}},
    {"system_clock::now", "pass an Instant in; only the edge reads a clock", kEdges},
    {"localtime", "ask a base::ZoneTable", {}},
    {"localtime_r", "ask a base::ZoneTable", {"tests/cli/"}},
    {"mktime", "ask a base::ZoneTable", {}},
    {"std::regex", "write the few lines of a parser; its worst case is exponential", {}},
    {"getenv",
     "take an option; only a command line reads its environment",
     {"src/cli/", "benchmarks/"}},
    {"setenv", "pass a value in", {"tests/cli/"}},
    {"std::random_device", "pass a seed in", {"src/cli/", "src/store/"}},
    {"std::rand", "pass a seed in, and use a generator of <random>", {}},
    {"exit",
     "return a Result; only main ends the program",
     {"src/cli/main.cpp", "tools/", "benchmarks/screening/quality_files.cpp"}},
    {"std::exit",
     "return a Result; only main ends the program",
     {"src/cli/main.cpp", "tools/", "benchmarks/screening/quality_files.cpp"}},
    {"std::system", "call a library", {"tests/cli/"}},
    {"std::stoi", "use std::from_chars, which neither throws nor skips", {"tests/"}},
    {"std::stol", "use std::from_chars, which neither throws nor skips", {"tests/"}},
    {"std::stoul", "use std::from_chars, which neither throws nor skips", {"tests/"}},
    {"std::stod", "use std::from_chars, which neither throws nor skips", {"tests/"}},
    {"atoi", "use std::from_chars, which knows a failure", {"tests/"}},
    {"strtol", "use std::from_chars, which knows a failure", {"tests/"}},
    {"sprintf", "use fmt::format", {}},
    {"strcpy", "use std::string", {}},
    {"std::views", "write a loop; clang 14 rejects views of GCC 12's library", {}},
};

// Headers through which a pure room would touch the world.
const std::vector<const char*> kWorldHeaders = {"<fstream>",    "<filesystem>", "<iostream>",
                                                "<random>",     "<fcntl.h>",    "<unistd.h>",
                                                "<sys/stat.h>", "<sqlite3.h>"};

bool is_under(const std::string& path, const std::vector<std::string>& folders) {
    return std::ranges::any_of(folders,
                               [&](const std::string& folder) { return path.starts_with(folder); });
}

bool is_name_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Whether the name stands in the line as a whole: `exit` is neither in `on_exit` nor in `a.exit`,
// and it is in `std::exit` only where that is asked for.
bool names(std::string_view line, std::string_view name) {
    for (std::size_t at = line.find(name); at != std::string_view::npos;
         at = line.find(name, at + 1)) {
        std::size_t after = at + name.size();
        bool begins =
            at == 0 || (!is_name_letter(line[at - 1]) && line[at - 1] != '.' &&
                        (name.find("::") != std::string_view::npos || line[at - 1] != ':'));
        bool ends = after == line.size() || !is_name_letter(line[after]);
        if (begins && ends) return true;
    }
    return false;
}

}  // namespace

std::string without_comments(std::string_view source) {
    std::string code(source);
    std::size_t i = 0;
    auto blank_until = [&](std::size_t end) {
        for (end = std::min(end, code.size()); i < end; ++i)
            if (code[i] != '\n') code[i] = ' ';
    };
    while (i < code.size()) {
        std::string_view rest = source.substr(i);
        if (rest.starts_with("//")) {
            blank_until(source.find('\n', i));
        } else if (rest.starts_with("/*")) {
            std::size_t end = source.find("*/", i + 2);
            blank_until(end == std::string_view::npos ? end : end + 2);
        } else if (rest.starts_with("R\"")) {
            std::size_t open = source.find('(', i);
            std::string close = ")" + std::string(source.substr(i + 2, open - i - 2)) + "\"";
            std::size_t end = source.find(close, open);
            blank_until(end == std::string_view::npos ? end : end + close.size());
        } else if (rest.starts_with("#include")) {
            i += rest.find('\n') == std::string_view::npos ? rest.size() : rest.find('\n');
        } else if (source[i] == '\'' && i > 0 && is_name_letter(source[i - 1])) {
            ++i;  // 1'000
        } else if (source[i] == '"' || source[i] == '\'') {
            std::size_t end = i + 1;
            while (end < source.size() && source[end] != source[i] && source[end] != '\n')
                end += source[end] == '\\' ? 2 : 1;
            blank_until(end + 1);
        } else {
            ++i;
        }
    }
    return code;
}

Complaints banned(const Tree& tree) {
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        if (!path.ends_with(".h") && !path.ends_with(".cpp")) continue;
        bool pure = is_under(path, kPureRooms);
        int number = 0;
        for (const std::string& line : base::split(without_comments(text), '\n')) {
            ++number;
            for (const Ban& ban : kBans)
                if (names(line, ban.text) && !is_under(path, ban.allowed_under))
                    complaints.push_back(
                        {path, number, std::string("`") + ban.text + "`: " + ban.replacement});
            for (const char* header : kWorldHeaders)
                if (pure && line.starts_with("#include") && line.find(header) != std::string::npos)
                    complaints.push_back(
                        {path, number,
                         std::string("`") + header + "` in a room that does not touch the world"});
            if (path.ends_with(".h") && names(line, "using namespace"))
                complaints.push_back(
                    {path, number, "`using namespace` in a header; its readers never asked"});
        }
    }
    return complaints;
}

}  // namespace standstill::tidy
