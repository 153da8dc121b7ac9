package decode

import (
	"image"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// phone returns a coloured sheet with a 1, as large and as noisy as a phone's photo.
func phone() *image.YCbCr {
	img := image.NewYCbCr(image.Rect(0, 0, 5712, 4284), image.YCbCrSubsampleRatio420)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range img.Y {
		x, y := i%img.YStride, i/img.YStride
		img.Y[i] = byte(150 + x/100 + random.IntN(8))
		if x > 2700 && x < 3000 && y > 1000 && y < 3200 {
			img.Y[i] /= 4
		}
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = byte(120+random.IntN(4)), byte(130+random.IntN(4))
	}
	return img
}

// BenchmarkWorstPictures measures time and peak heap of the largest allowed pictures,
// of the formats that need most memory, and of a phone's photo. It takes gigabytes;
// -benchtime 1x is enough.
func BenchmarkWorstPictures(b *testing.B) {
	const w, h = 8000, 4000
	noisy := image.NewGray(image.Rect(0, 0, w, h))
	for i := range noisy.Pix {
		noisy.Pix[i] = byte(230 + i*i%7)
	}
	for y := 1000; y < 3000; y++ {
		for x := 3900; x < 4100; x++ {
			noisy.Pix[y*w+x] = 20
		}
	}
	for _, c := range []struct {
		what string
		data func() []byte
	}{
		{"progressive JPEG, grey", func() []byte { return progressive(1, w, h) }},
		{"progressive JPEG, colour", func() []byte { return progressive(3, w, h) }},
		{"progressive JPEG, CMYK", func() []byte { return progressive(4, w, h) }},
		{"PNG, 16 bits, RGBA", func() []byte { return pngOf(b, w, h, false) }},
		{"PNG, 16 bits, RGBA, interlaced", func() []byte { return pngOf(b, w, h, true) }},
		{"GIF", func() []byte { return asGIF(b, noisy) }},
		{"PNG, grey", func() []byte { return asPNG(b, noisy) }},
		{"a phone's photo, rotated", func() []byte { return oriented(asJPEG(b, phone()), 6) }},
		{"JPEG, rotated", func() []byte { return oriented(asJPEG(b, noisy), 6) }},
	} {
		b.Run(c.what, func(b *testing.B) {
			data := c.data()
			runtime.GC()
			peak := heapPeak()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				Read(data) // most have no ink and are refused at the end
			}
			b.ReportMetric(float64(peak()>>20), "MB-heap")
		})
	}
}

// heapPeak samples the heap every 5 ms. The returned function stops it and returns
// the largest sample.
func heapPeak() func() uint64 {
	peak, stop := make(chan uint64), make(chan bool)
	go func() {
		var most uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-peak
	}
}
