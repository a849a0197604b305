// The log in memory: the contract with nothing around it. For tests and for questions of the "what
// if" kind; it promises everything but durability.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/event_log.h"
#include "ledger/tree.h"

namespace standstill::store::memory {

class EventLog final : public ledger::EventLog {
public:
    std::vector<base::Result<ledger::Receipt>> append(
        std::span<const ledger::Command> commands) override;
    base::Result<std::optional<ledger::Receipt>> receipt(std::string_view cmd) const override;
    base::Result<std::vector<ledger::StoredEvent>> read(ledger::LeafIndex from,
                                                        std::size_t limit) const override;
    base::Result<std::uint64_t> versions(std::string_view id) const override;
    base::Result<std::vector<ledger::StoredEvent>> stream(
        std::string_view id, std::uint64_t from_version = 0,
        std::size_t limit = ledger::kAll) const override;
    base::Result<std::vector<std::string>> streams() const override;
    base::Result<ledger::TreeSize> size() const override;
    base::Result<ledger::Head> head() const override;
    base::Result<std::vector<base::Digest>> leaf_hashes(ledger::LeafIndex from,
                                                        std::size_t limit) const override;
    base::Status store_checkpoint(const ledger::StoredCheckpoint& checkpoint,
                                  std::optional<ledger::TreeSize> previous) override;
    base::Result<std::optional<ledger::StoredCheckpoint>> latest_checkpoint() const override;
    base::Result<std::vector<ledger::StoredCheckpoint>> checkpoints() const override;

private:
    base::Result<ledger::Receipt> append_one(const ledger::Command& command);
    ledger::StoredEvent event(std::uint64_t index) const;

    mutable std::mutex mutex_;
    std::vector<std::string> events_;
    std::vector<base::Digest> leaves_;
    ledger::Frontier frontier_;
    std::unordered_map<std::string, ledger::Receipt> receipts_;
    std::map<std::string, std::vector<std::uint64_t>, std::less<>> streams_;
    std::vector<ledger::StoredCheckpoint> checkpoints_;
};

}  // namespace standstill::store::memory
