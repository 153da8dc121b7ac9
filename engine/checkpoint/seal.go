package checkpoint

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// A sealed file has in its metadata the SHA-256 of all its bytes, taken with
// zeros in the place of the 64 digits themselves. It finds what a disk or an
// interrupted write has changed; it does not say who wrote the file.
const keyHash = "sha256"

// noHash stands where the hash will.
const noHash = "0000000000000000000000000000000000000000000000000000000000000000"

// seal puts the hash into a file that Encode wrote with noHash.
func seal(data []byte) {
	at := sealed(data, noHash)
	copy(data[at:], digest(data, at))
}

// checkSeal compares the content with the hash that the metadata name.
func checkSeal(data []byte, hash string) error {
	at := -1
	if len(hash) == len(noHash) {
		at = sealed(data, hash)
	}
	if at < 0 {
		return fmt.Errorf("checkpoint: expected a hash of the content in the metadata, received %s", show(hash))
	}
	if got := digest(data, at); got != hash {
		return fmt.Errorf("checkpoint: expected content with the hash %s…, received %s…: the file was damaged", hash[:16], got[:16])
	}
	return nil
}

// sealed finds the digits of the hash, or -1. Within other texts of the header
// quotes are escaped, so the first find is the one.
func sealed(data []byte, hash string) int {
	before := `"` + keyHash + `":"`
	at := bytes.Index(data[:min(len(data), MaxHeader+8)], []byte(before+hash+`"`))
	if at < 0 {
		return -1
	}
	return at + len(before)
}

// digest is the hash of data with zeros from at on.
func digest(data []byte, at int) string {
	sum := sha256.New()
	sum.Write(data[:at])
	sum.Write([]byte(noHash))
	sum.Write(data[at+len(noHash):])
	return hex.EncodeToString(sum.Sum(nil))
}
