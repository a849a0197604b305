#include "server/pages/new_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "server/pages/act_trial.h"
#include "server/pages/act_words.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using base::Node;
using http::Fields;

struct StepWords {
    std::string_view word, title;
};
constexpr std::array<StepWords, kSteps> kStepWords = {{
    {"agency", "Case and agency"},
    {"contract", "Contract"},
    {"tool", "Tool and furnishing chain"},
    {"sources", "Sources at hand"},
    {"scope", "Is it commercial spyware, and what for?"},
    {"review", "Review"},
}};

struct Question {
    std::string_view element, asks, cite;
};
// Section 5(b) in plain words; the pack's own questions are asked again later where they stay open.
constexpr std::array<Question, 7> kScope = {{
    {"end-to-end-suite", "Is it an end-to-end software suite?", "5(b)"},
    {"furnished-commercially",
     "Is it furnished for commercial purposes, directly or through a third party or subsidiary?",
     "5(b)"},
    {"remote-access",
     "Does it gain access over a network, to a computer that its user does not hold?", "5(l)"},
    {"without-consent",
     "Does it work without the consent of the user, administrator or owner of the computer?",
     "5(b)"},
    {"content-access", "Can it reach content on the computer or with a provider?", "5(b)(i)"},
    {"audio-video", "Can it record audio or video calls, or make the computer record?", "5(b)(ii)"},
    {"location", "Can it track where the computer is?", "5(b)(iii)"},
}};

const law::EventKind* kind_in(const law::Program& program, std::string_view name) {
    int index = program.kind(name);
    return index < 0 ? nullptr : &program.kinds[static_cast<std::size_t>(index)];
}

std::string typed(const Fields& fields, const std::string& name) {
    auto found = http::field(fields, name);
    return found ? std::string(base::trimmed(*found)) : std::string();
}

// Whether anything was answered under a prefix. The number of rows shown is no answer.
bool is_answered(const Fields& fields, std::string_view prefix) {
    return std::any_of(fields.begin(), fields.end(), [&](const auto& one) {
        bool is_rows =
            one.first.size() > 5 && one.first.compare(one.first.size() - 5, 5, ".rows") == 0;
        return one.first.rfind(prefix, 0) == 0 && !is_rows && !base::is_blank(one.second);
    });
}

// The same office, name and time for each event of the intake.
Fields with_actor(const Fields& fields, const std::string& prefix) {
    Fields out = fields;
    for (const auto& [name, value] : fields)
        if (name == "by" || name.rfind("by.", 0) == 0 || name.rfind("at.", 0) == 0)
            out.emplace_back(prefix + name, value);
    return out;
}

Node scalar(std::string text, bool quoted = true) {
    Node out;
    out.kind = Node::Kind::Scalar;
    out.quoted = quoted;
    out.scalar = std::move(text);
    return out;
}

Node empty_map() {
    Node out;
    out.kind = Node::Kind::Map;
    return out;
}

law::FieldSchema text_field(std::string name) {
    law::FieldSchema out;
    out.name = std::move(name);
    out.type = law::FieldType::Text;
    return out;
}

// Label and hint of a field of the header.
std::pair<std::string, std::string> header_words(const std::string& input) {
    static constexpr std::array<std::array<std::string_view, 3>, 4> kWords = {{
        {"agency.name", "Agency", "The department or agency of the order, not its component."},
        {"agency.component", "Component", "The part of the agency that acts, if any."},
        {"agency.head", "Office that is the head of the agency", ""},
        {"agency.relevant_officials", "Relevant officials of section 5(k) within the agency",
         "Where none is ticked: the head, if the head is one of the six."},
    }};
    for (const auto& [name, label, hint] : kWords)
        if (name == input) return {std::string(label), std::string(hint)};
    return {label_of("", input.substr(input.find('.') + 1)), ""};
}

class IntakeReader {
public:
    IntakeReader(const law::Program& program, const base::ZoneTable& zone, const Acting& acting,
                 const Fields& fields)
        : program_(program), zone_(zone), acting_(acting), fields_(fields) {}

    Intake read() {
        header();
        event("tool.named", "tool.");
        for (std::size_t i = 0; i < rows_shown(fields_, "source"); ++i)
            event("evidence.added", fmt::format("source.{}.", i));
        event("contract.awarded", "contract.");
        for (const Question& one : kScope) scope(one);
        event("purpose.set", "purpose.");
        return std::move(out_);
    }

private:
    void header() {
        FormReader reader(program_, zone_, fields_);
        Node header = empty_map();
        put(header, "standstill", scalar("1", false));
        std::string title = typed(fields_, "title"), id = typed(fields_, "id");
        if (title.empty()) reader.fail("title", "Title: this is needed");
        put(header, "case", scalar(id.empty() ? case_id_of(title) : id));
        if (auto read = reader.value(text_field("title"), "title"))
            put(header, "title", std::move(*read));
        Node law;
        law.kind = Node::Kind::List;
        law.items.push_back(scalar(std::string(kIntakeLaw)));
        put(header, "law", std::move(law));
        if (auto zone = reader.value(text_field("zone"), "zone"))
            put(header, "zone", std::move(*zone));
        sections(reader, header);
        auto by = reader.actor(acting_, "by");
        static_cast<void>(by);  // told once here; each event reads its own
        take(reader);
        out_.header = std::move(header);
    }

