package sharelink

import (
	"fmt"
	"hash/crc32"
	"strings"
)

// From version 2 on a link ends with a checksum over all bytes before its &: the
// CRC-32 of IEEE 802.3, polynomial 0x04C11DB7, as eight lower-case hexadecimal
// digits. It notices every change within 32 consecutive bits, so every changed
// character. It is no signature: anyone can write one.
const (
	checksumField  = "&crc="
	checksumDigits = 8
)

func checksum(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }

// cutChecksum splits a link before its checksum. The digits may be fewer or
// others than Encode writes.
func cutChecksum(text string) (before, digits string, found bool) {
	i := strings.LastIndex(text, checksumField)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(checksumField):], true
}

// endsWithChecksum reports whether a link has all digits of its checksum.
func endsWithChecksum(digits string) bool {
	return len(digits) == checksumDigits && strings.Trim(digits, "0123456789abcdef") == ""
}
