// Forms with files: multipart/form-data (RFC 7578), read strictly from a body that is whole.
//
// Nothing is guessed: no text before the first or after the last boundary, no header but the two
// that browsers send, no encoded words. A file's name is a label that somebody chose; no path is
// ever made of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::server::http {

struct MultipartBounds {
    std::size_t parts = 64;
    std::size_t head_bytes = 1'024;  // of one part's headers
    std::size_t name_bytes = 128;
    std::size_t file_name_bytes = 255;
    std::size_t field_bytes = 65'536;
    std::size_t file_bytes = std::size_t{25} << 20;
};

struct Part {
    std::string name;
    std::optional<std::string> file_name;  // of a file; empty where none was chosen
    std::string type;                      // as the client said; empty where it said nothing
    std::string_view bytes;                // into the body; of a field: UTF-8 without NUL
};

// The parts in their order. Fails with Invalid; the message says which part (from 1) and what was
// expected. Cost: linear in the body.
base::Result<std::vector<Part>> parse_multipart(std::string_view content_type,
                                                std::string_view body,
                                                const MultipartBounds& bounds = {});

// The first part of that name, or nullptr.
const Part* find_part(const std::vector<Part>& parts, std::string_view name);

}  // namespace standstill::server::http
