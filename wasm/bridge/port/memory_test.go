//go:build js && wasm

package port

import (
	"slices"
	"syscall/js"
	"testing"
	"time"

	"convlab/engine/wire"
)

// both runs a test with transferred memory and with shared memory, which Node has.
func both(t *testing.T, f func(t *testing.T, shared bool)) {
	for name, shared := range map[string]bool{"transferred": false, "shared": true} {
		t.Run(name, func(t *testing.T) {
			if !shared {
				without(t, js.Global(), sharedBuffer)
			}
			f(t, shared)
		})
	}
}

// newest waits until a port has another memory than old.
func newest(t *testing.T, p *Port, old *Memory) *Memory {
	t.Helper()
	for p.Memory() == old {
		select {
		case <-p.Arrived():
		case <-time.After(10 * time.Second):
			t.Fatal("no memory arrives")
		}
	}
	return p.Memory()
}

// acquire waits until this end owns the memory, as either end does.
func acquire(t *testing.T, m *Memory) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !m.Acquire(time.Millisecond, time.Millisecond/2); {
		if time.Now().After(end) {
			t.Fatal("the memory is not released")
		}
	}
}

func TestBothEndsOwnMemoryInTurn(t *testing.T) {
	both(t, func(t *testing.T, shared bool) {
		a, b := pair(t)
		const at, numbers = MemoryHead, 5
		here := a.NewMemory(at+4*numbers+3, "what for")
		there := newest(t, b, nil)
		if there.Note != "what for" {
			t.Errorf("the note is %q", there.Note)
		}
		if got := !here.head.IsNull(); got != shared {
			t.Fatalf("shared is %v, want %v", got, shared)
		}
		for round := range 3 {
			acquire(t, there)
			if there.Len() != at+4*numbers+3 || here.Acquire(0, 0) {
				t.Fatal("both ends own the memory, or its length is wrong")
			}
			want := []float32{float32(round), -1, 0.5, 3e38, 1e-40}
			there.WriteFloats(at, want)
			there.Write(at+4*numbers, []byte{7, 8, byte(round)})
			there.Release()
			acquire(t, here)
			got, tail := make([]float32, numbers), make([]byte, 3)
			here.ReadFloats(at, got)
			here.Read(at+4*numbers, tail)
			if !slices.Equal(got, want) || !slices.Equal(tail, []byte{7, 8, byte(round)}) {
				t.Errorf("round %d: got %v and %v, want %v", round, got, tail, want)
			}
			if there.Acquire(0, 0) {
				t.Error("the end that released the memory still owns it")
			}
			here.Release()
		}
	})
}

// Wait ends when the memory is released and when a message arrives.
func TestWaitEndsWithMemoryAndMessages(t *testing.T) {
	both(t, func(t *testing.T, _ bool) {
		a, b := pair(t)
		here := a.NewMemory(128, "")
		there := newest(t, b, nil)
		acquire(t, there)
		there.Release()
		for n := range 4 {
			acquire(t, here)
			go func() {
				time.Sleep(20 * time.Millisecond) // the other end waits by now
				if n%2 == 0 {
					here.Release()
				} else if err := a.Send(wire.Pause{}); err != nil {
					t.Error(err)
				}
			}()
			if n%2 == 0 {
				for !there.Acquire(0, 0) {
					there.Wait()
				}
				there.Release()
				continue
			}
			for {
				there.Wait()
				if m, _ := b.Next(); m != nil {
					break
				}
			}
		}
	})
}

// Memory that was replaced never arrives, even if it is under way.
func TestNewMemoryReplacesTheOld(t *testing.T) {
	both(t, func(t *testing.T, _ bool) {
		a, b := pair(t)
		a.NewMemory(128, "first")
		old := newest(t, b, nil)
		acquire(t, old)
		here := a.NewMemory(256, "second")
		old.Release()
		there := newest(t, b, old)
		acquire(t, there)
		if there.Note != "second" || there.Len() != 256 {
			t.Errorf("the other end has %q of %d bytes", there.Note, there.Len())
		}
		if here.Acquire(time.Millisecond, time.Millisecond/2) {
			t.Error("the old memory came back as the new one")
		}
		there.Release()
		acquire(t, here)
		if here.Len() != 256 {
			t.Errorf("%d bytes came back, want 256", here.Len())
		}
	})
}

func TestInvalidMemoryIsAnError(t *testing.T) {
	a, b := pair(t)
	for name, data := range map[string]any{
		"too short": []any{memoryKind, 1, js.Null()},
		"no number": []any{memoryKind, "1", js.Null(), ""},
		"no note":   []any{memoryKind, 1, js.Null(), 1},
	} {
		a.target.Call("postMessage", data)
		if m, err := next(t, b); err == nil {
			t.Errorf("%s: got %+v, want an error", name, m)
		}
	}
}

// without hides a property of a JavaScript object until the end of the test.
func without(t *testing.T, object js.Value, name string) {
	t.Helper()
	original := object.Get(name)
	object.Set(name, js.Undefined())
	t.Cleanup(func() { object.Set(name, original) })
}

// WebKitGTK calls the page isolated and has no SharedArrayBuffer. On a page that is
// not isolated there may be one that cannot be posted.
func TestMemoryIsSharedOnlyIfTheBrowserCan(t *testing.T) {
	if !canShare() {
		t.Fatal("memory is not shared in Node, which can")
	}
	atomics := js.Global().Get("Atomics")
	for name, hide := range map[string]func(t *testing.T){
		"no SharedArrayBuffer on an isolated page": func(t *testing.T) {
			without(t, js.Global(), sharedBuffer)
			js.Global().Set("crossOriginIsolated", true)
			t.Cleanup(func() { js.Global().Delete("crossOriginIsolated") })
		},
		"no Atomics":        func(t *testing.T) { without(t, js.Global(), "Atomics") },
		"no Atomics.notify": func(t *testing.T) { without(t, atomics, "notify") },
		"it cannot be posted": func(t *testing.T) {
			ports := js.Global().Get("MessagePort").Get("prototype")
			original := ports.Get("postMessage")
			ports.Set("postMessage", js.Global().Get("JSON").Get("parse")) // throws
			t.Cleanup(func() { ports.Set("postMessage", original) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			hide(t)
			if canShare() {
				t.Error("memory is shared")
			}
		})
	}
	if !canShare() {
		t.Error("memory is not shared with everything restored")
	}
}
