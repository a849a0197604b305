#include "ledger/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <charconv>

#include "base/digest.h"
#include "base/text.h"
#include "ledger/canonical_json.h"

namespace standstill::ledger {

namespace {

namespace json = boost::json;
using base::Error;
using base::Instant;
using base::invalid;
using base::Result;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <typename Good>
bool all_of(std::string_view text, std::size_t most, Good good) {
    return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), good);
}

bool is_policy(std::string_view text) {
    return text.empty() || (text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
                                return is_digit(c) || (c >= 'a' && c <= 'f');
                            }));
}

bool is_recordable(Instant at) {
    using namespace std::chrono;
    return at >= sys_days{year{1900} / 1 / 1} && at < sys_days{year{2200} / 1 / 1};
}

// The same text as base::to_string(Instant), without going through the formatter: this is on the
// path of every append.
void append_instant(std::string& out, Instant at) {
    using namespace std::chrono;
    auto day = floor<days>(at);
    year_month_day date{day};
    auto ms = static_cast<unsigned>((at - day).count());
    auto put = [&](unsigned value, int digits) {
        for (unsigned scale = digits == 4 ? 1000 : digits == 3 ? 100 : 10; scale > 0; scale /= 10)
            out += static_cast<char>('0' + value / scale % 10);
    };
    put(static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    put(static_cast<unsigned>(date.month()), 2);
    out += '-';
    put(static_cast<unsigned>(date.day()), 2);
    out += 'T';
    put(ms / 3'600'000, 2);
    out += ':';
    put(ms / 60'000 % 60, 2);
    out += ':';
    put(ms / 1000 % 60, 2);
    if (ms % 1000 != 0) {
        out += '.';
        put(ms % 1000, 3);
    }
    out += 'Z';
}

// What append_instant prints, and nothing else.
bool is_canonical_instant(std::string_view text) {
    bool shape = (text.size() == 20 || text.size() == 24) && text[10] == 'T' && text.back() == 'Z';
    if (shape && text.size() == 24) shape = text[19] == '.' && text.substr(20, 3) != "000";
    return shape;
}

Error bad(std::string_view field, std::string_view text, std::string_view expected) {
    return invalid(fmt::format("`{}` is `{}`, expected {}", field, text.substr(0, 200), expected));
}

constexpr std::string_view kTypeGrammar = "1 to 64 of a-z 0-9 . - that begin with a letter";
constexpr std::string_view kStreamGrammar =
    "1 to 100 of a-z 0-9 . _ - that begin with a letter or digit";
constexpr std::string_view kCommandGrammar = "1 to 64 of A-Z a-z 0-9 . _ : -";
constexpr std::string_view kActorGrammar = "1 to 200 bytes of UTF-8 without control characters";
constexpr std::string_view kPolicyGrammar = "64 hexadecimal digits or nothing";

}  // namespace

bool is_stream_id(std::string_view text) {
    return all_of(text, 100,
                  [](char c) {
                      return is_lower(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
                  }) &&
           (is_lower(text[0]) || is_digit(text[0]));
}

bool is_command_id(std::string_view text) {
    return all_of(text, 64, [](char c) {
        return is_lower(c) || is_upper(c) || is_digit(c) || c == '.' || c == '_' || c == ':' ||
               c == '-';
    });
}

bool is_event_type(std::string_view text) {
    return all_of(text, 64,
                  [](char c) { return is_lower(c) || is_digit(c) || c == '.' || c == '-'; }) &&
           is_lower(text[0]);
}

bool is_actor(std::string_view text) {
    return all_of(text, 200,
                  [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; }) &&
           base::is_utf8(text);
}

Result<std::string> canonical_bytes(const Event& event) {
    return canonical_bytes(EventParts{event.type, event.stream, event.ver, event.cmd, event.actor,
                                      event.at, event.policy, event.facts, event.seals});
}

Result<std::string> canonical_bytes(const EventParts& event) {
    if (!is_actor(event.actor)) return bad("actor", event.actor, kActorGrammar);
    if (!is_command_id(event.cmd)) return bad("cmd", event.cmd, kCommandGrammar);
    if (!is_policy(event.policy)) return bad("policy", event.policy, kPolicyGrammar);
    if (!is_stream_id(event.stream)) return bad("stream", event.stream, kStreamGrammar);
    if (!is_event_type(event.type)) return bad("type", event.type, kTypeGrammar);
    if (!is_recordable(event.at)) return invalid("`at` is outside the years 1900 to 2199");
    if (event.ver > static_cast<std::uint64_t>(kMaxJsonInteger))
        return invalid("`ver` is above 2^53 - 1");

    std::string out;
    out.reserve(512);
    out += R"({"actor":)";
    append_json_string(out, event.actor);
    out += R"(,"at":")";
    append_instant(out, event.at);
    out += R"(","cmd":")";
    out += event.cmd;
    out += R"(","facts":)";
    auto facts = append_canonical(out, event.facts, 1);
    if (!facts) return base::in_context(facts.error(), "`facts`");
    out += R"(,"policy":")";
    out += event.policy;
    out += R"(","seals":)";
    auto seals = append_canonical(out, event.seals, 1);
    if (!seals) return base::in_context(seals.error(), "`seals`");
    out += R"(,"stream":")";
    out += event.stream;
    out += R"(","type":")";
    out += event.type;
    out += R"(","v":1,"ver":)";
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, event.ver).ptr);
    out += '}';
    if (out.size() > kMaxEventBytes)
        return invalid(fmt::format(
            "the event is {} bytes long, at most {} are allowed; keep documents outside "
            "and record their seal",
            out.size(), kMaxEventBytes));
    return out;
}

