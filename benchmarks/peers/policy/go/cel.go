// cel-go twice: the guarded expression, and an expression without guards in partial evaluation,
// where the host names the factors that are unknown and the engine may answer "unknown".

package main

import (
	"encoding/json"
	"fmt"
	"os"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

const celModule = "cel.dev/cel-go"

var factors = []string{
	"government_access", "data_misuse", "disclosure", "foreign_control",
	"repression", "us_person", "repressive_customer",
}

func compile(path string, options ...cel.ProgramOption) (cel.Program, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	environment, err := cel.NewEnv(cel.Variable("c", cel.DynType))
	if err != nil {
		return nil, err
	}
	tree, issues := environment.Compile(string(text))
	if issues.Err() != nil {
		return nil, fmt.Errorf("%s: %w", path, issues.Err())
	}
	return environment.Program(tree, options...)
}

func decode(text []byte) (map[string]any, error) {
	var facts map[string]any
	if err := json.Unmarshal(text, &facts); err != nil {
		return nil, err
	}
	days, ok := facts["days_since_notice"].(float64)
	if !ok {
		return nil, fmt.Errorf("days_since_notice: expected a number")
	}
	facts["days_since_notice"] = int64(days)
	return facts, nil
}

func celAnswer(value ref.Val) answer {
	switch {
	case types.IsUnknown(value):
		return unknown
	case value == types.True:
		return allowed
	default:
		return refused
	}
}

func celEngine(path string) (engine[map[string]any], error) {
	program, err := compile(path, cel.EvalOptions(cel.OptOptimize))
	return engine[map[string]any]{
		name:   "CEL (cel-go), guarded",
		module: celModule,
		input:  "Go map",
		prepare: func(text []byte) (map[string]any, error) {
			facts, err := decode(text)
			return map[string]any{"c": facts}, err
		},
		evaluate: func(bindings map[string]any) (answer, error) {
			value, _, err := program.Eval(bindings)
			if err != nil {
				return refused, err
			}
			return celAnswer(value), nil
		},
	}, err
}

func unknownFactors(facts map[string]any) []*cel.AttributePatternType {
	found, _ := facts["factors"].(map[string]any)
	var patterns []*cel.AttributePatternType
	for _, name := range factors {
		finding, exists := found[name].(map[string]any)
		if exists && finding["credible"] == true {
			continue
		}
		pattern := cel.AttributePattern("c").QualString("factors").QualString(name)
		patterns = append(patterns, pattern)
	}
	return patterns
}

func celUnknownEngine(path string) (engine[any], error) {
	program, err := compile(path, cel.EvalOptions(cel.OptOptimize, cel.OptPartialEval))
	return engine[any]{
		name:   "CEL (cel-go), unknowns declared by the host",
		module: celModule,
		input:  "Go map and the patterns of what is unknown",
		prepare: func(text []byte) (any, error) {
			facts, err := decode(text)
			if err != nil {
				return nil, err
			}
			return cel.PartialVars(map[string]any{"c": facts}, unknownFactors(facts)...)
		},
		evaluate: func(bindings any) (answer, error) {
			value, _, err := program.Eval(bindings)
			if err != nil {
				return refused, err
			}
			return celAnswer(value), nil
		},
	}, err
}
