//go:build e2e

package e2e

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Drop drags files from outside over the page and drops them on the stage.
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

// with returns the file with a changed header: the length of the header, the header, the numbers.
func (s safetensors) with(change func(arrays map[string]any)) []byte {
	arrays := map[string]any{}
	text, _ := json.Marshal(s.arrays) // a deep copy
	json.Unmarshal(text, &arrays)
	if s.metadata != nil {
		arrays["__metadata__"] = maps.Clone(s.metadata)
	}
	change(arrays)
	text, _ = json.Marshal(arrays)
	return append(withLength(text), s.body...)
}

func withLength(header []byte) []byte {
	return append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
}

// withNote returns a saved training in which the page's metadata select another map, with the right hash.
func withNote(t *testing.T, training string, layer, channel int) []byte {
	t.Helper()
	s := header(t, training)
	pin := regexp.MustCompile(`"hero":\{"Layer":\d+,"Map":\d+,"On":(true|false)\}`)
	note := s.metadata["page"].(string)
	if !pin.MatchString(note) {
		t.Fatalf("no selection in %s", note)
	}
	s.metadata["page"] = pin.ReplaceAllString(note, fmt.Sprintf(`"hero":{"Layer":%d,"Map":%d,"On":true}`, layer, channel))
	zeros := strings.Repeat("0", hex.EncodedLen(sha256.Size))
	s.metadata["sha256"] = zeros
	file := s.with(func(map[string]any) {})
	sum := sha256.Sum256(file)
	return bytes.Replace(file, []byte(zeros), []byte(hex.EncodeToString(sum[:])), 1)
}

// hostile returns files that the page must refuse. Most are a valid network or training with one error.
func hostile(t *testing.T, good, training string) map[string][]byte {
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
	kept := header(t, training)
	return map[string][]byte{
		"empty":          {},
		"cut":            content[:len(content)/2],
		"longer":         append(bytes.Clone(content), 0, 0, 0, 0),
		"long header":    append(binary.LittleEndian.AppendUint64(nil, math.MaxUint64), content[8:]...),
		"not numbers":    notNumbers.with(same),
		"nested":         withLength([]byte(strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000))),
		"gzip":           packed.Bytes(),
		"text":           []byte("<script>alert(1)</script>"),
		"without a spec": safetensors{arrays: s.arrays, body: s.body}.with(same),
		"overlapping": s.with(func(arrays map[string]any) {
			bias := array(arrays, "dense/bias") // its first number is the last one of the previous array
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
		"a training cut":          withNote(t, training, 0, 0)[:1000],
		"a training without hash": kept.with(func(arrays map[string]any) { delete(arrays["__metadata__"].(map[string]any), "sha256") }),
		"a note changed by hand": kept.with(func(arrays map[string]any) {
			arrays["__metadata__"].(map[string]any)["page"] = `{"hero":{"Layer":-1,"Map":0,"On":true}}`
		}),
		"markup for a name": s.with(func(arrays map[string]any) { arrays["<img src=x onerror=alert(1)>"] = array(arrays, "dense/bias") }),
	}
}

// stepped makes one step of the training in a link and saves it.
func (p *Page) stepped() (file string) {
	p.t.Helper()
	p.Until("the link is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 })
	p.Click("#step")
	p.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" })
	p.WaitFor("document.getElementById('savetraining').ariaDisabled === 'false'")
	return p.Save(p.Downloads(), "#savetraining", "convlab-network-epoch0-step1-training.safetensors")
}

// The network of the link has three layers, whose last has ten units. A selection of other layers or units is ignored.
func TestATrainingWithHostileMetadataOpens(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + shortLink})
	file := p.stepped()
	for _, pin := range [][2]int{{-1, 0}, {0, -1}, {3, 0}, {2, 10}, {1 << 40, 1 << 40}} {
		p.Run(fmt.Sprint(pin), func() {
			bad := filepath.Join(p.t.TempDir(), "noted.safetensors")
			p.must(os.WriteFile(bad, withNote(t, file, pin[0], pin[1]), 0o600))
			p.Choosing("#filefield", bad)
			p.Until("it is open", func(s State) bool { return s.HasNotice("opened") && s.Step == 1 && s.Phase == "paused" })
			p.Draw(digits(t)[3])
			p.Until("one of the hidden units is chosen", func(s State) bool { return s.Chosen.On && s.Chosen.Layer == 1 && s.Chosen.Channel < 16 })
			p.Click(p.Message("opened") + " button")
			p.Until("the notice is gone", func(s State) bool { return !s.HasNotice("opened") })
		})
	}
}

