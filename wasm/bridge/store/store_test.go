//go:build js && wasm

package store

import (
	"errors"
	"strings"
	"syscall/js"
	"testing"
	"time"
)

// silent puts a database in the place of the browser's, which Node has not: one that answers open if it opens at all, and
// never ends a transaction. answer makes it answer what it was asked first, and returns how often a database was closed.
func silent(t *testing.T, opens bool) (answer func() (closed int)) {
	t.Helper()
	made := js.Global().Get("Function").New("opens", `
		let closed = 0, first = null;
		const request = (result, event) => {
			const r = { result };
			if (event) setTimeout(() => r['on' + event]());
			return r;
		};
		const transaction = () => ({ objectStore: () => ({ getAll: () => request([]), getAllKeys: () => request([]), put() {}, delete() {} }) });
		const database = { transaction, close() { closed++; } };
		globalThis.indexedDB = { open: () => { const r = request(database, opens && 'success'); first ??= r; return r; } };
		return () => { first.onsuccess(); return closed; };`).Invoke(opens)
	t.Cleanup(func() { js.Global().Delete("indexedDB") })
	return func() int { return made.Invoke().Int() }
}

func mustTimeOut(t *testing.T, what string, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Name != "TimeoutError" || !strings.Contains(e.Message, "20ms") {
		t.Errorf("%s: %v, want a TimeoutError that names 20ms", what, err)
	}
	if IsQuota(err) {
		t.Errorf("%s: silence counts as no room", what)
	}
}

func TestAStorageThatIsSilentIsAnError(t *testing.T) {
	for name, opens := range map[string]bool{"it does not open": false, "it ends no transaction": true} {
		t.Run(name, func(t *testing.T) {
			silent(t, opens)
			s := Store{Name: "silent", Patience: 20 * time.Millisecond} // Node has answered by then, if it answers
			_, err := s.List()
			mustTimeOut(t, "List", err)
			mustTimeOut(t, "Put", s.Put(Entry{Key: "a"}, []byte{1}, nil))
			mustTimeOut(t, "Remove", s.Remove([]string{"a"}))
		})
	}
}

// A database that is open and forgotten would keep the user from clearing it.
func TestADatabaseThatOpensTooLateIsClosed(t *testing.T) {
	answer := silent(t, false)
	s := Store{Name: "late", Patience: 20 * time.Millisecond}
	_, err := s.List()
	mustTimeOut(t, "List", err)
	if closed := answer(); closed != 1 {
		t.Errorf("closed %d times, want once", closed)
	}
}
