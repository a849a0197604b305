#include "screening/name/lexicon.h"

#include <algorithm>

#include "screening/name/lexicon_format.h"

// The compiled table, as the assembler read it (see src/screening/CMakeLists.txt).
extern "C" const unsigned char standstill_lexicon[];

namespace standstill::screening {
namespace {

struct Tables {
    const LexiconHeader* header;
    const std::uint32_t* buckets;
    const LexiconEntry* entries;
    const std::uint32_t* symbols;
    const LexiconText* names;
    const LexiconText* words;
    const char* text;
};

Tables tables() {
    const unsigned char* at = standstill_lexicon;
    Tables out{};
    const auto take = [&at](auto*& pointer, std::size_t count) {
        using Pointed = std::remove_reference_t<decltype(pointer)>;
        pointer = reinterpret_cast<Pointed>(at);
        at += count * sizeof(*pointer);
    };
    take(out.header, 1);
    take(out.buckets, (std::size_t{1} << kBucketBits) + 2);
    take(out.entries, out.header->entries);
    take(out.symbols, out.header->symbols);
    take(out.names, out.header->names);
    take(out.words, out.header->words);
    take(out.text, out.header->text);
    return out;
}

const Tables kTables = tables();

}  // namespace

std::uint32_t lexicon_digest() { return kTables.header->digest; }

const LexiconEntry* look_up(std::uint64_t hash) {
    const std::uint32_t bucket = bucket_of(hash);
    const LexiconEntry* const end = kTables.entries + kTables.buckets[bucket + 1];
    for (const LexiconEntry* entry = kTables.entries + kTables.buckets[bucket]; entry != end;
         ++entry) {
        if (entry->key == hash) return entry;
    }
    return nullptr;
}

std::span<const std::uint32_t> symbols_of(const LexiconEntry& entry) {
    return {kTables.symbols + (entry.symbols & 0xff'ffffU), (entry.symbols >> 24) & 0x7fU};
}

std::string_view name_of_symbol(std::uint32_t symbol) {
    const LexiconText* const end = kTables.names + kTables.header->names;
    const LexiconText* const found = std::lower_bound(
        kTables.names, end, symbol,
        [](const LexiconText& row, std::uint32_t key) { return row.symbol < key; });
    if (found == end || found->symbol != symbol) return {};
    return {kTables.text + found->at, found->size};
}

FullWordRange full_words(char first) {
    if (first < 'a' || first > 'z') return {};
    const auto letter = static_cast<std::size_t>(first - 'a');
    return {kTables.header->first_word[letter], kTables.header->first_word[letter + 1]};
}

FullWord full_word(std::uint32_t index) {
    const LexiconText& row = kTables.words[index];
    return {{kTables.text + row.at, row.size}, row.symbol};
}

}  // namespace standstill::screening
