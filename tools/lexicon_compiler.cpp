// Compiles data/screening/ into the bytes that src/screening/name/lexicon.cpp reads. Runs while
// building:
//
//   standstill-lexicon-compiler OUT FILE...
//
// *.tsv: word, tab, rarity in hundredths; people-words.tsv and organization-words.tsv. *.txt: rows
// "id: form, form" under "[class]", or "form, form" (spellings of one name). Forms are folded by
// the very code that folds names.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "screening/name/fold.h"
#include "screening/name/lexicon_format.h"
#include "screening/name/sound.h"
#include "screening/name/unit.h"

namespace standstill::screening {
namespace {

[[noreturn]] void stop(const std::string& message) { throw std::runtime_error(message); }

struct Known {
    std::vector<std::uint32_t> symbols;
    double people = 0;  // shares
    double organizations = 0;
    bool continues = false;
};

constexpr std::size_t kMostSymbols = 10;
constexpr std::size_t kShortestAbbreviated = 6;

class Compiler {
public:
    void read(const std::string& path) {
        std::ifstream in(path);
        if (!in) stop("cannot read " + path);
        const std::string file = path.substr(path.find_last_of('/') + 1);
        const bool table = file.ends_with(".tsv");
        const bool given = file == "given-names.txt";
        const bool spellings = file == "person-names.txt";
        section_ = given ? SymbolClass::GivenName : SymbolClass::Spelling;
        std::string line;
        std::uint32_t row = 0;
        for (std::size_t number = 1; std::getline(in, line); ++number) {
            place_ = path + ":" + std::to_string(number) + ": ";
            if (line.empty() || line.front() == '#') continue;
            if (line.front() == '[') {
                section_ = section(line);
            } else if (table) {
                frequency(line, file.starts_with("people"));
            } else if (spellings) {
                forms(line, std::uint32_t{static_cast<std::uint8_t>(section_)} << 24 | ++row);
            } else {
                named(line, given);
            }
        }
    }

    void write(const std::string& path);

private:
    SymbolClass section(const std::string& line) const {
        static const std::map<std::string, SymbolClass> kSections = {
            {"[legal-form]", SymbolClass::LegalForm}, {"[honorific]", SymbolClass::Honorific},
            {"[business]", SymbolClass::Business},    {"[number]", SymbolClass::Number},
            {"[place]", SymbolClass::Place},          {"[generic]", SymbolClass::Generic},
            {"[particle]", SymbolClass::Particle},    {"[given-name]", SymbolClass::GivenName},
            {"[spelling]", SymbolClass::Spelling}};
        const auto found = kSections.find(line);
        if (found == kSections.end()) stop(place_ + "unknown class " + line);
        return found->second;
    }

    void frequency(const std::string& line, bool people) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos) stop(place_ + "no tab");
        int hundredths = 0;
        const char* const end = line.data() + line.size();
        if (std::from_chars(line.data() + tab + 1, end, hundredths).ptr != end) {
            stop(place_ + "no number");
        }
        const double share = std::pow(10, -hundredths / 100.0);
        Known& known = known_[line.substr(0, tab)];
        (people ? known.people : known.organizations) += share;
    }

    void named(const std::string& line, bool given) {
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) stop(place_ + "no colon");
        const std::string id = line.substr(0, colon);
        auto hash = static_cast<std::uint32_t>(hash_on(kHashStart, id) & 0xff'ffffU);
        // Rows of person-names.txt have no id and count from one.
        if (section_ == SymbolClass::Spelling) hash |= kNamedSpelling;
        const std::uint32_t symbol =
            std::uint32_t{static_cast<std::uint8_t>(section_)} << 24 | hash;
        const auto [row, fresh] = names_.emplace(symbol, id);
        if (!fresh && row->second != id) stop(place_ + "the hash of " + id + " is taken");
        // A number and a country's code are not words; ids of other rows may be.
        const bool word = given || section_ == SymbolClass::Honorific ||
                          section_ == SymbolClass::Number || section_ == SymbolClass::Particle ||
                          section_ == SymbolClass::Generic || section_ == SymbolClass::LegalForm;
        forms((word ? id + ", " : std::string()) + line.substr(colon + 2), symbol);
    }