Result<EventView> scan_event(std::string_view bytes) {
    if (bytes.size() > kMaxEventBytes)
        return invalid(fmt::format("the event is {} bytes long, at most {} are allowed",
                                   bytes.size(), kMaxEventBytes));
    CanonicalScanner scanner(bytes);
    EventView event;
    std::string_view text;
    std::size_t begin = 0;

    // A field of plain text: canonical already if it has no escape, which each grammar below
    // excludes.
    auto field = [&](std::string_view opening, std::string_view& value, auto is_good,
                     std::string_view name, std::string_view expected) {
        if (!scanner.literal(opening)) return false;
        begin = scanner.offset();
        if (!scanner.string(value)) return false;
        if (is_good(value)) return true;
        return scanner.fail_at(
            begin, fmt::format("`{}` is `{}`, expected {}", name, value.substr(0, 200), expected));
    };

    if (!scanner.literal(R"({"actor":)")) return scanner.failure();
    begin = scanner.offset();
    if (!scanner.string(text)) return scanner.failure();
    event.actor_json = scanner.since(begin);
    // Of the escapes only those of quote and backslash stand for something that is no control
    // character.
    std::size_t actor_bytes = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            if (text[i] == 0x7f) actor_bytes = 0;
            continue;
        }
        ++i;
        actor_bytes = text[i] == '"' || text[i] == '\\' ? actor_bytes - 1 : 0;
        if (actor_bytes == 0) break;
    }
    if (actor_bytes == 0 || actor_bytes > 200) {
        scanner.fail_at(begin, fmt::format("`actor`, expected {}", kActorGrammar));
        return scanner.failure();
    }

    if (!field(R"(,"at":)", text, is_canonical_instant, "at",
               "an instant such as 2024-10-08T18:00:00Z"))
        return scanner.failure();
    auto at = base::parse_instant(text);
    if (!at) {
        scanner.fail_at(begin, at.error().message);
        return scanner.failure();
    }
    event.at = *at;
    if (!field(R"(,"cmd":)", event.cmd, is_command_id, "cmd", kCommandGrammar) ||
        !scanner.literal(R"(,"facts":)"))
        return scanner.failure();
    begin = scanner.offset();
    if (!scanner.object(1)) return scanner.failure();
    event.facts_json = scanner.since(begin);
    if (!field(R"(,"policy":)", event.policy, is_policy, "policy", kPolicyGrammar) ||
        !scanner.literal(R"(,"seals":)"))
        return scanner.failure();
    begin = scanner.offset();
    if (!scanner.array(1)) return scanner.failure();
    event.seals_json = scanner.since(begin);
    if (!field(R"(,"stream":)", event.stream, is_stream_id, "stream", kStreamGrammar) ||
        !field(R"(,"type":)", event.type, is_event_type, "type", kTypeGrammar) ||
        !scanner.literal(R"(,"v":1,"ver":)"))
        return scanner.failure();
    begin = scanner.offset();
    std::int64_t version = 0;
    if (!scanner.integer(version)) return scanner.failure();
    event.ver = static_cast<std::uint64_t>(version);
    if (version < 0) {
        scanner.fail_at(begin, "`ver` is negative");
        return scanner.failure();
    }
    if (!scanner.literal("}")) return scanner.failure();
    if (!scanner.at_end()) {
        scanner.fail_at(scanner.offset(), "bytes after the event");
        return scanner.failure();
    }
    return event;
}

Result<Event> parse_event(std::string_view bytes) {
    auto scanned = scan_event(bytes);
    if (!scanned) return scanned.error();
    auto read = [](std::string_view text) -> Result<json::value> {
        json::error_code error;
        json::value value = json::parse(json::string_view(text.data(), text.size()), error);
        if (error) return invalid("not JSON: " + error.message());
        return value;
    };
    auto actor = read(scanned->actor_json), facts = read(scanned->facts_json),
         seals = read(scanned->seals_json);
    if (!actor) return actor.error();
    if (!facts) return facts.error();
    if (!seals) return seals.error();

    Event event;
    event.type = scanned->type;
    event.stream = scanned->stream;
    event.ver = scanned->ver;
    event.cmd = scanned->cmd;
    event.actor.assign(actor->get_string().data(), actor->get_string().size());
    event.at = scanned->at;
    event.policy = scanned->policy;
    event.facts = std::move(facts->get_object());
    event.seals = std::move(seals->get_array());
    // The scanner has said that these are the canonical bytes; the printer says it once more.
    auto again = canonical_bytes(event);
    if (!again || *again != bytes)
        return invalid("the event is not written as it would be printed");
    return event;
}

}  // namespace standstill::ledger
