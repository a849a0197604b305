// The data folder of one person or office: the log, its key, the packs under which answers were
// given.
//
//   standstill.db     the log (docs/formats/database.md)
//   log.key           the signing key of the log, readable by its owner only
//   head.note         the newest checkpoint that was signed; a log that does not have it is an
//                     older copy that was put back, and nothing more is signed or recorded in it
//   access.db         who looked at what (office/access_log.h)
//   index.db          what lists are made of; follows from the log (office/index_file.h)
//   rules/DIGEST/     the packs of every answer that was recorded, so that it can be given again
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "law/compile.h"
#include "ledger/checkpoint.h"
#include "ledger/note.h"
#include "store/sqlite/event_log.h"

namespace standstill::office {

// How many places of commands a log of the office keeps in memory before it folds them into its
// tables: some 5 MB at most, soon reached. What is folded more often costs the disk a little more,
// and an office is written to for months.
inline constexpr std::uint64_t kPlacesInMemory = 32'768;

class Folder {
public:
    enum class For { Reading, Writing };

    // Opens the folder. For writing it is made where it is missing, with a new key.
    // `witness_file`, where it is given, is a second place for the newest checkpoint, best on
    // another machine's disk: head.note alone would be put back together with an older log.
    static base::Result<Folder> open(const std::filesystem::path& folder, For purpose,
                                     const std::filesystem::path& witness_file = {});

    store::sqlite::EventLog& log() { return *log_; }
    const store::sqlite::EventLog& log() const { return *log_; }
    const ledger::SigningKey& key() const { return key_; }
    const std::filesystem::path& folder() const { return folder_; }

    // The newest checkpoint, signed now if the log has grown since: the root is recomputed from the
    // stored bytes first, and the note is on disk outside the database before it is returned. Fails
    // with Conflict where a newer or another one was signed (head_trouble).
    base::Result<ledger::StoredCheckpoint> sign_head();

    // Why the log must not be signed or written: a checkpoint was signed that it does not have.
    const std::optional<base::Error>& head_trouble() const { return head_trouble_; }

    // Keeps the packs that a program was compiled from.
    base::Status keep_rules(const law::RuleFiles& files, const law::Program& program);
    // All packs that were kept: below `DIGEST16/`.
    base::Result<law::RuleFiles> kept_rules() const;

private:
    Folder(std::filesystem::path folder, std::unique_ptr<store::sqlite::EventLog> log,
           ledger::SigningKey key)
        : folder_(std::move(folder)), log_(std::move(log)), key_(std::move(key)) {}

    base::Status check_head(const std::filesystem::path& file) const;
    base::Status keep_head(const std::string& note);

    std::filesystem::path folder_;
    std::vector<std::filesystem::path> head_files_;
    std::string head_kept_;  // what stands in them
    std::optional<base::Error> head_trouble_;
    std::unique_ptr<store::sqlite::EventLog> log_;
    ledger::SigningKey key_;
};

// The key of the log in a data folder. NotFound: it is missing.
base::Result<ledger::SigningKey> key_in(const std::filesystem::path& folder);

}  // namespace standstill::office
