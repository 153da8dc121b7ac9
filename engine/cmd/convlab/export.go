package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"

	"convlab/engine/spec"
)

func export() command {
	return command{
		name:    "export",
		operand: "[model.safetensors]",
		about:   "Writes the Keras program, or the JSON, of a network.",
		more: `
Of a saved network with the settings it was trained with, or with -preset of a
preset (` + presetNames() + `).
The JSON is what 'convlab train -spec' reads.
`,
		flags: func(set *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) error {
			name := set.String("preset", "", "`name` of a preset, instead of a model file")
			asJSON := set.Bool("json", false, "write the network's JSON instead of Keras code")
			return func(_ context.Context, rest []string, out, _ io.Writer) error {
				m, t, err := described(*name, rest)
				if err != nil {
					return err
				}
				if !*asJSON {
					_, err = fmt.Fprint(out, spec.Keras(m, t))
					return err
				}
				e := json.NewEncoder(out)
				e.SetIndent("", "  ")
				return e.Encode(m)
			}
		},
	}
}

func described(name string, rest []string) (spec.Model, spec.Training, error) {
	if name != "" {
		p, err := preset(name)
		if err == nil {
			err = operands(rest)
		}
		return p.Model, p.Training, err
	}
	if err := operands(rest, "a model file, or -preset,"); err != nil {
		return spec.Model{}, spec.Training{}, err
	}
	r, err := loadRun(rest[0])
	return r.Model, r.Training, err
}
