package drawing_test

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"convlab/engine/drawing"
)

// pinned are the FNV-1a of the ten digits' pictures with all steps, from the time
// before Crop, Scale and Centre were separate.
var pinned = [10]uint64{
	0x271651dbc3d07cca, 0xb0d6885da7e89f0c, 0x008a7673b18b3c04, 0x2c74d9ea22a2ad10, 0xb63943061e1c1df1,
	0x8b8e8143c6746d0f, 0x4e3ed715172e81f5, 0x846ad319abceb820, 0x2919e077820bb14a, 0x290d40dbd1f52d12,
}

// pinnedGenerated is the hash of the hashes of generated drawings' pictures.
const pinnedGenerated = 0xcb4ad9d7d83da0fe

// With all four steps, a drawing of an old link becomes the same picture as then.
func TestWithAllStepsThePictureIsTheSameToTheBit(t *testing.T) {
	switch runtime.GOARCH {
	case "amd64", "386", "wasm":
	default:
		t.Skip("the hashes are of an architecture on which Go does not fuse x*y + z")
	}
	for k, d := range digits(t) {
		if got := pictureHash(d.Drawing); got != pinned[k] {
			t.Errorf("digit %d: the picture's hash is %#016x, want %#016x", k, got, pinned[k])
		}
	}
	sum := fnv.New64a()
	for seed := range uint64(200) {
		binary.Write(sum, binary.LittleEndian, pictureHash(generated(digits(t), seed)))
	}
	if got := sum.Sum64(); got != pinnedGenerated {
		t.Errorf("the generated drawings' hash is %#016x, want %#016x", got, uint64(pinnedGenerated))
	}
}

func pictureHash(d drawing.Drawing) uint64 {
	sum := fnv.New64a()
	for _, v := range prepare(d, drawing.AllSteps()).Pixels {
		binary.Write(sum, binary.LittleEndian, math.Float32bits(v))
	}
	return sum.Sum64()
}

// generated returns a random drawing: a digit with any pen, size and place, some cut
// at the pad's edge, or a scribble with an eraser.
func generated(digits []digit, seed uint64) drawing.Drawing {
	r := rand.New(rand.NewPCG(seed, 15))
	pen := drawing.MinWidth + r.Float32()*(drawing.MaxWidth-drawing.MinWidth)/2
	if seed%4 == 0 {
		return drawing.Drawing{Strokes: []drawing.Stroke{scribble(seed, false), scribble(seed+1, true), scribble(seed+2, false)}}
	}
	d := digits[r.IntN(len(digits))].Drawing
	return with(d, pen, 0.2+1.2*r.Float32(), r.Float32()-0.5, r.Float32()-0.5)
}
