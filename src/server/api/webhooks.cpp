#include "server/api/webhooks.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>

#include "ledger/base64.h"
#include "ledger/event.h"
#include "office/files.h"
#include "review/case_log.h"
#include "server/api/post.h"
#include "server/bell.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

constexpr std::size_t kAtOnce = 64;  // events told in one message
constexpr std::size_t kMaxFile = std::size_t{1} << 20;
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::milliseconds kLongestWait = std::chrono::hours(1);

std::string hex(std::string_view bytes) {
    std::string out;
    for (char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return out;
}

json::object to_json(const Hook& hook) {
    json::array types;
    for (const std::string& type : hook.types) types.emplace_back(type);
    return {{"id", hook.id},
            {"url", hook.url},
            {"types", std::move(types)},
            {"secret", hook.secret},
            {"next", hook.next},
            {"failures", hook.failures},
            {"last_error", hook.last_error}};
}

base::Result<Hook> read_hook(const json::value& value) {
    try {
        const json::object& object = value.as_object();
        Hook out;
        out.id = object.at("id").as_string();
        out.url = object.at("url").as_string();
        out.secret = object.at("secret").as_string();
        out.next = object.at("next").to_number<std::uint64_t>();
        for (const json::value& type : object.at("types").as_array())
            out.types.emplace_back(type.as_string());
        return out;
    } catch (const std::exception&) {
        return base::fail(base::ErrorKind::Corrupt, "webhooks.json: not what was written there");
    }
}

// Replaces the file by one that only its owner can read.
base::Status write_secretly(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::path beside = path;
    beside += ".part";
    auto failed = base::fail(base::ErrorKind::Unavailable, path.string() + ": cannot be written");
    ::unlink(beside.c_str());
    int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return failed;
    bool good = ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                ::fsync(file) == 0;
    ::close(file);
    if (!good || ::rename(beside.c_str(), path.c_str()) != 0) return failed;
    return base::Done{};
}

// What is told of the events, and where the next message begins.
struct Message {
    std::string body;  // empty: nothing that the hook wants
    std::uint64_t next = 0;
};

base::Result<Message> message_for(const Hook& hook, const office::Office& office) {
    auto events = office.log().read(ledger::LeafIndex{hook.next}, kAtOnce);
    if (!events) return events.error();
    Message out{"", hook.next + events->size()};
    json::array told;
    for (const ledger::StoredEvent& stored : *events) {
        auto event = ledger::parse_event(stored.bytes);
        if (!event) return event.error();
        if (!wants(hook, event->type)) continue;
        told.push_back({{"index", ledger::number(stored.index)},
                        {"stream", event->stream},
                        {"version", event->ver},
                        {"event", event->type},
                        {"actor", event->actor},
                        {"recorded_at", base::to_string(event->at)}});
    }
    if (!told.empty())
        out.body = json::serialize(json::object{
            {"log", office.key().name}, {"webhook", hook.id}, {"events", std::move(told)}});
    return out;
}

}  // namespace

// Wakes the thread that delivers; kept by the office's listener too.
struct Webhooks::Bell : server::Bell {};

bool wants(const Hook& hook, std::string_view type) {
    if (hook.types.empty()) return type != review::kAnswerGiven;
    return std::any_of(hook.types.begin(), hook.types.end(), [&](std::string_view one) {
        if (!one.empty() && one.back() == '*')
            return type.substr(0, one.size() - 1) == one.substr(0, one.size() - 1);
        return type == one;
    });
}

