#include "ledger/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "ledger/bundle.h"
#include "ledger/checkpoint.h"
#include "ledger/seal.h"
#include "ledger/tiles.h"
#include "ledger/tree.h"

namespace standstill::ledger {

namespace {

using base::Digest;

// A thread costs about as much as this many entries.
constexpr std::size_t kLeastEntries = 256;

// Runs work(part, begin, end) over [0, count) in up to `threads` equal parts of at least `least`,
// and waits.
template <typename Work>
void in_parts(std::size_t count, std::size_t least, unsigned threads, const Work& work) {
    std::size_t parts = std::clamp<std::size_t>(count / least, 1, std::max(1u, threads));
    std::vector<std::thread> others;
    for (std::size_t part = 1; part < parts; ++part)
        others.emplace_back(
            [&, part] { work(part, count * part / parts, count * (part + 1) / parts); });
    work(0, 0, count / parts);
    for (std::thread& thread : others) thread.join();
}

// The divergence of the lowest index among those that the parts found.
void keep_first(std::optional<Divergence>& first, std::optional<Divergence> other) {
    if (!other) return;
    if (!first || (other->index && first->index && number(*other->index) < number(*first->index)))
        first = std::move(other);
}

struct StreamPosition {
    std::uint64_t index;
    std::uint64_t version;
};
using Streams = std::unordered_map<std::string_view, std::vector<StreamPosition>>;

class Verification {
public:
    Verification(std::span<const VerifierKey> trusted, const Replay& replay, VerifyOptions options)
        : trusted_(trusted), replay_(replay), threads_(options.threads) {}

    VerificationReport run(std::string_view bytes) {
        bool good = step("archive", [&] { return archive(bytes); }) &&
                    step("manifest", [&] { return manifest(); }) &&
                    step("checkpoints", [&] { return checkpoints(); }) &&
                    step("tree", [&] { return tree(); }) &&
                    step("consistency", [&] { return consistency(); }) &&
                    step("entries", [&] { return entries(); }) &&
                    step("streams", [&] { return streams(); }) &&
                    (!replay_ || step("replay", [&] { return replay(); })) &&
                    step("seals", [&] { return seals(); });
        if (good)
            report_.verdict =
                report_.sealed_inputs > 0 ? Verdict::VerifiedWithSealedInputs : Verdict::Verified;
        return std::move(report_);
    }

private:
    // Passed with this many things checked, or failed with the divergence in the report.
    using Checked = std::optional<std::uint64_t>;

    template <typename Run>
    bool step(const char* name, const Run& run) {
        step_ = name;
        Checked checked = run();
        if (checked) report_.steps.push_back({name, *checked});
        return checked.has_value();
    }

    Divergence divergence(std::optional<LeafIndex> index, std::string what, std::string expected,
                          std::string found) const {
        return {step_, index, std::move(what), std::move(expected), std::move(found)};
    }
    Checked diverge(std::string what, std::string expected, std::string found) {
        report_.divergence =
            divergence(std::nullopt, std::move(what), std::move(expected), std::move(found));
        return std::nullopt;
    }
    Checked diverge(std::optional<Divergence> found) {
        report_.divergence = std::move(found);
        return std::nullopt;
    }
    const ArchiveFile* file(std::string_view name) const { return find_file(files_, name); }

    Checked archive(std::string_view bytes) {
        auto files = read_archive(bytes);
        if (!files) return diverge("the archive", "as it would be written", files.error().message);
        files_ = std::move(*files);
        for (const ArchiveFile& each : files_)
            if (!is_known(each.name))
                return diverge("a name in the archive", "one of the format",
                               std::string(each.name));
        return files_.size();
    }

    static bool is_known(std::string_view name) {
        for (std::string_view whole : {"checkpoint", "keys", "manifest", "manifest.sig", "policy"})
            if (name == whole) return true;
        for (std::string_view folder : {"checkpoints/", "objects/", "rules/", "tile/", "zones/"})
            if (name.starts_with(folder)) return true;
        return false;
    }

