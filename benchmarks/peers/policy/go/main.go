// OPA and cel-go on the benchmark gate, in process, each policy compiled once.
//
//	policy-peers POLICIES CASES.jsonl

package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: policy-peers POLICIES CASES.jsonl")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "policy-peers:", err)
		os.Exit(1)
	}
}

func run(policies, path string) error {
	cases, err := readCases(path)
	if err != nil {
		return err
	}
	for _, variant := range []struct{ file, label string }{
		{"guarded", "OPA, guarded"},
		{"required", "OPA, turned round"},
	} {
		subject, err := opaEngine(variant.label, filepath.Join(policies, variant.file+".rego"))
		if err != nil {
			return err
		}
		if err := benchmark(subject, cases); err != nil {
			return err
		}
	}
	guarded, err := celEngine(filepath.Join(policies, "guarded.cel"))
	if err != nil {
		return err
	}
	if err := benchmark(guarded, cases); err != nil {
		return err
	}
	partial, err := celUnknownEngine(filepath.Join(policies, "unguarded.cel"))
	if err != nil {
		return err
	}
	return benchmark(partial, cases)
}
