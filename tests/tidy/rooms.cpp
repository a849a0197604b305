// The rooms: which may include which, and which list names a source.
#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "base/text.h"
#include "tidy/rules.h"

namespace standstill::tidy {

namespace {

struct Room {
    std::string name;
    int line;
    std::set<std::string> uses;
    std::set<std::string> sources;
};

// The words of a CMake file with the line each stands on; brackets are words, comments are not.
std::vector<std::pair<std::string, int>> words_of(const std::string& text) {
    std::vector<std::pair<std::string, int>> words;
    int number = 0;
    for (std::string line : base::split(text, '\n')) {
        ++number;
        line.resize(std::min(line.size(), line.find('#')));
        std::string spaced;
        for (char c : line) {
            if (c == '(' || c == ')') {
                spaced += std::string{' ', c, ' '};
            } else {
                spaced += c;
            }
        }
        std::istringstream stream(spaced);
        for (std::string word; stream >> word;) words.emplace_back(word, number);
    }
    return words;
}

// The calls `room(name USES a b SOURCES c d LIBRARIES e)` in the order of the file.
std::vector<Room> rooms_of(const std::string& text) {
    std::vector<Room> rooms;
    auto words = words_of(text);
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        bool definition = i >= 2 && words[i - 2].first == "function";
        if (words[i].first != "room" || words[i + 1].first != "(" || definition) continue;
        Room room{words[i + 2].first, words[i].second, {}, {}};
        std::string part;
        for (std::size_t k = i + 3; k < words.size() && words[k].first != ")"; ++k) {
            const std::string& word = words[k].first;
            if (word == "USES" || word == "SOURCES" || word == "LIBRARIES") {
                part = word;
            } else if (part == "USES") {
                room.uses.insert(word);
            } else if (part == "SOURCES") {
                room.sources.insert(word);
            }
        }
        rooms.push_back(std::move(room));
    }
    return rooms;
}

bool is_source(const std::string& path) { return path.ends_with(".h") || path.ends_with(".cpp"); }

// `law` of `src/law/pack.h`; nothing for a file that is in no room.
std::optional<std::string> room_of(const std::string& path) {
    auto parts = base::split(path, '/');
    if (parts.size() < 3 || parts[0] != "src") return std::nullopt;
    return parts[1];
}

// The second implementation and what feeds and judges it; tests/support/ also holds where the two
// meet.
bool belongs_to_twin(const std::string& path) {
    for (const char* name : {"twin", "generator", "expectation"})
        if (path.starts_with(std::string("tests/support/") + name)) return is_source(path);
    return false;
}

// What `#include "..."` names on a line.
std::optional<std::string> included(std::string_view line) {
    line = base::trimmed(line);
    if (!line.starts_with("#include \"")) return std::nullopt;
    line.remove_prefix(10);
    return std::string(line.substr(0, line.find('"')));
}

}  // namespace

Complaints arrows(const Tree& tree) {
    Complaints complaints;
    const std::string list_path = "src/CMakeLists.txt";
    auto list = tree.find(list_path);
    if (list == tree.end()) return {{list_path, 0, "is missing: the rooms are listed there"}};

    std::map<std::string, Room> rooms;
    for (Room& room : rooms_of(list->second)) {
        for (const std::string& used : room.uses)
            if (!rooms.contains(used))
                complaints.push_back({list_path, room.line,
                                      "room `" + room.name + "` uses `" + used +
                                          "`, which does not stand above it"});
        rooms.emplace(room.name, std::move(room));
    }
    for (const auto& [path, text] : tree) {
        if (belongs_to_twin(path)) {
            int line = 0;
            for (const std::string& line_text : base::split(text, '\n')) {
                ++line;
                auto header = included(line_text);
                if (header && rooms.contains(header->substr(0, header->find('/'))))
                    complaints.push_back({path, line,
                                          "may not include `" + *header +
                                              "`: a twin that shares code shares its mistakes"});
            }
            continue;
        }
        auto name = room_of(path);
        if (!name || !is_source(path)) continue;
        auto room = rooms.find(*name);
        if (room == rooms.end()) {
            complaints.push_back({path, 0, "stands in `" + *name + "`, which is not a room"});
            continue;
        }
        int line = 0;
        for (const std::string& line_text : base::split(text, '\n')) {
            ++line;
            auto header = included(line_text);
            if (!header) continue;
            std::string target = header->substr(0, header->find('/'));
            if (target != *name && !room->second.uses.contains(target))
                complaints.push_back({path, line,
                                      "`" + *name + "` may not include `" + *header +
                                          "`: no such arrow in src/CMakeLists.txt"});
        }
    }
    return complaints;
}

Complaints unlisted(const Tree& tree) {
    // Everything that some list names, as a path from the root.
    std::set<std::string> listed;
    for (const auto& [path, text] : tree) {
        if (!path.ends_with("CMakeLists.txt")) continue;
        std::string folder = path.substr(0, path.size() - std::string("CMakeLists.txt").size());
        for (const auto& [word, line] : words_of(text)) listed.insert(folder + word);
        for (const Room& room : rooms_of(text))
            for (const std::string& source : room.sources)
                listed.insert(folder + room.name + "/" + source);
    }
    Complaints complaints;
    for (const auto& [path, text] : tree)
        if (path.ends_with(".cpp") && !listed.contains(path))
            complaints.push_back({path, 0, "is named by no CMakeLists.txt, so nothing builds it"});
    return complaints;
}

}  // namespace standstill::tidy
