package dataset

import (
	"encoding/binary"
	"fmt"
	"io"
)

const (
	imagesMagic = 0x0803 // count, rows, columns
	labelsMagic = 0x0801 // count
	maxIDX      = 70_000 // all of MNIST
)

// ParseImages returns the pixels of an unpacked idx3-ubyte file of 28x28 images,
// Pixels bytes each, as a view of it.
//
// An IDX file is big-endian: a magic number (0x0800 for bytes, plus the number of
// dimensions), the size of each dimension as 32 bits, then the data.
// Source: yann.lecun.com/exdb/mnist, "File formats for the MNIST database".
func ParseImages(file []byte) ([]byte, error) {
	n, err := parseIDX(file, imagesMagic, 16, Pixels)
	if err != nil {
		return nil, fmt.Errorf("IDX images: %w", err)
	}
	for i, axis := range []string{"rows", "columns"} {
		if got := binary.BigEndian.Uint32(file[8+4*i:]); got != Side {
			return nil, fmt.Errorf("IDX images: expected %d %s, received %d", Side, axis, got)
		}
	}
	return file[16 : 16+n*Pixels], nil
}

// ParseLabels returns the labels of an unpacked idx1-ubyte file as a view of it.
func ParseLabels(file []byte) ([]uint8, error) {
	n, err := parseIDX(file, labelsMagic, 8, 1)
	if err != nil {
		return nil, fmt.Errorf("IDX labels: %w", err)
	}
	labels := file[8 : 8+n]
	for i, l := range labels {
		if l >= Classes {
			return nil, fmt.Errorf("IDX labels: expected 0 to 9, received %d for image %d", l, i)
		}
	}
	return labels, nil
}

// parseIDX checks magic, count and length, and returns the count.
func parseIDX(file []byte, magic uint32, header, item int) (int, error) {
	if len(file) < header {
		return 0, fmt.Errorf("expected a header of %d bytes, received %d bytes in all (is it still packed, or cut?)", header, len(file))
	}
	if got := binary.BigEndian.Uint32(file); got != magic {
		return 0, fmt.Errorf("expected the magic number %#08x, received %#08x (unpack .gz first)", magic, got)
	}
	n := binary.BigEndian.Uint32(file[4:])
	if n < 1 || n > maxIDX {
		return 0, fmt.Errorf("expected a count of 1 to %d, received %d", maxIDX, n)
	}
	if want := header + int(n)*item; len(file) != want {
		return 0, fmt.Errorf("expected %d bytes for a count of %d, received %d", want, n, len(file))
	}
	return int(n), nil
}

// WriteImages writes pixels as an idx3-ubyte file.
func WriteImages(w io.Writer, pixels []byte) error {
	return writeIDX(w, pixels, imagesMagic, uint32(len(pixels)/Pixels), Side, Side)
}

// WriteLabels writes labels as an idx1-ubyte file.
func WriteLabels(w io.Writer, labels []uint8) error {
	return writeIDX(w, labels, labelsMagic, uint32(len(labels)))
}

func writeIDX(w io.Writer, data []byte, header ...uint32) error {
	if err := binary.Write(w, binary.BigEndian, header); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}
