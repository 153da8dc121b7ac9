// Package server serves a built dist/ on the loopback interface, with the headers that keep the page closed to the outside.
package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Policy is the Content-Security-Policy of every response. index.html repeats it in a meta element for hosts that send none.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
	"img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"

// Page is the HTML document of the page, which is served at /.
const Page = "index.html"

// Headers returns the headers of every response, including errors: browsers refuse a worker script without the embedder policy.
// For Page, PageHeaders replace those of the same name.
func Headers() map[string]string {
	return map[string]string{
		"Content-Security-Policy":      Policy,
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Embedder-Policy": "require-corp",
		"Cross-Origin-Resource-Policy": "same-origin",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
	}
}

// PageHeaders returns the headers of Page. They allow pages of other origins that have the embedder policy, too, to show Page in a
// frame. Scripts, programs and data are only for this origin.
func PageHeaders() map[string]string {
	return map[string]string{"Cross-Origin-Resource-Policy": "cross-origin"}
}

// onefile is the page as one file. It is downloaded and opened from a disk: from this server, Policy would forbid its scripts.
const onefile = "convlab.html"

// Handler serves the files under dir and nothing outside it: no directory listings, no names that begin with a dot, no
// symbolic links that lead out. If X.br or X.gz exists, X is sent compressed to clients that accept that. Files may change while
// it runs: every response is revalidated by the hash of its content. Handler returns an error if dir cannot be opened.
func Handler(dir string) (http.Handler, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &handler{root: root, tags: tags{root: root}}, nil
}

type handler struct {
	root *os.Root
	tags tags
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for name, value := range Headers() {
		w.Header().Set(name, value)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are served here", http.StatusMethodNotAllowed)
		return
	}
	if link, ok := escapedLink(r.URL.EscapedPath()); ok {
		w.Header().Set("Location", link)
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusFound)
		return
	}
	name, ok := fileName(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	h.serveFile(w, r, name)
}

// fileName returns the name under dist/ for the path of a URL, and false if no file may have that name.
func fileName(urlPath string) (string, bool) {
	if urlPath == "/" {
		return Page, true
	}
	name := strings.TrimPrefix(urlPath, "/")
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") {
		return "", false
	}
	for segment := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(segment, ".") {
			return "", false
		}
	}
	return name, true
}

func (h *handler) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	encoding := h.negotiate(w.Header(), r, name)
	file, info, err := h.open(name + encoding.suffix)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer file.Close()
	tag, err := h.tags.of(name+encoding.suffix, info)
	if err != nil {
		http.Error(w, "the file could not be read", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", ContentType(name))
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", tag)
	if name == Page {
		for name, value := range PageHeaders() {
			w.Header().Set(name, value)
		}
	}
	if name == onefile {
		w.Header().Set("Content-Disposition", "attachment")
	}
	if encoding.token != "" {
		w.Header().Set("Content-Encoding", encoding.token)
		w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10)) // ServeContent omits it for encoded content
	}
	http.ServeContent(w, r, path.Base(name), time.Time{}, file) // handles If-None-Match and Range by the tag alone
}

// open opens a regular file under the root.
func (h *handler) open(name string) (*os.File, fs.FileInfo, error) {
	file, err := h.root.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

// escapedLink returns the location for a link whose # was escaped, as some chat programs do, so that its fragment arrives as a
// path. The location is always the page, with the rest of the path after its #, unchanged; the page decodes it
// (engine/sharelink). Other paths have none.
func escapedLink(path string) (location string, ok bool) {
	for _, escape := range []string{"/%23", "/%2523"} { // once or twice
		if rest, ok := strings.CutPrefix(path, escape); ok {
			return "/#" + rest, true
		}
	}
	return "", false
}

// tries is the number of ports that Listen tries, including the first. If all are taken, something else is wrong.
const tries = 20

// Listen opens a port on 127.0.0.1, which no other machine can reach: this port, or the next free one above it. With port 0 the
// system chooses one.
func Listen(port int) (net.Listener, error) {
	for p := port; p < port+tries && p <= 65535; p++ {
		listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(p)))
		if !errors.Is(err, syscall.EADDRINUSE) {
			return listener, err
		}
	}
	return nil, fmt.Errorf("ports %d to %d are all taken: name a free one with -port", port, min(port+tries-1, 65535))
}
