#include "review/exhaustive_search.h"

#include <array>
#include <vector>

#include "base/document.h"
#include "review/answer.h"

namespace standstill::exhaustive {

namespace {

using base::Instant;
using std::chrono::minutes;

constexpr std::size_t kLongest = 9;  // in nine waits a stop-work order would run out
constexpr const char* kBegins = "2024-03-04T14:00:00Z";  // a Monday; no holiday until 27 May
constexpr std::chrono::hours kWait{24 * 10};

struct Letter {
    char letter;
    const char* event;
};

// W, the wait, is no event: the clock moves on.
constexpr Letter kLetters[] = {
    {'N', "determination.made, by: secretary-of-defense, outcome: not-prohibited"},
    {'P', "determination.made, by: secretary-of-defense, outcome: prohibited"},
    {'S',
     "determination.submitted, by: secretary-of-defense, to: director-of-national-intelligence"},
    {'C', "determination.certified, by: secretary-of-defense"},
    {'c', "determination.certified, by: component-head"},
    {'V',
     "waiver.issued, by: secretary-of-defense, until: '2024-12-01T00:00:00Z', extraordinary: A "
     "reason., no_alternative: None."},
    {'v', "waiver.issued, by: secretary-of-defense, until: '2024-12-01T00:00:00Z'"},
    {'D', "use.decided, by: secretary-of-defense"},
    {'d', "use.decided, by: component-head"},
    {'K', "use.notified, by: secretary-of-defense, parts: [due-diligence, factors, reasons]"},
    {'k', "use.notified, by: secretary-of-defense, parts: [due-diligence, factors]"},
    {'x', "use.notified, by: component-head, parts: [due-diligence, factors, reasons]"},
    {'R', "apnsa.no-further-process, by: apnsa"},
    {'r', "apnsa.no-further-process, by: apnsa-designee"},
    {'H', "apnsa.further-process, by: apnsa"},
    {'I', "information.received, by: reviewer"},
    {'T', "contract.stop-work-ordered, by: contracting-officer"},
};

std::string base_case() {
    std::string out =
        "standstill: 1\ncase: small-world\nlaw: [eo-14093]\nzone: America/New_York\n"
        "agency: {name: Department of Defense, head: secretary-of-defense}\nrecord:\n";
    auto add = [&](const std::string& event) {
        out += "- {at: '2024-03-01T12:00:00Z', event: " + event + "}\n";
    };
    add("tool.named, tool: Suite, furnishers: [{entity: Labs}]");
    add("evidence.added, id: e1, kind: government-finding");
    for (const char* step : {"3(a)", "3(b)", "3(c)", "3(d), entity: Labs"})
        add("procurement.step, step: " + std::string(step));
    add("contract.awarded, vendor: Labs");
    for (const char* leaf : {"2(a)(i)(A)", "2(a)(i)(B)(1)", "2(a)(i)(B)(2)", "2(a)(i)(B)(3)",
                             "2(a)(ii)(A)(1)", "2(a)(ii)(A)(2)", "2(a)(ii)(B)"})
        add("factor.found, value: absent, evidence: [e1], factor: " + std::string(leaf));
    return out;
}

// An event of the alphabet as the door made it, to be put on record again at other instants.
struct Template {
    law::Event event;
    std::vector<law::Field> fields;
};

class Search {
public:
    Search(const review::Case& of, std::vector<Template> templates, Instant begins)
        : record_(of.record), templates_(std::move(templates)), reviewer_(*of.program, record_) {
        now_ = begins;
    }
    Search(const Search&) = delete;
    Search& operator=(const Search&) = delete;

    Tally tally;

    void push(char letter) {
        now_ += letter == 'W' ? minutes{kWait} : minutes{1};
        sequence_ += letter;
        if (letter == 'W') return;
        const Template& made = templates_[static_cast<std::size_t>(letter)];
        law::Event event = made.event;
        event.first_field = static_cast<std::uint32_t>(record_.fields.size());
        event.at = now_;
        event.legal_day = record_.zone.day_of(now_);
        for (law::Field field : made.fields) {
            // A field that is the event's own instant by default moves with it.
            if (field.number == ms(made.event.at)) field.number = ms(now_);
            if (field.tag == law::Field::Tag::Date) field.number = day(now_);
            record_.fields.push_back(field);
        }
        record_.by_kind[event.kind].push_back(static_cast<std::uint32_t>(record_.events.size()));
        record_.events.push_back(event);
    }

    void pop() {
        char letter = sequence_.back();
        sequence_.pop_back();
        now_ -= letter == 'W' ? minutes{kWait} : minutes{1};
        if (letter == 'W') return;
        const law::Event& event = record_.events.back();
        record_.fields.resize(event.first_field);
        record_.by_kind[event.kind].pop_back();
        record_.events.pop_back();
    }

