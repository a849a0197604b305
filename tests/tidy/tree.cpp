#include "tidy/tree.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace standstill::tidy {

namespace fs = std::filesystem;

namespace {

// What git, editors and builds keep beside the sources (.gitignore names the same).
bool is_skipped(const std::string& name) {
    return name == ".git" || name == ".cache" || name == "out" || name == "build" ||
           name == "node_modules" || name == "__pycache__" || name == "compile_commands.json" ||
           name.ends_with(".swp");
}

}  // namespace

base::Result<Tree> read_tree(const std::string& root) {
    Tree tree;
    std::error_code error;
    fs::recursive_directory_iterator entry(root, error), end;
    for (; !error && entry != end; entry.increment(error)) {
        if (is_skipped(entry->path().filename().string())) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file()) continue;
        std::ifstream file(entry->path(), std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(file), {}};
        if (!file)
            return base::fail(base::ErrorKind::Unavailable,
                              "cannot read " + entry->path().string());
        tree[entry->path().lexically_relative(root).generic_string()] = std::move(text);
    }
    if (error) return base::fail(base::ErrorKind::Unavailable, "cannot list " + root);
    return tree;
}

}  // namespace standstill::tidy
