//go:build js && wasm

package port

import (
	"syscall/js"
	"testing"

	"convlab/engine/wire"
)

func TestABellTellsOfWhatIsOnItsWay(t *testing.T) {
	page, worker := pair(t)
	if _, known := worker.Rung(); known {
		t.Fatal("a line knows what is on its way before it has a bell")
	}
	page.hang()
	want := func(when string, want bool) {
		t.Helper()
		if rung, known := worker.Rung(); rung != want || !known {
			t.Errorf("%s: something is on its way %v, known %v; want %v", when, rung, known, want)
		}
	}
	for turn := range 3 {
		for range 2 {
			if err := page.Send(wire.Pause{}); err != nil {
				t.Fatal(err)
			}
		}
		if turn > 0 { // the event loop had no turn since, and in the first the bell itself is on its way
			want("before a turn", true)
		}
		for range 2 {
			next(t, worker)
		}
		want("after it", false)
	}
	if err := worker.Send(wire.Pause{}); err != nil {
		t.Fatal(err)
	}
	want("the other way", false)
}

func TestWithoutSharedMemoryThereIsNoBell(t *testing.T) {
	without(t, js.Global(), sharedBuffer)
	page, worker := pair(t)
	page.hang()
	if err := page.Send(wire.Pause{}); err != nil {
		t.Fatal(err)
	}
	next(t, worker)
	if rung, known := worker.Rung(); rung || known {
		t.Errorf("something is on its way %v, known %v: how?", rung, known)
	}
}

func TestWhatIsNoBellIsAnError(t *testing.T) {
	page, worker := pair(t)
	page.end.Call("postMessage", []any{bellKind, js.Global().Get("ArrayBuffer").New(4)})
	if _, err := next(t, worker); err == nil {
		t.Error("memory that is not shared was taken for a bell")
	}
}
