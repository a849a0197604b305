// Evidence with a file: taken in with its form, kept under its digest, given out as what it is,
// bytes that somebody sent.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "office/evidence_files.h"
#include "server/http/multipart.h"
#include "server/pages/act_desk.h"

namespace standstill::server::pages {

namespace {

using http::Fields;
using http::Request;
using http::Response;
using identity::Caller;

bool is_multipart(const Request& request) {
    return request.header("content-type").value_or("").starts_with("multipart/form-data");
}

bool is_kept_marking(std::string_view marking) {
    std::string_view word = base::trimmed(marking);
    return word.empty() || word == "U" || word == "CUI";
}

// The digest as the event has it, where the case has it at all.
bool rests_on(const review::Case& of, const std::string& digest) {
    for (const base::Node& event : of.events) {
        const base::Node* sha256 = event.find("sha256");
        if (sha256 == nullptr) continue;
        std::string known = sha256->scalar;
        for (char& c : known)
            if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
        if (known == digest) return true;
    }
    return false;
}

}  // namespace

Response ActDesk::post_evidence(const Request& request, const Caller& caller) const {
    if (!is_multipart(request)) return post(request, caller);
    http::MultipartBounds bounds;
    bounds.parts = 256;
    bounds.file_bytes = std::max(request.body.size(), bounds.file_bytes);
    auto parts =
        http::parse_multipart(request.header("content-type").value_or(""), request.body, bounds);
    if (!parts)
        return show_problem(site_, caller, 400, "The form does not read", parts.error().message);
    Fields fields;
    for (const http::Part& part : *parts)
        if (!part.file_name) fields.emplace_back(part.name, std::string(part.bytes));
    const http::Part* file = http::find_part(*parts, "file");
    if (file == nullptr || !file->file_name || file->bytes.empty())
        return post_fields(request, caller, std::move(fields));
    if (file->bytes.size() > site_.settings.upload_bytes)
        return post_fields(
            request, caller, std::move(fields),
            {{"file", fmt::format("The file has {} bytes; at most {} are taken. Nothing was kept.",
                                  file->bytes.size(), site_.settings.upload_bytes)}});
    // What is marked above the deployment does not touch its disk.
    if (!is_kept_marking(field_or(fields, "marking")))
        return post_fields(
            request, caller, std::move(fields),
            {{"marking",
              "This deployment keeps nothing of that marking. The file was not kept; "
              "record a handle, a date and a digest instead."}});
    auto kept = office::keep_evidence(site_.office.folder(), file->bytes, new_command(site_));
    if (!kept)
        return post_fields(request, caller, std::move(fields),
                           {{"file", "The file was not kept: " + kept.error().message}});
    set_field(fields, "sha256", base::to_hex(*kept));
    return post_fields(request, caller, std::move(fields));
}

Response ActDesk::download(const Request& request, const Caller& caller) const {
    auto view = site_.office.look(request.capture("id"), site_.clock());
    auto digest = base::digest_from_hex(request.capture("sha256"));
    if (!view || !digest || !rests_on((*view)->of(), request.capture("sha256")))
        return show_problem(site_, caller, 404, "There is no such file",
                            "No evidence of this case has that digest.");
    constexpr std::size_t kMost = std::size_t{1} << 30;
    auto bytes = office::kept_evidence(site_.office.folder(), *digest, kMost);
    if (!bytes) {
        bool is_missing = bytes.error().kind == base::ErrorKind::NotFound;
        return show_problem(site_, caller, is_missing ? 404 : 500,
                            is_missing ? "The file is not kept here" : "The file does not check",
                            is_missing ? "The record has its digest only." : bytes.error().message);
    }
    Response out;
    out.with("Content-Type", "application/octet-stream")
        .with("Content-Disposition",
              fmt::format("attachment; filename=\"evidence-{}\"", base::to_hex(*digest)))
        .with("Content-Security-Policy", "sandbox")
        .with("X-Content-Type-Options", "nosniff");
    out.body = std::move(*bytes);
    return out;
}

}  // namespace standstill::server::pages