    Checked manifest() {
        const ArchiveFile *listed = file("manifest"), *signature = file("manifest.sig");
        for (const char* name : {"checkpoint", "manifest", "manifest.sig"})
            if (file(name) == nullptr) return diverge(fmt::format("`{}`", name), "a file", "none");
        auto note = parse_note(signature->bytes);
        if (!note) return diverge("`manifest.sig`", "a signed note", note.error().message);
        // A second signature of an unknown key would be a place to hide a byte in.
        if (note->signatures.size() != 1)
            return diverge("`manifest.sig`", "one signature",
                           fmt::format("{}", note->signatures.size()));
        auto verified = verify_note(*note, trusted_);
        if (!verified)
            return diverge("`manifest.sig`", "signed by a trusted key", verified.error().message);
        const VerifierKey& key = trusted_[verified->front().key];
        if (key.type != SignatureType::Ed25519)
            return diverge("`manifest.sig`", "signed by the log", "a cosignature of " + key.name);
        std::string statement = manifest_statement(key.name, listed->bytes);
        if (note->text != statement) return diverge("`manifest.sig`", statement, note->text);
        if (*print_note(*note) != signature->bytes)
            return diverge("`manifest.sig`", "as it would be printed", "not");
        report_.origin = key.name;

        std::string expected = manifest_text();
        if (listed->bytes != expected) {
            // The first line that differs names the file.
            auto [found_at, expected_at] = std::mismatch(listed->bytes.begin(), listed->bytes.end(),
                                                         expected.begin(), expected.end());
            auto line = [](std::string_view text, std::ptrdiff_t at) {
                std::size_t middle = std::min(static_cast<std::size_t>(at), text.size());
                std::size_t begin = middle == 0 ? 0 : text.rfind('\n', middle - 1) + 1;
                if (begin > middle) begin = 0;
                return std::string(text.substr(begin, text.find('\n', begin) - begin));
            };
            return diverge("a file and its line in `manifest`",
                           line(listed->bytes, found_at - listed->bytes.begin()),
                           line(expected, expected_at - expected.begin()));
        }
        return files_.size();
    }

    // The manifest that the files should have, hashed in parts.
    std::string manifest_text() const {
        std::vector<std::string> parts(std::max(1u, threads_));
        in_parts(files_.size(), 32, threads_,
                 [&](std::size_t part, std::size_t begin, std::size_t end) {
                     parts[part] = manifest_of(std::span(files_).subspan(begin, end - begin));
                 });
        std::string text;
        for (const std::string& part : parts) text += part;
        return text;
    }

    Checked checkpoints() {
        auto opened = open_checkpoint(file("checkpoint")->bytes, trusted_);
        if (!opened) return diverge("`checkpoint`", "signed by the log", opened.error().message);
        if (opened->checkpoint.origin != report_.origin)
            return diverge("`checkpoint`", report_.origin, opened->checkpoint.origin);
        report_.size = opened->checkpoint.size;
        report_.root = opened->checkpoint.root;
        for (const VerifiedSignature& signature : opened->signatures)
            report_.signers.push_back(trusted_[signature.key].name);
        for (std::size_t i = 0;; ++i) {
            const ArchiveFile* earlier = file(earlier_checkpoint_path(i));
            if (earlier == nullptr) break;
            auto each = open_checkpoint(earlier->bytes, trusted_);
            if (!each)
                return diverge(fmt::format("`{}`", earlier->name), "signed by the log",
                               each.error().message);
            if (each->checkpoint.origin != report_.origin)
                return diverge(fmt::format("`{}`", earlier->name), report_.origin,
                               each->checkpoint.origin);
            earlier_.push_back(std::move(each->checkpoint));
        }
        auto sent = std::count_if(files_.begin(), files_.end(), [](const ArchiveFile& each) {
            return each.name.starts_with("checkpoints/");
        });
        if (static_cast<std::size_t>(sent) != earlier_.size())
            return diverge("the number of earlier checkpoints, numbered from 0",
                           fmt::format("{}", earlier_.size()), fmt::format("{}", sent));
        return earlier_.size() + 1;
    }

