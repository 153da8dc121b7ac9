//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// State is the result of convlab.state(). Its fields are those of wasm/snapshot.
type State struct {
	Worker        string
	Reason        string
	Phase         string
	Epoch         int
	Step          int
	Images        int
	Speed         float64 `json:"images_per_second"`
	Seconds       float64 // of training
	Workers       int
	Loaded        int
	Complete      bool
	Origin        string
	Accuracy      float64
	Tested        int
	Checksum      string
	Scores        int
	Results       bool
	Ink           bool
	Digit         int
	Picture       bool
	Incoming      string
	Prediction    int
	NoDigit       string `json:"no_digit"`
	Probabilities []float64
	Seen          string
	Layers        []struct {
		Shape [3]int
		Hash  string
	}
	Network  Model
	Draft    Model
	Training struct {
		Optimizer    string
		LearningRate float64 `json:"learning_rate"`
		BatchSize    int     `json:"batch_size"`
		Epochs       int
		Examples     int
		Seed         uint64
	}
	Learn    []int
	Refusal  string
	Notices  []string
	Language string
	Chosen   Chosen
	Stage    [4]float64
	Hits     []struct {
		Rect [4]float64
		ID   string
		Cell int
	}
	Staged   bool // the stage paints, and not the page itself
	Painted  int  // pictures of the page itself
	Frames   int
	Autosave Autosave
}

// Chosen is the chosen number of the route. On is false while there is none. Layer is its layer of the model, from 0.
type Chosen struct {
	On                          bool
	Layer, Row, Column, Channel int
}

// Autosave is the state of the autosave.
type Autosave struct {
	Tab       string
	Epoch     int // of the last checkpoint
	Step      int
	Accuracy  float64
	Stored    bool // the browser has it, and no newer one is made
	Trouble   string
	Resuming  bool
	Resumable []struct{ Epoch, Step int }
}

// Model is the JSON form of a network, with the fields that tests use.
type Model struct {
	Layers []struct {
		Kind    string
		Filters int
		Strides int
	}
}

// Answered reports whether the last prediction is for the drawing that is on the pad now.
func (s State) Answered() bool { return s.Ink && len(s.Layers) > 0 && s.Layers[0].Hash == s.Seen }

// Ready reports whether the trainer runs and has a network.
func (s State) Ready() bool { return s.Worker == "alive" && s.Origin != "" }

// Hashes returns the hashes of the outputs of all layers, the input first.
func (s State) Hashes() []string {
	var list []string
	for _, l := range s.Layers {
		list = append(list, l.Hash)
	}
	return list
}

// HasNotice reports whether the page shows a notice of that kind.
func (s State) HasNotice(notice string) bool { return slices.Contains(s.Notices, notice) }

// State returns the current state of the page.
func (p *Page) State() State {
	p.t.Helper()
	s, err := p.state()
	p.must(err)
	return s
}

func (p *Page) state() (s State, err error) {
	text, err := try[string](p, "convlab.state()")
	if err == nil {
		err = json.Unmarshal([]byte(text), &s)
	}
	return s, err
}

// Until waits until the state of the page satisfies is, for timeout or another limit, and until the page shows it. It returns the
// state. Before the page's program runs there is no state, and Until waits.
func (p *Page) Until(wanted string, is func(State) bool, atMost ...time.Duration) State {
	p.t.Helper()
	limit := timeout
	if len(atMost) > 0 {
		limit = atMost[0]
	}
	var last State
	var err error
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if last, err = p.state(); err == nil && is(last) {
			p.WaitFor("document.documentElement.matches('.painted')") // the program shows nothing before its texts are loaded
			p.Frame()
			return last
		}
		if p.ctx.Err() != nil {
			break
		}
	}
	last.Layers, last.Hits = nil, nil // long
	p.t.Fatalf("waited %s until %s (%s), then it was %+v", limit, wanted, or(fmt.Sprint(err), "<nil>"), last)
	return last
}

// Ready waits until the page can be used: its program runs and a network answers.
func (p *Page) Ready() State {
	p.t.Helper()
	return p.Until("a network is there", State.Ready)
}

// OnStage returns the point in the viewport for the stage's own coordinates.
func (p *Page) OnStage(x, y float64) Point {
	p.t.Helper()
	stage := Eval[[]float64](p, "(r => [r.x, r.y])(document.getElementById('stage').getBoundingClientRect())")
	return Point{stage[0] + x, stage[1] + y}
}
