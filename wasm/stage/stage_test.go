package main

import "testing"

// Ebitengine calls Layout when the window changes, also after Run has returned. Then it panics if it needs a canvas of another size.
func TestAnEndedStageKeepsItsSize(t *testing.T) {
	var s Stage
	if w, h := s.Layout(300, 200); w != 300 || h != 200 {
		t.Fatalf("the canvas is %dx%d, want 300x200", w, h)
	}
	s.Close()
	if w, h := s.Layout(100, 400); w != 300 || h != 200 {
		t.Errorf("after its end the canvas is %dx%d, want 300x200 as before", w, h)
	}
}

// The page may refuse the program before it has begun to paint.
func TestAStageThatWasEndedBeforeItRunsDoesNotRun(t *testing.T) {
	var s Stage
	s.Close()
	if err := s.Run(); err != nil {
		t.Error(err)
	}
}
