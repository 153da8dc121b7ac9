//go:build js && wasm

package main

import (
	"fmt"
	"time"

	"convlab/engine/dataset"
	"convlab/engine/session"
	"convlab/wasm/bridge/port"
	"convlab/wasm/bridge/remote"
)

const (
	// lines is how many files are fetched at a time: enough to hide the delay
	// of the server, few enough that the first ones are there first.
	lines = 3
	// tellEvery bounds how often the bytes received are told.
	tellEvery = 100 * time.Millisecond
)

// loader fetches the data and the shipped networks, each file by a goroutine.
// Those only fetch: what they found is handed to the main goroutine as a
// function, so that everything else here belongs to that one.
type loader struct {
	line    *port.Port
	session *session.Session
	found   chan func()
	slots   chan struct{}

	split  dataset.Split    // fetch only this half of the data; "": both
	failed []func()         // fetch again what failed
	bytes  map[string]int64 // received, by shard file
	total  int64            // of all shards; 0 before the manifest is there
	open   int              // data files that have not arrived or failed
	told   time.Time
}

func newLoader(line *port.Port) *loader {
	return &loader{line: line, found: make(chan func(), 16), slots: make(chan struct{}, lines), bytes: map[string]int64{}}
}

// begin fetches the manifest and, behind it, all shards in its order.
func (l *loader) begin() { l.manifest(false) }

// deliver does what the goroutines have found so far.
func (l *loader) deliver() {
	for {
		select {
		case f := <-l.found:
			f()
		default:
			return
		}
	}
}

// retry fetches every file again that failed, past the browser's cache.
func (l *loader) retry() {
	again := l.failed
	l.failed = nil
	for _, f := range again {
		f()
	}
}

// get fetches a file of the data in its turn and calls done with it, later and
// on the main goroutine.
func (l *loader) get(f remote.File, unpack func([]byte) ([]byte, error), done func([]byte, error)) {
	go func() {
		defer l.line.Guard()
		l.slots <- struct{}{}
		content, err := f.Fetch()
		if err == nil && unpack != nil {
			if content, err = unpack(content); err != nil {
				err = fmt.Errorf("%s: %w", f.URL, err)
			}
		}
		<-l.slots
		l.found <- func() { done(content, err) }
	}()
}

func (l *loader) manifest(again bool) {
	l.open++
	l.get(remote.File{URL: session.DataFolder + dataset.ManifestFile, Fresh: again}, nil, func(text []byte, err error) {
		var m dataset.Manifest
		if err == nil {
			m, err = dataset.ParseManifest(text)
		}
		l.open--
		if err != nil {
			l.failed = append(l.failed, func() { l.manifest(true) })
			l.session.ShardFailed(dataset.ManifestFile, err)
		}
		for _, info := range m.Shards {
			if l.split != "" && l.split != info.Split {
				continue
			}
			l.total += int64(info.FileBytes)
			l.shard(info, false)
		}
		l.tell()
	})
}

func (l *loader) shard(info dataset.ShardInfo, again bool) {
	l.open++
	file := remote.File{URL: session.DataFolder + info.File, Fresh: again, Got: func(received int) {
		l.found <- func() {
			l.bytes[info.File] = int64(min(received, info.FileBytes))
			if time.Since(l.told) >= tellEvery {
				l.tell()
			}
		}
	}}
	l.get(file, func(packed []byte) ([]byte, error) { return inflate(info, packed) }, func(payload []byte, err error) {
		l.open--
		if err != nil {
			l.session.ShardFailed(info.File, err)
		} else {
			err = l.session.AddShard(info, payload)
		}
		if err != nil {
			delete(l.bytes, info.File)
			l.failed = append(l.failed, func() { l.shard(info, true) })
		}
		l.tell()
	})
}

// inflate unpacks a shard, unless a server has done so on the way.
func inflate(info dataset.ShardInfo, file []byte) ([]byte, error) {
	if !dataset.IsGzip(file) {
		return file, nil // AddShard checks what it is
	}
	if len(file) != info.FileBytes {
		return nil, fmt.Errorf("expected a file of %d bytes, received %d: it was cut or altered, fetch it again", info.FileBytes, len(file))
	}
	return remote.Inflate(file)
}

// model fetches the network of a shipped preset.
func (l *loader) model(preset string) { l.fetchModel(preset, false) }

func (l *loader) fetchModel(preset string, again bool) {
	done := func(file []byte, err error) {
		if err != nil {
			l.session.ModelFailed(preset, err)
		} else {
			err = l.session.AddModel(preset, file)
		}
		if err != nil {
			l.failed = append(l.failed, func() { l.fetchModel(preset, true) })
		}
	}
	go func() { // somebody waits for it: it passes the shards
		defer l.line.Guard()
		file, err := remote.File{URL: session.ModelFile(preset), Fresh: again}.Fetch()
		l.found <- func() { done(file, err) }
	}()
}

// tell sends how much of the data has arrived.
func (l *loader) tell() {
	l.told = time.Now()
	var received int64
	for _, n := range l.bytes {
		received += n
	}
	l.session.Received(received, l.total, l.open == 0)
}
