#include "ledger/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "ledger/base64.h"
#include "ledger/decimal.h"
#include "ledger/tree.h"

namespace standstill::ledger {

using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;

Result<CheckpointForm> parse_checkpoint_form(std::string_view text) {
    auto bad = [](std::string_view why) {
        return invalid(fmt::format("not a checkpoint: {}", why));
    };
    if (text.size() > kMaxNoteBytes) return bad("too long");
    if (text.empty() || text.back() != '\n') return bad("the last line does not end");
    auto lines = base::split(text.substr(0, text.size() - 1), '\n');
    if (lines.size() < 3) return bad("expected origin, size and root, a line each");
    if (std::any_of(lines.begin(), lines.end(),
                    [](const std::string& line) { return line.empty(); }))
        return bad("an empty line");
    CheckpointForm form;
    form.origin = lines[0];
    auto size = parse_decimal(lines[1]);
    if (!size)
        return bad(fmt::format("the size `{}` is not a decimal number", lines[1].substr(0, 100)));
    form.size = TreeSize{*size};
    auto root = bytes_from_base64(lines[2]);
    if (!root) return bad(root.error().message);
    form.root = *root;
    form.extensions.assign(lines.begin() + 3, lines.end());
    return form;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    auto form = parse_checkpoint_form(text);
    if (!form) return form.error();
    auto root = digest_from_bytes(form->root);
    if (!root) return base::in_context(root.error(), "not a checkpoint");
    if (number(form->size) == 0 && *root != empty_root())
        return invalid("not a checkpoint: the root of size 0 is not that of the empty tree");
    return Checkpoint{std::move(form->origin), form->size, *root, std::move(form->extensions)};
}

Result<std::string> print_checkpoint(const Checkpoint& checkpoint) {
    std::string text = fmt::format("{}\n{}\n{}\n", checkpoint.origin, number(checkpoint.size),
                                   base64(bytes_of(checkpoint.root)));
    for (const std::string& line : checkpoint.extensions) text += line + '\n';
    auto again = parse_checkpoint(text);
    if (!again) return again.error();
    if (*again != checkpoint)
        return invalid("the origin or an extension of the checkpoint has several lines");
    return text;
}

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    if (key.verifier().name != checkpoint.origin)
        return invalid(fmt::format("the key `{}` is not that of the log `{}`", key.verifier().name,
                                   checkpoint.origin));
    auto text = print_checkpoint(checkpoint);
    if (!text) return text.error();
    auto signature = key.sign(*text);
    if (!signature) return signature.error();
    return print_note(Note{*text, {*signature}});
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view bytes,
                                         std::span<const VerifierKey> keys) {
    auto note = parse_note(bytes);
    if (!note) return note.error();
    auto signatures = verify_note(*note, keys);
    if (!signatures) return signatures.error();
    auto checkpoint = parse_checkpoint(note->text);
    if (!checkpoint) return checkpoint.error();
    bool by_log =
        std::any_of(signatures->begin(), signatures->end(), [&](const VerifiedSignature& s) {
            return keys[s.key].type == SignatureType::Ed25519 &&
                   keys[s.key].name == checkpoint->origin;
        });
    if (!by_log)
        return fail(ErrorKind::NotFound,
                    fmt::format("the log `{}` has not signed its checkpoint", checkpoint->origin));
    return OpenedCheckpoint{std::move(*checkpoint), std::move(*signatures)};
}

}  // namespace standstill::ledger
