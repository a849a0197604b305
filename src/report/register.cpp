#include "report/register.h"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <set>

#include "ledger/checkpoint.h"
#include "ledger/event.h"
#include "ledger/opening.h"
#include "ledger/tree.h"
#include "report/public.h"

namespace standstill::report {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxLeafLine = 70'000;

struct Leaf {
    bool is_known = false;  // its envelope is
    bool is_whole = false;
    std::string stream, kind;
    std::uint64_t version = 0;
    std::string_view bytes;  // of a whole one
};

std::optional<json::object> object_of(std::string_view line) {
    json::error_code error;
    json::value value = json::parse(json::string_view(line.data(), line.size()), error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

std::string text_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

std::optional<std::uint64_t> number_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return std::nullopt;
    return static_cast<std::uint64_t>(value->get_int64());
}

// The entries of one stream whose envelope is known.
struct Stream {
    std::uint64_t next = 0;  // version that is expected
    std::vector<std::uint64_t> leaves;
};

// What the file tells of one case.
struct Told {
    std::string id;
    std::vector<std::pair<std::uint64_t, std::string>> events;  // index and kind
    json::array statements;
};

// Lines of a text, each without its end.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}

    bool next(std::string_view& line) {
        if (text_.empty()) return false;
        std::size_t end = text_.find('\n');
        if (end == std::string_view::npos) return false;
        line = text_.substr(0, end);
        text_.remove_prefix(end + 1);
        return true;
    }
    std::string_view rest() const { return text_; }

private:
    std::string_view text_;
};

class Check {
public:
    Check(std::string_view bytes, std::span<const ledger::VerifierKey> trusted)
        : lines_(bytes), trusted_(trusted) {}

    RegisterReport run() {
        out_.is_good = head() && checkpoint() && entries() && versions() && cases() && statements();
        if (out_.is_good) say_what_is_proved();
        return std::move(out_);
    }

private:
    bool wrong(std::string step, std::string what, std::string expected, std::string found) {
        out_.fault =
            RegisterFault{std::move(step), std::move(what), std::move(expected), std::move(found)};
        return false;
    }

    bool head() {
        std::string_view line;
        auto object = lines_.next(line) ? object_of(line) : std::nullopt;
        if (!object || number_at(*object, "register") != kRegisterFormat)
            return wrong("head", "the first line", "that of a register of format 1",
                         std::string(line.substr(0, 80)));
        auto size = number_at(*object, "size");
        out_.log = text_at(*object, "log");
        out_.as_of = text_at(*object, "as_of");
        note_ = text_at(*object, "checkpoint");
        if (!size || out_.log.empty() || out_.as_of.empty())
            return wrong("head", "the first line", "log, size and as_of", "one of them is missing");
        out_.size = *size;
        return true;
    }

    bool checkpoint() {
        auto opened = ledger::open_checkpoint(note_, trusted_);
        if (!opened)
            return wrong("checkpoint", "the signature", "one by a key that is trusted",
                         opened.error().message);
        if (opened->checkpoint.origin != out_.log)
            return wrong("checkpoint", "the name of the log", opened->checkpoint.origin, out_.log);
        std::uint64_t size = ledger::number(opened->checkpoint.size);
        if (size != out_.size)
            return wrong("checkpoint", "the size that is signed", std::to_string(size),
                         std::to_string(out_.size));
        out_.root = opened->checkpoint.root;
        for (const ledger::VerifiedSignature& signature : opened->signatures)
            signers_.insert(trusted_[signature.key].name);
        return true;
    }

    // The lines of cases, which come first, are kept for later; each other line is a leaf.
    bool entries() {
        ledger::Frontier tree;
        std::string_view line;
        while (lines_.next(line)) {
            if (line.starts_with(R"({"case":)")) {
                if (!leaves_.empty())
                    return wrong("entries", "a line of a case", "before all entries",
                                 fmt::format("after entry {}", leaves_.size() - 1));
                case_lines_.push_back(line);
                continue;
            }
            base::Digest hash;
            if (!entry(line, hash)) return false;
            tree.append(hash);
            if (leaves_.size() > out_.size) break;
        }
        if (!lines_.rest().empty() && leaves_.size() <= out_.size)
            return wrong("entries", "the last line", "an end of the line", "none");
        if (leaves_.size() != out_.size)
            return wrong("entries", "the number of entries", std::to_string(out_.size),
                         leaves_.size() > out_.size ? "more" : std::to_string(leaves_.size()));
        base::Digest root = leaves_.empty() ? ledger::empty_root() : tree.root();
        if (root != out_.root)
            return wrong("entries",
                         "the root over the entries: one was changed, left out, added or moved",
                         base::to_hex(out_.root), base::to_hex(root));
        return true;
    }

