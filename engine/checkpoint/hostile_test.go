package checkpoint

import (
	"bytes"
	"encoding/binary"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// forged returns a changed checkpoint with the hash of its new content.
func forged(t testing.TB, change func(*safetensors.File)) []byte {
	t.Helper()
	f, err := safetensors.Decode(saveHalf(t, spec.Adam))
	if err != nil {
		t.Fatal(err)
	}
	f.Metadata[keyHash] = zeroHash
	change(&f)
	data, err := safetensors.Encode(f)
	if err != nil {
		t.Fatal(err)
	}
	if hashIndex(data, zeroHash) >= 0 {
		writeHash(data)
	}
	return data
}

// tensor finds a tensor of a file by its name.
func tensor(f *safetensors.File, name string) *safetensors.Tensor {
	for i := range f.Tensors {
		if f.Tensors[i].Name == name {
			return &f.Tensors[i]
		}
	}
	return nil
}

// hostileCheckpoints returns files that are not checkpoints or whose content is
// impossible, most with a right hash, each with a part of the error.
func hostileCheckpoints(t testing.TB) map[string]struct {
	data []byte
	says string
} {
	type file = struct {
		data []byte
		says string
	}
	list := map[string]file{
		"not a safetensors file": {[]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00"), "safetensors: expected a safetensors file"},
		"a NaN for a weight":     {withNaN(t), "finite numbers, received NaN at 1"},
	}
	add := func(name, says string, change func(*safetensors.File)) { list[name] = file{forged(t, change), says} }
	progress := func(text string) func(*safetensors.File) {
		return func(f *safetensors.File) { f.Metadata[keyProgress] = text }
	}

	add("a network only", `received format "convlab 1"`, func(f *safetensors.File) { f.Metadata[keyFormat] = runFormat })
	add("no hash", "expected a hash", func(f *safetensors.File) { delete(f.Metadata, keyHash) })
	add("a hash of another length", "expected a hash", func(f *safetensors.File) { f.Metadata[keyHash] = "0" })
	add("a wrong hash", "the file was damaged", func(f *safetensors.File) { f.Metadata[keyHash] = strings.Repeat("a", 64) })
	add("no model", "model: description", func(f *safetensors.File) { delete(f.Metadata, keyModel) })
	add("no training", "training: description", func(f *safetensors.File) { delete(f.Metadata, keyTraining) })
	add("a training that cannot run", "batch_size: got 0", func(f *safetensors.File) {
		f.Metadata[keyTraining] = `{"optimizer":"adam","learning_rate":1,"epochs":1,"examples":100,"shards":1}`
	})
	add("no progress", "progress: expected epoch", progress(""))
	add("progress not an object", "progress: expected epoch", progress("[]"))
	add("nested progress", "progress: expected epoch", progress(strings.Repeat("[", 1<<16)))
	add("progress of a megabyte", "progress: expected at most 65536 bytes, received 1000000", progress(strings.Repeat("9", 1_000_000)))
	add("an epoch of 60,000 digits", "progress: expected epoch", progress(`{"epoch":`+strings.Repeat("9", 60_000)+"}"))
	add("a source of 65 letters", "a word of at most 64 bytes", progress(`{"learning_rate":1,"source":"`+strings.Repeat("x", 65)+`"}`))
	add("a model of a megabyte", "a description of at most 65536 bytes", func(f *safetensors.File) { f.Metadata[keyModel] = strings.Repeat("[", 1_000_000) })
	add("epoch 101", "received epoch 101, step 0", progress(`{"epoch":101,"learning_rate":1}`))
	add("epoch below 0", "received epoch -1, step 0", progress(`{"epoch":-1,"learning_rate":1}`))
	add("step 938", "received epoch 0, step 938", progress(`{"step":938,"learning_rate":1}`)) // 60,000 in batches of 64: 938 steps
	add("a step after the end", "received epoch 100, step 1", progress(`{"epoch":100,"step":1,"learning_rate":1}`))
	add("rate 0", "learning_rate: got 0", progress(`{}`))
	add("accuracy 2", "an accuracy of 0 to 1", progress(`{"learning_rate":1,"accuracy":2}`))
	add("an accuracy of nothing", "of 0 where no image was tested, received 1 on 0", progress(`{"learning_rate":1,"accuracy":1}`))
	add("an accuracy of all of MNIST twice", "0 to 10000 test images, received one on 20000", progress(`{"learning_rate":1,"accuracy":1,"tested":20000}`))
	add("tested below 0", "0 to 10000 test images, received one on -1", progress(`{"learning_rate":1,"tested":-1}`))
	add("seconds below 0", "0 to 1000000000 seconds of training, received -1", progress(`{"learning_rate":1,"seconds":-1}`))
	add("seconds beyond all", "0 to 1000000000 seconds of training, received 1e+10", progress(`{"learning_rate":1,"seconds":1e10}`))
	add("saved before 1970", "a time since 1970, in milliseconds, received -1", progress(`{"learning_rate":1,"saved":-1}`))
	add("weights of 101 epochs", "received epoch 101, step 0", progress(`{"epoch":101,"learning_rate":1,"source":"file"}`))
	add("weights of 60,000 steps of an epoch", "60000 steps, received epoch 0, step 60000", progress(`{"step":60000,"learning_rate":1,"source":"file"}`))
	add("page not JSON", "JSON for the page", func(f *safetensors.File) { f.Metadata[keyPage] = "<script>" })
	add("page too long", "at most 458752 bytes", func(f *safetensors.File) { f.Metadata[keyPage] = `"` + strings.Repeat("x", MaxPage) + `"` })
	add("another model", `expected a tensor "dense_1/kernel"`, func(f *safetensors.File) {
		f.Metadata[keyModel] = `{"input":[28,28,1],"layers":[{"kind":"Flatten"},{"kind":"Dense","units":9},{"kind":"Dense","units":10,"activation":"softmax"}]}`
		f.Tensors = []safetensors.Tensor{{Name: "dense/kernel", Shape: []int{784, 9}, DType: safetensors.F32, Values: make([]float32, 784*9)}, {Name: "dense/bias", Shape: []int{9}, DType: safetensors.F32, Values: make([]float32, 9)}}
	})
	add("another optimiser", "expected 11 tensors for this model and its optimiser, received 13", func(f *safetensors.File) {
		f.Metadata[keyTraining] = strings.Replace(f.Metadata[keyTraining], "adam", "rmsprop", 1)
	})
	add("a state too short", `"optimizer/steps": expected shape [1]`, func(f *safetensors.File) {
		*tensor(f, "optimizer/steps") = safetensors.Tensor{Name: "optimizer/steps", Shape: []int{2}, DType: safetensors.F32, Values: []float32{1, 2}}
	})
	add("half a step", "the optimiser's steps, received 0.5 at 0", func(f *safetensors.File) { tensor(f, "optimizer/steps").Values[0] = 0.5 })
	add("steps below 0", "the optimiser's steps, received -1 at 0", func(f *safetensors.File) { tensor(f, "optimizer/steps").Values[0] = -1 })
	add("more steps than the training has made", "whole numbers of 0 to 2276 in the optimiser's steps, received 2277 at 0", func(f *safetensors.File) { tensor(f, "optimizer/steps").Values[0] = 2277 })
	add("1e30 steps", "whole numbers of 0 to 2276 in the optimiser's steps, received 1e+30 at 0", func(f *safetensors.File) { tensor(f, "optimizer/steps").Values[0] = 1e30 })
	add("steps of no training", "whole numbers of 0 to 0 in the optimiser's steps, received 2276 at 0", progress(`{"epoch":2,"step":400,"learning_rate":1,"source":"file"}`))
	// Gradients stay below 2^60 = 1.15e18, their means too: twice that is refused.
	add("a moment beyond all gradients", "the optimiser's moment, received 1e+38 at 7", func(f *safetensors.File) { tensor(f, "optimizer/moment").Values[7] = 1e38 })
	add("a moment below them", "-2.306e+18 to 2.306e+18 in the optimiser's moment, received -2.4e+18 at 7", func(f *safetensors.File) { tensor(f, "optimizer/moment").Values[7] = -2.4e18 })
	add("a velocity beyond their squares", "0 to 2.658e+36 in the optimiser's velocity, received 2.7e+36 at 7", func(f *safetensors.File) { tensor(f, "optimizer/velocity").Values[7] = 2.7e36 })
	add("a square below 0", "the optimiser's velocity, received -1 at 5", func(f *safetensors.File) { tensor(f, "optimizer/velocity").Values[5] = -1 })
	add("numbers after a state", "zeros after the optimiser's moment, received 1 at 93322", func(f *safetensors.File) { tensor(f, "optimizer/moment").Values[93322] = 1 })
	add("weights of 16 bits", "expected dtype F32 in a training", func(f *safetensors.File) { f.Tensors[0].DType = safetensors.F16; round(f.Tensors[0].Values) })
	add("a tensor too many", "expected 13 tensors", func(f *safetensors.File) {
		f.Tensors = append(f.Tensors, safetensors.Tensor{Name: "more", Shape: []int{1}, DType: safetensors.F32, Values: []float32{0}})
	})
	add("a history of 1 column", "rows of 6, received shape [12 1]", func(f *safetensors.File) { tensor(f, historyName).Shape = []int{12, 1} })
	add("a history of 1 column, and a wrong hash", "rows of 6", func(f *safetensors.File) { // which is checked later, because that takes longer
		tensor(f, historyName).Shape, f.Metadata[keyHash] = []int{12, 1}, strings.Repeat("a", 64)
	})
	add("a third set", "a set of 0 or 1", func(f *safetensors.File) { tensor(f, historyName).Values[0] = 2 })
	add("an accuracy of 2", "an accuracy of 0 to 1", func(f *safetensors.File) { tensor(f, historyName).Values[4] = 2 })
	add("a count beyond all", "nothing below 0", func(f *safetensors.File) { tensor(f, historyName).Values[5] = 1e30 })
	add("a stroke beyond the points", "as many points as there are", func(f *safetensors.File) { tensor(f, strokesName).Values[2] = 4 })
	add("a stroke of 1e30 points", "as many points as there are", func(f *safetensors.File) { tensor(f, strokesName).Values[2] = 1e30 })
	add("a stroke of -1 points", "as many points as there are", func(f *safetensors.File) { tensor(f, strokesName).Values[2] = -1 })
	add("half a point", "as many points as there are", func(f *safetensors.File) { tensor(f, strokesName).Values[2] = 0.5 })
	add("a point without a stroke", "received 1 points more", func(f *safetensors.File) { tensor(f, strokesName).Values[2] = 1 })
	add("a width of 0", "expected a width above 0", func(f *safetensors.File) { tensor(f, strokesName).Values[1] = 0 })
	add("joined to nothing", "joined strokes from 1 to 3, received 0 of 4 strokes", func(f *safetensors.File) { f.Metadata[keyJoined] = "[0]" })
	add("joined after the last", "joined strokes from 1 to 3, received 4 of 4 strokes", func(f *safetensors.File) { f.Metadata[keyJoined] = "[1,4]" })
	add("joined not a list", "joined: expected indices of strokes as JSON", func(f *safetensors.File) { f.Metadata[keyJoined] = `{"1":true}` })
	add("joined of a megabyte", "joined: expected at most 65536 bytes", func(f *safetensors.File) { f.Metadata[keyJoined] = strings.Repeat("[", 1_000_000) })
	add("201 strokes", "at most 200 rows of 3, received shape [201 3]", func(f *safetensors.File) {
		*tensor(f, strokesName) = safetensors.Tensor{Name: strokesName, Shape: []int{201, 3}, DType: safetensors.F32, Values: make([]float32, 603)}
	})
	return list
}

// withNaN returns a checkpoint whose second weight is NaN, with a right hash.
func withNaN(t testing.TB) []byte {
	t.Helper()
	data := forged(t, func(*safetensors.File) {})
	body := data[8+binary.LittleEndian.Uint64(data):]
	binary.LittleEndian.PutUint32(body[4:], math.Float32bits(float32(math.NaN())))
	at := bytes.Index(data, []byte(keyHash+`":"`)) + len(keyHash+`":"`)
	copy(data[at:], hashOf(data, at))
	return data
}

// round rounds values to float16.
func round(values []float32) {
	for i, v := range values {
		values[i] = safetensors.F16.Round(v)
	}
}

func TestHostileCheckpointsAreRefused(t *testing.T) {
	for name, c := range hostileCheckpoints(t) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got, err := LoadCheckpoint(c.data)
			runtime.ReadMemStats(&after)
			// A file of the note's convnet with Adam has 1.1 MB of numbers. A refusal
			// after decoding may cost them and the copies in history and drawing.
			if n := after.TotalAlloc - before.TotalAlloc; n > 8<<20 {
				t.Errorf("allocates %d bytes", n)
			}
			if err == nil || !reflect.DeepEqual(got, Checkpoint{}) {
				t.Fatalf("accepted, error %v", err)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %q, which does not say %q", err, c.says)
			}
			if len(err.Error()) > 300 {
				t.Errorf("the message has %d bytes", len(err.Error()))
			}
		})
	}
}