    void sections(FormReader& reader, Node& header) {
        for (const law::HeaderField& field : program_.header) {
            std::string input = field.section + "." + field.schema.name;
            auto read = reader.value(field.schema, input);
            if (!read) {
                if (field.schema.required)
                    reader.fail(input, header_words(input).first + ": this is needed");
                continue;
            }
            auto there = std::find_if(header.keys.begin(), header.keys.end(),
                                      [&](const auto& key) { return key.first == field.section; });
            if (there == header.keys.end()) {
                put(header, field.section, empty_map());
                there = header.keys.end() - 1;
            }
            put(header.items[static_cast<std::size_t>(there - header.keys.begin())],
                field.schema.name, std::move(*read));
        }
    }

    void event(std::string_view name, const std::string& prefix) {
        const law::EventKind* kind = kind_in(program_, name);
        if (kind == nullptr || !is_answered(fields_, prefix)) return;
        keep(*kind, prefix, fields_);
    }

    void scope(const Question& question) {
        std::string prefix = "scope." + std::string(question.element) + ".";
        const law::EventKind* kind = kind_in(program_, "scope.found");
        if (kind == nullptr || typed(fields_, prefix + "value").empty()) return;
        Fields fields = fields_;
        fields.emplace_back(prefix + "element", question.element);
        keep(*kind, prefix, fields);
    }

    void keep(const law::EventKind& kind, const std::string& prefix, const Fields& fields) {
        Fields all = with_actor(fields, prefix);
        FormReader reader(program_, zone_, all);
        Node event = reader.event(kind, acting_, prefix);
        take(reader);
        out_.events.push_back(std::move(event));
    }

    // The office and the time are asked once, on the first page.
    void take(const FormReader& reader) {
        for (Mistake one : reader.mistakes()) {
            std::size_t dot = one.input.rfind('.');
            std::string last = dot == std::string::npos ? one.input : one.input.substr(dot + 1);
            if (last == "by" || last == "at") one.input = last;
            if (std::find(out_.mistakes.begin(), out_.mistakes.end(), one) == out_.mistakes.end())
                out_.mistakes.push_back(std::move(one));
        }
    }

    const law::Program& program_;
    const base::ZoneTable& zone_;
    const Acting& acting_;
    const Fields& fields_;
    Intake out_;
};

// "form:3:1: `agency.head`: ..." without the place, which is none of a file here.
std::string without_place(const std::string& line) {
    std::string start = FormReader::name() + ":";
    std::size_t end = line.find(": ", start.size());
    return line.rfind(start, 0) == 0 && end != std::string::npos ? line.substr(end + 2) : line;
}

void agency_controls(FormWriter& writer, const law::Program& program, const Acting& acting,
                     const Fields& fields) {
    writer.text("title", "Title of the case", "One line that people recognise.", true);
    writer.text("id", "Id of the case",
                "Lower-case letters, digits and hyphens. Where it is left empty, it is made of the "
                "title.");
    for (const law::HeaderField& field : program.header) {
        std::string input = field.section + "." + field.schema.name;
        auto [label, hint] = header_words(input);
        if (field.schema.type == law::FieldType::Office)
            writer.select(input, label, hint, writer.offices(), field.schema.required);
        else if (field.schema.type == law::FieldType::Offices)
            writer.checks(input, label, hint, writer.offices());
        else
            writer.text(input, label, hint, field.schema.required);
    }
    writer.text("zone", "Time zone in which legal days count",
                "A name of the IANA database. Where it is left empty: America/New_York.");
    std::string zone = typed(fields, "zone");
    writer.actor(acting, zone.empty() ? "America/New_York" : zone);
}

void source_controls(FormWriter& writer, const law::Program& program, const Fields& fields) {
    const law::EventKind* kind = kind_in(program, "evidence.added");
    if (kind == nullptr) return;
    writer.paragraph(
        "What you rely on must be on record. Files can be added later, on the page that adds "
        "evidence.");
    for (std::size_t i = 0; i < rows_shown(fields, "source"); ++i) {
        std::string prefix = fmt::format("source.{}", i);
        writer.begin(prefix, fmt::format("Source {}", i + 1));
        writer.fields(*kind, prefix + ".");
        writer.end();
    }
    writer.more("source", "source");
}

