// A file as bytes without reading it: for lists, snapshots and tables of any size.
//
// The file must not be made shorter while it is mapped (the system ends the process that looks at
// what is gone); what the office itself keeps is only ever replaced by renaming, which is safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::office {

class MappedFile {
public:
    // `-` and whatever is no regular file (a pipe) is read into memory instead, at most 1 GiB.
    // Fails with NotFound or Unavailable and names the path.
    static base::Result<MappedFile> open(const std::string& path);

    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    std::string_view bytes() const;

private:
    MappedFile() = default;

    void* map_ = nullptr;
    std::size_t size_ = 0;
    std::string read_;  // where nothing could be mapped
};

}  // namespace standstill::office
