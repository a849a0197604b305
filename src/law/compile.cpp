// The driver of the compiler: which files belong to which pack, the open questions and their
// readings, templates, and the digest that names the law an answer was given under.
#include "law/compile.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "law/compiler.h"

namespace standstill::law {

namespace {

constexpr std::size_t kMaxMistakes = 20;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

// A copy in which every `{name}` is the value.
Doc filled_in(Doc doc, const std::string& what, const std::string& by) {
    doc.scalar = replaced(std::move(doc.scalar), what, by);
    for (auto& key : doc.keys) key.first = replaced(key.first, what, by);
    for (Doc& item : doc.items) item = filled_in(std::move(item), what, by);
    return doc;
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

void Compiler::fail(const Doc& doc, const std::string& message) {
    if (mistakes_.size() < kMaxMistakes)
        mistakes_.push_back(base::where(file_, doc.place) + ": " + message);
}

void Compiler::fail_key(const Doc& map, std::string_view key, const std::string& message) {
    for (const auto& [name, place] : map.keys)
        if (name == key) {
            if (mistakes_.size() < kMaxMistakes)
                mistakes_.push_back(base::where(file_, place) + ": " + message);
            return;
        }
    fail(map, message);
}

void Compiler::only(const Doc& map, std::initializer_list<std::string_view> keys) {
    std::vector<std::string> known(keys.begin(), keys.end());
    for (const auto& [name, place] : map.keys)
        if (std::find(known.begin(), known.end(), name) == known.end())
            fail_key(map, name,
                     fmt::format("unknown key `{}`{}", name, base::did_you_mean(name, known)));
}

std::string Compiler::word(const Doc& doc) {
    if (doc.is_scalar()) return doc.scalar;
    fail(doc, "expected a word");
    return "";
}

std::string Compiler::word_at(const Doc& map, std::string_view key, const std::string& otherwise) {
    const Doc* found = map.find(key);
    return found == nullptr || found->is_null() ? otherwise : word(*found);
}

std::vector<std::string> Compiler::words(const Doc& doc) {
    std::vector<std::string> out;
    if (doc.is_list()) {
        for (const Doc& item : doc.items) out.push_back(word(item));
    } else if (!doc.is_null()) {
        out.push_back(word(doc));
    }
    return out;
}

int Compiler::number(const Doc& doc, int low, int high) {
    int value = 0;
    bool good = doc.is_scalar() && !doc.scalar.empty() && doc.scalar.size() <= 7;
    for (char c : doc.scalar) {
        good = good && c >= '0' && c <= '9';
        if (good) value = value * 10 + (c - '0');
    }
    if (good && value >= low && value <= high) return value;
    fail(doc, fmt::format("`{}` is not a whole number from {} to {}", doc.scalar, low, high));
    return low;
}

bool Compiler::truth(const Doc& doc) {
    std::string text = word(doc);
    if (doc.is_scalar() && text != "true" && text != "false")
        fail(doc, fmt::format("`{}` is neither `true` nor `false`", text));
    return text == "true";
}

std::vector<std::string> Compiler::run(const std::vector<std::string>& packs) {
    for (const std::string& pack : packs) load_pack(pack);
    if (!mistakes_.empty()) return mistakes_;

    auto each = [this](std::vector<Entry>& entries, auto&& compile_one) {
        for (Entry& entry : entries) {
            file_ = entry.file;
            pack_ = entry.pack;
            compile_one(entry);
        }
    };
    each(event_docs_, [this](Entry& e) { compile_events(e.doc, e.pack); });
    each(header_docs_, [this](Entry& e) { compile_header(e.doc); });
    each(evidence_docs_, [this](Entry& e) { compile_evidence(e.doc); });
    each(acting_docs_, [this](Entry& e) {
        for (const std::string& need : words(e.doc)) {
            if (need == "basis")
                out_.acting_needs |= kHasBasis;
            else if (need == "confirmed_by")
                out_.acting_needs |= kHasConfirmation;
            else
                fail(e.doc, fmt::format("`{}` is neither `basis` nor `confirmed_by`", need));
        }
    });
    each(set_docs_, [this](Entry& e) { compile_office_sets(e.doc); });
    each(calendar_docs_, [this](Entry& e) { load_calendar(e.id); });
    if (!mistakes_.empty()) return mistakes_;

    each(fact_entries_, [this](Entry& e) { fact_named(e.id, e.doc); });
    each(rule_entries_, [this](Entry& e) { rule_named(e.id, e.doc); });
    each(answer_docs_, [this](Entry& e) { compile_answers(e.doc); });
    each(factor_docs_, [this](Entry& e) { compile_factors(e.doc); });
    each(question_docs_, [this](Entry& e) { compile_questions(e.doc); });
    // Duties may combine rules in place; what they add to the nodes still needs only global facts.
    out_.global_facts = out_.facts.size();
    each(duty_docs_, [this](Entry& e) { compile_duty(e.doc, e.pack); });
    each(defect_docs_, [this](Entry& e) { compile_defect(e.doc, e.pack); });
    for (const auto& [id, reading] : readings_) {
        bool known = std::any_of(out_.switches.begin(), out_.switches.end(),
                                 [&, name = id](const Switch& s) { return s.id == name; });
        if (!known) mistakes_.push_back(fmt::format("no open question is called `{}`", id));
    }
    if (mistakes_.empty()) count_dependents();
    compute_digest();
    return mistakes_;
}

const Doc* Compiler::document(const std::string& path) {
    auto known = documents_.find(path);
    if (known != documents_.end()) return &known->second;
    auto parsed = base::parse_document(files_.at(path), "rules/" + path);
    if (parsed) return &documents_.emplace(path, *std::move(parsed)).first->second;
    mistakes_.push_back(parsed.error().message);
    return nullptr;
}

void Compiler::load_pack(const std::string& id) {
    if (!loaded_.insert(id).second) return;
    auto found = files_.find(id + "/pack.yaml");
    if (found == files_.end()) {
        missing_pack_ = true;
        mistakes_.push_back(fmt::format("no rule pack is called `{}`{}", id,
                                        base::did_you_mean(id, packs_in(files_))));
        return;
    }
    file_ = "rules/" + found->first;
    const Doc* doc = document(found->first);
    if (doc == nullptr) return;
    if (!doc->is_map()) return fail(*doc, "expected a map");
    PackInfo info;
    info.folder = id;
    info.id = word_at(*doc, "pack");
    info.version = word_at(*doc, "version");
    info.title = word_at(*doc, "title");
    info.citation = word_at(*doc, "citation");
    info.subject = word_at(*doc, "subject", "use");
    if (info.id != id)
        fail(*doc, fmt::format("`pack: {}` does not match its folder `{}`", info.id, id));
    if (info.version.empty()) fail(*doc, "a pack needs a `version`");
    if (const Doc* force = doc->find("in_force"); force != nullptr) {
        only(*force, {"from", "to", "last_checked", "status"});
        info.in_force_from = word_at(*force, "from");
        info.in_force_to = word_at(*force, "to");
        info.last_checked = word_at(*force, "last_checked");
        info.status = word_at(*force, "status");
    }
    if (const Doc* brings = doc->find("brings"); brings != nullptr) info.brings = words(*brings);
    for (const std::string& other : info.brings) load_pack(other);
    file_ = "rules/" + found->first;
    if (const Doc* text = doc->find("text"); text != nullptr)
        for (const std::string& name : words(*text)) load_text(id + "/" + name, info);
    if (const Doc* digests = doc->find("text_sha256"); digests != nullptr)
        declare_digests(*digests, info);
    out_.packs.push_back(info);

    if (const Doc* switches = doc->find("switches"); switches != nullptr)
        load_switches(*switches, id);
    for (const auto& [path, bytes] : files_) {
        if (path.size() <= id.size() || path.compare(0, id.size() + 1, id + "/") != 0) continue;
        std::string_view rest = std::string_view(path).substr(id.size() + 1);
        if (rest.find('/') != std::string_view::npos) continue;  // tests and the like
        if (ends_with(rest, ".yaml")) load_file(path, id);
    }
}

void Compiler::load_file(const std::string& path, const std::string& pack) {
    used_files_.insert(path);
    file_ = "rules/" + path;
    const Doc* parsed = document(path);
    if (parsed == nullptr) return;
    if (!parsed->is_map()) return fail(*parsed, "expected a map");
    only(*parsed, {"pack",        "version",  "title",    "citation",  "subject", "text",
                   "text_sha256", "in_force", "brings",   "calendar",  "offices", "header",
                   "office_sets", "acting",   "switches", "evidence",  "events",  "facts",
                   "rules",       "answers",  "factors",  "questions", "duties",  "defects"});
    // What names the pack is read from one file; in another one it would be read and ignored.
    if (!ends_with(path, "/pack.yaml"))
        for (std::string_view key : {"pack", "version", "title", "citation", "subject", "text",
                                     "text_sha256", "in_force", "brings", "switches"})
            if (parsed->find(key) != nullptr)
                fail_key(*parsed, key, fmt::format("`{}` stands in pack.yaml alone", key));
    // The packs' own description of the readings is the one part that no reading may change.
    auto take = [&](std::string_view key, std::vector<Entry>& into) {
        if (const Doc* found = parsed->find(key); found != nullptr)
            into.push_back({std::string(key), resolved(*found), file_, pack, false, kNone});
    };
    if (const Doc* offices = parsed->find("offices"); offices != nullptr)
        for (std::size_t i = 0; i < offices->keys.size(); ++i) {
            out_.offices.emplace(offices->keys[i].first, word(offices->items[i]));
            symbol(offices->keys[i].first);
        }
    if (const Doc* calendar = parsed->find("calendar"); calendar != nullptr)
        calendar_docs_.push_back({word(*calendar), *calendar, file_, pack, false, kNone});
    take("header", header_docs_);
    take("office_sets", set_docs_);
    take("acting", acting_docs_);
    take("evidence", evidence_docs_);
    take("events", event_docs_);
    take("answers", answer_docs_);
    take("factors", factor_docs_);
    take("questions", question_docs_);
    if (const Doc* facts = parsed->find("facts"); facts != nullptr) {
        pack_ = pack;
        spread(*facts, fact_entries_);
    }
    if (const Doc* rules = parsed->find("rules"); rules != nullptr) {
        pack_ = pack;
        spread(*rules, rule_entries_);
    }
    for (auto [key, into] :
         {std::pair{"duties", &duty_docs_}, std::pair{"defects", &defect_docs_}}) {
        const Doc* list = parsed->find(key);
        if (list == nullptr) continue;
        if (!list->is_list()) {
            fail(*list, fmt::format("`{}` must be a list", key));
            continue;
        }
        for (const Doc& item : list->items)
            into->push_back({key, resolved(item), file_, pack, false, kNone});
    }
}

// Definitions by name; one with `for: {name: [a, b]}` stands for as many as there are values.
void Compiler::spread(const Doc& doc, std::vector<Entry>& into) {
    auto& index = &into == &fact_entries_ ? fact_index_ : rule_index_;
    if (!doc.is_map()) return fail(doc, "expected a map of definitions");
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        std::vector<std::pair<std::string, Doc>> made;
        const Doc& item = doc.items[i];
        const Doc* each = item.is_map() ? item.find("for") : nullptr;
        if (each == nullptr) {
            made.emplace_back(doc.keys[i].first, item);
        } else if (each->is_map() && each->keys.size() == 1 && each->items[0].is_list()) {
            std::string place = "{" + each->keys[0].first + "}";
            Doc body = item;
            for (std::size_t k = 0; k < body.keys.size(); ++k)
                if (body.keys[k].first == "for") {
                    body.keys.erase(body.keys.begin() + static_cast<std::ptrdiff_t>(k));
                    body.items.erase(body.items.begin() + static_cast<std::ptrdiff_t>(k));
                    break;
                }
            for (const std::string& value : words(each->items[0]))
                made.emplace_back(replaced(doc.keys[i].first, place, value),
                                  filled_in(body, place, value));
        } else {
            fail(*each, "expected `for: {name: [value, ...]}`");
        }
        for (auto& [id, body] : made) {
            if (!index.emplace(id, into.size()).second) {
                fail_key(doc, doc.keys[i].first, fmt::format("`{}` is defined twice", id));
                continue;
            }
            into.push_back({id, resolved(body), file_, pack_, false, kNone});
        }
    }
}

void Compiler::load_text(const std::string& path, PackInfo& info) {
    auto found = files_.find(path);
    if (found == files_.end()) {
        mistakes_.push_back(fmt::format("{}: the text `{}` is not there", file_, path));
        return;
    }
    used_files_.insert(path);
    info.text_files.push_back(
        {path.substr(path.find('/') + 1), base::to_hex(base::sha256(found->second)), ""});
    TextUnit unit;
    auto keep = [&] {
        unit.text = base::folded(unit.text);
        if (!unit.cite.empty()) info.text.push_back(unit);
    };
    for (const std::string& line : base::split(found->second, '\n')) {
        if (line.compare(0, 3, "## ") == 0) {
            keep();
            unit = {std::string(base::trimmed(std::string_view(line).substr(3))), ""};
        } else {
            unit.text += line + "\n";
        }
    }
    keep();
}

// The digest of the text that the pack was written to: one for one file, or one per file by name.
// Whether they agree is for the lint to say, because a changed text changes no answer.
void Compiler::declare_digests(const Doc& doc, PackInfo& info) {
    auto declare = [&](TextFile& file, const Doc& item) {
        file.declared = word(item);
        if (!base::digest_from_hex(file.declared))
            fail(item, fmt::format("`{}` is not a SHA-256 of 64 lower-case hexadecimal digits",
                                   file.declared));
    };
    if (!doc.is_map()) {
        if (info.text_files.size() != 1)
            return fail(doc, "one digest goes with one text; expected a map of files and digests");
        return declare(info.text_files[0], doc);
    }
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        TextFile* file = nullptr;
        for (TextFile& one : info.text_files)
            if (one.name == doc.keys[i].first) file = &one;
        if (file == nullptr)
            fail_key(doc, doc.keys[i].first,
                     fmt::format("`{}` is not a text of this pack", doc.keys[i].first));
        else
            declare(*file, doc.items[i]);
    }
}

void Compiler::load_calendar(const std::string& name) {
    std::string path = "calendar/" + name + ".yaml";
    auto found = files_.find(path);
    if (found == files_.end()) {
        mistakes_.push_back(fmt::format("{}: the calendar `{}` is not there", file_, path));
        return;
    }
    used_files_.insert(path);
    const Doc* doc = document(path);
    if (doc == nullptr) return;
    auto calendar = Calendar::parse(*doc, "rules/" + path);
    if (!calendar) {
        mistakes_.push_back(calendar.error().message);
        return;
    }
    out_.calendar = &out_.calendars.emplace(name, *calendar).first->second;
}

void Compiler::load_switches(const Doc& doc, const std::string& pack) {
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        const Doc& item = doc.items[i];
        only(item, {"cite", "asks", "default", "readings", "stands_when", "stands_on"});
        Switch s;
        s.id = doc.keys[i].first;
        s.pack = pack;
        s.place = doc.keys[i].second;
        s.file = file_;
        s.cite = word_at(item, "cite");
        s.asks = word_at(item, "asks");
        s.default_reading = word_at(item, "default");
        s.stands_when = word_at(item, "stands_when");
        if (const Doc* on = item.find("stands_on"); on != nullptr) s.stands_on = words(*on);
        const Doc* readings = item.find("readings");
        if (readings == nullptr || !readings->is_map()) {
            fail(item, fmt::format("the open question `{}` needs `readings`", s.id));
            continue;
        }
        for (std::size_t k = 0; k < readings->keys.size(); ++k)
            s.readings.emplace(readings->keys[k].first, word(readings->items[k]));
        auto chosen = readings_.find(s.id);
        s.chosen = chosen == readings_.end() ? s.default_reading : chosen->second;
        if (s.readings.count(s.default_reading) == 0)
            fail(item, fmt::format("`default: {}` is not among the readings", s.default_reading));
        if (s.readings.count(s.chosen) == 0)
            fail(item, fmt::format("`{}` is not a reading of {}", s.chosen, s.id));
        out_.switches.push_back(std::move(s));
    }
}