    Checked tree() {
        // Exactly the tiles of this size, no more and no fewer.
        std::vector<TileId> hash_ids = hash_tiles(report_.size),
                            entry_ids = entry_tiles(report_.size);
        auto sent = std::count_if(files_.begin(), files_.end(), [](const ArchiveFile& each) {
            return each.name.starts_with("tile/");
        });
        if (static_cast<std::size_t>(sent) != hash_ids.size() + entry_ids.size())
            return diverge("the number of tiles",
                           fmt::format("{}", hash_ids.size() + entry_ids.size()),
                           fmt::format("{}", sent));
        entries_.reserve(static_cast<std::size_t>(number(report_.size)));
        for (const TileId& id : entry_ids) {
            const ArchiveFile* tile = file(tile_path(id));
            if (tile == nullptr)
                return diverge(fmt::format("`{}`", tile_path(id)), "a file", "none");
            auto parsed = parse_entry_bundle(tile->bytes, id.width);
            if (!parsed)
                return diverge(
                    divergence(LeafIndex{id.index * kTileWidth}, fmt::format("`{}`", tile->name),
                               fmt::format("{} entries", id.width), parsed.error().message));
            entries_.insert(entries_.end(), parsed->begin(), parsed->end());
        }
        Digests leaves(entries_.size());
        in_parts(entries_.size(), kLeastEntries, threads_,
                 [&](std::size_t, std::size_t begin, std::size_t end) {
                     auto part = leaf_hashes(
                         std::span<const std::string_view>(entries_).subspan(begin, end - begin));
                     std::copy(part.begin(), part.end(),
                               leaves.begin() + static_cast<std::ptrdiff_t>(begin));
                 });
        tree_.append(leaves);
        for (const TileId& id : hash_ids) {
            const ArchiveFile* tile = file(tile_path(id));
            if (tile == nullptr)
                return diverge(fmt::format("`{}`", tile_path(id)), "a file", "none");
            auto bytes = hash_tile(tree_, id);
            if (!bytes)
                return diverge(fmt::format("`{}`", tile->name), "a tile", bytes.error().message);
            if (*bytes == tile->bytes) continue;
            auto at =
                std::mismatch(bytes->begin(), bytes->end(), tile->bytes.begin(), tile->bytes.end())
                    .first;
            std::uint64_t node =
                id.index * kTileWidth + static_cast<std::uint64_t>(at - bytes->begin()) / 32;
            std::optional<LeafIndex> leaf;
            if (*id.level == 0) leaf = LeafIndex{node};
            return diverge(divergence(
                leaf, fmt::format("hash {} of `{}`", node % kTileWidth, tile->name),
                hash_in(*bytes, node % kTileWidth), hash_in(tile->bytes, node % kTileWidth)));
        }
        if (tree_.root() != report_.root)
            return diverge("the root of the entries", base::to_hex(report_.root),
                           base::to_hex(tree_.root()));
        return entries_.size();
    }

    static std::string hash_in(std::string_view tile, std::uint64_t position) {
        std::size_t at = static_cast<std::size_t>(position) * 32;
        auto digest =
            digest_from_bytes(at <= tile.size() ? tile.substr(at, 32) : std::string_view());
        return digest ? base::to_hex(*digest) : "none";
    }

    Checked consistency() {
        TreeSize before{0};
        for (std::size_t i = 0; i < earlier_.size(); ++i) {
            const Checkpoint& each = earlier_[i];
            std::string what = fmt::format("`{}`", earlier_checkpoint_path(i));
            if (number(each.size) < number(before))
                return diverge(what, fmt::format("at least {} entries", number(before)),
                               fmt::format("{}", number(each.size)));
            before = each.size;
            auto root = tree_.root(each.size);
            if (!root)
                return diverge(what, fmt::format("at most {} entries", number(report_.size)),
                               fmt::format("{}", number(each.size)));
            if (*root != each.root)
                return diverge(fmt::format("{}, the root of {} entries", what, number(each.size)),
                               base::to_hex(*root), base::to_hex(each.root));
        }
        return earlier_.size();
    }

    Checked entries() {
        std::size_t parts = std::max(1u, threads_);
        std::vector<Streams> found(parts);
        std::vector<std::vector<std::uint64_t>> sealed(parts);
        std::vector<std::optional<Divergence>> divergences(parts);
        in_parts(entries_.size(), kLeastEntries, threads_,
                 [&](std::size_t part, std::size_t begin, std::size_t end) {
                     for (std::size_t i = begin; i < end; ++i) {
                         auto event = scan_event(entries_[i]);
                         if (!event) {
                             divergences[part] = divergence(LeafIndex{i}, "an entry",
                                                            "the canonical bytes of an event",
                                                            event.error().message);
                             return;
                         }
                         found[part][event->stream].push_back({i, event->ver});
                         if (event->seals_json != "[]") sealed[part].push_back(i);
                     }
                 });
        std::optional<Divergence> first;
        for (auto& each : divergences) keep_first(first, std::move(each));
        if (first) return diverge(std::move(first));
        streams_ = std::move(found[0]);
        sealed_ = std::move(sealed[0]);
        for (std::size_t part = 1; part < parts; ++part) {
            for (auto& [stream, positions] : found[part]) {
                auto& all = streams_[stream];
                all.insert(all.end(), positions.begin(), positions.end());
            }
            sealed_.insert(sealed_.end(), sealed[part].begin(), sealed[part].end());
        }
        return entries_.size();
    }

    Checked streams() {
        std::optional<Divergence> first;
        for (const auto& [stream, positions] : streams_)
            for (std::size_t i = 0; i < positions.size(); ++i)
                if (positions[i].version != i) {
                    keep_first(
                        first,
                        divergence(LeafIndex{positions[i].index},
                                   fmt::format("the version in the stream `{}`", stream),
                                   fmt::format("{}", i), fmt::format("{}", positions[i].version)));
                    break;
                }
        if (first) return diverge(std::move(first));
        return streams_.size();
    }

