// standstill demo: the office with the real case and three invented ones in it, nothing to
// configure.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"
#include "cli/serve_options.h"
#include "cli/shift.h"
#include "cli/shipped.h"

namespace standstill::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string listen = fmt::format("127.0.0.1:{}", kDefaultPort);
};

// The day on which the invented cases are to be looked at; they are moved so that it is today.
constexpr base::Day kExerciseDay = std::chrono::year(2026) / 10 / 12;

// Of everybody; the page that asks for it says so (server/pages/templates/identity/confirm).
constexpr std::string_view kPassword = "look-around-freely";

// A folder that goes with the demonstration.
class ScratchFolder {
public:
    static base::Result<ScratchFolder> make() {
        std::error_code error;
        std::string name = (fs::temp_directory_path(error) / "standstill-demo-XXXXXX").string();
        if (error || ::mkdtemp(name.data()) == nullptr)
            return base::fail(base::ErrorKind::Unavailable,
                              "no folder for the demonstration can be made");
        return ScratchFolder(name);
    }
    ~ScratchFolder() {
        std::error_code error;
        if (!path_.empty()) fs::remove_all(path_, error);
    }
    ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    const fs::path& path() const { return path_; }

private:
    explicit ScratchFolder(fs::path path) : path_(std::move(path)) {}
    fs::path path_;
};

struct Role {
    const char* id;
    const char* name;
    std::vector<const char*> offices;
    bool is_administrator = false, is_auditor = false, is_registrar = false;
};

const std::vector<Role>& roles() {
    static const std::vector<Role> all = {
        {"officer", "Olive Marsh (compliance officer)", {"reviewer"}},
        {"contracting", "Conrad Lowe (contracting officer)", {"contracting-officer"}},
        {"counsel", "Grace Quill (general counsel)", {"general-counsel"}},
        {"head",
         "Henry Stone (Secretary of Homeland Security)",
         {"secretary-of-homeland-security"}},
        {"white-house", "Wilma Hart (APNSA)", {"apnsa"}},
        {"auditor", "Ada Penn (auditor)", {"auditor"}, false, true},
        {"administrator", "Andrew Key (administrator)", {}, true},
        {"registrar", "Rita Post (registrar)", {"reviewer"}, false, false, true}};
    return all;
}

base::Status add_people(server::identity::People& people) {
    for (const Role& role : roles()) {
        server::identity::Person person;
        person.id = role.id;
        person.name = role.name;
        person.email = std::string(role.id) + "@demo.invalid";
        for (const char* office : role.offices)
            person.holdings.push_back({office, false, "", "", ""});
        person.is_administrator = role.is_administrator;
        person.is_auditor = role.is_auditor;
        person.is_registrar = role.is_registrar;
        auto added = people.add(person, kPassword);
        if (!added) return base::in_context(added.error(), role.id);
    }
    return base::Done{};
}

// Removes what only a conformance case has, and takes the events out of the header.
std::vector<base::Node> take_events(base::Node& header) {
    std::vector<base::Node> events;
    base::Node rest = header;
    rest.keys.clear();
    rest.items.clear();
    for (std::size_t i = 0; i < header.keys.size(); ++i) {
        const std::string& key = header.keys[i].first;
        if (key == "record") events = std::move(header.items[i].items);
        if (key == "record" || key == "expect") continue;
        rest.keys.push_back(header.keys[i]);
        rest.items.push_back(std::move(header.items[i]));
    }
    header = std::move(rest);
    return events;
}

base::Status add_cases(office::Office& office, const review::ZoneSource& zones, base::Instant at) {
    auto zone = zones("America/New_York");
    if (!zone) return zone.error();
    std::chrono::days by = zone->day_of(at) - kExerciseDay;
    for (const auto& [path, bytes] : embedded_cases()) {
        auto document = base::parse_document(bytes, path);
        if (!document) return document.error();
        base::Node header = path.starts_with("exercises/")
                                ? shift_days(std::move(*document), by, *zone)
                                : std::move(*document);
        std::vector<base::Node> events = take_events(header);
        office::Act act;
        act.actor = "demonstration";
        act.may_state_time = true;
        auto opened = office.open_case_now(std::move(header), std::move(events), act);
        if (!opened) return base::in_context(opened.error(), path);
    }
    return base::Done{};
}

int demo(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto scratch = common.data.empty() ? ScratchFolder::make()
                                       : base::Result<ScratchFolder>(base::invalid(""));
    if (common.data.empty() && !scratch) return complain(scratch.error());
    server::RunningSettings settings = settings_of_this_machine();
    settings.folder = scratch ? scratch->path() : fs::path(common.data);
    settings.site.is_demonstration = true;
    settings.site.title = "Standstill demonstration";
    auto shipped = shipped_lists();
    if (!shipped) return complain(shipped.error());
    settings.shipped_lists = std::move(*shipped);
    auto owners = shipped_owners();
    if (!owners) return complain(owners.error());
    settings.owners = std::move(*owners);
    auto listening = set_listening(options.listen, settings.listening);
    if (!listening) return complain(listening.error());
    if (settings.listening.address != "127.0.0.1" && settings.listening.address != "::1")
        return complain(base::invalid(
            "the demonstration lets everybody in, so it listens on this machine only"));
    block_signals();
    auto running = server::Running::start(std::move(settings), *library);
    if (!running) return complain(running.error());
    if ((*running)->people().all().empty()) {
        auto people = add_people((*running)->people());
        if (!people) return complain(people.error());
        auto cases = add_cases((*running)->office(), system_zones(), now());
        if (!cases) return complain(cases.error());
    }
    fmt::print(
        "The demonstration stands at {}\nThe contract in the news, three invented cases, and {} "
        "people to look around as. Ctrl-C ends it{}.\n",
        (*running)->site().settings.base_url, roles().size(),
        scratch ? " and removes everything" : "");
    std::fflush(stdout);
    return serve_until_told(**running);
}

}  // namespace

void install_demo(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("demo", "the office with the real case in it, nothing to configure");
    command->add_option("--listen", options->listen,
                        "address and port of this machine; port 0 takes any free one");
    command->footer(
        "Opens the case of the contract in the news, and three invented ones that show the rest of\n"
        "a case's life. Everything lies in a folder that is removed at the end; with --data it\n"
        "stays.\n\n"
        "  standstill demo\n"
        "  standstill demo --listen 127.0.0.1:0 --data /tmp/office\n");
    command->callback(
        [&common, options, &run] { run = [&common, options] { return demo(common, *options); }; });
}

}  // namespace standstill::cli
