// Where a card's signature over an event is taken in: what is to be signed, and what was.
#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "ledger/base64.h"
#include "server/identity/attestation.h"
#include "server/identity/page_support.h"

namespace standstill::server::identity {

namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;
using http::Method;
using http::Request;

constexpr std::string_view kAttested = "office.attested";

struct Subject {
    ledger::LeafIndex index{};
    std::string stream, text;
};

// The event that the path names, and what is to be signed of it.
Result<Subject> subject_of(const Site& site, const Request& request) {
    const std::string& digits = request.capture("index");
    std::uint64_t number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size())
        return invalid("an index is a number");
    auto events = site.office.log().read(ledger::LeafIndex{number}, 1);
    if (!events) return events.error();
    if (events->empty()) return fail(ErrorKind::NotFound, "the log has no such event");
    auto event = ledger::parse_event(events->front().bytes);
    if (!event) return event.error();
    Subject out{ledger::LeafIndex{number}, event->stream, ""};
    out.text = attested_text(site.office.key().name, out.index, events->front().leaf);
    return out;
}

struct Signed {
    SignatureForm form = SignatureForm::Raw;
    std::string form_name, signature;
};

// `{"form": "raw" or "cms", "signature": Base64}`.
Result<Signed> signed_by(const Request& request) {
    boost::system::error_code error;
    json::value body = json::parse(request.body, error);
    const json::object* object = error ? nullptr : body.if_object();
    const json::value* form = object == nullptr ? nullptr : object->if_contains("form");
    const json::value* text = object == nullptr ? nullptr : object->if_contains("signature");
    if (form == nullptr || text == nullptr || !form->is_string() || !text->is_string() ||
        object->size() != 2)
        return invalid("the body is a JSON object of `form` and `signature`");
    Signed out;
    out.form_name = std::string(form->get_string());
    if (out.form_name != "raw" && out.form_name != "cms")
        return invalid("`form` is `raw` or `cms`");
    out.form = out.form_name == "raw" ? SignatureForm::Raw : SignatureForm::Cms;
    auto bytes = ledger::bytes_from_base64(std::string_view(text->get_string()));
    if (!bytes) return invalid("`signature` is no Base64");
    out.signature = std::move(*bytes);
    return out;
}

http::Response failure(const base::Error& error) {
    int status = error.kind == ErrorKind::NotFound      ? 404
                 : error.kind == ErrorKind::Unavailable ? 503
                                                        : 422;
    return http::problem(status, error.message);
}

void show_text(const Site& site, const Request& request, const http::Reply& reply) {
    auto subject = subject_of(site, request);
    reply(subject ? http::text(subject->text) : failure(subject.error()));
}

void take(const Site& site, const Request& request, const Caller& caller,
          const http::Reply& reply) {
    if (caller.means != Means::Card || !request.peer.certificate)
        return reply(http::problem(403, "a card signs; show it by mutual TLS"));
    auto subject = subject_of(site, request);
    if (!subject) return reply(failure(subject.error()));
    auto given = signed_by(request);
    if (!given) return reply(failure(given.error()));
    const http::ClientCertificate& card = *request.peer.certificate;
    auto verified = verify_attestation(card.der, subject->text, given->signature, given->form);
    if (!verified) return reply(failure(verified.error()));
    ledger::NewEvent event;
    event.type = kAttested;
    event.at = request.at;
    event.facts = {{"index", number(subject->index)},
                   {"person", caller.person.id},
                   {"form", given->form_name},
                   {"signature", ledger::base64(given->signature)},
                   {"certificate", ledger::base64(card.der)}};
    site.office.note(
        subject->stream, std::move(event), caller.person.id,
        [reply](const base::Result<office::Recorded>& kept) {
            if (!kept) return reply(failure(kept.error()));
            reply(http::json(
                json::serialize(json::object{{"index", number(kept->receipt.first_index)}}), 201));
        });
}

}  // namespace

void add_attestation_routes(Doors& doors) {
    Site& site = doors.site();
    doors.api(Method::Get, "/attest/{index}", Permission::ReadCases,
              [&site](const Request& request, const Caller&, const http::Reply& reply) {
                  show_text(site, request, reply);
              });
    doors.api(Method::Post, "/attest/{index}", Permission::Record,
              [&site](const Request& request, const Caller& caller, const http::Reply& reply) {
                  take(site, request, caller, reply);
              });
}

}  // namespace standstill::server::identity
