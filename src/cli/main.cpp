// standstill: the one binary. Reads the command line and hands over; the sub-commands do the work.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

#include "cli/command.h"

int main(int argc, char** argv) {
    using namespace standstill::cli;
    CLI::App app{
        "The compliance review for commercial spyware: what the record says happened, what the law says it\n"
        "means, and what is missing. People decide.",
        "standstill"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "standstill " STANDSTILL_VERSION);
    Common common;
    app.fallthrough();
    app.add_option("--rules", common.rules, "folder of rule packs (default: those of this binary)");
    app.add_option("--data", common.data,
                   "folder of the database (default: ~/.local/share/standstill)");
    app.add_option("--format", common.format, "text or json; some commands know more");
    app.footer(
        "Exit status: 0 done or permitted, 1 a check failed, 2 an error in what was given,\n"
        "3 the gate refuses.\n\n"
        "  standstill review cases/ice-paragon-2024.yaml --at 2024-10-10T12:00:00-04:00\n"
        "  standstill demo\n"
        "  standstill COMMAND --help\n");
    std::function<int()> run;
    for (Install install :
         {install_review, install_gate, install_check, install_record, install_import, install_list,
          install_log, install_export, install_verify, install_law, install_serve, install_demo,
          install_people, install_backup, install_restore, install_lists, install_screen,
          install_owners})
        install(app, common, run);
    try {
        app.parse(argc, argv);
        if (std::find(common.formats.begin(), common.formats.end(), common.format) ==
            common.formats.end())
            return complain(standstill::base::invalid(fmt::format(
                "--format: `{}` is not among {}", common.format, fmt::join(common.formats, ", "))));
        return run();
    } catch (const CLI::ParseError& error) {
        int code = app.exit(error);
        return code == 0 ? kDone : kError;
    } catch (const std::exception& error) {
        fmt::print(stderr, "standstill: {}\n", error.what());
        return kError;
    }
}
