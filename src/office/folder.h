// The data folder of one person or office: the log, its key, the packs under which answers were
// given.
//
//   standstill.db     the log (docs/formats/database.md)
//   log.key           the signing key of the log, readable by its owner only
//   rules/DIGEST/     the packs of every answer that was recorded, so that it can be given again
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "law/compile.h"
#include "ledger/checkpoint.h"
#include "ledger/note.h"
#include "store/sqlite/event_log.h"

namespace standstill::office {

class Folder {
public:
    enum class For { Reading, Writing };

    // Opens the folder. For writing it is made where it is missing, with a new key.
    static base::Result<Folder> open(const std::filesystem::path& folder, For purpose);

    store::sqlite::EventLog& log() { return *log_; }
    const store::sqlite::EventLog& log() const { return *log_; }
    const ledger::SigningKey& key() const { return key_; }
    const std::filesystem::path& folder() const { return folder_; }

    // The newest checkpoint, signed now if the log has grown since: the root is recomputed from the
    // stored bytes first.
    base::Result<ledger::StoredCheckpoint> sign_head();

    // Keeps the packs that a program was compiled from.
    base::Status keep_rules(const law::RuleFiles& files, const law::Program& program);
    // All packs that were kept: below `DIGEST16/`.
    base::Result<law::RuleFiles> kept_rules() const;

private:
    Folder(std::filesystem::path folder, std::unique_ptr<store::sqlite::EventLog> log,
           ledger::SigningKey key)
        : folder_(std::move(folder)), log_(std::move(log)), key_(std::move(key)) {}

    std::filesystem::path folder_;
    std::unique_ptr<store::sqlite::EventLog> log_;
    ledger::SigningKey key_;
};

}  // namespace standstill::office
