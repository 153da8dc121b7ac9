package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"convlab/engine/checkpoint"
	"convlab/engine/onnx"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
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
					return usagef("expected -o and a file with -format %s: it is binary", f.name)
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

// put prints data, or writes it to the file at path.
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

// exported reads a preset, or the model file that is the only operand.
func exported(name string, rest []string) (source, error) {
	if name != "" {
		p, err := preset(name)
		if err == nil {
			err = operands(rest)
		}
		return source{run: checkpoint.Run{Model: p.Model, Training: p.Training}}, err
	}
	if err := operands(rest, "a model file, or -preset,"); err != nil {
		return source{}, err
	}
	r, err := loadRun(rest[0])
	return source{run: r, file: rest[0]}, err
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

// source is a network to export, and the file it comes from.
type source struct {
	run  checkpoint.Run
	file string // "" for a preset
}

// format is a file format for other programs.
type format struct {
	name, about string
	weights     bool // needs weights
	binary      bool // needs a file
	write       func(source) ([]byte, error)
}

// formats lists the formats, the default first.
func formats() []format {
	return []format{
		{name: "keras", about: "the Keras program that trains the network", write: func(o source) ([]byte, error) {
			return []byte(spec.Keras(o.run.Model, o.run.Training)), nil
		}},
		{name: "keras-load", about: "lines for that program that load the model file into Keras", weights: true, write: func(o source) ([]byte, error) {
			return []byte(spec.KerasLoad(o.run.Model, o.file)), nil
		}},
		{name: "keras-save", about: "lines for that program that save what Keras trained as a model file", write: func(o source) ([]byte, error) {
			text, err := spec.KerasSave(o.run.Model, o.run.Training, "keras.safetensors")
			return []byte(text), err
		}},
		{name: "json", about: "the network as JSON, which 'convlab train -spec' reads", write: func(o source) ([]byte, error) {
			text, err := json.MarshalIndent(o.run.Model, "", "  ")
			return append(text, '\n'), err
		}},
		{name: "onnx", about: "the trained network as an ONNX file, for onnxruntime and others", weights: true, binary: true, write: func(o source) ([]byte, error) {
			return encodeONNX(o.run)
		}},
		{name: "safetensors", about: "the model file again, with 32-bit numbers", weights: true, binary: true, write: func(o source) ([]byte, error) {
			return checkpoint.Save(o.run, safetensors.F32)
		}},
	}
}

func encodeONNX(r checkpoint.Run) ([]byte, error) {
	metadata, err := r.Metadata()
	if err != nil {
		return nil, err
	}
	return onnx.Encode(r.Model, r.Weights, metadata)
}