    // The sequence as it stands, and every longer one. True while nothing was found.
    bool descend(unsigned depth) {
        ++tally.sequences;
        bool program = reviewer_.use_at(now_) == review::Outcome::Permitted;
        bool words = is_permitted(sequence_);
        tally.permitted += program ? 1U : 0U;
        if (program != words || (program && lacks_a_step(sequence_))) {
            tally.first_difference = sequence_ + ": the program says " +
                                     (program ? "permitted" : "not permitted") +
                                     ", the words say " + (words ? "permitted" : "not permitted");
            return false;
        }
        if (depth == 0) return true;
        for (char letter : kAlphabet) {
            push(letter);
            bool good = descend(depth - 1);
            pop();
            if (!good) return false;
        }
        return true;
    }

private:
    static std::int64_t ms(Instant instant) { return instant.time_since_epoch().count(); }
    std::int64_t day(Instant instant) const {
        return record_.zone.day_of(instant).time_since_epoch().count();
    }

    law::Record record_;
    std::vector<Template> templates_;  // by letter
    review::Reviewer reviewer_;
    std::string sequence_;
    Instant now_;
};

}  // namespace

// Read from the end towards the beginning where the words say "latest", forward where they say
// "then". Positions are places in the sequence.
bool is_permitted(std::string_view s) {
    constexpr std::size_t kNo = std::string_view::npos;
    auto after = [&](std::string_view letters, std::size_t from) {
        return from == kNo ? kNo : s.find_first_of(letters, from + 1);
    };
    // 3. A stop-work order does not run out within the world.
    if (s.find('T') != kNo) return false;
    // 4. The latest determination.
    std::size_t determination = s.find_last_of("NP");
    if (determination == kNo) return false;
    bool prohibited = s[determination] == 'P';
    // A waiver after a prohibition; the latest one is the waiver. None ends within the world.
    std::size_t last_waiver = s.find_last_of('V');
    bool waived = prohibited && last_waiver != kNo && last_waiver > determination;
    if (prohibited && !waived) return false;
    // 5 and 6. Submitted after it was made, certified after that; the waiver stands for both.
    if (!waived && after("C", after("S", determination)) == kNo) return false;
    // 7. The latest decision, under a waiver later than it; then a complete notice.
    std::size_t decision = s.find_last_of('D');
    if (decision == kNo || (waived && decision < last_waiver)) return false;
    std::size_t complete = after("K", decision);
    if (complete == kNo) return false;
    // 8. Ten days or a release since; and no further process signalled after any decision that was
    // not released since.
    if (after("WR", complete) == kNo) return false;
    std::size_t last_hold = s.find_last_of('H');
    if (last_hold != kNo && s.find('D') < last_hold && after("R", last_hold) == kNo) return false;
    // 9. No information later than the determination.
    return after("I", determination) == kNo;
}

bool lacks_a_step(std::string_view s) {
    // The shortest subsequences that must be there, letter by letter.
    auto contains_in_order = [&](std::string_view steps) {
        std::size_t next = 0;
        for (char letter : s)
            if (next < steps.size() && letter == steps[next]) ++next;
        return next == steps.size();
    };
    bool entitled = contains_in_order("NSC") || contains_in_order("PV");
    bool told_and_waited = contains_in_order("DKW") || contains_in_order("DKR");
    return !entitled || !told_and_waited;
}

base::Result<Tally> search(std::string_view prefix, unsigned depth, review::Library& library,
                           const review::ZoneSource& zones) {
    if (prefix.find_first_not_of(kAlphabet) != std::string_view::npos)
        return base::invalid("`" + std::string(prefix) + "` has a letter that is none of " +
                             std::string(kAlphabet));
    if (prefix.size() + depth >= kLongest)
        return base::invalid("sequences of at most " + std::to_string(kLongest - 1) + " events");
    auto document = base::parse_document(base_case(), "small-world");
    if (!document) return document.error();
    auto of = review::read_case(*document, "small-world", library, zones);
    if (!of) return of.error();

    // Each letter goes through the door once. What it leaves in the pools stays there; the events
    // themselves are taken off the record again.
    const std::size_t events = of->record.events.size();
    std::vector<Template> templates(128);
    for (const auto& [letter, text] : kLetters) {
        std::string event = "{at: '" + std::string(kBegins) + "', event: " + text + "}";
        auto node = base::parse_document(event, "letter");
        if (!node) return node.error();
        auto added = review::add_event(*of, *node, "letter");
        if (!added) return added.error();
        const law::Event& made = of->record.events.back();
        Template& kept = templates[static_cast<std::size_t>(letter)];
        kept.event = made;
        for (std::uint32_t i = made.first_field; i < of->record.fields.size(); ++i)
            kept.fields.push_back(of->record.fields[i]);
    }
    of->record.events.resize(events);
    for (std::vector<std::uint32_t>& kind : of->record.by_kind)
        while (!kind.empty() && kind.back() >= events) kind.pop_back();

    Search search(*of, std::move(templates), *base::parse_instant(kBegins));
    for (char letter : prefix) search.push(letter);
    search.descend(depth);
    return search.tally;
}

}  // namespace standstill::exhaustive