    void forms(const std::string& list, std::uint32_t symbol) {
        for (std::size_t at = 0; at <= list.size();) {
            const std::size_t comma = std::min(list.find(',', at), list.size());
            form(list.substr(at, comma - at), symbol);
            at = comma + 1;
        }
    }

    void form(const std::string& text, std::uint32_t symbol) {
        Folded folded;
        fold(text, 12, folded);
        std::string phrase;
        for (std::size_t i = 0; i < folded.words.size(); ++i) {
            const Word& word = folded.words[i];
            if (i > 0) {
                known_[phrase].continues = true;
                phrase += ' ';
            }
            phrase += folded.letters.substr(word.letters_at, word.letters_size);
        }
        if (phrase.empty()) return;
        if (is_class(symbol, SymbolClass::Particle) && phrase.size() < 2 && phrase != "y") return;
        auto& symbols = known_[phrase].symbols;
        if (std::find(symbols.begin(), symbols.end(), symbol) != symbols.end()) return;
        if (symbols.size() < kMostSymbols) symbols.push_back(symbol);
        rows_[symbol].push_back(phrase);
        if (is_class(symbol, SymbolClass::Business) && folded.words.size() == 1 &&
            phrase.size() >= kShortestAbbreviated && phrase[0] >= 'a' && phrase[0] <= 'z') {
            words_.insert({phrase, symbol});
        }
    }

    static bool is_class(std::uint32_t symbol, SymbolClass symbol_class) {
        return symbol >> 24 == static_cast<std::uint8_t>(symbol_class);
    }

    void join_frequencies();
    void sort_symbols();

    std::string place_;
    SymbolClass section_ = SymbolClass::Spelling;
    std::map<std::string, Known> known_;
    std::map<std::uint32_t, std::string> names_;
    std::map<std::uint32_t, std::vector<std::string>> rows_;
    std::set<std::pair<std::string, std::uint32_t>> words_;
    std::map<std::string, double> sounds_;
};

// Spellings of one sound, and of one given name, are as common as all of them together.
void Compiler::join_frequencies() {
    std::map<std::string, double> sounds;
    for (const auto& [word, known] : known_) {
        if (known.people <= 0) continue;
        sounds[sound_of(word)] += known.people;
    }
    std::map<std::uint32_t, double> rows;
    for (const auto& [symbol, forms] : rows_) {
        if (!is_class(symbol, SymbolClass::GivenName) && (symbol & kNamedSpelling) == 0) continue;
        for (const std::string& form : forms) {
            const auto found = known_.find(form);
            if (found != known_.end()) rows[symbol] += found->second.people;
        }
    }
    std::map<std::string, double> joined;
    for (const auto& [word, known] : known_) {
        double share = known.people;
        const auto sound = sounds.find(sound_of(word));
        if (sound != sounds.end()) share = std::max(share, sound->second);
        for (const std::uint32_t symbol : known.symbols) {
            const auto row = rows.find(symbol);
            if (row != rows.end()) share = std::max(share, row->second / 2);
        }
        joined[word] = share;
    }
    for (const auto& [word, share] : joined) known_[word].people = share;
    sounds_ = sounds;
}

void Compiler::sort_symbols() {
    for (auto& [word, known] : known_) {
        std::stable_sort(known.symbols.begin(), known.symbols.end(),
                         [](std::uint32_t a, std::uint32_t b) { return a >> 24 < b >> 24; });
    }
}

std::uint16_t rarity(double share) {
    if (share <= 0) return 0;
    return static_cast<std::uint16_t>(std::clamp(std::lround(-100 * std::log10(share)), 1L, 1000L));
}

