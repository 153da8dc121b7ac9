// Package snapshot tells the browser tests what the page shows, as JSON.
package snapshot

import (
	"hash/fnv"
	"math"
	"slices"
	"strconv"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// Snapshot is the result of convlab.state(), as JSON.
type Snapshot struct {
	Build         string        `json:"build"`
	Worker        state.Status  `json:"worker"`
	Reason        string        `json:"reason"`
	Phase         wire.Phase    `json:"phase"`
	Epoch         int           `json:"epoch"`
	Step          int           `json:"step"`
	Images        int           `json:"images"`
	Speed         float64       `json:"images_per_second"`
	Seconds       float64       `json:"seconds"`
	Workers       int           `json:"workers"` // that computed the last step
	Loaded        int           `json:"loaded"`  // training pictures
	Complete      bool          `json:"complete"`
	Origin        wire.Origin   `json:"origin"`
	Accuracy      float64       `json:"accuracy"`
	Tested        int           `json:"tested"`
	Checksum      string        `json:"checksum"`
	Scores        int           `json:"scores"`
	Results       bool          `json:"results"`
	Ink           bool          `json:"ink"`
	Digit         int           `json:"digit"`    // label of the test picture on the pad, -1 without
	Picture       bool          `json:"picture"`  // one of the visitor's own is on the pad
	Incoming      string        `json:"incoming"` // name of the one that is being read
	Prediction    int           `json:"prediction"`
	NoDigit       string        `json:"no_digit"`      // why the ink is none, "" when it may be one
	Probabilities []float32     `json:"probabilities"` // none if one is NaN
	Seen          string        `json:"seen"`          // hash of the 784 pixels
	Layers        []layerShot   `json:"layers"`        // of the last answer, the input first
	Network       spec.Model    `json:"network"`
	Draft         spec.Model    `json:"draft"`
	Training      spec.Training `json:"training"`
	Learn         []int         `json:"learn"`
	Refusal       string        `json:"refusal"` // path of the control
	Notices       []string      `json:"notices"`
	Language      string        `json:"language"`
	Chosen        chosenShot    `json:"chosen"` // number of the route
	Stage         [4]float64    `json:"stage"`  // x, y, w, h in the page
	Hits          []hitShot     `json:"hits"`
	Staged        bool          `json:"staged"`  // the stage paints, and not the page itself
	Painted       int           `json:"painted"` // pictures of the page's own painter
	Frames        int           `json:"frames"`
	Autosave      autosaveShot  `json:"autosave"`
}

type autosaveShot struct {
	Tab       state.Tab     `json:"tab"`
	Epoch     int           `json:"epoch"` // of the last checkpoint
	Step      int           `json:"step"`
	Accuracy  float64       `json:"accuracy"`
	Stored    bool          `json:"stored"` // the browser has it
	Trouble   state.Trouble `json:"trouble"`
	Resuming  bool          `json:"resuming"`
	Resumable []state.About `json:"resumable"`
}

// chosenShot is the chosen number: of layer Layer of the model, rows, columns and channels counted from 0.
type chosenShot struct {
	On      bool `json:"on"` // an explanation fits the network
	Layer   int  `json:"layer"`
	Row     int  `json:"row"`
	Column  int  `json:"column"`
	Channel int  `json:"channel"`
}

type box [4]float32 // x, y, w, h

type layerShot struct {
	Shape [3]int `json:"shape"` // h, w, c
	Hash  string `json:"hash"`  // of the numbers' bits
}

type hitShot struct {
	Rect box    `json:"rect"`
	ID   string `json:"id"`
	Cell int    `json:"cell"`
}

func Of(s *state.State, scene scene.Scene) Snapshot {
	p, n := s.Run.Progress, s.Network
	h := Snapshot{
		Worker: s.Worker.Status, Reason: s.Worker.Reason, Phase: p.Phase, Epoch: p.Epoch, Step: p.Step, Images: p.Images,
		Speed: p.ImagesPerSecond, Seconds: p.Seconds, Workers: p.Workers, Loaded: s.Worker.Loading.Train, Complete: s.Worker.Loading.Completed,
		Origin: n.Origin, Accuracy: n.Accuracy, Tested: n.Tested, Checksum: n.Checksum, Network: n.Model,
		Scores: len(s.Run.Scores), Results: s.Run.Results != nil, Digit: -1, Prediction: -1, NoDigit: string(s.Pad.Verdict), Seen: hashOf(s.Pad.Pixels),
		Layers: layerShots(s.Prediction.Activations), Draft: s.Draft.Model(), Training: s.Draft.Training, Learn: s.Draft.Learn,
		Language: s.Language,
	}
	h.Picture = s.Pad.Picture != nil
	h.Incoming, _ = s.Pad.Incoming()
	if s.Pad.Digit != nil {
		h.Digit = s.Pad.Digit.Label
	}
	if probabilities, ok := s.Probabilities(); ok {
		h.Ink, h.Prediction = true, s.Best()
		if !slices.ContainsFunc(probabilities[:], func(p float32) bool { return p != p }) { // JSON has no NaN
			h.Probabilities = probabilities[:]
		}
	}
	if s.Draft.Refusal != nil {
		h.Refusal = s.Draft.Refusal.Path
	}
	if n := s.Route.Chosen(); n.On {
		h.Chosen = chosenShot{true, n.Layer, n.Cell.Row, n.Cell.Column, n.Cell.Channel}
	}
	for _, notice := range s.Notices {
		h.Notices = append(h.Notices, notice.Key)
	}
	h.Autosave = autosaveOf(&s.Autosave)
	for _, hit := range scene.Hits {
		for cell := range hit.Len {
			r := hit.Rect(cell)
			h.Hits = append(h.Hits, hitShot{box{r.X, r.Y, r.W, r.H}, hit.ID, cell})
		}
	}
	return h
}

func autosaveOf(k *state.Autosave) autosaveShot {
	shot := autosaveShot{Tab: k.Tab, Stored: k.Complete() && !k.Asking(), Trouble: k.Trouble, Resuming: k.Resuming}
	if k.File != nil {
		shot.Epoch, shot.Step, shot.Accuracy = k.File.Epoch, k.File.Step, k.File.Accuracy
	}
	for _, g := range k.Resumable {
		shot.Resumable = append(shot.Resumable, g.About)
	}
	return shot
}

// layerShots hashes what every layer made, so that a test can tell which maps
// a change of the settings moved.
func layerShots(a wire.Activations) []layerShot {
	var list []layerShot
	numbers := a.Numbers
	for _, shape := range a.Shapes {
		n := min(shape.Size(), len(numbers))
		list = append(list, layerShot{[3]int{shape.H, shape.W, shape.C}, hashOf(numbers[:n])})
		numbers = numbers[n:]
	}
	return list
}

func hashOf(numbers []float32) string {
	hash := fnv.New64a()
	for _, v := range numbers {
		bits := math.Float32bits(v)
		hash.Write([]byte{byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)})
	}
	return strconv.FormatUint(hash.Sum64(), 16)
}