    bool entry(std::string_view line, base::Digest& hash) {
        auto place = fmt::format("entry {}", leaves_.size());
        Leaf leaf;
        if (line.size() > kMaxLeafLine)
            return wrong("entries", place, "a line of at most 70000 bytes",
                         std::to_string(line.size()));
        if (line.starts_with(R"({"actor":)")) {
            auto event = ledger::scan_event(line);
            if (!event) return wrong("entries", place, "an event", event.error().message);
            leaf = {true,       true, std::string(event->stream), std::string(event->type),
                    event->ver, line};
            hash = ledger::leaf_hash(line);
            ++out_.whole;
        } else if (!opening(line, place, leaf, hash)) {
            return false;
        }
        leaves_.push_back(std::move(leaf));
        return true;
    }

    bool opening(std::string_view line, const std::string& place, Leaf& leaf, base::Digest& hash) {
        auto object = object_of(line);
        if (!object) return wrong("entries", place, "an opening, an event or a hash", "no JSON");
        if (object->size() == 1) {
            auto closed = base::digest_from_hex(text_at(*object, "leaf"));
            if (!closed) return wrong("entries", place, "a hash", closed.error().message);
            hash = *closed;
            ++out_.closed;
            return true;
        }
        auto before = number_at(*object, "before");
        auto state = base::digest_from_hex(text_at(*object, "state"));
        if (object->size() != 3 || !before || *before > ledger::kMaxEventBytes + 1 || !state)
            return wrong("entries", place, "`before`, `state` and `tail`",
                         std::string(line.substr(0, 80)));
        auto opened = ledger::read_opening(
            {*state, static_cast<std::uint32_t>(*before), text_at(*object, "tail")});
        if (!opened) return wrong("entries", place, "an opening", opened.error().message);
        leaf = {true, false, opened->stream, opened->type, opened->ver, {}};
        hash = opened->leaf;
        ++out_.opened;
        return true;
    }

    // Versions count without a gap, save where entries that are closed may stand in it.
    bool versions() {
        std::uint64_t closed = 0;
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            const Leaf& leaf = leaves_[i];
            if (!leaf.is_known) {
                ++closed;
                continue;
            }
            Stream& stream = streams_[leaf.stream];
            stream.leaves.push_back(i);
            std::uint64_t& expected = stream.next;
            bool hidden = leaf.version > expected && leaf.version - expected <= closed;
            if (leaf.version != expected && !hidden)
                return wrong("versions", fmt::format("entry {}, version in `{}`", i, leaf.stream),
                             std::to_string(expected), std::to_string(leaf.version));
            expected = leaf.version + 1;
        }
        return true;
    }

    bool cases() {
        for (std::string_view line : case_lines_) {
            auto object = object_of(line);
            if (!object) return wrong("cases", "a line of a case", "JSON", "none");
            Told told;
            told.id = text_at(*object, "case");
            const json::value* events = object->if_contains("events");
            if (events == nullptr || !events->is_array())
                return wrong("cases", "case `" + told.id + "`", "`events`", "none");
            if (!events_of(told, events->get_array())) return false;
            if (const json::value* list = object->if_contains("statements");
                list != nullptr && list->is_array())
                told.statements = list->get_array();
            told_.push_back(std::move(told));
        }
        return true;
    }

