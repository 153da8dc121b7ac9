//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
)

// Faults serves dist/ with faults. Files can be broken and repaired while the page is open. The zero value breaks none.
type Faults struct {
	mutex  sync.Mutex
	broken map[string]Fault
}

// Fault is the fault of a file.
type Fault string

// The faults.
const (
	Missing Fault = "missing" // the server does not have it
	Cut     Fault = "cut"     // the second half is missing
	Altered Fault = "altered" // one bit in its middle is wrong
	Stale   Fault = "stale"   // it is of another build
)

// Break gives the file at a path ("/data/manifest.json") a fault.
func (f *Faults) Break(path string, how Fault) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.broken == nil {
		f.broken = map[string]Fault{}
	}
	f.broken[path] = how
}

// Mend repairs every file.
func (f *Faults) Mend() {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.broken = nil
}

// Wrap is for Visit.Wrap.
func (f *Faults) Wrap(dist http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mutex.Lock()
		how := f.broken[r.URL.Path]
		f.mutex.Unlock()
		switch how {
		case Missing:
			http.NotFound(w, r)
			return
		case "":
			dist.ServeHTTP(w, r)
			return
		}
		whole := httptest.NewRecorder()
		dist.ServeHTTP(whole, httptest.NewRequest(http.MethodGet, r.URL.Path, nil)) // neither compressed nor from a cache
		body := whole.Body.Bytes()
		switch how {
		case Cut:
			body = body[:len(body)/2]
		case Altered:
			body[len(body)/2] ^= 1
		case Stale:
			build := buildOf(dist)
			if len(build) == 0 {
				http.Error(w, "dist/build.json names no build: run ./build.sh build", http.StatusInternalServerError)
				return
			}
			body = bytes.ReplaceAll(body, build, bytes.Repeat([]byte("0"), len(build)))
		}
		for name, values := range whole.Header() {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.Header().Del("ETag") // it is that of the original file
		w.WriteHeader(whole.Code)
		w.Write(body)
	})
}

// buildOf returns the id of the build, which is linked into all programs, or nil if build.json has none.
func buildOf(dist http.Handler) []byte {
	manifest := httptest.NewRecorder()
	dist.ServeHTTP(manifest, httptest.NewRequest(http.MethodGet, "/build.json", nil))
	var about struct{ Build string }
	if json.Unmarshal(manifest.Body.Bytes(), &about) != nil {
		return nil
	}
	return []byte(about.Build)
}

// Hold delays the response for a path until the gate is closed.
func Hold(path string, gate <-chan struct{}) func(http.Handler) http.Handler {
	return func(dist http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == path {
				select {
				case <-gate:
				case <-r.Context().Done(): // the page is closed
				}
			}
			dist.ServeHTTP(w, r)
		})
	}
}
