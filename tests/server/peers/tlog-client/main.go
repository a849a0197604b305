// Reads a Standstill log as any client of c2sp.org/tlog-tiles does, with the client library of
// Tessera, and holds it against itself: signature, root from entries, inclusion of each entry, and
// consistency after the log has grown.
//
//	tlog-client ROOT_URL VERIFIER_KEY CASE
//
// The token of somebody who may read entries and record stands in STANDSTILL_TOKEN, the body of an
// event to record in STANDSTILL_EVENT.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/client"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: tlog-client ROOT_URL VERIFIER_KEY CASE")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "tlog-client:", err)
		os.Exit(1)
	}
}

func run(root, key, caseID string) error {
	ctx := context.Background()
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	address, err := url.Parse(root + "/log/")
	if err != nil {
		return err
	}
	fetcher, err := client.NewHTTPFetcher(address, nil)
	if err != nil {
		return err
	}
	token := "Bearer " + os.Getenv("STANDSTILL_TOKEN")
	fetcher.SetAuthorizationHeader(token)

	head, raw, _, err := client.FetchCheckpoint(ctx, fetcher.ReadCheckpoint, verifier, verifier.Name())
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	leaves, err := checkEntries(ctx, fetcher, head.Size, head.Hash)
	if err != nil {
		return err
	}
	builder, err := client.NewProofBuilder(ctx, head.Size, fetcher.ReadTile)
	if err != nil {
		return err
	}
	for index := range leaves {
		hashes, err := builder.InclusionProof(ctx, uint64(index))
		if err != nil {
			return fmt.Errorf("proof of %d: %w", index, err)
		}
		err = proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), head.Size, leaves[index], hashes, head.Hash)
		if err != nil {
			return fmt.Errorf("proof of %d: %w", index, err)
		}
	}

	tracker, err := client.NewLogStateTracker(ctx, fetcher.ReadTile, raw, verifier, verifier.Name(),
		client.UnilateralConsensus(fetcher.ReadCheckpoint))
	if err != nil {
		return err
	}
	if err := record(root, token, caseID); err != nil {
		return err
	}
	if _, _, _, err := tracker.Update(ctx); err != nil {
		return fmt.Errorf("after an event more: %w", err)
	}
	grown := tracker.Latest()
	if grown.Size <= head.Size {
		return fmt.Errorf("the log did not grow: %d, then %d", head.Size, grown.Size)
	}
	fmt.Printf("%d entries and their proofs hold, and %d entries are consistent with them\n", head.Size, grown.Size)
	return nil
}

// The leaf hashes of all entries, whose root must be the one that was signed.
func checkEntries(ctx context.Context, fetcher *client.HTTPFetcher, size uint64, root []byte) ([][]byte, error) {
	tree := (&compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}).NewEmptyRange(0)
	var leaves [][]byte
	for bundle := uint64(0); bundle*256 < size; bundle++ {
		entries, err := client.GetEntryBundle(ctx, fetcher.ReadEntryBundle, bundle, size)
		if err != nil {
			return nil, fmt.Errorf("entries %d: %w", bundle, err)
		}
		for _, entry := range entries.Entries {
			hash := rfc6962.DefaultHasher.HashLeaf(entry)
			leaves = append(leaves, hash)
			if err := tree.Append(hash, nil); err != nil {
				return nil, err
			}
		}
	}
	computed, err := tree.GetRootHash(nil)
	if err != nil {
		return nil, err
	}
	if uint64(len(leaves)) != size || !bytes.Equal(computed, root) {
		return nil, fmt.Errorf("%d entries have the root %x, signed is %x over %d", len(leaves), computed, root, size)
	}
	return leaves, nil
}

func record(root, token, caseID string) error {
	request, err := http.NewRequest("POST", root+"/api/cases/"+caseID+"/events",
		strings.NewReader(os.Getenv("STANDSTILL_EVENT")))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", token)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 201 {
		said, _ := io.ReadAll(answer.Body)
		return fmt.Errorf("recording: %s: %s", answer.Status, said)
	}
	return nil
}