    // What is told of a case against its entries: each of them, in order, and none besides but such
    // as are closed.
    bool events_of(Told& told, const json::array& events) {
        for (const json::value& value : events) {
            std::optional<std::uint64_t> index;
            if (value.is_object()) index = number_at(value.get_object(), "index");
            bool ascends = index && (told.events.empty() || *index > told.events.back().first);
            if (!ascends || *index >= leaves_.size())
                return wrong("cases", fmt::format("case `{}`", told.id),
                             "entries by ascending index", json::serialize(value).substr(0, 120));
            told.events.emplace_back(*index, text_at(value.get_object(), "kind"));
        }
        std::size_t at = 0;
        for (std::uint64_t index : streams_[told.id].leaves) {
            while (at < told.events.size() && told.events[at].first < index) ++at;
            if (at == told.events.size() || told.events[at].first != index)
                return wrong("cases", fmt::format("case `{}`, entry {}", told.id, index),
                             "told of among the events of the case", "left out");
        }
        PublicContext context{!entries_of(told, "contract.reported").empty()};
        for (const json::value& value : events)
            if (!event(told.id, value.get_object(), context)) return false;
        return true;
    }

    bool event(const std::string& id, const json::object& event, const PublicContext& context) {
        std::uint64_t index = *number_at(event, "index");
        const Leaf& leaf = leaves_[index];
        if (!leaf.is_known) return true;
        auto place = fmt::format("case `{}`, entry {}", id, index);
        if (leaf.stream != id || text_at(event, "kind") != leaf.kind ||
            number_at(event, "version") != leaf.version)
            return wrong(
                "cases", place,
                fmt::format("`{}`, version {} of `{}`", leaf.kind, leaf.version, leaf.stream),
                json::serialize(event).substr(0, 120));
        const json::value* whole = event.if_contains("whole");
        bool says_whole = whole != nullptr && whole->is_bool() && whole->get_bool();
        if (says_whole != leaf.is_whole)
            return wrong("cases", place, leaf.is_whole ? "whole" : "not whole",
                         says_whole ? "whole" : "not whole");
        if (says_whole && !same_fields(event, leaf, context))
            return wrong("cases", place, "the fields that the event has",
                         json::serialize(event).substr(0, 200));
        return true;
    }

    static bool same_fields(const json::object& told, const Leaf& leaf,
                            const PublicContext& context) {
        auto event = ledger::parse_event(leaf.bytes);
        const json::value* shown = told.if_contains("shown");
        if (!event || shown == nullptr || !shown->is_object()) return false;
        json::object expected;
        for (const ShownField& field : public_fields(leaf.kind, event->facts, context).shown)
            expected[field.name] = field.value;
        expected["actor"] = event->actor;
        return expected == shown->get_object();
    }

    bool statements() {
        for (const Told& told : told_) {
            if (told.statements.size() != acts().size())
                return wrong("statements", "case `" + told.id + "`",
                             fmt::format("{} statements", acts().size()),
                             std::to_string(told.statements.size()));
            for (std::size_t i = 0; i < acts().size(); ++i) {
                const Act& act = acts()[i];
                auto entries = entries_of(told, act.kind);
                json::object expected{{"act", act.name},
                                      {"on_record", !entries.empty()},
                                      {"events", entries.size()},
                                      {"says", sentence_of(act, entries, out_.as_of, out_.size)}};
                if (told.statements[i] != expected)
                    return wrong("statements", fmt::format("case `{}`, {}", told.id, act.name),
                                 std::string(expected["says"].get_string()),
                                 json::serialize(told.statements[i]).substr(0, 300));
            }
        }
        return true;
    }

    static std::vector<std::uint64_t> entries_of(const Told& told, std::string_view kind) {
        std::vector<std::uint64_t> out;
        for (const auto& [index, of] : told.events)
            if (of == kind) out.push_back(index);
        return out;
    }

