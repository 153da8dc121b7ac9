package checkpoint_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash/crc32"
	"reflect"
	"strings"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/drawing"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// The files in testdata/golden were saved by an early build and never change:
// files that people have must always open. The page saved all but one. The command
// line saved model-half:
//
//	convlab train -spec every.json -optimizer sgd -momentum 0.5 -lr 0.1 -batch 50 -examples 2000 -epochs 1 -seed 12 -half
//
// expected.json has what that build read in them. session and wasm/state test that
// they continue.
const golden = "testdata/golden/"

// content is the content of a file, with checksums of its numbers.
type content struct {
	Model    spec.Model           `json:"model"`
	Training spec.Training        `json:"training"`
	Results  *checkpoint.Results  `json:"results,omitempty"` // of a model
	Weights  string               `json:"weights"`
	State    []string             `json:"state,omitempty"`
	Progress *checkpoint.Progress `json:"progress,omitempty"` // of a training, as all that follow
	History  [][6]float64         `json:"history,omitempty"`  // test or not, epoch, seconds, loss, accuracy, count
	Drawing  *drawing.Drawing     `json:"drawing,omitempty"`
	Ink      uint32               `json:"ink,omitempty"` // CRC-32 of the drawing on an empty pad
	Page     string               `json:"page,omitempty"`
}

func contentOf(data []byte) (content, error) {
	o, err := checkpoint.Open(data)
	if err != nil {
		return content{}, err
	}
	if !o.IsCheckpoint() {
		r, err := o.Run()
		return content{Model: r.Model, Training: r.Training, Results: &r.Results, Weights: engine.Checksum(r.Weights)}, err
	}
	c, err := o.Checkpoint()
	got := content{
		Model: c.Model, Training: c.Training, Weights: engine.Checksum(c.Weights), Progress: &c.Progress,
		Drawing: &c.Drawing, Page: string(c.Page),
	}
	for _, h := range c.History {
		test := 0.0
		if h.Test {
			test = 1
		}
		got.History = append(got.History, [6]float64{test, h.Epoch, h.Seconds, h.Loss, h.Accuracy, float64(h.Count)})
	}
	for _, s := range c.State {
		got.State = append(got.State, engine.Checksum(s))
	}
	var r drawing.Raster
	r.Redraw(c.Drawing)
	got.Ink = crc32.ChecksumIEEE(r.Pix[:])
	return got, err
}

// again loads a file and saves its content.
func again(t *testing.T, data []byte, dtype safetensors.DType) []byte {
	t.Helper()
	var saved []byte
	c, err := checkpoint.LoadCheckpoint(data)
	if err == nil {
		saved, err = checkpoint.SaveCheckpoint(c)
	} else {
		var r checkpoint.Run
		if r, err = checkpoint.Load(data); err == nil {
			saved, err = checkpoint.Save(r, dtype)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestGoldenFilesOpen(t *testing.T) {
	var expected map[string]content
	if err := json.Unmarshal(read(t, golden+"expected.json"), &expected); err != nil || len(expected) != 7 {
		t.Fatalf("%d files, error %v", len(expected), err)
	}
	for name, want := range expected {
		data := read(t, golden+name+".safetensors")
		if got, err := contentOf(data); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s holds\n%+v, want\n%+v, error %v", name, got, want, err)
		}
		dtype := safetensors.F32
		if name == "model-half" {
			dtype = safetensors.F16
		}
		if !bytes.Equal(again(t, data, dtype), data) {
			t.Errorf("%s is saved to other bytes", name)
		}
	}
}

// changed returns a file with other metadata, and the right hash if it has one.
func changed(t *testing.T, data []byte, change func(metadata map[string]string)) []byte {
	t.Helper()
	const key, zeros = "sha256", "0000000000000000000000000000000000000000000000000000000000000000"
	f, err := safetensors.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	change(f.Metadata)
	if f.Metadata[key] != "" {
		f.Metadata[key] = zeros
	}
	if data, err = safetensors.Encode(f); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return bytes.Replace(data, []byte(`"`+key+`":"`+zeros), []byte(`"`+key+`":"`+hex.EncodeToString(sum[:])), 1)
}

// Unknown fields, which a later build may add, are ignored, except where they
// would mean another network or other steps.
func TestUnknownFieldsAreIgnored(t *testing.T) {
	more := func(text string) string { return `{"later":{"a":[1,null]},` + text[1:] }
	for name, known := range map[string]string{"model-continued": "results", "training-adam": "progress"} {
		data := read(t, golden+name+".safetensors")
		want, err := contentOf(data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := contentOf(changed(t, data, func(m map[string]string) { m["later"], m[known] = "{", more(m[known]) }))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s holds\n%+v, want\n%+v, error %v", name, got, want, err)
		}
		for _, key := range []string{"model", "training"} {
			if _, err := contentOf(changed(t, data, func(m map[string]string) { m[key] = more(m[key]) })); err == nil || !strings.Contains(err.Error(), key+`: field: got "later"`) {
				t.Errorf("%s: a %s of a later build: error %v", name, key, err)
			}
		}
	}
}
