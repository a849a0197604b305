// standstill people: accounts and tokens from the command line, for the first administrator and for
// whoever has only a terminal.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"
#include "cli/serve_options.h"
#include "server/identity/people.h"

namespace standstill::cli {

namespace {

namespace identity = server::identity;

struct Options {
    std::string id, name, email, password_file, label = "command line";
    std::vector<std::string> offices, permissions;
    bool is_administrator = false, is_auditor = false, is_registrar = false;
    int days = 90;
};

base::Result<std::unique_ptr<identity::People>> open_people(const Common& common) {
    // The folder is opened as well, so that nobody edits the people of an office that runs.
    auto folder = open_folder(common, Folder::For::Writing);
    if (!folder) return folder.error();
    identity::PeopleSettings settings;
    settings.random = settings_of_this_machine().office.random;
    return identity::People::open(folder->folder() / "people.db", settings);
}

int add(const Common& common, const Options& options) {
    auto people = open_people(common);
    if (!people) return complain(people.error());
    std::string password;
    if (!options.password_file.empty()) {
        auto read = read_file(options.password_file, 1'024);
        if (!read) return complain(read.error());
        password = *read;
        while (!password.empty() && password.back() == '\n') password.pop_back();
    }
    identity::Person person;
    person.id = options.id;
    person.name = options.name.empty() ? options.id : options.name;
    person.email = options.email;
    for (const std::string& office : options.offices)
        person.holdings.push_back({office, false, "", "", ""});
    person.is_administrator = options.is_administrator;
    person.is_auditor = options.is_auditor;
    person.is_registrar = options.is_registrar;
    auto added = (*people)->add(person, password);
    if (!added) return complain(added.error());
    fmt::print("{} added{}\n", person.id,
               password.empty() ? "; without a password, only a card or a token lets them in" : "");
    return kDone;
}

int list(const Common& common) {
    auto people = open_people(common);
    if (!people) return complain(people.error());
    boost::json::array out;
    for (const identity::Person& person : (*people)->all()) {
        boost::json::array offices;
        std::string words;
        for (const identity::Holding& holding : person.holdings) {
            offices.emplace_back(holding.office);
            words += (words.empty() ? "" : ", ") + holding.office;
        }
        if (person.is_administrator) words += words.empty() ? "administrator" : ", administrator";
        if (common.format == "json")
            out.push_back({{"id", person.id},
                           {"name", person.name},
                           {"offices", offices},
                           {"administrator", person.is_administrator},
                           {"auditor", person.is_auditor},
                           {"registrar", person.is_registrar},
                           {"disabled", person.is_disabled}});
        else
            fmt::print("{:<20} {:<40} {}{}\n", person.id, person.name, words,
                       person.is_disabled ? " (disabled)" : "");
    }
    if (common.format == "json") fmt::print("{}\n", boost::json::serialize(out));
    return kDone;
}

int token(const Common& common, const Options& options) {
    auto people = open_people(common);
    if (!people) return complain(people.error());
    std::vector<identity::Permission> permissions;
    for (const std::string& word : options.permissions) {
        auto permission = identity::permission_of(word);
        if (!permission) return complain(base::invalid(fmt::format("`{}` is no permission", word)));
        permissions.push_back(*permission);
    }
    auto made = (*people)->make_token(options.id, options.label, permissions, now(),
                                      now() + std::chrono::days(options.days));
    if (!made) return complain(made.error());
    fmt::print("{}\n", *made);
    return kDone;
}

}  // namespace

void install_people(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("people", "accounts and tokens of the office");
    command->require_subcommand(1);
    CLI::App* adds = command->add_subcommand("add", "a new account");
    adds->add_option("ID", options->id, "a-z 0-9 . -")->required();
    adds->add_option("--name", options->name, "as others know them");
    adds->add_option("--email", options->email, "for notices of duties");
    adds->add_option("--office", options->offices, "an office they hold (docs/record.md)");
    adds->add_flag("--administrator", options->is_administrator, "people, offices and keys");
    adds->add_flag("--auditor", options->is_auditor, "reads everything");
    adds->add_flag("--registrar", options->is_registrar, "records paper acts, with their time");
    adds->add_option("--password-file", options->password_file, "a file, or - for the input");
    adds->callback(
        [&common, options, &run] { run = [&common, options] { return add(common, *options); }; });
    CLI::App* lists = command->add_subcommand("list", "who has an account");
    lists->callback([&common, &run] { run = [&common] { return list(common); }; });
    CLI::App* tokens = command->add_subcommand("token", "a token for another system, shown once");
    tokens->add_option("ID", options->id, "whose account it uses")->required();
    tokens->add_option("--may", options->permissions, "ask-gate, read-cases, record, ...")
        ->required();
    tokens->add_option("--label", options->label, "what it is for");
    tokens->add_option("--days", options->days, "how long it holds")->check(CLI::Range(1, 366));
    tokens->callback(
        [&common, options, &run] { run = [&common, options] { return token(common, *options); }; });
    command->footer(
        "The office must not run meanwhile; in a running one, the pages of administration do it.\n\n"
        "  standstill people add avery --name 'Avery Lane' --administrator --password-file -\n"
        "  standstill people token deployer --may ask-gate\n");
}

}  // namespace standstill::cli
