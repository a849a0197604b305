#include "store/memory/event_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "store/recount.h"

namespace standstill::store::memory {

using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using ledger::Command;
using ledger::Head;
using ledger::LeafIndex;
using ledger::Receipt;
using ledger::StoredCheckpoint;
using ledger::StoredEvent;
using ledger::TreeSize;

std::vector<Result<Receipt>> EventLog::append(std::span<const Command> commands) {
    if (commands.size() > ledger::kMaxBatchCommands)
        return {commands.size(),
                base::invalid(fmt::format("the batch has {} commands, at most {} are allowed",
                                          commands.size(), ledger::kMaxBatchCommands))};
    const std::lock_guard lock{mutex_};
    std::vector<Result<Receipt>> outcomes;
    outcomes.reserve(commands.size());
    for (const Command& command : commands) outcomes.push_back(append_one(command));
    return outcomes;
}

Result<Receipt> EventLog::append_one(const Command& command) {
    const auto known = streams_.find(command.stream);
    const std::uint64_t versions = known == streams_.end() ? 0 : known->second.size();
    auto bytes = ledger::leaves_of(command, versions);
    if (!bytes) return bytes.error();

    if (const auto kept = receipts_.find(command.cmd); kept != receipts_.end()) {
        Receipt receipt = kept->second;
        const auto events = std::span{events_}.subspan(number(receipt.first_index), receipt.count);
        if (!ledger::same_content(command, events))
            return fail(
                ErrorKind::Conflict,
                fmt::format("the command `{}` was kept before with other content, at event {}",
                            command.cmd, number(receipt.first_index)));
        receipt.repeated = true;
        return receipt;
    }
    if (command.expected_version && *command.expected_version != versions)
        return fail(ErrorKind::Conflict,
                    fmt::format("the stream `{}` has {} events, the command `{}` expects {}",
                                command.stream, versions, command.cmd, *command.expected_version));

    const Receipt receipt{LeafIndex{events_.size()}, versions, bytes->size(), false};
    for (std::string& event : *bytes) {
        streams_[command.stream].push_back(events_.size());
        leaves_.push_back(ledger::leaf_hash(event));
        frontier_.append(leaves_.back());
        events_.push_back(std::move(event));
    }
    receipts_.emplace(command.cmd, receipt);
    return receipt;
}

StoredEvent EventLog::event(std::uint64_t index) const {
    return {LeafIndex{index}, leaves_[index], events_[index]};
}

Result<std::optional<Receipt>> EventLog::receipt(std::string_view cmd) const {
    const std::lock_guard lock{mutex_};
    const auto kept = receipts_.find(std::string{cmd});
    if (kept == receipts_.end()) return std::optional<Receipt>{};
    Receipt receipt = kept->second;
    receipt.repeated = true;
    return std::optional{receipt};
}

Result<std::vector<StoredEvent>> EventLog::read(LeafIndex from, std::size_t limit) const {
    const std::lock_guard lock{mutex_};
    std::vector<StoredEvent> found;
    for (std::uint64_t i = number(from); i < events_.size() && found.size() < limit; ++i)
        found.push_back(event(i));
    return found;
}

Result<std::vector<StoredEvent>> EventLog::stream(std::string_view id, std::uint64_t from_version,
                                                  std::size_t limit) const {
    const std::lock_guard lock{mutex_};
    std::vector<StoredEvent> found;
    const auto known = streams_.find(id);
    if (known == streams_.end()) return found;
    for (std::uint64_t ver = from_version; ver < known->second.size() && found.size() < limit;
         ++ver)
        found.push_back(event(known->second[ver]));
    return found;
}

Result<std::uint64_t> EventLog::versions(std::string_view id) const {
    const std::lock_guard lock{mutex_};
    const auto known = streams_.find(id);
    return known == streams_.end() ? 0 : known->second.size();
}

Result<std::vector<std::string>> EventLog::streams() const {
    const std::lock_guard lock{mutex_};
    std::vector<std::string> ids;
    for (const auto& [id, events] : streams_) ids.push_back(id);
    return ids;
}

Result<TreeSize> EventLog::size() const {
    const std::lock_guard lock{mutex_};
    return frontier_.size();
}

Result<Head> EventLog::head() const {
    const std::lock_guard lock{mutex_};
    return Head{frontier_.size(), frontier_.hashes()};
}

Result<std::vector<Digest>> EventLog::leaf_hashes(LeafIndex from, std::size_t limit) const {
    const std::lock_guard lock{mutex_};
    const std::size_t begin = std::min<std::size_t>(number(from), leaves_.size());
    const auto some = std::span{leaves_}.subspan(begin, std::min(limit, leaves_.size() - begin));
    return std::vector<Digest>(some.begin(), some.end());
}

Status EventLog::store_checkpoint(const StoredCheckpoint& checkpoint,
                                  std::optional<TreeSize> previous) {
    const std::lock_guard lock{mutex_};
    const StoredCheckpoint* latest = checkpoints_.empty() ? nullptr : &checkpoints_.back();
    if (auto done = may_follow(latest, checkpoint, previous, frontier_.size()); !done) return done;

    Recount recount;
    const std::size_t size = number(checkpoint.size);
    const std::vector<std::string_view> events(events_.begin(),
                                               events_.begin() + static_cast<std::ptrdiff_t>(size));
    if (auto done = recount.add(events, std::span{leaves_}.first(size)); !done) return done;
    if (recount.root() != checkpoint.root)
        return fail(
            ErrorKind::Corrupt,
            fmt::format("the checkpoint of {} events has the root {}, the stored events have {}",
                        size, to_hex(checkpoint.root), to_hex(recount.root())));
    checkpoints_.push_back(checkpoint);
    return base::Done{};
}

Result<std::optional<StoredCheckpoint>> EventLog::latest_checkpoint() const {
    const std::lock_guard lock{mutex_};
    if (checkpoints_.empty()) return std::optional<StoredCheckpoint>{};
    return std::optional{checkpoints_.back()};
}

Result<std::vector<StoredCheckpoint>> EventLog::checkpoints() const {
    const std::lock_guard lock{mutex_};
    return checkpoints_;
}

}  // namespace standstill::store::memory
