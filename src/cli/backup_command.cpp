// standstill backup, restore: a copy of the data folder, and the way back.
#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/command.h"
#include "cli/desk.h"
#include "office/backup.h"

namespace standstill::cli {

namespace {

struct Options {
    std::string path;
    bool with_key = false;
};

int tell(const Common& common, const std::string& what,
         const base::Result<office::BackedUp>& done) {
    if (!done) return complain(done.error());
    const std::string root = base::to_hex(done->root);
    if (common.format == "json")
        fmt::print("{}\n",
                   boost::json::serialize(boost::json::object{{"folder", what},
                                                              {"events", done->events},
                                                              {"files", done->files},
                                                              {"root", root},
                                                              {"signed_size", done->signed_size}}));
    else
        fmt::print("{}: {} events, {} files; the log verifies, its root is {}\n", what,
                   done->events, done->files, root);
    return kDone;
}

int back_up(const Common& common, const Options& options) {
    auto folder = data_folder(common);
    if (!folder) return complain(folder.error());
    return tell(common, options.path,
                office::back_up(*folder, options.path,
                                options.with_key ? office::WithKey::Yes : office::WithKey::No));
}

int restore(const Common& common, const Options& options) {
    auto folder = data_folder(common);
    if (!folder) return complain(folder.error());
    return tell(common, folder->string(), office::restore(options.path, *folder));
}

}  // namespace

void install_backup(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("backup", "copy the data folder, also while it is used");
    command->add_option("TARGET", options->path, "a folder that does not exist yet")->required();
    command->add_flag("--with-key", options->with_key,
                      "copy the signing key too: whoever has the copy can then sign");
    command->footer(
        "The copy is checked whole before it is called one. Keep the key (log.key) apart from it.\n\n"
        "  standstill backup /mnt/backup/2026-11-20\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return back_up(common, *options); };
    });
}

void install_restore(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("restore", "put a copy of a data folder back");
    command->add_option("FROM", options->path, "a folder that `backup` made")->required();
    command->footer(
        "The data folder must have no log; move the old one away, but leave head.note, which tells\n"
        "an older log from the one that was last signed: over that one, nothing is signed.\n\n"
        "  standstill restore /mnt/backup/2026-11-20 --data /srv/standstill\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return restore(common, *options); };
    });
}

}  // namespace standstill::cli
