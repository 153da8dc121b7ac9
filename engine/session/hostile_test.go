package session_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// hostile lists files that are invalid or mean to do harm, and at the end valid ones
// that a session cannot use.
func hostile(t testing.TB) map[string][]byte {
	t.Helper()
	valid := func() []byte {
		h := opened(t, short())
		h.run(wire.Train{Until: wire.UntilStep})
		return h.save(wire.FormatCheckpoint).Bytes
	}()
	raw := func(header string, body ...byte) []byte {
		return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...), body...)
	}
	array := func(name, shape string, from, to int) string {
		return fmt.Sprintf(`%q:{"dtype":"F32","shape":%s,"data_offsets":[%d,%d]}`, name, shape, from, to)
	}
	var thousand []string
	for i := range 1000 {
		thousand = append(thousand, array(fmt.Sprint(i), "[1]", 4*i, 4*i+4))
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(valid); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	changed := func(at int, to ...byte) []byte {
		b := bytes.Clone(valid)
		copy(b[(at+len(b))%len(b):], to)
		return b
	}
	nan := binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(math.NaN())))
	model := func(m spec.Model, weights int) []byte {
		data, err := checkpoint.Save(checkpoint.Run{Model: m, Training: short(), Weights: make([]float32, weights)}, safetensors.F32)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	c, err := checkpoint.LoadCheckpoint(valid)
	if err != nil {
		t.Fatal(err)
	}
	c.Progress.Source = "the future"
	future, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	// The largest possible network, 4,192,964 weights, with Adam: 48 MiB.
	const most = 785*4096 + 4097*238 + 239*10
	c.Model, c.Weights = small(4096), make([]float32, most)
	c.Model.Layers = slices.Insert(c.Model.Layers, 2, spec.Layer(spec.Dense{Units: 238, Activation: spec.ReLU}))
	c.Training.Optimizer, c.Training.Momentum, c.Training.Nesterov = spec.Adam, 0, false
	c.State = [][]float32{make([]float32, most), make([]float32, most), {0}}
	futureLarge, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(futureLarge)
	damaged[len(damaged)-1] ^= 1
	var keys []string
	for i := range 100_000 {
		keys = append(keys, fmt.Sprintf(`"%x":""`, i))
	}
	million, numbers := strings.Repeat("9", 1_000_000), "["+strings.Repeat("1,", 500_000)+"1]"
	single := small(16)
	single.Input = spec.Shape{H: 1, W: 1, C: 1}
	return map[string][]byte{
		"empty":                          nil,
		"a wrong length":                 changed(0, 0xff, 0xff, 0xff, 0xff),
		"a length that wraps":            changed(0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
		"cut":                            valid[:len(valid)-1],
		"cut in its header":              valid[:100],
		"something after its end":        append(bytes.Clone(valid), 0),
		"a bit flipped":                  changed(-1, valid[len(valid)-1]^1),
		"NaN":                            changed(-4, nan...),
		"a NaN, and no hash":             raw("{"+array("a", "[1]", 0, 4)+"}", nan...),
		"overlapping ranges":             raw("{"+array("a", "[1]", 0, 4)+","+array("b", "[1]", 2, 6)+"}", make([]byte, 6)...),
		"a wrapping product":             raw("{" + array("a", "[65536,65536,65536,65536]", 0, 0) + "}"),
		"a product of 2^62":              raw("{" + array("a", "[4611686018427387904]", 0, 0) + "}"),
		"nesting":                        raw(strings.Repeat(`{"a":`, 1<<16)),
		"nested lists":                   raw(`{"a":{"dtype":"F32","shape":` + strings.Repeat("[", 1<<19)),
		"a thousand arrays":              raw("{"+strings.Join(thousand, ",")+"}", make([]byte, 4000)...),
		"100,000 texts":                  raw(`{"__metadata__":{` + strings.Join(keys, ",") + "}}"),
		"nested metadata":                raw(`{"__metadata__":` + strings.Repeat(`{"a":`, 1<<17)),
		"a text of 500,000 numbers":      raw(`{"__metadata__":{"a":` + numbers + "}}"),
		"500,000 dimensions":             raw("{" + array("a", numbers, 0, 4) + "}"),
		"a dimension of digits":          raw("{" + array("a", "["+million+"]", 0, 4) + "}"),
		"a name of digits":               raw("{" + array(million, "[2]", 0, 4) + "}"),
		"a long name twice":              raw("{" + array(million[:1<<18], "[1]", 0, 4) + "," + array(million[:1<<18], "[1]", 4, 8) + "}"),
		"the largest, damaged":           damaged,
		"the largest of the future":      futureLarge,
		"a gzip":                         packed.Bytes(),
		"a header of 1 GiB":              binary.LittleEndian.AppendUint64(nil, 1<<30),
		"a file of over 64 MiB":          append(raw("{}"), make([]byte, safetensors.MaxFile)...),
		"64 MiB of one array":            append(raw("{"+array("a", "[256,65536]", 0, safetensors.MaxFile-1024)+"}"), make([]byte, safetensors.MaxFile-1024)...),
		"the weights of another program": raw("{"+array("a", "[1]", 0, 4)+"}", 0, 0, 0, 0),
		"a network of other inputs":      model(single, 1*16+16+16*10+10),
		"a source of another build":      future,
		"an oversized network":           oversizedFile(t),
	}
}

// An invalid file is an error with a short message, takes little memory, and does
// not disturb a training.
func TestHostileFilesChangeNothing(t *testing.T) {
	files := hostile(t)
	h := opened(t, short())
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for name, file := range files {
		if last[wire.Progress](h).Phase == wire.Finished {
			h.run(wire.Train{Until: wire.UntilEnd})
		}
		h.Work()
		before := len(h.events)
		sum := checksumOf(h)
		var from, to runtime.MemStats
		runtime.ReadMemStats(&from)
		h.Handle(wire.Restore{Name: name, Bytes: file})
		h.Handle(wire.Pause{}) // so that no step follows
		h.Work()
		runtime.ReadMemStats(&to)
		if f := h.wantFault(name, wire.CauseFile); len(f.Message) > 400 {
			t.Errorf("%s: the message has %d bytes", name, len(f.Message))
		}
		if n := to.TotalAlloc - from.TotalAlloc; n > 64<<20 {
			t.Errorf("%s: allocates %d bytes", name, n)
		}
		if got := checksumOf(h); got != sum {
			t.Errorf("%s: the weights are %s, were %s", name, got, sum)
		}
		for _, e := range h.events[before:] {
			if s, ok := e.(wire.Scores); ok && s.First {
				t.Errorf("%s: the curves were emptied", name)
			}
			if _, ok := e.(wire.Restored); ok {
				t.Errorf("%s was restored", name)
			}
		}
		if last[wire.Progress](h).Phase == wire.Finished {
			h.Handle(wire.Reset{})
		}
		h.Handle(wire.Train{Until: wire.UntilEnd})
	}
	h.run()
	h.wantPhase(wire.Finished)
	h.wantTrained(20)
}