    Checked replay() {
        std::vector<std::string_view> names;
        for (const auto& each : streams_) names.push_back(each.first);
        std::sort(names.begin(), names.end());
        std::size_t parts = std::max(1u, threads_);
        std::vector<ReplayOutcome> outcomes(parts);
        in_parts(names.size(), 1, threads_,
                 [&](std::size_t part, std::size_t begin, std::size_t end) {
                     std::vector<LoggedEvent> events;
                     for (std::size_t i = begin; i < end; ++i) {
                         events.clear();
                         for (const StreamPosition& position : streams_.at(names[i]))
                             events.push_back({LeafIndex{position.index},
                                               entries_[static_cast<std::size_t>(position.index)]});
                         ReplayOutcome outcome = replay_(names[i], events, files_);
                         outcomes[part].answers += outcome.answers;
                         keep_first(outcomes[part].divergence, std::move(outcome.divergence));
                     }
                 });
        std::optional<Divergence> first;
        for (ReplayOutcome& outcome : outcomes) {
            report_.answers += outcome.answers;
            keep_first(first, std::move(outcome.divergence));
        }
        if (first) {
            first->step = step_;
            return diverge(std::move(first));
        }
        return report_.answers;
    }

    Checked seals() {
        std::unordered_set<std::string> named;
        std::uint64_t opened = 0;
        for (std::uint64_t index : sealed_) {
            auto event = scan_event(entries_[static_cast<std::size_t>(index)]);
            boost::json::error_code error;
            auto list = boost::json::parse(
                boost::json::string_view(event->seals_json.data(), event->seals_json.size()),
                error);
            auto seals = seals_from_json(list.as_array());
            if (!seals)
                return diverge(divergence(LeafIndex{index}, "the seals of an event",
                                          "as their format says", seals.error().message));
            for (const Seal& seal : *seals) {
                std::string path = object_path(seal.seal);
                const ArchiveFile* object = file(path);
                named.insert(path);
                if (object == nullptr) {
                    ++report_.sealed_inputs;
                    continue;
                }
                auto content = open_seal(seal, object->bytes);
                if (!content)
                    return diverge(divergence(LeafIndex{index}, fmt::format("`{}`", path),
                                              "what was sealed", content.error().message));
                ++opened;
            }
        }
        for (const ArchiveFile& each : files_)
            if (each.name.starts_with("objects/") && !named.contains(std::string(each.name)))
                return diverge(fmt::format("`{}`", each.name), "sealed by an event", "by none");
        return opened;
    }

    std::span<const VerifierKey> trusted_;
    const Replay& replay_;
    unsigned threads_;
    VerificationReport report_;
    std::string step_;
    std::vector<ArchiveFile> files_;
    std::vector<Checkpoint> earlier_;
    std::vector<std::string_view> entries_;
    Tree tree_;
    Streams streams_;
    std::vector<std::uint64_t> sealed_;  // the entries that have seals
};

}  // namespace

VerificationReport verify_bundle(std::string_view bytes, std::span<const VerifierKey> trusted,
                                 const Replay& replay, VerifyOptions options) {
    return Verification(trusted, replay, options).run(bytes);
}

std::string verdict_text(const VerificationReport& report) {
    switch (report.verdict) {
        case Verdict::Verified:
            return "verified";
        case Verdict::VerifiedWithSealedInputs:
            return fmt::format("verified with {} sealed input{}", report.sealed_inputs,
                               report.sealed_inputs == 1 ? "" : "s");
        case Verdict::Failed:
            break;
    }
    return "failed";
}

std::string to_text(const VerificationReport& report) {
    std::string out;
    if (!report.origin.empty())
        out += fmt::format("log          {}\nsize         {}\nroot         {}\n", report.origin,
                           number(report.size), base::to_hex(report.root));
    for (const std::string& signer : report.signers)
        out += fmt::format("signed by    {}\n", signer);
    for (const StepReport& step : report.steps)
        out += fmt::format("{:<12} ok, {}\n", step.step, step.checked);
    if (report.divergence) {
        const Divergence& d = *report.divergence;
        out += fmt::format("{:<12} FAILED", d.step);
        if (d.index) out += fmt::format(" at entry {}", number(*d.index));
        out += fmt::format(": {}\n  expected   {}\n  found      {}\n", d.what, d.expected, d.found);
    }
    return out + verdict_text(report) + '\n';
}

}  // namespace standstill::ledger
