#include "office/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace standstill::office {

base::Result<MappedFile> MappedFile::open(const std::string& path) {
    auto failed = [&](int reason) {
        return base::fail(
            reason == ENOENT ? base::ErrorKind::NotFound : base::ErrorKind::Unavailable,
            fmt::format("{}: {}", path, std::strerror(reason)));
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return failed(errno);
    struct stat about {};
    if (::fstat(file, &about) != 0) {
        const int reason = errno;
        ::close(file);
        return failed(reason);
    }
    const auto size = static_cast<std::size_t>(about.st_size);
    void* data = nullptr;
    if (size > 0) {
        data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
        if (data == MAP_FAILED) {
            const int reason = errno;
            ::close(file);
            return failed(reason);
        }
        ::madvise(data, size, MADV_SEQUENTIAL);
    }
    ::close(file);
    return MappedFile(data, size);
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(data_, size_);
}

}  // namespace standstill::office
