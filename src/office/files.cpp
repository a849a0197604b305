#include "office/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace standstill::office {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxRuleFile = std::size_t{4} << 20;

base::Error not_there(const std::string& path) {
    return base::fail(base::ErrorKind::NotFound, fmt::format("{}: no such file or folder", path));
}

}  // namespace

base::Result<std::string> read_file(const std::string& path, std::size_t limit) {
    std::string bytes;
    auto take = [&](std::istream& in) -> base::Status {
        char buffer[65536];
        while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
            bytes.append(buffer, static_cast<std::size_t>(in.gcount()));
            if (bytes.size() > limit)
                return base::invalid(fmt::format("{}: larger than {} bytes", path, limit));
        }
        return base::Done{};
    };
    if (path == "-") {
        auto taken = take(std::cin);
        if (!taken) return taken.error();
        return bytes;
    }
    std::error_code error;
    if (fs::is_directory(path, error))
        return base::invalid(fmt::format("{}: is a folder, expected a file", path));
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        if (errno == ENOENT) return not_there(path);
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("{}: {}", path, std::strerror(errno)));
    }
    auto taken = take(in);
    if (!taken) return taken.error();
    return bytes;
}

base::Status write_file(const std::string& path, std::string_view bytes) {
    std::string beside = path + ".part";
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.flush();
        if (!out)
            return base::fail(base::ErrorKind::Unavailable,
                              fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
    }
    std::error_code error;
    fs::rename(beside, path, error);
    if (error)
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("{}: {}", path, error.message()));
    return base::Done{};
}

base::Status write_file_durably(const std::string& path, std::string_view bytes) {
    const std::string beside = path + ".part";
    auto failed = [&](int file) {
        auto error =
            base::fail(base::ErrorKind::Unavailable,
                       fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
        if (file >= 0) ::close(file);
        return error;
    };
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return failed(file);
    if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
        ::fsync(file) != 0)
        return failed(file);
    ::close(file);
    if (std::rename(beside.c_str(), path.c_str()) != 0) return failed(-1);
    const std::string parent = fs::absolute(path).parent_path().string();
    const int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || ::fsync(folder) != 0) return failed(folder);
    ::close(folder);
    return base::Done{};
}

base::Result<law::RuleFiles> read_rules(const std::string& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) return not_there(folder);
    law::RuleFiles out;
    for (auto it = fs::recursive_directory_iterator(folder, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        if (!it->is_regular_file()) continue;
        auto bytes = read_file(it->path().string(), kMaxRuleFile);
        if (!bytes) return bytes.error();
        out.emplace(fs::relative(it->path(), folder).generic_string(), std::move(*bytes));
    }
    if (error)
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("{}: {}", folder, error.message()));
    return out;
}

}  // namespace standstill::office
