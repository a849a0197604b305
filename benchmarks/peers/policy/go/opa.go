// OPA through its Go package: a prepared query, evaluated in process.
//
// "Prepared" is OPA's own value of the input, so that the timing holds no conversion.

package main

import (
	"bytes"
	"context"
	"os"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

func opaEngine(label, path string) (engine[ast.Value], error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return engine[ast.Value]{}, err
	}
	ctx := context.Background()
	module := strings.TrimSuffix(path[strings.LastIndexByte(path, '/')+1:], ".rego")
	query, err := rego.New(
		rego.Query("data."+module+".allow"),
		rego.Module(path, string(text)),
	).PrepareForEval(ctx)
	return engine[ast.Value]{
		name:   label,
		module: "github.com/open-policy-agent/opa",
		input:  "OPA value; result set read back",
		prepare: func(text []byte) (ast.Value, error) {
			return ast.ValueFromReader(bytes.NewReader(text))
		},
		evaluate: func(input ast.Value) (answer, error) {
			results, err := query.Eval(ctx, rego.EvalParsedInput(input))
			if err == nil && results.Allowed() {
				return allowed, nil
			}
			return refused, err
		},
	}, err
}
