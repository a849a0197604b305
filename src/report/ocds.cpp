#include "report/ocds.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "report/public_rules.h"

namespace standstill::report {

namespace {

namespace json = boost::json;

// Not served anywhere; the extension itself is in docs/formats/ocds-stop-work/.
constexpr std::string_view kHome = "https://standstill.example/ocds/";
constexpr std::string_view kAwarded = "contract.awarded";
constexpr std::string_view kReported = "contract.reported";
constexpr std::string_view kOrdered = "contract.stop-work-ordered";
constexpr std::string_view kExtended = "contract.stop-work-extended";
constexpr std::string_view kCancelled = "contract.stop-work-cancelled";
constexpr std::string_view kTerminated = "contract.terminated";
constexpr std::string_view kClosedOut = "contract.closed-out";

// A stop-work order with what became of it.
struct StopWork {
    std::uint32_t event = 0;
    base::Day delivered;
    std::int64_t days = 0;
    std::vector<std::uint32_t> extensions;
    std::optional<std::uint32_t> ended_by;  // a cancellation, or the contract's termination
};

struct Contract {
    std::uint32_t event = 0;
    std::string id;
    std::vector<StopWork> orders;
    bool is_ended = false;
};

// Amounts are decimal text on record. A whole number stays one; JSON has no other exact decimal.
std::optional<json::value> amount_of(const std::string& text) {
    std::string_view whole = text;
    std::size_t dot = whole.find('.');
    if (dot != std::string_view::npos &&
        whole.substr(dot + 1).find_first_not_of('0') == std::string_view::npos)
        whole = whole.substr(0, dot);
    std::int64_t integer = 0;
    auto read = std::from_chars(whole.data(), whole.data() + whole.size(), integer);
    if (read.ec == std::errc{} && read.ptr == whole.data() + whole.size())
        return json::value(integer);
    double number = 0;
    auto wide = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wide.ec != std::errc{} || wide.ptr != text.data() + text.size()) return std::nullopt;
    return json::value(number);
}

bool is_currency(const std::string& text) {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Writer {
public:
    explicit Writer(const Source& source) : source_(source), of_(source.of) { collect(); }

    // A contract that nobody outside has heard of is not published by an export.
    bool is_empty() const { return contracts_.empty() || !shows(contracts_[0].event, "id"); }

    json::object make(std::string_view prefix) {
        json::array awards, contracts;
        for (const Contract& contract : contracts_) {
            awards.push_back(award_of(contract));
            contracts.push_back(contract_of(contract));
        }
        json::object out{{"ocid", fmt::format("{}-{}", prefix, of_.id)},
                         {"id", fmt::format("{}-{}", of_.id, base::to_string(source_.answer.at))},
                         {"date", of_.record.zone.print(source_.answer.at)},
                         {"tag", tags()},
                         {"initiationType", "tender"},
                         {"language", "en"},
                         {"parties", parties()}};
        if (!agency().empty()) out["buyer"] = reference("buyer", agency());
        out["awards"] = std::move(awards);
        out["contracts"] = std::move(contracts);
        return out;
    }
    std::string agency() const { return base::folded(of_.header_text("agency", "name")); }

private:
    // Whether the table of the public register releases a field (report/public_rules.h).
    bool shows(std::uint32_t event, std::string_view field) const {
        switch (public_rule(kind_of(of_, event).name, field).release) {
            case Release::Shown:
                return true;
            case Release::WhenReported:
                return is_reported_;
            default:
                return false;
        }
    }
    std::string shown_word(std::uint32_t event, std::string_view field) const {
        return shows(event, field) ? base::folded(word_of(of_.events[event], field))
                                   : std::string();
    }

    // The contracts and their stop-work orders, as far as they may be published. An order has no
    // contract's number; it stops the latest one.
    void collect() {
        for (std::uint32_t i = 0; i < source_.events(); ++i) {
            if (!is_open(of_.events[i])) continue;
            const std::string& kind = kind_of(of_, i).name;
            if (kind == kReported) is_reported_ = true;
            if (kind == kAwarded) award(i);
            if (contracts_.empty()) continue;
            Contract& contract = contracts_.back();
            if (kind == kOrdered) contract.orders.push_back(order_of(i));
            if (kind == kExtended && !contract.orders.empty())
                contract.orders.back().extensions.push_back(i);
            if (kind == kTerminated || kind == kClosedOut) contract.is_ended = true;
            if ((kind == kCancelled || kind == kTerminated) && !contract.orders.empty() &&
                !contract.orders.back().ended_by)
                contract.orders.back().ended_by = i;
        }
    }
    void award(std::uint32_t event) {
        std::string id = base::folded(word_of(of_.events[event], "id"));
        // Where the number is not known, the event stands for it.
        if (id.empty() || id == "unknown") id = fmt::format("event-{}", event);
        auto known = std::find_if(contracts_.begin(), contracts_.end(),
                                  [&](const Contract& each) { return each.id == id; });
        if (known == contracts_.end())
            contracts_.push_back({event, id, {}, false});
        else
            known->event = event;
    }
    StopWork order_of(std::uint32_t event) const {
        const law::Event& e = of_.record.events[event];
        StopWork out{event, e.legal_day, 0, {}, std::nullopt};
        int slot = kind_of(of_, event).slot("days");
        if (slot >= 0) out.days = of_.record.field(e, slot).number;
        return out;
    }

    // A day has no hour: it begins at its first instant in the case's zone, and ends with its last
    // second there.
    std::string begin_of(base::Day day) const {
        return of_.record.zone.print(of_.record.zone.start_of(day));
    }
    std::string end_of(base::Day day) const {
        base::Instant next = of_.record.zone.start_of(day + std::chrono::days{1});
        return of_.record.zone.print(next - std::chrono::seconds{1});
    }
    std::string day_of(std::uint32_t event) const {
        return begin_of(of_.record.events[event].legal_day);
    }
    std::string instant_of(std::uint32_t event) const {
        return of_.record.zone.print(of_.record.events[event].at);
    }

    static json::object reference(std::string_view id, const std::string& name) {
        return {{"id", id}, {"name", name}};
    }
    json::array tags() const {
        json::array out{"award", "contract"};
        bool is_stopped = false, is_ended = false;
        for (const Contract& contract : contracts_) {
            is_stopped = is_stopped || !contract.orders.empty();
            is_ended = is_ended || contract.is_ended;
        }
        if (is_stopped) out.push_back("implementation");
        if (is_ended) out.push_back("contractTermination");
        return out;
    }
    std::string supplier_name(const Contract& contract) const {
        return shown_word(contract.event, "vendor");
    }
    // One party for each name; its id is its place among them.
    std::vector<std::string> suppliers() const {
        std::vector<std::string> out;
        for (const Contract& contract : contracts_) {
            std::string name = supplier_name(contract);
            if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end())
                out.push_back(name);
        }
        return out;
    }
    json::array parties() const {
        json::array out;
        if (!agency().empty())
            out.push_back({{"id", "buyer"}, {"name", agency()}, {"roles", json::array{"buyer"}}});
        std::string component = base::folded(of_.header_text("agency", "component"));
        if (!component.empty())
            out.push_back({{"id", "procuring-entity"},
                           {"name", component},
                           {"roles", json::array{"procuringEntity"}}});
        std::size_t n = 0;
        for (const std::string& name : suppliers())
            out.push_back({{"id", fmt::format("supplier-{}", ++n)},
                           {"name", name},
                           {"roles", json::array{"supplier"}}});
        return out;
    }
    json::array suppliers_of(const Contract& contract) const {
        std::vector<std::string> all = suppliers();
        auto found = std::find(all.begin(), all.end(), supplier_name(contract));
        if (found == all.end()) return {};
        json::array out;
        out.push_back(reference(fmt::format("supplier-{}", found - all.begin() + 1), *found));
        return out;
    }

    void add_value(std::uint32_t event, json::object& out) const {
        const base::Node* value = of_.events[event].find("value");
        if (value == nullptr || !shows(event, "value.amount")) return;
        auto amount = amount_of(word_of(*value, "amount"));
        const std::string& currency = word_of(*value, "currency");
        if (!amount || !is_currency(currency)) return;
        out["value"] = json::object{{"amount", *amount}, {"currency", currency}};
    }
    json::object award_of(const Contract& contract) const {
        json::object out{
            {"id", contract.id}, {"status", "active"}, {"date", day_of(contract.event)}};
        add_value(contract.event, out);
        if (json::array list = suppliers_of(contract); !list.empty())
            out["suppliers"] = std::move(list);
        return out;
    }
    json::object contract_of(const Contract& contract) const {
        json::object out{{"id", contract.id}, {"awardID", contract.id}};
        if (std::string scope = shown_word(contract.event, "scope"); !scope.empty())
            out["description"] = scope;
        out["status"] = contract.is_ended ? "terminated" : "active";
        out["dateSigned"] = day_of(contract.event);
        add_value(contract.event, out);
        if (contract.orders.empty()) return out;
        json::array orders, milestones;
        for (const StopWork& order : contract.orders) {
            orders.push_back(stop_work(order));
            milestones.push_back(milestone_of(order));
        }
        json::object implementation{{"stopWorkOrders", std::move(orders)}};
        implementation["milestones"] = std::move(milestones);
        out["implementation"] = std::move(implementation);
        return out;
    }

    base::Day first_last_day(const StopWork& order) const {
        return order.delivered + std::chrono::days{order.days};
    }
    // The day that the parties agreed last, else the one of the order itself.
    base::Day last_day(const StopWork& order) const {
        base::Day out = first_last_day(order);
        for (std::uint32_t extension : order.extensions)
            if (auto until = base::parse_day(word_of(of_.events[extension], "until"))) out = *until;
        return out;
    }
    std::string status_of(const StopWork& order) const {
        if (order.ended_by)
            return kind_of(of_, *order.ended_by).name == kCancelled ? "cancelled" : "terminated";
        base::Instant end = of_.record.zone.start_of(last_day(order) + std::chrono::days{1});
        return source_.answer.at < end ? "inForce" : "expired";
    }
    json::object stop_work(const StopWork& order) const {
        json::object period{{"startDate", begin_of(order.delivered)},
                            {"endDate", end_of(first_last_day(order))},
                            {"durationInDays", order.days}};
        json::object out{{"id", fmt::format("event-{}", order.event)},
                         {"status", status_of(order)},
                         {"dateDelivered", begin_of(order.delivered)},
                         {"period", std::move(period)}};
        if (std::string reason = shown_word(order.event, "reason"); !reason.empty())
            out["rationale"] = reason;
        json::array extensions;
        for (std::uint32_t extension : order.extensions)
            if (auto until = base::parse_day(word_of(of_.events[extension], "until")))
                extensions.push_back({{"id", fmt::format("event-{}", extension)},
                                      {"dateAgreed", instant_of(extension)},
                                      {"endDate", end_of(*until)}});
        if (!extensions.empty()) out["extensions"] = std::move(extensions);
        if (order.ended_by)
            out["cancellation"] =
                json::object{{"date", instant_of(*order.ended_by)},
                             {"reasonType", kind_of(of_, *order.ended_by).name == kCancelled
                                                ? "workMayResume"
                                                : "contractTerminated"}};
        return out;
    }
    // The same day for those who do not read the extension.
    json::object milestone_of(const StopWork& order) const {
        std::string status = status_of(order);
        json::object out{{"id", fmt::format("stop-work-{}", order.event)},
                         {"title", "Last day of the stop-work order"},
                         {"type", "stopWork"},
                         {"dueDate", end_of(last_day(order))}};
        if (order.ended_by) out["dateMet"] = instant_of(*order.ended_by);
        out["status"] = order.ended_by ? "met" : status == "inForce" ? "scheduled" : "notMet";
        return out;
    }

    const Source& source_;
    const review::Case& of_;
    std::vector<Contract> contracts_;
    bool is_reported_ = false;
};

bool is_prefix(std::string_view text) {
    if (text.size() != 11 || !text.starts_with("ocds-")) return false;
    return std::all_of(text.begin() + 5, text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

}  // namespace

base::Result<std::string> ocds_package(const Source& source, std::string_view prefix) {
    if (prefix.empty()) prefix = kUnregisteredOcidPrefix;
    if (!is_prefix(prefix))
        return base::invalid(fmt::format(
            "`{}` is not an OCID prefix, expected `ocds-` and six letters a-z or digits", prefix));
    Writer release(source);
    if (release.is_empty())
        return base::fail(
            base::ErrorKind::NotFound,
            fmt::format("no contract that may be published is on record in `{}` at {}",
                        source.of.id, source.of.record.zone.print(source.answer.at)));
    std::string at = base::to_string(source.answer.at);
    json::object publisher{{"name", release.agency().empty() ? "unknown" : release.agency()}};
    json::object package{
        {"uri", fmt::format("{}{}/{}", kHome, source.of.id, at)},
        {"version", "1.1"},
        {"extensions", json::array{fmt::format("{}stop-work/extension.json", kHome)}},
        {"publishedDate", source.of.record.zone.print(source.answer.at)},
        {"publisher", std::move(publisher)}};
    package["releases"] = json::array{release.make(prefix)};
    return json::serialize(package) + "\n";
}

}  // namespace standstill::report