void scope_controls(FormWriter& writer, const law::Program& program) {
    writer.paragraph(
        "Each answer is a finding with its evidence. A no counts only with evidence and with a "
        "reviewer of another office. What nobody knows counts as met.");
    for (const Question& one : kScope) {
        std::string prefix = "scope." + std::string(one.element);
        writer.begin(prefix, fmt::format("{} ({})", one.asks, one.cite));
        writer.radios(prefix + ".value", "Answer", "",
                      {{"yes", "Yes", ""},
                       {"no", "No", ""},
                       {"unknown", "Don't know", ""},
                       {"", "Not looked into yet", ""}});
        writer.evidence(prefix + ".evidence", "It rests on");
        Choices offices = writer.offices();
        offices.insert(offices.begin(), {"", "Nobody yet", ""});
        writer.select(prefix + ".reviewed_by", "Reviewed by", "", offices);
        writer.end();
    }
    if (const law::EventKind* kind = kind_in(program, "purpose.set")) {
        writer.begin("purpose", "What is it for? (2(l))");
        writer.fields(*kind, "purpose.");
        writer.end();
    }
}

std::vector<Source> sources_typed(const Fields& fields) {
    std::vector<Source> out;
    for (std::size_t i = 0; i < rows_shown(fields, "source"); ++i) {
        std::string prefix = fmt::format("source.{}.", i);
        std::string id = typed(fields, prefix + "id");
        if (!id.empty())
            out.push_back(
                {id, typed(fields, prefix + "kind"), typed(fields, prefix + "publisher"),
                 typed(fields, prefix + "grade.letter") + typed(fields, prefix + "grade.digit"),
                 ""});
    }
    return out;
}

}  // namespace

std::string_view title_of(Step step) { return kStepWords.at(static_cast<std::size_t>(step)).title; }
std::string_view word_of(Step step) { return kStepWords.at(static_cast<std::size_t>(step)).word; }

Step step_of_word(std::string_view word) {
    for (std::size_t i = 0; i < kStepWords.size(); ++i)
        if (kStepWords.at(i).word == word) return static_cast<Step>(i);
    return Step::Agency;
}

Step step_of_input(std::string_view input) {
    std::string_view first = input.substr(0, input.find('.'));
    if (first == "contract") return Step::Contract;
    if (first == "tool") return Step::Tool;
    if (first == "source") return Step::Sources;
    if (first == "scope" || first == "purpose") return Step::Scope;
    return Step::Agency;
}

std::string case_id_of(std::string_view title) {
    constexpr std::size_t kLongest = 60;
    std::string out;
    for (char c : title) {
        bool is_upper = c >= 'A' && c <= 'Z';
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_upper || is_plain)
            out += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
        if (out.size() >= kLongest) break;
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

Intake read_intake(const law::Program& program, const base::ZoneTable& zone, const Acting& acting,
                   const Fields& fields) {
    return IntakeReader(program, zone, acting, fields).read();
}

TriedIntake try_intake(const law::Program& program, const base::ZoneTable& zone,
                       const Acting& acting, const Fields& fields, review::Library& library,
                       const review::ZoneSource& zones, base::Instant now) {
    TriedIntake out{read_intake(program, zone, acting, fields), std::nullopt};
    if (!out.intake.mistakes.empty()) return out;
    auto opened = review::open_case(out.intake.header, FormReader::name(), library, zones);
    if (!opened) {
        for (const std::string& line : base::split(opened.error().message, '\n'))
            out.intake.mistakes.push_back({"", without_place(line)});
        return out;
    }
    // One event after another, so that a mistake can be told apart.
    for (const Node& event : out.intake.events) {
        auto next = tried(*opened, {event}, now);
        if (next) {
            *opened = std::move(*next);
            continue;
        }
        for (const std::string& line : base::split(next.error().message, '\n'))
            out.intake.mistakes.push_back(
                {"", fmt::format("{}: {}", in_a_line(program, event), without_place(line))});
    }
    if (out.intake.mistakes.empty()) out.opened = std::move(*opened);
    return out;
}

json::array controls_of(Step step, const law::Program& program, const Acting& acting,
                        const Fields& fields, const Mistakes& mistakes) {
    FormWriter writer(program, fields, mistakes, sources_typed(fields));
    switch (step) {
        case Step::Agency:
            agency_controls(writer, program, acting, fields);
            break;
        case Step::Contract:
            writer.paragraph("Leave it empty where there is no contract yet.");
            if (const law::EventKind* kind = kind_in(program, "contract.awarded"))
                writer.fields(*kind, "contract.");
            break;
        case Step::Tool:
            if (const law::EventKind* kind = kind_in(program, "tool.named"))
                writer.fields(*kind, "tool.");
            break;
        case Step::Sources:
            source_controls(writer, program, fields);
            break;
        case Step::Scope:
            scope_controls(writer, program);
            break;
        case Step::Review:
            break;
    }
    return writer.take();
}

}  // namespace standstill::server::pages
