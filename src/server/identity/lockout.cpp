#include "server/identity/lockout.h"

#include <algorithm>
#include <array>

namespace standstill::server::identity {

namespace {

using std::chrono::seconds;

constexpr std::size_t kMostCounts = 100'000;
constexpr seconds kFirstWait{15}, kLongestWait{15 * 60};
constexpr std::chrono::hours kMemory{24};

struct Key {
    std::string text;
    std::uint32_t free = 0;
};

std::array<Key, 3> keys_of(std::string_view account, std::string_view address) {
    // A name that is typed may be of any length.
    std::string name(account.substr(0, 64));
    std::string from(address);
    return {Key{"account " + name + " from " + from, 5}, Key{"address " + from, 20},
            Key{"account " + name, 50}};
}

std::uint32_t free_of(const std::string& key) {
    if (key.starts_with("address ")) return 20;
    return key.find(" from ") == std::string::npos ? 50 : 5;
}

seconds wait_after(std::uint32_t failures, std::uint32_t free) {
    if (failures < free) return seconds(0);
    std::uint32_t doublings = std::min<std::uint32_t>(failures - free, 10);
    return std::min(kLongestWait, kFirstWait * (1 << doublings));
}

}  // namespace

seconds Lockout::begin(std::string_view account, std::string_view address, base::Instant now) {
    forget_old(now);
    auto keys = keys_of(account, address);
    seconds longest{0};
    for (const Key& key : keys) {
        auto found = counts_.find(key.text);
        if (found == counts_.end()) continue;
        base::Instant until = found->second.latest + wait_after(found->second.failures, key.free);
        if (until > now) longest = std::max(longest, std::chrono::ceil<seconds>(until - now));
    }
    if (longest > seconds(0)) return longest;
    for (const Key& key : keys) {
        Count& count = counts_[key.text];
        ++count.failures;
        count.latest = now;
    }
    return seconds(0);
}

void Lockout::good(std::string_view account, std::string_view address) {
    auto keys = keys_of(account, address);
    counts_.erase(keys[0].text);
    for (std::size_t i : {1U, 2U}) {
        auto found = counts_.find(keys[i].text);
        if (found != counts_.end() && --found->second.failures == 0) counts_.erase(found);
    }
}

std::vector<Lockout::Row> Lockout::waiting(base::Instant now) const {
    std::vector<Row> out;
    for (const auto& [key, count] : counts_) {
        base::Instant until = count.latest + wait_after(count.failures, free_of(key));
        if (until > now) out.push_back({key, count.failures, until});
    }
    std::ranges::sort(out, {}, &Row::key);
    return out;
}

void Lockout::forget_old(base::Instant now) {
    if (counts_.size() < kMostCounts / 10) return;
    std::erase_if(counts_, [&](const auto& entry) { return entry.second.latest + kMemory < now; });
    // A flood of names: those that failed least go first.
    for (std::uint32_t least = 1; counts_.size() >= kMostCounts; ++least)
        std::erase_if(counts_, [&](const auto& entry) { return entry.second.failures <= least; });
}

}  // namespace standstill::server::identity
