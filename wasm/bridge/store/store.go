//go:build js && wasm

package store

import (
	"fmt"
	"sync"
	"syscall/js"
	"time"

	"convlab/wasm/bridge/thrown"
)

// The object stores of the database: descriptions and files, under the same keys.
// List reads descriptions only.
const (
	version = 1
	abouts  = "abouts"
	files   = "files"
)

// Store is a database of this origin. The first call opens it, and the first one
// after the user has cleared it opens it again.
type Store struct {
	Name    string
	Cleared func()        // is called when the browser deletes the database; may be nil
	Timeout time.Duration // the longest wait for an answer; 0: Timeout

	mutex sync.Mutex // one call at a time
	db    js.Value
}

// Timeout is far longer than a disk takes for a checkpoint, and short enough to
// warn the user in time that nothing is saved.
const Timeout = 10 * time.Second

// Entry is a file in a list.
type Entry struct {
	Key   string
	About string // its description, from Put
}

// open returns the database and creates it if it does not exist.
func (s *Store) open() (js.Value, error) {
	if s.db.Truthy() {
		return s.db, nil
	}
	// If storage is forbidden, reading the property may throw, which is caught only in a call.
	factory := js.Global().Get("Reflect").Call("get", js.Global(), "indexedDB")
	if !factory.Truthy() {
		return js.Value{}, &Error{Name: "NotSupportedError", Message: "the browser has no IndexedDB here"}
	}
	request := factory.Call("open", s.Name, version)
	upgrade := js.FuncOf(func(js.Value, []js.Value) any {
		db := request.Get("result")
		db.Call("createObjectStore", abouts)
		db.Call("createObjectStore", files)
		return nil
	})
	request.Set("onupgradeneeded", upgrade)
	close := func() { request.Get("result").Call("close") }
	if err := s.settle(request, "success", "error", close); err != nil {
		return js.Value{}, err // upgrade is not released: the answer may come later
	}
	upgrade.Release()
	db := request.Get("result")
	var closed, changed js.Func
	forget := func() {
		s.db = js.Value{}
		closed.Release()
		changed.Release()
		if s.Cleared != nil {
			s.Cleared()
		}
	}
	closed = js.FuncOf(func(js.Value, []js.Value) any { // the user deleted the site's data
		forget()
		return nil
	})
	changed = js.FuncOf(func(js.Value, []js.Value) any { // another page deletes it and waits for this one
		db.Call("close")
		forget()
		return nil
	})
	db.Set("onclose", closed)
	db.Set("onversionchange", changed)
	s.db = db
	return db, nil
}

// run lets f make its requests in one transaction and waits until all of them are
// done; on an error none is.
func (s *Store) run(mode string, f func(abouts, files js.Value)) (err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if e := thrown.By(func() { err = s.transact(mode, f) }); e != nil {
		return errorOf(e.Value)
	}
	return err
}

func (s *Store) transact(mode string, f func(abouts, files js.Value)) error {
	db, err := s.open()
	if err != nil {
		return err
	}
	// strict: complete means that it is on the disk.
	t := db.Call("transaction", []any{abouts, files}, mode, map[string]any{"durability": "strict"})
	f(t.Call("objectStore", abouts), t.Call("objectStore", files))
	return s.settle(t, "complete", "abort", func() {})
}

// List returns the keys and descriptions of all files.
func (s *Store) List() ([]Entry, error) {
	var keys, all js.Value
	err := s.run("readonly", func(abouts, _ js.Value) {
		keys, all = abouts.Call("getAllKeys"), abouts.Call("getAll")
	})
	if err != nil {
		return nil, err
	}
	keys, all = keys.Get("result"), all.Get("result")
	list := make([]Entry, min(keys.Length(), all.Length()))
	for i := range list {
		list[i] = Entry{Key: keys.Index(i).String(), About: all.Index(i).String()}
	}
	return list, nil
}

// Read returns a file of at most limit bytes.
func (s *Store) Read(key string, limit int) ([]byte, error) {
	var request js.Value
	err := s.run("readonly", func(_, files js.Value) { request = files.Call("get", key) })
	if err != nil {
		return nil, err
	}
	value := request.Get("result")
	if !value.InstanceOf(js.Global().Get("Uint8Array")) {
		return nil, fmt.Errorf("store: expected a file under %q, received %s", key, value.Type())
	}
	if n := value.Length(); n > limit {
		return nil, fmt.Errorf("store: expected a file of at most %d bytes under %q, received %d", limit, key, n)
	}
	data := make([]byte, value.Length())
	js.CopyBytesToGo(data, value)
	return data, nil
}

// Put writes a file, replacing the one with that key, and removes those of the
// keys in drop: both, or on an error neither.
func (s *Store) Put(e Entry, data []byte, drop []string) error {
	return s.run("readwrite", func(abouts, files js.Value) {
		bytes := js.Global().Get("Uint8Array").New(len(data))
		js.CopyBytesToJS(bytes, data)
		files.Call("put", bytes, e.Key)
		abouts.Call("put", e.About, e.Key)
		remove(abouts, files, drop)
	})
}

// Remove removes files.
func (s *Store) Remove(keys []string) error {
	return s.run("readwrite", func(abouts, files js.Value) { remove(abouts, files, keys) })
}

func remove(abouts, files js.Value, keys []string) {
	for _, key := range keys {
		abouts.Call("delete", key)
		files.Call("delete", key)
	}
}
