#include "server/http/multipart.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace standstill::server::http {

namespace {

using base::invalid;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// RFC 2046, section 5.1.1, without the space.
bool is_boundary_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
}

// What follows the next `;`, or nothing at the end.
struct Parameter {
    std::string name;
    std::string value;
};

// Takes `; name=value` or `; name="value"` off the front. In quotes, `%22` is a quote, as browsers
// write it; a backslash means two things to two readers and is refused.
std::optional<Parameter> take_parameter(std::string_view& text) {
    if (!text.starts_with(';')) return std::nullopt;
    text.remove_prefix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
    std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    Parameter out{lower(text.substr(0, equals)), ""};
    text.remove_prefix(equals + 1);
    if (!text.starts_with('"')) {
        std::size_t end = std::min(text.find(';'), text.size());
        out.value = text.substr(0, end);
        text.remove_prefix(end);
        bool is_plain = !out.value.empty() && std::ranges::none_of(out.value, [](char c) {
            return is_control(c) || c == ' ' || c == '"' || c == '\\';
        });
        return is_plain ? std::optional(out) : std::nullopt;
    }
    text.remove_prefix(1);
    std::size_t end = text.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view quoted = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (quoted.find('\\') != std::string_view::npos) return std::nullopt;
    while (!quoted.empty()) {
        bool is_quote = quoted.starts_with("%22");
        out.value += is_quote ? '"' : quoted.front();
        quoted.remove_prefix(is_quote ? 3 : 1);
    }
    return out;
}

base::Result<std::string> boundary_of(std::string_view content_type) {
    constexpr std::string_view kType = "multipart/form-data";
    if (lower(content_type.substr(0, kType.size())) != kType)
        return invalid("the form is not multipart/form-data");
    content_type.remove_prefix(kType.size());
    auto parameter = take_parameter(content_type);
    bool good = parameter && content_type.empty() && parameter->name == "boundary" &&
                !parameter->value.empty() && parameter->value.size() <= 70 &&
                std::ranges::all_of(parameter->value, is_boundary_letter);
    if (!good) return invalid("multipart/form-data is to be followed by one `boundary`");
    return parameter->value;
}

// A name of a part or a file: text without control characters.
bool is_label(std::string_view text, std::size_t bound) {
    return text.size() <= bound && base::is_utf8(text) && std::ranges::none_of(text, is_control);
}

base::Status read_disposition(std::string_view value, Part& part, const MultipartBounds& bounds) {
    constexpr std::string_view kForm = "form-data";
    if (!value.starts_with(kForm)) return invalid("`Content-Disposition` is not `form-data`");
    value.remove_prefix(kForm.size());
    bool has_name = false;
    while (!value.empty()) {
        auto parameter = take_parameter(value);
        if (!parameter) return invalid("`Content-Disposition` does not read");
        if (parameter->name == "name" && !has_name) {
            has_name = true;
            part.name = std::move(parameter->value);
        } else if (parameter->name == "filename" && !part.file_name) {
            part.file_name = std::move(parameter->value);
        } else {
            return invalid("`Content-Disposition` has more than one `name` and one `filename`");
        }
    }
    if (!has_name || part.name.empty() || !is_label(part.name, bounds.name_bytes))
        return invalid(fmt::format("its name is no text of 1 to {} bytes", bounds.name_bytes));
    if (!part.file_name) return base::Done{};
    if (!is_label(*part.file_name, bounds.file_name_bytes) ||
        part.file_name->find('/') != std::string::npos || *part.file_name == "." ||
        *part.file_name == "..")
        return invalid(fmt::format("the name of its file is no name of at most {} bytes",
                                   bounds.file_name_bytes));
    return base::Done{};
}

base::Status read_header(std::string_view line, Part& part, bool& has_disposition,
                         const MultipartBounds& bounds) {
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return invalid("a header has no colon");
    std::string name = lower(line.substr(0, colon));
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    if (name == "content-disposition" && !has_disposition) {
        has_disposition = true;
        return read_disposition(value, part, bounds);
    }
    bool is_type = name == "content-type" && part.type.empty() && !value.empty() &&
                   std::ranges::all_of(value, [](char c) { return c >= 0x20 && c < 0x7F; });
    if (!is_type)
        return invalid("a header is neither `Content-Disposition` nor `Content-Type`, once each");
    part.type = value;
    return base::Done{};
}

base::Status read_head(std::string_view head, Part& part, const MultipartBounds& bounds) {
    bool has_disposition = false;
    while (!head.empty()) {
        std::size_t end = head.find("\r\n");
        auto read = read_header(head.substr(0, end), part, has_disposition, bounds);
        if (!read) return read;
        head = end == std::string_view::npos ? std::string_view() : head.substr(end + 2);
    }
    if (!has_disposition) return invalid("it has no `Content-Disposition`");
    return base::Done{};
}

base::Status check_bytes(const Part& part, const MultipartBounds& bounds) {
    std::size_t bound = part.file_name ? bounds.file_bytes : bounds.field_bytes;
    if (part.bytes.size() > bound)
        return invalid(fmt::format("`{}` is longer than {} bytes", part.name, bound));
    if (part.file_name) return base::Done{};
    if (!base::is_utf8(part.bytes) || part.bytes.find('\0') != std::string_view::npos)
        return invalid(fmt::format("`{}` is not text", part.name));
    return base::Done{};
}

// One part between two delimiters: headers, an empty line, bytes.
base::Result<Part> read_part(std::string_view text, const MultipartBounds& bounds) {
    std::size_t empty = text.substr(0, bounds.head_bytes + 4).find("\r\n\r\n");
    if (empty == std::string_view::npos)
        return invalid(fmt::format("its headers do not end within {} bytes", bounds.head_bytes));
    Part part;
    auto head = read_head(text.substr(0, empty), part, bounds);
    if (!head) return head.error();
    part.bytes = text.substr(empty + 4);
    auto checked = check_bytes(part, bounds);
    if (!checked) return checked.error();
    return part;
}

}  // namespace

base::Result<std::vector<Part>> parse_multipart(std::string_view content_type,
                                                std::string_view body,
                                                const MultipartBounds& bounds) {
    auto boundary = boundary_of(content_type);
    if (!boundary) return boundary.error();
    const std::string delimiter = "\r\n--" + *boundary;
    if (!body.starts_with(std::string_view(delimiter).substr(2)))
        return invalid("the form does not begin with its boundary");
    body.remove_prefix(delimiter.size() - 2);
    std::vector<Part> parts;
    while (body.starts_with("\r\n")) {
        if (parts.size() == bounds.parts)
            return invalid(fmt::format("the form has more than {} parts", bounds.parts));
        body.remove_prefix(2);
        std::string where = fmt::format("part {} of the form", parts.size() + 1);
        std::size_t end = body.find(delimiter);
        if (end == std::string_view::npos) return invalid(where + ": no boundary ends it");
        auto part = read_part(body.substr(0, end), bounds);
        if (!part) return base::in_context(part.error(), where);
        parts.push_back(std::move(*part));
        body.remove_prefix(end + delimiter.size());
    }
    if (body != "--\r\n" && body != "--")
        return invalid("the form does not end with its boundary and `--`");
    return parts;
}

const Part* find_part(const std::vector<Part>& parts, std::string_view name) {
    auto found = std::ranges::find(parts, name, &Part::name);
    return found == parts.end() ? nullptr : &*found;
}

}  // namespace standstill::server::http
