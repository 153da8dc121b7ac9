package dataset_test

import (
	"bytes"
	"strings"
	"testing"

	"convlab/engine/dataset"
)

func idx(t testing.TB, n int) (images, labels []byte) {
	t.Helper()
	digits, pixels := samples(n)
	var a, b bytes.Buffer
	if err := dataset.WriteImages(&a, pixels); err != nil {
		t.Fatal(err)
	}
	if err := dataset.WriteLabels(&b, digits); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), b.Bytes()
}

func TestIDXKeepsEveryByte(t *testing.T) {
	images, labels := idx(t, 5)
	wantLabels, wantPixels := samples(5)
	if got, err := dataset.ParseImages(images); err != nil || !bytes.Equal(got, wantPixels) {
		t.Errorf("images: %v", err)
	}
	if got, err := dataset.ParseLabels(labels); err != nil || !bytes.Equal(got, wantLabels) {
		t.Errorf("labels: %v", err)
	}
}

func TestIDXRefusals(t *testing.T) {
	images, labels := idx(t, 2)
	// with returns file with a changed byte.
	with := func(file []byte, at int, b byte) []byte {
		c := bytes.Clone(file)
		c[at] = b
		return c
	}
	tests := []struct {
		name  string
		parse func([]byte) ([]byte, error)
		file  []byte
		want  string
	}{
		{"empty", dataset.ParseImages, nil, "header of 16"},
		{"still packed", dataset.ParseImages, with(images, 0, 0x1f), "unpack .gz"},
		{"labels as images", dataset.ParseImages, append(bytes.Clone(labels), make([]byte, 16)...), "magic number 0x00000803"},
		{"images as labels", dataset.ParseLabels, images, "magic number 0x00000801"},
		{"no images", dataset.ParseImages, with(images, 7, 0), "count of 1 to 70000"},
		{"2 billion images", dataset.ParseImages, with(images, 4, 0x7f), "count of 1 to 70000"},
		{"27 rows", dataset.ParseImages, with(images, 11, 27), "28 rows, received 27"},
		{"29 columns", dataset.ParseImages, with(images, 15, 29), "28 columns, received 29"},
		{"cut", dataset.ParseImages, images[:len(images)-1], "1584 bytes for a count of 2, received 1583"},
		{"too long", dataset.ParseLabels, append(bytes.Clone(labels), 0), "10 bytes for a count of 2, received 11"},
		{"label 10", dataset.ParseLabels, with(labels, 9, 10), "received 10 for image 1"},
	}
	for _, tt := range tests {
		if _, err := tt.parse(tt.file); !strings.Contains(errorText(err), tt.want) {
			t.Errorf("%s: error %q, want one with %q", tt.name, errorText(err), tt.want)
		}
	}
}

// FuzzParseIDX: no input panics, and what is accepted is written to the same bytes.
func FuzzParseIDX(f *testing.F) {
	images, labels := idx(f, 2)
	f.Add(images)
	f.Add(labels)
	f.Add(images[:16])
	f.Fuzz(func(t *testing.T, file []byte) {
		var again bytes.Buffer
		if pixels, err := dataset.ParseImages(file); err == nil {
			if err := dataset.WriteImages(&again, pixels); err != nil || !bytes.Equal(again.Bytes(), file) {
				t.Errorf("images are accepted but written to other bytes: %v", err)
			}
		} else if digits, err := dataset.ParseLabels(file); err == nil {
			if err := dataset.WriteLabels(&again, digits); err != nil || !bytes.Equal(again.Bytes(), file) {
				t.Errorf("labels are accepted but written to other bytes: %v", err)
			}
		}
	})
}