    void say_what_is_proved() {
        auto& proved = out_.proved;
        std::string names;
        for (const std::string& name : signers_) names += (names.empty() ? "" : ", ") + name;
        proved.push_back(
            fmt::format("The log `{}` signed a tree of {} entries with the root {} "
                        "(signatures: {}).",
                        out_.log, out_.size, base::to_hex(out_.root), names));
        proved.push_back(
            "The entries of this file are that tree: none is changed, left out, added or moved.");
        proved.push_back(fmt::format(
            "Case, kind and version of {} entries are certain, and of {} of them every word.",
            out_.opened + out_.whole, out_.whole));
        for (const Told& told : told_)
            for (const Act& act : acts()) {
                std::size_t known = 0;
                for (std::uint64_t index : entries_of(told, act.kind))
                    known += leaves_[index].is_known ? 1 : 0;
                if (known > 0)
                    proved.push_back(fmt::format("Case `{}`: {} on record, {} in number.", told.id,
                                                 act.sentence, known));
                else if (out_.closed == 0)
                    proved.push_back(fmt::format("Case `{}`: no {} is on record in the {} entries.",
                                                 told.id, act.sentence, out_.size));
            }
        say_what_is_not_proved();
    }

    void say_what_is_not_proved() {
        auto& open = out_.not_proved;
        if (out_.closed > 0)
            open.push_back(fmt::format(
                "{} entries are closed: only their hash is here. What is said above not to be on "
                "record could be one of them, so no absence is proved.",
                out_.closed));
        open.push_back(
            "That an act which nobody recorded did not happen. The file speaks of this record, not "
            "of the world.");
        open.push_back(fmt::format(
            "The instant {}: it is what the publisher says. What was recorded later is not in this "
            "tree.",
            out_.as_of));
        open.push_back(
            "The fields shown of entries that are not here as a whole. Whoever may see the entry "
            "can compare them.");
        open.push_back(
            "That the log shows everybody the same tree. Compare the root with what others were "
            "shown, or with a witness's signature.");
        open.push_back(
            "That the facts behind the kinds are well formed and the answers right. A bundle shows "
            "that to those who may see one.");
    }

    Lines lines_;
    std::span<const ledger::VerifierKey> trusted_;
    RegisterReport out_;
    std::string note_;
    std::set<std::string> signers_;
    std::vector<std::string_view> case_lines_;
    std::vector<Leaf> leaves_;
    std::map<std::string, Stream, std::less<>> streams_;
    std::vector<Told> told_;
};

}  // namespace

bool is_register(std::string_view bytes) { return bytes.starts_with(R"({"register":)"); }

std::optional<ledger::VerifierKey> key_in_register(std::string_view bytes) {
    std::string_view line;
    Lines lines(bytes);
    auto object = lines.next(line) ? object_of(line) : std::nullopt;
    if (!object) return std::nullopt;
    auto key = ledger::parse_verifier_key(text_at(*object, "key"));
    if (!key) return std::nullopt;
    return *key;
}

RegisterReport check_register(std::string_view bytes,
                              std::span<const ledger::VerifierKey> trusted) {
    if (bytes.size() > kMaxRegisterBytes) {
        RegisterReport out;
        out.fault = RegisterFault{"head", "the size of the file",
                                  fmt::format("at most {} bytes", kMaxRegisterBytes),
                                  std::to_string(bytes.size())};
        return out;
    }
    return Check(bytes, trusted).run();
}

std::string to_text(const RegisterReport& report) {
    std::string out;
    if (report.fault)
        return fmt::format("failed at {}: {}\n  expected  {}\n  found     {}\n", report.fault->step,
                           report.fault->what, report.fault->expected, report.fault->found);
    out += "verified\n\nProved\n";
    for (const std::string& line : report.proved) out += "  - " + line + "\n";
    out += "\nNot proved\n";
    for (const std::string& line : report.not_proved) out += "  - " + line + "\n";
    return out;
}

json::object to_json(const RegisterReport& report) {
    json::object out{
        {"verdict", report.is_good ? "verified" : "failed"},
        {"log", report.log},
        {"as_of", report.as_of},
        {"size", report.size},
        {"root", base::to_hex(report.root)},
        {"opened", report.opened},
        {"whole", report.whole},
        {"closed", report.closed},
        {"proved", json::array(report.proved.begin(), report.proved.end())},
        {"not_proved", json::array(report.not_proved.begin(), report.not_proved.end())}};
    if (report.fault)
        out["fault"] = {{"step", report.fault->step},
                        {"what", report.fault->what},
                        {"expected", report.fault->expected},
                        {"found", report.fault->found}};
    return out;
}

}  // namespace standstill::report
