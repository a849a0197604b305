// A copy of a data folder that is in use, and the way back.
//
// Databases are copied as they stand at one instant (VACUUM INTO), other files as they are; the
// index is left out, because it follows from the log. The copy of the log is checked whole, and its
// newest checkpoint becomes the head.note of the copy. The key is copied only where that is asked
// for: who has it can sign.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/digest.h"
#include "base/result.h"

namespace standstill::office {

enum class WithKey { No, Yes };

struct BackedUp {
    std::uint64_t events = 0, files = 0;
    base::Digest root;              // of the log that was copied
    std::uint64_t signed_size = 0;  // of its newest checkpoint; 0: none
};

// `target` must not exist or be empty. Fails with Corrupt where the copy does not check.
base::Result<BackedUp> back_up(const std::filesystem::path& folder,
                               const std::filesystem::path& target, WithKey with_key);

// Puts a copy into a folder that has no log. A head.note that is there already and newer than that
// of the copy stays, so that an older log than the one that was last signed is found out.
base::Result<BackedUp> restore(const std::filesystem::path& copy,
                               const std::filesystem::path& folder);

}  // namespace standstill::office
