package engine

import (
	"fmt"
	"math"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
)

func TestEvaluationCountsEveryImage(t *testing.T) {
	net := must(New(tiny(), 1))(t)
	set := testSet(t)
	images := dataset.TestSample()
	e := NewEvaluation(net, set, images)
	if !e.Next(len(images)) {
		t.Fatal("not done after all images")
	}
	r := e.Results()
	if r.Count != 1000 {
		t.Fatalf("%d images, want the sample's 1,000", r.Count)
	}
	var byLabel [spec.Classes]int
	var loss float64
	var x Batch
	resize(&x, 1, dataset.Pixels)
	for _, i := range images {
		byLabel[set.Label(int(i))]++
		set.Gather([]int32{i}, x.Data, nil)
		loss -= math.Log(float64(net.Forward(x, Pass{}).Data[set.Label(int(i))]))
	}
	// p is rounded to float32: 2^-24 relative, as much absolute in its logarithm.
	if want := loss / 1000; math.Abs(r.Loss-want) > 1e-6 {
		t.Errorf("loss %v, want the mean of -log p[label] %v", r.Loss, want)
	}
	right := 0
	for label, predictions := range r.Confusion {
		n := 0
		for _, c := range predictions {
			n += c
		}
		if n != byLabel[label] {
			t.Errorf("label %d: %d predictions, want %d", label, n, byLabel[label])
		}
		right += predictions[label]
	}
	if r.Accuracy != float64(right)/1000 || len(r.Mistakes) != 1000-right {
		t.Errorf("accuracy %v and %d mistakes, the matrix has %d right", r.Accuracy, len(r.Mistakes), right)
	}
	for _, m := range r.Mistakes {
		if m.Label != set.Label(int(m.Index)) || m.Predicted == m.Label || m.Probability < 1.0/spec.Classes || m.Probability > 1 {
			t.Fatalf("mistake %+v of an image labelled %d", m, set.Label(int(m.Index)))
		}
	}
}

func TestResultsDoNotDependOnTheBatches(t *testing.T) {
	net := must(New(tiny(), 1))(t)
	images := dataset.TestSample()[:200]
	results := func(piece int) string {
		e := NewEvaluation(net, testSet(t), images)
		for n := 1; !e.Next(piece); n++ {
			if got := e.Results().Count; got != n*piece {
				t.Fatalf("%d images after %d pieces of %d", got, n, piece)
			}
		}
		return fmt.Sprint(e.Results())
	}
	want := results(200)
	for _, piece := range []int{1, 7, 64, 1000} {
		if results(piece) != want {
			t.Errorf("pieces of %d change the results", piece)
		}
	}
}

func TestEvaluationIsOfTheWeightsAtItsBeginning(t *testing.T) {
	net := must(New(tiny(), 1))(t)
	images := dataset.TestSample()[:100]
	whole := NewEvaluation(net, testSet(t), images)
	whole.Next(100)
	e := NewEvaluation(net, testSet(t), images)
	e.Next(50)
	clear(net.Weights())
	e.Next(50)
	if fmt.Sprint(e.Results()) != fmt.Sprint(whole.Results()) {
		t.Error("weights that changed meanwhile changed the results")
	}
}

func TestEmptyEvaluationIsDone(t *testing.T) {
	e := NewEvaluation(must(New(tiny(), 1))(t), testSet(t), nil)
	if r := e.Results(); !e.Next(10) || r.Count != 0 || r.Loss != 0 || r.Accuracy != 0 {
		t.Errorf("got %+v, want zeros", r)
	}
}
