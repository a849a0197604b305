#include "evidence/mark/shingle_index.h"

#include <algorithm>
#include <cstring>

namespace standstill::evidence {

namespace {

constexpr int kLargeBucketBits = 21;
constexpr int kSmallBucketBits = 16;
constexpr std::uint32_t kCommonShare = 128;  // one text in so many makes a shingle common
constexpr std::uint32_t kLeastCommon = 24;   // postings that a bucket may have in any case
constexpr std::uint8_t kMostCounted = 127;

std::size_t bucket_of(std::uint64_t shingle, int bits) { return shingle >> (64 - bits); }
std::uint32_t tag_of(std::uint64_t shingle) { return static_cast<std::uint32_t>(shingle & 0xFFFF); }

}  // namespace

// Counts shared shingles per text of one segment.
class ShingleIndex::Count {
public:
    Count() : counts_(kSegmentTexts) {}

    void begin(std::uint32_t texts) {
        texts_ = texts;
        std::memset(counts_.data(), 0, (texts + 7) / 8 * 8);
    }
    void hit(std::uint32_t text) {
        if (counts_[text] < kMostCounted) ++counts_[text];
    }
    void collect(std::uint32_t least, std::uint32_t first_text, std::vector<Candidate>& found) {
        // Eight counters at a time: a sum that reaches 128 sets its highest bit.
        const std::uint64_t lift = 0x0101010101010101 * (128 - least);
        for (std::uint32_t i = 0; i < texts_; i += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, &counts_[i], 8);
            if (((eight + lift) & 0x8080808080808080) == 0) continue;
            for (std::uint32_t k = i; k < i + 8 && k < texts_; ++k)
                if (counts_[k] >= least) found.push_back({first_text + k, counts_[k]});
        }
    }

private:
    std::vector<std::uint8_t> counts_;
    std::uint32_t texts_ = 0;
};

ShingleIndex::Segment ShingleIndex::built(const std::vector<Raw>& parts, std::uint32_t first_text,
                                          int bucket_bits) {
    Segment segment;
    segment.first_text = first_text;
    segment.bucket_bits = bucket_bits;
    segment.begins.resize((std::size_t{1} << bucket_bits) + 1);
    std::size_t total = 0;
    for (const Raw& part : parts) {
        segment.texts += static_cast<std::uint32_t>(part.ends.size());
        total += part.shingles.size();
        for (std::uint64_t shingle : part.shingles)
            ++segment.begins[bucket_of(shingle, bucket_bits) + 1];
    }
    for (std::size_t i = 1; i < segment.begins.size(); ++i)
        segment.begins[i] += segment.begins[i - 1];
    segment.postings.resize(total);
    std::vector<std::uint32_t> next(segment.begins.begin(), segment.begins.end() - 1);
    std::uint32_t text = 0;
    for (const Raw& part : parts) {
        std::uint32_t from = 0;
        for (std::uint32_t end : part.ends) {
            for (; from < end; ++from) {
                std::uint64_t shingle = part.shingles[from];
                segment.postings[next[bucket_of(shingle, bucket_bits)]++] =
                    tag_of(shingle) << 16 | text;
            }
            ++text;
        }
    }
    // A bucket is shared by some shingles, so that it may have a few postings more.
    segment.common = segment.texts / kCommonShare + kLeastCommon +
                     static_cast<std::uint32_t>(2 * (total >> bucket_bits));
    return segment;
}

std::uint32_t ShingleIndex::add(std::span<const std::uint64_t> shingles) {
    // A shingle that a text repeats is one.
    std::vector<std::uint64_t> distinct(shingles.begin(), shingles.end());
    std::ranges::sort(distinct);
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    newest_.shingles.insert(newest_.shingles.end(), distinct.begin(), distinct.end());
    newest_.ends.push_back(static_cast<std::uint32_t>(newest_.shingles.size()));
    std::uint32_t number = size_++;
    if (newest_.ends.size() < kSmallSegmentTexts) return number;
    small_raw_.push_back(std::move(newest_));
    newest_ = {};
    small_.push_back(built({small_raw_.back()}, size_ - kSmallSegmentTexts, kSmallBucketBits));
    if (small_.size() == kSegmentTexts / kSmallSegmentTexts) {
        large_.push_back(built(small_raw_, size_ - kSegmentTexts, kLargeBucketBits));
        small_.clear();
        small_raw_.clear();
    }
    return number;
}

std::vector<Candidate> ShingleIndex::candidates(std::span<const std::uint64_t> shingles,
                                                std::uint32_t least, std::size_t limit) const {
    std::vector<std::uint64_t> asked(shingles.begin(), shingles.end());
    std::ranges::sort(asked);
    asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
    std::vector<Candidate> found;
    Count count;
    struct Range {
        std::uint32_t begin;
        std::uint32_t end;
    };
    std::vector<Range> ranges(asked.size());
    auto search = [&](const Segment& segment) {
        count.begin(segment.texts);
        // Three passes, so that the memory of many buckets is on its way at the same time.
        for (std::uint64_t shingle : asked)
            __builtin_prefetch(&segment.begins[bucket_of(shingle, segment.bucket_bits)]);
        for (std::size_t i = 0; i < asked.size(); ++i) {
            std::size_t bucket = bucket_of(asked[i], segment.bucket_bits);
            ranges[i] = {segment.begins[bucket], segment.begins[bucket + 1]};
            if (ranges[i].end - ranges[i].begin > segment.common) ranges[i].end = ranges[i].begin;
            if (ranges[i].begin < ranges[i].end)
                __builtin_prefetch(&segment.postings[ranges[i].begin]);
        }
        for (std::size_t i = 0; i < asked.size(); ++i) {
            std::uint32_t tag = tag_of(asked[i]) << 16;
            for (std::uint32_t at = ranges[i].begin; at < ranges[i].end; ++at) {
                std::uint32_t posting = segment.postings[at];
                if ((posting & 0xFFFF0000) == tag) count.hit(posting & 0xFFFF);
            }
        }
        count.collect(least, segment.first_text, found);
    };
    for (const Segment& segment : large_) search(segment);
    for (const Segment& segment : small_) search(segment);
    std::uint32_t first_newest = size_ - static_cast<std::uint32_t>(newest_.ends.size());
    std::uint32_t from = 0;
    for (std::size_t i = 0; i < newest_.ends.size(); ++i) {
        std::uint32_t shared = 0;
        auto at = asked.begin();
        for (; from < newest_.ends[i]; ++from) {
            while (at != asked.end() && *at < newest_.shingles[from]) ++at;
            if (at != asked.end() && *at == newest_.shingles[from]) ++shared;
        }
        if (shared >= least)
            found.push_back({first_newest + static_cast<std::uint32_t>(i),
                             std::min<std::uint32_t>(shared, kMostCounted)});
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Candidate::shared);
    if (found.size() > limit) found.resize(limit);
    return found;
}

std::size_t ShingleIndex::memory_bytes() const {
    std::size_t bytes = newest_.shingles.capacity() * 8 + newest_.ends.capacity() * 4;
    for (const std::vector<Segment>* segments : {&large_, &small_})
        for (const Segment& segment : *segments)
            bytes += (segment.begins.capacity() + segment.postings.capacity()) * 4;
    for (const Raw& raw : small_raw_)
        bytes += raw.shingles.capacity() * 8 + raw.ends.capacity() * 4;
    return bytes;
}

}  // namespace standstill::evidence
