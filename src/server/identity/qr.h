// A text as the square picture that cameras read (ISO/IEC 18004), by libqrencode.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::server::identity {

// Inline SVG of one path, dark on white, with the label as its accessible name. No style attribute,
// as the content policy asks. Invalid: longer than such a picture holds (about 2,000 bytes).
base::Result<std::string> qr_picture(std::string_view text, std::string_view label);

}  // namespace standstill::server::identity
