package main

import (
	"embed"
	"strings"
)

// The names of what is made from everything else in dist/, and so is not in its manifest.
const (
	manifestName = "build.json"
	onefileName  = "convlab.html"
	forwardName  = "forward.js"
	offlineName  = "offline.js"
)

// last says whether a file is one of those.
func last(name string) bool {
	return name == manifestName || name == onefileName || name == forwardName || name == offlineName
}

// benchmark says whether a file belongs to the page of the benchmarks, which is for developers and needs a server.
func benchmark(name string) bool { return strings.HasPrefix(name, "bench.") }

// forms holds the scripts of the two forms in which the page works without a server.
//
//go:embed forms
var forms embed.FS

// form returns one of them.
func form(name string) []byte {
	content, err := forms.ReadFile("forms/" + name)
	if err != nil {
		panic("dist: a script of its own is not embedded")
	}
	return content
}
