//go:build js && wasm

package port

import (
	"slices"
	"syscall/js"
	"testing"
	"time"

	"convlab/engine/wire"
)

// both runs a test with memory that changes hands and with memory that is
// shared, which Node always has.
func both(t *testing.T, f func(t *testing.T, shared bool)) {
	for name, shared := range map[string]bool{"handed": false, "shared": true} {
		t.Run(name, func(t *testing.T) {
			if !shared {
				without(t, js.Global(), sharedBuffer)
			}
			f(t, shared)
		})
	}
}

// newest waits until a port has another memory than that.
func newest(t *testing.T, p *Port, not *Memory) *Memory {
	t.Helper()
	for p.Memory() == not {
		select {
		case <-p.Arrived():
		case <-time.After(10 * time.Second):
			t.Fatal("no memory arrives")
		}
	}
	return p.Memory()
}

// take waits until the memory is here, as either end does.
func take(t *testing.T, m *Memory) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !m.Take(time.Millisecond, time.Millisecond/2); {
		if time.Now().After(end) {
			t.Fatal("the memory does not come")
		}
	}
}

func TestMemoryGoesToAndFro(t *testing.T) {
	both(t, func(t *testing.T, shared bool) {
		a, b := pair(t)
		const at, numbers = MemoryHead, 5
		here := a.NewMemory(at+4*numbers+3, "what for")
		there := newest(t, b, nil)
		if there.Note != "what for" {
			t.Errorf("the note is %q", there.Note)
		}
		if got := !here.turns.IsNull(); got != shared {
			t.Fatalf("shared is %v, want %v", got, shared)
		}
		for turn := range 3 {
			take(t, there)
			if there.Len() != at+4*numbers+3 || here.Take(0, 0) {
				t.Fatal("both ends have the memory, or not all of it")
			}
			want := []float32{float32(turn), -1, 0.5, 3e38, 1e-40}
			there.WriteFloats(at, want)
			there.Write(at+4*numbers, []byte{7, 8, byte(turn)})
			there.Give()
			take(t, here)
			got, tail := make([]float32, numbers), make([]byte, 3)
			here.ReadFloats(at, got)
			here.Read(at+4*numbers, tail)
			if !slices.Equal(got, want) || !slices.Equal(tail, []byte{7, 8, byte(turn)}) {
				t.Errorf("turn %d: got %v and %v, want %v", turn, got, tail, want)
			}
			if there.Take(0, 0) {
				t.Error("who has given the memory still has it")
			}
			here.Give()
		}
	})
}

// An end that rests is woken by the memory and by a message alike.
func TestRestEndsWithAnyWord(t *testing.T) {
	both(t, func(t *testing.T, _ bool) {
		a, b := pair(t)
		here := a.NewMemory(128, "")
		there := newest(t, b, nil)
		take(t, there)
		there.Give()
		for n := range 4 {
			take(t, here)
			go func() {
				time.Sleep(20 * time.Millisecond) // the other end rests by now
				if n%2 == 0 {
					here.Give()
				} else if err := a.Send(wire.Pause{}); err != nil {
					t.Error(err)
				}
			}()
			if n%2 == 0 {
				for !there.Take(0, 0) {
					there.Rest()
				}
				there.Give()
				continue
			}
			for {
				there.Rest()
				if m, _ := b.Next(); m != nil {
					break
				}
			}
		}
	})
}

// Whatever is still on its way of an older memory never comes out.
func TestNewMemoryTakesThePlaceOfTheOld(t *testing.T) {
	both(t, func(t *testing.T, _ bool) {
		a, b := pair(t)
		a.NewMemory(128, "first")
		old := newest(t, b, nil)
		take(t, old)
		here := a.NewMemory(256, "second")
		old.Give()
		there := newest(t, b, old)
		take(t, there)
		if there.Note != "second" || there.Len() != 256 {
			t.Errorf("the other end has %q of %d bytes", there.Note, there.Len())
		}
		if here.Take(time.Millisecond, time.Millisecond/2) {
			t.Error("the old memory came back as the new one")
		}
		there.Give()
		take(t, here)
		if here.Len() != 256 {
			t.Errorf("%d bytes came back, want 256", here.Len())
		}
	})
}

func TestWhatIsNoMemoryIsAnError(t *testing.T) {
	a, b := pair(t)
	for name, data := range map[string]any{
		"too short": []any{memoryKind, 1, js.Null()},
		"no number": []any{memoryKind, "1", js.Null(), ""},
		"no note":   []any{memoryKind, 1, js.Null(), 1},
	} {
		a.end.Call("postMessage", data)
		if m, err := next(t, b); err == nil {
			t.Errorf("%s: got %+v, want an error", name, m)
		}
	}
}
