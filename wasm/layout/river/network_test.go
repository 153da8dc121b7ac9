package river

import (
	"errors"
	"reflect"
	"testing"

	"convlab/engine/spec"
)

func TestALayerWithAWindowHasAColumnAndOthersBelongToOne(t *testing.T) {
	type column struct {
		kind   Kind
		layers []int
	}
	head, end := []column{{PadColumn, nil}, {PictureColumn, nil}}, []column{}
	for name, want := range map[string][]column{
		"convnet": {
			{ConvolutionColumn, []int{0}}, {PoolingColumn, []int{1}}, {ConvolutionColumn, []int{2}}, {PoolingColumn, []int{3}},
			{ConvolutionColumn, []int{4}}, {DenseColumn, []int{5, 6}}, {AnswerColumn, []int{7}},
		},
		"flat":               {{ConvolutionColumn, []int{0}}, {ConvolutionColumn, []int{1}}, {ConvolutionColumn, []int{2}}, {DenseColumn, []int{3, 4}}, {AnswerColumn, []int{5}}},
		"dense":              {{DenseColumn, []int{0, 1}}, {AnswerColumn, []int{2}}},
		"neither":            {{AnswerColumn, []int{0, 1}}},
		"average head":       {{ConvolutionColumn, []int{0}}, {AnswerColumn, []int{1, 2, 3}}},
		"two hidden layers":  {{DenseColumn, []int{0, 1, 2}}, {DenseColumn, []int{3}}, {AnswerColumn, []int{4}}},
		"dropout everywhere": {{ConvolutionColumn, []int{0, 1, 2}}, {AnswerColumn, []int{3, 4, 5}}},
	} {
		var got []column
		for _, p := range networkOf(t, named()[name]).groups {
			got = append(got, column{p.Kind, p.Layers})
		}
		if want := append(append(head, want...), end...); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestAColumnShowsTheOutputOfItsLayer(t *testing.T) {
	for name, m := range named() {
		shapes, err := m.Shapes()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for i, p := range networkOf(t, m).groups {
			if i < 2 {
				continue
			}
			if p.Shape != shapes[p.Layer] {
				t.Errorf("%s: column %d shows %v, layer %d gives %v", name, i, p.Shape, p.Layer, shapes[p.Layer])
			}
			for _, layer := range p.Layers {
				seen[layer] = true
			}
		}
		if len(seen) != len(m.Layers) {
			t.Errorf("%s: its columns have %d of %d layers", name, len(seen), len(m.Layers))
		}
	}
}

func TestAModelThatDoesNotWorkHasNoColumns(t *testing.T) {
	m := over(conv(8, 7, 1, spec.Valid), conv(8, 7, 3, spec.Valid), conv(8, 7, 3, spec.Valid), spec.Flatten{})
	var want *spec.Error
	if _, err := NetworkOf(m); !errors.As(err, &want) {
		t.Errorf("the error is %v, want that of spec", err)
	}
}

func TestADenseNetworkTakesTheRoomOfTheConvnet(t *testing.T) {
	for _, w := range []float32{1019, 1280, 1440, 1920} {
		v := View{W: w, H: 807, Workbench: WorkbenchHalf}
		convnet, dense := Layout(networkOf(t, spec.NoteConvnet()), v), Layout(networkOf(t, spec.NoteDense()), v)
		if a, b := convnet.Pad, dense.Pad; a != b {
			t.Errorf("%v: the pad moves from %v to %v", w, a, b)
		}
		if a, b := convnet.Columns[1].FeatureMap.Rect, dense.Columns[1].FeatureMap.Rect; a != b {
			t.Errorf("%v: the picture moves from %v to %v", w, a, b)
		}
		if a, b := convnet.Answer, dense.Answer; a != b {
			t.Errorf("%v: the answer moves from %v to %v", w, a, b)
		}
	}
}

func TestEveryLayerHasItsColumn(t *testing.T) {
	for name, m := range named() {
		r := Layout(networkOf(t, m), View{W: 1440, H: 807})
		if c := r.ColumnOf(-1); c != 1 {
			t.Errorf("%s: the picture is column %d", name, c)
		}
		for layer := range m.Layers {
			found := false
			for _, l := range r.Columns[r.ColumnOf(layer)].Layers {
				found = found || l == layer
			}
			if !found {
				t.Errorf("%s: layer %d is not of column %d", name, layer, r.ColumnOf(layer))
			}
		}
	}
}
