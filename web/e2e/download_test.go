//go:build e2e

package e2e

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Downloads allows the page's downloads and returns their folder.
func (p *Page) Downloads() string {
	p.t.Helper()
	to := p.t.TempDir()
	tab := chromedp.FromContext(p.ctx)
	_, err := cdp.Call(p.ctx, tab.Browser, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: to, BrowserContextID: tab.BrowserContextID,
	})
	p.must(err)
	return to
}

// Downloaded waits until the file is complete and returns its path.
func (p *Page) Downloaded(folder, name string) string {
	p.t.Helper()
	path := filepath.Join(folder, name)
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		entries, err := os.ReadDir(folder)
		p.must(err)
		loading := slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.HasSuffix(e.Name(), ".crdownload") })
		if info, err := os.Stat(path); err == nil && info.Size() > 0 && !loading {
			return path
		}
	}
	entries, _ := os.ReadDir(folder)
	p.t.Fatalf("%s was not downloaded; there are %v", name, entries)
	return ""
}

// Save saves the network with a button of the panel and returns the path of the file.
func (p *Page) Save(folder, button, name string) string {
	p.t.Helper()
	p.FileMenu()
	p.Click(button)
	path := p.Downloaded(folder, name)
	p.WaitFor("document.getElementById('filestatus').textContent.includes('" + name + "')")
	p.Screenshot("saved-" + filepath.Ext(name)[1:])
	p.Key("Escape")
	p.WaitFor("!document.getElementById('file').matches(':popover-open') && document.activeElement.id === 'filebutton'")
	return path
}

func TestASavedModelIsTheSameNetworkInAnotherBrowser(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + shortLink})
	p.Until("the link is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 })
	folder := p.Downloads()
	p.trained()
	here := p.Draw(digits(t)[6])
	file := p.Save(folder, "#savemodel", "convlab-network-epoch1.safetensors")
	p.Strokes(len(digits(t)[6].Strokes))

	other := Open(t, Visit{Path: p.hash(), Alone: true, NoWebGL: true}) // for the drawing; its settings are those of the file too
	other.Until("the drawing is read", func(s State) bool { return s.Ready() && s.Answered() })
	other.Preset("half") // the file replaces it
	other.Drop(file)
	there := other.Until("the file is open", func(s State) bool { return s.HasNotice("opened") && slices.Equal(s.Hashes(), here.Hashes()) })
	if there.Checksum != here.Checksum || !slices.Equal(there.Probabilities, here.Probabilities) || there.Seen != here.Seen {
		t.Errorf("the network predicts %v there and %v here", there.Probabilities, here.Probabilities)
	}
	if there.Origin != "yours" || len(there.Draft.Layers) != 3 || there.Training.Examples != 200 || len(there.Learn) > 0 {
		t.Errorf("the controls do not show the network of the file: %+v, %+v", there.Draft, there.Training)
	}
	other.Screenshot("opened")
	other.Run("and continues to train", func() {
		other.Click("#step")
		other.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" && s.Checksum != here.Checksum })
	})
}

func TestAnONNXFileIsSavedDuringTraining(t *testing.T) {
	p := Open(t, Visit{W: 390, H: 844, Touch: true})
	s := p.Ready()
	folder := p.Downloads()
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 0 })
	p.FileMenu()
	p.Click("#saveonnx")
	p.WaitFor("document.getElementById('filestatus').textContent")
	name := Eval[string](p, "document.getElementById('filestatus').textContent.match(/convlab-convnet-epoch0-step[0-9]+.onnx/)[0]")
	content, err := os.ReadFile(p.Downloaded(folder, name))
	p.must(err)
	// ModelProto begins with its field 1, ir_version, a varint: 7. Source: onnx.proto, https://github.com/onnx/onnx.
	if !bytes.HasPrefix(content, []byte{1 << 3, 7}) || !bytes.Contains(content, []byte("probabilities")) {
		t.Errorf("the file begins with % x", content[:min(len(content), 16)])
	}
	if weights := 93322; len(content) < 4*weights || len(content) > 4*weights+10_000 { // of the note's convnet
		t.Errorf("the file has %d bytes for %d weights", len(content), weights)
	}
	if after := p.Until("it still trains", func(s State) bool { return s.Phase == "running" }); after.Origin == s.Origin {
		t.Errorf("the network is %s", after.Origin)
	}
	p.Key("Escape") // closes the panel
	p.WaitFor("!document.getElementById('file').matches(':popover-open')")
}

