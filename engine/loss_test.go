package engine

import (
	"math"
	"strings"
	"testing"

	"convlab/engine/kernel"
)

// batchOf returns a batch of the rows.
func batchOf(rows ...[]float32) Batch {
	var b Batch
	resize(&b, len(rows), len(rows[0]))
	for i, r := range rows {
		copy(row(b, i), r)
	}
	return b
}

// score calls crossentropy with softmax and buffers.
func score(z Batch, labels []uint8, scale float32) (Sums, Batch, error) {
	var p, dz Batch
	resize(&p, z.Rows, z.Cols)
	resize(&dz, z.Rows, z.Cols)
	kernel.Softmax(z.Rows, z.Cols, z.Data, p.Data)
	s, err := crossentropy(z, p, labels, scale, dz)
	return s, dz, err
}

func TestCrossentropyOfEqualLogitsIsLogOfClasses(t *testing.T) {
	for _, level := range []float32{0, 1e4, -1e4} {
		s, dz, err := score(batchOf([]float32{level, level, level, level}), []uint8{2}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if want := math.Log(4); math.Abs(s.Loss-want) > 1e-12 {
			t.Errorf("logits %v: loss %v, want log 4 = %v", level, s.Loss, want)
		}
		// p - onehot with p = 1/4.
		for c, want := range []float32{0.25, 0.25, -0.75, 0.25} {
			if math.Abs(float64(row(dz, 0)[c]-want)) > 1e-7 {
				t.Errorf("logits %v: dz[%d] = %v, want %v", level, c, row(dz, 0)[c], want)
			}
		}
	}
}

// Of classes with equal logits the first is the prediction, as in NumPy and Keras.
func TestOfEqualClassesTheFirstIsPredicted(t *testing.T) {
	for label, correct := range []int{0, 1, 0, 0} {
		s, _, err := score(batchOf([]float32{-1, 2, 2, 2}), []uint8{uint8(label)}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if s.Correct != correct {
			t.Errorf("label %d: %d correct, want %d", label, s.Correct, correct)
		}
	}
}

func TestCrossentropyStaysFiniteForExtremeLogits(t *testing.T) {
	z := batchOf([]float32{1e4, -1e4, 0}, []float32{1e4, -1e4, 0})
	s, dz, err := score(z, []uint8{0, 1}, 1)
	if err != nil {
		t.Fatal(err)
	}
	// Row 0 is right and costs nothing; row 1 costs the distance 2e4.
	if s.Loss != 2e4 || s.Correct != 1 || s.Count != 2 {
		t.Errorf("got %+v, want loss 20000, 1 of 2 correct", s)
	}
	for i, want := range []float32{0, 0, 0, 1, -1, 0} {
		if dz.Data[i] != want {
			t.Errorf("dz[%d] = %v, want %v", i, dz.Data[i], want)
		}
	}
}

func TestCrossentropyReportsNonFiniteLogits(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, z := range [][]float32{{nan, 0, 0}, {0, nan, 0}, {0, 0, nan}, {inf, 0, 0}, {inf, inf, 0}} {
		s, _, err := score(batchOf(z), []uint8{1}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if !math.IsNaN(s.Loss) && !math.IsInf(s.Loss, 0) {
			t.Errorf("logits %v: loss %v hides them", z, s.Loss)
		}
	}
}

func TestCrossentropyGradientIsThatOfTheScaledLoss(t *testing.T) {
	z := batchOf([]float32{0.3, -1.2, 2.5, 0.1}, []float32{-0.7, 0.2, 0.4, 1.9})
	labels := []uint8{2, 0}
	const scale, h = 0.5, 1e-2
	_, dz, err := score(z, labels, scale)
	if err != nil {
		t.Fatal(err)
	}
	for i := range z.Data {
		at := z.Data[i]
		z.Data[i] = at + h
		up, _, _ := score(z, labels, scale)
		z.Data[i] = at - h
		down, _, _ := score(z, labels, scale)
		z.Data[i] = at
		want := scale * (up.Loss - down.Loss) / (2 * h)
		// The error of a central difference is h²/6 times a third derivative below 1.
		if math.Abs(float64(dz.Data[i])-want) > h*h/6 {
			t.Errorf("dz[%d] = %v, difference quotient %v", i, dz.Data[i], want)
		}
	}
}

func TestCrossentropyRefusesLabels(t *testing.T) {
	z := batchOf([]float32{0, 0, 0}, []float32{0, 0, 0})
	for _, c := range []struct {
		labels []uint8
		want   string
	}{
		{[]uint8{0, 3}, "expected labels 0 to 2, received 3 in row 1"},
		{[]uint8{255, 0}, "received 255 in row 0"},
		{[]uint8{0}, "expected a label for each of 2 rows, received 1"},
	} {
		if _, _, err := score(z, c.labels, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("labels %v: got error %v, want %q", c.labels, err, c.want)
		}
	}
}
