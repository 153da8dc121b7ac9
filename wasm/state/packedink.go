package state

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"

	"convlab/engine/drawing"
)

// packInk makes the ink of a pad, a byte for each of its pixels, small enough
// for a note: most of it is paper.
func packInk(ink []byte) ([]byte, error) {
	if want := len(drawing.Raster{}.Pix); len(ink) != want {
		return nil, fmt.Errorf("expected ink for %d pixels of the pad, received %d", want, len(ink))
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(ink); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// unpackInk puts packed ink on a pad. It may come from anybody: only as much is
// unpacked as a pad holds. After an error the pad is to be cleared.
func unpackInk(packed []byte, to *drawing.Raster) error {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("expected the packed ink of a picture: %w", err)
	}
	if _, err := io.ReadFull(r, to.Pix[:]); err != nil {
		return fmt.Errorf("expected ink for %d pixels of the pad: %w", len(to.Pix), err)
	}
	if n, err := r.Read(make([]byte, 1)); n > 0 || err != io.EOF {
		return fmt.Errorf("expected ink for %d pixels of the pad and nothing behind it", len(to.Pix))
	}
	return nil
}
