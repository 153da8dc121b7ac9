package dataset_test

import (
	"bytes"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/internal/random"
)

// samples returns n images of random runs, after three special ones: blank, all ink
// (a run of several bytes), ink only in the first and the last pixel.
func samples(n int) (labels []uint8, pixels []byte) {
	r := random.New(1, 0, 0, 0, random.Sample)
	pixels = make([]byte, n*dataset.Pixels)
	for k := range n {
		labels = append(labels, uint8(k%dataset.Classes))
		p := pixels[k*dataset.Pixels : (k+1)*dataset.Pixels]
		switch k {
		case 0:
		case 1:
			for i := range p {
				p[i] = 255
			}
		case 2:
			p[0], p[dataset.Pixels-1] = 1, 254
		default:
			for at := 0; at < len(p); at += r.IntN(300) {
				for end := min(at+r.IntN(30), len(p)); at < end; at++ {
					p[at] = byte(1 + r.IntN(255))
				}
			}
		}
	}
	return labels, pixels
}

func encode(t testing.TB, labels []uint8, pixels []byte) []byte {
	t.Helper()
	payload, err := dataset.EncodeShard(labels, pixels)
	if err != nil {
		t.Fatal(err)
	}
	return payload
}

// unpack expands into memory filled with 7, since paper must be written, too.
func unpack(s dataset.Shard) (labels []uint8, pixels []byte) {
	pixels = bytes.Repeat([]byte{7}, s.Count*dataset.Pixels)
	s.Expand(func(k int) []byte { return pixels[k*dataset.Pixels : (k+1)*dataset.Pixels] })
	for k := range s.Count {
		labels = append(labels, s.Label(k))
	}
	return labels, pixels
}

func TestShardKeepsEveryPixelAndLabel(t *testing.T) {
	for _, n := range []int{1, 2, 3, 100} { // odd and even, since labels are nibbles
		labels, pixels := samples(n)
		s, err := dataset.DecodeShard(encode(t, labels, pixels), n)
		if err != nil {
			t.Fatalf("%d images: %v", n, err)
		}
		gotLabels, gotPixels := unpack(s)
		if !bytes.Equal(gotLabels, labels) || !bytes.Equal(gotPixels, pixels) {
			t.Errorf("%d images do not survive packing", n)
		}
	}
}

// Encoded by hand: label 7, a run of 781 of paper (3*255 + 16), one of 3 of ink.
func TestShardFormat(t *testing.T) {
	pixels := make([]byte, dataset.Pixels)
	copy(pixels[781:], []byte{9, 8, 7})
	got := encode(t, []uint8{7}, pixels)
	if want := []byte{7, 255, 255, 255, 16, 3, 9, 8, 7}; !bytes.Equal(got, want) {
		t.Errorf("payload % d, want % d", got, want)
	}
}

func TestDecodeShardRefusals(t *testing.T) {
	good := []byte{7, 255, 255, 255, 16, 3, 9, 8, 7}
	tests := []struct {
		name    string
		payload []byte
		count   int
		want    string
	}{
		{"good", good, 1, ""},
		{"no images", nil, 0, "count"},
		{"absurd count", good, 1 << 40, "count"},
		{"empty", nil, 1, "bytes of labels"},
		{"more images than runs", append([]byte{7}, good...), 3, "an end after"},
		{"label 10", []byte{10, 255, 255, 255, 19}, 1, "labels 0 to 9"},
		{"label after the last", []byte{0x17, 255, 255, 255, 19}, 1, "unused last label"},
		{"cut in the runs", good[:3], 1, "an end after"},
		{"run too long", []byte{7, 255, 255, 255, 20}, 1, "received more"},
		{"run that never ends", append([]byte{7}, bytes.Repeat([]byte{255}, 1000)...), 1, "received more"},
		{"empty run inside", []byte{7, 1, 0, 255, 255, 255, 18}, 1, "empty one"},
		{"cut in the ink", good[:8], 1, "3 bytes of ink, received 2"},
		{"bytes left over", append(bytes.Clone(good), 1), 1, "3 bytes of ink, received 4"},
		{"ink of 0", []byte{7, 255, 255, 255, 16, 3, 9, 0, 7}, 1, "ink byte 1"},
	}
	for _, tt := range tests {
		_, err := dataset.DecodeShard(tt.payload, tt.count)
		if got := errorText(err); !strings.Contains(got, tt.want) || (err == nil) != (tt.want == "") {
			t.Errorf("%s: error %q, want one with %q", tt.name, got, tt.want)
		}
	}
}

func TestEncodeShardRefusals(t *testing.T) {
	for want, err := range map[string]error{
		"1 to 60000 labels": second(dataset.EncodeShard(nil, nil)),
		"784 pixel bytes":   second(dataset.EncodeShard([]uint8{1}, make([]byte, 783))),
		"labels 0 to 9":     second(dataset.EncodeShard([]uint8{10}, make([]byte, 784))),
	} {
		if !strings.Contains(errorText(err), want) {
			t.Errorf("error %q, want one with %q", errorText(err), want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// FuzzDecodeShard: no input panics, and what is accepted is the only payload of its
// images.
func FuzzDecodeShard(f *testing.F) {
	labels, pixels := samples(5)
	f.Add(encode(f, labels, pixels), 5)
	f.Add(encode(f, labels[:1], pixels[:dataset.Pixels]), 1)
	f.Add([]byte{7, 255, 255, 255, 16, 3, 9, 8, 7}, 1)
	f.Add([]byte{}, -1)
	f.Fuzz(func(t *testing.T, payload []byte, count int) {
		s, err := dataset.DecodeShard(payload, count)
		if err != nil || count > 1000 { // keeps an execution below 1 MB
			return
		}
		labels, pixels := unpack(s)
		if again := encode(t, labels, pixels); !bytes.Equal(again, payload) {
			t.Errorf("% d is accepted but packs to % d", payload, again)
		}
	})
}

func BenchmarkExpand10000(b *testing.B) {
	labels, pixels := samples(10_000)
	payload := encode(b, labels, pixels)
	for b.Loop() {
		s, err := dataset.DecodeShard(payload, len(labels))
		if err != nil {
			b.Fatal(err)
		}
		s.Expand(func(k int) []byte { return pixels[k*dataset.Pixels : (k+1)*dataset.Pixels] })
	}
}