template <typename T>
void put(std::ofstream& out, const std::vector<T>& rows) {
    out.write(reinterpret_cast<const char*>(rows.data()),
              static_cast<std::streamsize>(rows.size() * sizeof(T)));
}

void Compiler::write(const std::string& path) {
    join_frequencies();
    sort_symbols();
    std::vector<LexiconEntry> entries;
    std::vector<std::uint32_t> symbols;
    for (const auto& [phrase, known] : known_) {
        const auto at = static_cast<std::uint32_t>(symbols.size());
        symbols.insert(symbols.end(), known.symbols.begin(), known.symbols.end());
        const auto count = static_cast<std::uint32_t>(known.symbols.size());
        entries.push_back({hash_on(kHashStart, phrase),
                           at | count << 24 | (known.continues ? kContinues : 0U),
                           rarity(known.people), rarity(known.organizations)});
    }
    for (const auto& [sound, share] : sounds_) {
        entries.push_back({hash_of_sound(sound), 0, rarity(share), 0});
    }
    std::sort(entries.begin(), entries.end(), [](const LexiconEntry& a, const LexiconEntry& b) {
        const auto left = bucket_of(a.key);
        const auto right = bucket_of(b.key);
        return left != right ? left < right : a.key < b.key;
    });
    for (std::size_t i = 1; i < entries.size(); ++i) {
        if (entries[i].key == entries[i - 1].key) stop("two phrases have one hash");
    }
    if (symbols.size() >= 1U << 24) stop("too many symbols");
    std::vector<std::uint32_t> buckets((std::size_t{1} << kBucketBits) + 2, 0);
    for (const LexiconEntry& entry : entries) ++buckets[bucket_of(entry.key) + 1];
    for (std::size_t i = 1; i < buckets.size(); ++i) buckets[i] += buckets[i - 1];

    std::string text;
    std::vector<LexiconText> names;
    for (const auto& [symbol, id] : names_) {
        names.push_back({symbol, static_cast<std::uint32_t>(text.size()),
                         static_cast<std::uint32_t>(id.size())});
        text += id;
    }
    LexiconHeader header{};
    std::vector<LexiconText> words;
    for (const auto& [word, symbol] : words_) {
        for (auto letter = static_cast<std::size_t>(word[0] - 'a') + 1; letter <= kFirstLetters;
             ++letter) {
            ++header.first_word[letter];
        }
        words.push_back({symbol, static_cast<std::uint32_t>(text.size()),
                         static_cast<std::uint32_t>(word.size())});
        text += word;
    }
    header.magic = kLexiconMagic;
    header.entries = static_cast<std::uint32_t>(entries.size());
    header.symbols = static_cast<std::uint32_t>(symbols.size());
    header.names = static_cast<std::uint32_t>(names.size());
    header.words = static_cast<std::uint32_t>(words.size());
    header.text = static_cast<std::uint32_t>(text.size());
    std::uint64_t digest = hash_on(kHashStart, text);
    for (const LexiconEntry& entry : entries) {
        for (const std::uint64_t number :
             {entry.key, std::uint64_t{entry.symbols}, std::uint64_t{entry.people},
              std::uint64_t{entry.organizations}}) {
            digest = (digest ^ number) * 0x100000001b3U;
        }
    }
    for (const std::uint32_t symbol : symbols) digest = (digest ^ symbol) * 0x100000001b3U;
    header.digest = static_cast<std::uint32_t>(digest ^ digest >> 32);
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&header), sizeof header);
    put(out, buckets);
    put(out, entries);
    put(out, symbols);
    put(out, names);
    put(out, words);
    out << text;
    if (!out.flush()) stop("cannot write " + path);
}

}  // namespace
}  // namespace standstill::screening

int main(int count, char** arguments) {
    try {
        standstill::screening::Compiler compiler;
        if (count < 3) standstill::screening::stop("usage: OUT FILE...");
        for (int i = 2; i < count; ++i) compiler.read(arguments[i]);
        compiler.write(arguments[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