// Takes the chosen reading wherever a definition has `switch: OQ-n` and one value per reading. What
// stands beside the switch is merged with the chosen value, if that is a map.
Doc Compiler::resolved(const Doc& doc) {
    Doc out = doc;
    out.items.clear();
    const Doc* name = doc.is_map() ? doc.find("switch") : nullptr;
    if (name == nullptr) {
        for (const Doc& item : doc.items) out.items.push_back(resolved(item));
        return out;
    }
    Switch* found = nullptr;
    for (Switch& s : out_.switches)
        if (s.id == name->scalar) found = &s;
    if (found == nullptr) {
        fail(*name, fmt::format("no open question is called `{}`", name->scalar));
        return out;
    }
    found->used = true;
    out.keys.clear();
    const Doc* value = nullptr;
    for (const auto& reading : found->readings)
        if (doc.find(reading.first) == nullptr)
            fail(doc, fmt::format("the reading `{}` of {} is missing", reading.first, found->id));
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        const std::string& key = doc.keys[i].first;
        if (key == "switch") continue;
        if (found->readings.count(key) != 0) {
            if (key == found->chosen) value = &doc.items[i];
            continue;
        }
        out.keys.push_back(doc.keys[i]);
        out.items.push_back(resolved(doc.items[i]));
    }
    if (value == nullptr) return out;
    Doc chosen = resolved(*value);
    if (out.keys.empty()) return chosen;
    if (!chosen.is_map()) {
        fail(*value, "beside other keys, a reading must be a map");
        return out;
    }
    for (std::size_t i = 0; i < chosen.keys.size(); ++i) {
        out.keys.push_back(chosen.keys[i]);
        out.items.push_back(chosen.items[i]);
    }
    return out;
}

