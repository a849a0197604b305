// The verifier: what it accepts, and that it finds every way to lie, at its place.
#include "ledger/verify.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ledger/example_log.h"
#include "ledger/tiles.h"

namespace standstill::ledger {
namespace {

VerificationReport verify(const ExampleLog& log, const std::string& bytes,
                          const Replay& replay = {}) {
    return verify_bundle(bytes, {&log.key.verifier(), 1}, replay);
}

// The bundle of a log whose keeper lies: with the log's own key, over whatever files there are.
std::string resigned(const ExampleLog& log, const std::string& bundle,
                     const std::function<void(Files&)>& change) {
    Files files;
    auto before = read_archive(bundle);
    for (const ArchiveFile& file : *before) files.emplace(file.name, file.bytes);
    change(files);
    std::vector<ArchiveFile> listed;
    for (const auto& [name, bytes] : files) listed.push_back({name, bytes});
    std::string manifest = manifest_of(listed);
    std::string statement = manifest_statement("example.gov/log", manifest);
    files["manifest"] = manifest;
    files["manifest.sig"] = *print_note(Note{statement, {*log.key.sign(statement)}});
    return *write_archive(files);
}

TEST(Verify, AcceptsAnHonestBundle) {
    ExampleLog log = example_log();
    auto report = verify(log, log.bundle());
    ASSERT_FALSE(report.divergence) << to_text(report);
    EXPECT_EQ(report.verdict, Verdict::Verified);
    EXPECT_EQ(report.origin, "example.gov/log");
    EXPECT_EQ(number(report.size), 5u);
    EXPECT_EQ(report.root, log.tree.root());
    EXPECT_EQ(report.signers, std::vector<std::string>{"example.gov/log"});
    EXPECT_EQ(report.steps, (std::vector<StepReport>{{"archive", 10},
                                                     {"manifest", 10},
                                                     {"checkpoints", 2},
                                                     {"tree", 5},
                                                     {"consistency", 1},
                                                     {"entries", 5},
                                                     {"streams", 2},
                                                     {"seals", 1}}));
    EXPECT_EQ(verdict_text(report), "verified");
    ExampleLog empty;
    EXPECT_EQ(verify(empty, empty.bundle()).verdict, Verdict::Verified);
}

TEST(Verify, CountsWhatStaysSealed) {
    ExampleLog log = example_log();
    log.objects.clear();
    auto report = verify(log, log.bundle());
    EXPECT_EQ(report.verdict, Verdict::VerifiedWithSealedInputs);
    EXPECT_EQ(verdict_text(report), "verified with 1 sealed input");
}

TEST(Verify, EveryFlippedBitOfABundleIsFound) {
    ExampleLog log = example_log();
    std::string bytes = log.bundle();
    ASSERT_LT(bytes.size(), 32'000u);
    std::size_t missed = 0;
    for (std::size_t i = 0; i < 8 * bytes.size(); ++i) {
        char kept = bytes[i / 8];
        bytes[i / 8] = static_cast<char>(kept ^ (1 << i % 8));
        if (verify(log, bytes).verdict != Verdict::Failed) {
            ++missed;
            ADD_FAILURE() << "bit " << i % 8 << " of byte " << i / 8;
        }
        bytes[i / 8] = kept;
    }
    EXPECT_EQ(missed, 0u);
    EXPECT_EQ(verify(log, bytes).verdict, Verdict::Verified);
}

TEST(Verify, CutAnywhereItFails) {
    ExampleLog log = example_log();
    std::string bytes = log.bundle();
    for (std::size_t i = 0; i < bytes.size(); i += 97)
        EXPECT_EQ(verify(log, bytes.substr(0, i)).verdict, Verdict::Failed) << i;
}

TEST(Verify, TrustsOnlyTheKeysThatItWasGiven) {
    ExampleLog log = example_log(), other = example_log();
    other.key = *SigningKey::make("example.gov/log", SignatureType::Ed25519, std::string(32, 'o'));
    EXPECT_EQ(verify(other, log.bundle()).divergence->step, "manifest");
    EXPECT_EQ(verify_bundle(log.bundle(), {}, {}).divergence->step, "manifest");
}

// Whoever holds the key of the log can sign anything. What was promised before still binds.
struct Lie {
    const char* why;
    const char* step;
    std::optional<std::uint64_t> index;
    std::function<void(Files&)> change;
};

TEST(Verify, FindsEachLieAtItsPlace) {
    const ExampleLog log = example_log();
    std::string entry_tile = "tile/entries/000.p/5", hash_tile = "tile/0/000.p/5";
    std::string object = object_path(log.objects.begin()->first);
    const Lie kLies[] = {
        {"an entry was edited", "tree", 3,
         [&](Files& f) {
             std::string& tile = f[entry_tile];
             tile.replace(tile.find("CUI"), 3, "XUI");
         }},
        {"an entry was cut", "tree", 0, [&](Files& f) { f[entry_tile].pop_back(); }},
        {"a hash was changed", "tree", 1, [&](Files& f) { f[hash_tile][40] ^= 1; }},
        {"a hash tile is short", "tree", 3, [&](Files& f) { f[hash_tile].resize(100); }},
        {"a tile is missing", "tree", {}, [&](Files& f) { f.erase(hash_tile); }},
        {"a tile too many",
         "tree",
         {},
         [&](Files& f) { f["tile/0/000.p/4"] = f[hash_tile].substr(0, 128); }},
        {"a tile under another name",
         "tree",
         {},
         [&](Files& f) { f["tile/0/000.p/4"] = f[hash_tile], f.erase(hash_tile); }},
        {"the checkpoint is missing", "manifest", {}, [](Files& f) { f.erase("checkpoint"); }},
        {"the checkpoint has another root",
         "checkpoints",
         {},
         [](Files& f) { f["checkpoint"].replace(f["checkpoint"].find("\n5\n") + 3, 4, "AAAA"); }},
        {"an earlier checkpoint of another history",
         "consistency",
         {},
         [&](Files& f) {
             f["checkpoints/00000000"] = *sign_checkpoint(
                 {"example.gov/log", TreeSize{3}, leaf_hash("another"), {}}, log.key);
         }},
        {"an earlier checkpoint of a longer log",
         "consistency",
         {},
         [&](Files& f) {
             f["checkpoints/00000001"] = *sign_checkpoint(
                 {"example.gov/log", TreeSize{6}, leaf_hash("another"), {}}, log.key);
         }},
        {"earlier checkpoints out of order",
         "consistency",
         {},
         [&](Files& f) {
             f["checkpoints/00000001"] = *sign_checkpoint(
                 {"example.gov/log", TreeSize{1}, *log.tree.root(TreeSize{1}), {}}, log.key);
         }},
        {"an earlier checkpoint that is passed over",
         "checkpoints",
         {},
         [](Files& f) { f["checkpoints/00000002"] = f["checkpoints/00000000"]; }},
        {"an object that is not what was sealed", "seals", 3, [&](Files& f) { f[object] += 'x'; }},
        {"an object that nobody sealed",
         "seals",
         {},
         [](Files& f) { f["objects/" + std::string(64, '0')] = "stray"; }},
        {"a file of no kind", "archive", {}, [](Files& f) { f["README"] = "trust me"; }},
    };
    std::string honest = log.bundle();
    for (const Lie& lie : kLies) {
        SCOPED_TRACE(lie.why);
        auto report = verify(log, resigned(log, honest, lie.change));
        EXPECT_EQ(report.verdict, Verdict::Failed);
        ASSERT_TRUE(report.divergence);
        EXPECT_EQ(report.divergence->step, lie.step) << to_text(report);
        EXPECT_EQ(report.divergence->index.has_value(), lie.index.has_value()) << to_text(report);
        if (lie.index && report.divergence->index) {
            EXPECT_EQ(number(*report.divergence->index), *lie.index);
        }
        EXPECT_NE(report.divergence->expected, report.divergence->found);
    }
}

TEST(Verify, FindsAnEntryThatIsNoEvent) {
    ExampleLog log = example_log();
    log.append_leaf("{}");
    auto report = verify(log, log.bundle());
    ASSERT_TRUE(report.divergence);
    EXPECT_EQ(report.divergence->step, "entries");
    EXPECT_EQ(report.divergence->index, LeafIndex{5});
}

TEST(Verify, FindsAGapInAStream) {
    ExampleLog log = example_log();
    Event event = *parse_event(log.leaves[4]);
    event.ver = 3;
    log.append_leaf(*canonical_bytes(event));
    auto report = verify(log, log.bundle());
    ASSERT_TRUE(report.divergence);
    EXPECT_EQ(*report.divergence, (Divergence{"streams", LeafIndex{5},
                                              "the version in the stream `case-b`", "2", "3"}));
}

TEST(Verify, FindsASealThatIsNone) {
    ExampleLog log = example_log();
    log.append("case-b", {}, {"not a seal"});
    auto report = verify(log, log.bundle());
    ASSERT_TRUE(report.divergence);
    EXPECT_EQ(report.divergence->step, "seals");
    EXPECT_EQ(report.divergence->index, LeafIndex{5});
}

TEST(Verify, ReplaysEachStreamAndReportsTheFirstAnswerThatDiffers) {
    ExampleLog log = example_log();
    auto replay_with = [](const std::string& answer) {
        return [answer](std::string_view stream, std::span<const LoggedEvent> events,
                        const std::vector<ArchiveFile>& files) {
            EXPECT_NE(find_file(files, "rules/eo-14093/pack.yaml"), nullptr);
            ReplayOutcome outcome;
            for (const LoggedEvent& logged : events) {
                Event event = *parse_event(logged.bytes);
                EXPECT_EQ(event.stream, stream);
                if (event.type != "answer.recorded") continue;
                ++outcome.answers;
                std::string recorded = event.facts.at("answer").as_string().c_str();
                if (recorded != answer && !outcome.divergence)
                    outcome.divergence =
                        Divergence{"", logged.index, "the answer", answer, recorded};
            }
            return outcome;
        };
    };
    auto good = verify(log, log.bundle(), replay_with("refused"));
    EXPECT_EQ(good.verdict, Verdict::Verified) << to_text(good);
    EXPECT_EQ(good.answers, 1u);
    auto bad = verify(log, log.bundle(), replay_with("permitted"));
    EXPECT_EQ(bad.verdict, Verdict::Failed);
    EXPECT_EQ(*bad.divergence,
              (Divergence{"replay", LeafIndex{2}, "the answer", "permitted", "refused"}));
    EXPECT_NE(
        to_text(bad).find("replay       FAILED at entry 2: the answer\n  expected   permitted\n"
                          "  found      refused\nfailed\n"),
        std::string::npos)
        << to_text(bad);
}

TEST(Verify, OneThreadAndSeveralFindTheSame) {
    ExampleLog log;
    for (std::uint64_t i = 0; i < 1500; ++i) {
        Event event;
        event.type = "note.added";
        event.stream = fmt::format("case-{}", i % 7);
        event.ver = i / 7;
        event.cmd = fmt::format("c{}", i);
        event.actor = "officer";
        event.at = base::Instant{std::chrono::seconds{1'700'000'000 + i}};
        if (i == 700 || i == 1400) event.ver += 1;
        log.append_leaf(*canonical_bytes(event));
    }
    std::string bytes = log.bundle();
    auto one = verify_bundle(bytes, {&log.key.verifier(), 1}, {}, {.threads = 1});
    ASSERT_TRUE(one.divergence);
    EXPECT_EQ(one.divergence->index, LeafIndex{700});
    for (unsigned threads : {2u, 3u, 8u}) {
        auto several = verify_bundle(bytes, {&log.key.verifier(), 1}, {}, {.threads = threads});
        EXPECT_EQ(several.divergence, one.divergence);
        EXPECT_EQ(several.steps, one.steps);
    }
}

}  // namespace
}  // namespace standstill::ledger