std::string signature(const Hook& hook, std::int64_t seconds, std::string_view body) {
    std::string text = fmt::format("{}.{}", seconds, body);
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    HMAC(EVP_sha256(), hook.secret.data(), static_cast<int>(hook.secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &length);
    return fmt::format("t={},v1={}", seconds, hex({reinterpret_cast<const char*>(mac), length}));
}

Webhooks::Webhooks(Site& site, std::shared_ptr<Metrics> metrics)
    : site_(site), metrics_(std::move(metrics)), bell_(std::make_shared<Bell>()) {}

Webhooks::~Webhooks() {
    if (!thread_.joinable()) return;
    {
        std::lock_guard lock(bell_->mutex);
        bell_->stopping = true;
        bell_->rung.notify_one();
    }
    context_.stop();
    thread_.join();
}

base::Status Webhooks::start(std::chrono::milliseconds first_wait) {
    auto read = load();
    if (!read) return read;
    is_started_ = true;
    first_wait_ = first_wait;
    site_.office.subscribe([bell = bell_](const office::News&) { bell->ring(); });
    bell_->ring();
    thread_ = std::thread([this] { run(); });
    return base::Done{};
}

base::Status Webhooks::load() {
    std::filesystem::path file = site_.office.folder() / "webhooks.json";
    std::error_code error;
    if (std::filesystem::exists(file, error)) {
        auto bytes = office::read_file(file.string(), kMaxFile);
        if (!bytes) return bytes.error();
        json::error_code wrong;
        json::value kept = json::parse(*bytes, wrong);
        if (wrong || !kept.is_array())
            return base::fail(base::ErrorKind::Corrupt, file.string() + ": not a list of webhooks");
        for (const json::value& value : kept.get_array()) {
            auto hook = read_hook(value);
            if (!hook) return hook.error();
            hooks_.push_back({std::move(*hook), {}});
        }
    }
    return base::Done{};
}

base::Result<Hook> Webhooks::add(std::string url, std::vector<std::string> types) {
    auto address = parse_address(url);
    if (!address) return address.error();
    auto size = site_.office.log().size();
    if (!size) return size.error();
    std::string secret = site_.random(32), name = site_.random(9);
    if (secret.size() != 32 || name.size() != 9)
        return base::fail(base::ErrorKind::Unavailable, "the system gives no randomness");
    std::lock_guard lock(mutex_);
    // What could not be read must not be written over.
    if (!is_started_)
        return base::fail(base::ErrorKind::Unavailable, "webhooks are not delivered now");
    if (hooks_.size() >= kMaxHooks)
        return base::invalid(fmt::format("there are {} webhooks, no more are kept", kMaxHooks));
    Hook hook{ledger::base64url(name), std::move(url), std::move(types), ledger::base64url(secret),
              ledger::number(*size)};
    hooks_.push_back({hook, {}});
    auto saved = save();
    if (!saved) {
        hooks_.pop_back();
        return saved.error();
    }
    return hook;
}

base::Status Webhooks::remove(const std::string& id) {
    std::lock_guard lock(mutex_);
    auto found = std::find_if(hooks_.begin(), hooks_.end(),
                              [&](const Kept& kept) { return kept.hook.id == id; });
    if (found == hooks_.end())
        return base::fail(base::ErrorKind::NotFound, "there is no such webhook");
    hooks_.erase(found);
    return save();
}

std::vector<Hook> Webhooks::all() const {
    std::lock_guard lock(mutex_);
    std::vector<Hook> out;
    for (const Kept& kept : hooks_) out.push_back(kept.hook);
    return out;
}

base::Status Webhooks::save() const {
    json::array out;
    for (const Kept& kept : hooks_) out.push_back(to_json(kept.hook));
    return write_secretly(site_.office.folder() / "webhooks.json", json::serialize(out) + "\n");
}

// One message to one hook; whether there may be more for it at once.
bool Webhooks::deliver(const Hook& hook) {
    auto message = message_for(hook, site_.office);
    if (!message) {
        settle(hook.id, hook.next, message.error().message);
        return false;
    }
    if (message->next == hook.next) return false;
    if (!message->body.empty()) {
        auto address = parse_address(hook.url);
        std::int64_t seconds =
            std::chrono::floor<std::chrono::seconds>(site_.clock()).time_since_epoch().count();
        Headers headers = {{"Content-Type", "application/json"},
                           {"User-Agent", "Standstill"},
                           {"Standstill-Signature", signature(hook, seconds, message->body)}};
        auto status = address ? post(context_, *address, headers, message->body, kPatience)
                              : base::Result<int>(address.error());
        bool good = status && *status >= 200 && *status < 300;
        metrics_->delivered(good);
        if (!good) {
            settle(hook.id, hook.next,
                   status ? fmt::format("answered with {}", *status) : status.error().message);
            return false;
        }
    }
    settle(hook.id, message->next, "");
    return true;
}

void Webhooks::settle(const std::string& id, std::uint64_t next, const std::string& error) {
    std::lock_guard lock(mutex_);
    for (Kept& kept : hooks_) {
        if (kept.hook.id != id) continue;
        kept.hook.next = next;
        kept.hook.last_error = error.substr(0, 200);
        kept.hook.failures = error.empty() ? 0 : kept.hook.failures + 1;
        if (error.empty()) continue;
        std::uint32_t doublings = std::min(kept.hook.failures - 1, 20u);
        kept.not_before = std::chrono::steady_clock::now() +
                          std::min(first_wait_ * (1u << doublings), kLongestWait);
    }
    // A place that could not be saved is told of once more after a restart.
    (void)save();
}

void Webhooks::run() {
    using Steady = std::chrono::steady_clock;
    while (true) {
        auto wake = Steady::now() + std::chrono::minutes(1);
        std::vector<Kept> hooks;
        {
            std::lock_guard lock(mutex_);
            hooks = hooks_;
        }
        bool more = false;
        for (const Kept& kept : hooks) {
            {
                std::lock_guard lock(bell_->mutex);
                if (bell_->stopping) return;
            }
            if (kept.not_before > Steady::now())
                wake = std::min(wake, kept.not_before);
            else if (deliver(kept.hook))
                more = true;
        }
        // One that has just failed has a time of its own now.
        {
            std::lock_guard lock(mutex_);
            for (const Kept& kept : hooks_)
                if (kept.hook.failures > 0) wake = std::min(wake, kept.not_before);
        }
        std::unique_lock lock(bell_->mutex);
        if (!more)
            bell_->rung.wait_until(lock, wake, [&] { return bell_->pending || bell_->stopping; });
        bell_->pending = false;
        if (bell_->stopping) return;
    }
}

}  // namespace standstill::server::api
