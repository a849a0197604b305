// A snapshot of names, from outside: refused, or searched without a byte read beyond its end.
#include "screening/find/snapshot.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "require.h"
#include "screening/find/index.h"

namespace {

using namespace standstill::screening;

// A good one, over which the input is laid; else hardly any input would get past the opening.
const std::vector<char>& good() {
    static const std::vector<char> bytes = [] {
        const std::vector<ListedText> listed{
            {{"PETROV, Ivan", EntityKind::Person, "Ivan", "PETROV"}, 0, 0},
            {{"Petrov I. Ivanovich", EntityKind::Person, {}, {}}, 0, 1},
            {{"Intellexa S.A.", EntityKind::Organization, {}, {}}, 1, 0}};
        auto index = Index::build({listed, standard_mode(), "{}", {}});
        require(static_cast<bool>(index));
        return std::vector<char>(index->bytes().begin(), index->bytes().end());
    }();
    return bytes;
}

void try_out(std::string_view bytes) {
    std::vector<std::uint64_t> words((bytes.size() + 7) / 8);
    if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
    char* begin = reinterpret_cast<char*>(words.data());
    for (bool signed_again : {false, true}) {
        if (signed_again) {
            if (bytes.size() < 32) return;
            const std::uint64_t sum = find::checksum({begin + 32, bytes.size() - 32});
            std::memcpy(begin + 24, &sum, 8);
        }
        auto index = Index::open({begin, bytes.size()});
        if (!index) continue;
        static const Name query =
            analyse({"Ivan J Petrof Intellexa", EntityKind::Unknown, {}, {}}, standard_mode());
        SearchScratch scratch;
        for (const Hit& hit : index->search(query, {300, 0, std::nullopt}, scratch)) {
            require(hit.name < index->size());
            (void)index->payload(hit.entity);
        }
    }
}

}  // namespace

// Three bytes say where, then how many bytes follow that are laid over the good one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_out({reinterpret_cast<const char*>(data), size});
    std::vector<char> changed = good();
    while (size > 4) {
        const std::size_t at =
            (data[0] | std::size_t{data[1]} << 8 | std::size_t{data[2]} << 16) % changed.size();
        const std::size_t count =
            std::min<std::size_t>({data[3] % 8U + 1U, size - 4, changed.size() - at});
        std::memcpy(changed.data() + at, data + 4, count);
        data += 4 + count;
        size -= 4 + count;
    }
    try_out({changed.data(), changed.size()});
    return 0;
}
