package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/picture"
	"convlab/engine/spec"
)

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"-h"}, {"--help"}} {
		if out := mustExecute(t, args...); !strings.Contains(out, "convlab train") {
			t.Errorf("%v printed %s", args, out)
		}
	}
	for _, c := range commands() {
		out := mustExecute(t, c.name, "-h")
		for _, part := range []string{"convlab " + c.name + " [flags]", c.about, "Flags:\n"} {
			if !strings.Contains(out, part) {
				t.Errorf("%s -h does not say %q:\n%s", c.name, part, out)
			}
		}
	}
}

func TestMistakesAreReported(t *testing.T) {
	model := untrained(t)
	folder := t.TempDir()
	taken := filepath.Join(t.TempDir(), "folder.onnx")
	if err := os.Mkdir(taken, 0o755); err != nil {
		t.Fatal(err)
	}
	text := write(t, "not-a-picture.png", "hello")
	network, err := json.Marshal(spec.NoteDense())
	if err != nil {
		t.Fatal(err)
	}
	good := write(t, "network.json", string(network))
	paper := func(width, height int) string {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	blank := write(t, "blank.png", paper(9, 9))
	cut := write(t, "cut.png", paper(9, 9)[:40]) // it has its size but not its pixels
	vast := write(t, "vast.png", paper(picture.MaxPixels+1, 1))
	long := write(t, "long.png", paper(9, 9)+strings.Repeat("\x00", picture.MaxBytes))
	photo := write(t, "photo.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"", exitUsage, "convlab train"},
		{"fly", exitUsage, `there is no command "fly"`},
		{"train -lr fast", exitUsage, "'convlab train -h' lists"},
		{"train -speed 9", exitUsage, "-speed"},
		{"train here", exitUsage, "expected nothing after"},
		{"train -preset huge", exitUsage, "a preset of dense, convnet, half"},
		{"train -preset dense -spec " + good, exitFailed, "received both"},
		{"train -momentum 0.9", exitFailed, "-optimizer sgd only, received them with rmsprop"},
		{"train -lr 0", exitFailed, "learning_rate: got 0, want above 0"},
		{"train -batch 4096", exitFailed, "batch_size: got 4096, want 1 to 1024"},
		{"train -spec " + folder + "/none.json", exitFailed, "none.json"},
		{"train -spec " + text, exitFailed, "a JSON object"},
		{"train -data " + folder, exitFailed, "./build.sh build"},
		{"train -batch 64,5", exitUsage, `flag -batch: expected a whole number as in 60000 or 60,000, received "64,5"`},
		{"train -epochs 1e1", exitUsage, `flag -epochs: expected a whole number`},
		{"train -examples 1_000", exitUsage, `flag -examples: expected a whole number`},
		{"train -seed -1", exitUsage, `flag -seed: expected a whole number`},
		{"train -lr 0x1p-10", exitUsage, `flag -lr: expected a number as in 0.001 or 1e-3, received "0x1p-10"`},
		{"train -lr inf", exitUsage, `flag -lr: expected a number`},
		{"train -optimizer sgd -momentum -0.5", exitUsage, `flag -momentum: expected a number`},
		{"train -o " + folder + "/model", exitUsage, "expected -o with a file that ends in .safetensors or .onnx"},
		{"train -o " + folder + "/model.h5", exitUsage, "expected -o with a file that ends in .safetensors or .onnx"},
		{"train -half -o " + folder + "/model.onnx", exitUsage, "an ONNX file has 32-bit numbers"},
		{"train -data module -o " + folder + "/no/such/model.safetensors", exitFailed, "expected a writable folder"},
		{"train -data module -o " + taken, exitFailed, "which is not a regular file"},
		{"evaluate", exitUsage, "expected a model file after the flags"},
		{"evaluate " + text, exitFailed, "expected a safetensors file"},
		{"evaluate " + model + " " + model, exitUsage, "expected nothing after"},
		{"evaluate -data " + folder + " " + model, exitFailed, "./build.sh build"},
		{"predict " + model, exitUsage, "expected a picture after the flags"},
		{"predict " + model + " -", exitFailed, "standard input: expected a PNG, JPEG or GIF picture"}, // which is empty
		{"predict " + model + " " + folder + "/none.png", exitFailed, "none.png"},
		{"predict " + model + " " + text, exitFailed, "expected a PNG, JPEG or GIF picture"},
		{"predict " + model + " " + blank, exitFailed, "expected one digit, found none"},
		{"predict " + model + " " + cut, exitFailed, "expected a whole PNG picture"},
		{"predict " + model + " " + vast, exitFailed, "expected at most 32000000 pixels, received 32000001×1"},
		{"predict " + model + " " + long, exitFailed, "expected at most 20971520 bytes"},
		{"predict " + model + " " + photo, exitFailed, "received HEIC: save it as PNG or JPEG"},
		{"predict " + text + " " + blank, exitFailed, "expected a safetensors file"},
		{"export", exitUsage, "a model file, or -preset,"},
		{"export -preset dense " + model, exitUsage, "expected nothing after"},
	} {
		t.Run(c.args, func(t *testing.T) {
			code, out, errs := execute(t, strings.Fields(c.args)...)
			if code != c.code || !strings.Contains(errs, c.want) || out != "" {
				t.Errorf("exit code %d, want %d; printed %q and reported\n%s\nwant %q in it", code, c.code, out, errs, c.want)
			}
		})
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("the failed commands left %v (error %v)", left, err)
	}
}

// A folder with a manifest is read as packed shards.
func TestLoadRefusesAnEmptyManifest(t *testing.T) {
	folder := filepath.Dir(write(t, dataset.ManifestFile, "{}"))
	if _, _, err := load(folder); err == nil || !strings.Contains(err.Error(), "manifest") {
		t.Errorf("got %v for a manifest that lists nothing", err)
	}
}

func TestModelOfAnotherInputIsRefused(t *testing.T) {
	m := spec.Model{Input: spec.Shape{H: 8, W: 8, C: 1}, Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	_, err := loadNetwork(saved(t, m, make([]float32, 650)))
	if err == nil || !strings.Contains(err.Error(), "expected a network over pictures of 28×28×1, received one over 8×8×1") {
		t.Errorf("got %v", err)
	}
}
