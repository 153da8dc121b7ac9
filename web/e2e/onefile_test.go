//go:build e2e

package e2e

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// onefile opens the one-file form from the disk, as a double click does, in a folder with special characters in its name.
func onefile(t *testing.T, v Visit) *Page {
	t.Helper()
	const name = "받은 파일 (1) 100% #2/convlab.html"
	file := url.URL{Path: filepath.Join(folder(t, map[string]string{name: "dist/convlab.html"}), filepath.FromSlash(name))}
	v.File = file.EscapedPath()
	return Open(t, v)
}

// claimCores makes the workers of the one-file form see a machine with n cores: their URLs cannot have a query.
func claimCores(n int) string {
	return fmt.Sprintf(`{ const B = Blob; globalThis.Blob = class extends B { constructor(parts, options) { super(options?.type === 'text/javascript'
		? ["Object.defineProperty(navigator, 'hardwareConcurrency', { value: %d });\n", ...parts] : parts, options); } }; }`, n)
}

// recordsFiles records what the page sends to its workers: the names of files, and whether all is bytes and text.
const recordsFiles = `{
	globalThis.sentFiles = [];
	const post = Worker.prototype.postMessage;
	Worker.prototype.postMessage = function (message, ...more) {
		const { files, script } = message;
		if (files) sentFiles.push({ paths: [...files.keys()], plain: typeof script === 'string' && [...files.values()].every((file) => file.bytes instanceof ArrayBuffer) });
		return post.call(this, message, ...more);
	};
}`

// trainButtonSays waits until the main button has this text.
func (p *Page) trainButtonSays(text string) {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.getElementById('train').innerText === %q", text))
}

// sentFiles is an entry of recordsFiles.
type sentFiles struct {
	Paths []string
	Plain bool
}

func TestOneFileDoesEverythingFromAFolder(t *testing.T) {
	opened := time.Now()
	p := onefile(t, Visit{W: 1100, H: 700, Script: recordsFiles})
	before := p.Ready()
	t.Logf("a network answers %.1f s after the file was opened", time.Since(opened).Seconds())
	if before.Origin != "pretrained" || Eval[string](p, "location.protocol") != "file:" {
		t.Fatalf("the network is %s on %s, want the pretrained one from a file", before.Origin, Eval[string](p, "location.protocol"))
	}
	p.Run("the trainer receives bytes, and only of files that it needs", func() {
		list := Eval[[]sentFiles](p, "sentFiles")
		if len(list) != 1 || !list[0].Plain || !slices.Contains(list[0].Paths, "worker.wasm") || slices.ContainsFunc(list[0].Paths, func(path string) bool {
			return path != "worker.wasm" && !strings.HasPrefix(path, "data/") && !strings.HasPrefix(path, "models/")
		}) {
			p.t.Errorf("the page has sent %+v", list)
		}
	})
	p.Run("it reads a drawing and paints", func() {
		if s := p.Draw(digits(p.t)[3]); s.Prediction != 3 {
			p.t.Errorf("the three was read as %d", s.Prediction)
		}
		p.Until("the stage paints", func(s State) bool { return s.Staged })
		p.Screenshot("onefile")
	})
	p.Run("it contains all data", func() {
		p.Until("all images are here", func(s State) bool { return s.Complete && s.Loaded == 60000 })
	})
	p.Run("it contains the other network", func() {
		p.Preset("dense")
		p.Until("it reads the drawing", func(s State) bool {
			return s.Network.Layers[0].Kind == "Flatten" && s.Origin == "pretrained" && s.Answered()
		})
	})
	p.Run("it reads pictures", func() {
		p.Drop(photo("seven-exif6.jpg"))
		p.Read(7)
		if last := Eval[[]sentFiles](p, "sentFiles.slice(1)"); len(last) != 1 || !last[0].Plain || !slices.Equal(last[0].Paths, []string{"picture.wasm"}) {
			p.t.Errorf("the page has sent %+v", last)
		}
	})
	p.Run("it is in Korean", func() {
		p.Language()
		p.trainButtonSays(words(p.t, "ko")["top.train"])
	})
	p.Run("licences can be read", func() {
		p.Click("#tab-about")
		p.Click("[data-t='about.texts']")
		p.WaitFor("document.body.innerText.includes('Apache License')")
	})
}

// Workers of a page from a file have different origins. They train to the same bits as those of a page from a server.
func TestSeveralWorkersTrainInTheOneFile(t *testing.T) {
	p := onefile(t, Visit{NoWebGL: true, W: 1100, H: 700, Script: claimCores(4)})
	p.prepareWorkers("half", 3) // one core is left for the page
	p.Click("#continue")
	got := p.finished()
	// The number of workers that make a step may be lower, if fewer are faster.
	if started, ended := p.NestedWorkers(); started != 2 || ended != 0 {
		t.Errorf("the trainer has started %d workers, of which %d have ended, want 2 and 0", started, ended)
	}
	if s := p.Draw(digits(t)[0]); s.Prediction != 0 {
		t.Errorf("the trained network read the zero as %d", s.Prediction)
	}

	if want := oneWorkerChecksum(t, "half"); got != want {
		t.Errorf("the checksum is %s, from a server and with one worker it is %s", got, want)
	}
}
