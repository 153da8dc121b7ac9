package checkpoint

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"convlab/engine/safetensors"
)

// keyHash is the key of the SHA-256 of the whole file, computed with zeros in
// place of its own 64 digits. It detects what a disk or an interrupted write has
// changed; it does not say who wrote the file.
const keyHash = "sha256"

// zeroHash is in the place of the hash while it is computed.
const zeroHash = "0000000000000000000000000000000000000000000000000000000000000000"

// writeHash replaces the zeroHash of an encoded file by its hash.
func writeHash(data []byte) {
	at := hashIndex(data, zeroHash)
	copy(data[at:], hashOf(data, at))
}

// checkHash compares a file with the hash in its metadata.
func checkHash(data []byte, hash string) error {
	at := -1
	if len(hash) == len(zeroHash) {
		at = hashIndex(data, hash)
	}
	if at < 0 {
		return fmt.Errorf("checkpoint: expected a hash of the content in the metadata, received %s", quoted(hash))
	}
	if got := hashOf(data, at); got != hash {
		return fmt.Errorf("checkpoint: expected content with the hash %s…, received %s…: the file was damaged", hash[:16], got[:16])
	}
	return nil
}

// hashIndex returns where the digits of the hash begin in a file, or -1. The
// first match is the right one: in other texts of the header quotes are escaped.
func hashIndex(data []byte, hash string) int {
	before := `"` + keyHash + `":"`
	at := bytes.Index(data[:min(len(data), safetensors.MaxHeader+8)], []byte(before+hash+`"`))
	if at < 0 {
		return -1
	}
	return at + len(before)
}

// hashOf returns the hash of data with zeros for the digits at an index.
func hashOf(data []byte, at int) string {
	sum := sha256.New()
	sum.Write(data[:at])
	sum.Write([]byte(zeroHash))
	sum.Write(data[at+len(zeroHash):])
	return hex.EncodeToString(sum.Sum(nil))
}
