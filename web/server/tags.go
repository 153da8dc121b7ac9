package server

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"
)

// tags caches the entity tag of every file, so that large programs are not hashed for every request.
type tags struct {
	root  *os.Root
	mutex sync.Mutex
	known map[string]known
}

// known is a tag, with size and time of the file when it was hashed.
type known struct {
	tag     string
	size    int64
	changed time.Time
}

// of returns the entity tag of a file: the quoted SHA-256 of its bytes, cut to 128 bits.
func (t *tags) of(name string, info fs.FileInfo) (string, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if k, ok := t.known[name]; ok && k.size == info.Size() && k.changed.Equal(info.ModTime()) {
		return k.tag, nil
	}
	file, err := t.root.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", err
	}
	if t.known == nil {
		t.known = make(map[string]known)
	}
	k := known{tag: fmt.Sprintf("%q", fmt.Sprintf("%x", hash.Sum(nil)[:16])), size: info.Size(), changed: info.ModTime()}
	t.known[name] = k
	return k.tag, nil
}
