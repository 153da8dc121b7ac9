package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
)

// Checksum names weights in 16 hexadecimal digits: the first 8 bytes
// of SHA-256 over the numbers as little-endian float32. Two runs agree bit for
// bit when their checksums do.
func Checksum(weights []float32) string {
	sum := sha256.New()
	var block [4096]byte
	for len(weights) > 0 {
		n := min(len(weights), len(block)/4)
		for i, w := range weights[:n] {
			binary.LittleEndian.PutUint32(block[4*i:], math.Float32bits(w))
		}
		sum.Write(block[:4*n])
		weights = weights[n:]
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
