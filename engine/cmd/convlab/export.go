package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"convlab/engine/checkpoint"
)

func export() command {
	return command{
		name:    "export",
		operand: "[model.safetensors]",
		about:   "Writes a network for other programs: Keras, JSON, ONNX, safetensors.",
		more: `
Of a saved network with the settings it was trained with, or with -preset of a
preset (` + presetNames() + `), which has no weights.

` + formatHelp(),
		flags: func(set *flag.FlagSet) action {
			name := set.String("preset", "", "`name` of a preset, instead of a model file")
			wanted := set.String("format", formats()[0].name, "what to write, a `format` of the list above")
			path := set.String("o", "", "`file` to write, instead of printing")
			return func(_ context.Context, rest []string, std stdio) error {
				i := slices.IndexFunc(formats(), func(f format) bool { return f.name == *wanted })
				if i < 0 {
					return usagef("expected a -format of %s, received %q", formatNames(), *wanted)
				}
				f := formats()[i]
				if f.weights && *name != "" {
					return usagef("expected a model file for -format %s, received the preset %s, which has no weights", f.name, *name)
				}
				if f.binary && *path == "" {
					return usagef("expected -o and a file with -format %s: it is no text", f.name)
				}
				o, err := exported(*name, rest)
				if err != nil {
					return err
				}
				data, err := f.write(o)
				if err != nil {
					return err
				}
				return put(data, *path, std.out)
			}
		},
	}
}

// put prints data, or writes it to the file of that path.
func put(data []byte, path string, out io.Writer) error {
	file, err := reserve(path)
	if err != nil {
		return err
	}
	if file == nil {
		_, err := io.Copy(out, bytes.NewReader(data))
		return err
	}
	defer file.discard()
	if err := file.save(data); err != nil {
		return err
	}
	fmt.Fprintf(out, "wrote %s, %d bytes\n", path, len(data))
	return nil
}

// exported reads what is to be exported: a preset, or the file that is the only
// operand.
func exported(name string, rest []string) (origin, error) {
	if name != "" {
		p, err := preset(name)
		if err == nil {
			err = operands(rest)
		}
		return origin{run: checkpoint.Run{Model: p.Model, Training: p.Training}}, err
	}
	if err := operands(rest, "a model file, or -preset,"); err != nil {
		return origin{}, err
	}
	r, err := loadRun(rest[0])
	return origin{run: r, file: rest[0]}, err
}

func formatHelp() string {
	var b strings.Builder
	b.WriteString("Formats:\n")
	for _, f := range formats() {
		fmt.Fprintf(&b, "  %-11s  %s\n", f.name, f.about)
	}
	return b.String()
}

func formatNames() string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return strings.Join(names, ", ")
}
