// Mapping files into memory (POSIX mmap).
#include "office/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "office/files.h"

namespace standstill::office {

namespace {

constexpr std::size_t kMostRead = std::size_t{1} << 30;

base::Error trouble(const std::string& path) {
    return base::fail(errno == ENOENT ? base::ErrorKind::NotFound : base::ErrorKind::Unavailable,
                      fmt::format("{}: {}", path, std::strerror(errno)));
}

}  // namespace

base::Result<MappedFile> MappedFile::open(const std::string& path) {
    MappedFile out;
    struct stat about {};
    const bool is_input = path == "-";
    if (!is_input && ::stat(path.c_str(), &about) != 0) return trouble(path);
    if (is_input || !S_ISREG(about.st_mode)) {
        auto read = read_file(path, kMostRead);
        if (!read) return read.error();
        out.read_ = std::move(*read);
        return out;
    }
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return trouble(path);
    if (::fstat(file, &about) == 0 && about.st_size > 0) {
        out.size_ = static_cast<std::size_t>(about.st_size);
        out.map_ = ::mmap(nullptr, out.size_, PROT_READ, MAP_PRIVATE, file, 0);
    }
    const base::Error error = trouble(path);
    ::close(file);
    if (out.map_ == MAP_FAILED) {
        out.map_ = nullptr;
        return error;
    }
    return out;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : map_(std::exchange(other.map_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      read_(std::move(other.read_)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(map_, other.map_);
    std::swap(size_, other.size_);
    std::swap(read_, other.read_);
    return *this;
}

MappedFile::~MappedFile() {
    if (map_ != nullptr) ::munmap(map_, size_);
}

std::string_view MappedFile::bytes() const {
    if (map_ == nullptr) return read_;
    return {static_cast<const char*>(map_), size_};
}

}  // namespace standstill::office
