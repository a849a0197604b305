// Files of the public register: whatever comes, the reader says good only of what it can prove.
#include "report/register.h"

#include "ledger/checkpoint.h"
#include "ledger/tree.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill;
    static const auto kKey = *ledger::SigningKey::make(
        "fuzz.example/log", ledger::SignatureType::Ed25519, std::string(32, 'f'));
    std::vector<ledger::VerifierKey> keys{kKey.verifier()};
    report::RegisterReport report = report::check_register(view_of(data, size), keys);
    require(report.is_good != report.fault.has_value());
    require(report.is_good || report.proved.empty());
    require(!report.is_good || report.opened + report.whole + report.closed == report.size);

    // The same bytes behind a head of an empty tree: no lines of leaves can be good there.
    ledger::Checkpoint empty{"fuzz.example/log", ledger::TreeSize{0}, ledger::empty_root(), {}};
    std::string head = R"({"register":1,"log":"fuzz.example/log","size":0,"as_of":"x",)";
    head += R"("checkpoint":")";
    const std::string note = *ledger::sign_checkpoint(empty, kKey);
    for (char c : note) head += c == '\n' ? std::string("\\n") : std::string(1, c);
    head += "\"}\n";
    head += view_of(data, size);
    report = report::check_register(head, keys);
    require(!report.is_good || report.size == 0);
    return 0;
}
