#include "report/document.h"

namespace standstill::report {

void Writer::heading(int level, std::string text) {
    Block block;
    block.kind = Block::Kind::Heading;
    block.level = level;
    block.text = plain(std::move(text));
    document_.blocks.push_back(std::move(block));
}

void Writer::paragraph(Text text) {
    Block block;
    block.text = std::move(text);
    document_.blocks.push_back(std::move(block));
}

void Writer::box(Text text) {
    Block block;
    block.kind = Block::Kind::Box;
    block.text = std::move(text);
    document_.blocks.push_back(std::move(block));
}

void Writer::list(std::vector<Text> items) {
    Block block;
    block.kind = Block::Kind::List;
    block.items = std::move(items);
    document_.blocks.push_back(std::move(block));
}

void Writer::table(std::string caption, std::vector<std::string> header,
                   std::vector<std::vector<Text>> rows, std::vector<int> widths) {
    Block block;
    block.kind = Block::Kind::Table;
    block.text = plain(std::move(caption));
    for (std::string& cell : header) block.header.push_back(plain(std::move(cell)));
    block.rows = std::move(rows);
    for (auto& row : block.rows) row.resize(block.header.size());
    block.widths = std::move(widths);
    document_.blocks.push_back(std::move(block));
}

int Writer::note(const std::string& words) {
    auto [found, is_new] = numbers_.emplace(words, 0);
    if (is_new) {
        document_.notes.push_back(plain(words));
        found->second = static_cast<int>(document_.notes.size());
    }
    return found->second;
}

Text operator+(Text left, const Text& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

std::string words_of(const Text& text) {
    std::string out;
    for (const Run& run : text) out += run.text;
    return out;
}

}  // namespace standstill::report