func TestHostileFilesAreRefusedAndTheNetworkStays(t *testing.T) {
	other := Open(t, Visit{NoWebGL: true, Path: "/#" + shortLink})
	training := other.stepped()
	other.Close()
	p := Open(t, Visit{NoWebGL: true})
	p.Ready()
	good := p.Save(p.Downloads(), "#savemodel", "convlab-convnet-pretrained.safetensors")
	drawn := p.Draw(digits(t)[3])
	folder := t.TempDir()
	refused := func(name string) {
		p.t.Helper()
		s := p.Until("it is refused", func(s State) bool { return s.HasNotice("file") })
		text := p.Text(`.notice[data-key="file"]`)
		if !strings.Contains(text, name) || !strings.Contains(text, "expected") || len(text) > 700 {
			p.t.Errorf("the page says %q, want the file's name, what was expected and what was received", text)
		}
		p.t.Log(strings.Join(strings.Fields(text), " "))
		p.Click(p.Message("file") + " button")
		s = p.Until("the notice is gone", func(s State) bool { return len(s.Notices) == 0 })
		if s.Checksum != drawn.Checksum || s.Origin != drawn.Origin || s.Seen != drawn.Seen || len(s.Learn) > 0 {
			p.t.Error("the network or the drawing has changed")
		}
	}
	for what, content := range hostile(t, good, training) {
		p.Run(what, func() {
			name := strings.ReplaceAll(what, " ", "-") + ".safetensors"
			file := filepath.Join(folder, name)
			p.must(os.WriteFile(file, content, 0o600))
			p.Drop(file)
			refused(name)
		})
	}
	p.Run("only the first bytes of a file of more than 64 MiB are read", func() {
		file := filepath.Join(folder, "large.safetensors")
		p.must(os.WriteFile(file, nil, 0o600))
		p.must(os.Truncate(file, 64<<20+1))
		Eval[chromedp.Void](p, `{ const read = Blob.prototype.arrayBuffer;
			Blob.prototype.arrayBuffer = function () { if (this.size > 1024) throw new Error('the file was read'); return read.call(this); }; }`)
		p.Drop(file)
		refused("large.safetensors")
	})
	p.Run("two at once", func() {
		p.Drop(good, filepath.Join(folder, "empty.safetensors"))
		refused("convlab-convnet-pretrained.safetensors")
	})
}

// A file replaces the visitor's own network without a question, and the page offers to bring it back.
func TestTheButtonOpensAFileAndThePreviousNetworkIsOffered(t *testing.T) {
	p := Open(t, Visit{Path: "/#" + shortLink, NoWebGL: true, Script: "globalThis.asked = 0; confirm = () => { asked++; return true; }"})
	p.Until("the link's network is there", func(s State) bool { return s.Ready() && s.Origin == "untrained" })
	folder := p.Downloads()
	file := p.Save(folder, "#savemodel", "convlab-network-untrained.safetensors")
	first := p.State()
	mine := p.trained()

	p.Choosing("#filefield", file)
	p.Until("it is open", func(s State) bool {
		return s.HasNotice("opened") && s.HasNotice("previous") && s.Checksum == first.Checksum
	})
	p.Click(p.Message("previous") + " [data-action]")
	p.Until("the own network is back", func(s State) bool { return s.Checksum == mine })
	if n := Eval[int](p, "asked"); n > 0 {
		t.Errorf("the page asked %d times", n)
	}
}

// Choosing selects files for a file input, in place of the browser's dialog.
func (p *Page) Choosing(field string, files ...string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(field, files))
}
