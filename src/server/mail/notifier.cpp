#include "server/mail/notifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "base/text.h"
#include "ledger/decimal.h"
#include "ledger/event.h"
#include "office/files.h"
#include "server/bell.h"

namespace standstill::server::mail {

namespace {

constexpr std::size_t kAtOnce = 500;  // events read at once
constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::milliseconds kLongestWait = std::chrono::hours(1);
constexpr std::string_view kDue = "office.duty-due", kOverdue = "office.duty-overdue";

std::string text_at(const boost::json::object& facts, std::string_view key) {
    const boost::json::value* value = facts.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::filesystem::path place(const office::Office& office) { return office.folder() / "mail.next"; }

}  // namespace

struct Notifier::Bell : server::Bell {};

std::optional<Message> message_about(const ledger::StoredEvent& stored, const Relay& relay,
                                     const std::string& base_url, const AddressesOf& addresses) {
    auto seen = ledger::scan_event(stored.bytes);
    if (!seen || (seen->type != kDue && seen->type != kOverdue)) return std::nullopt;
    auto event = ledger::parse_event(stored.bytes);
    if (!event) return std::nullopt;
    std::string case_id = text_at(event->facts, "case");
    if (case_id.empty()) case_id = event->stream;
    std::string owed_by = text_at(event->facts, "owed_by"), due = text_at(event->facts, "due");
    std::string says = text_at(event->facts, "says"), cite = text_at(event->facts, "cite");
    Message out;
    out.from = relay.from;
    for (std::string& address : addresses(owed_by))
        if (is_address(address)) out.to.push_back(std::move(address));
    if (out.to.empty()) return std::nullopt;
    bool overdue = event->type == kOverdue;
    out.subject = fmt::format("{} under {} in {}", overdue ? "Overdue" : "Due", cite, case_id);
    out.text =
        fmt::format("{}\n\nCase: {}\nCitation: {}\nOwed by: {}\n", says, case_id, cite, owed_by);
    if (!due.empty()) out.text += fmt::format("Due: {}\n", due);
    if (!base_url.empty()) out.text += fmt::format("\n{}/cases/{}/deadlines\n", base_url, case_id);
    out.at = event->at;
    std::size_t at = std::min(relay.from.rfind('@'), relay.from.size());
    out.id = fmt::format("duty-{}{}", ledger::number(stored.index), relay.from.substr(at));
    return out;
}

Notifier::Notifier(office::Office& office, Relay relay, std::string base_url, AddressesOf addresses)
    : office_(office),
      relay_(std::move(relay)),
      base_url_(std::move(base_url)),
      addresses_(std::move(addresses)),
      bell_(std::make_shared<Bell>()) {}

Notifier::~Notifier() {
    if (!thread_.joinable()) return;
    {
        std::lock_guard lock(bell_->mutex);
        bell_->stopping = true;
        bell_->rung.notify_one();
    }
    context_.stop();
    thread_.join();
}

base::Status Notifier::start(std::function<void(bool)> told, std::chrono::milliseconds first_wait) {
    auto good = check(relay_);
    if (!good) return good;
    auto size = office_.log().size();
    if (!size) return size.error();
    std::uint64_t next = ledger::number(*size);
    std::error_code error;
    if (std::filesystem::exists(place(office_), error)) {
        auto text = office::read_file(place(office_).string(), 64);
        if (!text) return text.error();
        auto kept = ledger::parse_decimal(base::trimmed(*text));
        if (!kept || *kept > next)
            return base::fail(base::ErrorKind::Corrupt, "mail.next: names no place in the log");
        next = *kept;
    } else {
        keep(next);
    }
    told_ = std::move(told);
    office_.subscribe([bell = bell_](const office::News& news) {
        if (news.type == kDue || news.type == kOverdue) bell->ring();
    });
    bell_->ring();
    thread_ = std::thread([this, next, first_wait] { run(next, first_wait); });
    return base::Done{};
}

void Notifier::keep(std::uint64_t next) const {
    // A place that could not be kept costs a message sent twice.
    (void)office::write_file(place(office_).string(), fmt::format("{}\n", next));
}

base::Status Notifier::tell(const ledger::StoredEvent& event) {
    auto message = message_about(event, relay_, base_url_, addresses_);
    if (!message) return base::Done{};
    base::Status sent = send(context_, relay_, *message, kPatience);
    told_(sent.has_value());
    // A relay that refuses a message for good would refuse it for ever.
    if (!sent && sent.error().kind == base::ErrorKind::Invalid) return base::Done{};
    return sent;
}

void Notifier::run(std::uint64_t next, std::chrono::milliseconds first_wait) {
    std::chrono::milliseconds wait = first_wait;
    while (true) {
        bool failed = false;
        auto events = office_.log().read(ledger::LeafIndex{next}, kAtOnce);
        std::uint64_t before = next;
        for (const ledger::StoredEvent& event :
             events ? *events : std::vector<ledger::StoredEvent>())
            if (!failed) {
                failed = !tell(event).has_value();
                if (!failed) next = ledger::number(event.index) + 1;
            }
        if (next != before) keep(next);
        std::unique_lock lock(bell_->mutex);
        if (bell_->stopping) return;
        if (failed) {
            bell_->rung.wait_for(lock, wait, [&] { return bell_->stopping; });
            wait = std::min(wait * 2, kLongestWait);
        } else {
            wait = first_wait;
            bool more = events && events->size() == kAtOnce;
            if (!more) bell_->rung.wait(lock, [&] { return bell_->pending || bell_->stopping; });
            bell_->pending = false;
        }
        if (bell_->stopping) return;
    }
}

}  // namespace standstill::server::mail