func TestFilesByKeyboard(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true})
	p.Ready()
	folder := p.Downloads()
	Eval[chromedp.Void](p, "document.getElementById('filebutton').focus()")
	p.Key("Enter")
	p.Key("Tab")
	p.WaitFor("document.activeElement.id === 'openpicture'")
	p.Key("Tab")
	p.WaitFor("document.activeElement.id === 'openfile'")
	p.Key("Tab")
	p.WaitFor("document.activeElement.id === 'savemodel'")
	p.Key("Enter")
	model := header(t, p.Downloaded(folder, "convlab-convnet-pretrained.safetensors"))
	if len(model.arrays) != 10 || model.metadata["format"] != "convlab 1" { // kernel and bias of five layers
		t.Errorf("the file has %d arrays, metadata %v", len(model.arrays), model.metadata)
	}
	p.Key("Escape")
	p.WaitFor("document.activeElement.id === 'filebutton'")
}

// safetensors is the header of a file and the numbers after it.
type safetensors struct {
	arrays   map[string]any
	metadata map[string]any
	body     []byte
}

// header parses a file by https://huggingface.co/docs/safetensors.
func header(t *testing.T, path string) safetensors {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := binary.LittleEndian.Uint64(content)
	var arrays map[string]any
	if err := json.Unmarshal(content[8:8+n], &arrays); err != nil {
		t.Fatal(err)
	}
	metadata, _ := arrays["__metadata__"].(map[string]any)
	delete(arrays, "__metadata__")
	return safetensors{arrays: arrays, metadata: metadata, body: content[8+n:]}
}

// A training that is saved in its middle and continued in another browser ends at the same bits as in one browser.
func TestASavedTrainingContinuesInAnotherBrowserToTheSameBits(t *testing.T) {
	long := strings.Replace(shortLink, "epochs=1", "epochs=2", 1)
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + long})
	opened := func(s State) bool { return s.Ready() && s.Training.Examples == 200 }
	p.Until("the link is open", opened)
	folder := p.Downloads()
	p.Click("#step")
	p.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" })
	drawn := p.Draw(digits(t)[9])
	p.WaitFor("document.getElementById('savetraining').ariaDisabled === 'false'")
	file := p.Save(folder, "#savetraining", "convlab-network-epoch0-step1-training.safetensors")
	want := p.continued()

	other := Open(t, Visit{W: 390, H: 844, Touch: true, NoWebGL: true, Alone: true})
	other.Ready()
	other.Choosing("#filefield", file)
	s := other.Until("the training is there", func(s State) bool { return s.HasNotice("opened") && s.Phase == "paused" && s.Step == 1 && s.Answered() })
	if s.Seen != drawn.Seen || s.Training.Epochs != 2 || len(s.Draft.Layers) != 3 {
		t.Errorf("the drawing or the settings differ: %+v", s.Training)
	}
	other.Screenshot("training-opened")
	if got := other.continued(); got != want {
		t.Errorf("the checksum is %s, want %s as in one browser", got, want)
	}
}

// A link opens its settings, and the previous training is still offered.
func TestALinkDoesNotReplaceTheSavedTraining(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + shortLink})
	p.Until("the link is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 })
	want := p.trained()
	p.Until("it is saved", func(s State) bool { return s.Autosave.Stored && s.Autosave.Epoch == 1 })
	p.Goto("/")
	p.Goto("/?again#" + strings.Replace(shortLink, "seed=11", "seed=12", 1))
	p.Until("it is offered", func(s State) bool { return s.Ready() && len(s.Autosave.Resumable) > 0 })
	if got := Eval[string](p, "document.querySelector('[data-chip=\"training.seed\"] b').innerText"); got != "12" {
		t.Errorf("the seed is %s, want the link's", got)
	}
	p.Screenshot("link-and-resume")
	p.Click("#resume")
	p.Until("it is back", func(s State) bool { return s.Checksum == want })
}
