//go:build e2e

package e2e

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Drop drags files from outside over the page and lets go of them in the middle of the stage.
func (p *Page) Drop(files ...string) {
	p.t.Helper()
	at := p.Place("#stage").At(0.5, 0.1)
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: files, DragOperationsMask: 1}
	for _, kind := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		_, err := chromedp.Call(p.ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: at.X, Y: at.Y, Data: data})
		p.must(err)
		if kind == input.DispatchDragEventTypeDragOver {
			p.WaitFor("document.getElementById('drop').checkVisibility()")
			p.Screenshot("drop")
		}
	}
	p.WaitFor("!document.getElementById('drop').checkVisibility()")
}

// with writes a file as safetensors has them: the length of the header, the header, the numbers.
func (s safetensors) with(change func(arrays map[string]any)) []byte {
	arrays := map[string]any{}
	text, _ := json.Marshal(s.arrays) // a copy, all the way down
	json.Unmarshal(text, &arrays)
	if s.metadata != nil {
		arrays["__metadata__"] = s.metadata
	}
	change(arrays)
	text, _ = json.Marshal(arrays)
	return append(framed(text), s.body...)
}

func framed(header []byte) []byte {
	return append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
}

// hostile are files that a page must refuse, most of them a good one with one thing wrong.
func hostile(t *testing.T, good string) map[string][]byte {
	s := header(t, good)
	content, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	same := func(map[string]any) {}
	array := func(arrays map[string]any, name string) map[string]any { return arrays[name].(map[string]any) }
	notNumbers := s
	notNumbers.body = bytes.Clone(s.body)
	binary.LittleEndian.PutUint32(notNumbers.body[40:], math.Float32bits(float32(math.NaN())))
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	zip.Write(content)
	zip.Close()
	return map[string][]byte{
		"empty":          {},
		"cut":            content[:len(content)/2],
		"longer":         append(bytes.Clone(content), 0, 0, 0, 0),
		"long header":    append(binary.LittleEndian.AppendUint64(nil, math.MaxUint64), content[8:]...),
		"not numbers":    notNumbers.with(same),
		"nested":         framed([]byte(strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000))),
		"gzip":           packed.Bytes(),
		"text":           []byte("<script>alert(1)</script>"),
		"a picture":      []byte("\x89PNG\r\n\x1a\n"),
		"without a spec": safetensors{arrays: s.arrays, body: s.body}.with(same),
		"overlapping": s.with(func(arrays map[string]any) {
			bias := array(arrays, "dense/bias") // the last number of what lies before is its first
			at := bias["data_offsets"].([]any)
			bias["data_offsets"] = []float64{at[0].(float64) - 4, at[1].(float64) - 4}
		}),
		"a huge shape": s.with(func(arrays map[string]any) {
			array(arrays, "dense/kernel")["shape"] = []int{65536, 65536, 65536, 65536} // the product wraps to 0
		}),
		"wrong lengths": s.with(func(arrays map[string]any) { array(arrays, "dense/kernel")["shape"] = []int{1, 1} }),
		"a thousand arrays": s.with(func(arrays map[string]any) {
			for i := range 1000 {
				arrays[fmt.Sprint("more", i)] = array(arrays, "dense/bias")
			}
		}),
		"markup for a name": s.with(func(arrays map[string]any) { arrays["<img src=x onerror=alert(1)>"] = array(arrays, "dense/bias") }),
	}
}

func TestHostileFilesAreRefusedAndTheNetworkStays(t *testing.T) {
	p := Open(t, Visit{})
	p.Ready()
	good := p.Save(p.Downloads(), "#savemodel", "convlab-convnet-pretrained.safetensors")
	before := p.Draw(digits(t)[3])
	folder := t.TempDir()
	refused := func(name string) {
		p.t.Helper()
		s := p.Until("it is refused", func(s State) bool { return s.Says("file") })
		text := p.Text(`.notice[data-key="file"]`)
		if !strings.Contains(text, name) || !strings.Contains(text, "expected") || len(text) > 700 {
			p.t.Errorf("the page says %q, want the file's name, what was expected and what was received", text)
		}
		p.t.Log(strings.Join(strings.Fields(text), " "))
		p.Click(`.notice[data-key="file"] button`)
		s = p.Until("the notice is gone", func(s State) bool { return len(s.Notices) == 0 })
		if s.Checksum != before.Checksum || s.Origin != before.Origin || s.Seen != before.Seen || len(s.Learn) > 0 {
			p.t.Error("the network or the drawing is not what it was")
		}
	}
	for what, content := range hostile(t, good) {
		p.Run(what, func() {
			name := strings.ReplaceAll(what, " ", "-") + ".safetensors"
			file := filepath.Join(folder, name)
			p.must(os.WriteFile(file, content, 0o600))
			p.Drop(file)
			refused(name)
		})
	}
	p.Run("more than 64 MiB are not read", func() {
		file := filepath.Join(folder, "large.safetensors")
		p.must(os.WriteFile(file, nil, 0o600))
		p.must(os.Truncate(file, 64<<20+1))
		Eval[chromedp.Void](p, "Blob.prototype.arrayBuffer = () => { throw new Error('the file was read') }")
		p.Drop(file)
		refused("large.safetensors")
	})
	p.Run("two at once", func() {
		p.Drop(good, filepath.Join(folder, "empty.safetensors"))
		refused("convlab-convnet-pretrained.safetensors")
	})
}

// The network that was learned here is in no file: the page asks before another takes its place.
func TestTheButtonOpensAFileAndAsksBeforeSomethingIsLost(t *testing.T) {
	const visitor = "globalThis.asked = []; globalThis.consent = false; globalThis.confirm = text => { asked.push(text); return globalThis.consent; }"
	p := Open(t, Visit{Path: "/#" + beginning, Script: visitor})
	first := p.Until("the link is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 })
	folder := p.Downloads()
	file := p.Save(folder, "#savemodel", "convlab-convnet-pretrained.safetensors") // the link's network is not learned yet
	mine := p.trained()

	p.Choosing("#filefield", file)
	p.WaitFor("asked.length === 1")
	p.Frame()
	if s := p.State(); s.Checksum != mine || !strings.Contains(Eval[string](p, "asked[0]"), "convlab-convnet-pretrained.safetensors") {
		t.Error("it was opened, or the question does not name it")
	}
	Eval[chromedp.Void](p, "globalThis.consent = true")
	p.Choosing("#filefield", file) // the same one again
	p.Until("it is open", func(s State) bool { return s.Says("opened") && s.Checksum == first.Checksum })
	p.Choosing("#filefield", file)
	p.Until("what came from a file is in a file", func(s State) bool { return s.Says("opened") })
	if n := Eval[int](p, "asked.length"); n != 2 {
		t.Errorf("the page asked %d times, want twice", n)
	}
}

// Choosing answers the browser's own dialog for files, which a field opens.
func (p *Page) Choosing(field string, files ...string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(field, files))
}
