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

// onefile opens the one-file form from the disk, as a double click does: alone in a folder, whose name is as people name them.
func onefile(t *testing.T, v Visit) *Page {
	t.Helper()
	const name = "받은 파일 (1) 100% #2/convlab.html"
	file := url.URL{Path: filepath.Join(folder(t, map[string]string{name: "dist/convlab.html"}), filepath.FromSlash(name))}
	v.File = file.EscapedPath()
	return Open(t, v)
}

// withCores makes the workers of the one-file form believe in a machine of so many cores: they have no address with a query.
func withCores(n int) string {
	return fmt.Sprintf(`{ const B = Blob; globalThis.Blob = class extends B { constructor(parts, options) { super(options?.type === 'text/javascript'
		? ["Object.defineProperty(navigator, 'hardwareConcurrency', { value: %d });\n", ...parts] : parts, options); } }; }`, n)
}

// handsOver remembers what the page hands to its workers: the names of files, and whether all of it is bytes and text.
const handsOver = `{
	globalThis.handed = [];
	const post = Worker.prototype.postMessage;
	Worker.prototype.postMessage = function (message, ...more) {
		const { files, script } = message;
		if (files) handed.push({ paths: [...files.keys()], plain: typeof script === 'string' && [...files.values()].every((file) => file.bytes instanceof ArrayBuffer) });
		return post.call(this, message, ...more);
	};
}`

// says waits until the main button says that.
func (p *Page) says(text string) {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.getElementById('train').innerText === %q", text))
}

type handed struct {
	Paths []string
	Plain bool
}

func TestOneFileDoesEverythingFromAFolder(t *testing.T) {
	opened := time.Now()
	p := onefile(t, Visit{W: 1100, H: 700, Script: handsOver})
	before := p.Ready()
	t.Logf("a network answers %.1f s after the file was opened", time.Since(opened).Seconds())
	if before.Origin != "pretrained" || Eval[string](p, "location.protocol") != "file:" {
		t.Fatalf("the network is %s on %s, want the pretrained one from a file", before.Origin, Eval[string](p, "location.protocol"))
	}
	p.Run("the trainer is handed bytes, of what it reads alone", func() {
		list := Eval[[]handed](p, "handed")
		if len(list) != 1 || !list[0].Plain || !slices.Contains(list[0].Paths, "worker.wasm") || slices.ContainsFunc(list[0].Paths, func(path string) bool {
			return path != "worker.wasm" && !strings.HasPrefix(path, "data/") && !strings.HasPrefix(path, "models/")
		}) {
			p.t.Errorf("the page has handed over %+v", list)
		}
	})
	p.Run("it reads a drawing and paints", func() {
		if s := p.Draw(digits(p.t)[3]); s.Prediction != 3 {
			p.t.Errorf("the three was read as %d", s.Prediction)
		}
		p.Until("the stage paints", func(s State) bool { return s.Staged })
		p.Screenshot("onefile")
	})
	p.Run("all the data is inside", func() {
		p.Until("all images are here", func(s State) bool { return s.Complete && s.Loaded == 60000 })
	})
	p.Run("the other network is inside", func() {
		p.Click("#kind input[value=dense]")
		p.Until("it answers", func(s State) bool {
			return s.Network.Layers[0].Kind == "Flatten" && s.Origin == "pretrained" && s.Answered()
		})
	})
	p.Run("it reads pictures", func() {
		p.Drop(photo("seven-exif6.jpg"))
		p.Read(7)
		if last := Eval[[]handed](p, "handed.slice(1)"); len(last) != 1 || !last[0].Plain || !slices.Equal(last[0].Paths, []string{"picture.wasm"}) {
			p.t.Errorf("the page has handed over %+v", last)
		}
	})
	p.Run("it speaks Korean", func() {
		p.Click("#language input[value=ko]")
		p.says(words(p.t, "ko")["top.train"])
	})
	p.Run("licences can be read", func() {
		p.Click("#tab-about")
		p.Click("[data-t='about.texts']")
		p.WaitFor("document.body.innerText.includes('Apache License')")
	})
}

// Workers from a file are strangers to each other. They train all the same, and to the bits of the page from a server.
func TestSeveralWorkersTrainInTheOneFile(t *testing.T) {
	p := onefile(t, Visit{NoWebGL: true, W: 1100, H: 700, Script: withCores(4)})
	p.employ("half", 3) // one core is left for the page
	p.Click("#continue")
	got := p.finished()
	// How many make a step is measured while training: fewer, where more are slower.
	if hired, ended := p.Hired(); hired != 2 || ended != 0 {
		t.Errorf("the trainer has started %d workers, of which %d have ended, want 2 and 0", hired, ended)
	}
	if s := p.Draw(digits(t)[0]); s.Prediction != 0 {
		t.Errorf("the trained network read the zero as %d", s.Prediction)
	}

	if want := trainedAlone(t, "half"); got != want {
		t.Errorf("the checksum is %s, from a server and with one worker it is %s", got, want)
	}
}
