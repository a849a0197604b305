// What the sub-commands share: their options, and the table of them.
//
// Exit status: 0 done (or permitted), 1 the answer is no (a check failed, a bundle does not
// verify), 2 an error in what was given, 3 the gate refuses.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "review/case.h"

namespace standstill::cli {

enum Exit { kDone = 0, kNo = 1, kError = 2, kRefused = 3 };

// Options that every sub-command understands.
struct Common {
    std::string rules;            // folder of packs; empty: those of the binary
    std::string data;             // folder of the database
    std::string format = "text";  // one of `formats`
    std::vector<std::string> formats{"text", "json"};  // that the sub-command knows
};

// Adds a sub-command; what it returns is the exit status.
using Install = void (*)(CLI::App& app, Common& common, std::function<int()>& run);

void install_check(CLI::App& app, Common& common, std::function<int()>& run);
void install_law(CLI::App& app, Common& common, std::function<int()>& run);
void install_review(CLI::App& app, Common& common, std::function<int()>& run);
void install_gate(CLI::App& app, Common& common, std::function<int()>& run);
void install_record(CLI::App& app, Common& common, std::function<int()>& run);
void install_import(CLI::App& app, Common& common, std::function<int()>& run);
void install_log(CLI::App& app, Common& common, std::function<int()>& run);
void install_export(CLI::App& app, Common& common, std::function<int()>& run);
void install_verify(CLI::App& app, Common& common, std::function<int()>& run);
void install_serve(CLI::App& app, Common& common, std::function<int()>& run);
void install_demo(CLI::App& app, Common& common, std::function<int()>& run);
void install_people(CLI::App& app, Common& common, std::function<int()>& run);
void install_backup(CLI::App& app, Common& common, std::function<int()>& run);
void install_restore(CLI::App& app, Common& common, std::function<int()>& run);
void install_lists(CLI::App& app, Common& common, std::function<int()>& run);
void install_owners(CLI::App& app, Common& common, std::function<int()>& run);
void install_screen(CLI::App& app, Common& common, std::function<int()>& run);
void install_list(CLI::App& app, Common& common, std::function<int()>& run);

// Prints an error the way every sub-command does, and returns the exit status for it.
int complain(const base::Error& error);

// The packs chosen by --rules.
base::Result<review::Library> open_library(const Common& common);

// The instant given by --at; without it, now. The only place that reads the clock.
base::Result<base::Instant> instant_or_now(const std::string& text);

// A person is watching: the error output is a terminal.
bool is_watched();

}  // namespace standstill::cli
