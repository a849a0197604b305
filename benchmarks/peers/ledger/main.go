// Tessera's POSIX driver, in process, as an embedded ledger would use it: writers that each append
// one event and wait until Tessera says that it is durable and in the tree.
//
//	tessera-bench append --dir DIR [--events N] [--bytes N] [--writers N]
//	                     [--batch-size N] [--batch-age D] [--name TEXT]
//	tessera-bench found  --dir DIR
//
// `append` prints one result line and then kills itself with SIGKILL, so that nothing can be
// rescued on the way out; `found`, in a new process, prints how many events the log has kept.

package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
	"k8s.io/klog/v2"
)

type settings struct {
	dir       string
	events    uint64
	bytes     int
	writers   int
	batchSize uint
	batchAge  time.Duration
	name      string
}

type result struct {
	Engine    string  `json:"engine"`
	Events    uint64  `json:"events"`
	Bytes     int     `json:"bytes"`
	Writers   int     `json:"writers"`
	PerSecond float64 `json:"events_per_s"`
	P50       int64   `json:"p50_ns"`
	P99       int64   `json:"p99_ns"`
}

func main() {
	// The library tells its story to standard error; its errors still go there.
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tessera-bench:", err)
		os.Exit(1)
	}
}

func run(words []string) error {
	if len(words) == 0 || (words[0] != "append" && words[0] != "found") {
		return fmt.Errorf("usage: tessera-bench append|found --dir DIR [...]")
	}
	var chosen settings
	flags := flag.NewFlagSet(words[0], flag.ExitOnError)
	flags.StringVar(&chosen.dir, "dir", "", "where the log is kept")
	flags.Uint64Var(&chosen.events, "events", 100_000, "events to append")
	flags.IntVar(&chosen.bytes, "bytes", 300, "bytes of an event")
	flags.IntVar(&chosen.writers, "writers", 4096, "writers that append at the same time")
	flags.UintVar(&chosen.batchSize, "batch-size", tessera.DefaultBatchMaxSize, "events in a batch")
	flags.DurationVar(&chosen.batchAge, "batch-age", tessera.DefaultBatchMaxAge, "age of a batch")
	flags.StringVar(&chosen.name, "name", "Tessera POSIX", "name in the result line")
	if err := flags.Parse(words[1:]); err != nil {
		return err
	}
	if chosen.dir == "" {
		return fmt.Errorf("--dir: expected a directory")
	}
	if chosen.bytes < 8 {
		return fmt.Errorf("--bytes: expected 8 or more, found %d", chosen.bytes)
	}
	ctx := context.Background()
	appender, reader, err := open(ctx, chosen)
	if err != nil {
		return err
	}
	if words[0] == "found" {
		return printFound(ctx, reader)
	}
	line, err := appendAll(ctx, appender, chosen)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}
	return syscall.Kill(os.Getpid(), syscall.SIGKILL)
}

func open(ctx context.Context, chosen settings) (*tessera.Appender, tessera.LogReader, error) {
	// The key signs checkpoints of a log that is thrown away; a new one at every start would make
	// the old checkpoint unreadable, so it is kept beside the log.
	signer, err := benchmarkSigner(chosen.dir)
	if err != nil {
		return nil, nil, err
	}
	driver, err := posix.New(ctx, posix.Config{Path: chosen.dir})
	if err != nil {
		return nil, nil, err
	}
	options := tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		WithBatching(chosen.batchSize, chosen.batchAge).
		// Every writer may have one event in flight; none is to be turned away.
		WithPushback(uint(2 * chosen.writers))
	appender, _, reader, err := tessera.NewAppender(ctx, driver, options)
	return appender, reader, err
}

func benchmarkSigner(dir string) (note.Signer, error) {
	path := dir + ".key"
	secret, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		fresh, _, err := note.GenerateKey(rand.Reader, "standstill-benchmark")
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(fresh), 0o600); err != nil {
			return nil, err
		}
		return note.NewSigner(fresh)
	}
	if err != nil {
		return nil, err
	}
	return note.NewSigner(string(secret))
}

func printFound(ctx context.Context, reader tessera.LogReader) error {
	size, err := reader.IntegratedSize(ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]uint64{"found": size})
}

// The events differ in their first eight bytes, as the log must not take two for one.
func event(number uint64, length int) []byte {
	data := make([]byte, length)
	binary.LittleEndian.PutUint64(data, number)
	return data
}

func appendAll(ctx context.Context, appender *tessera.Appender, chosen settings) (result, error) {
	latencies := make([]int64, chosen.events)
	var next atomic.Uint64
	var failure atomic.Pointer[error]
	var writers sync.WaitGroup
	start := time.Now()
	for range chosen.writers {
		writers.Go(func() {
			for number := next.Add(1) - 1; number < chosen.events; number = next.Add(1) - 1 {
				entry := tessera.NewEntry(event(number, chosen.bytes))
				before := time.Now()
				if _, err := appender.Add(ctx, entry)(); err != nil {
					failure.Store(&err)
					return
				}
				latencies[number] = time.Since(before).Nanoseconds()
			}
		})
	}
	writers.Wait()
	elapsed := time.Since(start)
	if err := failure.Load(); err != nil {
		return result{}, *err
	}
	slices.Sort(latencies)
	last := len(latencies) - 1
	return result{
		Engine: chosen.name, Events: chosen.events, Bytes: chosen.bytes, Writers: chosen.writers,
		PerSecond: float64(chosen.events) / elapsed.Seconds(),
		P50:       latencies[last/2], P99: latencies[last*99/100],
	}, nil
}
