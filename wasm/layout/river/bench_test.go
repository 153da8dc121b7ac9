package river

import (
	"testing"

	"convlab/engine/spec"
)

func benchmarkLayout(b *testing.B, m spec.Model, v View) {
	n := networkOf(b, m)
	b.ReportAllocs()
	for b.Loop() {
		Layout(n, v)
	}
}

func BenchmarkLayout(b *testing.B) {
	b.Run("convnet", func(b *testing.B) {
		benchmarkLayout(b, spec.NoteConvnet(), View{W: 1440, H: 807, Workbench: WorkbenchHalf})
	})
	b.Run("convnet, ratio 1.5", func(b *testing.B) {
		benchmarkLayout(b, spec.NoteConvnet(), View{W: 1440, H: 807, Scale: 1.5, Workbench: WorkbenchHalf})
	})
	b.Run("22 convolutions", func(b *testing.B) { benchmarkLayout(b, named()["22 convolutions"], View{W: 2560, H: 1400}) })
	b.Run("phone", func(b *testing.B) { benchmarkLayout(b, spec.NoteConvnet(), View{W: 390, H: 800}) })
}
