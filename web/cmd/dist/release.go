package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"convlab/web/server"
)

// release describes a build to the service worker, forms/offline.js. Every change of a file or of a header is another version.
type release struct {
	Version string              `json:"version"`
	Headers map[string]string   `json:"headers"` // of every answer
	Page    map[string]string   `json:"page"`    // of index.html, instead of those of the same name
	Files   map[string]released `json:"files"`   // by path
}

// released is one file.
type released struct {
	SHA256 string `json:"sha256"`
	Type   string `json:"type"`
}

// newRelease returns the release of the page's files in the manifest, and of the manifest itself, which is in dir.
func newRelease(dir string, m *manifest) (*release, error) {
	content, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, err
	}
	r := &release{Headers: server.Headers(), Page: server.PageHeaders(), Files: map[string]released{
		manifestName: {fmt.Sprintf("%x", sha256.Sum256(content)), server.ContentType(manifestName)}}}
	for _, e := range m.Files {
		if benchmark(e.Path) {
			continue
		}
		r.Files[e.Path] = released{e.SHA256, server.ContentType(e.Path)}
	}
	text, err := json.Marshal(r) // the keys of maps are sorted
	r.Version = fmt.Sprintf("%x", sha256.Sum256(text))[:12]
	return r, err
}

// addOffline writes the service worker of a release.
func addOffline(dir string, m *manifest) error {
	r, err := newRelease(dir, m)
	if err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	script := bytes.Join([][]byte{[]byte("'use strict';\nconst release = "), text, []byte(";\n"), form(offlineName)}, nil)
	return put(filepath.Join(dir, offlineName), script)
}
