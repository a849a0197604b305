// What the sub-commands share about the data folder, the clock and the user.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "cli/command.h"
#include "office/folder.h"
#include "office/office.h"
#include "review/case.h"

namespace standstill::cli {

using office::Folder;

// The folder of --data, or ~/.local/share/standstill.
base::Result<std::filesystem::path> data_folder(const Common& common);
base::Result<Folder> open_folder(const Common& common, Folder::For purpose);

// The same at work, for one command: without index and access log.
base::Result<std::unique_ptr<office::Office>> open_office(const Common& common,
                                                          review::Library& library);

// Who is at the keyboard, for the envelope of events.
std::string actor_or_user(const std::string& actor);

// The instant now. The only clock.
base::Instant now();

// A path or `-`, and not the id of a case on record: ids have neither dot nor slash.
bool names_a_file(const std::string& name);

// A case by the path of its file or, where there is no such file, by its id in the log.
base::Result<review::Case> find_case(const std::string& name, const Common& common,
                                     review::Library& library);

}  // namespace standstill::cli
