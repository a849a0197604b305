#include "cli/desk.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "base/digest.h"
#include "cli/files.h"
#include "review/case_log.h"

namespace standstill::cli {

namespace fs = std::filesystem;

base::Instant now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string actor_or_user(const std::string& actor) {
    if (!actor.empty()) return actor;
    if (const char* user = std::getenv("USER"); user != nullptr && *user != '\0') return user;
    return fmt::format("uid-{}", ::getuid());
}

base::Result<fs::path> data_folder(const Common& common) {
    if (!common.data.empty()) return fs::path(common.data);
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0')
        return fs::path(data) / "standstill";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return fs::path(home) / ".local/share/standstill";
    return base::fail(base::ErrorKind::Unavailable,
                      "neither --data nor $HOME says where the data folder is");
}

base::Result<Folder> open_folder(const Common& common, Folder::For purpose) {
    auto path = data_folder(common);
    if (!path) return path.error();
    return Folder::open(*path, purpose);
}

base::Result<std::unique_ptr<office::Office>> open_office(const Common& common,
                                                          review::Library& library) {
    auto folder = open_folder(common, Folder::For::Writing);
    if (!folder) return folder.error();
    office::Settings settings;
    settings.clock = now;
    settings.zones = system_zones();
    settings.keeps_index = settings.keeps_access_log = false;
    return office::Office::open(std::move(*folder), library, std::move(settings));
}

bool names_a_file(const std::string& name) {
    std::error_code error;
    return name == "-" || name.find_first_of("./") != std::string::npos || fs::exists(name, error);
}

base::Result<review::Case> find_case(const std::string& name, const Common& common,
                                     review::Library& library) {
    if (names_a_file(name)) return load_case(name, library);
    auto desk = open_folder(common, Folder::For::Reading);
    if (!desk)
        return desk.error().kind == base::ErrorKind::NotFound
                   ? base::fail(base::ErrorKind::NotFound,
                                fmt::format("`{}` is neither a file nor a case on record ({})",
                                            name, desk.error().message))
                   : desk.error();
    return review::case_from_log(desk->log(), name, library, system_zones());
}

}  // namespace standstill::cli
