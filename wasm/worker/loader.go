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
	// maxFetches is the number of files that are fetched at a time: enough to hide the
	// server's latency, few enough that the first ones arrive first.
	maxFetches = 3
	// reportInterval is the shortest time between two reports of the bytes received.
	reportInterval = 100 * time.Millisecond
)

// loader fetches the data and the shipped networks, each file on a goroutine. The
// goroutines only fetch: they send each result to the main goroutine as a function,
// so that only that one touches the other fields.
type loader struct {
	page    *port.Port // learns of a panic of a goroutine
	session *session.Session
	results chan func()
	slots   chan struct{}

	split    dataset.Split    // fetch only this half of the data; "": both
	failed   []func()         // each fetches a failed file again
	received map[string]int64 // bytes, by shard file
	total    int64            // bytes of all shards; 0 before the manifest has arrived
	open     int              // data files that have neither arrived nor failed
	reported time.Time        // when report last ran
}

func newLoader(page *port.Port) *loader {
	return &loader{page: page, results: make(chan func(), 16), slots: make(chan struct{}, maxFetches), received: map[string]int64{}}
}

// begin fetches the manifest and then all shards, in its order.
func (l *loader) begin() { l.manifest(false) }

// handleResults handles what the goroutines have fetched so far.
func (l *loader) handleResults() {
	for {
		select {
		case f := <-l.results:
			f()
		default:
			return
		}
	}
}

// retry fetches every failed file again, past the browser's cache.
func (l *loader) retry() {
	again := l.failed
	l.failed = nil
	for _, f := range again {
		f()
	}
}

// get fetches a file of the data when a slot is free, and then calls done on the
// main goroutine.
func (l *loader) get(f remote.File, unpack func([]byte) ([]byte, error), done func([]byte, error)) {
	go func() {
		defer l.page.Guard()
		l.slots <- struct{}{}
		content, err := f.Fetch()
		if err == nil && unpack != nil {
			if content, err = unpack(content); err != nil {
				err = fmt.Errorf("%s: %w", f.URL, err)
			}
		}
		<-l.slots
		l.results <- func() { done(content, err) }
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
		l.report()
	})
}

func (l *loader) shard(info dataset.ShardInfo, again bool) {
	l.open++
	file := remote.File{URL: session.DataFolder + info.File, Fresh: again, Got: func(received int) {
		l.results <- func() {
			l.received[info.File] = int64(min(received, info.FileBytes))
			if time.Since(l.reported) >= reportInterval {
				l.report()
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
			delete(l.received, info.File)
			l.failed = append(l.failed, func() { l.shard(info, true) })
		}
		l.report()
	})
}

// inflate unpacks a shard, unless the server has done so.
func inflate(info dataset.ShardInfo, file []byte) ([]byte, error) {
	if !dataset.IsGzip(file) {
		return file, nil // AddShard checks it
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
	go func() { // without a slot: the session waits for it, so it must not queue after the shards
		defer l.page.Guard()
		file, err := remote.File{URL: session.ModelFile(preset), Fresh: again}.Fetch()
		l.results <- func() { done(file, err) }
	}()
}

// report tells the session how much of the data has arrived.
func (l *loader) report() {
	l.reported = time.Now()
	var bytes int64
	for _, n := range l.received {
		bytes += n
	}
	l.session.Received(bytes, l.total, l.open == 0)
}