void Compiler::compute_digest() {
    std::string bytes;
    for (const std::string& path : used_files_) {
        const std::string& content = files_.at(path);
        bytes += fmt::format("{}\n{}\n", path, content.size());
        bytes += content;
    }
    for (const Switch& s : out_.switches)
        if (s.chosen != s.default_reading) bytes += fmt::format("reading {} {}\n", s.id, s.chosen);
    out_.digest = base::to_hex(base::sha256(bytes));
    out_.files.assign(used_files_.begin(), used_files_.end());
}

base::Result<std::shared_ptr<const Program>> compile(const RuleFiles& files,
                                                     const std::vector<std::string>& packs,
                                                     const Readings& readings, Documents* known) {
    auto program = std::make_shared<Program>();
    Documents own;
    Compiler compiler(files, readings, known == nullptr ? own : *known, *program);
    std::vector<std::string> mistakes = compiler.run(packs);
    if (!mistakes.empty())
        return base::fail(
            compiler.missing_pack() ? base::ErrorKind::NotFound : base::ErrorKind::Invalid,
            base::join(mistakes, "\n"));
    return std::shared_ptr<const Program>(std::move(program));
}

std::vector<std::string> packs_in(const RuleFiles& files) {
    std::vector<std::string> out;
    for (const auto& [path, bytes] : files) {
        std::size_t slash = path.find('/');
        if (slash != std::string::npos && path.substr(slash) == "/pack.yaml")
            out.push_back(path.substr(0, slash));
    }
    return out;
}

RuleFiles files_of(const RuleFiles& files, const Program& program) {
    RuleFiles out;
    for (const std::string& path : program.files) out.emplace(path, files.at(path));
    return out;
}

}  // namespace standstill::law
