// Checks a bundle: everything, in order, trusting only the keys that the caller brings.
//
//   1. archive       every byte is where the format puts it
//   2. manifest      one of the trusted keys signed the digest of every file
//   3. checkpoints   the log signed each of them
//   4. tree          the entries give the root of the checkpoint, and the tiles that were sent
//   5. consistency   each earlier checkpoint is the root of a beginning of the same log
//   6. entries       each is an event in canonical form
//   7. streams       the versions of each stream count 0, 1, 2, ...
//   8. replay        each recorded answer is computed again and compared, by the caller
//   9. seals         each object is what its seal says, and some event sealed it
//
// A step starts when the one before it has passed. The first divergence is reported with its place
// and both values. The verdict says how much was seen: content that stayed sealed is counted, never
// passed over.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "ledger/archive.h"
#include "ledger/event.h"
#include "ledger/note.h"
#include "ledger/position.h"

namespace standstill::ledger {

enum class Verdict { Verified, VerifiedWithSealedInputs, Failed };

struct Divergence {
    std::string step;
    std::optional<LeafIndex> index;  // the entry, where it is one
    std::string what;
    std::string expected;
    std::string found;

    friend bool operator==(const Divergence&, const Divergence&) = default;
};

struct StepReport {
    std::string step;
    std::uint64_t checked = 0;  // how many things of its kind passed

    friend bool operator==(const StepReport&, const StepReport&) = default;
};

struct VerificationReport {
    Verdict verdict = Verdict::Failed;
    std::string origin;
    TreeSize size{};
    base::Digest root;
    std::vector<std::string> signers;  // names of the trusted keys that signed the checkpoint
    std::vector<StepReport> steps;     // those that passed
    std::uint64_t answers = 0;         // recorded answers that were replayed
    std::uint64_t sealed_inputs = 0;   // seals whose object is not in the bundle
    std::optional<Divergence> divergence;
};

struct LoggedEvent {
    LeafIndex index{};
    std::string_view bytes;  // canonical; parse_event and scan_event read them
};

// What the caller computes again. It is called once for each stream, with all its events in order
// and the files of the bundle, possibly from several threads at once. It reports how many recorded
// answers it compared, and the first that differs.
struct ReplayOutcome {
    std::uint64_t answers = 0;
    std::optional<Divergence> divergence;
};
using Replay =
    std::function<ReplayOutcome(std::string_view stream, std::span<const LoggedEvent> events,
                                const std::vector<ArchiveFile>& files)>;

struct VerifyOptions {
    unsigned threads = 2;
};

// `trusted` holds at least the key of the log, and may hold those of witnesses. Without `replay`
// step 8 is left out, and is missing among the steps of the report.
VerificationReport verify_bundle(std::string_view bytes, std::span<const VerifierKey> trusted,
                                 const Replay& replay, VerifyOptions options = {});

// For people, a line each: the steps, the divergence, the verdict.
std::string to_text(const VerificationReport& report);
// `verified`, `verified with 3 sealed inputs` or `failed`.
std::string verdict_text(const VerificationReport& report);

}  // namespace standstill::ledger
