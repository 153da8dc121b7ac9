package dataset

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

const (
	// Format is the version of the manifest and of the payload it describes.
	Format = 1
	// ManifestFile is the manifest's name in the folder of the shards.
	ManifestFile = "manifest.json"

	maxManifest   = 64 << 10 // bytes; the shipped one has about 3 KB
	maxShardBytes = 64 << 20 // bytes, more than all of MNIST unpacked
)

// ShardInfo describes a shard: its images, its file, and the payload, which is the
// file after inflating.
type ShardInfo struct {
	Subset
	File          string `json:"file"`
	FileBytes     int    `json:"fileBytes"`
	PayloadBytes  int    `json:"payloadBytes"`
	PayloadSHA256 string `json:"payloadSHA256"`
}

// Manifest lists the shards of all 70,000 images in the order to fetch them. Its
// file is JSON.
type Manifest struct {
	Format      int         `json:"format"`
	Attribution string      `json:"attribution"`
	Shards      []ShardInfo `json:"shards"`
}

// ShardError says what is wrong with a shard and what to do about it.
type ShardError struct {
	Shard    ShardInfo
	Expected string
	Received string
	Advice   string
}

// fetchAgain is the advice for a shard that the network may have damaged.
const fetchAgain = "fetch it again"

func (e *ShardError) Error() string {
	return "shard " + e.Shard.Name + " (" + e.Shard.File + "): expected " + e.Expected +
		", received " + e.Received + "; " + e.Advice
}

// Missing returns the error of a shard that could not be fetched or read.
func Missing(info ShardInfo, cause error) *ShardError {
	return &ShardError{info, "the file", "none (" + cause.Error() + ")", fetchAgain}
}

// ParseManifest reads and validates a manifest.
func ParseManifest(text []byte) (Manifest, error) {
	var m Manifest
	if len(text) > maxManifest {
		return m, fmt.Errorf("manifest: expected at most %d bytes, received %d", maxManifest, len(text))
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return Manifest{}, fmt.Errorf("manifest: expected the JSON the packer writes: %w (pack the data again)", err)
	}
	if err := m.Validate(); err != nil {
		return Manifest{}, err
	}
	return m, nil
}

// Validate checks that the manifest describes every image of both splits exactly
// once, with lengths and hashes.
func (m Manifest) Validate() error {
	if m.Format != Format {
		return fmt.Errorf("manifest: expected format %d, received %d (page and data are of different builds: pack the data again)", Format, m.Format)
	}
	seen := map[Split][]bool{Train: make([]bool, Train.Size()), Test: make([]bool, Test.Size())}
	names, files := map[string]bool{}, map[string]bool{}
	for i, s := range m.Shards {
		if err := s.validate(); err != nil {
			return fmt.Errorf("manifest: shard %d %q: %w", i, s.Name, err)
		}
		if names[s.Name] || files[s.File] {
			return fmt.Errorf("manifest: shard %d %q: expected a name and a file of its own, received %q twice", i, s.Name, s.File)
		}
		names[s.Name], files[s.File] = true, true
		for k := range s.Count {
			index := s.Index(k)
			if seen[s.Split][index] {
				return fmt.Errorf("manifest: shard %d %q: expected every image once, received %s image %d twice", i, s.Name, s.Split, index)
			}
			seen[s.Split][index] = true
		}
	}
	for _, split := range []Split{Train, Test} {
		for index, ok := range seen[split] {
			if !ok {
				return fmt.Errorf("manifest: expected all %d %s images, received none for image %d", split.Size(), split, index)
			}
		}
	}
	return nil
}

// validate checks an entry by itself. If it is valid, Index stays within the split.
func (s ShardInfo) validate() error {
	size := s.Split.Size()
	switch {
	case size == 0:
		return fmt.Errorf("expected set \"train\" or \"test\", received %q", s.Split)
	case s.Count < 1 || s.Count > MaxShard:
		return fmt.Errorf("expected a count of 1 to %d, received %d", MaxShard, s.Count)
	case s.First < 0 || s.First >= size || s.Take < 1 || s.Take > s.Stride || s.Stride > size || s.Index(s.Count-1) >= size:
		return fmt.Errorf("expected images within 0 to %d, received first %d, take %d of every %d, %d in all", size-1, s.First, s.Take, s.Stride, s.Count)
	case !validName(s.Name) || !validName(s.File):
		return fmt.Errorf("expected a name and a file of letters, digits, '-' and '.', received %q", s.File)
	case s.FileBytes < 1 || s.FileBytes > maxShardBytes:
		return fmt.Errorf("expected fileBytes of 1 to %d, received %d", maxShardBytes, s.FileBytes)
	case s.PayloadBytes < 1 || s.PayloadBytes > maxShardBytes:
		return fmt.Errorf("expected payloadBytes of 1 to %d, received %d", maxShardBytes, s.PayloadBytes)
	}
	if sum, err := hex.DecodeString(s.PayloadSHA256); err != nil || len(sum) != 32 {
		return fmt.Errorf("expected payloadSHA256 of 64 hexadecimal digits, received %q", s.PayloadSHA256)
	}
	return nil
}

// validName reports whether a name can only be that of a file in the manifest's
// folder.
func validName(name string) bool {
	if name == "" || len(name) > 64 || name[0] == '.' {
		return false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return true
}
