//go:build js && wasm

package dom

import (
	"strconv"
	"strings"
	"syscall/js"
)

func document() js.Value { return js.Global().Get("document") }

func convlab() js.Value { return js.Global().Get("convlab") }

// Root returns the html element.
func Root() *Element { return wrap(document().Get("documentElement")) }

// Hidden reports whether the page is hidden, as in a background tab or in a frame that is not displayed.
func Hidden() bool { return document().Get("hidden").Bool() || !Displayed() }

// Displayed reports whether the page has a width. In a frame with display: none it has none, and in some browsers no styles either.
func Displayed() bool {
	return document().Get("documentElement").Call("getBoundingClientRect").Get("width").Float() > 0
}

// SharesMemory reports whether workers of this page can share memory. They cannot on a host that does not send the
// headers for it, nor in a frame without permission to be cross-origin isolated.
func SharesMemory() bool {
	return js.Global().Get("crossOriginIsolated").Truthy() && js.Global().Get("SharedArrayBuffer").Truthy()
}

// Expose adds a function that returns a text to globalThis.convlab.
func Expose(name string, f func() string) {
	convlab().Set(name, js.FuncOf(func(js.Value, []js.Value) any { return f() }))
}

// Matches reports whether a media query holds.
func Matches(query string) bool {
	return js.Global().Call("matchMedia", query).Get("matches").Bool()
}

// PixelRatio returns the number of device pixels in a CSS pixel.
func PixelRatio() float64 { return js.Global().Get("devicePixelRatio").Float() }

// Graphics reports whether the browser gives the page a WebGL2 context, and whether that context renders in software.
func Graphics() (webgl2, software bool) {
	g := convlab().Call("graphics")
	return g.Get("webgl2").Bool(), g.Get("software").Bool()
}

// StoreRelease makes the browser store this release of the page for use without a network.
func StoreRelease() { convlab().Call("storeRelease") }

// Tokens returns colours of style.css by the names of their custom properties, in the
// current theme. With forced colours, style.css defines the tokens by the system's
// colours. The page must be Displayed.
func Tokens(names []string) [][3]uint8 {
	probes, colors := document().Call("createElement", "i"), make([][3]uint8, len(names))
	for _, name := range names {
		probe := document().Call("createElement", "i")
		probe.Get("style").Set("color", "var("+name+")") // the property itself is light-dark(...): only a used colour is resolved
		probes.Call("append", probe)
	}
	document().Get("body").Call("append", probes)
	defer probes.Call("remove")
	for i, name := range names {
		text := js.Global().Call("getComputedStyle", probes.Get("children").Index(i)).Get("color").String()
		c, ok := parseColor(text)
		if !ok {
			panic("dom: expected a colour under " + name + " in style.css, received " + text)
		}
		colors[i] = c
	}
	return colors
}

// Speak asks i18n.js for the texts of another language without storing the
// choice. The event convlab:words follows.
func Speak(language string) { convlab().Call("speak", language) }

// Words returns the texts that i18n.js has loaded, by key, and their language;
// nil before they are loaded. The event convlab:words on the document announces
// new ones.
func Words() (language string, words map[string]string) {
	all := convlab().Get("words")
	if all.IsNull() {
		return convlab().Get("language").String(), nil
	}
	keys := js.Global().Get("Object").Call("keys", all)
	words = make(map[string]string, keys.Length())
	for i := range keys.Length() {
		key := keys.Index(i).String()
		words[key] = all.Get(key).String()
	}
	return convlab().Get("language").String(), words
}

// Date formats a time, in milliseconds since 1970, for a language: day and time in
// the time zone of the machine.
func Date(milliseconds int64, language string) string {
	date := js.Global().Get("Date").New(float64(milliseconds))
	return date.Call("toLocaleString", language, map[string]any{"dateStyle": "medium", "timeStyle": "short"}).String()
}

// FontSize returns the browser's font size in CSS pixels, which the user may have changed; it comes with 16. The page must be
// Displayed.
func FontSize() float64 {
	probe := document().Call("createElement", "i")
	probe.Get("style").Set("fontSize", "medium")
	document().Get("body").Call("append", probe)
	defer probe.Call("remove")
	text := js.Global().Call("getComputedStyle", probe).Get("fontSize").String()
	size, err := strconv.ParseFloat(strings.TrimSuffix(text, "px"), 64)
	if err != nil {
		panic("dom: expected a size in pixels, received " + text)
	}
	return size
}
