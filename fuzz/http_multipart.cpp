// Forms with files: the first line is the type, the rest the body. What is read lies inside the
// body, within the bounds, and reads the same when it is written anew.
#include "base/text.h"
#include "require.h"
#include "server/http/multipart.h"

namespace {

using namespace standstill::server::http;

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char c : text) out += c == '"' ? "%22" : std::string(1, c);
    return out + "\"";
}

std::string written(const std::vector<Part>& parts, const std::string& boundary) {
    std::string out;
    for (const Part& part : parts) {
        out += "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted(part.name);
        if (part.file_name) out += "; filename=" + quoted(*part.file_name);
        if (!part.type.empty()) out += "\r\nContent-Type: " + part.type;
        out += "\r\n\r\n" + std::string(part.bytes) + "\r\n";
    }
    return out + "--" + boundary + "--";
}

void try_form(std::string_view type, std::string_view body) {
    MultipartBounds bounds;
    bounds.parts = 8;
    bounds.file_bytes = 200;
    bounds.field_bytes = 100;
    auto parts = parse_multipart(type, body, bounds);
    if (!parts) {
        require(!parts.error().message.empty());
        return;
    }
    require(parts->size() <= bounds.parts);
    bool has_backslash = false;
    for (const Part& part : *parts) {
        require(part.bytes.data() >= body.data());
        require(part.bytes.data() + part.bytes.size() <= body.data() + body.size());
        require(part.bytes.size() <= (part.file_name ? bounds.file_bytes : bounds.field_bytes));
        require(!part.name.empty() && standstill::base::is_utf8(part.name));
        if (part.file_name) require(part.file_name->find('/') == std::string::npos);
        has_backslash |= (part.name + part.file_name.value_or("")).find('\\') != std::string::npos;
    }
    require(!has_backslash);
    // A boundary that no part of the input can hold: it is longer than all of it could be.
    std::string boundary(70, 'z');
    if (body.find(boundary) != std::string_view::npos) return;
    std::string again = written(*parts, boundary);
    auto second = parse_multipart("multipart/form-data; boundary=" + boundary, again, bounds);
    // Written anew a head may be longer than its bound; nothing else may differ.
    if (!second) {
        require(second.error().message.find("headers do not end") != std::string::npos);
        return;
    }
    require(second->size() == parts->size());
    for (std::size_t i = 0; i < parts->size(); ++i) {
        require((*second)[i].name == (*parts)[i].name);
        require((*second)[i].file_name == (*parts)[i].file_name);
        require((*second)[i].type == (*parts)[i].type);
        require((*second)[i].bytes == (*parts)[i].bytes);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = view_of(data, size);
    std::size_t line = bytes.find('\n');
    if (line == std::string_view::npos) return 0;
    std::string_view type = bytes.substr(0, line), body = bytes.substr(line + 1);
    try_form(type, body);
    try_form(type, in_lines_of_the_network(body));
    return 0;
}
