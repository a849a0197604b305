// Archives and bundles: an archive that is read prints back; the verifier survives everything, also
// a bundle whose manifest was signed over what the fuzzer made.
#include "ledger/bundle.h"

#include "ledger/verify.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    static const SigningKey kKey =
        *SigningKey::make("example.gov/log", SignatureType::Ed25519, std::string(32, 'l'));
    std::string_view bytes = view_of(data, size);
    auto files = read_archive(bytes);
    if (!files) return 0;
    Files map;
    for (const ArchiveFile& file : *files) map.emplace(file.name, file.bytes);
    auto written = write_archive(map);
    require(written && *written == bytes);
    verify_bundle(bytes, {&kKey.verifier(), 1}, {}, {.threads = 1});

    std::string manifest = manifest_of(*files),
                statement = manifest_statement("example.gov/log", manifest);
    map["manifest"] = manifest;
    map["manifest.sig"] = *print_note(Note{statement, {*kKey.sign(statement)}});
    verify_bundle(*write_archive(map), {&kKey.verifier(), 1}, {}, {.threads = 1});
    return 0;
}
