// Style sheets, scripts, fonts and icons: part of the binary, under paths that name their content.
//
// A path holds a digest over all static files, so that a browser may keep what it got for a year
// and a new version is another path. Relative references inside (css to fonts) stay right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/router.h"

namespace standstill::server {

struct StaticFile {
    std::string_view name;    // "uswds/css/uswds.min.css"
    std::string_view digest;  // SHA-256 of the bytes, hexadecimal
    std::string_view bytes;
    std::string_view packed;  // the same in gzip; empty where that gains nothing
};

struct EmbeddedStatic {
    std::string_view digest;        // of all names and bytes, 16 hexadecimal digits
    std::vector<StaticFile> files;  // by name, ascending
};

// Made at build by cmake/embed_static.cmake.
const EmbeddedStatic& embedded_static();

// Where a page finds a file: "uswds/css/uswds.min.css" -> "/static/0123456789abcdef/uswds/...".
// A name that is not embedded is a mistake of the program and stops it: templates ask at start.
std::string static_path(std::string_view name);

// The answer for the file of a name, to GET or HEAD: 200, or 304 where the client has it; packed
// where the client takes gzip. 404 for a name that is not embedded, or another digest than today's.
http::Response static_answer(const http::Request& request, std::string_view digest,
                             std::string_view name);

// What browsers ask for at /favicon.ico: the same drawing, kept for a day.
http::Response favicon_answer(const http::Request& request);

}  // namespace standstill::server
