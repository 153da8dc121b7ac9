//go:build js && wasm

// Command page is the program of the page. It passes events of the document and messages of the worker to state.State, sends the
// resulting commands to the worker, and shows the state: words and controls as HTML, pictures through the stage program, or by its
// own painter while there is no stage. It computes nothing.
package main

import (
	"encoding/json"
	"slices"
	"time"

	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/port"
	"convlab/wasm/scene"
	"convlab/wasm/snapshot"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// build is the build of this program, which the linker sets by -X main.build=...: the other programs must be of the same one.
var build string

// workerScript starts a worker.
const workerScript = "worker.js"

func main() {
	newApp()
	select {}
}

// app holds the state and the components that show it. The page has one thread, and a goroutine yields only where it waits, so
// listeners and the loop of the worker's messages can share the state.
type app struct {
	state     *state.State
	words     wording.Words  // nil until they are loaded
	theme     scene.Theme    // of the scene
	worker    *port.Port     // nil when none could be started
	connected chan struct{}  // signals another worker
	lastInput float64        // time of the user's last event, in seconds
	stored    bool           // the browser has been asked to store this release
	notices   []state.Notice // for which a frame was requested
	frames    *dom.Frames
	stages    *stages
	pictures  *pictures
	announcer *announcer
	address   *address
	autosave  *autosaveStatus
	store     *autosaveStore
	overlay   *overlay
	popover   *popover
	bench     *workbench
	parts     []component
}

// component is one place of the page. It writes what the state says; package dom passes on only what has changed.
type component interface {
	show(w wording.Words, s *state.State)
}

func newApp() *app {
	a := &app{state: state.New(), connected: make(chan struct{}, 1)}
	a.frames = dom.NewFrames(a.show)
	a.pictures = &pictures{a: a}
	a.stages = newStages(a)
	a.announcer = newAnnouncer()
	language, words := dom.Words()
	a.words = words
	a.dispatch(state.SetLanguage{Language: language}) // before a link names another
	a.address = newAddress(a)
	a.autosave = newAutosaveStatus()
	a.store = newAutosaveStore(a)
	a.popover = newPopover(a)
	a.overlay = newOverlay(a)
	a.bench = newWorkbench(a)
	a.parts = []component{
		a.overlay, newBadge(), newChooser(a), newRunBar(a), newSparkline(a), newProgress(), newChangeStatus(a), newPadTools(a), newStepPictures(a), a.bench,
		newNotices(a), newResumeQuestion(a), newCopyLink(a), newFiles(a), a.announcer, a.autosave, a.popover, newMotions(a),
	}
	listenKeyboard(a)
	listenWords(a)
	exposeSnapshot(a, a.overlay)
	a.connect(port.Adopt())
	go a.listen()
	go a.store.findEarlier()
	dom.Every(int(1000*state.Beat), a.tick)
	arrive()
	return a
}

// arrive ends the layout that index.html has without this program, and takes over the texts that the program writes.
func arrive() {
	for _, id := range []string{"train", "progresstext", "networkname", "epochsword", "shiftvalue", "runsettingstext"} {
		dom.ByID(id).Attr("data-t", "")
	}
	dom.Root().Class("waiting", false)
}

// release enables the controls, which index.html holds back until everything is in its place.
func release() {
	for _, e := range dom.Root().All("[inert]") {
		e.Flag("inert", false)
	}
}

// send dispatches an event that the user has made, and shows the result in the next frame.
func (a *app) send(e state.Event) {
	a.lastInput = dom.Now()
	a.dispatch(e)
	a.frames.Request()
}

// dispatch changes the state by an event and executes the commands that follow.
func (a *app) dispatch(e state.Event) {
	for _, c := range a.state.Update(e) {
		a.execute(c)
	}
	if a.state.Worker.Status == state.Dead && a.worker != nil {
		a.worker.Close() // it may be silent and still at work
		a.worker = nil
	}
	if !slices.Equal(a.notices, a.state.Notices) { // a tick may add one, and shows nothing else
		a.notices = slices.Clone(a.state.Notices)
		a.frames.Request()
	}
}

// execute executes a command. A command that waits for the browser answers with an event.
func (a *app) execute(c state.Command) {
	switch c := c.(type) {
	case state.ReplaceWorker:
		a.restart()
	case state.Claim:
		go a.store.claim()
	case state.Find:
		go a.store.find()
	case state.Store:
		go a.store.write(c)
	case state.ReadCheckpoint:
		go a.store.read(c)
	case state.Remove:
		go a.store.remove(c)
	case state.StoreRecords:
		if dom.SetItem(runsName, c.Text) {
			a.dispatch(state.RecordsStored{})
		}
	case state.StoreBench:
		dom.SetItem(benchName, c.Text)
	case state.ReadPicture:
		a.pictures.read(c.ID)
	case state.StopPicture:
		a.pictures.stop()
		a.frames.Request() // a tick may have ended it, and shows nothing else
	case state.Speak:
		dom.Speak(c.Language)
	case state.Download:
		dom.Download(c.Name, c.Bytes)
	default: // for the worker
		if a.worker == nil {
			return
		}
		if err := a.worker.Send(c); err != nil {
			a.state.Update(wire.Fault{What: "settings", Message: err.Error(), Cause: wire.CauseCommand})
		}
	}
}

// tick dispatches the time. It requests a frame only for a change: otherwise an idle page would be busy.
func (a *app) tick() {
	status, verdict := a.state.Worker.Status, a.state.Pad.Verdict
	a.dispatch(state.SetDate{Date: time.Now().UnixMilli()})
	a.dispatch(state.Tick{Now: dom.Now()})
	if a.state.Worker.Status != status || a.state.Pad.Verdict != verdict {
		a.frames.Request()
	}
	if a.words != nil {
		a.announcer.show(a.words, a.state)
		a.autosave.show(a.words, a.state)
	}
	a.address.follow()
	if !a.stored && a.stages.status() != "starting" {
		a.stored = true
		dom.StoreRelease()
	}
}

// show writes the whole state into the page, at most once a frame. It waits for the words, and in a frame that is not displayed for
// its size: both request another frame when they come.
func (a *app) show() {
	if a.words == nil || !a.overlay.measured {
		return
	}
	for _, p := range a.parts {
		p.show(a.words, a.state)
	}
}

func listenWords(a *app) {
	speak := func() {
		if language, words := dom.Words(); words != nil {
			a.words = words
			a.send(state.SetLanguage{Language: language})
			a.address.follow() // before a reload brings the other language back
		}
	}
	dom.OnPage("convlab:words", func(dom.Event) { speak() })
	speak()
}

// exposeSnapshot makes a snapshot of the page available to the browser tests, as convlab.state().
func exposeSnapshot(a *app, o *overlay) {
	dom.Expose("state", func() string {
		h := snapshot.Of(a.state, o.scene)
		at := o.stage.Box()
		h.Stage = [4]float64{at.X, at.Y, at.W, at.H}
		h.Build = build
		h.Staged, h.Frames, h.Painted = a.stages.painting, a.stages.drawn(), a.stages.painter.painted
		text, err := json.Marshal(h)
		if err != nil {
			return err.Error()
		}
		return string(text)
	})
}
