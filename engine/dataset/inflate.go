package dataset

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
)

// Inflate returns the payload of a shard's file. A file that a server has already
// inflated is returned as it is. Inflate never unpacks more than the length in info;
// Set.Add checks the content. In a browser DecompressionStream does the same several
// times faster.
func Inflate(info ShardInfo, file []byte) ([]byte, error) {
	if !IsGzip(file) {
		return file, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, &ShardError{info, "a gzip file", err.Error(), fetchAgain}
	}
	payload := make([]byte, min(info.PayloadBytes, maxShardBytes))
	n, err := io.ReadFull(r, payload)
	if err != nil {
		return nil, &ShardError{info, fmt.Sprintf("%d bytes after inflating", len(payload)), fmt.Sprintf("%d, then %v: it was cut or altered", n, err), fetchAgain}
	}
	// gzip checks its checksum only when the end is read.
	if n, err := r.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return nil, &ShardError{info, fmt.Sprintf("%d bytes after inflating", len(payload)), "more, or a wrong checksum: it was altered", fetchAgain}
	}
	return payload, nil
}

// IsGzip reports whether a file begins with gzip's magic number. No payload does:
// 0x1f would be a label of 15.
func IsGzip(file []byte) bool { return len(file) >= 2 && file[0] == 0x1f && file[1] == 0x8b }

// Load reads the manifest and all shards of a folder that the packer wrote.
func Load(folder fs.FS) (train, test *Set, err error) {
	text, err := fs.ReadFile(folder, ManifestFile)
	if err != nil {
		return nil, nil, fmt.Errorf("data: expected %s, received none: %w (./build.sh build packs the data)", ManifestFile, err)
	}
	m, err := ParseManifest(text)
	if err != nil {
		return nil, nil, err
	}
	sets := map[Split]*Set{Train: NewSet(Train), Test: NewSet(Test)}
	for _, info := range m.Shards {
		file, err := fs.ReadFile(folder, info.File)
		if err != nil {
			return nil, nil, Missing(info, err)
		}
		if len(file) != info.FileBytes {
			return nil, nil, &ShardError{info, fmt.Sprintf("a file of %d bytes", info.FileBytes), fmt.Sprint(len(file)), "pack the data again"}
		}
		payload, err := Inflate(info, file)
		if err != nil {
			return nil, nil, err
		}
		if err := sets[info.Split].Add(info, payload); err != nil {
			return nil, nil, err
		}
	}
	return sets[Train], sets[Test], nil
}
