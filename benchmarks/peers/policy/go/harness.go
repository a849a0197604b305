// Runs one engine over the cases, counts what it answers against the truth, and times it: the
// same work in the same order as node/harness.mjs.

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"time"
)

const (
	warmUpPasses = 3
	leastPasses  = 3
	mostSamples  = 1_000_000
	longestLine  = 1 << 20
)

type answer int

const (
	refused answer = iota
	allowed
	unknown
)

// An engine answers from facts in its own form (In) and makes that form from JSON text.
type engine[In any] struct {
	name     string
	module   string
	input    string
	prepare  func(text []byte) (In, error)
	evaluate func(In) (answer, error)
}

type oneCase struct {
	Truth string          `json:"truth"`
	Facts json.RawMessage `json:"facts"`
}

type timing struct {
	P50  int64 `json:"p50_ns"`
	P99  int64 `json:"p99_ns"`
	Mean int64 `json:"mean_ns"`
}

type result struct {
	Engine           string `json:"engine"`
	Version          string `json:"version"`
	Cases            int    `json:"cases"`
	Allowed          int    `json:"allowed"`
	AllowedOnUnknown int    `json:"allowed_on_unknown"`
	Unknown          int    `json:"unknown"`
	Wrong            int    `json:"wrong"`
	timing
	FromJSON timing `json:"from_json"`
	Clock    int64  `json:"clock_ns"`
	Input    string `json:"input"`
}

func readCases(path string) ([]oneCase, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, longestLine)
	var cases []oneCase
	for lines.Scan() {
		var one oneCase
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, len(cases)+1, err)
		}
		cases = append(cases, one)
	}
	return cases, lines.Err()
}

func measuredTime() time.Duration {
	if seconds, err := strconv.ParseFloat(os.Getenv("STANDSTILL_SECONDS"), 64); err == nil {
		return time.Duration(seconds * float64(time.Second))
	}
	return 2 * time.Second
}

// Whole passes over the inputs, so that every case weighs the same. The mean is of the loop,
// clock reads included; the percentiles are of single evaluations.
func measure[In any](inputs []In, run func(In)) timing {
	for range warmUpPasses {
		for _, input := range inputs {
			run(input)
		}
	}
	samples := make([]int64, 0, mostSamples)
	start := time.Now()
	deadline := start.Add(measuredTime())
	for pass := 0; len(samples)+len(inputs) <= mostSamples; pass++ {
		if pass >= leastPasses && !time.Now().Before(deadline) {
			break
		}
		for _, input := range inputs {
			before := time.Now()
			run(input)
			samples = append(samples, time.Since(before).Nanoseconds())
		}
	}
	total := time.Since(start).Nanoseconds()
	slices.Sort(samples)
	last := len(samples) - 1
	return timing{samples[last/2], samples[last*99/100], total / int64(len(samples))}
}

func count(found answer, truth string, into *result) {
	switch found {
	case allowed:
		into.Allowed++
		if truth == "unknown" {
			into.AllowedOnUnknown++
		}
		if truth == "false" {
			into.Wrong++
		}
	case unknown:
		into.Unknown++
	}
	if found != allowed && truth == "true" {
		into.Wrong++
	}
}

func benchmark[In any](subject engine[In], cases []oneCase) error {
	line := result{Engine: subject.name, Version: moduleVersion(subject.module),
		Cases: len(cases), Input: subject.input}
	prepared := make([]In, len(cases))
	for i, one := range cases {
		var err error
		if prepared[i], err = subject.prepare(one.Facts); err != nil {
			return fmt.Errorf("%s, case %d: %w", subject.name, i, err)
		}
		found, err := subject.evaluate(prepared[i])
		if err != nil {
			return fmt.Errorf("%s, case %d: %w", subject.name, i, err)
		}
		count(found, one.Truth, &line)
	}
	line.Clock = measure(prepared, func(In) {}).P50
	line.timing = measure(prepared, func(input In) {
		if _, err := subject.evaluate(input); err != nil {
			panic(err)
		}
	})
	line.FromJSON = measure(cases, func(one oneCase) {
		input, err := subject.prepare(one.Facts)
		if err == nil {
			_, err = subject.evaluate(input)
		}
		if err != nil {
			panic(err)
		}
	})
	return json.NewEncoder(os.Stdout).Encode(line)
}

func moduleVersion(path string) string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == path {
			return module.Version[1:]
		}
	}
	return "unknown"
}
