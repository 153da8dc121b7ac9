package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
)

// pack reads the module's folder and writes every shard of the layout. It writes
// the manifest last, so that an interrupted run leaves none.
func pack(dir, out string) (dataset.Manifest, error) {
	m := dataset.Manifest{Format: dataset.Format, Attribution: original.Attribution}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return m, err
	}
	if err := os.Remove(filepath.Join(out, dataset.ManifestFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return m, err
	}
	sets := map[dataset.Split]*dataset.Set{}
	for _, split := range []dataset.Split{dataset.Train, dataset.Test} {
		s, err := original.LoadSet(dir, split)
		if err != nil {
			return m, err
		}
		sets[split] = s
	}
	for _, part := range dataset.Shards() {
		info, file, err := shard(part, sets[part.Split])
		if err != nil {
			return m, fmt.Errorf("shard %s: %w", part.Name, err)
		}
		if err := os.WriteFile(filepath.Join(out, info.File), file, 0o644); err != nil {
			return m, err
		}
		m.Shards = append(m.Shards, info)
	}
	if err := m.Validate(); err != nil {
		return m, err
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return m, err
	}
	return m, os.WriteFile(filepath.Join(out, dataset.ManifestFile), append(text, '\n'), 0o644)
}

// shard encodes a subset of a complete set. The file is .bin, not .gz: some
// servers add Content-Encoding to .gz, and the browser would inflate it twice.
// The gzip header has no name and no time, so that equal input has equal output.
func shard(part dataset.Subset, from *dataset.Set) (dataset.ShardInfo, []byte, error) {
	info := dataset.ShardInfo{Subset: part, File: part.Name + ".bin"}
	labels := make([]uint8, part.Count)
	pixels := make([]byte, 0, part.Count*dataset.Pixels)
	for k := range labels {
		labels[k] = from.Label(part.Index(k))
		pixels = append(pixels, from.Pixels(part.Index(k))...)
	}
	payload, err := dataset.EncodeShard(labels, pixels)
	if err != nil {
		return info, nil, err
	}
	var file bytes.Buffer
	z, err := gzip.NewWriterLevel(&file, gzip.BestCompression)
	if err != nil {
		return info, nil, err
	}
	if _, err := z.Write(payload); err != nil {
		return info, nil, err
	}
	if err := z.Close(); err != nil {
		return info, nil, err
	}
	sum := sha256.Sum256(payload)
	info.FileBytes, info.PayloadBytes = file.Len(), len(payload)
	info.PayloadSHA256 = hex.EncodeToString(sum[:])
	return info, file.Bytes(), nil
}

// check reads a packed folder as the page does and compares all 70,000 images
// with the published hashes, so it trusts neither the manifest nor an earlier
// run. It returns an error for the layout of another version, too.
func check(folder fs.FS) error {
	text, err := fs.ReadFile(folder, dataset.ManifestFile)
	if err != nil {
		return err
	}
	m, err := dataset.ParseManifest(text)
	if err != nil {
		return err
	}
	parts := make([]dataset.Subset, len(m.Shards))
	for i, s := range m.Shards {
		parts[i] = s.Subset
	}
	if !slices.Equal(parts, dataset.Shards()) || m.Attribution != original.Attribution {
		return errors.New("manifest: expected this version's layout, received another")
	}
	train, test, err := dataset.Load(folder)
	if err != nil {
		return err
	}
	return errors.Join(original.Verify(train), original.Verify(test))
}
