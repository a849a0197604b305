#include "server/identity/qr.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

#include "base/markup.h"

namespace standstill::server::identity {

namespace {

constexpr int kQuietZone = 4;  // modules around it, ISO/IEC 18004 section 9.1
constexpr int kPixels = 5;     // a module

}  // namespace

base::Result<std::string> qr_picture(std::string_view text, std::string_view label) {
    std::string bytes(text);
    std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(bytes.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return base::invalid("the text does not fit into a picture");
    std::string path;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if ((code->data[y * code->width + x] & 1) != 0)
                path += fmt::format("M{} {}h1v1h-1z", x + kQuietZone, y + kQuietZone);
    int side = code->width + 2 * kQuietZone;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" "
        "viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" shape-rendering=\"crispEdges\">"
        "<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/><path d=\"{}\" fill=\"#000\"/></svg>",
        base::escape_markup(label), side, side, side * kPixels, side * kPixels, side, side, path);
}

}  // namespace standstill::server::identity
