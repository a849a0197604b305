#!/usr/bin/env python3
"""The same documents and pairs through datasketch, rensa and text-dedup.

    peers.py DOCUMENTS POSITIVES

Each peer estimates the likeness of a pair by MinHash of word shingles; its limit is the highest
value of any independent pair, so that it joins none of them. Containment is estimated from the
same signatures and the sizes of the sets, which is what LSH Ensemble searches by.
"""
import collections
import re
import sys
import time

import numpy
from datasketch import MinHash
from rensa import CMinHash, RMinHash
from text_dedup.minhash import embed_func
from text_dedup.utils.hashfunc import xxh3_32hash

PERMUTATIONS = 256
LEAST_WORDS = 80


def words_of(text):
    return re.findall(r"[a-z0-9]+", text.lower().replace("\\n", " "))


def shingles(words, size):
    return {" ".join(words[i : i + size]) for i in range(max(0, len(words) - size + 1))}


def datasketch_signature(words, size):
    minhash = MinHash(num_perm=PERMUTATIONS)
    minhash.update_batch([s.encode() for s in shingles(words, size)])
    return minhash.hashvalues


def rensa_signature(kind):
    def signature(words, size):
        minhash = kind(num_perm=PERMUTATIONS, seed=1)
        minhash.update(list(shingles(words, size)))
        return numpy.array(minhash.digest(), dtype=numpy.uint64)

    return signature


PRIME = numpy.uint64((1 << 61) - 1)
DRAWN = numpy.random.RandomState(1)
FACTORS = (
    DRAWN.randint(1, PRIME, size=PERMUTATIONS, dtype=numpy.uint64),
    DRAWN.randint(0, PRIME, size=PERMUTATIONS, dtype=numpy.uint64),
)


def text_dedup_signature(words, size):
    ranges = [(i, i + 1) for i in range(PERMUTATIONS)]
    found = embed_func(
        " ".join(words), 0, num_perm=PERMUTATIONS, ngram_size=size, min_length=0,
        hashranges=ranges, permutations=FACTORS, hash_func=xxh3_32hash, dtype=numpy.uint64,
        max_hash=numpy.uint32((1 << 32) - 1), modulo_prime=PRIME,
    )
    parts = found["__signatures__"]
    return numpy.array([hash(bytes(part)) for part in parts], dtype=numpy.int64)


def likeness(signature, others):
    return (others == signature).mean(axis=1)


def containment(jaccard, size, sizes):
    common = jaccard / (1 + jaccard) * (size + sizes)
    return common / numpy.maximum(1, numpy.minimum(size, sizes))


def measure(name, signature, size, documents, positives):
    order = list(documents)
    began = time.process_time()
    rows = numpy.stack([signature(documents[k][1], size) for k in order])
    seconds = time.process_time() - began
    sizes = numpy.array([len(shingles(documents[k][1], size)) for k in order])
    place = {k: i for i, k in enumerate(order)}
    known = {(a, b) for _, a, b in positives} | {(b, a) for _, a, b in positives}
    groups = numpy.array([documents[k][0] for k in order])
    negative = numpy.array(
        [not documents[k][0].startswith("+") and len(documents[k][1]) >= LEAST_WORDS
         for k in order]
    )
    limits, pairs = [0.0, 0.0], 0
    for i in numpy.nonzero(negative)[0]:
        others = numpy.nonzero(negative & (groups != groups[i]))[0]
        others = others[others > i]
        others = numpy.array([j for j in others if (order[i], order[j]) not in known], dtype=int)
        if len(others) == 0:
            continue
        found = likeness(rows[i], rows[others])
        pairs += len(others)
        limits[0] = max(limits[0], found.max())
        limits[1] = max(limits[1], containment(found, sizes[i], sizes[others]).max())
    hits = [collections.Counter(), collections.Counter()]
    totals = collections.Counter()
    for label, a, b in positives:
        if a not in place or b not in place:
            continue
        i, j = place[a], place[b]
        found = likeness(rows[i], rows[[j]])
        totals[label] += 1
        hits[0][label] += int(found[0] > limits[0])
        hits[1][label] += int(containment(found, sizes[i], sizes[[j]])[0] > limits[1])
    for kind, limit, hit in zip(("Jaccard", "containment"), limits, hits):
        for label in totals:
            print(f"{name}, {size}-shingles, {kind}\t{label}\t{hit[label]} of {totals[label]}\t"
                  f"limit {limit:.3f}")
    print(f"{name}, {size}-shingles\ttexts a second\t{len(order) / seconds:.0f}\t{pairs} pairs",
          flush=True)


def main():
    documents = {}
    for line in open(sys.argv[1], encoding="utf-8"):
        name, group, text = line.rstrip("\n").split("\t", 2)
        documents[name] = (group, words_of(text))
    positives = [tuple(line.split()) for line in open(sys.argv[2], encoding="utf-8")]
    peers = [
        ("datasketch", datasketch_signature),
        ("rensa R-MinHash", rensa_signature(RMinHash)),
        ("rensa C-MinHash", rensa_signature(CMinHash)),
        ("text-dedup", text_dedup_signature),
    ]
    for name, signature in peers:
        for size in (2, 3, 5):
            try:
                measure(name, signature, size, documents, positives)
            except Exception as error:  # a peer of another version: say so and go on
                print(f"left out: {name}: {type(error).__name__}: {error}", file=sys.stderr)


main()
