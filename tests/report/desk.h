// A log with cases in it and the key that signs it, for the tests of what is published.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/files.h"
#include "ledger/checkpoint.h"
#include "ledger/event.h"
#include "ledger/tree.h"
#include "report/public.h"
#include "review/case_log.h"
#include "store/memory/event_log.h"

namespace standstill::report {

inline review::Library& law_at_hand() {
    static review::Library kLibrary(*cli::read_rules("rules"));
    return kLibrary;
}

inline review::Case case_from(const std::string& path) {
    auto of = cli::load_case(path, law_at_hand());
    EXPECT_TRUE(of) << of.error().message;
    return std::move(*of);
}

class Desk {
public:
    // With `policy`, events name their packs, as they do since the register was made.
    void keep(const review::Case& of, bool policy = true) {
        std::string digest = policy ? of.program->digest : "";
        std::vector<ledger::NewEvent> events{review::opening_event(of.header, now, digest)};
        for (const base::Node& event : of.events)
            events.push_back(review::record_event(event, now, digest));
        append(of.id, std::move(events));
    }
    void append(const std::string& stream, std::vector<ledger::NewEvent> events,
                const std::string& actor = "officer") {
        ledger::Command one{"c" + std::to_string(commands_++), stream, actor, std::nullopt,
                            std::move(events)};
        auto receipt = std::move(log.append({&one, 1})[0]);
        ASSERT_TRUE(receipt) << receipt.error().message;
    }

    // The log as it is now.
    Whole whole() {
        leaves_.clear();
        views_.clear();
        const auto stored = *log.read(ledger::LeafIndex{0}, 100'000);
        for (const ledger::StoredEvent& event : stored) leaves_.push_back(event.bytes);
        views_.assign(leaves_.begin(), leaves_.end());
        return {views_, checkpoint(), key.verifier(), now, {"contracting-officer"}};
    }
    std::string checkpoint() const { return checkpoint_over(leaves_); }
    std::string checkpoint_over(const std::vector<std::string>& leaves) const {
        ledger::Tree tree;
        for (const std::string& leaf : leaves) tree.append(ledger::leaf_hash(leaf));
        return *ledger::sign_checkpoint({"example.gov/log", tree.size(), tree.root(), {}}, key);
    }
    std::string file(const std::string& case_id = {}) {
        Whole all = whole();
        auto cases = public_cases(all, case_id);
        EXPECT_TRUE(cases) << cases.error().message;
        auto bytes = make_register(all, *cases);
        EXPECT_TRUE(bytes) << bytes.error().message;
        return *bytes;
    }

    store::memory::EventLog log;
    base::Instant now = *base::parse_instant("2026-11-20T12:00:00Z");
    ledger::SigningKey key = *ledger::SigningKey::make(
        "example.gov/log", ledger::SignatureType::Ed25519, std::string(32, 'l'));

private:
    std::vector<std::string> leaves_;
    std::vector<std::string_view> views_;
    int commands_ = 0;
};

}  // namespace standstill::report
