#include "office/evidence_sweep.h"

#include <sys/stat.h>

#include <chrono>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/digest.h"

namespace standstill::office {

namespace {

constexpr std::chrono::hours kEvery{1}, kOld{24};
constexpr std::size_t kPage = 1'024;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// The digests in the fields `sha256` of an event. Its bytes are canonical, so there is one way to
// write such a field; a text that looks like one spares a file, which does no harm.
void collect_digests(std::string_view event, std::set<std::string>& out) {
    constexpr std::string_view kField = R"("sha256":")";
    constexpr std::size_t kDigits = 64;
    for (std::size_t at = event.find(kField); at != std::string_view::npos;
         at = event.find(kField, at)) {
        at += kField.size();
        std::string digest = lower(event.substr(at, kDigits));
        if (base::digest_from_hex(digest)) out.insert(std::move(digest));
    }
}

bool is_old(const std::filesystem::path& file, base::Instant now) {
    struct stat of {};
    if (::stat(file.c_str(), &of) != 0 || !S_ISREG(of.st_mode)) return false;
    return now - base::Instant{std::chrono::seconds{of.st_mtim.tv_sec}} > kOld;
}

}  // namespace

base::Status EvidenceSweep::tick(base::Instant now) {
    if (last_ && now - *last_ < kEvery) return base::Done{};
    last_ = now;
    return sweep(now);
}

base::Status EvidenceSweep::read_log() {
    while (true) {
        auto page = log_.read(ledger::LeafIndex{next_}, kPage);
        if (!page) return page.error();
        for (const ledger::StoredEvent& event : *page) collect_digests(event.bytes, named_);
        next_ += page->size();
        if (page->size() < kPage) return base::Done{};
    }
}

base::Status EvidenceSweep::sweep(base::Instant now) {
    std::error_code error;
    std::vector<std::filesystem::path> old;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "evidence", error)) {
        const std::string name = entry.path().filename().string();
        const bool is_ours = name.starts_with(".incoming-") || base::digest_from_hex(name);
        if (is_ours && !named_.contains(name) && is_old(entry.path(), now))
            old.push_back(entry.path());
    }
    if (old.empty()) return base::Done{};
    if (auto read = read_log(); !read) return read;
    for (const std::filesystem::path& file : old)
        // Somebody may have sent it again meanwhile, which makes it young.
        if (!named_.contains(file.filename().string()) && is_old(file, now) &&
            std::filesystem::remove(file, error))
            ++swept_;
    return base::Done{};
}

}  // namespace standstill::office
