// A file as bytes without a copy of it in memory, for lists of gigabytes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace standstill::office {

// Reading only. The file must not be cut short meanwhile; lists are mapped from the data folder's
// own copies, which nobody changes.
class MappedFile {
public:
    static base::Result<MappedFile> open(const std::string& path);

    MappedFile(MappedFile&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    MappedFile& operator=(MappedFile&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

private:
    MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}

    void* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace standstill::office
