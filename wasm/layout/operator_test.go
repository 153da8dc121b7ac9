package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// operator is a kernel or the word of a pooling as it is drawn, with its frame.
type operator struct {
	layer int
	drawn scene.Rect
}

// operatorsOf lists the operators that a scene shows.
func operatorsOf(t *testing.T, s *state.State, sc scene.Scene) (list []operator) {
	t.Helper()
	for _, m := range sc.Front {
		o := operator{drawn: m.Rect(0)}
		if n, _ := fmt.Sscanf(m.Key, "kernel%d", &o.layer); n != 1 {
			t.Fatalf("%s is in front", m.Key)
		}
		const frame = 6
		o.drawn.X, o.drawn.Y, o.drawn.W, o.drawn.H = o.drawn.X-frame, o.drawn.Y-frame, o.drawn.W+2*frame, o.drawn.H+2*frame
		list = append(list, o)
	}
	for _, l := range sc.Labels {
		if !strings.HasPrefix(l.Text, "operator.") {
			continue
		}
		o := operator{layer: -1, drawn: l.Rect}
		o.drawn.X, o.drawn.W = o.drawn.X+o.drawn.W/2-11, 22 // "max" is 22 px wide
		for i := range s.Model().Layers {                   // the one whose target has its middle
			if h, ok := operatorTarget(sc, i); ok && h.Cell.Contains(l.Rect.X+l.Rect.W/2, l.Rect.Y+l.Rect.H/2) {
				o.layer = i
			}
		}
		list = append(list, o)
	}
	return list
}

func operatorTarget(sc scene.Scene, layer int) (scene.Hit, bool) {
	for _, h := range sc.Hits {
		if h.ID == operatorHit(layer) {
			return h, true
		}
	}
	return scene.Hit{}, false
}

func TestAClickOnEveryKernelAndWordOfAPoolingHitsIt(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 14))
	models := []spec.Model{spec.NoteConvnet()}
	for range 25 {
		models = append(models, randomNetwork(rng))
	}
	kernels, words := 0, 0
	for _, m := range models {
		s := counted(t, m, rng)
		for _, w := range [][2]float32{{1920, 987}, {1440, 807}, {1366, 560}, {1280, 627}, {1019, 700}, {820, 1087}, {700, 900}, {390, 751}} {
			s.Update(state.SetViewport{Viewport: state.Viewport{W: w[0], H: w[1], Scale: []float32{1, 1.25, 2}[rng.IntN(3)]}})
			s.Update(state.SetOffset{Offset: rng.IntN(4)})
			r, sc := placed(t, s)
			for _, o := range operatorsOf(t, s, sc) {
				_, kernel := m.Layers[max(o.layer, 0)].(spec.Conv2D)
				if kernel {
					kernels++
				} else {
					words++
				}
				hit, ok := operatorTarget(sc, o.layer)
				if most := max(44, o.drawn.W); !ok || hit.Cell.W < 24 || hit.Cell.H < 24 || hit.Cell.W > most || hit.Cell.H > most || kernel && hit.Cell.W > max(24, o.drawn.W) {
					t.Fatalf("in %v the target of layer %d is %+v", w, o.layer, hit.Cell)
				}
				cell, _ := s.Route.Cell(o.layer)
				for _, part := range [][2]float32{{0.01, 0.01}, {0.5, 0.5}, {0.99, 0.01}, {0.99, 0.99}} {
					x, y := o.drawn.X+part[0]*o.drawn.W, o.drawn.Y+part[1]*o.drawn.H
					target, _ := sc.At(x, y)
					if got, ok := PointedOperator(s, target); !ok || got != (state.ChooseNumber{Layer: o.layer, Cell: cell}) {
						t.Fatalf("at %v of layer %d in %v, of %+v: %+v, %+v", part, o.layer, w, m.Layers, target, got)
					}
					if number, channel, ok := Pointed(s, &r, target); ok {
						t.Fatalf("it is also %+v, %+v", number, channel)
					}
					for _, plus := range r.Pluses {
						if kernel && plus.Rect.Contains(x, y) {
							t.Fatalf("the kernel of layer %d at %v is under the button at %v", o.layer, o.drawn, plus.Rect)
						}
					}
				}
			}
		}
	}
	if kernels < 100 || words < 20 {
		t.Errorf("%d kernels and %d words were hit", kernels, words)
	}
}

func TestWithoutARouteNoOperatorReactsToAPointer(t *testing.T) {
	s := counted(t, spec.NoteConvnet(), rand.New(rand.NewPCG(1, 2)))
	s.Update(state.Clear{})
	_, sc := placed(t, s)
	for i := range s.Model().Layers {
		if h, ok := operatorTarget(sc, i); ok {
			t.Errorf("on an empty pad layer %d has a target at %v", i, h.Cell)
		}
	}
}
