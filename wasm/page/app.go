//go:build js && wasm

package main

import (
	"slices"
	"time"

	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/port"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// script is the worker's, beside the page.
const script = "worker.js"

// app holds the state and the parts that show it. The page has one thread, and its goroutines switch only where one waits, so
// listeners and the loop of the worker's messages can share the state.
type app struct {
	state     *state.State
	words     wording.Words // nil until they have come
	theme     scene.Theme   // of the scene
	line      *port.Port    // to the worker; nil when none could be started
	joined    chan struct{}
	touched   float64        // when the page last sent an event, in seconds
	noticed   []state.Notice // that a frame was asked for to show
	frames    *dom.Frames
	stages    *stages
	pictures  *pictures
	announcer *announcer
	address   *address
	kept      *keptLine
	keeper    *keeper
	popover   *popover
	parts     []part
}

// part is one place of the page. It writes what the state says; what has not
// changed is not touched (package dom sees to that).
type part interface {
	show(w wording.Words, s *state.State)
}

func newApp() *app {
	a := &app{state: state.New(), joined: make(chan struct{}, 1)}
	a.frames = dom.NewFrames(a.show)
	a.pictures = &pictures{a: a}
	a.stages = newStages(a)
	a.announcer = newAnnouncer()
	language, words := dom.Words()
	a.words = words
	a.dispatch(state.SetLanguage{Language: language}) // before a link names another
	a.address = newAddress(a)
	a.kept = newKeptLine()
	a.keeper = newKeeper(a)
	a.popover = newPopover(a)
	overlay := newOverlay(a)
	a.parts = []part{
		newTopbar(), newChooser(a), newRunBar(a), newSparkline(), newProgress(), newSettings(a), newLearn(a), newPadTools(a), newInspector(), newSummary(), newKerasCode(),
		newResults(a), newRuns(a), newAbout(a.stages), newNotices(a), newOffer(a), newShare(a), newFiles(a), a.announcer, a.kept, a.popover, newPrediction(), overlay,
	}
	listenKeyboard(a)
	listenWords(a)
	expose(a, overlay)
	a.join(port.Adopt())
	go a.listen()
	go a.keeper.look()
	dom.Every(int(1000*state.Beat), a.tick)
	arrive()
	return a
}

// arrive ends the layout that index.html has without this program, and takes over the texts that are written here from now on.
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
	a.touched = dom.Now()
	a.dispatch(e)
	a.frames.Request()
}

// dispatch changes the state by an event and executes the commands that follow.
func (a *app) dispatch(e state.Event) {
	for _, c := range a.state.Update(e) {
		a.execute(c)
	}
	if a.state.Worker.Status == state.Dead && a.line != nil {
		a.line.Close() // it may be silent and still at work
		a.line = nil
	}
	if !slices.Equal(a.noticed, a.state.Notices) { // time can make one, which shows nothing else
		a.noticed = slices.Clone(a.state.Notices)
		a.frames.Request()
	}
}

// do carries a command out. What waits for the browser comes back as an event.
func (a *app) execute(c state.Command) {
	switch c := c.(type) {
	case state.ReplaceWorker:
		a.restart()
	case state.Claim:
		go a.keeper.claim()
	case state.Find:
		go a.keeper.find()
	case state.Store:
		go a.keeper.write(c)
	case state.ReadCheckpoint:
		go a.keeper.recall(c)
	case state.Remove:
		go a.keeper.remove(c)
	case state.StoreRecords:
		if dom.SetItem(runsName, c.Text) {
			a.dispatch(state.RecordsStored{})
		}
	case state.ReadPicture:
		a.pictures.read(c.ID)
	case state.StopPicture:
		a.pictures.stop()
		a.frames.Request() // a tick, which paints nothing else, has ended it
	case state.Speak:
		dom.Speak(c.Language)
	case state.Download:
		dom.Download(c.Name, c.Bytes)
	default: // the worker's
		if a.line == nil {
			return
		}
		if err := a.line.Send(c); err != nil {
			a.state.Update(wire.Fault{What: "settings", Message: err.Error(), Cause: wire.CauseCommand})
		}
	}
}

// tick tells the time. Painting the same again would keep an idle page busy.
func (a *app) tick() {
	status, verdict := a.state.Worker.Status, a.state.Pad.Verdict
	a.dispatch(state.SetDate{Date: time.Now().UnixMilli()})
	a.dispatch(state.Tick{Now: dom.Now()})
	if a.state.Worker.Status != status || a.state.Pad.Verdict != verdict {
		a.frames.Request()
	}
	if a.words != nil {
		a.announcer.show(a.words, a.state)
		a.kept.show(a.words, a.state)
	}
	a.address.follow()
}

// show writes the whole state into the page, once a frame at most. Without
// words it would write their keys: convlab:words asks again.
func (a *app) show() {
	if a.words == nil {
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
