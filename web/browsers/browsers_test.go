//go:build browsers

package browsers

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// checksums are those at which Chromium's trainings end, by network.
type checksums map[string]string

// check is something that must hold in every browser.
type check struct {
	name string
	test func(p *page, want checksums)
}

// checks follow each other on one visit, and each leaves the page usable for the next.
func checks() []check {
	return []check{
		{"loads without errors", loads},
		{"paints", paints},
		{"draws and predicts", draws},
		{"toggles pooling", togglesPooling},
		{"trains the dense network", func(p *page, want checksums) { trains(p, want, "top.dense") }},
		{"saves the training", saves},
		{"trains the convnet", func(p *page, want checksums) { trains(p, want, "top.convnet") }},
		{"says what it uses of the browser", saysWhatItUses},
		{"had no errors", hadNoErrors},
		{"resumes after a reload", resumes},
		{"opens the saved training", opensFile},
		{"works offline", worksOffline},
		{"works as one file", worksAsOneFile},
	}
}

// passed counts checks.
var passed int

// browsers are the browsers in which all checks are made. Chromium is the first: its checksums are those of the others.
var browsers = []struct {
	name  string
	start func(t *testing.T, downloads string) browser
}{{"Chromium", startChromium}, {"Firefox", startFirefox}, {"WebKitGTK", startWebKit}}

func TestMain(m *testing.M) {
	code := m.Run()
	fmt.Printf("\n%d of %d checks passed\n", passed, len(browsers)*len(checks()))
	os.Exit(code)
}

func TestBrowsers(t *testing.T) {
	want := checksums{}
	for _, one := range browsers {
		t.Run(one.name, func(t *testing.T) {
			site := openSite(t)
			b := one.start(t, site.downloads)
			for _, c := range checks() {
				t.Run(c.name, func(t *testing.T) {
					p := &page{browser: b, t: t, site: site, words: words(t)}
					defer p.report(c.name, time.Now())
					defer p.shot(c.name)
					c.test(p, want)
				})
			}
		})
	}
}

// report prints the line of a check that has ended.
func (p *page) report(check string, began time.Time) {
	result := "FAIL"
	if !p.t.Failed() {
		result = "ok"
		passed++
	}
	fmt.Printf("%-4s %-9s %-14s %-32s %5.1f s\n", result, p.name, p.version, check, time.Since(began).Seconds())
}

func draws(p *page, _ checksums) {
	if s := p.draw(3); s.Prediction != 3 {
		p.t.Errorf("the three was read as %d", s.Prediction)
	}
	p.shows(p.word("announce.sure", "{digit}", "3"))
}

// Average pooling changes the maps after the first convolution, with the same weights; max pooling restores them.
func togglesPooling(p *page, _ checksums) {
	maps := func(s state) (list []string) {
		for _, l := range s.Layers {
			list = append(list, l.Hash)
		}
		return list
	}
	before := p.until("the drawing is answered", state.answered)
	chip := p.word("chip.name", "{setting}", p.word("block.pooling"), "{text}", p.word("block.max"))
	p.clickOn(p.named("button", chip), chip) // of the first one
	p.click("radio", "block.average")
	p.until("its maps have changed", func(s state) bool {
		return s.answered() && len(s.Learn) == 0 && s.Layers[1].Hash == before.Layers[1].Hash && s.Layers[2].Hash != before.Layers[2].Hash
	})
	p.click("radio", "block.max")
	p.until("its maps are those from before", func(s state) bool { return s.answered() && slices.Equal(maps(s), maps(before)) })
}

func trains(p *page, want checksums, network string) {
	p.chooseNetwork(network)
	taken := func(s state) bool { return s.Training.Examples == 1000 && s.Training.Epochs == 1 }
	s := p.until("its pretrained weights are here", func(s state) bool { return s.Origin == "pretrained" && s.Checksum != "" })
	if !taken(s) { // settings outlive a change of the network
		p.click("button", "settings.examples", "60,000")
		p.fill("settings.examples", "1000")
		p.click("button", "settings.epochs", "5")
		p.fill("settings.epochs", "1")
		p.until("the settings are taken", taken)
	}
	p.click("button", "top.train")
	s = p.until("it is trained", func(s state) bool { return s.Phase == "finished" && s.Origin == "yours" && s.Checksum != "" })
	p.shows(p.word("badge.epoch", "{n}", "1"))
	if _, isWanted := want[network]; !isWanted && p.name == "Chromium" {
		want[network] = s.Checksum
	}
	if want[network] == "" {
		p.t.Error("Chromium has no checksum to compare with: it must train, too")
	} else if s.Checksum != want[network] {
		p.t.Errorf("the checksum is %s, in Chromium it is %s", s.Checksum, want[network])
	}
}

func saves(p *page, _ checksums) {
	p.click("button", "file.button")
	p.click("button", "file.training")
	p.wait("the file is there", func() (bool, error) { return p.saved() != "", nil })
	p.shows(p.saved())
	p.click("button", "file.button")
}

// saved is the name of the file that the page has saved, once all of it is there.
func (p *page) saved() string {
	all, _ := os.ReadDir(p.site.downloads)
	if len(all) != 1 || filepath.Ext(all[0].Name()) != ".safetensors" {
		return "" // the browser is still writing, under another name
	}
	if info, err := all[0].Info(); err != nil || info.Size() == 0 {
		return ""
	}
	return all[0].Name()
}

func saysWhatItUses(p *page, _ checksums) {
	memory, painter := "about.memory_unshared", "about.painter_nowebgl2"
	if ask[bool](p, "", "() => typeof SharedArrayBuffer === 'function'") {
		memory = "about.memory_shared"
	}
	if p.painted().Staged {
		painter = "about.painter_stage"
	}
	p.click("tab", "bench.about")
	p.shows(p.word(memory))
	p.shows(p.word(painter))
	p.t.Log("memory of the workers: " + p.word(memory))
}

func resumes(p *page, want checksums) {
	p.until("the browser has the training", func(s state) bool { return s.Autosave.Stored })
	p.load(p.site.URL)
	p.until("the training is offered", func(s state) bool { return len(s.Autosave.Resumable) > 0 })
	p.click("button", "resume.resume")
	p.until("it is the convnet that was trained", func(s state) bool { return s.Origin == "yours" && s.Checksum == want["top.convnet"] })
}

// The file is dropped by a script: a browser's dialog for files cannot be used by its driver.
func opensFile(p *page, want checksums) {
	file := p.site.URL + "/downloads/" + url.PathEscape(p.saved())
	ask[any](p, "", fmt.Sprintf(`async () => {
		const data = new DataTransfer();
		data.items.add(new File([await (await fetch(%q)).blob()], 'saved.safetensors'));
		document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
	}`, file))
	p.until("it is the dense network that was trained", func(s state) bool { return s.Origin == "yours" && s.Checksum == want["top.dense"] })
	p.shows(p.word("notice.opened", "{what}", "saved.safetensors"))
}

func worksOffline(p *page, _ checksums) {
	p.site.plain.Store(true)
	p.load(p.site.URL)
	p.wait("the browser keeps the page", func() (bool, error) {
		return try[bool](p, "", "() => navigator.serviceWorker.getRegistration().then((r) => r?.active?.state === 'activated')")
	})
	p.site.CloseClientConnections()
	p.site.Close()
	ask[any](p, "", "() => { globalThis.old = true; location.reload(); }") // the drivers' own reloads may bypass the service worker
	p.wait("the page is loaded again", func() (bool, error) { return try[bool](p, "", "() => !globalThis.old") })
	p.until("all images are here", func(s state) bool { return s.ready() && s.Complete && s.Loaded == 60000 })
	if s := p.draw(3); s.Prediction != 3 {
		p.t.Errorf("the three was read as %d", s.Prediction)
	}
}

func worksAsOneFile(p *page, want checksums) {
	path, err := filepath.Abs(filepath.Join(dist, "convlab.html"))
	if err != nil {
		p.t.Fatal(err)
	}
	p.load((&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String())
	if s := p.draw(3); s.Prediction != 3 {
		p.t.Errorf("the three was read as %d", s.Prediction)
	}
	trains(p, want, "top.dense")
}
